import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { Fault } from "@shep/sdk";
import { formatEnvelope, parseEnvelope } from "./envelope.ts";
import { Keyring } from "./keyring.ts";
import { Secret } from "./secret.ts";
import { bytes, hasAnsibleVault, KEYRING, PASSWORDS, recorded, text } from "./test_support.ts";

const VAULTED = [
  ...["plain.yml", "unicode.yml", "crlf.yml", "empty", "binary", "one-block"]
    .map((name) => ({ clear: name, vaulted: `${name}-1.1` })),
  { clear: "plain.yml", vaulted: "plain.yml-1.1-crlf" },
  { clear: "plain.yml", vaulted: "plain.yml-1.2" },
  { clear: "plain.yml", vaulted: "plain.yml-1.2-indented" },
];

for (const { clear, vaulted } of VAULTED) {
  Deno.test(`${vaulted}, made by ansible-vault, is opened`, async () => {
    const opened = await KEYRING.open(text(recorded(`vaulted/${vaulted}`)));
    assert.deepEqual(opened.clear, recorded(`clear/${clear}`));
  });
}

Deno.test("what is sealed is opened again, whatever it is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (clear) => {
      const { clear: opened } = await KEYRING.open(await KEYRING.seal(clear, "prod"));
      assert.deepEqual([...opened], [...clear]);
    }),
    { numRuns: 20 },
  );
});

Deno.test("the same text is sealed in another way each time", async () => {
  const clear = bytes("a: 1\n");
  assert.notEqual(await KEYRING.seal(clear, "prod"), await KEYRING.seal(clear, "prod"));
});

Deno.test("the password of the text's own id is tried first, then the others", async () => {
  const sealed = await KEYRING.seal(bytes("x"), "prod");
  assert.equal((await KEYRING.open(sealed)).identity.id, "prod");
  const misnamed = new Keyring([{ id: "test", password: PASSWORDS.prod }]);
  const opened = await misnamed.open(sealed);
  assert.equal(opened.identity.id, "test");
  assert.equal(opened.label, "prod");
});

Deno.test("with ANSIBLE_VAULT_ID_MATCH only the passwords of the text's own id are tried", async () => {
  const sealed = await KEYRING.seal(bytes("x"), "prod");
  const keyring = new Keyring([{ id: "test", password: PASSWORDS.prod }], { matchesIds: true });
  await rejects(keyring.open(sealed), {
    message: /Decryption failed/,
    detail: /Only passwords of the vault id 'prod' may be tried, and those given are of: test/,
  });
});

Deno.test("a wrong password is told with the ids that were tried, and the place", async () => {
  const keyring = new Keyring([
    { id: "default", password: new Secret("wrong") },
    { id: "dev", password: new Secret("wrong, too") },
  ]);
  const place = { file: "site.yml", line: 3, column: 9, sourceLine: "    a: !vault |" };
  await rejects(keyring.open(text(recorded("vaulted/plain.yml-1.2")), place), {
    message: /Decryption failed \(no vault secrets were found that could decrypt\)/,
    detail: /the passwords of these vault ids: default, dev\nIt was encrypted for .* 'prod'/,
    ...place,
  });
});

Deno.test("a vault without passwords says which flags name one", async () => {
  await rejects(new Keyring([]).open(text(recorded("vaulted/plain.yml-1.2"))), {
    message: /Attempting to decrypt but no vault secrets found/,
    detail: /'prod'/,
    hint: /--vault-password-file/,
  });
});

Deno.test("there is no sealing for an id without a password", async () => {
  await rejects(KEYRING.seal(bytes("x"), "test"), {
    message: /There is no password of the vault id 'test'/,
    detail: /default, prod/,
  });
});

Deno.test("what is to be encrypted with has to be clear", async () => {
  await rejects(KEYRING.seal(bytes("x")), {
    message: /There are several vault passwords/,
    detail: /default, prod/,
    hint: /--encrypt-vault-id/,
  });
  await rejects(new Keyring([]).seal(bytes("x")), { message: /There is no vault password/ });
  const only = new Keyring([{ id: "prod", password: PASSWORDS.prod }]);
  assert.equal(parseEnvelope(await only.seal(bytes("x"))).id, "prod");
});

Deno.test("a damaged file is told by its line, a damaged value by its place", async () => {
  const damaged = "$ANSIBLE_VAULT;1.1;AES256\n61\nxx\n";
  await rejects(KEYRING.open(damaged, { file: "v.yml", isFile: true }), {
    message: /"x" is no hexadecimal digit/,
    file: "v.yml",
    line: 3,
  });
  await rejects(KEYRING.open(damaged, { file: "site.yml", line: 7, column: 5 }), {
    message: /"x" is no hexadecimal digit/,
    file: "site.yml",
    line: 7,
    detail: /In line 3 of the vaulted text/,
  });
});

Deno.test("a flipped bit anywhere is found out", async () => {
  const envelope = parseEnvelope(text(recorded("vaulted/plain.yml-1.1")));
  const flip = fc.record({
    field: fc.constantFrom("salt", "mac", "ciphertext"),
    at: fc.nat(31),
    bit: fc.nat(7),
  });
  await fc.assert(
    fc.asyncProperty(flip, async ({ field, at, bit }) => {
      const changed = envelope[field].slice();
      changed[at]! ^= 1 << bit;
      const vaulted = formatEnvelope({ ...envelope, [field]: changed });
      await rejects(KEYRING.open(vaulted), { message: /Decryption failed/ });
    }),
    { numRuns: 30 },
  );
});

for (const id of ["default", "prod"] as const) {
  Deno.test(`ansible-vault opens what is sealed for '${id}'`, {
    ignore: !hasAnsibleVault(),
  }, async () => {
    const folder = await Deno.makeTempDir();
    try {
      const clear = recorded("clear/binary");
      await Deno.writeTextFile(join(folder, "password"), PASSWORDS[id].reveal());
      await Deno.writeTextFile(join(folder, "vaulted"), await KEYRING.seal(clear, id));
      const args = ["decrypt", "--vault-id", `${id}@password`, "--output", "clear", "vaulted"];
      const { status, stderr } = spawnSync("ansible-vault", args, {
        cwd: folder,
        encoding: "utf8",
      });
      assert.equal(status, 0, stderr);
      assert.deepEqual(await Deno.readFile(join(folder, "clear")), clear);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

interface Expected {
  readonly message: RegExp;
  readonly detail?: RegExp;
  readonly hint?: RegExp;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly sourceLine?: string;
}

async function rejects(
  work: Promise<unknown>,
  { message, detail, hint, ...place }: Expected,
): Promise<void> {
  await assert.rejects(work, (error) => {
    assert(error instanceof Fault, String(error));
    const { diagnostic } = error;
    assert.match(diagnostic.summary, message);
    if (detail !== undefined) assert.match(diagnostic.detail ?? "", detail);
    if (hint !== undefined) assert.match(diagnostic.hint ?? "", hint);
    assert.partialDeepStrictEqual(diagnostic, place);
    return true;
  });
}
