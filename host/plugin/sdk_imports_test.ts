import assert from "node:assert/strict";
import config from "../../sdk/deno.json" with { type: "json" };
import { importMapFlag, sdkImports } from "./sdk_imports.ts";

Deno.test("a third-party module may import whatever the SDK exports", () => {
  const { imports, root } = sdkImports();
  for (const name of Object.keys(config.exports)) {
    const url = imports[`@shep/sdk${name.slice(1)}`];
    assert(url?.startsWith(root), `${name} leads to ${url}`);
  }
});

Deno.test("the import map survives the command line", () => {
  const sdk = sdkImports();
  const url = importMapFlag(sdk).slice("--import-map=data:application/json,".length);
  assert.deepEqual(JSON.parse(decodeURIComponent(url)), { imports: sdk.imports });
});
