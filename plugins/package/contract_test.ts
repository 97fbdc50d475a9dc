import { fileURLToPath } from "node:url";
import { contractTest } from "@shep/sdk/testing";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

contractTest("the plugin package", [Deno.execPath(), "run", "--quiet", "--no-prompt", main]);
