/** rsync for real, between two directories of this machine that know nothing of each other. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Plain } from "@shep/sdk";
import { type ActionOutcome, contractTest, LocalTask, runAction } from "@shep/sdk/testing";
import type { LocalTaskOptions } from "@shep/sdk/testing";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { eventually, isRunning, readPids } from "../connection/test_support.ts";
import { inDirectory, isInstalled, snapshot } from "../file/test_support.ts";
import { manifest } from "./manifest.ts";
import { synchronize } from "./synchronize.ts";

const HAS_RSYNC = isInstalled("rsync");
if (!HAS_RSYNC) console.log("rsync is not installed (Debian: apt install rsync): it is not tested");

contractTest("the plugin rsync", [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  `--allow-run=${manifest.permissions.run}`,
  `--allow-env=${manifest.permissions.env}`,
  fileURLToPath(new URL("./main.ts", import.meta.url)),
], { ignore: !HAS_RSYNC });

/** A test with a tree at `src` to be copied. */
function rsyncTest(name: string, body: (root: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !HAS_RSYNC,
    fn: () =>
      inDirectory(async (root) => {
        await Deno.mkdir(`${root}/src/sub`, { recursive: true });
        await Deno.writeTextFile(`${root}/src/one`, "one\n", { mode: 0o640 });
        await Deno.writeTextFile(`${root}/src/sub/two`, "two\n");
        await Deno.symlink("one", `${root}/src/link`);
        await body(root);
      }),
  });
}

function run(
  args: Readonly<Record<string, Plain>>,
  options: LocalTaskOptions = {},
): Promise<ActionOutcome> {
  return runAction(synchronize, args, new LocalTask(options));
}

for (const startsOnTarget of [false, true]) {
  const where = startsOnTarget ? "on the target" : "on the controller";
  const update = startsOnTarget ? ">" : "<";

  rsyncTest(`a directory is copied once, by an rsync ${where}`, async (root) => {
    const args = { src: `${root}/src/`, dest: `${root}/it's a dest` };
    const foretold = await run(args, { startsOnTarget, check: true, diff: true });
    assert.equal(foretold.status, "changed", JSON.stringify(foretold.values));
    assert.deepEqual([...Deno.readDirSync(root)].map(({ name }) => name), ["src"]);
    const made = await run(args, { startsOnTarget });
    assert.equal(made.status, "changed", JSON.stringify(made.values));
    const lines = [
      `created directory ${root}/it's a dest`,
      "cd+++++++++ ./",
      "cL+++++++++ link -> one",
      `${update}f+++++++++ one`,
      "cd+++++++++ sub/",
      `${update}f+++++++++ sub/two`,
    ];
    assert.deepEqual(made.values["stdout_lines"], lines);
    assert.equal(made.values["msg"], `${lines.join("\n")}\n`);
    assert.deepEqual(foretold.diffs, [{ prepared: made.values["msg"] }]);
    assert.deepEqual(await snapshot(args.dest), await snapshot(args.src));
    const again = await run(args, { startsOnTarget, diff: true });
    assert.deepEqual([again.status, again.values["msg"], again.values["rc"]], ["ok", "", 0]);
  });

  rsyncTest(`what is not there fails as rsync says, ${where}`, async (root) => {
    const failed = await run({ src: `${root}/none`, dest: `${root}/dest` }, { startsOnTarget });
    assert.deepEqual([failed.status, failed.values["rc"]], ["failed", 23]);
    assert.match(String(failed.values["msg"]), /link_stat ".*none" failed: No such file/);
  });
}

rsyncTest("a directory is pulled, and made where there is none", async (root) => {
  const args = { src: `${root}/src`, dest: "logs/", mode: "pull" };
  const made = await run(args, { files: root });
  assert.equal(made.status, "changed", JSON.stringify(made.values));
  assert.match(String(made.values["msg"]), />f\+\+\+\+\+\+\+\+\+ src\/one/);
  assert.deepEqual(await snapshot(`${root}/logs/src`), await snapshot(`${root}/src`));
  assert.equal((await run(args, { files: root })).status, "ok");
});

rsyncTest("what is not there cannot be pulled", async (root) => {
  // Of this rsync learns by the exit code of its other end alone.
  const args = { src: `${root}/none`, dest: `${root}/dest`, mode: "pull" };
  const { status, values } = await run(args);
  assert.deepEqual([status, values["rc"]], ["failed", 23]);
});

rsyncTest("what src does not have is deleted if that is asked for", async (root) => {
  const args = { src: `${root}/src/`, dest: `${root}/dest` };
  await run(args);
  await Deno.writeTextFile(`${root}/dest/old`, "");
  await Deno.utime(`${root}/dest`, 0, 0);
  await Deno.utime(`${root}/src`, 0, 0);
  assert.equal((await run(args)).status, "ok");
  const foretold = await run({ ...args, delete: true }, { check: true });
  assert.deepEqual([foretold.status, foretold.values["msg"]], ["changed", "*deleting   old\n"]);
  await Deno.stat(`${root}/dest/old`);
  assert.equal((await run({ ...args, delete: true })).status, "changed");
  await assert.rejects(Deno.stat(`${root}/dest/old`), Deno.errors.NotFound);
});

rsyncTest("files that are equal to others are linked to them", async (root) => {
  await run({ src: `${root}/src/`, dest: `${root}/old` });
  const args = { src: `${root}/src/`, dest: `${root}/new`, link_dest: [`${root}/old`] };
  assert.equal((await run(args)).status, "changed");
  const [old, linked] = ["old", "new"].map((name) => Deno.statSync(`${root}/${name}/one`).ino);
  assert.equal(old, linked);
  assert.equal((await run(args)).status, "ok");
});

rsyncTest("relative sources are those of the playbook, in files first", async (root) => {
  await Deno.mkdir(`${root}/files`);
  await Deno.writeTextFile(`${root}/files/one`, "of files");
  await Deno.writeTextFile(`${root}/one`, "beside the playbook");
  await run({ src: "one", dest: `${root}/got` }, { files: root });
  assert.equal(await Deno.readTextFile(`${root}/got`), "of files");
});

rsyncTest("more than any buffer holds goes both ways", async (root) => {
  const bytes = new Uint8Array(20 << 20).map((_, index) => index * index >> 7);
  await Deno.writeFile(`${root}/src/large`, bytes);
  const there = { src: `${root}/src/large`, dest: `${root}/pushed`, compress: false };
  const back = { src: `${root}/pushed`, dest: `${root}/pulled`, mode: "pull", compress: false };
  for (const args of [there, back]) {
    const { status, values } = await run(args);
    assert.equal(status, "changed", JSON.stringify(values));
  }
  assert.deepEqual(await Deno.readFile(`${root}/pulled`), bytes);
});

rsyncTest("a target without rsync is told of", async (root) => {
  const args = { src: `${root}/src/`, dest: `${root}/dest`, rsync_path: "no-such-rsync" };
  const { status, values } = await run(args);
  assert.deepEqual([status, values["rc"]], ["failed", 127]);
  assert.match(
    String(values["msg"]),
    /^rsync has to be installed on 'localhost', as on the controller\n.*no-such-rsync.*not found/,
  );
});

rsyncTest("an exit code of the other end that rsync has not learnt of is known", async (root) => {
  const program = `#!/bin/sh
for word do case $word in --rsh=*) shell=\${word#--rsh=} ;; esac; done
eval "$shell target no-such-rsync" </dev/null; exit 12`;
  await writeProgram(`${root}/rsync`, program);
  const path = Deno.env.get("PATH")!;
  Deno.env.set("PATH", `${root}:${path}`);
  try {
    const { status, values } = await run({ src: `${root}/src/`, dest: `${root}/dest` });
    assert.deepEqual([status, values["rc"]], ["failed", 127]);
  } finally {
    Deno.env.set("PATH", path);
  }
});

rsyncTest(
  "a program of the target's that ends early is a failure, and none waits",
  async (root) => {
    for (const rsync_path of ["true", "echo no rsync; exit 3; :"]) {
      const { status, values } = await run({ src: `${root}/src/`, dest: `${root}/d`, rsync_path });
      assert.equal(status, "failed");
      assert.notEqual(values["rc"], 0);
    }
  },
);

rsyncTest("an rsync that ends while the other end hangs is not waited for", async (root) => {
  const running = run({
    src: `${root}/src/`,
    dest: `${root}/dest`,
    rsync_path: `echo $$ >${root}/pid; exec sleep 1000; :`,
  });
  const [pid = 0] = await readPids(`${root}/pid`, 1);
  Deno.kill(controllersRsync(root), "SIGTERM");
  const { status, values } = await running;
  assert.deepEqual([status, values["rc"]], ["failed", 20]);
  await eventually("its other end was gone", () => !isRunning(pid));
});

/** The process of the rsync here that copies from a directory. */
function controllersRsync(root: string): number {
  const { stdout } = new Deno.Command("ps", { args: ["-A", "-o", "pid=,args="] }).outputSync();
  const text = new TextDecoder().decode(stdout);
  const line = text.split("\n").find((line) =>
    /^ *\d+ \S*rsync --rsh/.test(line) && line.includes(root)
  );
  assert(line, text);
  return parseInt(line);
}

rsyncTest("a daemon is reached by rsync itself", async (root) => {
  const { status, values } = await run({ src: `${root}/src/`, dest: "rsync://127.0.0.1:1/x/" });
  assert.deepEqual([status, values["rc"]], ["failed", 10]);
  assert.match(String(values["cmd"]), /src\/ rsync:\/\/127\.0\.0\.1:1\/x\/$/);
});

rsyncTest("options that lead past the connection, and empty ones, are refused", async (root) => {
  for (const option of ["-e ssh", "--rsh=ssh", "--rsh", ""]) {
    const args = { src: `${root}/src/`, dest: `${root}/dest`, rsync_opts: [option] };
    const { status, values } = await run(args);
    assert.equal(status, "failed");
    assert.match(String(values["msg"]), /among 'rsync_opts'/);
  }
  await assert.rejects(Deno.stat(`${root}/dest`), Deno.errors.NotFound);
});
