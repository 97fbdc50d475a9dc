/**
 * Plugins for the tests: what starts them, and how to see that something is gone.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { type FoundPlugin, pluginAt } from "./discovery.ts";
import { describeUngranted, granted, grantedManifests } from "./grants.ts";
import type { LaunchContext } from "./launch.ts";
import type { PluginManifest } from "./manifest.ts";
import { dirname } from "@shep/sdk/path";
import type { Launch } from "./spawn.ts";
import { denoDirectory } from "./sandbox.ts";
import { sdkImports } from "./sdk_imports.ts";

/** The repository's `testdata/plugins/`. */
const PLUGINS = new URL("../../testdata/plugins/", import.meta.url);

/** The path of a file of `testdata/plugins/`. */
export function testPlugin(path: string): string {
  return new URL(path, PLUGINS).pathname;
}

/** What a started process of the tests sees: where Deno's cache is, and little else. */
export function testEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { NO_COLOR: "1" };
  for (const name of ["HOME", "PATH", "DENO_DIR"]) {
    const value = Deno.env.get(name);
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** The plugin that breaks the protocol in one way. */
export function brokenLaunch(
  args: readonly string[],
  flags: readonly string[] = [],
): Launch {
  return {
    program: Deno.execPath(),
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-lock",
      "--cached-only",
      ...flags,
      testPlugin("broken/main.ts"),
      ...args,
    ],
    environment: testEnvironment(),
  };
}

/** A home of its own for a test: its lock file, its snapshots; removed at the end. */
export class TestHome implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<TestHome> {
    return new TestHome(await Deno.realPath(await Deno.makeTempDir({ prefix: "shep-test-" })));
  }

  /** What the host would start third-party plugins with. */
  context(more: Partial<LaunchContext> = {}): LaunchContext {
    const environment = testEnvironment();
    return {
      deno: Deno.execPath(),
      environment: {
        ...environment,
        DENO_DIR: denoDirectory(environment),
        HOME: this.path,
      },
      sdk: sdkImports(),
      ...more,
    };
  }

  /** Writes a file below the home, and returns its path. */
  async write(path: string, text: string, mode = 0o644): Promise<string> {
    const whole = `${this.path}/${path}`;
    await Deno.mkdir(dirname(whole), { recursive: true });
    if (mode & 0o111) await writeProgram(whole, text, mode);
    else await Deno.writeTextFile(whole, text, { mode });
    return whole;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

/** The plugin at a path, as it is discovered. */
export async function found(path: string): Promise<FoundPlugin> {
  const plugin = await pluginAt(path);
  assert(plugin, `${path} is no plugin`);
  return plugin;
}

/** The plugin's manifest, with everything granted that it declares. */
export async function grantAll(
  plugin: FoundPlugin,
  context: LaunchContext,
  more: Partial<PluginManifest> = {},
): Promise<PluginManifest> {
  const lock = granted(new Map(), plugin.path, await describeUngranted(plugin, context));
  const [manifest] = grantedManifests(lock, [plugin]).manifests;
  assert(manifest);
  return { ...manifest, ...more };
}

/** The fault that `promise` is rejected with. */
export async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(() => undefined, (thrown) => thrown);
  assert(error instanceof Fault, `it did not fail with a Fault, but with ${Deno.inspect(error)}`);
  return error;
}

/** What the user is told of a fault, in one text. */
export function told({ diagnostic }: Fault): string {
  return [diagnostic.summary, diagnostic.detail, diagnostic.hint].filter(Boolean).join("\n");
}
