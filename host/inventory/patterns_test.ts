import assert from "node:assert/strict";
import fc from "fast-check";
import { globMatcher } from "./glob.ts";
import { Inventory } from "./inventory.ts";
import {
  limitPatterns,
  matchHosts,
  NoSuchHostError,
  PatternError,
  splitPattern,
} from "./patterns.ts";
import {
  askForMatches,
  dataFrom,
  recorded,
  recordedInventory,
  type RecordedMatch,
} from "./test_support.ts";

const RECORDED = recorded<RecordedMatch[]>("patterns.json");

for (const { pattern, hosts, ignored = [] } of RECORDED) {
  Deno.test(`recorded from ansible --list-hosts: ${JSON.stringify(pattern)}`, () => {
    const match = new Inventory(recordedInventory()).hostsMatching(pattern);
    assert.deepEqual(match.hosts, hosts);
    const prefix = "Could not match supplied host pattern, ignoring: ";
    const warned = match.warnings.filter((warning) => warning.startsWith(prefix));
    assert.deepEqual(warned, ignored.map((name) => prefix + name));
  });
}

Deno.test("the installed ansible still answers as recorded (every fourth pattern)", () => {
  const some = RECORDED.filter((_, index) => index % 4 === 0);
  const answers = askForMatches(some.map(({ pattern }) => pattern));
  if (answers === undefined) return console.log("skipped: ansible is not installed");
  assert.deepEqual(answers, some);
});

Deno.test("terms are separated by spaces too, where there is no comma", () => {
  const { hosts, warnings } = new Inventory(recordedInventory()).hostsMatching("w1 | w2");
  assert.deepEqual(hosts, ["w1", "w2"]);
  assert.deepEqual(warnings, ["Could not match supplied host pattern, ignoring: |"]);
});

Deno.test("a range beyond the hosts is told", () => {
  const { warnings } = new Inventory(recordedInventory()).hostsMatching("web[9:]");
  assert.deepEqual(warnings, [
    'No hosts matched the subscripted pattern "web[9:]": "web" means 6 hosts.',
  ]);
});

Deno.test("the number of a host that there is not is refused, unless there are none", () => {
  const inventory = new Inventory(recordedInventory());
  for (const pattern of ["web[9]", "web[-9]", "w1:&web[6]"]) {
    assert.throws(() => inventory.hostsMatching(pattern), (error) => {
      assert(error instanceof NoSuchHostError);
      assert.match(error.message, /^No hosts matched the subscripted pattern "web\[-?\d\]"$/);
      assert.match(error.diagnostic.hint!, /"web" means 6 hosts/);
      return true;
    });
  }
  assert.deepEqual(inventory.hostsMatching("nope[9]").hosts, []);
});

Deno.test("a limit keeps the order of the play and only takes away", () => {
  const inventory = new Inventory(recordedInventory());
  assert.deepEqual(inventory.hostsMatching("web", "w4,w2,d1").hosts, ["w2", "w4"]);
  assert.deepEqual(inventory.hostsMatching("web", "!w2,!~w[3-5]").hosts, ["w1", "10.0.0.1"]);
  assert.deepEqual(inventory.hostsMatching("web", "nope").warnings, [
    "Could not match supplied host pattern, ignoring: nope",
  ]);
});

Deno.test("@FILE in a limit stands for the lines of the file, each one pattern", () => {
  const patterns = limitPatterns("@site.retry,!w1", (file) => `w1\n\n  w2 \n${file.length}\n`);
  assert.deepEqual(patterns, ["w1", "w2", "10", "!w1"]);
});

Deno.test("a file without a line in a limit is refused: it would mean every host", () => {
  assert.throws(() => limitPatterns("@none.retry", () => "\n"), {
    message: 'The file "none.retry" of the limit names no host.',
  });
});

Deno.test("a host of the inventory that means the controller is not doubled by an implicit one", () => {
  const inventory = new Inventory(dataFrom({ web: { hosts: ["127.0.0.1", "localhost"] } }));
  assert.deepEqual(inventory.hostsMatching("::1").hosts, ["127.0.0.1"]);
  assert.deepEqual(inventory.hostsMatching("localhost").hosts, ["localhost"]);
});

const REFUSED: Readonly<Record<string, RegExp>> = {
  "~(": /"~\(" is not a valid regular expression/,
  "web:db[0": /has a bracket without its partner/,
};

Deno.test("patterns that cannot be understood are refused", () => {
  const inventory = new Inventory(recordedInventory());
  for (const [pattern, message] of Object.entries(REFUSED).filter(([key]) => key !== "~(?:w:d),")) {
    assert.throws(() => inventory.hostsMatching(pattern), (error) => {
      assert(error instanceof PatternError);
      assert.match(error.message, message);
      return true;
    }, pattern);
  }
});

Deno.test("wildcards match as Python's fnmatch", () => {
  const matching: Readonly<Record<string, [yes: string[], no: string[]]>> = {
    "w*": [["w", "web"], ["", "aw"]],
    "w?": [["w1"], ["w", "w12"]],
    "[a-c]x": [["ax", "cx"], ["dx", "-x"]],
    "[!a-c]x": [["dx"], ["ax", "x"]],
    "[]x]": [["]", "x"], ["[]x]"]],
    "[!]]": [["x"], ["]"]],
    "[a-]": [["a", "-"], ["b"]],
    "[ab": [["[ab"], ["a"]],
    "*[0-9]*.*": [["w1.x", "1."], ["w1", "w.x"]],
    "w😀?": [["w😀😀"], ["w😀"]],
  };
  for (const [pattern, [yes, no]] of Object.entries(matching)) {
    const isMatch = globMatcher(pattern);
    assert.deepEqual([...yes, ...no].filter(isMatch), yes, pattern);
  }
});

Deno.test("a glob of many stars ends", () => {
  assert.equal(globMatcher("*a".repeat(2_000) + "b")("a".repeat(5_000)), false);
});

const term = fc.constantFrom(
  "web",
  "db",
  "prod",
  "w*",
  "w2",
  "~d",
  "web[0]",
  "web[1:3]",
  "all",
  "d1",
);

Deno.test("patterns are set algebra, and keep each host once", () => {
  const scope = new Inventory(recordedInventory());
  const hostsOf = (pattern: string): readonly string[] => matchHosts(pattern, scope).hosts;
  fc.assert(fc.property(term, term, term, (a, b, c) => {
    const [left, right] = [hostsOf(a), hostsOf(b)];
    const union = hostsOf(`${a},${b}`);
    assert.deepEqual(union, [...new Set([...left, ...right])]);
    assert.deepEqual(hostsOf(`${a},&${b}`), left.filter((name) => right.includes(name)));
    assert.deepEqual(hostsOf(`${a},!${b}`), left.filter((name) => !right.includes(name)));
    assert.deepEqual(hostsOf(`!${c},${a},&${b}`), hostsOf(`${a},&${b},!${c}`));
  }));
});

Deno.test("any pattern is matched or refused, and only hosts of the inventory are found", () => {
  const scope = new Inventory(recordedInventory());
  const known = new Set([...scope.hostNames(), "localhost", "127.0.0.1", "::1"]);
  const piece = fc.constantFrom(
    "web",
    "w",
    "1",
    "*",
    "?",
    "[",
    "]",
    ":",
    ",",
    "!",
    "&",
    "~",
    "-",
    " ",
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
    const pattern = pieces.join("");
    try {
      assert(matchHosts(pattern, scope).hosts.every((name) => known.has(name)));
      assert(splitPattern(pattern).every((part) => part !== ""));
    } catch (error) {
      assert(error instanceof PatternError, String(error));
    }
  }));
});
