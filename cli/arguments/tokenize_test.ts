/** A command line is cut as Node cuts it. @module */
import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { type FlagToken, tokenize } from "./tokenize.ts";

const OPTIONS = {
  limit: { type: "string", short: "l" },
  inventory: { type: "string", short: "i" },
  check: { type: "boolean", short: "C" },
  verbose: { type: "boolean", short: "v" },
} as const;

const WITH_VALUE = new Set(["--limit", "-l", "--inventory", "-i"]);

function theirs(args: string[]): (FlagToken | string)[] {
  const { tokens } = parseArgs({
    args,
    options: OPTIONS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  return tokens.flatMap((token): (FlagToken | string)[] => {
    if (token.kind === "option-terminator") return [];
    if (token.kind === "positional") return [token.value];
    const { rawName, value, inlineValue } = token;
    return [{ rawName, value, isInline: inlineValue === true }];
  });
}

const WORDS = fc.array(
  fc.constantFrom(
    ..."--limit --limit=web --limit= --check --check=yes --unknown --unknown=1 -l -lweb -l=web -C -Cv -vvv -Clweb -Cl"
      .split(" "),
    ..."-x -xC -- - --= ---a web site.yml -1 a=b".split(" "),
    "",
    "a b",
  ),
  { maxLength: 7 },
);

Deno.test("words are cut as Node's parseArgs cuts them", () => {
  fc.assert(
    fc.property(WORDS, (words) => {
      assert.deepEqual(
        tokenize(words, (name) => WITH_VALUE.has(name)),
        theirs([...words]),
        JSON.stringify(words),
      );
    }),
    { numRuns: 5000 },
  );
});
