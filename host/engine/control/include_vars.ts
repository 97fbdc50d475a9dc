/** `include_vars`: variables of files, read while the play runs. @module */
import { Fault, type Value } from "@shep/sdk";
import { basename, isAbsolute, join } from "@shep/sdk/path";
import { candidates, firstFound, list, stat } from "../../controller/files.ts";
import { loadVariables, type PlaybookMap } from "../../playbook/mod.ts";
import { VaultText } from "../../vault/vault.ts";
import { TemplateText } from "../../template/mod.ts";
import { mergedHashes } from "../../variables/merge.ts";
import type { ControlResult, ReachAction, ReachContext } from "./control.ts";

/** What was asked for. */
interface Request {
  readonly file?: string | undefined;
  readonly dir?: string | undefined;
  /** The variable that holds what is read; each variable by itself if absent. */
  readonly name?: string | undefined;
  /** How deep the folders of a directory are read; 0 is all. */
  readonly depth: number;
  readonly filesMatching?: RegExp | undefined;
  readonly ignoredFiles: readonly RegExp[];
  readonly extensions: readonly string[];
  readonly ignoresUnknownExtensions: boolean;
}

/** Arguments that are for a directory alone. */
const DIRECTORY_ARGUMENTS = ["depth", "files_matching", "ignore_files", "extensions"];

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/include_vars_module.html */
export const includeVars: ReachAction = {
  name: "include_vars",
  summary: "Sets variables of files.",
  arguments: {
    file: { type: "str", description: "A file of variables." },
    dir: { type: "str", description: "A folder whose files are read, by their names." },
    name: { type: "str", description: "A variable that is to hold what is read." },
    depth: { type: "int", description: "How deep folders are read; 0 is all." },
    files_matching: { type: "str", description: "An expression for the names to be read." },
    ignore_files: {
      type: "list",
      elements: "str",
      description: "Ends of names that are not read, as expressions.",
    },
    extensions: {
      type: "list",
      elements: "str",
      description: "How the names of files may end: yaml, yml and json if absent.",
    },
    ignore_unknown_extensions: {
      type: "bool",
      description: "Whether other files are passed over; otherwise they are an error.",
      default: false,
    },
    hash_behaviour: {
      type: "str",
      choices: ["replace", "merge"],
      description: "Whether dictionaries are merged into those that there are.",
    },
  },
  freeForm: "file",
  supportsCheck: true,
  examples: ["- include_vars: '{{ ansible_os_family }}.yml'", "- include_vars: {dir: vars}"],
  returns: {
    ansible_facts: "The variables, as they are written.",
    ansible_included_var_files: "The files that were read.",
  },
  async reach(args, context): Promise<ControlResult> {
    const read = new Reading(context);
    try {
      const found = await read.all(requestOf(args, context));
      const variables = args.get("hash_behaviour") === "merge" ? mergedInto(found, context) : found;
      return {
        included: variables,
        values: { ansible_facts: written(found), ansible_included_var_files: read.files },
      };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const values = {
        ansible_facts: new Map(),
        ansible_included_var_files: read.files,
        message: error.message,
        msg: error.message,
      };
      return { failed: true, values };
    }
  },
};

/** What fails the task in Ansible's words. */
class Unreadable extends Error {}

function requestOf(args: ReadonlyMap<string, Value>, { position }: ReachContext): Request {
  const text = (name: string): string | undefined => {
    const value = args.get(name);
    return value === undefined || value === null ? undefined : String(value);
  };
  const texts = (name: string): string[] | undefined => {
    const value = args.get(name);
    return Array.isArray(value) ? value.map(String) : undefined;
  };
  const [file, dir, matching] = [text("file"), text("dir"), text("files_matching")];
  if (
    file !== undefined && [dir, ...DIRECTORY_ARGUMENTS.map((name) => args.get(name))]
      .some((value) => value !== undefined && value !== null)
  ) {
    const summary = "You are mixing file only and dir only arguments, these are incompatible";
    throw new Fault("invalid-argument", summary, { ...position, hint: "Give 'file' or 'dir'." });
  }
  return {
    file,
    dir,
    name: text("name"),
    depth: Number(args.get("depth") ?? 0),
    filesMatching: matching === undefined ? undefined : new RegExp(matching),
    ignoredFiles: (texts("ignore_files") ?? []).map((end) => new RegExp(`${end}$`)),
    extensions: texts("extensions") ?? ["yaml", "yml", "json"],
    ignoresUnknownExtensions: args.get("ignore_unknown_extensions") === true,
  };
}

class Reading {
  readonly files: string[] = [];
  readonly #context: ReachContext;

  constructor(context: ReachContext) {
    this.#context = context;
  }

  async all(request: Request): Promise<PlaybookMap> {
    const { file, dir, name } = request;
    const variables = dir !== undefined
      ? await this.#folder(this.#folderPath(dir), request)
      : await this.#named(file);
    return name === undefined ? variables : new Map([[name, variables]]);
  }

  async #named(file: string | undefined): Promise<PlaybookMap> {
    if (file === undefined) {
      throw new Fault("invalid-argument", "'include_vars' needs a 'file' or a 'dir'", {
        ...this.#context.position,
        hint: "Write 'include_vars: FILE'.",
      });
    }
    const paths = candidates(file, "vars", this.#context.searchPath);
    const { kind, path } = await firstFound(paths);
    if (kind === "file") return await this.#file(path);
    throw new Unreadable(
      `Could not find or access '${file}'\nSearched in:\n${
        paths.map((each) => `\t${each}`).join("\n")
      } on the Ansible Controller.`,
    );
  }

  /** Relative to the task's file; in a role, to its `vars`. */
  #folderPath(dir: string): string {
    if (isAbsolute(dir)) return dir;
    const { rolePath, taskFolder } = this.#context;
    if (rolePath === undefined) return join(taskFolder, dir);
    return /^vars(\/|$)/.test(dir) ? join(rolePath, dir) : join(rolePath, "vars", dir);
  }

  async #folder(path: string, request: Request, depth = 1): Promise<PlaybookMap> {
    const { kind } = await stat(path);
    if (kind === "missing") throw new Unreadable(`${path} directory does not exist`);
    if (kind !== "directory") throw new Unreadable(`${path} is not a directory`);
    const entries = await list(path);
    const variables: PlaybookMap = new Map();
    const add = (more: PlaybookMap): void => {
      for (const [name, value] of more) variables.set(name, value);
    };
    for (const { name, kind } of entries) {
      if (kind === "file" && this.#isWanted(join(path, name), request)) {
        add(await this.#file(join(path, name)));
      }
    }
    if (request.depth === 0 || depth < request.depth) {
      for (const { name, kind } of entries) {
        if (kind === "directory") add(await this.#folder(join(path, name), request, depth + 1));
      }
    }
    return variables;
  }

  #isWanted(path: string, request: Request): boolean {
    const name = basename(path);
    const { filesMatching, ignoredFiles, extensions, ignoresUnknownExtensions } = request;
    if (filesMatching !== undefined && !filesMatching.test(name)) return false;
    if (ignoredFiles.some((pattern) => pattern.test(name))) return false;
    // A role's own variables are there already.
    if (path === join(this.#context.rolePath ?? "/", "vars/main.yml")) return false;
    const dot = name.lastIndexOf(".");
    if (dot > 0 && extensions.includes(name.slice(dot + 1))) return true;
    if (ignoresUnknownExtensions) return false;
    throw new Unreadable(`${path} does not have a valid extension: ${extensions.join(", ")}`);
  }

  async #file(path: string): Promise<PlaybookMap> {
    const { values } = await loadVariables(path, this.#context.loading);
    this.files.push(path);
    return values;
  }
}

/** What there is, with what was found over it. */
function mergedInto(found: PlaybookMap, { scope }: ReachContext): PlaybookMap {
  return new Map([...found].map(([name, value]) => {
    const known = scope.lookup(String(name));
    const isBoth = known instanceof Map && value instanceof Map;
    return [name, isBoth ? mergedHashes(known, value) as PlaybookMap : value];
  }));
}

/** Variables as data, for the result: templates as they are written, secrets as stars. */
function written(value: PlaybookMap): Map<string, Value> {
  return new Map([...value].map(([name, item]) => [String(name), writtenValue(item)]));
}

function writtenValue(value: unknown): Value {
  if (value instanceof VaultText || value instanceof TemplateText) return value.source;
  if (Array.isArray(value)) return value.map(writtenValue);
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [key, writtenValue(item)]));
  }
  return value as Value;
}
