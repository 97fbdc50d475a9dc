import assert from "node:assert/strict";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { join } from "node:path";
import { Fault } from "@shep/sdk";
import { Config } from "../config/mod.ts";
import {
  openKeyring,
  type PasswordWorld,
  type ProgramAnswer,
  readIdentities,
} from "./passwords.ts";
import { passwordSources, type VaultRequest } from "./sources.ts";
import { systemWorld } from "./system.ts";
import { recorded, text } from "./test_support.ts";

/** Files by path: a text, or what a script answers. */
type Files = Readonly<Record<string, string | ProgramAnswer>>;

function world(files: Files, answers: readonly string[] = []): PasswordWorld & { calls: string[] } {
  const calls: string[] = [];
  const left = [...answers];
  return {
    calls,
    stat: (path) => {
      const file = files[path];
      const found = { isFile: true, isExecutable: typeof file === "object" };
      return Promise.resolve(file === undefined ? null : found);
    },
    readText: (path) => Promise.resolve(String(files[path])),
    run: (path, args) => {
      calls.push([path, ...args].join(" "));
      return Promise.resolve(files[path] as ProgramAnswer);
    },
    ask: (question) => {
      calls.push(question);
      return left.shift();
    },
  };
}

/** Ids and passwords, in the order in which they are tried. */
async function passwords(
  request: VaultRequest,
  environment: Record<string, string>,
  from: PasswordWorld,
): Promise<[string, string][]> {
  const { identities } = await openKeyring(request, new Config({ environment, cwd: "/" }), from);
  return identities.map(({ id, password }) => [id, password.reveal()]);
}

Deno.test("ids come before files, and those of the environment before all", () => {
  const sources = passwordSources(
    { ids: ["dev@/d", "/plain", "prod@prompt", "@/odd"], passwordFiles: ["/f"], ask: true },
    new Config({
      environment: { ANSIBLE_VAULT_IDENTITY_LIST: "one@/1, two@~/2", HOME: "/home/me" },
      cwd: "/",
    }),
  );
  assert.deepEqual(
    sources.map((source) => [source.id, source.kind === "file" ? source.path : "?"]),
    [
      ["one", "/1"],
      ["two", "/home/me/2"],
      ["dev", "/d"],
      ["default", "/plain"],
      ["prod", "?"],
      ["default", "/odd"],
      ["default", "/f"],
      ["default", "?"],
    ],
  );
});

Deno.test("ANSIBLE_VAULT_PASSWORD_FILE counts unless the command line names a file", () => {
  const config = new Config({
    environment: { ANSIBLE_VAULT_PASSWORD_FILE: "/usual" },
    cwd: "/",
  });
  const paths = (request: VaultRequest) =>
    passwordSources(request, config).map((each) => each.kind === "file" && each.path);
  assert.deepEqual(paths({}), ["/usual"]);
  assert.deepEqual(paths({ ids: ["/id"] }), ["/id", "/usual"]);
  assert.deepEqual(paths({ passwordFiles: ["/mine"] }), ["/mine"]);
});

Deno.test("blanks around a password in a file do not count, those a script prints do", async () => {
  const script = { exitCode: 0, stdout: " printed \n", stderr: "" };
  assert.deepEqual(
    await passwords({ ids: ["a@/a", "b@/b"] }, {}, world({ "/a": " typed \r\n", "/b": script })),
    [["a", "typed"], ["b", " printed "]],
  );
});

Deno.test("a client script is told the id, another script is not", async () => {
  const answer = { exitCode: 0, stdout: "x\n", stderr: "" };
  const from = world({ "/get-client.py": answer, "/client.sh": answer });
  await passwords({ ids: ["dev@/get-client.py", "prod@/client.sh"] }, {}, from);
  assert.deepEqual(from.calls, ["/get-client.py --vault-id dev", "/client.sh"]);
});

Deno.test("prompts name the id", async () => {
  const from = world({}, ["one", "two"]);
  const found = await passwords({ ids: ["dev@prompt"], ask: true }, {}, from);
  assert.deepEqual(found, [["dev", "one"], ["default", "two"]]);
  assert.deepEqual(from.calls, ["Vault password (dev): ", "Vault password: "]);
});

Deno.test("a password file may itself be vaulted, with a password that was read before", async () => {
  const from = world({ "/p": "correct horse", "/q": text(recorded("vaulted/one-block-1.1")) });
  assert.deepEqual(
    await passwords({ ids: ["a@/p", "b@/q"] }, {}, from),
    [["a", "correct horse"], ["b", "0123456789abcdef"]],
  );
});

const failing = (exitCode: number, stderr = ""): ProgramAnswer => ({
  exitCode,
  stdout: "",
  stderr,
});

const REFUSED: readonly (readonly [what: string, request: VaultRequest, message: RegExp])[] = [
  ["a file that is missing", { ids: ["/none"] }, /password file '\/none' is not there/],
  ["an empty file", { ids: ["/empty"] }, /password file is empty: '\/empty'/],
  ["an id without a source", { ids: ["dev@"] }, /'dev@' names no source/],
  ["a script that fails", { ids: ["/fails"] }, /'\/fails' ended with exit code 1/],
  ["a script that is silent", { ids: ["/silent"] }, /script printed no password/],
  [
    "a client without a password of the id",
    { ids: ["dev@/x-client"] },
    /'\/x-client' has no password for the vault id 'dev'/,
  ],
  ["a prompt with nobody there", { ask: true }, /there is no terminal/],
  ["an empty answer", { ids: ["prompt", "prompt"] }, /is empty/],
];

for (const [what, request, message] of REFUSED) {
  Deno.test(`${what} is refused`, async () => {
    const files = {
      "/empty": " \n",
      "/fails": failing(1, "locked"),
      "/silent": failing(0),
      "/x-client": failing(2),
    };
    const answers = request.ask ? [] : ["", ""];
    await assert.rejects(passwords(request, {}, world(files, answers)), (error) => {
      assert(error instanceof Fault);
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("a new password is asked for twice, and must be the same", async () => {
  const sources = [{ kind: "prompt", id: "dev" }] as const;
  const from = world({}, ["a", "a"]);
  const [identity] = await readIdentities(sources, from, { isNew: true });
  assert.equal(identity?.password.reveal(), "a");
  assert.deepEqual(from.calls, [
    "New Vault password (dev): ",
    "Confirm new Vault password (dev): ",
  ]);
  const other = readIdentities(sources, world({}, ["a", "b"]), { isNew: true });
  await assert.rejects(other, /not the same/);
});

Deno.test("on this system files are read and scripts are run", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const [file, script, odd] = ["file", "get-client", "odd"].map((name) => join(folder, name));
    await Deno.writeTextFile(file!, "typed\n");
    await writeProgram(script!, '#!/bin/sh\necho "for $2"\n', 0o700);
    await writeProgram(odd!, "just text\n", 0o700);
    const from = systemWorld();
    assert.deepEqual(
      await passwords({ ids: [`dev@${script}`, file!] }, {}, from),
      [["dev", "for dev"], ["default", "typed"]],
    );
    await assert.rejects(
      passwords({ ids: [odd!] }, {}, from),
      /cannot be run|printed no password|ended with/,
    );
    await assert.rejects(passwords({ ids: [folder] }, {}, from), /is no file/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
