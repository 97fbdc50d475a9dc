/**
 * What the tests of loading share.
 *
 * @module
 */
import type { ActionDescription, Diagnostic } from "@shep/sdk";
import { plugin as parser } from "../../plugins/parser/plugin.ts";
import { Environment } from "../template/mod.ts";
import { INCLUDE_ROLE, INCLUDE_TASKS } from "./reuse/include_actions.ts";
import type { FolderEntry, LoadContext } from "./load_context.ts";

const text = { type: "str", description: "Text." } as const;
const flag = { type: "bool", description: "Yes or no." } as const;
const command = {
  cmd: text,
  argv: { type: "list", description: "Words." },
  chdir: text,
  creates: text,
} as const;

/** Actions that resemble Ansible's. */
export const ACTIONS: readonly ActionDescription[] = [
  { name: "assert", summary: "Checks.", arguments: { that: { ...text, type: "raw" }, msg: text } },
  { name: "command", summary: "Runs a command.", freeForm: "cmd", arguments: command },
  {
    name: "copy",
    summary: "Writes a file.",
    arguments: {
      src: text,
      content: text,
      dest: { ...text, type: "path", required: true },
      mode: { ...text, type: "raw" },
      force: flag,
    },
    constraints: [{ mutuallyExclusive: ["src", "content"] }],
  },
  {
    name: "debug",
    summary: "Shows a value.",
    arguments: { msg: { ...text, type: "raw" }, var: text },
    constraints: [{ mutuallyExclusive: ["msg", "var"] }],
  },
  {
    name: "file",
    summary: "Sets what a file is.",
    arguments: {
      path: { ...text, type: "path", required: true, aliases: ["dest", "name"] },
      state: { ...text, choices: ["absent", "directory", "file", "touch"] },
      mode: { ...text, type: "raw" },
    },
  },
  INCLUDE_ROLE,
  INCLUDE_TASKS,
  {
    name: "include_vars",
    summary: "Reads variables.",
    freeForm: "file",
    arguments: { file: text },
  },
  {
    name: "meta",
    summary: "Talks to the engine.",
    freeForm: "free_form",
    arguments: { free_form: { ...text, choices: ["flush_handlers", "noop", "end_play"] } },
  },
  { name: "ping", summary: "Answers.", arguments: { data: text } },
  { name: "set_fact", summary: "Sets facts.", arguments: { cacheable: flag }, acceptsAny: true },
  { name: "shell", summary: "Runs a command.", freeForm: "cmd", arguments: command },
  { name: "synchronize", summary: "Copies what differs.", arguments: { src: text, dest: text } },
];

/** A world in which `files` are all there is. */
export interface TestContext extends LoadContext {
  /** What was warned of. */
  readonly warnings: readonly Diagnostic[];
}

/** The world of a test. */
export function testContext(
  files: Readonly<Record<string, string>>,
  actions: readonly ActionDescription[] = ACTIONS,
): TestContext {
  const byName = new Map(actions.map((action) => [action.name, action]));
  const warnings: Diagnostic[] = [];
  const yaml = parser.parsers![0]!;
  return {
    warnings,
    render: (template, variables) =>
      Promise.resolve(new Environment().evaluate(template, variables)),
    paths: { roles: ["/etc/roles"], collections: ["/etc/collections"] },
    list: (path) => Promise.resolve(entriesOf(path, Object.keys(files))),
    readText: (path) => {
      const content = files[path];
      if (content !== undefined) return Promise.resolve(content);
      return Promise.reject(new Deno.errors.NotFound(`No such file: ${path}`));
    },
    parse: async (file, source) => await yaml.parse(source, file),
    actions: {
      names: () => byName.keys(),
      describe: (name) => Promise.resolve(byName.get(name)),
      runsInHost: (name) => name === "debug",
    },
    lookups: { names: () => [], has: () => false },
    warn: (diagnostic) => void warnings.push(diagnostic),
  };
}

/** What is in a folder, if any of the files lies in it. */
function entriesOf(folder: string, files: readonly string[]): FolderEntry[] | undefined {
  const entries = new Map<string, FolderEntry>();
  for (const file of files.filter((each) => each.startsWith(`${folder}/`))) {
    const [name = "", ...below] = file.slice(folder.length + 1).split("/");
    entries.set(name, { name, isFolder: below.length > 0 });
  }
  return entries.size === 0 ? undefined : [...entries.values()];
}
