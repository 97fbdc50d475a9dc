/** Flags and SELinux contexts: by programs that stand in for those which few machines have. */
import assert from "node:assert/strict";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { copy } from "./copy.ts";
import { extraAttributes } from "./extra_attributes.ts";
import { file } from "./file.ts";
import { act, inDirectory } from "./test_support.ts";
import { unarchive } from "./unarchive.ts";

/** Each keeps what it is told in the directory that is named by `KEPT`, by the file's name. */
const PROGRAMS: Readonly<Record<string, string>> = {
  lsattr: 'printf "%s %s\\n" "$(cat "$KEPT/${3##*/}.flags" 2>/dev/null || echo ----e---)" "$3"',
  chattr:
    'echo "$1" >>"$KEPT/${3##*/}.chattr"; [ "$1" != +i ] || echo ----ie >"$KEPT/${3##*/}.flags"',
  selinuxenabled: "exit 0",
  matchpathcon: 'echo "system_u:object_r:etc_t:s0"',
  chcon: 'case $1 in -h) shift ;; esac; printf %s "$1" >"$KEPT/${3##*/}.context"',
  stat: `case "$*" in
  *%C*) cat "$KEPT/\${4##*/}.context" 2>/dev/null || echo user_u:object_r:tmp_t:s0:c1 ;;
  *) exec /usr/bin/stat "$@" ;;
esac`,
};

async function withPrograms(
  body: (root: string, environment: Record<string, string>) => Promise<void>,
): Promise<void> {
  await inDirectory(async (root) => {
    const bin = `${root}/bin`;
    await Deno.mkdir(bin);
    await Deno.mkdir(`${root}/kept`);
    for (const [name, script] of Object.entries(PROGRAMS)) {
      await writeProgram(`${bin}/${name}`, `#!/bin/sh\n${script}\n`);
    }
    await Deno.writeTextFile(`${root}/file`, "");
    await body(root, { PATH: `${bin}:${Deno.env.get("PATH")}`, KEPT: `${root}/kept` });
  });
}

Deno.test("a context is changed part by part, and only if it differs", () =>
  withPrograms(async (root, environment) => {
    const path = `${root}/file`;
    const args = { path, seuser: "_default", setype: "etc_t", selevel: "s0" };
    const foretold = await act(file, args, { environment, check: true });
    assert.equal(foretold.status, "changed");
    assert.equal((await act(file, args, { environment })).status, "changed");
    assert.equal(
      await Deno.readTextFile(`${root}/kept/file.context`),
      "system_u:object_r:etc_t:s0",
    );
    assert.equal((await act(file, args, { environment })).status, "ok");
  }));

Deno.test("without SELinux on the target nothing is done about it", () =>
  inDirectory(async (root) => {
    await Deno.writeTextFile(`${root}/file`, "");
    const { status } = await act(file, { path: `${root}/file`, setype: "etc_t" });
    assert.equal(status, "ok");
  }));

/** What is asked for of a file with the flag e, and what chattr is told; nothing if nothing. */
const FLAGS: readonly (readonly [string, string])[] = [
  ["+i", "+i"],
  ["+e", ""],
  ["-e", "-e"],
  ["-i", ""],
  ["=e", ""],
  ["e", ""],
  ["=ei", "=ei"],
  ["=i", "=i"],
];

for (const [attributes, told] of FLAGS) {
  Deno.test(`flags are changed only if they differ: ${attributes}`, () =>
    withPrograms(async (root, environment) => {
      const path = `${root}/file`;
      const { status } = await act(file, { path, attributes }, { environment });
      assert.equal(status, told === "" ? "ok" : "changed");
      const said = await Deno.readTextFile(`${root}/kept/file.chattr`).catch(() => "");
      assert.equal(said.trim(), told);
    }));
}

Deno.test("a file that is new gets its flags", () =>
  withPrograms(async (root, environment) => {
    const dest = `${root}/new`;
    const { status } = await act(copy, { content: "x", dest, attributes: "+a" }, { environment });
    assert.equal(status, "changed");
    assert.equal(await Deno.readTextFile(`${root}/kept/new.chattr`), "+a\n");
  }));

Deno.test("what are no flags is refused", () => {
  assert.throws(() => extraAttributes({ attributes: "+i; rm" }), /must be letters of chattr/);
});

/** What was told of each file below `out`. */
function told(root: string): string[] {
  return [...Deno.readDirSync(`${root}/kept`)].map(({ name }) => name).sort();
}

Deno.test("all that is below a directory gets them, links excepted", () =>
  withPrograms(async (root, environment) => {
    await Deno.mkdir(`${root}/out/sub`, { recursive: true });
    await Deno.writeTextFile(`${root}/out/one`, "");
    await Deno.writeTextFile(`${root}/out/sub/.two`, "");
    await Deno.symlink("../../file", `${root}/out/sub/link`);
    await Deno.symlink("..", `${root}/out/sub/up`);
    const common = { path: `${root}/out`, attributes: "+i", setype: "etc_t" };
    const args = { ...common, recurse: true, follow: false };
    const foretold = await act(file, args, { environment, check: true });
    assert.deepEqual([foretold.status, told(root)], ["changed", []]);
    assert.equal((await act(file, args, { environment })).status, "changed");
    const all = [".two", "one", "out", "sub"].flatMap((name) =>
      ["chattr", "context", "flags"].map((kind) => `${name}.${kind}`)
    );
    assert.deepEqual(told(root), all);
    assert.equal((await act(file, args, { environment })).status, "ok");
    // What a link leads to belongs to it where links are followed; a circle has an end.
    const followed = await act(file, { ...args, follow: true }, { environment });
    assert.equal(followed.status, "changed");
    assert.deepEqual(new Set(told(root)).difference(new Set(all)).size, 3);
  }));

Deno.test("what an archive holds gets them, and what is there beside it does not", () =>
  withPrograms(async (root, environment) => {
    await Deno.mkdir(`${root}/source/sub/deep`, { recursive: true });
    await Deno.mkdir(`${root}/out/sub`, { recursive: true });
    await Deno.writeTextFile(`${root}/source/one`, "");
    await Deno.writeTextFile(`${root}/source/sub/deep/two`, "");
    await Deno.writeTextFile(`${root}/out/mine`, "");
    const src = `${root}/archive.tar`;
    const pack = ["-C", `${root}/source`, "-cf", src, "one", "sub"];
    assert((await new Deno.Command("tar", { args: pack }).output()).success);
    const args = { src, dest: `${root}/out`, remote_src: true };
    assert.equal((await act(unarchive, args, { environment })).status, "changed");
    const flagged = { ...args, attributes: "+i", decrypt: false };
    const foretold = await act(unarchive, flagged, { environment, check: true });
    assert.deepEqual([foretold.status, told(root)], ["changed", []]);
    // As it was unpacked before, and unpacked anew.
    for (const isThere of [true, false]) {
      await Deno.remove(`${root}/kept`, { recursive: true });
      await Deno.mkdir(`${root}/kept`);
      if (!isThere) await Deno.remove(`${root}/out/sub`, { recursive: true });
      assert.equal((await act(unarchive, flagged, { environment })).status, "changed");
      const all = ["deep", "one", "sub", "two"].flatMap((
        name,
      ) => [`${name}.chattr`, `${name}.flags`]);
      assert.deepEqual(told(root), all);
      assert.equal((await act(unarchive, flagged, { environment })).status, "ok");
    }
  }));
