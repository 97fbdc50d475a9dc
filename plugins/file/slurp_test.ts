import assert from "node:assert/strict";
import { slurp } from "./slurp.ts";
import { act, testOnTargets } from "./test_support.ts";

testOnTargets("slurp returns a file's bytes", async (root, target) => {
  const src = `${root}/bytes`;
  await Deno.writeFile(src, Uint8Array.of(0, 0xff, 10));
  const { values, status } = await act(slurp, { src }, target);
  assert.deepEqual([status, values["content"], values["encoding"]], ["ok", "AP8K", "base64"]);
  const missing = await act(slurp, { src: `${root}/none` }, target);
  assert.equal(missing.values["msg"], `file not found: ${root}/none`);
  assert.equal((await act(slurp, { src: root }, target)).status, "failed");
});
