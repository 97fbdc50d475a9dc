import assert from "node:assert/strict";
import fc from "fast-check";
import { InventoryBuilder } from "./builder.ts";
import { InventoryError } from "./error.ts";
import { readIni } from "./ini.ts";
import type { InventoryData } from "@shep/sdk/inventory";

function read(text: string): InventoryData {
  const builder = new InventoryBuilder();
  readIni(text, "hosts", builder);
  return builder.finish();
}

/** Text, and what the error shows for it. */
const REFUSED: Readonly<Record<string, [text: string, shown: string[]]>> = {
  "a section of unknown type": ["[web:childs]\n", [
    'hosts:1:1: the section [web:childs] has an unknown type: "childs"',
    "  1 | [web:childs]",
    "    | ^",
    "Did you mean [web:children]?",
  ]],
  "a section with a space": ["\n\t[my web]\n", [
    'hosts:2:2: this is no section: "[my web]"',
    "  2 | \t[my web]",
    "    | \t^",
    "A section is [group], [group:children] or [group:vars], without spaces. " +
    "For an IPv6 address leave the brackets out, or add a port: [::1]:22.",
  ]],
  "a word after the host": ["[web]\nweb1 b = 1\n", [
    'hosts:2:1: expected name=value after the host, got "b"',
    "  2 | web1 b = 1",
    "    | ^",
    "Write it without spaces around the =.",
  ]],
  "a variable without a value": ["[web]\n[web:vars]\nport\n", [
    'hosts:3:1: expected name=value, got "port"',
    "  3 | port",
    "    | ^",
    "For no value write name= alone.",
  ]],
  "a host where a group belongs": ["[a:children]\nweb1 x=1\n", [
    'hosts:2:1: expected the name of a group, got "web1 x=1"',
    "  2 | web1 x=1",
    "    | ^",
    "Under [a:children] each line is one group; hosts belong under [a], variables under [a:vars].",
  ]],
  "a child defined nowhere": ["[prod:children]\nwbe\n[web]\n", [
    'hosts:2:1: [prod:children] mentions the group "wbe", which is defined nowhere',
    "  2 | wbe",
    "    | ^",
    'Did you mean "web"? Otherwise add a section [wbe].',
  ]],
  "variables of a group defined nowhere": ["[db:vars]\nx=1\n", [
    'hosts:1:1: [db:vars] mentions the group "db", which is defined nowhere',
    "  1 | [db:vars]",
    "    | ^",
    "Add a section [db], even if it is empty.",
  ]],
  "YAML": ["all:\n  hosts:\n", [
    'hosts:1:1: invalid host pattern "all:": a ":" at the end is not allowed, a port must follow it',
    "  1 | all:",
    "    | ^",
    "Is this YAML? Then the file's name must end in .yml, .yaml or .json.",
  ]],
  "a cycle of children": ["[a:children]\nb\n[b:children]\nc\n[c:children]\na\n", [
    "hosts:6: a group cannot be below itself: a > b > c > a",
    'Take "a" out of the children of "c".',
  ]],
  "a group that is its own child": ["[a:children]\na\n", [
    "hosts:2: a group cannot be below itself: a > a",
    'Take "a" out of the children of "a".',
  ]],
  "a priority that is no number": ["[a]\n[a:vars]\nansible_group_priority=high\n", [
    'hosts:2: ansible_group_priority of group "a" must be an integer',
    'It is "high".',
  ]],
};

for (const [name, [text, shown]] of Object.entries(REFUSED)) {
  Deno.test(`ini: ${name} is refused with place and advice`, () => {
    assert.throws(() => read(text), (error) => {
      assert(error instanceof InventoryError);
      assert.equal(String(error), shown.join("\n"));
      return true;
    });
  });
}

Deno.test("ini: variables know the line that set them", () => {
  const { hosts, groups } = read("[web]\nweb[1:2] a=1\nweb1 a=2\n\n[web:vars]\nb=1\n");
  assert.deepEqual(hosts.get("web1")?.vars.map(({ source }) => source.line), [2, 3]);
  assert.deepEqual(hosts.get("web2")?.source, { file: "hosts", line: 2 });
  assert.deepEqual(groups.get("web")?.vars[0]?.source, { file: "hosts", line: 5 });
});

Deno.test("ini: the hosts of a range share one map of variables", () => {
  const { hosts } = read("web[1:2] a=1\n");
  assert.equal(hosts.get("web1")?.vars[0]?.values, hosts.get("web2")?.vars[0]?.values);
});

Deno.test("ini: a range of no hosts is told", () => {
  assert.deepEqual(read("web[2:1]\n").warnings, ['hosts:1: "web[2:1]" stands for no host at all']);
});

Deno.test("ini: a byte order mark and Windows line ends are not part of names", () => {
  assert.deepEqual([...read("\uFEFFweb1\r\n[web]\r\nweb2\r\n").hosts.keys()], ["web1", "web2"]);
});

Deno.test("ini: any text is an inventory or an InventoryError", () => {
  const piece = fc.constantFrom(
    "[",
    "]",
    ":",
    "vars",
    "children",
    "web",
    "=",
    "'",
    "\n",
    " ",
    "#",
    "1",
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    try {
      read(pieces.join(""));
    } catch (error) {
      assert(error instanceof InventoryError, String(error));
    }
  }));
});
