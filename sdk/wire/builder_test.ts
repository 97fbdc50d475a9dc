import assert from "node:assert/strict";
import fc from "fast-check";
import { Builder, ByteBuffer, Encoding } from "flatbuffers";
import {
  Diagnostic,
  LogMessage,
  LookupRequest,
  Node,
  StreamChunk,
  ValueTree,
} from "../fbs/wire.ts";
import { FrameBuffer, FrameBuilder } from "./builder.ts";

/** What the plain library reads of the table that `write` wrote. */
function reread(write: (builder: FrameBuilder) => number): ByteBuffer {
  const builder = new FrameBuilder();
  builder.finish(write(builder));
  return new ByteBuffer(builder.asUint8Array());
}

const text = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: "binary", maxLength: 200 }));

Deno.test("the plain library reads the strings we write", () => {
  fc.assert(fc.property(text, (summary) => {
    const buffer = reread((builder) =>
      LogMessage.createLogMessage(builder, 1, builder.createString(summary))
    );
    const table = LogMessage.getRootAsLogMessage(buffer);
    const bytes = table.text(Encoding.UTF8_BYTES) as Uint8Array;
    const read = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    assert.equal(read, summary.toWellFormed());
  }));
});

Deno.test("we read the strings that the plain library writes", () => {
  fc.assert(fc.property(text, (summary) => {
    const builder = new Builder();
    const at = builder.createString(summary);
    Diagnostic.startDiagnostic(builder);
    Diagnostic.addSummary(builder, at);
    builder.finish(Diagnostic.endDiagnostic(builder));
    const buffer = new FrameBuffer().load(builder.asUint8Array());
    assert.equal(Diagnostic.getRootAsDiagnostic(buffer).summary(), summary.toWellFormed());
  }));
});

Deno.test("the plain library reads the vectors we write", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array(), (one, two) => {
    const buffer = reread((builder) => {
      const data = builder.concatenated([one, two], one.length + two.length);
      return StreamChunk.createStreamChunk(builder, 1, data);
    });
    const read = StreamChunk.getRootAsStreamChunk(buffer).dataArray();
    assert.deepEqual([...read!], [...one, ...two]);
  }));
});

Deno.test("vectors of wide elements lie where they must", () => {
  fc.assert(fc.property(fc.array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)), text, (ints, before) => {
    const buffer = reread((builder) => {
      builder.createString(before);
      const nodes = new Uint32Array([3, 7]);
      const nodeVector = builder.vector(new Uint8Array(nodes.buffer), 1, 4);
      const bytes = new Uint8Array(new BigInt64Array(ints).buffer);
      const intVector = builder.vector(bytes, ints.length, 8);
      ValueTree.startValueTree(builder);
      ValueTree.addNodes(builder, nodeVector);
      ValueTree.addInts(builder, intVector);
      return ValueTree.endValueTree(builder);
    });
    const tree = ValueTree.getRootAsValueTree(buffer);
    assert.deepEqual(ints.map((_, index) => tree.ints(index)), ints);
    assert.deepEqual([tree.nodes(0, new Node())!.head(), tree.nodes(0)!.arg()], [3, 7]);
  }));
});

Deno.test("a builder is as new after a frame it could not finish", () => {
  const builder = new FrameBuilder();
  LookupRequest.startLookupRequest(builder);
  builder.clear();
  builder.finish(builder.createString("next"));
  assert.ok(builder.asUint8Array().length > 8);
});

Deno.test("a builder lets go of the room that one huge frame took", () => {
  const builder = new FrameBuilder();
  builder.vector(new Uint8Array(4_000_000), 4_000_000, 1);
  builder.clear();
  assert.equal(builder.dataBuffer().capacity(), 64 * 1024);
});
