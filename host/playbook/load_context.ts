/**
 * What loading needs from outside: nothing in this folder does I/O of its own.
 *
 * @module
 */
import type { ActionDescription, Diagnostic, ParseReply } from "@shep/sdk";
import type { Scope as Variables, TemplateText } from "../template/mod.ts";
import type { Decrypt } from "./trusted_tree.ts";

/** The actions that tasks can call: those of plugins and the host's own. */
export interface ActionCatalogue {
  /** The short names of all of them, for suggestions. */
  names(): Iterable<string>;
  /** The action of a short name, or of a full name outside Ansible's own collections. */
  describe(name: string): Promise<ActionDescription | undefined>;
  /** Whether the host carries an action out itself, without a target. */
  runsInHost(name: string): boolean;
}

/** The lookups that plugins offer. */
export interface LookupCatalogue {
  /** All of their names, for suggestions. */
  names(): Iterable<string>;
  /** Whether there is one of this name. */
  has(name: string): boolean;
}

/** What a folder holds. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Where roles are looked for, beside the playbook. */
export interface RolePaths {
  /** Folders of roles. */
  readonly roles: readonly string[];
  /** Folders that hold `ansible_collections`. */
  readonly collections: readonly string[];
}

/** The world, as the loader sees it. */
export interface LoadContext {
  /** The text of a file, which is named relative to the working directory. */
  readText(path: string): Promise<string>;
  /** What a folder holds, by name; nothing if there is no such folder. */
  list(path: string): Promise<readonly FolderEntry[] | undefined>;
  /** Where roles are. */
  readonly paths: RolePaths;
  /** The nodes of a YAML text; fails with a {@linkcode Fault} `syntax`. */
  parse(file: string, source: string): Promise<ParseReply>;
  /** What a template evaluates to before anything runs, where `-e` wins over `variables`. */
  render?(template: TemplateText, variables: Variables): Promise<unknown>;
  /** Whether tasks with these tags are to run; all are, if this is missing. */
  selects?(tags: readonly string[]): boolean;
  /** What tasks can call. */
  readonly actions: ActionCatalogue;
  /** Lookups that loops can be made of, besides Ansible's own. */
  readonly lookups: LookupCatalogue;
  /** Takes what was probably not meant, but is no error. */
  warn(diagnostic: Diagnostic): void;
  /** Makes a value of what is behind `!vault`, which is refused where this is missing. */
  readonly decrypt?: Decrypt;
}
