/** Password hashes, as `crypt(3)` and Ansible make them. @module */
import assert from "node:assert/strict";
import { Environment, scopeOf, TemplateText } from "../mod.ts";
import { ansibleFilters } from "./mod.ts";

const environment = new Environment({ filters: ansibleFilters() });

function value(expression: string): Promise<unknown> {
  const text = new TemplateText(`{{ ${expression} }}`);
  return environment.settle(() => environment.evaluate(text, scopeOf({})));
}

/** Recorded from ansible-core 2.14 and `crypt(3)`. */
const HASHES: Readonly<Record<string, string>> = {
  "password_hash('sha512', 'mysalt')":
    "$6$mysalt$UX6P1VKOf6dr0s2pg4pLNvIUB6hLXvP6M5f/Yj9hJgMPdAJ4oArvk5YUD9/XWtk1JOpVwt/JTsczMJr8sFVML1",
  "password_hash('sha256_crypt', 'mysalt')":
    "$5$mysalt$I2SNajjJ3Gc5gIR/tkrLOGngF8wqv59buJCqxh.o9s8",
  "password_hash('sha256', 'mysalt', rounds=10000)":
    "$5$rounds=10000$mysalt$RK8oV3aZ0mdR6FVKOsrBjdx9qLpoXF151qNsu.uoLzD",
  "password_hash('md5', 'mysalt')": "$1$mysalt$n/EfEiV74OYgBdqhKQzSW/",
  "password_hash('bcrypt', '123456789012345678901u')":
    "$2b$12$123456789012345678901uO/yptqYYqXPYviqOvezm2C7cYzKwtUq",
};

for (const [filter, hash] of Object.entries(HASHES)) {
  Deno.test(`'secret' | ${filter}`, async () => {
    assert.equal(await value(`'secret' | ${filter}`), hash);
  });
}

Deno.test("without a salt there is a new one each time", async () => {
  const [first, second] = [await value("'a' | password_hash"), await value("'a' | password_hash")];
  assert.match(String(first), /^\$6\$[./0-9A-Za-z]{16}\$[./0-9A-Za-z]{86}$/);
  assert.notEqual(first, second);
});

const REFUSED: Readonly<Record<string, RegExp>> = {
  "'a' | password_hash('nope')": /no hash type 'nope', but md5, .*sha512/,
  "'a' | password_hash('sha512', 'bad salt!')": /invalid characters in salt/,
  "'a' | password_hash('sha512', 12345)": /a salt is a text, not 12345/,
  "none | password_hash": /takes a text, not None/,
  "'a' | password_hash('sha512', rounds=1)": /rounds is from 1000 to/,
  "'a' | password_hash('md5', rounds=1000)": /no rounds/,
  "'a' | password_hash('bcrypt', 'short')": /22 characters/,
};

for (const [expression, message] of Object.entries(REFUSED)) {
  Deno.test(`${expression} is refused`, async () => {
    await assert.rejects(value(expression), message);
  });
}
