/**
 * `shep-plugins.lock`: which third-party plugins the user has granted what.
 *
 * It is the user's own file, never one that comes with a playbook: whoever may write it may grant.
 *
 * @module
 */
import { Fault, type Offers, type Permissions } from "@shep/sdk";
import type { PluginForm } from "./manifest.ts";
import { dirname } from "@shep/sdk/path";
import { PERMISSION_NAMES } from "./permissions.ts";
import type { PinnedFiles } from "./pinned_files.ts";

/** A plugin as it was granted. */
export interface LockedPlugin {
  /** What it calls itself. */
  readonly name: string;
  /** For people. */
  readonly version: string;
  /** How it is run. */
  readonly form: PluginForm;
  /** What it may touch. */
  readonly permissions: Permissions;
  /** What it said that it offers. */
  readonly offers: Offers;
  /** Its files, as the user looked at them. */
  readonly pinned: PinnedFiles;
}

/** Every granted plugin, by the absolute path of what is run. */
export type PluginLock = ReadonlyMap<string, LockedPlugin>;

/** Raised when an older Shep could not read the file. */
const LOCK_VERSION = 1;

/** The name of the file. */
const LOCK_FILE = "shep-plugins.lock";

/**
 * Where the file is: `SHEP_PLUGINS_LOCK`, or in the user's configuration directory.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function lockPath(environment: Readonly<Record<string, string>>): string {
  const { SHEP_PLUGINS_LOCK, XDG_CONFIG_HOME, HOME = "/" } = environment;
  if (SHEP_PLUGINS_LOCK) return SHEP_PLUGINS_LOCK;
  return `${XDG_CONFIG_HOME || `${HOME}/.config`}/shep/${LOCK_FILE}`;
}

/** Where the bytes of granted plugins are kept, to be run from there. */
export function snapshotStore(environment: Readonly<Record<string, string>>): string {
  const { XDG_CACHE_HOME, HOME = "/" } = environment;
  return `${XDG_CACHE_HOME || `${HOME}/.cache`}/shep/plugins`;
}

/**
 * Reads the file; where there is none, nothing has been granted.
 *
 * @throws {Fault} `syntax`, when it is not what {@linkcode writeLock} wrote.
 */
export async function readLock(path: string): Promise<PluginLock> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Map();
    throw error;
  }
  return parseLock(text, path);
}

/** Writes the file whole: a crash leaves the old one. Only the user may read or write it. */
export async function writeLock(path: string, lock: PluginLock): Promise<void> {
  const plugins = Object.fromEntries([...lock].sort(([a], [b]) => a < b ? -1 : 1));
  const text = JSON.stringify({ version: LOCK_VERSION, plugins }, null, 2) + "\n";
  await Deno.mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(beside, text, { mode: 0o600, createNew: true });
  await Deno.rename(beside, path);
}

function parseLock(text: string, file: string): PluginLock {
  const refuse = (detail: string): never => {
    throw new Fault("syntax", "The lock file of the plugins cannot be read", {
      file,
      detail,
      hint: "Take it away and grant the plugins again: shep plugin grant NAME",
    });
  };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  if (!isRecord(content) || !isRecord(content.plugins)) return refuse("It holds no 'plugins'");
  if (content.version !== LOCK_VERSION) {
    return refuse(`It has version ${content.version}, this shep reads version ${LOCK_VERSION}`);
  }
  const lock = new Map<string, LockedPlugin>();
  for (const [path, entry] of Object.entries(content.plugins)) {
    if (!isLocked(entry)) return refuse(`Its entry '${path}' is not one of a plugin`);
    lock.set(path, entry);
  }
  return lock;
}

function isLocked(entry: unknown): entry is LockedPlugin {
  return isRecord(entry) && typeof entry.name === "string" && typeof entry.version === "string" &&
    ["module", "bundle", "executable"].includes(entry.form as string) &&
    isPermissions(entry.permissions) && isLists(entry.offers) && isPinned(entry.pinned);
}

function isPermissions(value: unknown): value is Permissions {
  return isRecord(value) &&
    Object.entries(value).every(([name, granted]) =>
      (PERMISSION_NAMES as readonly string[]).includes(name) &&
      (granted === "*" || isTexts(granted))
    );
}

function isLists(value: unknown): value is Offers {
  return isRecord(value) && Object.values(value).every(isTexts);
}

function isPinned(value: unknown): value is PinnedFiles {
  if (!isRecord(value) || typeof value.root !== "string" || typeof value.entry !== "string") {
    return false;
  }
  const sums = value.sha256;
  if (!["boolean", "undefined"].includes(typeof value.isWhole)) return false;
  return isRecord(sums) && value.entry in sums &&
    Object.entries(sums).every(([path, sum]) => isInside(path) && typeof sum === "string");
}

/** A path that leads out of its root would let a snapshot be written anywhere. */
function isInside(path: string): boolean {
  return path !== "" && path.split("/").every((part) => part !== "" && part !== "..");
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
