import assert from "node:assert/strict";
import fc from "fast-check";
import {
  Channel,
  describe,
  exec,
  FrameSplitter,
  FrameWriter,
  Handlers,
  hello,
  MAX_FRAME_BYTES,
  type MessageCodec,
  PROTOCOL_VERSION,
  streamChunk,
  streamCredit,
  WireError,
} from "@shep/sdk/wire";
import { Fault } from "@shep/sdk";
import { threadTime } from "../../sdk/test_support.ts";

/** The most work that reading one corrupted conversation may be, in ms; an honest one is 0.1. */
const MOST_MS = 250;

function frame<T>(codec: MessageCodec<T>, message: T, correlationId: number): Uint8Array {
  return new FrameWriter().frame({ correlationId, parentId: 0 }, codec, message).slice();
}

const GREETING = frame(hello, {
  protocolVersion: PROTOCOL_VERSION,
  name: "corrupt",
  version: "1.0.0",
  kinds: ["action"],
  features: ["one", "two"],
  maxFrameBytes: MAX_FRAME_BYTES,
  streamWindowBytes: 65_536,
}, 0);

/** What a busy plugin says: a description, a request of its own, a stream. */
const CONVERSATION: readonly Uint8Array[] = [
  frame(exec.request, { kind: "script", script: "echo hello", argv: [] }, 2),
  frame(streamChunk, { channel: "stdout", data: new Uint8Array(100).fill(65) }, 1),
  frame(streamCredit, { channel: "data", bytes: 1000 }, 1),
  frame(describe.reply, {
    summary: "Says hello.",
    permissions: { read: ["/etc"], run: "*" },
    actions: [{
      name: "greet",
      summary: "Says hello",
      arguments: {
        name: { type: "str", description: "Whom", required: true, choices: ["a", "b"] },
        times: { type: "int", description: "How often", default: 1 },
      },
      constraints: [{ requiredOneOf: ["name", "times"] }],
      examples: ["- greet: {name: you}"],
      returns: { greeting: "what was said" },
    }],
    connections: ["c"],
    inventories: [],
    parsers: [],
    filters: ["f"],
    lookups: [],
  }, 1),
];

/** The host's end, with a call under way, as it reads `bytes` in chunks of `chunkBytes`. */
async function readAll(bytes: Uint8Array, chunkBytes: number): Promise<"read" | "refused"> {
  const handlers = new Handlers().on(exec, () => ({
    exitCode: 0,
    stdout: new Uint8Array(),
    stderr: new Uint8Array(),
  }));
  const channel = new Channel({ side: "host", handlers, send: () => {} });
  const splitter = new FrameSplitter((each) => channel.receive(each));
  const call = channel.call(describe, {}).catch(() => {});
  try {
    splitter.push(GREETING);
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      splitter.push(bytes.slice(at, at + chunkBytes));
    }
    return "read";
  } catch (error) {
    if (!(error instanceof WireError) && !(error instanceof Fault)) throw error;
    return "refused";
  } finally {
    channel.close(new Fault("cancelled", "The test is over"));
    await call;
  }
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const WHOLE = concatenated(CONVERSATION);

/** Reads a corrupted conversation, which must be little work. */
async function survives(bytes: Uint8Array, chunkBytes: number): Promise<"read" | "refused"> {
  const start = threadTime();
  const outcome = await readAll(bytes, chunkBytes);
  const work = threadTime() - start;
  assert(work < MOST_MS, `it took ${work} ms`);
  return outcome;
}

Deno.test("the conversation is legal as it stands", async () => {
  assert.equal(await readAll(WHOLE, 64), "read");
});

Deno.test("every single flipped bit is read or refused", async () => {
  let refused = 0;
  for (let bit = 0; bit < WHOLE.length * 8; bit++) {
    const bytes = WHOLE.slice();
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    if (await survives(bytes, 4096) === "refused") refused++;
  }
  // Proof that the corruption reaches what is checked.
  assert(refused > 500, `only ${refused} were refused`);
});

Deno.test("every truncation of a frame is refused once its size says that it is whole", async () => {
  for (const each of CONVERSATION) {
    for (let length = 12; length < each.length; length++) {
      const bytes = each.slice(0, length);
      new DataView(bytes.buffer).setUint32(0, length - 4, true);
      await survives(bytes, 4096);
    }
  }
});

Deno.test("many flipped, swapped and overwritten bytes, in chunks of any size", async () => {
  const damage = fc.array(
    fc.record({ at: fc.nat(WHOLE.length - 1), byte: fc.nat(255) }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(damage, fc.integer({ min: 1, max: 600 }), async (changes, chunkBytes) => {
      const bytes = WHOLE.slice();
      for (const { at, byte } of changes) bytes[at] = byte;
      await survives(bytes, chunkBytes);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("arbitrary bytes behind a true header are read or refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 8, maxLength: 300 }), async (noise) => {
      const bytes = concatenated([GREETING.slice(0, 12), noise]);
      new DataView(bytes.buffer).setUint32(0, bytes.length - 4, true);
      await survives(bytes, 4096);
    }),
    { numRuns: 2000 },
  );
});
