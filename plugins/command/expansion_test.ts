import assert from "node:assert/strict";
import { expandingWord, globbingWord, isExpandable } from "./expansion.ts";

/** Runs `printf` with the word in a shell, with a fixed environment. */
function words(shell: readonly string[], word: string, cwd = "/"): string[] {
  const [program, ...args] = [...shell, "-c", `printf '%s\\n' ${word}`];
  const { stdout } = new Deno.Command(program!, {
    args,
    cwd,
    env: { HOME: "/home/me", VALUE: "a  b*", EMPTY: "" },
  }).outputSync();
  return new TextDecoder().decode(stdout).split("\n").slice(0, -1);
}

const SHELLS = [["sh"], ["bash"], ["busybox", "sh"]].filter(([program]) =>
  new Deno.Command("sh", { args: ["-c", `command -v ${program}`], stdout: "null" })
    .outputSync().success
);

const EXPANDED: readonly [text: string, expected: string][] = [
  ["/etc/my file", "/etc/my file"],
  ["~", "/home/me"],
  ["~/x y", "/home/me/x y"],
  ["a~/x", "a~/x"],
  ["~no-such-user/x", "~no-such-user/x"],
  ["$HOME/x", "/home/me/x"],
  ["${VALUE}!", "a  b*!"],
  ["[$EMPTY]", "[]"],
  ["$UNSET and ${UNSET}", "$UNSET and ${UNSET}"],
  ["it's $(echo) `echo` \\", "it's $(echo) `echo` \\"],
  ["$", "$"],
  ["${}", "${}"],
  ["", ""],
];

for (const shell of SHELLS) {
  for (const [text, expected] of EXPANDED) {
    // busybox drops what is quoted after a user that there is not.
    if (shell[0] === "busybox" && text.startsWith("~no-such")) continue;
    Deno.test(`${JSON.stringify(text)} expands in ${shell[0]} to ${expected}`, () => {
      assert.deepEqual(words(shell, expandingWord(text).text), [expected]);
    });
  }
}

Deno.test("a pattern becomes the names that match, and no text in it is syntax", async () => {
  const directory = await Deno.makeTempDir();
  try {
    for (const name of ["a1", "a2", "b1", "c d;e"]) {
      await Deno.writeTextFile(`${directory}/${name}`, "");
    }
    for (const shell of SHELLS) {
      assert.deepEqual(words(shell, globbingWord("a[0-9]").text, directory), ["a1", "a2"]);
      assert.deepEqual(words(shell, globbingWord("?1").text, directory), ["a1", "b1"]);
      assert.deepEqual(words(shell, globbingWord("c d;*").text, directory), ["c d;e"]);
      assert.deepEqual(words(shell, globbingWord("$(no)*").text, directory), ["$(no)*"]);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("only what the target can expand is expandable", () => {
  assert.deepEqual(["~/x", "a$B", "${C}"].map(isExpandable), [true, true, true]);
  assert.deepEqual(["x~", "$", "a b", "$1"].map(isExpandable), [false, false, false, false]);
});
