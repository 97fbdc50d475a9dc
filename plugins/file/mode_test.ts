import assert from "node:assert/strict";
import fc from "fast-check";
import { shellLines, TaskFailure } from "@shep/sdk";
import { formatMode, type Mode, modeFunction, parseMode } from "./mode.ts";
import { inDirectory } from "./test_support.ts";

const OCTAL: readonly [unknown, number][] = [
  ["0644", 0o644],
  ["644", 0o644],
  ["00755", 0o755],
  ["0o600", 0o600],
  ["1777", 0o1777],
  [0o640, 0o640],
  [0, 0],
];

for (const [text, bits] of OCTAL) {
  Deno.test(`the mode ${JSON.stringify(text)} is ${formatMode(bits)}`, () => {
    assert.deepEqual(parseMode(text as string), { bits });
  });
}

for (const text of ["", "u", "rw", "u=q", "u+x,", "0888", "u+x g+x", "-1", "u=uo"]) {
  Deno.test(`the mode ${JSON.stringify(text)} is refused`, () => {
    assert.throws(() => parseMode(text), TaskFailure);
  });
}

for (const value of [-1, 0o10000, 1.5, true, null]) {
  Deno.test(`the mode ${value}, which is no text, is refused`, () => {
    assert.throws(() => parseMode(value), TaskFailure);
  });
}

/** What the shell makes of modes, one for each line. */
function newModes(cases: readonly { mode: Mode; from: number; directory: boolean }[]): number[] {
  const script = shellLines(
    cases.map(({ mode, from, directory }) =>
      shellLines([modeFunction(mode), `m=${from} d=${directory ? 1 : 0}; new_mode; echo "$m"`])
    ),
  );
  const { stdout } = new Deno.Command("sh", { args: ["-c", `mask=18\n${script}`] }).outputSync();
  return new TextDecoder().decode(stdout).trim().split("\n").map(Number);
}

const SYMBOLIC = [
  "u+x",
  "+x",
  "=rw",
  "-w",
  "a+X",
  "u=rwX,g=rX,o=",
  "go-rwx",
  "g=u",
  "o=g",
  "u+s",
  "g+s,u-s",
  "o+t",
  "+t",
  "a-s",
  "u=rwx,g+w-x,o=",
  "ug=rw",
  "u=",
  "ugo=r",
];

Deno.test("symbolic modes are what chmod makes of them", async () => {
  await inDirectory(async (root) => {
    const file = `${root}/file`;
    await Deno.writeTextFile(file, "");
    for (const from of [0o644, 0o755, 0o600, 0o4711, 0o1000, 0o2750, 0]) {
      for (const text of SYMBOLIC) {
        await Deno.chmod(file, from);
        const chmod = new Deno.Command("sh", {
          args: ["-c", 'umask 022; chmod -- "$1" "$2"', "sh", text, file],
        });
        chmod.outputSync();
        const wanted = (await Deno.stat(file)).mode! & 0o7777;
        const [got] = newModes([{ mode: parseMode(text), from, directory: false }]);
        assert.equal(formatMode(got!), formatMode(wanted), `${text} of ${formatMode(from)}`);
      }
    }
  });
});

Deno.test("X of a directory is x", () => {
  const mode = parseMode("u=rwX,go=X");
  const cases = [{ mode, from: 0o600, directory: true }, { mode, from: 0o600, directory: false }];
  assert.deepEqual(newModes(cases).map(formatMode), ["0711", "0600"]);
});

Deno.test("a mode that was applied stays when it is applied again", () => {
  const clause = fc.tuple(
    fc.constantFrom("", "u", "g", "o", "ug", "a"),
    fc.constantFrom("+", "-", "="),
    fc.constantFrom("", "r", "w", "x", "X", "rw", "rwx", "s", "t"),
  ).map((parts) => parts.join(""));
  const samples = fc.sample(
    fc.record({ text: clause, from: fc.nat(0o7777), directory: fc.boolean() }),
    { numRuns: 200, seed: 1 },
  ).map(({ text, ...rest }) => ({ ...rest, text, mode: parseMode(text) }));
  const once = newModes(samples);
  const twice = newModes(samples.map((each, index) => ({ ...each, from: once[index]! })));
  samples.forEach(({ text, from }, index) =>
    assert.equal(twice[index], once[index], `${text} of ${formatMode(from)}`)
  );
});
