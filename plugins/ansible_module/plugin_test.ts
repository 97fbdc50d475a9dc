import { contractTest } from "@shep/sdk/testing";

contractTest("ansible-module", [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--no-lock",
  "--cached-only",
  "--allow-run=python3",
  new URL("./main.ts", import.meta.url).pathname,
]);
