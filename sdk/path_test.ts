/** Paths behave as those of Node. @module */
import assert from "node:assert/strict";
import { posix } from "node:path";
import fc from "fast-check";
import * as path from "./path.ts";

/** Paths of few, awkward parts, so that they often meet. */
const PATHS = fc.array(fc.constantFrom("/", "//", ".", "..", "a", "b.c", ".d", "e.", "f/", ""), {
  maxLength: 8,
}).map((parts) => parts.join(""));

const SAME: readonly (keyof typeof posix & keyof typeof path)[] = [
  "normalize",
  "basename",
  "extname",
  "isAbsolute",
];

for (const name of SAME) {
  Deno.test(`${name} answers what Node's does`, () => {
    const [own, theirs] = [path[name], posix[name]] as ((path: string) => unknown)[];
    fc.assert(
      fc.property(PATHS, (text) => assert.equal(own!(text), theirs!(text), JSON.stringify(text))),
      { numRuns: 3000 },
    );
  });
}

Deno.test("dirname answers what Node's does, for paths without doubled slashes", () => {
  fc.assert(
    fc.property(
      PATHS.map(posix.normalize),
      (text) => assert.equal(path.dirname(text), posix.dirname(text), JSON.stringify(text)),
    ),
    { numRuns: 3000 },
  );
});

for (const name of ["join", "resolve"] as const) {
  Deno.test(`${name} answers what Node's does`, () => {
    fc.assert(
      fc.property(
        fc.array(PATHS, { maxLength: 4 }),
        (parts) => assert.equal(path[name](...parts), posix[name](...parts), JSON.stringify(parts)),
      ),
      { numRuns: 3000 },
    );
  });
}

Deno.test("relative answers what Node's does, for absolute paths", () => {
  const rooted = PATHS.map((text) => `/${text}`);
  fc.assert(
    fc.property(
      rooted,
      rooted,
      (a, b) => assert.equal(path.relative(a, b), posix.relative(a, b), JSON.stringify([a, b])),
    ),
    { numRuns: 3000 },
  );
});

Deno.test("a file URL and its path are each other's inverse, whatever the path holds", () => {
  for (const plain of ["/", "/a b", "/ä?#%2F", "/a/b.c"]) {
    assert.equal(path.fromFileUrl(path.toFileUrl(plain)), plain);
  }
});

Deno.test("a path lies within its own folder and those above, not within one of a like name", () => {
  assert(path.isWithin("/a", "/a"));
  assert(path.isWithin("/a", "/a/b"));
  assert(path.isWithin("/", "/a"));
  assert(!path.isWithin("/a", "/ab"));
});
