/** Jobs under the shells of targets. @module */
import assert from "node:assert/strict";
import { eventually, isRunning, readPids } from "../../../sdk/test_support.ts";
import {
  eraseScript,
  type JobProgram,
  type JobState,
  outputScript,
  parseState,
  startScript,
  stateScript,
} from "./job_scripts.ts";

/** Runs a script in a home of its own; the shell ends before the job does. */
async function run(
  shell: readonly string[],
  home: string,
  script: string,
  stdin = "",
): Promise<{ code: number; stdout: string; stderr: string }> {
  const [program = "", ...args] = shell;
  const process = new Deno.Command(program, {
    args: [...args, "-c", script],
    env: { HOME: home, PATH: "/usr/bin:/bin" },
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  const { code, stdout, stderr } = await process.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Seconds since 1970. */
function now(): number {
  return Math.trunc(Date.now() / 1000);
}

/** The state of a job once it is not running any more. */
async function ended(shell: readonly string[], home: string): Promise<JobState> {
  for (;;) {
    // A shell for each look would take its time from the job.
    await new Promise((look) => setTimeout(look, 20));
    const { state } = parseState((await run(shell, home, stateScript("j1.2").text)).stdout);
    if (state !== "running") return state;
  }
}

const SHELLS: readonly (readonly string[])[] = [["dash"], ["bash"], ["busybox", "sh"]];

function isThere([program = ""]: readonly string[]): boolean {
  return ["/bin/", "/usr/bin/"].some((folder) => {
    try {
      return Deno.statSync(folder + program).isFile;
    } catch {
      return false;
    }
  });
}

for (const shell of SHELLS) {
  const name = shell.join(" ");
  const ignore = !isThere(shell);
  const test = (what: string, work: (home: string) => Promise<void>): void =>
    Deno.test({
      name: `${name}${ignore ? " is not here" : ""}: ${what}`,
      ignore,
      fn: async () => {
        const home = await Deno.makeTempDir({ prefix: "shep-job-" });
        try {
          await work(home);
        } finally {
          await Deno.remove(home, { recursive: true });
        }
      },
    });
  const start = (home: string, program: Partial<JobProgram>, stdin = ""): Promise<unknown> =>
    run(
      shell,
      home,
      startScript("j1.2", { argv: ["true"], limit: 60, ...program }).text,
      stdin,
    );

  test("a job reads, writes and ends on its own", async (home) => {
    const script = 'cat; printf "%s." "$@" >&2; exit 3';
    const before = now();
    await start(home, { argv: ["sh", "-c", script, "x", "a b", "$HOME", "it's"] }, "input");
    const end = await ended(shell, home);
    assert(typeof end === "object");
    assert.equal(end.exitCode, 3);
    // The clock of `date` may lag by a tick.
    assert(before - 1 <= end.began && end.began <= end.ended && end.ended <= now());
    assert.deepEqual(await run(shell, home, outputScript("j1.2", 3).text), {
      code: 3,
      stdout: "input",
      stderr: "a b.$HOME.it's.",
    });
    const mode = (await Deno.stat(`${home}/.ansible_async/j1.2`)).mode! & 0o777;
    assert.equal(mode, 0o700, "nobody else can read it");
    const erased = await run(shell, home, eraseScript("j1.2").text);
    assert.equal(erased.stdout, `${home}/.ansible_async/j1.2`);
    assert.equal(await ended(shell, home), "unknown");
  });

  test("a job that takes too long is killed, with all that it started", async (home) => {
    const script = `sh -c 'echo $$ >${home}/child; exec sleep 60' & wait`;
    await start(home, { argv: ["sh", "-c", script], limit: 3600 });
    const [child = 0] = await readPids(`${home}/child`, 1);
    const [group = 0] = await readPids(`${home}/.ansible_async/j1.2/pid`, 1);
    await endNap(group, 3600);
    assert.equal(await ended(shell, home), "expired");
    await eventually("its child was gone", () => !isRunning(child));
  });

  test("a job that is killed is lost", async (home) => {
    await start(home, { argv: ["sleep", "60"], limit: 0 });
    const [pid = 0] = await readPids(`${home}/.ansible_async/j1.2/pid`, 1);
    assert.equal(
      parseState((await run(shell, home, stateScript("j1.2").text)).stdout).state,
      "running",
    );
    Deno.kill(-pid, "SIGKILL");
    assert.equal(await ended(shell, home), "lost");
  });

  test("a job that has not written its number yet is running", async (home) => {
    const folder = `${home}/.ansible_async/j1.2`;
    await Deno.mkdir(folder, { recursive: true });
    for (const prepare of [() => {}, () => Deno.writeTextFileSync(`${folder}/pid`, "")]) {
      prepare();
      const { stdout } = await run(shell, home, stateScript("j1.2").text);
      assert.equal(parseState(stdout).state, "running");
    }
  });
}

/** Ends the nap of whoever counts a job's seconds, as if they were over. */
async function endNap(group: number, seconds: number): Promise<void> {
  let nap: string | undefined;
  await eventually("the seconds were counted", async () => {
    const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,pgid=,args="] })
      .output();
    const lines = new TextDecoder().decode(stdout).split("\n");
    nap = lines.find((line) => new RegExp(`^ *\\d+ +${group} sleep ${seconds}$`).test(line));
    return nap !== undefined;
  });
  Deno.kill(parseInt(nap!), "SIGTERM");
}
