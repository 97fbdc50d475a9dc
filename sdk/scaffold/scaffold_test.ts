import assert from "node:assert/strict";
import { testContract } from "../testing/mod.ts";
import type { Fault } from "../wire/errors.ts";
import { writePlugin } from "./main.ts";
import { scaffoldPlugin } from "./mod.ts";

const SDK = new URL("..", import.meta.url).href.replace(/\/$/, "");

/** Runs `deno` in a folder; returns all it said. */
async function deno(folder: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  return { code, said: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test("a new plugin passes its checks and its tests, and builds into one that keeps the contract", async (context) => {
  const folder = `${await Deno.makeTempDir()}/release-notes`;
  writePlugin("release-notes", folder, SDK);

  for (
    const args of [["check"], ["lint"], ["fmt", "--check", "--line-width=100", "--quiet"], [
      "task",
      "test",
    ]]
  ) {
    await context.step(`deno ${args.join(" ")}`, async () => {
      const { code, said } = await deno(folder, ...args);
      assert.equal(code, 0, said);
    });
  }

  await context.step("deno task build", async () => {
    const { code, said } = await deno(folder, "task", "build");
    assert.equal(code, 0, said);
    const { checks } = await testContract([`${folder}/dist/shep-plugin-release-notes`]);
    assert.deepEqual(checks.filter((check) => !check.ok), []);
  });
});

Deno.test("outside of a checkout a plugin uses the published SDK", () => {
  const { imports } = JSON.parse(scaffoldPlugin("notes").get("deno.json")!);
  assert.deepEqual(imports, {
    "@shep/sdk": "jsr:@shep/sdk@^0.1",
    "@shep/sdk/testing": "jsr:@shep/sdk@^0.1/testing",
  });
});

Deno.test("a plugin in a checkout uses the libraries that the checkout pins", () => {
  const root = new URL("../../deno.json", import.meta.url);
  const { imports } = JSON.parse(Deno.readTextFileSync(root));
  const scaffolded = JSON.parse(scaffoldPlugin("notes", { sdk: SDK }).get("deno.json")!);
  assert.equal(scaffolded.imports.flatbuffers, imports.flatbuffers);
});

for (
  const [name, likely] of [["Release Notes", "release-notes"], ["9x", "x"], ["", "my-plugin"], [
    "shep-plugin-A_b-",
    "a-b",
  ]] as const
) {
  Deno.test(`a plugin cannot be called '${name}', but '${likely}'`, () => {
    assert.throws(() => scaffoldPlugin(name), (error: Fault) => {
      assert.equal(error.kind, "invalid-argument");
      assert.equal(error.diagnostic.hint, `Try '${likely}'`);
      return true;
    });
  });
}

Deno.test("nothing is overwritten", async () => {
  const folder = await Deno.makeTempDir();
  assert.throws(() => writePlugin("notes", folder, SDK), /cannot be made/);
});
