import assert from "node:assert/strict";
import { Checksum } from "./checksum.ts";

/** What the system's own `cksum` says. */
async function reference(data: Uint8Array): Promise<string> {
  const child = new Deno.Command("cksum", { stdin: "piped", stdout: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(data);
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout).trim();
}

for (const size of [0, 1, 3, 4, 5, 255, 256, 65_536]) {
  Deno.test(`the checksum of ${size} bytes is cksum's, in pieces of any size`, async () => {
    const data = crypto.getRandomValues(new Uint8Array(size));
    const checksum = new Checksum();
    for (let at = 0; at < size; at += 1 + at % 7) {
      checksum.add(data.subarray(at, Math.min(size, at + 1 + at % 7)));
    }
    assert.equal(String(checksum), await reference(data));
  });
}
