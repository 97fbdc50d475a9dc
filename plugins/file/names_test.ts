/** Names are data: whatever they hold, no shell reads it as syntax. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { copy } from "./copy.ts";
import { file } from "./file.ts";
import { lineinfile } from "./lineinfile.ts";
import { stat } from "./stat.ts";
import { act, testOnTargets } from "./test_support.ts";

/** Everything that means something to a shell, a pattern, `printf` or an option parser. */
const NAME = fc.string({
  unit: fc.constantFrom(
    ..." \t\n'\"\\`$()[]{}*?;&|<>#!~%=-.,:^ab0é€😀",
    "$(touch pwned)",
    "`touch pwned`",
    "%s",
    "\\n",
    "-rf",
  ),
  minLength: 1,
  maxLength: 8,
}).filter((name) => !/^\.{1,2}$/.test(name) && !/\$\{?[A-Za-z_]/.test(name));

testOnTargets("files of any name are made, changed and removed", async (root, target) => {
  await fc.assert(
    fc.asyncProperty(NAME, async (name) => {
      const path = `${root}/${name}`;
      const content = `${name}\n`;
      const made = await act(copy, { content, dest: path }, target);
      assert.equal(made.status, "changed", JSON.stringify(made.values));
      assert.equal(made.values["dest"], path);
      assert.equal(await Deno.readTextFile(path), content);
      assert.equal((await act(copy, { content, dest: path }, target)).status, "ok");
      const edited = await act(lineinfile, { path, line: name, insertbefore: "BOF" }, target);
      assert.notEqual(edited.status, "failed", JSON.stringify(edited.values));
      const link = await act(file, { path: `${path}l`, src: path, state: "link" }, target);
      assert.equal(link.values["src"], path);
      const { values } = await act(stat, { path: `${path}l`, get_mime: false }, target);
      assert.equal((values["stat"] as Map<string, unknown>).get("lnk_target"), path);
      for (const each of [path, `${path}l`]) {
        assert.equal((await act(file, { path: each, state: "absent" }, target)).status, "changed");
      }
      assert.deepEqual([...Deno.readDirSync(root)], []);
    }),
    { numRuns: 12 },
  );
});
