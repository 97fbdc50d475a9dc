/**
 * The command as a process of its own, with the host and the core plugins.
 *
 * @module
 */
import assert from "node:assert/strict";
import { landmarks, readTestdata } from "./render/test_support.ts";

const MAIN = new URL("./main.ts", import.meta.url).href;
const SITE = new URL("./render/testdata/site/", import.meta.url);

/** More than a command is given to end by itself. */
const SECONDS_TO_DIE = 20;

/** What a promise comes to, or `undefined` if that takes too long. */
async function within<Result>(
  seconds: number,
  promise: Promise<Result>,
): Promise<Result | undefined> {
  const { promise: deadline, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), seconds * 1000);
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function shep(args: readonly string[], folder: string | URL): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", MAIN, ...args],
    cwd: folder,
    env: { NO_COLOR: "1", SHEP_JOURNAL: "0" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

Deno.test("a playbook runs, and is shown as its events are", async () => {
  const { code, stdout } = await shep(["run", "-i", "inventory.ini", "site.yml"], SITE).output();
  const text = new TextDecoder().decode(stdout);
  assert.deepEqual(landmarks(text), landmarks(readTestdata("site/plain.txt")));
  assert.equal(code, 2);
});

Deno.test("Ctrl-C ends the command on the target, and shep with 99", async () => {
  const folder = await Deno.makeTempDir();
  const pipe = `${folder}/pipe`;
  await new Deno.Command("mkfifo", { args: [pipe] }).output();
  const reader = new Deno.Command("cat", { args: [pipe], stdout: "piped" }).spawn();
  const fromTarget = reader.stdout.getReader();
  try {
    const play = [{
      hosts: "localhost",
      gather_facts: false,
      tasks: [{ name: "Wait", shell: `{ echo at work; exec sleep 600; } > ${pipe}` }],
    }];
    await Deno.writeTextFile(`${folder}/wait.yml`, JSON.stringify(play));
    const process = shep(["run", "-i", "localhost,", "-c", "local", "wait.yml"], folder);
    const output = process.output();
    await Promise.race([fromTarget.read(), output.then(refuseEarlyEnd)]);
    process.kill("SIGINT");
    const { code, stderr } = await output;
    // The pipe's end comes when the last process that can write to it is gone.
    const end = await within(SECONDS_TO_DIE, fromTarget.read());
    assert(end?.done, "the command on the target outlived shep");
    assert.equal(code, 99);
    assert.match(
      new TextDecoder().decode(stderr),
      /Interrupted: waiting for 'Wait' on localhost\. Ctrl-C again ends at once\./,
    );
  } finally {
    await endReader(reader, fromTarget);
    await Deno.remove(folder, { recursive: true });
  }
});

function refuseEarlyEnd({ code, stderr }: Deno.CommandOutput): never {
  assert.fail(
    `shep ended with ${code} before it was interrupted: ${new TextDecoder().decode(stderr)}`,
  );
}

/** Ends what may still wait for somebody to write. */
async function endReader(
  reader: Deno.ChildProcess,
  output: ReadableStreamDefaultReader<Uint8Array>,
): Promise<void> {
  try {
    reader.kill();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // It has ended already.
  }
  await output.cancel();
  await reader.status;
}
