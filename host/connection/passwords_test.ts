import assert from "node:assert/strict";
import { Config } from "../config/mod.ts";
import type { PasswordWorld } from "../vault/mod.ts";
import { type PasswordRequest, type Passwords, readPasswords } from "./passwords.ts";

/** A world with a file `/f`, a script `/s`, and somebody who answers. */
function world(answers: readonly string[]): PasswordWorld & { readonly questions: string[] } {
  const questions: string[] = [];
  return {
    questions,
    stat: (path) =>
      Promise.resolve(
        ["/f", "/s"].includes(path) ? { isFile: true, isExecutable: path === "/s" } : null,
      ),
    readText: () => Promise.resolve("of the file\n"),
    run: () => Promise.resolve({ exitCode: 0, stdout: "of the script\n", stderr: "" }),
    ask: (question) => answers[questions.push(question) - 1],
  };
}

/** What is asked for, what is answered, and what the passwords are. */
const CASES: readonly (readonly [PasswordRequest, readonly string[], Passwords])[] = [
  [{}, [], {}],
  [{ askConnection: true }, ["c"], { connection: "c" }],
  [{ askBecome: true }, ["b"], { become: "b" }],
  [{ askConnection: true, askBecome: true }, ["c", "b"], { connection: "c", become: "b" }],
  [{ askConnection: true, askBecome: true }, ["c", ""], { connection: "c", become: "c" }],
  [{ connectionFile: "/f", becomeFile: "/s" }, [], {
    connection: "of the file",
    become: "of the script",
  }],
];

for (const [request, answers, expected] of CASES) {
  Deno.test(`${JSON.stringify(request)}, answered ${JSON.stringify(answers)}`, async () => {
    const asked = world(answers);
    assert.deepEqual(await readPasswords(request, new Config(), asked), expected);
    assert.equal(asked.questions.length, answers.length);
  });
}

Deno.test("a password that cannot be had is told before anything runs", async () => {
  const { ask: _, ...nobody } = world([]);
  await assert.rejects(
    readPasswords({ askBecome: true }, new Config(), nobody),
    /there is no terminal/,
  );
  await assert.rejects(
    readPasswords({ becomeFile: "/no" }, new Config(), world([])),
    /'\/no' is not there/,
  );
});
