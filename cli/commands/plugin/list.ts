/**
 * `shep plugin list`: which plugins there are, and what each may do.
 *
 * @module
 */
import {
  type FoundPlugin,
  foundPlugins,
  type LockedPlugin,
  permissionLines,
  type PluginManifest,
  readLock,
  readPinned,
} from "@shep/host/plugin";
import { Fault, type Offers } from "@shep/sdk";
import { escapeLine } from "../../terminal/escape.ts";
import type { PluginContext } from "./context.ts";

/** Prints every plugin, and returns the exit code. */
export async function listPlugins(context: PluginContext): Promise<number> {
  const lock = await readLock(context.lockFile);
  const core = context.core.map(coreLines);
  const found = (await foundPlugins(context.search))
    .filter(({ path }) => !context.core.some(({ location }) => location === path));
  const others = await Promise.all(found.map((each) => foundLines(each, lock.get(each.path))));
  context.write([...core, ...others].flat().map((line) => escapeLine(line) + "\n").join(""));
  return 0;
}

function coreLines({ name, form, permissions, offers }: PluginManifest): string[] {
  return [`${name}: comes with Shep (${form})`, ...indented(offerLines(offers), permissions)];
}

async function foundLines(found: FoundPlugin, locked?: LockedPlugin): Promise<string[]> {
  const { name, form, path } = found;
  if (!locked) return [`${name}: not granted (${form})`, `  ${path}`];
  const state = await isUnchanged(locked) ? "granted" : "CHANGED since it was granted";
  return [
    `${name} ${locked.version}: ${state} (${form})`,
    `  ${path}`,
    ...indented(offerLines(locked.offers), locked.permissions),
  ];
}

async function isUnchanged({ name, pinned }: LockedPlugin): Promise<boolean> {
  try {
    await readPinned(name, pinned);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/** What is offered, by kind. */
export function offersByKind(offers: Offers): [keyof Offers, readonly string[]][] {
  return Object.entries(offers) as [keyof Offers, readonly string[]][];
}

/** What a plugin offers, such as `actions: copy, file`. */
export function offerLines(offers: Offers): string[] {
  return offersByKind(offers).map(([kind, names]) => `${kind}: ${names.join(", ")}`);
}

function indented(
  offers: readonly string[],
  permissions: Parameters<typeof permissionLines>[0],
): string[] {
  const may = permissionLines(permissions);
  const lines = may.length === 0 ? ["may: nothing by itself"] : may.map((line) => `may ${line}`);
  return [...offers, ...lines].map((line) => `  ${line}`);
}
