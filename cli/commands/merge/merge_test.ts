/** Runs of shards, and their joint recap. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

const MAIN = new URL("../../main.ts", import.meta.url).pathname;

const PLAY = "- hosts: all\n  gather_facts: false\n  tasks:\n" +
  "  - fail: {msg: no}\n    when: inventory_hostname == 'h7'\n";

/** Runs Shep in a folder; each shard has a state of its own. */
function shep(
  folder: string,
  state: string,
  args: readonly string[],
): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  return spawnSync(Deno.execPath(), ["run", "-A", "--quiet", MAIN, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...Deno.env.toObject(), NO_COLOR: "1", XDG_STATE_HOME: `${folder}/${state}` },
  });
}

Deno.test("shards share a fleet among them, and merge tells what became of all of it", async () => {
  const folder = await Deno.makeTempDir({ prefix: "shep-merge-" });
  try {
    const hosts = Array.from({ length: 12 }, (_, index) => `h${index}`);
    await Deno.writeTextFile(`${folder}/site.yml`, PLAY);
    await Deno.writeTextFile(
      `${folder}/hosts`,
      `${hosts.join("\n")}\n[all:vars]\nansible_connection=local\n`,
    );
    const codes = [1, 2, 3].map((index) =>
      shep(folder, String(index), ["run", "-i", "hosts", "--shard", `${index}/3`, "site.yml"])
        .status
    );
    assert.deepEqual(codes.toSorted(), [0, 0, 2]);
    const journals = [1, 2, 3].map((index) => `${index}/shep/journal.db`);
    const { stdout, status } = shep(folder, "0", ["merge", ...journals]);
    assert.equal(status, 2);
    assert.match(stdout, /^RECAP of 12 hosts in 3 journals$/m);
    for (const host of hosts) {
      assert.match(stdout, new RegExp(`^${host} +: .*failed=${host === "h7" ? 1 : 0}`, "m"));
    }
    const { recap, exit_code } = JSON.parse(
      shep(folder, "0", ["merge", "--json", ...journals])
        .stdout,
    );
    assert.deepEqual(Object.keys(recap), hosts.toSorted());
    assert.equal(exit_code, 2);
    const twice = shep(folder, "0", ["merge", journals[0]!, journals[0]!]);
    assert.match(twice.stdout, /WARNING: '.*' is in '1\/shep\/journal\.db' and in another journal/);
    const missing = shep(folder, "0", ["merge", "nowhere.db"]);
    assert.match(missing.stderr, /There is no journal 'nowhere\.db'/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
