import assert from "node:assert/strict";
import fc from "fast-check";
import { sh, shellLibrary, shellLines, shellQuote, ShellText } from "./shell.ts";

/** What a real shell makes of a script. */
async function output(script: ShellText): Promise<string> {
  const child = new Deno.Command("sh", { stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(String(script)));
  await writer.close();
  const { stdout, stderr, code } = await child.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(stdout);
}

const word = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.stringMatching(/^['"\\$`!*?\[\]{}~#&;|<>() \t\n-]{0,12}$/),
).map((text) => text.replaceAll("\0", "").toWellFormed());

Deno.test("a real shell gives back every word exactly", async () => {
  const words = fc.array(word, { minLength: 50, maxLength: 50 });
  const property = fc.asyncProperty(words, async (all) => {
    // Words are told apart by a line that none of them is.
    const lines = all.map((each) => sh`printf '%s\n=8=\n' ${each}`);
    assert.equal(await output(shellLines(lines)), all.map((each) => `${each}\n=8=\n`).join(""));
  });
  await fc.assert(property, { numRuns: 20 });
});

Deno.test("a list is one word for each item, an empty one none", async () => {
  assert.equal(await output(sh`set -- ${["a b", "", 3]}; echo $#`), "3\n");
  assert.equal(await output(sh`set -- ${[]}; echo $#`), "0\n");
});

Deno.test("numbers, booleans and shell text stand as they are meant", () => {
  assert.equal(String(sh`x ${1} ${true} ${sh`| y ${"z"}`}`), "x '1' 'true' | y 'z'");
  assert.equal(String(new ShellText("a; b")), "a; b");
});

Deno.test("backslashes of the template are the shell's", () => {
  assert.equal(String(sh`printf '\n'`), "printf '\n'");
});

Deno.test("a NUL is refused, since no shell can be given one", () => {
  assert.throws(() => shellQuote("a\0b"), { name: "TypeError", message: /NUL/ });
  assert.throws(() => sh`echo ${["\0"]}`, TypeError);
});

Deno.test("the libraries of all pieces stand before the script, each once", () => {
  const greet = shellLibrary('\ngreet() { echo "hello $1"; }\n');
  const leave = shellLibrary("leave() { echo bye; }");
  const script = shellLines([sh`${greet}greet ${"you"}`, greet, leave, "leave"]);
  assert.equal(script.library, 'greet() { echo "hello $1"; }\nleave() { echo bye; }\n');
  assert.equal(script.text, `${script.library}${script.body}`);
  const { stdout } = new Deno.Command("sh", { args: ["-c", script.text] }).outputSync();
  assert.equal(new TextDecoder().decode(stdout), "hello you\nbye\n");
});
