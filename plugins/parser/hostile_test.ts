import assert from "node:assert/strict";
import fc from "fast-check";
import { threadTime } from "../../sdk/test_support.ts";
import { MAX_ALIASED_NODES } from "./compose.ts";
import { MAX_DEPTH } from "./events.ts";
import { samplePlaybook } from "./sample.ts";
import { parseYaml, YamlError } from "./yaml.ts";

/** Milliseconds of work that no small text may be, on the slowest machine. */
const PATIENCE = 2000;

/** Reads or refuses `source`, which must be little work. */
function survives(source: string): void {
  const start = threadTime();
  refusalOf(source);
  assert(threadTime() - start < PATIENCE, `slow: ${JSON.stringify(source.slice(0, 200))}`);
}

/** The error; undefined when there is none. */
function refusalOf(source: string): YamlError | undefined {
  try {
    parseYaml(source, { file: "hostile.yml" });
    return undefined;
  } catch (error) {
    assert(error instanceof YamlError, String(error instanceof Error ? error.stack : error));
    assert(error.line >= 1 && error.column >= 1 && String(error).length > 0);
    return error;
  }
}

Deno.test("random bytes are read or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      survives(new TextDecoder().decode(bytes));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("random pieces of YAML are read or refused", () => {
  const pieces =
    "a,b: ,c:,- ,-,?,? ,: ,:,[,],{,},',\",|,>,|-,>2,&a ,*a,!,!vault ,!!int ,#, #,{{,}}," +
    "{%,%,@,`,<<: ,---,...,\\,\\x,\t,~,0x_,0b_,1:2,.";
  const piece = fc.constantFrom(...pieces.split(","), ",", "\n", "\n", "\n  ", "\r\n", "\uFEFF");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (parts) => survives(parts.join(""))),
    { numRuns: 5000 },
  );
});

Deno.test("a playbook with a few characters changed is read or refused", () => {
  const playbook = samplePlaybook(50);
  const change = fc.tuple(
    fc.nat(playbook.length),
    fc.nat(20),
    fc.constantFrom("", "\t", "'", '"', "[", "}", "\n", ":", "\0", "&a", "*a", "\uD800"),
  );
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      survives(
        changes.reduce(
          (text, [at, length, insert]) => text.slice(0, at) + insert + text.slice(at + length),
          playbook,
        ),
      );
    }),
    { numRuns: 1000 },
  );
});

Deno.test("deep nesting is refused", () => {
  for (const opening of ["[", "{a: ", "- ", "? ", '{"a":', "[[1],"]) {
    assert.match(refusalOf(opening.repeat(10_000))?.message ?? "", /nested|closed/, opening);
  }
  const json = "[".repeat(10_000) + "]".repeat(10_000);
  assert.equal(refusalOf(json)?.message, `nested more than ${MAX_DEPTH} levels deep`);
  assert.equal(refusalOf("a: " + "[".repeat(400) + "]".repeat(400)), undefined);
});

Deno.test("aliases that multiply are refused before they cost memory", () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) =>
      level === 0
        ? "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"
        : `a${level}: &a${level} [${Array(10).fill(`*a${level - 1}`).join(", ")}]`,
  );
  const refusal = refusalOf(levels.join("\n"));
  assert.match(refusal?.message ?? "", /makes the document too large/);
  assert(refusal?.hint.includes(String(MAX_ALIASED_NODES)));
});

Deno.test("long lines, long numbers and many dedented brackets take no long time", () => {
  survives("a: " + "9".repeat(100_000));
  survives("a: 1" + ":1".repeat(50_000));
  survives(`a: # ${"|".repeat(200_000)}\n  |\n  x`);
  survives("-".repeat(100_000) + "\n\tb: c\n");
  survives("a: " + "x ".repeat(100_000) + ": y");
  survives(Array.from({ length: 100 }, (_, index) => `k${index}: [\n1\n]`).join("\n"));
});

Deno.test("an error shows no character that could steer a terminal", () => {
  assert(!String(refusalOf("a: \x1b[31m@")).includes("\x1b"));
});
