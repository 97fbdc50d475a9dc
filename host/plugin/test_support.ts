/**
 * Plugins for the tests: what starts them, and how to see that something is gone.
 *
 * @module
 */
import type { Launch } from "./process.ts";

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

/** Whether a process is there, a zombie not counted. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
    return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3) !== "Z";
  } catch {
    return false;
  }
}

/** Waits until `holds` does; whether it did within the time. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  withinMs = 5_000,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return await holds();
}
