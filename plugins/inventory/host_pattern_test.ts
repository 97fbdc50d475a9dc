import assert from "node:assert/strict";
import fc from "fast-check";
import { Refusal } from "./error.ts";
import { expandRanges, namedHosts } from "./host_pattern.ts";

const NAMES: readonly [entry: string, names: string[], port?: number][] = [
  ["web1", ["web1"]],
  ["web1:22", ["web1"], 22],
  ["web[1:3]", ["web1", "web2", "web3"]],
  ["web[1:3]:22", ["web1", "web2", "web3"], 22],
  ["web[01:10:3]", ["web01", "web04", "web07", "web10"]],
  ["web[:2]", ["web0", "web1", "web2"]],
  ["web[1:02]", ["web1", "web2"]],
  ["web[2:1]", []],
  ["[a:c]x", ["ax", "bx", "cx"]],
  ["[y:B]", ["y", "z", "A", "B"]],
  ["r[1:2]c[a:b]", ["r1ca", "r1cb", "r2ca", "r2cb"]],
  ["2001:db8::1", ["2001:db8::1"]],
  ["[2001:db8::1]", ["2001:db8::1"]],
  ["[2001:db8::1]:22", ["2001:db8::1"], 22],
  ["2001:db8::[1:2]", ["2001:db8::1", "2001:db8::2"]],
  ["a:b", ["a:b"]],
];

Deno.test("an entry names its hosts and its port", () => {
  for (const [entry, names, port] of NAMES) {
    const expected = port === undefined ? { names } : { names, port };
    assert.deepEqual(namedHosts(entry), expected, entry);
  }
});

const REFUSED: readonly [entry: string, message: RegExp][] = [
  ["web[1:]", /has no end/],
  ["web[1-3]", /is not \[begin:end\]/],
  ["web[1:2:3:4]", /is not \[begin:end\]/],
  ["web[1:9:0]", /step above 0/],
  ["web[1:9:x]", /step above 0/],
  ["web[a:3]", /two whole numbers or two letters/],
  ["web[aa:cc]", /two whole numbers or two letters/],
  ["web[c:a]", /begins after its end/],
  ["web[01:100]", /as many digits/],
  ["web[1:3", /never closed/],
  ["web[0:99999999999999999999]", /more than 1000000 hosts/],
  ["[0:999][0:999][0:9]", /more than 1000000 hosts/],
  ["all:", /a port must follow it/],
];

Deno.test("a range that cannot be counted is refused with the reason", () => {
  for (const [entry, message] of REFUSED) {
    assert.throws(() => namedHosts(entry), (error) => {
      assert(error instanceof Refusal, entry);
      assert.match(error.message, message, entry);
      return true;
    });
  }
});

Deno.test("a range has as many names as it counts, all different and of one width", () => {
  const bound = fc.nat(500);
  fc.assert(fc.property(bound, bound, fc.integer({ min: 1, max: 50 }), (from, length, step) => {
    const names = expandRanges(`h[${pad(from)}:${pad(from + length)}:${step}]`);
    assert.equal(names.length, Math.floor(length / step) + 1);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names[0], `h${pad(from)}`);
    assert(names.every((name) => name.length === 5));
  }));
});

Deno.test("any entry is expanded or refused", () => {
  const piece = fc.constantFrom(..."[]:01239aZ-.é".split(""));
  fc.assert(fc.property(fc.string({ unit: piece, maxLength: 16 }), (entry) => {
    try {
      assert(namedHosts(entry).names.length <= 1_000_000);
    } catch (error) {
      assert(error instanceof Refusal);
    }
  }));
});

function pad(n: number): string {
  return String(n).padStart(4, "0");
}
