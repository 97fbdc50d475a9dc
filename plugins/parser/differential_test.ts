import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { encode, type Encoded } from "./encode.ts";
import { parseYaml, YamlError } from "./yaml.ts";

const RECORDER = new URL("./testdata/record.py", import.meta.url);

/** What Ansible, where it is installed, answers to each text; undefined where it is not. */
function askAnsible(texts: readonly string[]): { value?: Encoded; error?: string }[] | undefined {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const { status, stdout } = spawnSync(python, [RECORDER.pathname, "-"], {
      input: JSON.stringify(texts),
      maxBuffer: 1 << 28,
    });
    if (status === 0) return JSON.parse(Buffer.from(stdout).toString());
  }
  return undefined;
}

const isInstalled = askAnsible([]) !== undefined;

/** Pieces of playbooks. Left out is what the recorded differences are about. */
const SCALARS = ["a", "b c", "yes", "012", "1.5", "~", "'q'", '"d e"', "''", "x#y", "1:30", "a:b"];
const scalar = fc.constantFrom(...SCALARS);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
  fc.array(scalar, { maxLength: 3 }).map((items) =>
    `{${items.map((item, index) => `k${index}: ${item}`).join(", ")}}`
  ),
  fc.constantFrom("", "|", ">", "|-", ">+", "[", "]", "{k: [", "}", '"open', 'close"', "# note"),
);
const line = fc.tuple(
  fc.constantFrom("", "", "  ", "  ", "    ", "      ", " "),
  fc.constantFrom("", "- ", "- - "),
  fc.constantFrom("", "k: ", "m: ", "'n': ", "<<: ", "? "),
  value,
).map((parts) => parts.join("").trimEnd());
const text = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join("\n"));
const ended = fc.tuple(text, fc.constantFrom("", "\n", "\n\n")).map((parts) => parts.join(""));

/**
 * Whether the document is one of those known to be read otherwise, none of which is a playbook:
 *
 * - a block scalar begins a line, no deeper than what it belongs to: PyYAML reads an empty text;
 * - the whole document is one text, which PyYAML lets go on with what looks like another node.
 */
function isKnownToDiffer(source: string, value: Encoded): boolean {
  return /^ *[|>]/m.test(source) || typeof value === "string";
}

/** The value of a text here; an error tells the text. */
function readHere(source: string): Encoded {
  try {
    return encode(parseYaml(source, { file: "random.yml" }).root);
  } catch (error) {
    throw new Error(`refused: ${JSON.stringify(source)}`, { cause: error });
  }
}

Deno.test({
  name: "random documents that Ansible reads have the same value here",
  ignore: !isInstalled,
  fn(): void {
    const texts = fc.sample(ended, 4000);
    const answers = askAnsible(texts);
    assert(answers !== undefined);
    let compared = 0;
    answers.forEach(({ value }, index) => {
      const source = texts[index] ?? "";
      if (value === undefined || isKnownToDiffer(source, value)) return;
      compared++;
      assert.deepEqual(readHere(source), value, source);
    });
    assert(compared > 100, `only ${compared} documents could be read`);
  },
});

Deno.test({
  name: "random documents that Ansible refuses are refused here, nearly always",
  ignore: !isInstalled,
  fn(): void {
    const texts = fc.sample(ended, 2000);
    const answers = askAnsible(texts);
    assert(answers !== undefined);
    const wrong = texts.filter((source, index) =>
      answers[index]?.error !== undefined && reads(source)
    );
    assert(
      wrong.length < texts.length / 50,
      wrong.slice(0, 5).map((s) => JSON.stringify(s)).join("\n"),
    );
  },
});

function reads(source: string): boolean {
  try {
    parseYaml(source, { file: "random.yml" });
    return true;
  } catch (error) {
    assert(error instanceof YamlError, String(error));
    return false;
  }
}
