import assert from "node:assert/strict";
import { InvalidInventoryError } from "./graph.ts";
import { Inventory } from "./inventory.ts";
import type { Layer } from "./layers.ts";
import {
  askForHostvars,
  dataFrom,
  recorded,
  recordedInventory,
  varsFilesIn,
} from "./test_support.ts";

function merged(layers: readonly Layer[]): Record<string, unknown> {
  return Object.fromEntries(layers.flatMap(({ values }) => [...values]));
}

function recordedWithPlaybook(): Inventory {
  const inventory = new Inventory(recordedInventory());
  inventory.setPlaybookVars(varsFilesIn("playbook"));
  return inventory;
}

const HOSTVARS = recorded<Record<string, Record<string, unknown>>>("hostvars.json");

for (const [host, expected] of Object.entries(HOSTVARS)) {
  Deno.test(`layers merge to what ansible-inventory --list recorded for ${host}`, () => {
    assert.deepEqual(merged(recordedWithPlaybook().layersOf(host)), expected);
  });
}

Deno.test("the installed ansible-inventory still answers as recorded", () => {
  const answer = askForHostvars();
  if (answer === undefined) return console.log("skipped: ansible-inventory is not installed");
  assert.deepEqual(answer, HOSTVARS);
});

Deno.test("layers come in the documented order and name their source", () => {
  const layers = recordedWithPlaybook().layersOf("w1");
  assert.deepEqual(layers.map(({ level, source }) => `${level}: ${source.file}`), [
    "inventory file group vars: group all",
    "inventory file group vars: group web",
    "inventory file group vars: group site",
    "inventory file group vars: group mon",
    "inventory file group vars: group prod",
    "inventory group_vars/all: inventory/group_vars/all.json",
    "playbook group_vars/all: playbook/group_vars/all.json",
    "inventory group_vars/*: inventory/group_vars/web.json",
    "inventory group_vars/*: inventory/group_vars/site.json",
    "inventory group_vars/*: inventory/group_vars/prod.json",
    "playbook group_vars/*: playbook/group_vars/web.json",
    "playbook group_vars/*: playbook/group_vars/site.json",
    "playbook group_vars/*: playbook/group_vars/prod.json",
    "inventory file host vars: host w1",
    "inventory host_vars/*: inventory/host_vars/w1.json",
    "playbook host_vars/*: playbook/host_vars/w1.json",
  ]);
});

Deno.test("groups of one depth merge by priority, then by name", () => {
  const group = (priority: number) => ({
    hosts: ["h"],
    vars: { ansible_group_priority: priority },
  });
  const inventory = new Inventory(dataFrom({
    b: group(1),
    c: group(0),
    a: group(1),
    z: group(-5),
    parent: { children: ["child"], vars: { ansible_group_priority: 99 } },
    child: group(-99),
  }));
  assert.deepEqual(inventory.groupsOf("h"), ["z", "c", "a", "b", "parent", "child"]);
});

Deno.test("a group is as deep as the longest way to it, in whichever order ways are named", () => {
  const ways = [
    ["long", { children: ["longer"] }],
    ["longer", { children: ["bottom"] }],
    ["short", { children: ["bottom"] }],
    ["bottom", { hosts: ["h"] }],
    ["beside", { hosts: ["h"], vars: { ansible_group_priority: 9 } }],
  ] as const;
  for (const order of [ways, ways.toReversed()]) {
    const inventory = new Inventory(dataFrom(Object.fromEntries(order)));
    assert.deepEqual(inventory.groupsOf("h"), ["long", "short", "beside", "longer", "bottom"]);
  }
});

Deno.test("layers follow what changes after they were read", () => {
  const inventory = new Inventory(recordedInventory());
  assert.equal(merged(inventory.layersOf("w1"))["level_5"], "inventory group_vars/all");
  inventory.setPlaybookVars(varsFilesIn("playbook"));
  assert.equal(merged(inventory.layersOf("w1"))["level_5"], "playbook group_vars/all");
  inventory.addGroup("web", ["zone_a"]);
  assert.equal(merged(inventory.layersOf("w2"))["zone"], "a");
});

Deno.test("the folder of a variable file weighs more than its group", () => {
  const file = (base: string, name: string) => ({
    kind: "group" as const,
    name,
    base,
    file: `${base}/${name}`,
    values: new Map([["who", `${base} ${name}`]]),
  });
  const files = [file("first", "a"), file("first", "b"), file("second", "a")];
  const inventory = new Inventory(
    dataFrom({ a: { hosts: ["h"] }, b: { hosts: ["h"] } }, {}, files),
  );
  assert.deepEqual(inventory.layersOf("h").map(({ source }) => source.file), [
    "first/a",
    "first/b",
    "second/a",
  ]);
});

Deno.test("hosts of the same groups share their layers; 10,000 hosts copy none", () => {
  const names = Array.from({ length: 10_000 }, (_, n) => `h${n}`);
  const inventory = new Inventory(dataFrom({ web: { hosts: names, vars: { port: 80 } } }));
  const layers = new Set(names.flatMap((name) => inventory.layersOf(name)));
  assert.equal(layers.size, 1);
});

Deno.test("the implicit localhost is local, in no group, and has the variables of all", () => {
  const inventory = recordedWithPlaybook();
  assert.equal(inventory.host("localhost")?.implicit, true);
  assert.deepEqual(inventory.groupsOf("localhost"), []);
  assert(!inventory.hostNames().includes("localhost"));
  const vars = merged(inventory.layersOf("localhost"));
  assert.equal(vars["ansible_connection"], "local");
  assert.equal(vars["level_3"], "inventory file, all");
  assert.equal(vars["level_5"], "playbook group_vars/all");
});

Deno.test("an unknown host is undefined and has no layers", () => {
  const inventory = recordedWithPlaybook();
  assert.equal(inventory.host("nope"), undefined);
  assert.deepEqual(inventory.layersOf("nope"), []);
});

Deno.test("a host that joins during the run is found, grouped, and its new variables win", () => {
  const inventory = recordedWithPlaybook();
  const source = { file: "site.yml", line: 7 };
  const vars = new Map([["level", "added"]]);
  assert.equal(inventory.addHost("new", { groups: ["web", "made"], vars, source }), true);
  assert.deepEqual(inventory.hostsMatching("made").hosts, ["new"]);
  assert.equal(inventory.hostsMatching("web[-1]").hosts[0], "new");
  assert.equal(merged(inventory.layersOf("new"))["level"], "added");
  assert.equal(inventory.addHost("new", { groups: ["web"], vars, source }), false);
  assert.equal(inventory.addHost("w1", { vars: new Map([["own", "later"]]), source }), true);
  assert.equal(merged(inventory.layersOf("w1"))["own"], "later");
});

Deno.test("ungrouped holds a host until it joins a group", () => {
  const inventory = new Inventory(dataFrom({}));
  const source = { file: "site.yml" };
  inventory.addHost("h", { source });
  assert.deepEqual(inventory.hostsIn("ungrouped"), ["h"]);
  assert.deepEqual(inventory.hostsIn("all"), ["h"]);
  inventory.addHost("h", { groups: ["web"], source });
  assert.deepEqual(inventory.hostsIn("ungrouped"), []);
  assert.deepEqual(inventory.groupsOf("h"), ["web"]);
});

Deno.test("localhost may join a run that already used the implicit one", () => {
  const inventory = new Inventory(dataFrom({}));
  assert.equal(inventory.host("localhost")?.implicit, true);
  inventory.addHost("localhost", { groups: ["all"], source: { file: "site.yml" } });
  assert.equal(inventory.host("localhost")?.implicit, false);
  assert.deepEqual(inventory.groupsOf("localhost"), ["ungrouped"]);
});

Deno.test("a group may be put below others, but never below itself", () => {
  const inventory = recordedWithPlaybook();
  inventory.addGroup("made", ["mon"]);
  inventory.addHost("w5", { groups: ["made"], source: { file: "site.yml" } });
  assert.deepEqual(inventory.groupsOf("w5"), ["deep", "web", "site", "mon", "made"]);
  assert.throws(() => inventory.addGroup("deep", ["made"]), {
    name: "InvalidInventoryError",
    message: 'Group "deep" cannot be put below "made": "made" is already below "deep".',
  });
});

const CONTRADICTIONS = {
  "a group below itself": [
    dataFrom({ a: { children: ["b"] }, b: { children: ["a"] } }),
    'These groups are below themselves or below such a group: "a", "b".',
  ],
  "a child that is no group": [
    dataFrom({ a: { children: ["b"] } }),
    'The inventory has no group "b", though it is named as a child of "a".',
  ],
  "a host that is not defined": [
    { ...dataFrom({ a: { hosts: ["h"] } }), hosts: new Map() },
    'The inventory has no host "h", though it is named in group "a".',
  ],
} as const;

for (const [what, [data, message]] of Object.entries(CONTRADICTIONS)) {
  Deno.test(`an inventory with ${what} is refused`, () => {
    assert.throws(() => new Inventory(data), (error) => {
      assert(error instanceof InvalidInventoryError);
      assert.equal(error.message, message);
      return true;
    });
  });
}
