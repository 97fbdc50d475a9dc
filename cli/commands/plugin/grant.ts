/**
 * `shep plugin grant` and `shep plugin revoke`: what the user allows, and takes back.
 *
 * @module
 */
import {
  describeUngranted,
  fileContent,
  grantChanges,
  granted,
  type LockedPlugin,
  permissionFlags,
  permissionLines,
  type PluginManifest,
  readHead,
  readLock,
  requestedFlags,
  revoked,
  writeLock,
} from "@shep/host/plugin";
import { Fault } from "@shep/sdk";
import { escapeLine } from "../../terminal/escape.ts";
import { type PluginContext, requirePlugin } from "./context.ts";
import { offerLines, offersByKind } from "./list.ts";

/** What `shep plugin grant` is told. */
export interface GrantOptions {
  /** Grants without asking. */
  readonly yes?: boolean;
  /** Runs a program that no sandbox holds, to ask it what it is. */
  readonly trust?: boolean;
}

/**
 * Shows what a plugin is and what it asks for, and grants it if the user agrees.
 *
 * @returns The exit code: 1 if the user does not.
 */
export async function grantPlugin(
  target: string,
  options: GrantOptions,
  context: PluginContext,
): Promise<number> {
  const plugin = await requirePlugin(target, context);
  const trustProgram = options.trust ?? false;
  const described = await describeUngranted(plugin, context.launch, { trustProgram });
  const lock = await readLock(context.lockFile);
  const before = lock.get(plugin.path);
  const lines = [
    `${described.name} ${described.version} (${described.form}): ${plugin.path}`,
    ...portrait(described, context.core).map((line) => `  ${line}`),
    ...(plugin.form === "bundle" ? await firstLineLines(plugin.path, described) : []),
    ...(before ? changeLines(before, described) : []),
  ];
  // What a plugin says of itself must not paint over what is asked here.
  context.write(lines.map((line) => escapeLine(line) + "\n").join(""));
  if (!options.yes && !context.confirm("Grant this?")) {
    context.write("Nothing was granted. To grant without being asked: --yes\n");
    return 1;
  }
  await writeLock(context.lockFile, granted(lock, plugin.path, described));
  context.write(`Granted, in ${context.lockFile}\n`);
  return 0;
}

function portrait(plugin: LockedPlugin, core: readonly PluginManifest[]): string[] {
  const { offers, permissions, form, pinned } = plugin;
  const may = permissionLines(permissions);
  return [
    ...Object.entries(pinned.sha256).map(([path, sum]) => `sha256 ${sum} ${path}`),
    ...offerLines(offers),
    ...replacedLines(plugin, core),
    ...(may.length === 0 ? ["asks for no permission"] : may.map((line) => `asks to ${line}`)),
    ...(form === "executable"
      ? ["is a program: outside of a sandbox nothing holds it to what it asks for"]
      : []),
  ];
}

/** A bundle's first line is how a person would start it: the host goes by the declaration. */
async function firstLineLines(path: string, { permissions }: LockedPlugin): Promise<string[]> {
  const content = fileContent(await readHead(path));
  const requested = content.kind === "bundle" ? requestedFlags(content.line).join(" ") : "";
  if (requested === permissionFlags(permissions).sort().join(" ")) return [];
  return [
    `  its first line says '${requested || "no permission"}', its declaration something else: ` +
    "only what is listed above is granted",
  ];
}

/** What the plugin would do in place of Shep's own. */
function replacedLines({ offers }: LockedPlugin, core: readonly PluginManifest[]): string[] {
  return offersByKind(offers).flatMap(([kind, names]) => {
    const ours = new Set(
      core.flatMap((plugin) => plugin.offers[kind] ?? []),
    );
    const replaced = names.filter((name) => ours.has(name));
    return replaced.length === 0 ? [] : [`REPLACES Shep's own ${kind}: ${replaced.join(", ")}`];
  });
}

function changeLines(before: LockedPlugin, after: LockedPlugin): string[] {
  const changes = grantChanges(before, after);
  if (changes.length === 0) return ["  is granted as it is"];
  return ["Since it was granted:", ...changes.map((line) => `  ${line}`)];
}

/** Takes a grant back: the plugin's next start is refused. Returns the exit code. */
export async function revokePlugin(target: string, context: PluginContext): Promise<number> {
  const lock = await readLock(context.lockFile);
  // The file itself may be gone: it is the grant that is looked for.
  const paths = [...lock].filter(([path, { name }]) => name === target || path === target)
    .map(([path]) => path);
  if (paths.length === 0) {
    throw new Fault("not-found", `No plugin '${target}' has been granted`, {
      hint: "See: shep plugin list",
    });
  }
  await writeLock(context.lockFile, paths.reduce(revoked, lock));
  context.write(paths.map((path) => escapeLine(`Revoked: ${path}`) + "\n").join(""));
  return 0;
}
