import assert from "node:assert/strict";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { bytesOf, decodeBytes } from "./byte_string.ts";
import { ensureLine } from "./edit_lines.ts";
import { lineinfile } from "./lineinfile.ts";
import { act, isInstalled, snapshot, testOnTargets, withProgram } from "./test_support.ts";

const LINE = "it's a \\line";

/** Texts, and how many round trips it takes to make sure that they have the line. */
const TEXTS: readonly (readonly [what: string, text: string, calls: number])[] = [
  ["nothing", "", 1],
  ["other lines", `# ${LINE}\n${LINE} \n\n`, 1],
  ["bytes that are no text", "\x80\xff\x01\n", 1],
  ["the line", `a\n${LINE}\nb\n`, 1],
  ["the line with another break", `${LINE}\r\n`, 2],
  ["the line with more behind it", `${LINE}\r more\n`, 2],
  ["a last line without its break", "a\nb", 2],
  ["the line as such a last line", `a\n${LINE}`, 2],
  ["the line behind much else", `${"x".repeat(99)}\n`.repeat(99) + `${LINE}\n`, 1],
  ["much else", `${"x".repeat(99)}\n`.repeat(99), 1],
  ["more than the shell looks through", `${"x".repeat(99)}\n`.repeat(999), 4],
  ["the line behind that", `${"x".repeat(99)}\n`.repeat(999) + `${LINE}\n`, 1],
  ["every byte but NUL", `${String.fromCharCode(...Array(255).keys()).replaceAll("\0", "")}\n`, 1],
  ["a NUL", "a\0b\n", 2],
  ["a NUL behind the last break", "a\n\0", 2],
  ["a NUL within the line", `${LINE.slice(0, 5)}\0${LINE.slice(5)}\n`, 2],
  ["what is read behind the text", "Linux\nLinux", 2],
  ["a NUL in place of the last break", "a\0", 2],
  ["empty lines", "\n\n\n", 1],
  ["tabs and a backslash", "\ta\\n\t\n", 1],
];

testOnTargets(
  "a line is added in one round trip where that is all there is to do",
  async (root, target) => {
    const path = `${root}/conf`;
    for (const [what, text, calls] of TEXTS) {
      await Deno.writeFile(path, bytesOf(text), { mode: 0o640 });
      const edited = ensureLine(text, {
        line: LINE,
        backrefs: false,
        firstMatch: false,
        insertAfter: "EOF",
      });
      const args = { path, line: LINE };
      const predicted = await act(lineinfile, args, { ...target, check: true });
      assert.equal(predicted.values["msg"], edited.message, what);
      assert.equal(decodeBytes(await Deno.readFile(path)), text, what);
      const task = new LocalTask(target);
      const { status, values } = await runAction(lineinfile, args, task);
      assert.deepEqual(values, { msg: edited.message, backup: "" }, what);
      assert.equal(status, edited.message === "" ? "ok" : "changed", what);
      assert.equal(predicted.status, status, what);
      assert.equal(decodeBytes(await Deno.readFile(path)), edited.text, what);
      assert.equal(task.calls.length, calls, what);
    }
  },
);

testOnTargets(
  "the file keeps its mode and owner, and nothing else is left",
  async (root, target) => {
    const path = `${root}/conf`;
    await Deno.writeTextFile(path, "a\n");
    if (Deno.uid() === 0) await Deno.chown(path, 1234, 4321);
    await Deno.chmod(path, 0o751);
    await Deno.chmod(root, 0o2775);
    const { uid, gid, mtime } = await Deno.stat(path);
    await Deno.utime(path, 1, 1);
    assert.equal((await act(lineinfile, { path, line: LINE }, target)).status, "changed");
    const after = await Deno.stat(path);
    assert.deepEqual([after.uid, after.gid, after.mode! & 0o7777], [uid, gid, 0o751]);
    assert.ok(after.mtime! >= mtime!, "it has the time of the old one");
    assert.deepEqual(Object.keys(await snapshot(root)), [".", "./conf"]);
  },
);

/** A plain text, which the shell writes itself, and one that is copied. */
for (const text of ["a\n", "é\n"]) {
  testOnTargets(`the access list is kept of ${JSON.stringify(text)}`, async (root, target) => {
    const path = `${root}/conf`;
    await Deno.writeTextFile(path, text);
    const acl = async (program: string, ...args: string[]): Promise<string> => {
      const { stdout, success } = await new Deno.Command(program, { args: [...args, path] })
        .output();
      assert(success);
      return new TextDecoder().decode(stdout);
    };
    await acl("setfacl", "--modify=user:1234:rw,group:4321:r");
    const before = await acl("getfacl", "--absolute-names", "--numeric");
    assert.match(before, /^user:1234:rw-$/m);
    assert.equal((await act(lineinfile, { path, line: LINE }, target)).status, "changed");
    assert.equal(await acl("getfacl", "--absolute-names", "--numeric"), before);
  }, { ignore: !isInstalled("setfacl"), only: "dash" });
}

testOnTargets(
  "what is removed before it has its attributes is no empty file",
  async (root, target) => {
    const path = `${root}/conf`;
    await Deno.writeTextFile(path, "a\n");
    const text = `rm -f ${root}/.shep-*\nPATH=\${PATH#*:} exec cp "$@"`;
    const { status } = await act(
      lineinfile,
      { path, line: LINE },
      await withProgram(`${root}/bin`, target, "cp", text),
    );
    assert.equal(status, "changed");
    assert.equal(await Deno.readTextFile(path), `a\n${LINE}\n`);
  },
  { only: "dash" },
);

testOnTargets(
  "what cannot be put in its place at once is read, and put there",
  async (root, target) => {
    const path = `${root}/conf`;
    await Deno.writeTextFile(path, "a\n");
    const text = '[ -e "$0.ran" ] || { : >"$0.ran"; exit 1; }\nPATH=${PATH#*:} exec mv "$@"';
    const environment = await withProgram(`${root}/bin`, target, "mv", text);
    const { status } = await act(lineinfile, { path, line: LINE }, environment);
    await Deno.stat(`${root}/bin/mv.ran`);
    assert.equal(status, "changed");
    assert.equal(await Deno.readTextFile(path), `a\n${LINE}\n`);
    await Deno.remove(`${root}/bin`, { recursive: true });
    assert.deepEqual(Object.keys(await snapshot(root)), [".", "./conf"]);
  },
);

/** Programs that do not do their work, and what is said then. */
const BROKEN: readonly (readonly [name: string, text: string, message: RegExp])[] = [
  ["cp", 'for last; do :; done\nprintf half >"$last"\nexit 1', /^Cannot write beside .*conf/],
  ["mv", "echo in use >&2\nexit 1", /^Could not replace .*conf: in use/],
];

for (const [name, text, message] of BROKEN) {
  testOnTargets(`a file stays as it is without a ${name} that works`, async (root, target) => {
    const path = `${root}/conf`;
    await Deno.writeTextFile(path, "a\n");
    const before = await snapshot(root);
    const broken = await withProgram(`${root}/bin`, target, name, text);
    const { status, values } = await act(lineinfile, { path, line: LINE }, broken);
    assert.equal(status, "failed");
    assert.match(String(values["msg"]), message);
    await Deno.remove(`${root}/bin`, { recursive: true });
    assert.deepEqual(await snapshot(root), before);
  });
}
