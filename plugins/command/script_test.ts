import assert from "node:assert/strict";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { script } from "./script.ts";

/** A directory with scripts, which are removed with whatever is left of the test. */
async function withScripts(
  body: (files: string, temporary: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/files`);
    await Deno.mkdir(`${root}/tmp`);
    const text = '#!/bin/sh\nfor each; do echo "<$each>"; done; pwd; echo e >&2; exit ${RC:-0}\n';
    await Deno.writeTextFile(`${root}/files/say it.sh`, text);
    await body(root, `${root}/tmp`);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("script runs a file of the playbook on the target and leaves nothing", async () => {
  await withScripts(async (files, temporary) => {
    const task = new LocalTask({ files, environment: { TMPDIR: temporary } });
    const args = { cmd: "'say it.sh' a 'b  c' $((1 + 1))", chdir: "/usr" };
    const { status, values } = await runAction(script, args, task);
    assert.equal(status, "changed", JSON.stringify(values));
    assert.equal(values["stdout"], "<a>\n<b  c>\n<2>\n/usr\n");
    assert.equal(values["stderr"], "e\n");
    assert.deepEqual([...Deno.readDirSync(temporary)], []);
  });
});

Deno.test("script fails with the exit code and leaves nothing", async () => {
  await withScripts(async (files, temporary) => {
    const task = new LocalTask({ files, environment: { TMPDIR: temporary, RC: "4" } });
    const { status, values } = await runAction(script, { cmd: '"say it.sh"' }, task);
    assert.equal(status, "failed");
    assert.equal(values["rc"], 4);
    assert.deepEqual([...Deno.readDirSync(temporary)], []);
  });
});

Deno.test("script takes a program to run it with", async () => {
  await withScripts(async (files) => {
    const args = { cmd: "say\\ it.sh x", executable: "/bin/sh -e" };
    const { values } = await runAction(script, args, new LocalTask({ files }));
    assert.match(String(values["stdout"]), /^<x>\n/);
  });
});

Deno.test("script is spared by creates and removes, and in check mode", async () => {
  await withScripts(async (files) => {
    const spared: readonly [object, string][] = [
      [{ creates: "/etc/passwd" }, "/etc/passwd exists, matching creates option"],
      [{ removes: "/no/such" }, "/no/such does not exist, matching removes option"],
    ];
    for (const [more, msg] of spared) {
      const task = new LocalTask({ files });
      const { status, values } = await runAction(script, { cmd: "say it.sh", ...more }, task);
      assert.equal(status, "skipped");
      assert.equal(values["msg"], msg);
    }
    const task = new LocalTask({ files, check: true });
    assert.equal((await runAction(script, { cmd: "say it.sh" }, task)).status, "skipped");
    assert.equal(task.calls.length, 0);
  });
});

Deno.test("script says that the file is not there", async () => {
  const { status, values } = await runAction(script, { cmd: "nope.sh" }, new LocalTask());
  assert.equal(status, "failed");
  assert.match(String(values["msg"]), /^Could not find or access 'nope.sh' on the controller/);
});
