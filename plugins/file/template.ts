/**
 * The action `template`: a template of the playbook, rendered by the host and installed as `copy`
 * installs text.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/template_module.html
 * @module
 */
import { defineAction, type Task, TaskFailure, type TaskResult } from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { copyOne } from "./copy.ts";
import type { Mode } from "./mode.ts";
import { isStatusRead, STATUS_VALUES } from "./target.ts";
import { textCodec } from "./text_encoding.ts";

/** What is passed on to the host's template engine, with Ansible's defaults. */
const ENGINE_ARGUMENTS = {
  block_start_string: { type: "str", description: "What begins a statement.", default: "{%" },
  block_end_string: { type: "str", description: "What ends a statement.", default: "%}" },
  variable_start_string: { type: "str", description: "What begins an output.", default: "{{" },
  variable_end_string: { type: "str", description: "What ends an output.", default: "}}" },
  comment_start_string: { type: "str", description: "What begins a comment." },
  comment_end_string: { type: "str", description: "What ends a comment." },
  trim_blocks: {
    type: "bool",
    description: "Whether the line break after a statement is left out.",
    default: true,
  },
  lstrip_blocks: {
    type: "bool",
    description: "Whether blanks before a statement are left out.",
    default: false,
  },
} as const;

const SPECS = {
  src: { type: "path", description: "The template.", required: true },
  dest: { type: "path", description: "Where it goes.", required: true },
  backup: {
    type: "bool",
    description: "Whether the old file is kept beside the new one.",
    default: false,
  },
  force: {
    type: "bool",
    description: "Whether a file that is there already is replaced.",
    default: true,
  },
  follow: { type: "bool", description: "Whether a link at `dest` is followed.", default: false },
  validate: {
    type: "str",
    description: "A command that checks the new file, `%s` in it, before it is put in place.",
  },
  newline_sequence: {
    type: "str",
    description: "What ends a line in the new file.",
    default: "\n",
    choices: ["\n", "\r", "\r\n", "\\n", "\\r", "\\r\\n"],
  },
  output_encoding: {
    type: "str",
    description: "How the new file is encoded, by Python's names.",
    default: "utf-8",
  },
  ...ENGINE_ARGUMENTS,
  ...ATTRIBUTE_ARGUMENTS,
} as const;

/** Renders a template and puts the result in its place. */
export const template = defineAction({
  name: "template",
  summary: "Renders a template of the playbook to a file of the target.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- name: Configuration\n  template:\n    src: app.conf.j2\n    dest: /etc/app.conf\n" +
    "    mode: '0644'\n    validate: app --check %s",
  ],
  returns: {
    dest: "Where the file is.",
    checksum: "Its SHA-1.",
    md5sum: "Its MD5, when it was written.",
    backup_file: "Where the old file is.",
    mode: "Its permissions, as '0644'.",
    owner: "The user that owns it; `uid` is its number.",
    group: "The group that owns it; `gid` is its number.",
    size: "Its size in bytes.",
    state: "What it is: file.",
  },
  costly: ["md5sum", ...STATUS_VALUES],
  async run(args, task): Promise<TaskResult> {
    const { encode } = textCodec(args.output_encoding);
    const { mode, ...rest } = args;
    const isPreserved = mode === "preserve";
    const wanted = wantedAttributes(isPreserved || mode === undefined ? rest : { ...rest, mode });
    const kept = isPreserved ? { mode: await templateMode(args.src, task) } : {};
    const options = Object.keys(ENGINE_ARGUMENTS) as (keyof typeof ENGINE_ARGUMENTS)[];
    const { text, path } = await task.render(args.src, {
      ...Object.fromEntries(options.map((name) => [name, args[name]])),
      dest: args.dest,
      newline_sequence: args.newline_sequence.replace("\\r", "\r").replace("\\n", "\n"),
    });
    return copyOne(
      {
        dest: args.dest,
        name: path.slice(path.lastIndexOf("/") + 1),
        source: { bytes: encode(text) },
        header: path,
      },
      {
        attributes: { ...wanted, ...kept },
        force: args.force,
        follow: args.follow,
        backup: args.backup,
        validate: args.validate,
        unsafeWrites: args.unsafe_writes,
        makeParents: false,
        check: task.check,
        diff: task.diff,
        md5sum: task.isRead("md5sum"),
        isRead: isStatusRead(task),
      },
      task,
    );
  },
});

async function templateMode(src: string, task: Task): Promise<Mode> {
  const { kind, mode } = await task.statFile(src, { search: "templates" });
  if (kind === "file") return { bits: mode };
  throw new TaskFailure(`Could not find or access the template '${src}' on the controller`);
}
