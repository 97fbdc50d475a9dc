import assert from "node:assert/strict";
import { writeProgram } from "../../../sdk/testing/write_program.ts";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Config } from "@shep/host/config";
import { isVaulted, systemWorld } from "@shep/host/vault";
import { parseArguments } from "../../arguments/parse.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { findCommand } from "../../command_table.ts";
import { plain } from "../../terminal/style.ts";
import { carryOut } from "./command.ts";
import { edit } from "./editor.ts";

interface World {
  /** What is typed when a password is asked for, in turn. */
  readonly answers?: readonly string[];
  readonly stdin?: string;
  readonly environment?: Record<string, string>;
}

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
}

/** What comes of `shep vault`; in `line` a word may not have blanks. */
async function vault(
  line: string,
  { answers = [], stdin = "", environment = {} }: World = {},
): Promise<Outcome> {
  const output = { stdout: "", stderr: "" };
  const questions: string[] = [];
  const left = [...answers];
  const ask = (question: string): string | undefined => {
    questions.push(question);
    return left.shift();
  };
  const exitCode = await carryOut(
    parseArguments(findCommand("vault")!, line.split(" ")),
    {
      width: 80,
      paint: plain,
      paintErrors: plain,
      write: (stream, text) => output[stream] += text,
    },
    {
      config: new Config({ environment, cwd: "/" }),
      passwords: systemWorld(ask),
      readInput: () => Promise.resolve(new TextEncoder().encode(stdin)),
      writeOutput: (bytes) => {
        output.stdout += new TextDecoder().decode(bytes);
        return Promise.resolve();
      },
      say: (line) => output.stderr += line + "\n",
      edit: (content, name) => edit(content, name, environment),
    },
  );
  return { exitCode, ...output, questions };
}

/** A folder with passwords `one` and `two`, and a file `clear`. */
class Folder implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<Folder> {
    const folder = new Folder(await Deno.makeTempDir());
    await folder.write("one", "first password\n");
    await folder.write("two", "second password\n");
    await folder.write("clear", CLEAR, 0o640);
    return folder;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  write(name: string, text: string, mode = 0o600): Promise<void> {
    return Deno.writeTextFile(this.file(name), text, { mode });
  }

  read(name: string): string {
    return Deno.readTextFileSync(this.file(name));
  }

  mode(name: string): number {
    return Deno.statSync(this.file(name)).mode! & 0o7777;
  }

  names(): string[] {
    return Array.from(Deno.readDirSync(this.path), ({ name }) => name).sort();
  }

  /** `text` with `@name` as the path of a file in this folder. */
  line(text: string): string {
    return text.replace(/@(\w+)/g, (_, name) => this.file(name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

const CLEAR = "a: grün\r\nb: 2\n";

Deno.test("a file is encrypted and decrypted in place, keeps its mode, and leaves nothing", async () => {
  await using folder = await Folder.make();
  const encrypted = await vault(folder.line("encrypt --vault-password-file @one @clear"));
  assert.deepEqual(encrypted, {
    exitCode: 0,
    stdout: "",
    stderr: "Encryption successful\n",
    questions: [],
  });
  assert(folder.read("clear").startsWith("$ANSIBLE_VAULT;1.1;AES256\n"));
  assert.equal(folder.mode("clear"), 0o640);
  const viewed = await vault(folder.line("view --vault-id @one @clear"));
  assert.equal(viewed.stdout, CLEAR);
  const decrypted = await vault(folder.line("decrypt --vault-id @one @clear"));
  assert.equal(decrypted.stderr, "Decryption successful\n");
  assert.equal(folder.read("clear"), CLEAR);
  assert.deepEqual(folder.names(), ["clear", "one", "two"]);
});

Deno.test("a link stays a link, and a new file is private", async () => {
  await using folder = await Folder.make();
  await Deno.symlink("clear", folder.file("link"));
  await vault(folder.line("encrypt --vault-id @one @link"));
  assert(Deno.lstatSync(folder.file("link")).isSymlink);
  assert(isVaulted(folder.read("clear")));
  await vault(folder.line("decrypt --vault-id @one --output @new @clear"));
  assert.equal(folder.read("new"), CLEAR);
  assert.equal(folder.mode("new"), 0o600);
  assert(isVaulted(folder.read("clear")));
});

Deno.test("without a file stdin is read and stdout written", async () => {
  await using folder = await Folder.make();
  const { stdout } = await vault(folder.line("encrypt --vault-id @one"), { stdin: CLEAR });
  assert(isVaulted(stdout));
  const decrypted = await vault(folder.line("decrypt --vault-id @one -"), { stdin: stdout });
  assert.equal(decrypted.stdout, CLEAR);
});

Deno.test("where no password is named the user is asked, twice for something new", async () => {
  await using folder = await Folder.make();
  const encrypted = await vault(folder.line("encrypt @clear"), { answers: ["pw", "pw"] });
  assert.deepEqual(encrypted.questions, ["New Vault password: ", "Confirm new Vault password: "]);
  const viewed = await vault(folder.line("view @clear"), { answers: ["pw"] });
  assert.deepEqual(viewed.questions, ["Vault password: "]);
  assert.equal(viewed.stdout, CLEAR);
});

Deno.test("the environment names passwords, and the id to encrypt with", async () => {
  await using folder = await Folder.make();
  const environment = {
    ANSIBLE_VAULT_IDENTITY_LIST: `dev@${folder.file("one")},prod@${folder.file("two")}`,
    ANSIBLE_VAULT_ENCRYPT_IDENTITY: "prod",
  };
  await vault(folder.line("encrypt @clear"), { environment });
  assert(folder.read("clear").startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
  assert.equal((await vault(folder.line("view --vault-id @two @clear"))).stdout, CLEAR);
});

Deno.test("of several passwords one has to be chosen", async () => {
  await using folder = await Folder.make();
  const ids = folder.line("--vault-id dev@@one --vault-id prod@@two");
  const unclear = await vault(folder.line(`encrypt ${ids} @clear`));
  assert.equal(unclear.exitCode, 1);
  assert.match(unclear.stderr, /ERROR! There are several vault passwords/);
  assert.equal(folder.read("clear"), CLEAR);
  await vault(folder.line(`encrypt ${ids} --encrypt-vault-id dev @clear`));
  assert(folder.read("clear").startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n"));
});

Deno.test("rekey changes the password, and the id", async () => {
  await using folder = await Folder.make();
  await vault(folder.line("encrypt --vault-id @one @clear"));
  const line = folder.line("rekey --vault-id @one --new-vault-id prod@@two @clear");
  assert.equal((await vault(line)).stderr, "Rekey successful\n");
  assert(folder.read("clear").startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
  assert.equal((await vault(folder.line("view --vault-id @two @clear"))).stdout, CLEAR);
  assert.equal((await vault(folder.line("view --vault-id @one @clear"))).exitCode, 1);
});

Deno.test("rekey asks for the new password where none is named", async () => {
  await using folder = await Folder.make();
  await vault(folder.line("encrypt --vault-id @one @clear"));
  const { questions } = await vault(folder.line("rekey --vault-id @one @clear"), {
    answers: ["new", "new"],
  });
  assert.equal(questions.length, 2);
  const viewed = await vault(folder.line("view -J @clear"), { answers: ["new"] });
  assert.equal(viewed.stdout, CLEAR);
});

/** An editor that notes what it was given, and does something to it. */
async function editor(folder: Folder, script: string): Promise<Record<string, string>> {
  const body = `#!/bin/sh\nstat -c '%a %n' "$1" > "${folder.file("seen")}"\n${script}\n`;
  await writeProgram(folder.file("editor"), body, 0o700);
  return { EDITOR: folder.file("editor") };
}

Deno.test("edit shows the clear text in a private file that is gone afterwards", async () => {
  await using folder = await Folder.make();
  await vault(folder.line("encrypt --vault-id prod@@one --encrypt-vault-id prod @clear"));
  const environment = await editor(folder, 'echo "c: 3" >> "$1"');
  const edited = await vault(folder.line("edit --vault-id @one @clear"), { environment });
  assert.deepEqual([edited.exitCode, edited.stderr], [0, ""]);
  const [mode, ...seen] = folder.read("seen").trim().split(" ");
  assert.equal(mode, "600");
  assert.throws(() => Deno.statSync(seen.join(" ")), Deno.errors.NotFound);
  assert(folder.read("clear").startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
  const viewed = await vault(folder.line("view --vault-id @one @clear"));
  assert.equal(viewed.stdout, `${CLEAR}c: 3\n`);
});

Deno.test("an edit that changes nothing leaves the file alone", async () => {
  await using folder = await Folder.make();
  await vault(folder.line("encrypt --vault-id @one @clear"));
  const before = folder.read("clear");
  const environment = await editor(folder, "true");
  await vault(folder.line("edit --vault-id @one @clear"), { environment });
  assert.equal(folder.read("clear"), before);
});

Deno.test("an editor that fails changes nothing, and its file is gone, too", async () => {
  await using folder = await Folder.make();
  await vault(folder.line("encrypt --vault-id @one @clear"));
  const before = folder.read("clear");
  const environment = await editor(folder, 'echo x > "$1"; exit 3');
  const edited = await vault(folder.line("edit --vault-id @one @clear"), { environment });
  assert.equal(edited.exitCode, 1);
  assert.match(edited.stderr, /ended with exit code 3\nNothing was changed/);
  assert.equal(folder.read("clear"), before);
  const [, path = ""] = folder.read("seen").trim().split(" ");
  assert.throws(() => Deno.statSync(path), Deno.errors.NotFound);
});

Deno.test("create makes a file that was not there", async () => {
  await using folder = await Folder.make();
  const environment = await editor(folder, 'echo "new: 1" > "$1"');
  await vault(folder.line("create --vault-id @one @fresh"), { environment });
  assert.equal((await vault(folder.line("view --vault-id @one @fresh"))).stdout, "new: 1\n");
  const again = await vault(folder.line("create --vault-id @one @fresh"), { environment });
  assert.match(again.stderr, /is there already/);
});

Deno.test("texts are encrypted as values of YAML, with the names they are given", async () => {
  await using folder = await Folder.make();
  const line = "encrypt-string --vault-id dev@@one -n user -n word me hunter2 --stdin-name piped";
  const { stdout } = await vault(folder.line(line), { stdin: "from stdin" });
  const heads = stdout.split("\n").filter((line) => !/^ {10}[0-9a-f]+$/.test(line));
  const header = "          $ANSIBLE_VAULT;1.2;AES256;dev";
  assert.deepEqual(heads, [
    "piped: !vault |",
    header,
    "user: !vault |",
    header,
    "word: !vault |",
    header,
    "",
  ]);
  await folder.write("value", stdout.split("\n").slice(1, 7).map((line) => line.trim()).join("\n"));
  assert.equal((await vault(folder.line("view --vault-id @one @value"))).stdout, "from stdin");
});

Deno.test("a text may be asked for, so that no history keeps it", async () => {
  await using folder = await Folder.make();
  const line = folder.line("encrypt_string --vault-id @one --prompt --name a");
  const asked = await vault(line, { answers: ["hunter2", "hunter2"] });
  assert(asked.stdout.startsWith("a: !vault |\n"));
  assert.match((await vault(line, { answers: ["hunter2", "hunter3"] })).stderr, /not the same/);
});

const FAILS: readonly (readonly [line: string, message: RegExp])[] = [
  ["view --vault-id @one @clear", /input is not vault encrypted data\n.*clear/],
  ["decrypt --vault-id @one @nothing", /there is no file '.*nothing'/],
  ["encrypt --vault-id @nothing @clear", /password file '.*nothing' is not there/],
  ["encrypt --vault-id @one --output /no/such/folder @clear", /'\/no\/such\/folder' cannot be/],
  ["encrypt --vault-id @one --encrypt-vault-id x @clear", /no password of the vault id 'x'/],
  ["encrypt-string --vault-id @one -n a -n b text", /There is no text for the name 'b'/],
  ["encrypt @clear", /there is no terminal/],
];

for (const [line, message] of FAILS) {
  Deno.test(`'shep vault ${line}' fails, and changes nothing`, async () => {
    await using folder = await Folder.make();
    const { exitCode, stderr } = await vault(folder.line(line));
    assert.equal(exitCode, 1);
    assert.match(stderr, message);
    assert.equal(folder.read("clear"), CLEAR);
    assert.deepEqual(folder.names(), ["clear", "one", "two"]);
  });
}

Deno.test("what is encrypted is not encrypted once more", async () => {
  await using folder = await Folder.make();
  await vault(folder.line("encrypt --vault-id @one @clear"));
  const again = await vault(folder.line("encrypt --vault-id @one @clear"));
  assert.match(again.stderr, /ERROR! input is already encrypted/);
});

const REFUSED: readonly (readonly [line: string, message: RegExp])[] = [
  ["encrpt a", /no command 'vault encrpt'/],
  ["view", /shep vault view needs a FILE/],
  ["edit -", /shep vault edit does not read stdin/],
  ["view --output x a", /shep vault view takes no --output/],
  ["encrypt --name x a", /shep vault encrypt takes no --name/],
  ["decrypt --output x a b", /--output is for one FILE/],
];

for (const [line, message] of REFUSED) {
  Deno.test(`'shep vault ${line}' is a mistake of usage`, async () => {
    await assert.rejects(vault(line), (error) => {
      assert(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("ansible-vault reads what shep vault writes, and the other way round", {
  ignore: spawnSync("ansible-vault", ["--version"]).status !== 0,
}, async () => {
  await using folder = await Folder.make();
  const ansible = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync("ansible-vault", args, {
      cwd: folder.path,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  await vault(folder.line("encrypt --vault-id dev@@one --encrypt-vault-id dev @clear"));
  assert.equal(ansible("view", "--vault-id", "dev@one", "clear"), CLEAR);
  ansible("rekey", "--vault-id", "dev@one", "--new-vault-id", "prod@two", "clear");
  assert.equal((await vault(folder.line("view --vault-id prod@@two @clear"))).stdout, CLEAR);
});
