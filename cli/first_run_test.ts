/** The first run from a checkout, on a machine that has just got its packages. @module */
import assert from "node:assert/strict";
import { copyPackages, forgetVersions } from "./publish/deno_cache.ts";

const PLAYBOOK = `
- hosts: localhost
  gather_facts: false
  tasks:
    - ping:
`;

Deno.test("packages are enough: nothing asks a registry which versions there are", async () => {
  const directory = await Deno.makeTempDir({ prefix: "shep-first-" });
  try {
    await copyPackages(directory);
    await forgetVersions(directory);
    await Deno.writeTextFile(`${directory}/play.yml`, PLAYBOOK);
    const main = new URL("./main.ts", import.meta.url).href;
    const words = ["run", "-i", "localhost,", "-c", "local", "play.yml"];
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--allow-all", "--cached-only", main, ...words],
      cwd: directory,
      env: { DENO_DIR: directory, NO_COLOR: "1", SHEP_JOURNAL: "0" },
    }).output();
    const text = new TextDecoder();
    assert.equal(code, 0, text.decode(stderr));
    assert.match(text.decode(stdout), /localhost +: ok=1 /);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
