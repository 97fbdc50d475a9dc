/**
 * The action `assemble`: a file made of all files of a directory.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/assemble_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { bytesOf, byteString, decodeBytes } from "./byte_string.ts";
import { md5 } from "./content.ts";
import { install, installedValues } from "./install.ts";
import { compilePattern } from "./python_regex.ts";
import { unescapeText } from "./python_template.ts";
import { readContents } from "./read_contents.ts";
import { readReport, targetScript } from "./target.ts";
import { EDIT_ARGUMENTS } from "./write_back.ts";

const SPECS = {
  src: { type: "path", description: "The directory.", required: true },
  dest: { type: "path", description: "The file that is made.", required: true },
  remote_src: {
    type: "bool",
    description: "Whether the directory is on the target.",
    default: true,
  },
  delimiter: { type: "str", description: "A text that comes between two of them." },
  regexp: { type: "str", description: "A Python regular expression that names have to match." },
  ignore_hidden: {
    type: "bool",
    description: "Whether names that begin with a dot are left out.",
    default: false,
  },
  decrypt: {
    type: "bool",
    description: "Whether files from a vault are decrypted.",
    default: true,
  },
  ...EDIT_ARGUMENTS,
  ...ATTRIBUTE_ARGUMENTS,
} as const;

/** One of the files; a byte string. */
interface Fragment {
  readonly name: string;
  readonly text: string;
}

/** Makes one file of many. */
export const assemble = defineAction({
  name: "assemble",
  summary: "Makes a file of all files of a directory, in the order of their names.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- assemble:\n    src: /etc/app/conf.d\n    dest: /etc/app/app.conf\n    delimiter: '# ----'",
  ],
  returns: {
    dest: "Where the file is.",
    src: "The directory.",
    checksum: "Its SHA-1.",
    md5sum: "Its MD5, when it was written.",
    backup_file: "Where the old file is.",
    mode: "Its permissions, as '0644'.",
    owner: "The user that owns it; `uid` is its number.",
    group: "The group that owns it; `gid` is its number.",
    size: "Its size in bytes.",
    state: "What it is: file.",
  },
  async run(args, task): Promise<TaskResult> {
    const attributes = wantedAttributes(args);
    const fragments = args.remote_src
      ? await targetFragments(args.src, task)
      : await ownFragments(args.src, !args.decrypt, task);
    const bytes = bytesOf(assembled(fragments, args));
    const installed = await install(
      { dest: args.dest, source: { bytes }, header: args.src },
      {
        attributes,
        force: true,
        follow: false,
        backup: args.backup,
        validate: args.validate,
        unsafeWrites: args.unsafe_writes,
        makeParents: false,
        check: task.check,
        diff: task.diff,
      },
      task,
    );
    const { report, diff } = installed;
    return {
      changed: report.changed,
      values: {
        ...installedValues(installed),
        md5sum: md5(bytes),
        ...(args.remote_src ? { msg: "OK", src: args.src } : {}),
      },
      ...(diff === undefined ? {} : { diff }),
    };
  },
});

/**
 * The fragments as one text: each begins on a line of its own.
 *
 * @throws {Fault} `invalid-argument`, for a bad regular expression.
 */
export function assembled(
  fragments: readonly Fragment[],
  { delimiter, regexp, ignore_hidden }: Pick<
    Arguments<typeof SPECS>,
    "delimiter" | "regexp" | "ignore_hidden"
  >,
): string {
  const pattern = regexp === undefined ? undefined : compilePattern(regexp, { isText: true });
  const between = delimiter ? ended(unescapeText(byteString(delimiter))) : "";
  return fragments
    .filter(({ name }) => !(ignore_hidden && name.startsWith(".")))
    .filter(({ name }) => pattern?.test(name) ?? true)
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
    .map(({ text }, at, all) => at === all.length - 1 ? text : ended(text))
    .join(between);
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

async function targetFragments(src: string, task: Task): Promise<Fragment[]> {
  const script = targetScript({ src: expandingWord(src) }, [READ]);
  const result = await task.script(script);
  const report = readReport(result);
  const names = report.all("name");
  return readContents(result.stdoutBytes).map((content, at) => ({
    name: names[at] ?? "",
    text: decodeBytes(content ?? new Uint8Array()),
  }));
}

/** All names come first: what a file holds may look like a record. */
const READ = new ShellText(`
[ -e "$src" ] || fail "Source ($src) does not exist"
[ -d "$src" ] || fail "Source ($src) is not a directory"
each_file() {
  for file in "$src"/* "$src"/.[!.]* "$src"/..?*; do
    [ ! -f "$file" ] || "$1" "$file"
  done
}
name() { say name "\${1##*/}"; }
content() {
  size=$(wc -c <"$1") || fail "Cannot read $1"
  say content "$((size))"
  head -c "$size" -- "$1"
}
each_file name
each_file content`);

async function ownFragments(src: string, encrypted: boolean, task: Task): Promise<Fragment[]> {
  const { kind, path } = await task.statFile(src, { search: "files" });
  if (kind !== "directory") throw new TaskFailure(`Source (${src}) is not a directory`);
  const entries = await task.listDirectory(path);
  return await Promise.all(
    entries.filter((entry) => entry.kind === "file").map(async ({ name }) => {
      const { data } = await task.readFile(`${path.replace(/\/$/, "")}/${name}`, { encrypted });
      return { name, text: decodeBytes(data ?? new Uint8Array()) };
    }),
  );
}
