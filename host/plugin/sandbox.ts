/**
 * bubblewrap around a plugin: for who wants the kernel to enforce what Deno's flags promise.
 *
 * @see https://github.com/containers/bubblewrap
 * @module
 */
import type { Permissions } from "@shep/sdk";
import { Fault } from "@shep/sdk/errors";
import type { PluginManifest } from "./manifest.ts";
import { dirname, fromFileUrl } from "@shep/sdk/path";
import { holds } from "./permissions.ts";
import type { Launch } from "./spawn.ts";
import type { SdkImports } from "./sdk_imports.ts";

/** What there must be for a program to run at all; a distribution has some of them. */
const SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache"];

/** What else there must be for a program to find its peers. */
const NETWORK = [
  "/etc/resolv.conf",
  "/etc/hosts",
  "/etc/nsswitch.conf",
  "/etc/ssl",
  "/etc/ca-certificates",
];

/** What of the host's surroundings a wrapped plugin has to see. */
export interface SandboxContext {
  readonly deno: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly sdk?: SdkImports;
}

/** The same launch, inside bubblewrap. */
export function bubblewrapped(
  bubblewrap: string,
  launch: Launch,
  plugin: PluginManifest,
  context: SandboxContext,
): Launch {
  const args = [
    "--unshare-all",
    ...(holds(plugin.permissions, "net") ? ["--share-net"] : []),
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    ...fileArguments(plugin, context),
    "--chdir",
    launch.cwd ?? "/",
    "--",
    launch.program,
    ...launch.args,
  ];
  return { ...launch, program: bubblewrap, args };
}

/** What it sees of the file system. Later arguments lie over earlier ones. */
function fileArguments(plugin: PluginManifest, context: SandboxContext): string[] {
  const { permissions } = plugin;
  const everything = permissions.write === "*"
    ? ["--bind", "/", "/"]
    : permissions.read === "*"
    ? ["--ro-bind", "/", "/"]
    : SYSTEM.flatMap((path) => ["--ro-bind-try", path, path]);
  return [
    ...everything,
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    ...(holds(permissions, "net") ? readOnly(NETWORK) : []),
    ...readOnly(ownFiles(plugin, context)),
    ...readOnly(listed(permissions, "read")),
    ...listed(permissions, "write").flatMap((path) => ["--bind-try", path, path]),
  ];
}

/** What the plugin itself consists of, and what runs it. */
function ownFiles(
  { form, location, pinned, isCore }: PluginManifest,
  { deno, environment, sdk }: SandboxContext,
): string[] {
  const file = location.startsWith("file:") ? fromFileUrl(location) : location;
  const own = pinned === undefined || Object.keys(pinned.sha256).length > 1 ? dirname(file) : file;
  if (form === "executable") return [own];
  // A core module's imports lie in the checkout around it.
  const around = isCore && form === "module" && location.startsWith("file:")
    ? [dirname(dirname(own))]
    : [];
  const root = sdk?.root.startsWith("file:") ? [fromFileUrl(sdk.root)] : [];
  return [deno, denoDirectory(environment), ...root, ...around, own];
}

function readOnly(paths: readonly string[]): string[] {
  return paths.flatMap((path) => ["--ro-bind-try", path, path]);
}

function listed(permissions: Permissions, name: "read" | "write"): readonly string[] {
  const granted = permissions[name];
  return granted === undefined || granted === "*" ? [] : granted;
}

/**
 * Where Deno keeps what it has loaded.
 *
 * @see https://docs.deno.com/runtime/reference/env_variables/
 */
export function denoDirectory(environment: Readonly<Record<string, string>>): string {
  const { DENO_DIR, XDG_CACHE_HOME, HOME = "/" } = environment;
  if (DENO_DIR) return DENO_DIR;
  return XDG_CACHE_HOME ? `${XDG_CACHE_HOME}/deno` : `${HOME}/.cache/deno`;
}

/**
 * Which sandbox the user asked for by `SHEP_SANDBOX`: bubblewrap's path, or none.
 *
 * @param find Finds a program on the `PATH`.
 * @throws {Fault} When bubblewrap is asked for and is not there, or something else is asked for.
 */
export function requestedSandbox(
  requested: string | undefined,
  find: (program: string) => string | undefined,
): string | undefined {
  if (requested === undefined || requested === "" || requested === "none") return undefined;
  if (requested !== "bwrap") {
    throw new Fault("invalid-argument", `SHEP_SANDBOX has the value '${requested}'`, {
      hint: "Use 'bwrap' for bubblewrap, or 'none'",
    });
  }
  const path = find("bwrap");
  if (path !== undefined) return path;
  throw new Fault("not-found", "SHEP_SANDBOX asks for bubblewrap, and there is no 'bwrap'", {
    detail: "No plugin is started outside of a sandbox that was asked for",
    hint: "Install bubblewrap (Debian: apt install bubblewrap), or unset SHEP_SANDBOX",
  });
}

/** The path of a program on a `PATH`. */
export function findProgram(name: string, path: string | undefined): string | undefined {
  for (const folder of (path ?? "").split(":")) {
    if (!folder.startsWith("/")) continue;
    try {
      const { isFile, mode } = Deno.statSync(`${folder}/${name}`);
      if (isFile && ((mode ?? 0) & 0o111) !== 0) return `${folder}/${name}`;
    } catch {
      // Not in this one.
    }
  }
  return undefined;
}
