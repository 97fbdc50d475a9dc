/**
 * The command as a process of its own, with the host and the core plugins.
 *
 * @module
 */
import assert from "node:assert/strict";
import { landmarks, readTestdata } from "./render/test_support.ts";

const MAIN = new URL("./main.ts", import.meta.url).href;
const SITE = new URL("./render/testdata/site/", import.meta.url);

function shep(args: readonly string[], folder: string | URL): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", MAIN, ...args],
    cwd: folder,
    env: { NO_COLOR: "1" },
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
  try {
    const play = [{
      hosts: "localhost",
      gather_facts: false,
      tasks: [{ name: "Wait", shell: "{ echo at work; exec sleep 100000; } > pipe" }],
    }];
    await Deno.writeTextFile(`${folder}/wait.yml`, JSON.stringify(play));
    await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
    const args = ["run", "-i", "localhost,", "-c", "local", "wait.yml"];
    const process = shep(args, folder);
    const output = process.output();
    using pipe = await Deno.open(`${folder}/pipe`);
    const buffer = new Uint8Array(100);
    assert.notEqual(await pipe.read(buffer), null);
    process.kill("SIGINT");
    const { code, stderr } = await output;
    assert.equal(code, 99);
    assert.match(
      new TextDecoder().decode(stderr),
      /Interrupted: waiting for 'Wait' on localhost\. Ctrl-C again ends at once\./,
    );
    // The pipe's end comes when the last process that can write to it is gone.
    assert.equal(await pipe.read(buffer), null);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
