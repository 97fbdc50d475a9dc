/** What is wrong with an inventory in TOML is told with its place. @module */
import assert from "node:assert/strict";
import { InventoryBuilder } from "./builder.ts";
import { InventoryError } from "./error.ts";
import { readToml } from "./toml.ts";

const REFUSED: readonly (readonly [text: string, told: RegExp])[] = [
  ["[web.hosts]\na = {}\nb = \n", /^hosts\.toml:3:5: this is no TOML: [^\n]+\n {2}3 \| b = \n/],
  ['plugin = "constructed"\n', /^hosts\.toml: a file that configures a plugin is written in YAML$/],
  ["[web]\nhosts = [1]\n", /^hosts\.toml: "hosts" of group "web" must be a table$/],
  ["[web.hosts]\na = 1\n", /^hosts\.toml: the variables of host "a" must be a table\na = \{\}$/],
  ["[web.children]\na = {}\n", /must be a list of names\nWrite them as children = \["one"/],
];

for (const [text, told] of REFUSED) {
  Deno.test(`no inventory is: ${JSON.stringify(text)}`, () => {
    assert.throws(() => readToml(text, "hosts.toml", new InventoryBuilder()), (error) => {
      assert(error instanceof InventoryError);
      assert.match(String(error), told);
      return true;
    });
  });
}

Deno.test("what no group has is warned of", () => {
  const builder = new InventoryBuilder();
  readToml("x = 1\n[web]\nhost = {}\n", "hosts.toml", builder);
  assert.deepEqual(builder.finish().warnings, [
    'hosts.toml: skipped "x": a group is a table',
    'hosts.toml: skipped "host" in group "web", which may have hosts, vars and children: did you ' +
    'mean "hosts"?',
  ]);
});
