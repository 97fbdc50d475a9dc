import assert from "node:assert/strict";
import { inspect } from "node:util";
import { Environment, scopeOf, TemplateText } from "../template/mod.ts";
import { Secret } from "./secret.ts";
import { bytes, KEYRING, recorded, text } from "./test_support.ts";
import { Vault } from "./vault.ts";

const PLACE = { file: "site.yml", line: 3, column: 9 };

function sealed(clear: string): Promise<string> {
  return KEYRING.seal(bytes(clear), "prod");
}

Deno.test("a secret shows itself to nobody who does not ask", () => {
  const secret = new Secret("hunter22");
  const shown = [
    `${secret}`,
    "" + secret,
    JSON.stringify([secret]),
    Deno.inspect({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
  ];
  assert.deepEqual(shown.filter((each) => !each.includes("********")), []);
  assert.deepEqual(shown.filter((each) => each.includes("hunter22")), []);
});

Deno.test("a template reads the clear text; whoever looks at the variable sees stars", async () => {
  const vault = new Vault(KEYRING);
  const token = vault.text(await sealed("hunter22"), PLACE);
  await token.settle();
  const environment = new Environment();
  const scope = scopeOf({ token, list: [token] });
  const template = new TemplateText("{{ token }}/{{ list[0] }}");
  assert.equal(environment.evaluate(template, scope), "hunter22/hunter22");
  assert.deepEqual(environment.resolve({ token }.token, scope), "hunter22");
  assert(!Deno.inspect(scope.lookup("token")).includes("hunter22"));
  assert(!JSON.stringify(token).includes("hunter22"));
  assert.equal(`${token}`, "********");
  assert.equal(vault.scrubber.text("is hunter22"), "is ********");
});

Deno.test("a template that can wait decrypts what it reads, and nothing else", async () => {
  const vault = new Vault(KEYRING);
  const read = vault.text(await sealed("hunter22"), PLACE);
  const unread = vault.text(await sealed("hunter33"), PLACE);
  const scope = scopeOf({ read, unread });
  const template = new TemplateText("{{ read }}");
  const environment = new Environment();
  assert.equal(await environment.settle(() => environment.evaluate(template, scope)), "hunter22");
  assert.equal(vault.scrubber.text("hunter22 hunter33"), "******** hunter33");
});

Deno.test("markup in a vaulted text is trusted; a number in it stays a text", async () => {
  const vault = new Vault(KEYRING);
  const scope = scopeOf({
    user: "me",
    url: vault.text(await sealed("https://{{ user }}@x\n"), PLACE),
    pin: vault.text(await sealed("123456"), PLACE),
  });
  const environment = new Environment();
  const read = (name: string): Promise<unknown> =>
    environment.settle(() => environment.evaluate(new TemplateText(`{{ ${name} }}`), scope));
  assert.equal(await read("url"), "https://me@x\n");
  assert.equal(await read("pin"), "123456");
});

Deno.test("a text that nobody can decrypt fails whoever reads it, and nobody else", async () => {
  const vault = new Vault();
  const scope = scopeOf({ token: vault.text(await sealed("hunter22"), PLACE), other: 1 });
  const environment = new Environment();
  const read = (name: string): Promise<unknown> =>
    environment.settle(() => environment.evaluate(new TemplateText(`{{ ${name} }}`), scope));
  assert.equal(await read("other"), 1);
  await assert.rejects(read("token"), /no vault secrets found/);
});

Deno.test("a vaulted file is decrypted, any other stays as it is", async () => {
  const vault = new Vault(KEYRING);
  const file = await vault.file("v.yml", recorded("vaulted/plain.yml-1.1"));
  assert.equal(text(file), 'a: 1\nname: "Ansible"\n');
  const other = bytes("a: 1\n");
  assert.equal(await vault.file("o.yml", other), other);
});

Deno.test("the values of a vaulted file are secrets, those of another file are not", async () => {
  const vault = new Vault(KEYRING);
  await vault.file("v.yml", recorded("vaulted/plain.yml-1.1"));
  vault.learnValues("v.yml", new Map<string, unknown>([["a", 1], ["name", "Ansible"]]));
  vault.learnValues("o.yml", new Map([["name", "public"]]));
  assert.equal(vault.scrubber.text("Ansible public"), "******** public");
});
