/**
 * How the files of a run are read: by the host, which decrypts them; YAML by the parser.
 *
 * @module
 */
import { join } from "@shep/sdk/path";
import type { Diagnostic, ParseReply } from "@shep/sdk";
import { parse } from "@shep/sdk/wire";
import { actionCatalogue } from "../actions.ts";
import { stat } from "../controller/files.ts";
import {
  type FolderEntry,
  type LoadContext,
  loadVariables,
  type PlaybookMap,
  type RolePaths,
} from "../playbook/mod.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import type { Vault } from "../vault/vault.ts";

/** How playbooks are read: files by the host, YAML by the parser; `onText` hears of every text. */
export function loadContext(
  registry: PluginRegistry,
  vault: Vault,
  paths: RolePaths,
  warn: (warning: Diagnostic) => void,
  onText: (text: string, file: string) => void = () => {},
): LoadContext {
  return {
    paths,
    list: listFolder,
    readText: async (path) =>
      new TextDecoder().decode(await vault.file(path, await Deno.readFile(path))),
    parse: async (file, source) => {
      onText(source, file);
      const request = { parser: "yaml", file, source };
      const reply = await registry.call("parsers", "yaml", parse, request);
      vault.learnValues(file, reply.tree.value);
      return reply;
    },
    decrypt: (vaulted, place) => vault.text(vaulted, place),
    actions: actionCatalogue(registry),
    lookups: {
      names: () => registry.names("lookups"),
      has: (name) => registry.has("lookups", name),
    },
    warn,
  };
}

/** What a folder holds; nothing if there is none. */
export async function listFolder(path: string): Promise<readonly FolderEntry[] | undefined> {
  try {
    const entries: FolderEntry[] = [];
    for await (const { name, isDirectory, isSymlink } of Deno.readDir(path)) {
      const isFolder = isSymlink ? await leadsToFolder(join(path, name)) : isDirectory;
      entries.push({ name, isFolder });
    }
    return entries;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
}

async function leadsToFolder(link: string): Promise<boolean> {
  return (await stat(link)).kind === "directory";
}

/**
 * The same, where a text that was parsed before is not parsed again: includes read a file once for
 * each item of a loop.
 */
export function rememberingContext(context: LoadContext): LoadContext {
  const parsed = new Map<
    string,
    { readonly source: string; readonly reply: Promise<ParseReply> }
  >();
  return {
    ...context,
    parse: (file, source) => {
      const known = parsed.get(file);
      if (known?.source === source) return known.reply;
      const reply = context.parse(file, source);
      parsed.set(file, { source, reply });
      return reply;
    },
  };
}

/** The variables of a file; none if it is not there. */
export async function variablesIfThere(
  path: string,
  loading: LoadContext,
): Promise<PlaybookMap | undefined> {
  try {
    if (!(await Deno.stat(path)).isFile) return undefined;
  } catch {
    return undefined;
  }
  return await variablesOf(path, loading);
}

/** The variables of a file. */
export async function variablesOf(path: string, loading: LoadContext): Promise<PlaybookMap> {
  return (await loadVariables(path, loading)).values;
}
