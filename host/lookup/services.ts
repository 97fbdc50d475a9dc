/**
 * What lookups need of a run.
 *
 * @module
 */
import type { Diagnostic, Value } from "@shep/sdk";
import type { Inventory } from "../inventory/mod.ts";

/** A template file, read. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
  /** The variables that only this template has. */
  readonly variables: ReadonlyMap<string, unknown>;
}

/** The lookups that plugins offer. */
export interface PluginLookups {
  names(): Iterable<string>;
  has(name: string): boolean;
  /** Asks the plugin that offers `name`. */
  find(
    name: string,
    terms: readonly Value[],
    options: ReadonlyMap<string, Value>,
  ): Promise<readonly Value[]>;
}

/** What lookups need of a run. */
export interface LookupServices {
  readonly inventory: Pick<Inventory, "hostsMatching">;
  /** The user's environment: plugins see nothing of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ansible's settings, by their names there. */
  readonly config: ReadonlyMap<string, Value>;
  /** Whether text of a template that looks like a list or a dict is made one. */
  readonly readsBack: boolean;
  /** The first of these files that is there. */
  readonly readTemplate: (
    paths: readonly string[],
    written: string,
  ) => Promise<TemplateFile | undefined>;
  /** The first of these files that is there, decrypted if it is vaulted. */
  readonly readClear: (paths: readonly string[]) => Promise<string | undefined>;
  readonly plugins: PluginLookups;
  readonly warn: (warning: Diagnostic) => void;
}
