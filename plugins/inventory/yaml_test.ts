import assert from "node:assert/strict";
import { InventoryBuilder } from "./builder.ts";
import { Document } from "./document.ts";
import { InventoryError } from "./error.ts";
import type { InventoryData } from "@shep/sdk/inventory";
import { readScriptOutput } from "./script/output.ts";
import { readYaml } from "./yaml.ts";

function read(text: string): InventoryData {
  const builder = new InventoryBuilder();
  readYaml(new Document(text, "hosts.yml"), builder);
  return builder.finish();
}

const REFUSED: Readonly<Record<string, RegExp>> = {
  "[web1, web2]": /an inventory must be a dictionary of groups, this is a list/,
  "web: {hosts: [a, b]}": /"hosts" of group "web" must be a dictionary, this is a list[^]*name:/,
  "web: {children: 5}": /"children" of group "web" must be a dictionary, this is the number 5/,
  "web: {hosts: {a: 5}}": /the variables of host "a" must be a dictionary, this is the number 5/,
  "web: {hosts: {1: }}": /name of a host must be a string, 1 is the number 1[^]*Put quotes/,
  "{1: {}}": /name of a group must be a string/,
  "web: {hosts: {'a[1:]': }}": /has no end/,
  "a: {children: {b: {children: {a: }}}}": /cannot be below itself: a > b > a/,
  "a: {children: {all: }}": /cannot be below itself: all > a > all\nEvery group is below "all"/,
};

for (const [text, shown] of Object.entries(REFUSED)) {
  Deno.test(`yaml: ${text} is refused`, () => {
    assert.throws(() => read(text), (error) => {
      assert(error instanceof InventoryError);
      assert.match(String(error), shown);
      assert.match(String(error), /^hosts\.yml:1/);
      return true;
    });
  });
}

Deno.test("yaml: what is skipped is told, with what was probably meant", () => {
  assert.deepEqual(read("web: {hots: {a: }, hosts: {b: }}\nx: y\n").warnings, [
    'hosts.yml:1: skipped "hots" in group "web", which may have hosts, vars and children: did you mean "hosts"?',
    'hosts.yml:2: skipped "x": a group is a dictionary, this is the text "y"',
  ]);
});

Deno.test("yaml: a range of no hosts is told", () => {
  assert.deepEqual(read("web: {hosts: {'w[2:1]': }}").warnings, [
    'hosts.yml:1: "w[2:1]" stands for no host at all',
  ]);
});

Deno.test("script: _meta speaks of the script's own hosts only", () => {
  const builder = new InventoryBuilder();
  builder.addHost("elsewhere", undefined, { file: "hosts" });
  const output =
    '{"web": ["own"], "_meta": {"hostvars": {"own": {"a": 1}, "elsewhere": {"a": 1}}}}';
  readScriptOutput(new Document(output, "script"), builder);
  const { hosts } = builder.finish();
  assert.equal(hosts.get("own")?.vars.length, 1);
  assert.equal(hosts.get("elsewhere")?.vars.length, 0);
});

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  "[]": /printed for --list must be a dictionary, this is a list\nAn inventory script prints JSON/,
  '{"web": {"hosts": "a"}}': /"hosts" of group "web" must be a list, this is the text "a"/,
  '{"web": {"hosts": [1]}}': /must be a list of names, one of them is the number 1/,
  '{"web": {"vars": []}}': /"vars" of group "web" must be a dictionary/,
  '{"web": 5}': /"hosts" of group "web" must be a list, this is the number 5/,
  '{"_meta": {"hostvars": []}}': /"hostvars" of "_meta" must be a dictionary/,
};

for (const [text, shown] of Object.entries(SCRIPTS)) {
  Deno.test(`script: ${text} is refused`, () => {
    assert.throws(
      () => readScriptOutput(new Document(text, "script"), new InventoryBuilder()),
      shown,
    );
  });
}
