import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import { find } from "./find.ts";
import { entryFilter, globPattern, type Wanted } from "./find_filter.ts";
import { compilePattern } from "./python_regex.ts";
import { inodeFields } from "./stat_fields.ts";
import { act, testOnTargets } from "./test_support.ts";

async function makeTree(root: string): Promise<void> {
  await Deno.mkdir(`${root}/sub/deep`, { recursive: true });
  await Deno.writeTextFile(`${root}/a.log`, "first\nsecond\n");
  await Deno.writeTextFile(`${root}/.hidden`, "x");
  await Deno.writeTextFile(`${root}/new\nline`, "n");
  await Deno.writeTextFile(`${root}/sub/b.log`, "second\n");
  await Deno.writeTextFile(`${root}/sub/deep/-c`, "third");
  await Deno.symlink("sub", `${root}/link`);
}

const CASES: readonly (readonly [Readonly<Record<string, Plain>>, readonly string[]])[] = [
  [{}, ["a.log", "new\nline"]],
  [{ hidden: true }, [".hidden", "a.log", "new\nline"]],
  [{ recurse: true, patterns: ["*.log"] }, ["a.log", "sub/b.log"]],
  [{ recurse: true, patterns: ["-?"], excludes: ["x"] }, ["sub/deep/-c"]],
  [{ recurse: true, depth: 2, excludes: "a*,new*" }, ["sub/b.log"]],
  [{ recurse: true, contains: "second" }, ["a.log", "sub/b.log"]],
  [{ recurse: true, contains: "first\nsec", read_whole_file: true }, ["a.log"]],
  [{ file_type: "link" }, ["link"]],
  [{ file_type: "directory", recurse: true }, ["sub", "sub/deep"]],
  [{ recurse: true, follow: true, patterns: "b.log" }, ["link/b.log", "sub/b.log"]],
  [{ recurse: true, size: "6", patterns: "*.log" }, ["a.log", "sub/b.log"]],
  [{ recurse: true, age: "1h" }, []],
];

testOnTargets("find finds what is asked for", async (root, target) => {
  await makeTree(root);
  for (const [args, expected] of CASES) {
    const { values, status } = await act(find, { paths: [root], ...args }, target);
    assert.equal(status, "ok", JSON.stringify(values));
    const files = values["files"] as Map<string, unknown>[];
    const paths = files.map((file) => String(file.get("path")).slice(root.length + 1)).sort();
    assert.deepEqual(paths, [...expected].sort(), JSON.stringify(args));
    assert.equal(values["matched"], expected.length);
  }
});

testOnTargets(
  "find follows no link in circles, and tells of it",
  async (root, target) => {
    const links: readonly (readonly [string, string])[] = [
      ["x/self", "."],
      ["x/up", ".."],
      ["x/other", "../y"],
      ["y/back", "../x"],
      ["itself", "itself"],
    ];
    for (const directory of ["x", "y"]) await Deno.mkdir(`${root}/${directory}`);
    await Deno.writeTextFile(`${root}/y/f`, "");
    for (const [path, to] of links) await Deno.symlink(to, `${root}/${path}`);
    const found = async (args: Readonly<Record<string, Plain>>): Promise<readonly string[]> => {
      const asked = { paths: root, recurse: true, follow: true, file_type: "any", ...args };
      const { values } = await act(find, asked, target);
      const files = values["files"] as Map<string, unknown>[];
      return files.map((file) => String(file.get("path")).slice(root.length + 1)).sort();
    };
    const near = ["itself", "x", "x/other", "x/self", "x/up", "y", "y/back", "y/f"];
    const far = ["x/other/back", "x/other/f", "y/back/other", "y/back/self", "y/back/up"];
    assert.deepEqual(await found({}), [...near, ...far].sort());
    assert.deepEqual(await found({ depth: 2 }), near);
    assert.deepEqual(await found({ paths: `${root}//`, depth: 3 }), [...near, ...far].sort());
  },
);

testOnTargets(
  "find tells of what it found, and what it could not look at",
  async (root, target) => {
    await makeTree(root);
    const paths = [`${root}/none`, `${root}/sub`];
    const { values } = await act(find, { paths, get_checksum: true }, target);
    const [file] = values["files"] as Map<string, unknown>[];
    assert.equal(file?.get("checksum"), SECOND);
    assert.equal(file?.get("size"), 7);
    assert.deepEqual(
      Object.fromEntries(values["skipped_paths"] as Map<string, unknown>),
      { [`${root}/none`]: `'${root}/none' is not a directory` },
    );
    assert.match(String(values["msg"]), /^Not all paths examined/);
  },
);

/** The SHA-1 of "second\n". */
const SECOND = "7bee8f3b184e1e141ff76efe369c3b8bfc50e64c";

const GLOBS: readonly (readonly [string, string, boolean])[] = [
  ["*.log", "a.log", true],
  ["*.log", "a.log.1", false],
  ["[!a]?", "bc", true],
  ["[!a]?", "ac", false],
  ["a+(b)", "a+(b)", true],
  ["[]x]", "]", true],
  ["*", "", true],
];

for (const [pattern, name, isMatch] of GLOBS) {
  Deno.test(`the pattern ${pattern} ${isMatch ? "matches" : "does not match"} '${name}'`, () => {
    const match = compilePattern(globPattern(pattern), { isText: true }).exec(name);
    assert.equal(match?.index === 0, isMatch);
  });
}

const WANTED: Wanted = {
  file_type: "any",
  patterns: [],
  excludes: [],
  use_regex: false,
  hidden: false,
  age_stamp: "mtime",
};

Deno.test("ages and sizes have units, and a minus turns them round", () => {
  const line = "81a4 0 0 2048 1 5 1 8 4096 0 0 100 100 100 100.0 100.0 100.0 root:root";
  const entry = { path: "/f", fields: inodeFields(line), leadsToDirectory: false };
  const isWanted = (wanted: Partial<Wanted>): boolean =>
    entryFilter({ ...WANTED, file_type: "file", ...wanted }, 100 + 3600)(entry);
  assert.deepEqual(
    ["1h", "2h", "-1h", "-59m", "1w"].map((age) => isWanted({ age })),
    [true, false, true, false, false],
  );
  assert.deepEqual(
    ["2k", "2049", "-2k", "-1k", "1t"].map((size) => isWanted({ size })),
    [true, false, true, false, false],
  );
  assert.throws(() => entryFilter({ ...WANTED, age: "1y" }, 0), /failed to process age/);
  assert.throws(() => entryFilter({ ...WANTED, size: "big" }, 0), /failed to process size/);
});
