/** The plugins as processes: they keep the contract, and have what their manifests say, no more. @module */
import assert from "node:assert/strict";
import { contractTest } from "@shep/sdk/testing";
import type { Permissions, Value } from "@shep/sdk";
import { lookup } from "@shep/sdk/wire";
import { Subject } from "../../sdk/testing/subject.ts";
import { manifest as files } from "./files/manifest.ts";
import { manifest as password } from "./password/manifest.ts";
import { manifest as pipe } from "./pipe/manifest.ts";
import { manifest as url } from "./url/manifest.ts";

/** The plugin in a folder, as the host starts it. */
function command(folder: string, permissions: Permissions): string[] {
  return [
    Deno.execPath(),
    "run",
    "--quiet",
    "--no-prompt",
    "--no-lock",
    "--cached-only",
    ...Object.keys(permissions).map((name) => `--allow-${name}`),
    new URL(`./${folder}/main.ts`, import.meta.url).pathname,
  ];
}

const FILES = command("files", files.permissions);
const PASSWORD = command("password", password.permissions);
const PIPE = command("pipe", pipe.permissions);
const URLS = command("url", url.permissions);

contractTest("lookup-files", FILES);
contractTest("lookup-password", PASSWORD);
contractTest("lookup-pipe", PIPE);
contractTest("lookup-url", URLS);

/** Asks a plugin that runs. */
type Ask = (
  name: string,
  terms: Value[],
  options?: Record<string, Value>,
) => Promise<readonly Value[]>;

async function withPlugin(
  program: readonly string[],
  use: (ask: Ask) => Promise<void>,
): Promise<void> {
  await using subject = new Subject([...program], { deadlineMs: 20_000 });
  await subject.greet();
  await use(async (name, terms, options = {}) => {
    const request = { lookup: name, terms, options: new Map(Object.entries(options)) };
    return (await subject.channel.call(lookup, request)).values;
  });
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "shep-lookup-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("each plugin asks for the one thing it is for", () => {
  assert.deepEqual(files.permissions, { read: "*" });
  assert.deepEqual(password.permissions, { read: "*", write: "*" });
  assert.deepEqual(url.permissions, { net: "*" });
  assert.deepEqual(pipe.permissions, { run: "*", read: "*" });
});

Deno.test("the sandbox that reads files has no network, no programs and no way to write", async () => {
  const [, ...flags] = FILES;
  const attempts = [
    "Deno.connect({ hostname: '127.0.0.1', port: 9 })",
    "new Deno.Command('true').output()",
    "Deno.writeTextFile('/tmp/never', '')",
    "Promise.resolve().then(() => Deno.env.get('HOME'))",
  ];
  const source = `for (const attempt of [${attempts.map((each) => `() => ${each}`)}]) ` +
    "try { await attempt(); console.log('done'); } catch (error) { console.log(error.name); }";
  await withFolder(async (folder) => {
    const script = `${folder}/attempts.ts`;
    await Deno.writeTextFile(script, source);
    const args = [...flags.slice(0, -1), script];
    const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
    const answers = new TextDecoder().decode(stdout).trim().split("\n");
    assert.deepEqual(answers, attempts.map(() => "NotCapable"));
  });
});

Deno.test("the plugin that fetches pages reads no files", async () => {
  await withPlugin(URLS, async (ask) => {
    await assert.rejects(ask("url", ["file:///etc/hostname"]));
  });
});

Deno.test("pages come as lines, or whole; a status that tells of a failure is one", async () => {
  const seen: string[] = [];
  await using server = Deno.serve({ port: 0, onListen: () => {} }, (request) => {
    seen.push(request.headers.get("authorization") ?? "");
    const isKnown = new URL(request.url).pathname === "/page";
    return new Response("one\ntwo\n", { status: isKnown ? 200 : 404 });
  });
  const base = `http://127.0.0.1:${server.addr.port}`;
  await withPlugin(URLS, async (ask) => {
    assert.deepEqual(await ask("url", [`${base}/page`]), ["one", "two"]);
    const login = { split_lines: false, username: "ann", password: "pw" };
    assert.deepEqual(await ask("url", [`${base}/page`], login), ["one\ntwo\n"]);
    await assert.rejects(ask("url", [`${base}/nope`]), /answered 404/);
  });
  assert.deepEqual(seen, ["", `Basic ${btoa("ann:pw")}`, ""]);
});

Deno.test("a password is made once, kept for its owner alone, and the same from then on", async () => {
  await withFolder((folder) =>
    withPlugin(PASSWORD, async (ask) => {
      const path = `${folder}/secrets/web`;
      const all = await Promise.all(
        Array.from({ length: 8 }, () => ask("password", [path], { chars: "digits" })),
      );
      const made = all[0]![0] as string;
      assert.match(made, /^\d{20}$/);
      for (const each of all) assert.deepEqual(each, [made]);
      assert.equal(await Deno.readTextFile(path), `${made}\n`);
      assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
      assert.equal((await Deno.stat(`${folder}/secrets`)).mode! & 0o777, 0o700);
    })
  );
});

Deno.test("a password that is kept nowhere is another each time, of the characters asked for", async () => {
  await withPlugin(PASSWORD, async (ask) => {
    const options = { length: 40, chars: ["ascii_lowercase", "_"] };
    const [first, second] = await ask("password", ["/dev/null", "/dev/null"], options);
    assert.match(first as string, /^[a-z_]{40}$/);
    assert.notEqual(first, second);
  });
});

Deno.test("a password of words that were drawn is the same each time", async () => {
  await withPlugin(PASSWORD, async (ask) => {
    // Two bits choose one of two, of which 2 is none.
    const options = { length: 2, chars: ["ab"], words: [2 ** 31, 2 ** 30, 0] };
    assert.deepEqual(await ask("password", ["/dev/null"], options), ["ba"]);
    await assert.rejects(ask("password", ["/dev/null"], { ...options, words: [0] }), /used up/);
  });
});

Deno.test("a salt is made once, and kept behind the password", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/kept`;
    await Deno.writeTextFile(path, "known\n");
    await withPlugin(PASSWORD, async (ask) => {
      const [first] = await ask("password", [path], { salt: 16, ident: "2b" });
      const [password, salt] = first as [string, string];
      assert.equal(password, "known");
      assert.match(salt, /^[./0-9A-Za-z]{16}$/);
      assert.deepEqual(await ask("password", [path], { salt: 16 }), [first]);
      assert.deepEqual(await ask("password", [path]), ["known"]);
      assert.equal(await Deno.readTextFile(path), `known salt=${salt} ident=2b\n`);
    });
  });
});

Deno.test("programs see the environment that they are given, and nothing of the plugin's", async () => {
  await withPlugin(PIPE, async (ask) => {
    const environment = new Map([["GIVEN", "yes"]]);
    assert.deepEqual(await ask("lines", ["env | grep -v ^PWD | sort"], { environment }), [
      "GIVEN=yes",
    ]);
    assert.deepEqual(await ask("pipe", ["pwd"], { chdir: "/" }), ["/"]);
    await assert.rejects(ask("pipe", ["echo no >&2; exit 4"]), /returned 4/);
  });
});
