import assert from "node:assert/strict";
import { fromFileUrl, isWithin } from "@shep/sdk/path";
import { denoDirectory } from "./sandbox.ts";

const WORKSPACE = new URL("../../", import.meta.url).pathname;

/** The plugins that come with Shep: each folder of `plugins/` with a process of its own. */
const ENTRIES = await Array.fromAsync(Deno.readDir(`${WORKSPACE}plugins`), async ({ name }) => {
  const main = `${WORKSPACE}plugins/${name}/main.ts`;
  return await Deno.stat(main).then(() => [main], () => []);
}).then((found) => found.flat());

Deno.test("there are core plugins to look at", () => {
  assert(ENTRIES.length >= 2);
});

for (const entry of ENTRIES) {
  Deno.test(`a core plugin imports only Shep's plugins, the SDK and packages: ${entry.slice(WORKSPACE.length)}`, async () => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--no-lock", entry],
      cwd: WORKSPACE,
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    const allowed = [
      `${WORKSPACE}plugins`,
      `${WORKSPACE}sdk`,
      `${denoDirectory(Deno.env.toObject())}/npm`,
    ].map((folder) => Deno.realPathSync(folder));
    const paths: string[] = modules
      .map((each: { specifier: string }) => each.specifier)
      .filter((specifier: string) => specifier.startsWith("file:"))
      .map((specifier: string) => Deno.realPathSync(fromFileUrl(specifier)));
    assert(paths.length > 10);
    assert.deepEqual(paths.filter((path) => !allowed.some((folder) => isWithin(folder, path))), []);
  });
}
