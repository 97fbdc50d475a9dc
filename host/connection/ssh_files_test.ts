import assert from "node:assert/strict";
import { Config } from "../config/mod.ts";
import { SshFiles } from "./ssh_files.ts";

/** The options that are made where the home directory is of a kind. */
async function withHome(
  use: (home: string, options: () => Promise<Record<string, unknown>>) => Promise<void>,
): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "shep-home-" });
  const config = new Config({ environment: { HOME: home }, cwd: "/" });
  try {
    await use(home, async () => Object.fromEntries(await new SshFiles(config).options()));
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("sockets are kept in a directory of the user's own", () =>
  withHome(async (home, options) => {
    const { shep_control_directory: directory } = await options();
    assert.equal(directory, `${home}/.cache/shep/ssh`);
    assert.equal((await Deno.stat(`${directory}`)).mode! & 0o777, 0o700);
  }));

Deno.test("a directory that others can write to is not used", () =>
  withHome(async (home, options) => {
    await Deno.mkdir(`${home}/.cache/shep/ssh`, { recursive: true });
    await Deno.chmod(`${home}/.cache/shep/ssh`, 0o777);
    const { shep_control_directory: directory } = await options();
    assert.notEqual(directory, `${home}/.cache/shep/ssh`);
  }));

/** What ssh asks, and whether it is answered. */
const QUESTIONS: Readonly<Record<string, boolean>> = {
  "me@web1's password: ": true,
  "(me@web1) Password: ": true,
  "Enter passphrase for key '/home/me/.ssh/id_ed25519': ": false,
  "Are you sure you want to continue connecting (yes/no/[fingerprint])? ": false,
};

for (const [question, isAnswered] of Object.entries(QUESTIONS)) {
  Deno.test(`${JSON.stringify(question)} is ${isAnswered ? "" : "not "}answered`, () =>
    withHome(async (_, options) => {
      const { shep_askpass: program } = await options();
      const child = new Deno.Command(`${program}`, {
        args: [question],
        env: { SHEP_ASKPASS_PROMPT: "prompt" },
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode("open sesame\nnot for it")).catch(() => {});
      await writer.close().catch(() => {});
      const { stdout, stderr, success } = await child.output();
      const texts = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert.equal(success, isAnswered);
      assert.deepEqual(texts, isAnswered ? ["open sesame\n", "prompt"] : ["", ""]);
    }));
}
