/** `git` with repositories of this machine. */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import { type ActionOutcome, LocalTask, type LocalTaskOptions, runAction } from "@shep/sdk/testing";
import { act, inDirectory, isInstalled, SHELLS, snapshot } from "../system/test_support.ts";
import { git } from "./git.ts";

const REPOSITORY = `
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=e GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=e
git init -q -b main src && cd src
echo 1 >f; git add f; git commit -qm 1; git tag v1; git tag -a -m x noted
echo 2 >f; git commit -qam 2
git checkout -q -b dev; echo 3 >f; git commit -qam 3; git checkout -q main`;

async function shell(script: string, cwd: string): Promise<string> {
  const { stdout, stderr, success } = await new Deno.Command("sh", { args: ["-ec", script], cwd })
    .output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}

interface Place {
  readonly root: string;
  readonly target: LocalTaskOptions;
  readonly commits: Readonly<Record<"v1" | "main" | "dev", string>>;
  run(args: Readonly<Record<string, Plain>>, options?: LocalTaskOptions): Promise<ActionOutcome>;
}

function testWithRepository(
  name: string,
  body: (place: Place) => Promise<void>,
  shells: readonly (readonly string[])[] = SHELLS.slice(0, 1),
): void {
  for (const each of shells) {
    Deno.test({
      name: `${name} (${each[0]})`,
      ignore: !isInstalled("git"),
      fn: () =>
        inDirectory(async (root) => {
          await shell(REPOSITORY, root);
          const [v1, main, dev] = (await shell("cd src; git rev-parse v1 main dev", root)).split(
            "\n",
          );
          const environment = { GIT_CONFIG_GLOBAL: "/dev/null" };
          const target = { shell: each, environment };
          await body({
            root,
            target,
            commits: { v1: v1!, main: main!, dev: dev! },
            run: (args, options) =>
              act(git, { repo: `${root}/src`, dest: `${root}/a`, ...args }, {
                ...target,
                ...options,
              }),
          });
        }),
    });
  }
}

testWithRepository("a checkout is made, and brought to a version, once", async (place) => {
  const { root, commits, run } = place;
  const checked = await run({}, { check: true });
  assert.deepEqual([checked.status, checked.values["after"]], ["changed", commits.main]);
  await assert.rejects(Deno.stat(`${root}/a`), Deno.errors.NotFound);
  const made = await run({});
  assert.equal(made.status, "changed", JSON.stringify(made.values));
  assert.deepEqual(made.values, { before: null, after: commits.main });
  const again = await run({});
  assert.deepEqual([again.status, again.values], ["ok", {
    before: commits.main,
    after: commits.main,
    remote_url_changed: false,
  }]);
  let before = commits.main;
  for (
    const [version, commit] of [
      ["v1", commits.v1],
      ["dev", commits.dev],
      ["noted", commits.v1],
      [commits.main, commits.main],
      [commits.v1.slice(0, 12), commits.v1],
      ["main", commits.main],
    ] as const
  ) {
    const checking = await run({ version }, { check: true });
    assert.equal(checking.status, "changed", version);
    const done = await run({ version });
    assert.equal(done.status, "changed", JSON.stringify(done.values));
    assert.deepEqual([done.values["before"], done.values["after"]], [before, commit]);
    assert.equal((await run({ version })).status, "ok", version);
    before = commit;
  }
  assert.equal(await shell("git symbolic-ref --short HEAD", `${root}/a`), "main");
}, SHELLS);

testWithRepository("what is new there comes here, with a diff", async ({ root, run }) => {
  await run({});
  await shell("cd src; echo 4 >f; git -c user.name=n -c user.email=e commit -qam 4", root);
  assert.equal((await run({ update: false })).status, "ok");
  const { status, diffs } = await run({}, { diff: true });
  assert.equal(status, "changed");
  assert.match(diffs[0]?.prepared ?? "", /^-2\n\+4$/m);
  assert.equal(await Deno.readTextFile(`${root}/a/f`), "4\n");
});

testWithRepository(
  "changes in a checkout are kept, unless they may go",
  async ({ root, run, commits }) => {
    await run({});
    await Deno.writeTextFile(`${root}/a/f`, "mine\n");
    await Deno.writeTextFile(`${root}/a/new`, "untracked\n");
    const kept = await run({ version: "dev" });
    assert.deepEqual([kept.status, kept.values["msg"]], [
      "failed",
      `Local modifications exist in the destination: ${root}/a (force=no).`,
    ]);
    assert.equal(await Deno.readTextFile(`${root}/a/f`), "mine\n");
    const checked = await run({ force: true }, { check: true });
    assert.equal(checked.status, "changed");
    assert.equal(await Deno.readTextFile(`${root}/a/f`), "mine\n");
    const { status, values } = await run({ force: true });
    assert.deepEqual([status, values["after"]], ["changed", commits.main]);
    assert.equal(await Deno.readTextFile(`${root}/a/f`), "2\n");
    assert.equal(await Deno.readTextFile(`${root}/a/new`), "untracked\n");
  },
);

testWithRepository("one round trip, whatever is done", async ({ root, target }) => {
  const args = { repo: `${root}/src`, dest: `${root}/a` };
  for (let time = 0; time < 2; time++) {
    const task = new LocalTask(target);
    await runAction(git, args, task);
    assert.equal(task.calls.length, 1);
  }
});

testWithRepository("depth, one branch, another remote", async ({ root, run }) => {
  const repo = `file://${root}/src`;
  await run({ repo, depth: 1, version: "v1", dest: `${root}/b` });
  assert.equal(await shell("git rev-list --count HEAD", `${root}/b`), "1");
  const moved = await run({ repo, depth: 1, version: "dev", dest: `${root}/b` });
  assert.equal(moved.status, "changed", JSON.stringify(moved.values));
  await run({ repo, single_branch: true, version: "dev", remote: "up", dest: `${root}/c` });
  assert.equal(await shell("git branch -r | tr -d ' '", `${root}/c`), "up/dev");
  await shell("cp -R src other", root);
  const elsewhere = await run({
    repo: `${root}/other`,
    remote: "up",
    version: "dev",
    dest: `${root}/c`,
  });
  assert.deepEqual([elsewhere.status, elsewhere.values["remote_url_changed"]], ["changed", true]);
});

testWithRepository("without files, or with them elsewhere", async ({ root, run, commits }) => {
  const bare = { bare: true, dest: `${root}/bare.git` };
  assert.equal((await run(bare)).status, "changed");
  assert.equal((await run(bare)).status, "ok");
  assert.equal(await shell("git rev-parse dev", `${root}/bare.git`), commits.dev);
  assert.equal((await run({ separate_git_dir: `${root}/one` })).status, "changed");
  const moved = await run({ separate_git_dir: `${root}/two` });
  assert.deepEqual([moved.values["git_dir_before"], moved.values["git_dir_now"]], [
    `${root}/one`,
    `${root}/two`,
  ]);
  assert.equal((await run({ separate_git_dir: `${root}/two` })).status, "ok");
});

testWithRepository("nothing is made where that is not wanted", async ({ root, run, commits }) => {
  const { status, values } = await run({ clone: false, version: "dev" });
  assert.deepEqual([status, values["after"]], ["changed", commits.dev]);
  await assert.rejects(Deno.stat(`${root}/a`), Deno.errors.NotFound);
  const nowhere = await run({ clone: false, dest: null });
  assert.deepEqual([nowhere.status, nowhere.values["after"]], ["changed", commits.main]);
  await assert.rejects(run({ dest: null }), /needs 'dest' when 'clone' is 'true'/);
});

testWithRepository("a version is said in git's words, too", async ({ run, commits }) => {
  for (const version of ["origin/dev", "remotes/origin/dev", "origin/dev~1", "v1^{}"]) {
    const { values } = await run({ version });
    const is = version.endsWith("dev") ? "dev" : version.startsWith("v1") ? "v1" : "main";
    assert.equal(values["after"], commits[is], JSON.stringify([version, values]));
  }
});

testWithRepository("a directory is a repository like any other", async ({ root, run }) => {
  const once = { depth: 1, dest: `${root}/b` };
  assert.equal((await run(once)).status, "changed");
  assert.equal(await shell("git rev-list --count HEAD", `${root}/b`), "1");
  assert.equal((await run({ ...once, repo: `${root}/src/` })).status, "ok");
  await run({ depth: 0, dest: `${root}/c` });
  assert.equal(await shell("git rev-list --count HEAD", `${root}/c`), "2");
});

testWithRepository("umask is octal", async ({ root, run }) => {
  await run({ umask: "0077" });
  assert.equal((await Deno.stat(`${root}/a/f`)).mode! & 0o777, 0o600);
  for (const umask of [77, "9", ""]) {
    const { values } = await run({ umask });
    assert.match(String(values["msg"]), /^umask must be .*octal integer$/);
  }
});

testWithRepository("a version is archived once", async ({ root, run }) => {
  const archive = `${root}/v1.tar.gz`;
  const args = { version: "v1", archive, archive_prefix: "app/" };
  assert.equal((await run(args)).status, "changed");
  assert.equal(await shell("tar -xzOf v1.tar.gz app/f", root), "1");
  assert.equal((await run(args)).status, "ok");
  assert.equal((await run(args, { check: true })).status, "ok");
  await Deno.remove(archive);
  assert.equal((await run(args, { check: true })).status, "changed");
  assert.deepEqual(Object.keys(await snapshot(root)).filter((path) => /tar/.test(path)), []);
  const bad = await run({ ...args, archive: `${root}/v1.rar` });
  assert.match(String(bad.values["msg"]), /Unsupported archive format/);
});

testWithRepository("submodules are fetched", async ({ root, target }) => {
  await shell(
    `cp -R src part; git init -q -b main whole; cd whole
    git -c protocol.file.allow=always submodule --quiet add ${root}/part part
    git -c user.name=n -c user.email=e commit -qm 1`,
    root,
  );
  const environment = {
    ...target.environment,
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "protocol.file.allow",
    GIT_CONFIG_VALUE_0: "always",
  };
  const args = { repo: `${root}/whole`, dest: `${root}/w` };
  const made = await act(git, args, { ...target, environment });
  assert.equal(made.status, "changed", JSON.stringify(made.values));
  assert.equal(await Deno.readTextFile(`${root}/w/part/f`), "2\n");
  assert.equal((await act(git, args, { ...target, environment })).status, "ok");
  await act(git, { ...args, dest: `${root}/x`, recursive: false }, { ...target, environment });
  assert.deepEqual([...Deno.readDirSync(`${root}/x/part`)], []);
});

testWithRepository("what cannot be had is said", async ({ root, run }) => {
  const unknown = await run({ version: "nope" });
  assert.match(
    String(unknown.values["msg"]),
    /^Failed to checkout nope: it is no branch, tag or commit of /,
  );
  const missing = await run({ repo: `${root}/nowhere`, dest: `${root}/b` });
  assert.match(String(missing.values["msg"]), /does not appear to be a git repository/);
  await Deno.mkdir(`${root}/full/x`, { recursive: true });
  const full = await run({ dest: `${root}/full` });
  assert.match(String(full.values["msg"]), /is there, and is no repository/);
  const unsigned = await run({ dest: `${root}/s`, verify_commit: true });
  assert.match(String(unsigned.values["msg"]), /Failed to verify GPG signature/);
  const tool = await run({ dest: `${root}/t`, executable: "/no/git" });
  assert.match(String(tool.values["msg"]), /Failed to find required executable "\/no\/git"/);
  await assert.rejects(run({ bare: true, separate_git_dir: "/x" }), /only one of/);
});

Deno.test("ssh is told what it may accept, and with which key", async () => {
  const task = new LocalTask({ environment: { PATH: "/nowhere" } });
  const args = {
    repo: "git@example.com:a.git",
    dest: "/x",
    accept_newhostkey: true,
    ssh_opts: "-p 22",
    key_file: "/k",
  };
  await runAction(git, args, task);
  assert.match(task.calls[0]!.text, /ssh_options='-o StrictHostKeyChecking=accept-new -p 22'/);
  assert.match(task.calls[0]!.text, /key_file='\/k'/);
});
