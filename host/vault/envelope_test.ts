import assert from "node:assert/strict";
import fc from "fast-check";
import { EnvelopeError, formatEnvelope, isVaulted, parseEnvelope } from "./envelope.ts";
import { bytes, recorded, text } from "./test_support.ts";

const PLAIN = text(recorded("vaulted/plain.yml-1.1"));

for (const name of ["plain.yml-1.1", "plain.yml-1.2", "unicode.yml-1.1", "binary-1.1"]) {
  Deno.test(`${name} is written as ansible-vault wrote it`, () => {
    const vaulted = text(recorded(`vaulted/${name}`));
    assert.equal(formatEnvelope(parseEnvelope(vaulted)), vaulted);
  });
}

Deno.test("line ends and indentation do not matter", () => {
  const indented = text(recorded("vaulted/plain.yml-1.2-indented"));
  assert.deepEqual(
    parseEnvelope(indented),
    parseEnvelope(text(recorded("vaulted/plain.yml-1.2"))),
  );
  assert.deepEqual(
    parseEnvelope(text(recorded("vaulted/plain.yml-1.1-crlf"))),
    parseEnvelope(PLAIN),
  );
});

Deno.test("format 1.2 is labelled, format 1.1 is not", () => {
  assert.equal(parseEnvelope(text(recorded("vaulted/plain.yml-1.2"))).id, "prod");
  assert.equal(parseEnvelope(PLAIN).id, undefined);
});

Deno.test("only what begins as a vault is one", () => {
  assert(isVaulted(PLAIN) && isVaulted(bytes(PLAIN)));
  for (const other of ["", "$ANSIBLE", "a: 1\n", " $ANSIBLE_VAULT;1.1"]) {
    assert(!isVaulted(other) && !isVaulted(bytes(other)), other);
  }
});

const HEX = "61".repeat(20);
const DAMAGED: readonly (readonly [text: string, line: number, message: RegExp])[] = [
  ["a: 1\n", 1, /this is not vaulted/],
  ["$ANSIBLE_VAULT;1.0;AES\n61\n", 1, /the vault format '1\.0' is not supported/],
  ["$ANSIBLE_VAULT;9;AES256\n61\n", 1, /the vault format '9' is not supported/],
  ["$ANSIBLE_VAULT;1.1;AES128\n61\n", 1, /the cipher 'AES128' is not supported/],
  ["$ANSIBLE_VAULT;\n", 1, /the vault format '' is not supported/],
  ["$ANSIBLE_VAULT;1.1;AES256\n", 1, /nothing follows the header/],
  [`$ANSIBLE_VAULT;1.1;AES256\n${HEX}\n6x\n`, 3, /"x" is no hexadecimal digit/],
  [`$ANSIBLE_VAULT;1.1;AES256\n${HEX}\n😀\n`, 3, /"😀" is no hexadecimal digit/],
  [`$ANSIBLE_VAULT;1.1;AES256\n${HEX}\n6\n\n`, 3, /half a byte is missing/],
  [`$ANSIBLE_VAULT;1.1;AES256\n${HEX}\n`, 2, /has 1 of its 3 fields/],
  [`$ANSIBLE_VAULT;1.1;AES256\n610a620a63\n`, 2, /a field inside the body is not hexadecimal/],
  [`$ANSIBLE_VAULT;1.1;AES256\n0a61610a6161\n`, 2, /the salt is missing/],
  [`$ANSIBLE_VAULT;1.1;AES256\n61610a61610a6161\n`, 2, /the checksum has 1 bytes instead of 32/],
  [PLAIN.slice(0, -5), 6, /the ciphertext is incomplete/],
];

for (const [damaged, line, message] of DAMAGED) {
  Deno.test(`${JSON.stringify(damaged.slice(0, 44))} is refused: ${message.source}`, () => {
    assert.throws(() => parseEnvelope(damaged), (error) => {
      assert(error instanceof EnvelopeError);
      assert.match(error.message, message);
      assert.equal(error.line, line);
      assert.notEqual(error.hint, "");
      return true;
    });
  });
}

Deno.test("whatever is done to a vaulted text, it is read or refused", () => {
  const change = fc.record({
    at: fc.nat(PLAIN.length),
    removed: fc.nat(90),
    added: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("\n", "0a", "61", "\0")),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const changed = changes.reduce(
        (whole, { at, removed, added }) => whole.slice(0, at) + added + whole.slice(at + removed),
        PLAIN,
      );
      try {
        parseEnvelope(changed);
      } catch (error) {
        assert(error instanceof EnvelopeError, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});
