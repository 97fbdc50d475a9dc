import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = new URL("testdata/leak/", import.meta.url);
const MAIN = new URL("../../main.ts", import.meta.url).pathname;

interface Run {
  readonly exitCode: number | null;
  /** Both streams. */
  readonly output: string;
}

/** Where the journal of all runs is. */
const STATE = Deno.makeTempDirSync({ prefix: "shep-state-" });

/** `shep` as a process, in the folder of the playbooks. */
function shep(command: string, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(
    Deno.execPath(),
    ["run", "-A", MAIN, command, "-i", "hosts.ini", ...args],
    { cwd: FOLDER, encoding: "utf8", env: { ...Deno.env.toObject(), XDG_STATE_HOME: STATE } },
  );
  return { exitCode: status, output: stdout + stderr };
}

function shepRun(...args: readonly string[]): Run {
  return shep("run", ...args);
}

/** Lines that show what was encrypted: all of it has `S3CRET` in it, but for a number. */
function leaks(output: string): string[] {
  return output.split("\n").filter((line) => /S3CRET|73737373/.test(line));
}

const PASSWORD = ["--vault-password-file", "password"];

const OUTPUTS: readonly (readonly string[])[] = [
  [],
  ["-vvv", "--diff"],
  ["-vvvvv", "--check", "--diff"],
  ["--output", "json", "--diff"],
  ["--output", "jsonl", "--diff", "-vvv"],
];

/** The files that the playbook writes, with the clear text in them. */
const WRITTEN: Readonly<Record<string, string>> = {
  content: "-----BEGIN S3CRET KEY-----\nS3CRETS3CRETS3CRETabcdef\nS3CRETS3CRETS3CRETghijkl\n" +
    "-----END S3CRET KEY-----\nS3CRET-inline\n",
  copied: "listen 80;\npassword S3CRET-in-a-copied-file;\n",
  rendered: "token=S3CRET-inline\nplain S3CRET-in-a-template\n",
};

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

for (const output of OUTPUTS) {
  const name = `'shep run ${output.join(" ")}' gives targets the clear text, and shows none of it`;
  Deno.test(name, async () => {
    const playground = await Deno.makeTempDir();
    try {
      const run = shepRun(...PASSWORD, ...output, "-e", `playground=${playground}`, "site.yml");
      assert.equal(run.exitCode, 0, run.output);
      assert.deepEqual(leaks(run.output), []);
      assert(run.output.split("********").length > 40, run.output);
      assert.deepEqual(filesIn(playground), output.includes("--check") ? {} : WRITTEN);
    } finally {
      await Deno.remove(playground, { recursive: true });
    }
  });
}

for (const output of ["text", "json", "jsonl"]) {
  Deno.test(`a vaulted file that is no YAML is told without its lines, as ${output}`, () => {
    const run = shepRun(...PASSWORD, "--output", output, "broken.yml");
    assert.equal(run.exitCode, 4, run.output);
    assert.match(run.output, /vars\/broken\.yml/);
    assert.deepEqual(leaks(run.output), []);
  });
}

/** Playbooks without the right password: exit code, and what is said. */
const WRONG: readonly (readonly [args: readonly string[], exitCode: number, said: RegExp[]])[] = [
  [["file.yml"], 1, [/ERROR! Attempting to decrypt but no vault secrets found/, /group_vars/]],
  [["--vault-id", "dev@hosts.ini", "file.yml"], 1, [
    /ERROR! Decryption failed \(no vault secrets were found that could decrypt\)/,
    /Tried the passwords of these vault ids: dev/,
    /group_vars\/targets\/vault\.yml/,
  ]],
  [["-i", "localhost,", "-c", "local", "inline.yml"], 2, [
    /ok: \[localhost\] =>\n {4}msg: unused/,
    /fatal: \[localhost\]: FAILED! => Attempting to decrypt but no vault secrets found/,
    /inline\.yml:5:20\n.*5 \| {5}inline: !vault \|/,
    /needed by inline\.yml:\d+:\d+: \{\{ inline \}\}/,
  ]],
];

for (const [args, exitCode, said] of WRONG) {
  Deno.test(`'shep run ${args.join(" ")}' without the password ends with ${exitCode}`, () => {
    const { status, stdout, stderr } = spawnSync(
      Deno.execPath(),
      ["run", "-A", MAIN, "run", ...(args.includes("-i") ? [] : ["-i", "hosts.ini"]), ...args],
      { cwd: FOLDER, encoding: "utf8", env: { ...Deno.env.toObject(), SHEP_JOURNAL: "0" } },
    );
    assert.equal(status, exitCode, stdout + stderr);
    for (const pattern of said) assert.match(stdout + stderr, pattern);
  });
}

Deno.test("no secret is in the journal of these runs", () => {
  const folder = join(STATE, "shep");
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"))
    .join();
  assert.match(bytes, /site\.yml/);
  assert(bytes.split("********").length > 40);
  assert.deepEqual(leaks(bytes), []);
  Deno.removeSync(STATE, { recursive: true });
});

Deno.test("who only looks at playbooks, hosts and groups needs no password", () => {
  const looks = [
    ...["--syntax-check", "--list-hosts", "--list-tasks", "--list-tags"].map((flag) =>
      shepRun(flag, "file.yml")
    ),
    shep("inventory", "--graph"),
  ];
  for (const { exitCode, output } of looks) assert.equal(exitCode, 0, output);
  const { exitCode, output } = shep("inventory", "--graph", "--vars");
  assert.equal(exitCode, 1, output);
  assert.match(output, /no vault secrets found\n.*group_vars/);
});
