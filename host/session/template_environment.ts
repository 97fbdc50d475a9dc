/**
 * The templates of a run: the engine, with what only a run can give it.
 *
 * @module
 */
import { dirname, join } from "@shep/sdk/path";
import type { Diagnostic, Value } from "@shep/sdk";
import { applyFilter, parse } from "@shep/sdk/wire";
import { lookupFunctions, type Lookups } from "../lookup/mod.ts";
import {
  PATH_TESTS,
  pathFilters,
  type UserEnvironment,
  VAULT_FILTERS,
  vaultTests,
} from "../machine/mod.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import { ANSIBLE_GLOBALS, ANSIBLE_TESTS, ansibleFilters } from "../template/ansible/mod.ts";
import { type CallContext, Environment, type Filter, type Mode } from "../template/mod.ts";
import { checked } from "../template/runtime/result.ts";
import { plainValue } from "../variables/plain.ts";
import type { Vault } from "../vault/vault.ts";

/** What the templates of a run are made of. */
export interface TemplateServices {
  /** Folders of the playbooks: `include` and `import` find files there. */
  readonly roots: readonly string[];
  readonly lookups: Lookups;
  readonly registry: PluginRegistry;
  /** Looks elsewhere for a filter that is not known. */
  readonly findFilter?: (name: string) => Filter | undefined;
  readonly vault: Vault;
  /** The user's environment. */
  readonly environment: UserEnvironment;
  /** What variables and texts evaluate to. */
  readonly mode: Mode;
  readonly warn: (warning: Diagnostic) => void;
}

/** The environment of a run, with the filters and lookups of its plugins. */
export function templateEnvironment(services: TemplateServices): Environment {
  const { roots, lookups, registry, findFilter, vault, environment, mode, warn } = services;
  return new Environment({
    mode,
    ...(findFilter && { findFilter }),
    filters: new Map([
      ...pluginFilters(registry),
      ...pathFilters(environment),
      ...VAULT_FILTERS,
      ...ansibleFilters({
        parseYaml: (source, call) => call.wait(["yaml", source], () => parseYaml(registry, source)),
      }),
    ]),
    tests: new Map([...ANSIBLE_TESTS, ...PATH_TESTS, ...vaultTests(vault)]),
    globals: new Map([...ANSIBLE_GLOBALS, ...lookupFunctions(lookups, warn)]),
    loader: (name, call) => {
      call.requirePresent();
      return readFirst(templateFolders(call, roots), name);
    },
  });
}

/** A YAML text as data: nothing in it is a template, whoever wrote it. */
async function parseYaml(registry: PluginRegistry, source: string): Promise<Value> {
  const request = { parser: "yaml", file: "from_yaml", source };
  const { tree } = await registry.call("parsers", "yaml", parse, request);
  return tree.value;
}

/** The filters that plugins offer; none of them takes the place of Ansible's. */
function pluginFilters(registry: PluginRegistry): Map<string, Filter> {
  return new Map(
    Array.from(registry.names("filters"), (name) => [name, pluginFilter(registry, name)]),
  );
}

function pluginFilter(registry: PluginRegistry, filter: string): Filter {
  return (value, { positional, named }, call) => {
    const plain = (given: unknown): Value => plainValue(checked(call.resolve(given))) ?? null;
    const request = {
      filter,
      value: plain(value),
      arguments: positional.map(plain),
      named: new Map(Array.from(named, ([name, given]) => [name, plain(given)])),
    };
    const question = [filter, request.value, request.arguments, request.named];
    return call.wait(question, async () => {
      const reply = await registry.call("filters", filter, applyFilter, request);
      return reply.value;
    });
  };
}

/** Where a template finds others: where its task finds files, then beside itself. */
function templateFolders(call: CallContext, roots: readonly string[]): string[] {
  const path = call.variable("ansible_search_path");
  const own = call.variable("template_path");
  const folders = [
    ...(Array.isArray(path) ? path.map(String) : roots),
    ...(typeof own === "string" ? [dirname(own)] : []),
  ];
  return folders.flatMap((folder) => [join(folder, "templates"), folder]);
}

function readFirst(folders: readonly string[], name: string): string | undefined {
  for (const folder of folders) {
    try {
      return Deno.readTextFileSync(join(folder, name));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return undefined;
}
