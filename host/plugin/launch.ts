/**
 * The command that starts a plugin with exactly the permissions it was granted.
 *
 * @see https://docs.deno.com/runtime/fundamentals/security/
 * @module
 */
import { dirname, fromFileUrl } from "@shep/sdk/path";
import type { PluginManifest } from "./manifest.ts";
import { holds, permissionFlags } from "./permissions.ts";
import type { Launch } from "./spawn.ts";
import { bubblewrapped } from "./sandbox.ts";
import { importMapFlag, type SdkImports } from "./sdk_imports.ts";

export { permissionFlags };

/** What the host's own surroundings contribute. */
export interface LaunchContext {
  /** The `deno` that runs scripts. */
  readonly deno: string;
  /** The host's environment, of which a plugin sees only {@linkcode PASSED_ON}. */
  readonly environment: Readonly<Record<string, string>>;
  /** What third-party modules may import by name: nothing, if absent. */
  readonly sdk?: SdkImports;
  /** How large the heap of a script may grow; 512 if absent. */
  readonly heapMegabytes?: number;
  /** The path of `setsid`, which makes a process group at little cost. */
  readonly setsid?: string;
  /** The path of `prlimit`, which caps the memory of third-party plugins. */
  readonly prlimit?: string;
  /** The path of bubblewrap's `bwrap`, if every plugin is to be wrapped in it. */
  readonly bubblewrap?: string;
}

/**
 * What a plugin inherits. Everything else may run code (`NODE_OPTIONS`), write files
 * (`DENO_COVERAGE_DIR`) or tell secrets.
 */
export const PASSED_ON = ["DENO_DIR", "HOME", "LANG", "LC_ALL", "TZ", "XDG_CACHE_HOME", "PATH"];

/** Which registry the modules in Deno's cache came from: they are kept under its name. */
export const REGISTRIES: readonly string[] = ["JSR_URL", "NPM_CONFIG_REGISTRY"];

/** The heap of V8 is capped, so that a leak ends the plugin and not the machine. */
const HEAP_MEGABYTES = 512;

/**
 * Caps everything else that a third-party plugin allocates, in bytes: V8's flag does not count
 * `ArrayBuffer`s. An empty Deno needs 550 MB of this limit, which counts what is reserved.
 */
const DATA_BYTES = 1536 * 1024 * 1024;

/** The command that starts `plugin`. */
export function launchCommand(plugin: PluginManifest, context: LaunchContext): Launch {
  const launch = limited(plain(plugin, context), plugin, context);
  // A program that a plugin starts has to see the machine: `run` is full trust in any case.
  if (context.bubblewrap === undefined || holds(plugin.permissions, "run")) return launch;
  return bubblewrapped(context.bubblewrap, launch, plugin, context);
}

function plain(plugin: PluginManifest, context: LaunchContext): Launch {
  const isRemote = plugin.form === "module" &&
    /^https?:/.test(context.sdk?.root ?? plugin.location);
  const names = isRemote ? [...PASSED_ON, ...REGISTRIES] : PASSED_ON;
  const environment = inherited(context.environment, names);
  const cwd = workingDirectory(plugin);
  if (plugin.form === "executable") {
    // What was granted is all there is to run: nothing is written beside it.
    const quiet = { ...environment, PYTHONDONTWRITEBYTECODE: "1" };
    return { program: plugin.location, args: [], environment: quiet, cwd };
  }
  return {
    program: context.deno,
    args: ["run", ...scriptFlags(plugin, context), plugin.location],
    environment,
    cwd,
    // Of a program that may not be there Deno says more than setsid would; it runs as it is.
    ...(context.setsid === undefined ? {} : { setsid: context.setsid }),
  };
}

/** All flags of `deno run` for a module or a bundle. */
export function scriptFlags(
  plugin: Pick<PluginManifest, "form" | "location" | "isCore" | "permissions">,
  context: Pick<LaunchContext, "sdk" | "heapMegabytes"> = {},
): string[] {
  return [
    "--quiet",
    "--no-prompt",
    "--cached-only",
    `--v8-flags=--max-old-space-size=${context.heapMegabytes ?? HEAP_MEGABYTES}`,
    ...moduleFlags(plugin, context),
    ...permissionFlags(plugin.permissions),
  ];
}

/** What a module may load. */
export function moduleFlags(
  { form, location, isCore }: Pick<PluginManifest, "form" | "location" | "isCore">,
  { sdk }: Pick<LaunchContext, "sdk">,
): string[] {
  const alone = ["--no-lock", "--no-config"];
  if (form === "bundle") return [...alone, "--no-remote", "--no-npm"];
  if (location.startsWith("https:") || location.startsWith("http:")) {
    return [...alone, importFrom(location)];
  }
  // A module of a checkout finds its bare imports in the workspace's configuration, and their
  // versions in its lock file: without that, Deno asks the registry, though all is in the cache.
  if (isCore) return ["--frozen", "--no-remote"];
  if (!sdk) return [...alone, "--no-remote", "--no-npm"];
  // The SDK of JSR imports its packages from npm; that of a checkout has them as files.
  const sources = sdk.root.startsWith("file:")
    ? ["--no-remote", "--no-npm"]
    : [importFrom(sdk.root)];
  return [...alone, importMapFlag(sdk), ...sources];
}

/** Lets modules come from the host of `url` and from nowhere else. */
function importFrom(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `--allow-import=${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

/** Its own folder: nothing of the user's whereabouts is known to it. */
function workingDirectory({ location }: PluginManifest): string {
  if (location.startsWith("file:")) return dirname(fromFileUrl(location));
  return location.startsWith("/") ? dirname(location) : "/";
}

function limited(launch: Launch, plugin: PluginManifest, { prlimit }: LaunchContext): Launch {
  if (prlimit === undefined || plugin.isCore) return launch;
  return {
    ...launch,
    program: prlimit,
    args: [`--data=${DATA_BYTES}`, "--", launch.program, ...launch.args],
  };
}

function inherited(
  environment: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  const passed: Record<string, string> = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  for (const name of names) {
    const value = environment[name];
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}
