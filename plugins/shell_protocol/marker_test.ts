import assert from "node:assert/strict";
import fc from "fast-check";
import { concat } from "./bytes.ts";
import { markerBytes, MarkerScanner, newMarker } from "./marker.ts";

/** `data` in pieces that end where `cuts` say. */
function chunked(data: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set(cuts.map((cut) => cut % (data.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((start, index) => data.slice(start, ends[index] ?? data.length));
}

/** Bytes in which beginnings of markers are likely. */
const payload = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 30 }),
    fc.constant(new Uint8Array([0x1e])),
    fc.constant(markerBytes(newMarker())),
    fc.integer({ min: 1, max: 32 }).map((length) => markerBytes(newMarker()).slice(0, length)),
  ),
  { maxLength: 8 },
).map((pieces) => concat([new Uint8Array(0), ...pieces]));

Deno.test("any bytes, in chunks of any size, come out exact before their marker", () => {
  fc.assert(fc.property(
    fc.array(payload, { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(500)),
    (answers, cuts) => {
      const markers = answers.map(newMarker);
      const encoder = new TextEncoder();
      const stream = concat(answers.flatMap((answer, index) => [
        answer,
        encoder.encode(`${markers[index]} ${index}\n`),
      ]));
      assert.deepEqual(readAnswers(chunked(stream, cuts), markers), answers);
    },
  ));
});

function readAnswers(chunks: readonly Uint8Array[], markers: readonly string[]): Uint8Array[] {
  const scanner = new MarkerScanner();
  const answers: Uint8Array[] = [];
  let pieces: Uint8Array[] = [];
  for (const chunk of chunks) {
    let data = chunk;
    while (answers.length < markers.length) {
      const { body, label } = scanner.scan(markerBytes(markers[answers.length]!), data);
      pieces.push(body.slice());
      if (label === undefined) break;
      assert.equal(label, String(answers.length));
      answers.push(concat([new Uint8Array(0), ...pieces]));
      pieces = [];
      data = new Uint8Array(0);
    }
  }
  return answers;
}

Deno.test("what cannot be the marker is not held back", () => {
  const scanner = new MarkerScanner();
  const text = new TextEncoder().encode("no marker in here\x1e, nor the beginning of one\n");
  assert.deepEqual(scanner.scan(markerBytes(newMarker()), text).body, text);
  assert.equal(scanner.hasHeld, false);
});

Deno.test("the beginning of a marker is held back until it turns out not to be one", () => {
  const marker = newMarker();
  const scanner = new MarkerScanner();
  const start = new TextEncoder().encode(`a${marker.slice(0, 20)}`);
  assert.equal(scanner.scan(markerBytes(marker), start).body.length, 1);
  const rest = scanner.scan(markerBytes(marker), new TextEncoder().encode("!")).body;
  assert.equal(new TextDecoder().decode(rest), `${marker.slice(0, 20)}!`);
});

Deno.test("every marker is another", () => {
  const markers = new Set(Array.from({ length: 1000 }, newMarker));
  assert.equal(markers.size, 1000);
});
