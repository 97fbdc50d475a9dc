/**
 * Shep, as it is started from JSR: `deno run -A jsr:@shep/cli`.
 *
 * @example Running a playbook
 * ```sh
 * deno run -A jsr:@shep/cli run -i hosts.ini site.yml
 * ```
 *
 * @module
 */
import { main } from "./main.ts";

export * from "./main.ts";

/**
 * Loads the modules of the core plugins: nobody calls it. It is there because whoever loads Shep
 * from JSR fetches all that some module could import, and so what the plugins' processes run is in
 * Deno's cache before they are started. They themselves may fetch nothing.
 */
export function fetchAlong(): Promise<unknown[]> {
  return Promise.all([
    import("@shep/plugins/builtin"),
    import("@shep/plugins/local"),
    import("@shep/plugins/ssh"),
  ]);
}

/**
 * Whether the host can be loaded here. Below a `package.json` Deno looks for npm packages in the
 * `node_modules` beside it, where those of Shep are not.
 */
async function canLoadHost(): Promise<boolean> {
  try {
    await import("@shep/sdk/wire");
    return true;
  } catch {
    return false;
  }
}

/** Starts Shep once more, without the configuration of the directory that it was started in. */
async function startAnew(words: readonly string[]): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", "--no-config", "--no-lock", import.meta.url, ...words],
    env: { DENO_NO_PACKAGE_JSON: "1" },
  }).spawn();
  // A terminal's Ctrl-C reaches both: it is the child that knows what to do about it.
  Deno.addSignalListener("SIGINT", () => {});
  Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
  return (await child.status).code;
}

if (import.meta.main) {
  Deno.exit(await canLoadHost() ? await main(Deno.args) : await startAnew(Deno.args));
}
