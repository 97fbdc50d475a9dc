/**
 * The modules that a plugin consists of.
 *
 * Deno's permissions do not cover static imports: `import text from "/etc/passwd" with {type:
 * "text"}` reads the file without any. So every local module of a plugin has to lie in the folder
 * that is the plugin's own.
 *
 * @see https://docs.deno.com/runtime/fundamentals/security/#key-principles
 * @module
 */
import { Fault } from "@shep/sdk";
import type { FoundPlugin } from "./discovery.ts";
import { type LaunchContext, moduleFlags, REGISTRIES } from "./launch.ts";
import { fromFileUrl, isWithin, toFileUrl } from "@shep/sdk/path";
import { denoDirectory } from "./sandbox.ts";

/** What `deno info --json` tells of a module. */
interface GraphModule {
  readonly specifier: string;
  readonly error?: string;
}

/** The folders, and the prefix of URLs, that a plugin's modules may lie in. */
interface Bounds {
  /** The plugin's own folder, or its only file. */
  readonly own: string;
  /** The host's SDK, and the packages that Deno keeps. */
  readonly shared: readonly string[];
  /** Where an SDK lies that was not loaded from a file. */
  readonly remote?: string;
  /** What the SDK imports from npm. */
  readonly packages: readonly string[];
}

/**
 * The absolute paths of the modules that are the plugin's own, links resolved.
 *
 * @throws {Fault} `permission-denied`, when any module lies outside; `failed`, when one is not
 * there.
 */
export async function ownModules(plugin: FoundPlugin, context: LaunchContext): Promise<string[]> {
  const modules = await moduleGraph(plugin, context);
  const bounds = await boundsOf(plugin, context);
  const own: string[] = [];
  const outside: string[] = [];
  for (const { specifier, error } of modules) {
    if (specifier.startsWith("file:")) {
      const path = await realPath(plugin.name, specifier, error);
      if (isWithin(bounds.own, path)) own.push(path);
      else if (!bounds.shared.some((folder) => isWithin(folder, path))) outside.push(path);
    } else if (!isShared(specifier, bounds)) outside.push(specifier);
  }
  if (outside.length > 0) throw outsideFault(plugin, bounds, outside);
  return own;
}

/** What needs no file of the plugin's: Deno's own modules, the SDK, and what the SDK imports. */
function isShared(specifier: string, { remote, packages }: Bounds): boolean {
  if (/^(?:node|data|blob|ext):/.test(specifier)) return true;
  if (remote !== undefined && specifier.startsWith(remote)) return true;
  const [, name] = /^npm:\/?((?:@[^/]+\/)?[^@/]+)/.exec(specifier) ?? [];
  return name !== undefined && packages.includes(name);
}

function outsideFault({ name }: FoundPlugin, { own }: Bounds, outside: readonly string[]): Fault {
  return new Fault("permission-denied", `The plugin '${name}' imports what is not its own`, {
    detail: [...outside.map((each) => `import of ${each}`), `Its own is ${own}`].join("\n"),
    hint: "An import reads a file without asking for permission, so a plugin may import only " +
      "from its own folder (NAME/main.ts or NAME/plugin.ts), and from @shep/sdk",
  });
}

async function boundsOf(
  { path, folder }: FoundPlugin,
  { sdk, environment }: LaunchContext,
): Promise<Bounds> {
  const shared = [`${denoDirectory(environment)}/npm`];
  const root = sdk?.root;
  if (root?.startsWith("file:")) shared.push(fromFileUrl(root));
  return {
    own: folder ?? path,
    packages: sdk?.packages ?? [],
    shared: await Promise.all(shared.map((each) => Deno.realPath(each).catch(() => each))),
    ...(root === undefined || root.startsWith("file:") ? {} : { remote: root }),
  };
}

async function realPath(plugin: string, specifier: string, error?: string): Promise<string> {
  try {
    return await Deno.realPath(fromFileUrl(specifier));
  } catch (cause) {
    throw new Fault("failed", `The plugin '${plugin}' imports a module that is not there`, {
      detail: error ?? fromFileUrl(specifier),
      cause,
    });
  }
}

/** Every module that is imported, however indirectly, found without running any. */
async function moduleGraph(
  { name, path, form }: FoundPlugin,
  context: LaunchContext,
): Promise<readonly GraphModule[]> {
  const flags = moduleFlags({ form, location: path, isCore: false }, context);
  const { code, stdout, stderr } = await new Deno.Command(context.deno, {
    args: ["info", "--json", "--no-lock", ...flags, toFileUrl(path)],
    clearEnv: true,
    env: graphEnvironment(context.environment),
    stdin: "null",
    cwd: "/",
  }).output();
  const text = new TextDecoder();
  if (code !== 0) {
    throw new Fault("failed", `The modules of the plugin '${name}' cannot be read`, {
      detail: text.decode(stderr).trim(),
    });
  }
  return JSON.parse(text.decode(stdout)).modules;
}

function graphEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  const names = ["HOME", "DENO_DIR", "XDG_CACHE_HOME", ...REGISTRIES];
  return Object.fromEntries([
    ["NO_COLOR", "1"],
    ...Object.entries(environment).filter(([name]) => names.includes(name)),
  ]);
}
