/**
 * The command that starts a plugin with exactly the permissions it was granted.
 *
 * @see https://docs.deno.com/runtime/fundamentals/security/
 * @module
 */
import type { Permissions } from "@shep/sdk";
import type { PluginManifest } from "./manifest.ts";
import type { Launch } from "./process.ts";

/** What the host's own surroundings contribute. */
export interface LaunchContext {
  /** The `deno` that runs scripts. */
  readonly deno: string;
  /** The host's environment, of which a plugin sees only {@linkcode PASSED_ON}. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * What a plugin inherits. Everything else may run code (`NODE_OPTIONS`), write files
 * (`DENO_COVERAGE_DIR`) or tell secrets.
 */
export const PASSED_ON = ["DENO_DIR", "HOME", "LANG", "LC_ALL", "TZ", "XDG_CACHE_HOME", "PATH"];

/** Caps the heap of V8, so that a leak ends the plugin and not the machine. */
const HEAP_FLAG = "--v8-flags=--max-old-space-size=512";

/** The command that starts `plugin`. */
export function launchCommand(plugin: PluginManifest, context: LaunchContext): Launch {
  const environment = inherited(context.environment);
  if (plugin.form === "executable") {
    return { program: plugin.location, args: [], environment };
  }
  return {
    program: context.deno,
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-lock",
      "--cached-only",
      HEAP_FLAG,
      ...moduleFlags(plugin),
      ...permissionFlags(plugin.permissions),
      plugin.location,
    ],
    environment,
  };
}

/** What a module may load. */
function moduleFlags({ form, location }: PluginManifest): string[] {
  if (form === "bundle") return ["--no-config", "--no-remote", "--no-npm"];
  if (location.startsWith("https:")) return ["--no-config", "--allow-import=jsr.io:443"];
  // A module of a checkout finds its bare imports in the workspace's configuration.
  return ["--no-remote"];
}

/** Deno's flags for a set of permissions. */
export function permissionFlags(permissions: Permissions): string[] {
  const flags: string[] = [];
  for (const name of ["read", "write", "net", "env", "run", "sys"] as const) {
    const granted = permissions[name];
    if (granted === "*") flags.push(`--allow-${name}`);
    else if (granted !== undefined && granted.length > 0) {
      flags.push(`--allow-${name}=${granted.join(",")}`);
    }
  }
  return flags;
}

function inherited(environment: Readonly<Record<string, string>>): Record<string, string> {
  const passed: Record<string, string> = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  for (const name of PASSED_ON) {
    const value = environment[name];
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}
