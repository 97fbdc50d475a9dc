import assert from "node:assert/strict";
import { Fault, type FaultKind } from "@shep/sdk";
import { REPEATED_BYTES, repeatPut } from "./repeat_put.ts";

const CHUNK_BYTES = 65_536;

/** What becomes of a put whose calls fail, one after the other, when so much was taken. */
async function attempts(
  ...failures: readonly (readonly [kind: FaultKind, taken: number])[]
): Promise<{ calls: number; opened: number; reply: unknown }> {
  const counts = { calls: 0, opened: 0 };
  async function* content(): AsyncGenerator<Uint8Array> {
    counts.opened++;
    for (;;) yield await Promise.resolve(new Uint8Array(CHUNK_BYTES));
  }
  const reply = await repeatPut(content, async (data) => {
    const [kind, taken] = failures[counts.calls++] ?? [];
    let bytes = 0;
    for await (const chunk of data) {
      if (kind === undefined) return "written";
      if (bytes >= taken!) throw new Fault(kind, "failed on purpose");
      bytes += chunk.length;
    }
    return "empty";
  }).catch((error) => error.kind);
  return { ...counts, reply };
}

Deno.test("a host that was lost in the middle of a large file gets it again, from its beginning", async () => {
  const lost = ["unreachable", REPEATED_BYTES] as const;
  assert.deepEqual(await attempts(lost), { calls: 2, opened: 2, reply: "written" });
});

Deno.test("it gets it again once", async () => {
  const lost = ["unreachable", REPEATED_BYTES] as const;
  assert.deepEqual(await attempts(lost, lost), { calls: 2, opened: 2, reply: "unreachable" });
});

Deno.test("a host that could not be reached, or took little, gets nothing again", async () => {
  const once = { calls: 1, opened: 1, reply: "unreachable" };
  for (const taken of [0, REPEATED_BYTES - CHUNK_BYTES]) {
    assert.deepEqual(await attempts(["unreachable", taken]), once);
  }
});

Deno.test("what failed for another reason is not tried again", async () => {
  const failed = ["failed", REPEATED_BYTES] as const;
  assert.deepEqual(await attempts(failed), { calls: 1, opened: 1, reply: "failed" });
});
