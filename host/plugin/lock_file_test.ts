import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { type LockedPlugin, lockPath, readLock, writeLock } from "./lock_file.ts";
import { TestHome } from "./test_support.ts";

const PLUGIN: LockedPlugin = {
  name: "p",
  version: "1.0.0",
  form: "module",
  permissions: { read: ["/etc"], run: "*" },
  offers: { actions: ["greet"] },
  pinned: { root: "/plugins/p", entry: "main.ts", sha256: { "main.ts": "00", "lib/x.ts": "11" } },
};

Deno.test("what is written is read again, and only the user may read it", async () => {
  await using home = await TestHome.make();
  const path = `${home.path}/deep/shep-plugins.lock`;
  assert.equal((await readLock(path)).size, 0);
  const lock = new Map([["/z/main.ts", { ...PLUGIN, name: "z" }], ["/plugins/p/main.ts", PLUGIN]]);
  await writeLock(path, lock);
  assert.deepEqual(new Map([...await readLock(path)].sort()), new Map([...lock].sort()));
  assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
  const names = await Array.fromAsync(Deno.readDir(`${home.path}/deep`), ({ name }) => name);
  assert.deepEqual(names, ["shep-plugins.lock"]);
});

/** A lock file with one entry that was changed by hand. */
const withEntry = (change: object): string =>
  JSON.stringify({ version: 1, plugins: { "/p": { ...PLUGIN, ...change } } });

const BROKEN: readonly (readonly [name: string, text: string, detail: RegExp])[] = [
  ["no JSON", "{", /JSON/],
  ["no object", "[]", /no 'plugins'/],
  ["no plugins", '{"version": 1}', /no 'plugins'/],
  ["another version", '{"version": 2, "plugins": {}}', /version 2, this shep reads version 1/],
  ["an unknown form", withEntry({ form: "wasm" }), /'\/p' is not one/],
  ["an unknown permission", withEntry({ permissions: { all: "*" } }), /'\/p' is not one/],
  ["a permission that is a text", withEntry({ permissions: { read: "/etc" } }), /'\/p' is not one/],
  ["an entry that is not pinned", withEntry({ pinned: { ...PLUGIN.pinned, entry: "x" } }), /'\/p'/],
  [
    "a path that leads out",
    withEntry({
      pinned: { root: "/p", entry: "main.ts", sha256: { "main.ts": "", "../../etc/x": "" } },
    }),
    /'\/p'/,
  ],
  [
    "an absolute path",
    withEntry({
      pinned: { root: "/p", entry: "main.ts", sha256: { "main.ts": "", "/etc/x": "" } },
    }),
    /'\/p'/,
  ],
];

for (const [name, text, detail] of BROKEN) {
  Deno.test(`a lock file is refused that holds ${name}`, async () => {
    await using home = await TestHome.make();
    const path = await home.write("shep-plugins.lock", text);
    await assert.rejects(readLock(path), (error) => {
      assert(error instanceof Fault);
      assert.equal(error.diagnostic.file, path);
      assert.match(error.diagnostic.detail!, detail);
      return true;
    });
  });
}

Deno.test("the lock file is the user's, not the playbook's", () => {
  assert.equal(lockPath({ HOME: "/home/me" }), "/home/me/.config/shep/shep-plugins.lock");
  assert.equal(
    lockPath({ HOME: "/home/me", XDG_CONFIG_HOME: "/etc/me" }),
    "/etc/me/shep/shep-plugins.lock",
  );
  assert.equal(lockPath({ SHEP_PLUGINS_LOCK: "/elsewhere" }), "/elsewhere");
});
