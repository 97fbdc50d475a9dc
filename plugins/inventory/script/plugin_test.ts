/** The plugin as a process: it keeps the contract, and has what its manifest says, no more. @module */
import { contractTest } from "@shep/sdk/testing";
import { manifest } from "./manifest.ts";

contractTest("inventory-script", [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--no-lock",
  "--cached-only",
  ...Object.keys(manifest.permissions).map((name) => `--allow-${name}`),
  new URL("./main.ts", import.meta.url).pathname,
]);
