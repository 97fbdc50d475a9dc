/** Whatever a play is made of, on a single host its tasks happen one after the other. @module */
import assert from "node:assert/strict";
import fc from "fast-check";
import { LOCAL_HOST, TestPlaybook } from "../../host/engine/test_support.ts";
import { environment, inventory } from "./run_tasks.ts";
import { sshTest } from "./sshd.ts";

/** Tasks that append the number `N` to `LOG`, each in another way; some fail, which is ignored. */
const APPENDING: Readonly<Record<string, string>> = {
  "a script": "lineinfile: {path: LOG, line: 'N'}",
  "two scripts": "lineinfile: {path: LOG, line: 'N', regexp: nothing, insertafter: EOF}",
  "a program": "shell: echo N >>LOG",
  "a slow program": "shell: sleep 0.03; echo N >>LOG",
  "a program that reads": "{shell: cat >>LOG, args: {stdin: 'N'}}",
  "a program that fails": "{shell: echo N >>LOG; exit 3, ignore_errors: true}",
  "what is kept": "{shell: echo N >>LOG, register: kept}",
  "what is judged": "{shell: echo N >>LOG, changed_when: false}",
  "a loop": "{shell: 'echo {{ item }} >>LOG', loop: [N]}",
  "a program elsewhere": "{shell: echo N >>LOG, vars: {ansible_connection: local}}",
};

/** Tasks that append nothing. */
const OTHERS: Readonly<Record<string, string>> = {
  "a script that looks": "stat: {path: LOG}",
  "a script that fails": "{file: {path: LOG/missing, state: file}, ignore_errors: true}",
  "a task of the host": "debug:",
  "a task that is skipped": "{shell: echo never >>LOG, when: false}",
};

const KINDS = { ...APPENDING, ...OTHERS };

/** Mostly what is sent behind each other, and what breaks that off. */
const KIND = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("a script", "a script", "a program") },
  { weight: 1, arbitrary: fc.constantFrom("a task of the host", "a task that is skipped") },
  { weight: 1, arbitrary: fc.constant("a script that fails") },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(KINDS)) },
);

const RUNS = Number(Deno.env.get("SHEP_TEST_PLAYS") ?? 3);

/** Runs plays on a host, and looks at what they leave. */
async function assertOrder(
  hosts: string,
  place: string,
  options: Parameters<TestPlaybook["run"]>[0] = {},
): Promise<void> {
  const kinds = fc.array(KIND, { minLength: 30, maxLength: 45 });
  await fc.assert(
    fc.asyncProperty(kinds, async (kinds) => {
      const log = `${place}/appended`;
      await Deno.writeTextFile(log, "");
      const tasks = kinds.map((kind, number) =>
        `  - ${KINDS[kind]!.replaceAll("LOG", log).replaceAll(/\bN\b/g, String(number))}\n`
      );
      await using playbook = await TestPlaybook.write(
        `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.join("")}`,
        { hosts },
      );
      const { exitCode } = await playbook.run(options);
      assert.equal(exitCode, 0);
      const numbers = kinds.keys().filter((number) => kinds[number]! in APPENDING);
      const left = (await Deno.readTextFile(log)).split("\n").filter((line) => line !== "");
      assert.deepEqual(left.map(Number), [...numbers]);
    }),
    { numRuns: RUNS },
  );
}

Deno.test("tasks on this machine happen in their order", async () => {
  const place = await Deno.makeTempDir();
  try {
    await assertOrder(LOCAL_HOST, place);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
});

sshTest("tasks on a host that is reached by SSH happen in their order", async (sshd) => {
  const hosts = inventory(sshd, ["127.0.0.1"]);
  await assertOrder(hosts, sshd.directory, { environment: environment(sshd) });
});
