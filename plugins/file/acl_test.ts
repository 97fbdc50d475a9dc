/** Skipped where there is no `setfacl`, or the file system has no access control lists. */
import assert from "node:assert/strict";
import { acl } from "./acl.ts";
import { act, inDirectory } from "./test_support.ts";

async function hasLists(): Promise<boolean> {
  const file = await Deno.makeTempFile();
  try {
    const args = ["-m", "u:0:r", file];
    return (await new Deno.Command("setfacl", { args, stderr: "null" }).output()).success;
  } catch {
    return false;
  } finally {
    await Deno.remove(file);
  }
}

Deno.test({
  name: "acl sets an entry once, and removes it",
  ignore: !await hasLists(),
  fn: () =>
    inDirectory(async (root) => {
      const path = `${root}/it's`;
      await Deno.writeTextFile(path, "", { mode: 0o640 });
      const args = { path, entity: "0", etype: "user", permissions: "rw", state: "present" };
      const foretold = await act(acl, args, { check: true });
      assert.equal(foretold.status, "changed", JSON.stringify(foretold.values));
      const list = async (): Promise<unknown> => (await act(acl, { path })).values["acl"];
      assert.deepEqual(await list(), ["user::rw-", "group::r--", "other::---"]);
      assert.equal((await act(acl, args)).status, "changed");
      assert.equal((await act(acl, args)).status, "ok");
      assert.match(String(await list()), /user:(root|0):rw-/);
      const gone = { path, entity: "0", etype: "user", state: "absent" };
      assert.equal((await act(acl, gone)).status, "changed");
      assert.equal((await act(acl, gone)).status, "ok");
    }),
});

/** Arguments that do not go together. */
const REFUSED: readonly (readonly [Readonly<Record<string, string | boolean>>, RegExp])[] = [
  [{ state: "query", recursive: true }, /'recursive' MUST NOT be set/],
  [{ state: "query", recalculate_mask: "mask" }, /'recalculate_mask' MUST NOT be set/],
  [{ state: "present", etype: "user", entity: "a" }, /'permissions' MUST be set/],
  [{ state: "present", entity: "a", permissions: "r" }, /'etype' MUST be set/],
  [{ state: "present", entry: "user:a" }, /'entry' MUST have 3 or 4 sections/],
  [{ state: "absent", entry: "user:a", etype: "user" }, /'entry' MUST NOT be set/],
];

for (const [args, message] of REFUSED) {
  Deno.test(`acl refuses ${JSON.stringify(args)}`, async () => {
    const { status, values } = await act(acl, { path: "/", ...args });
    assert.equal(status, "failed");
    assert.match(String(values["msg"]), message);
  });
}
