/** Flags and SELinux contexts: by programs that stand in for those which few machines have. */
import assert from "node:assert/strict";
import { copy } from "./copy.ts";
import { extraAttributes } from "./extra_attributes.ts";
import { file } from "./file.ts";
import { act, inDirectory } from "./test_support.ts";

/** Each keeps what it is told beside the file. */
const PROGRAMS: Readonly<Record<string, string>> = {
  lsattr: 'printf "%s %s\\n" "$(cat "$3.flags" 2>/dev/null || echo ----e---)" "$3"',
  chattr: 'echo "$1" >>"$3.chattr"',
  selinuxenabled: "exit 0",
  matchpathcon: 'echo "system_u:object_r:etc_t:s0"',
  chcon: 'case $1 in -h) shift ;; esac; printf %s "$1" >"$3.context"',
  stat: `case "$*" in
  *%C*) cat "$4.context" 2>/dev/null || echo user_u:object_r:tmp_t:s0:c1 ;;
  *) exec /usr/bin/stat "$@" ;;
esac`,
};

async function withPrograms(
  body: (root: string, environment: Record<string, string>) => Promise<void>,
): Promise<void> {
  await inDirectory(async (root) => {
    const bin = `${root}/bin`;
    await Deno.mkdir(bin);
    for (const [name, script] of Object.entries(PROGRAMS)) {
      await Deno.writeTextFile(`${bin}/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    await Deno.writeTextFile(`${root}/file`, "");
    await body(root, { PATH: `${bin}:${Deno.env.get("PATH")}` });
  });
}

Deno.test("a context is changed part by part, and only if it differs", () =>
  withPrograms(async (root, environment) => {
    const path = `${root}/file`;
    const args = { path, seuser: "_default", setype: "etc_t", selevel: "s0" };
    const foretold = await act(file, args, { environment, check: true });
    assert.equal(foretold.status, "changed");
    assert.equal((await act(file, args, { environment })).status, "changed");
    assert.equal(await Deno.readTextFile(`${path}.context`), "system_u:object_r:etc_t:s0");
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
      const said = await Deno.readTextFile(`${path}.chattr`).catch(() => "");
      assert.equal(said.trim(), told);
    }));
}

Deno.test("a file that is new gets its flags", () =>
  withPrograms(async (root, environment) => {
    const dest = `${root}/new`;
    const { status } = await act(copy, { content: "x", dest, attributes: "+a" }, { environment });
    assert.equal(status, "changed");
    assert.equal(await Deno.readTextFile(`${dest}.chattr`), "+a\n");
  }));

Deno.test("what are no flags is refused", () => {
  assert.throws(() => extraAttributes({ attributes: "+i; rm" }), /must be letters of chattr/);
});
