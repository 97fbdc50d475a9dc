import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault, shellQuote } from "@shep/sdk";
import { splitCommand } from "./shlex.ts";

const SPLIT: readonly [text: string, words: readonly string[]][] = [
  ["", []],
  ["  a\t b\n", ["a", "b"]],
  ["a'b c'd", ["ab cd"]],
  [`"a\\"b" 'c\\d' "e\\f" "\\\\"`, ['a"b', "c\\d", "e\\f", "\\"]],
  ["a\\ b \\'", ["a b", "'"]],
  ["'' \"\" x''", ["", "", "x"]],
  ["a|b;c && #d $HOME *", ["a|b;c", "&&", "#d", "$HOME", "*"]],
  ["é\u00a0ü", ["é\u00a0ü"]],
];

for (const [text, words] of SPLIT) {
  Deno.test(`${JSON.stringify(text)} is split into ${JSON.stringify(words)}`, () => {
    assert.deepEqual(splitCommand(text), words);
  });
}

for (const text of ["'", 'a "b', "a\\", `"a\\"`, "it's"]) {
  Deno.test(`${JSON.stringify(text)} is refused`, () => {
    assert.throws(() => splitCommand(text), Fault);
  });
}

Deno.test("words that were quoted come back as they were", () => {
  const word = fc.string({ unit: "grapheme" }).filter((each) => !each.includes("\0"));
  fc.assert(fc.property(fc.array(word), (words) => {
    assert.deepEqual(splitCommand(words.map(shellQuote).join(" ")), words);
  }));
});

/** What Python's `shlex` makes of each text; `null` for an error. */
const PYTHON = `
import json, shlex, sys
def split(text):
    try: return shlex.split(text)
    except ValueError: return None
json.dump([split(text) for text in json.load(sys.stdin)], sys.stdout)
`;

Deno.test({
  name: "any text is split as Python splits it",
  ignore: !isInstalled("python3"),
  fn: async () => {
    const unit = fc.constantFrom("a", "b", " ", "'", '"', "\\", "\n", "\t", "#", "é", "$");
    const texts = fc.sample(fc.string({ unit, maxLength: 14 }), { numRuns: 3000, seed: 7 });
    const python = new Deno.Command("python3", {
      args: ["-c", PYTHON],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const writer = python.stdin.getWriter();
    await writer.write(new TextEncoder().encode(JSON.stringify(texts)));
    await writer.close();
    const { stdout } = await python.output();
    const expected: (string[] | null)[] = JSON.parse(new TextDecoder().decode(stdout));
    texts.forEach((text, index) => {
      assert.deepEqual(splitOrNull(text), expected[index], JSON.stringify(text));
    });
  },
});

function splitOrNull(text: string): string[] | null {
  try {
    return splitCommand(text);
  } catch {
    return null;
  }
}

function isInstalled(program: string): boolean {
  return new Deno.Command("sh", { args: ["-c", `command -v ${program}`], stdout: "null" })
    .outputSync().success;
}
