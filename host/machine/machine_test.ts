/** Filters and tests that look at this machine. @module */
import assert from "node:assert/strict";
import { Environment, scopeOf, TemplateText } from "../template/mod.ts";
import { Keyring, sealWith } from "../vault/keyring.ts";
import { Secret } from "../vault/secret.ts";
import { Vault } from "../vault/vault.ts";
import { PATH_TESTS, pathFilters, VAULT_FILTERS, vaultTests } from "./mod.ts";

function environment(user: Record<string, string>): Environment {
  return new Environment({
    filters: new Map([...pathFilters(user), ...VAULT_FILTERS]),
    tests: new Map([...PATH_TESTS, ...vaultTests(new Vault())]),
  });
}

function value(expression: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const engine = environment({ HOME: "/home/me", NAME: "n" });
  const text = new TemplateText(`{{ ${expression} }}`);
  return engine.settle(() => engine.evaluate(text, scopeOf(variables)));
}

const ISSUED: Readonly<Record<string, unknown>> = {
  "'~/x' | expanduser": "/home/me/x",
  "'~' | expanduser": "/home/me",
  "'~no-such-user/x' | expanduser": "~no-such-user/x",
  "'/x/~' | expanduser": "/x/~",
  "'$NAME/${NAME}/$NOPE/${NOPE}' | expandvars": "n/n/$NOPE/${NOPE}",
  "'/' is mount": true,
  "'/nope' is exists": false,
  "'/nope' is directory": false,
  "'/nope/../x' | realpath": "/x",
};

for (const [expression, expected] of Object.entries(ISSUED)) {
  Deno.test(`{{ ${expression} }}`, async () => {
    assert.equal(await value(expression), expected);
  });
}

Deno.test("paths are told apart by what stands there, and links followed", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "shep-paths-" }));
  const at = (name: string): string => `${folder}/${name}`;
  try {
    await Deno.mkdir(at("a.d"));
    await Deno.writeTextFile(at("a.d/one.conf"), "$ANSIBLE_VAULT;1.1;AES256\n");
    await Deno.writeTextFile(at("a.d/.hidden.conf"), "");
    await Deno.mkdir(at("a.d/sub.conf"));
    await Deno.symlink(at("a.d"), at("link"));
    await Deno.symlink(at("gone"), at("dangling"));
    const holds = async (name: string): Promise<string[]> => {
      const tests = ["exists", "file", "directory", "link", "link_exists", "mount"];
      const results = await Promise.all(
        tests.map((test) => value(`p is ${test}`, { p: at(name) })),
      );
      return tests.filter((_, index) => results[index]);
    };
    assert.deepEqual(await holds("a.d"), ["exists", "directory", "link_exists"]);
    assert.deepEqual(await holds("a.d/one.conf"), ["exists", "file", "link_exists"]);
    assert.deepEqual(await holds("link"), ["exists", "directory", "link", "link_exists"]);
    assert.deepEqual(await holds("dangling"), ["link", "link_exists"]);
    const seen = { f: folder, d: at("a.d"), l: at("link") };
    assert.equal(await value("d is same_file(l)", seen), true);
    assert.equal(await value("d is is_same_file(f)", seen), false);
    await assert.rejects(value("d is same_file('/nope')", seen), /no file '\/nope'/);
    assert.equal(await value("(l ~ '/new/x') | realpath", seen), at("a.d/new/x"));
    assert.deepEqual(await value("(f ~ '/*.d/*.conf') | fileglob", seen), [at("a.d/one.conf")]);
    assert.deepEqual(await value("(f ~ '/nope/*') | fileglob", seen), []);
    assert.equal(await value("(d ~ '/one.conf') is vaulted_file", seen), true);
    assert.equal(await value("(d ~ '/.hidden.conf') is vaulted_file", seen), false);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what vault encrypts unvault decrypts, and no other password does", async () => {
  const vaulted = String(await value("'secret' | vault('pw', salt='salt', vault_id='me')"));
  assert.match(vaulted, /^\$ANSIBLE_VAULT;1\.2;AES256;me\n[0-9a-f\n]+$/);
  assert.equal(await value("'secret' | vault('pw', 'salt', 'me')"), vaulted);
  assert.equal(await value("v | unvault('pw')", { v: vaulted }), "secret");
  assert.equal(await value("'plain' | unvault('pw')"), "plain");
  await assert.rejects(value("v | unvault('other')", { v: vaulted }), /Decryption failed/);
  await assert.rejects(value("'secret' | vault('')"), /a text that is not empty/);
});

Deno.test("what stands behind !vault is told from other text", async () => {
  const identity = { id: "default", password: new Secret("pw") };
  const sealed = await sealWith(identity, new TextEncoder().encode("secret"));
  const vault = new Vault(new Keyring([identity]));
  const engine = new Environment({ tests: vaultTests(vault) });
  const scope = scopeOf({ inline: vault.text(sealed, {}), plain: "text", sealed });
  const text = new TemplateText("{{ [inline, plain, sealed] | select('vault_encrypted') | list }}");
  assert.deepEqual(await engine.settle(() => engine.evaluate(text, scope)), ["secret"]);
});
