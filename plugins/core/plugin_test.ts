import { contractTest } from "@shep/sdk/testing";

contractTest("core", [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--no-lock",
  "--cached-only",
  new URL("./main.ts", import.meta.url).pathname,
]);
