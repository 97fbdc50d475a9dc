import assert from "node:assert/strict";
import { threadTime } from "../../sdk/test_support.ts";
import { InventoryError } from "./error.ts";
import { loadInventory } from "./load.ts";
import { MemoryReader, SETTINGS } from "./test_support.ts";
import { readVarsFiles } from "./vars_files.ts";

const load = (sources: string[], files: Record<string, string>) =>
  loadInventory(sources, new MemoryReader(Object.entries(files)), SETTINGS);

Deno.test("directories are listed once, not probed once per host", async () => {
  const files: [string, string][] = [
    ["inv/hosts", "[web]\nweb[0001:9999]\n"],
    ["inv/group_vars/web.yml", "a: 1"],
    ["inv/host_vars/web0007.yml", "b: 1"],
    ["inv/host_vars/web0008/main.yml", "b: 2"],
  ];
  const reader = new MemoryReader(files);
  const data = await loadInventory(["inv/hosts"], reader);
  assert.equal(data.hosts.size, 9999);
  assert.equal(data.varsFiles.length, 3);
  assert.equal(reader.read, files.length);
  assert.equal(reader.listed, 4); // inv/hosts (no directory), group_vars, host_vars, web0008
});

Deno.test("many hosts at once are about as much work as the same hosts in eight parts", async () => {
  const inventoryOf = (count: number): string =>
    Array.from({ length: count }, (_, n) => `[g${n % 500}]\nhost${n} a=${n} b="two words"\n`).join(
      "",
    );
  const workOf = async (count: number, times: number): Promise<number> => {
    const text = inventoryOf(count);
    const start = threadTime();
    for (let time = 0; time < times; time++) await load(["hosts"], { hosts: text });
    return threadTime() - start;
  };
  await workOf(2_000, 4); // Warm.
  const [parts, whole] = [await workOf(2_000, 16), await workOf(16_000, 2)];
  // Where each host was looked for among all others, it would be eight times as much.
  assert(whole < 4 * parts, `${parts} ms became ${whole} ms`);
});

Deno.test("variable files come by folder, then by name", async () => {
  const { varsFiles } = await load(["a", "b/hosts"], {
    "a/hosts": "[web]\nw1\n",
    "a/group_vars/web": "x: 1",
    "a/host_vars/w1.yml": "x: 2",
    "b/hosts": "[web]\nw1\n",
    "b/group_vars/web.json": '{"x": 3}',
    "b/group_vars/all.yml": "x: 4",
  });
  assert.deepEqual(varsFiles.map(({ base, kind, name }) => `${base} ${kind} ${name}`), [
    "a group web",
    "a host w1",
    "b group all",
    "b group web",
  ]);
});

Deno.test("a playbook's own folder is read the same way; one without variables is no error", async () => {
  const reader = new MemoryReader([["play/group_vars/all.yml", "x: 1"]]);
  const names = { groups: ["all"], hosts: [] };
  assert.equal((await readVarsFiles("play", names, reader)).length, 1);
  assert.equal((await readVarsFiles("elsewhere", names, reader)).length, 0);
});

Deno.test("a file of variables that is no dictionary is refused by name", async () => {
  await assert.rejects(
    load(["hosts"], { hosts: "w1\n", "group_vars/all.yml": "- x\n" }),
    (error) => {
      assert(error instanceof InventoryError);
      assert.match(
        String(error),
        /^group_vars\/all\.yml:1:1: a file of variables must be a dictionary/,
      );
      return true;
    },
  );
});

const UNSUPPORTED: Readonly<Record<string, [text: string, message: RegExp]>> = {
  "script": ["#!/bin/sh\n", /this program may not be run/],
  "program": ["\x7fELF\0", /this is no text/],
};

for (const [file, [text, message]] of Object.entries(UNSUPPORTED)) {
  Deno.test(`${file} is refused, not misread`, async () => {
    await assert.rejects(load([file], { [file]: text }), message);
  });
}

Deno.test("a source that is not there may be a host without its comma", async () => {
  await assert.rejects(load(["web1"], {}), (error) => {
    assert.equal(
      String(error),
      "web1: this inventory cannot be read: no file web1\n" +
        'If "web1" is a host and not a file, add a comma: -i web1,',
    );
    return true;
  });
});

Deno.test("a host that has a group's name, and a directory without inventories, are told", async () => {
  const { warnings } = await load(["dir", "hosts"], { "dir/x.md": "", hosts: "web\n[web]\nw1\n" });
  assert.deepEqual(warnings, [
    "dir: this directory holds no inventory",
    "Found both group and host with same name: web",
  ]);
});

Deno.test("a host list is expanded, and its hosts are ungrouped", async () => {
  const { hosts, groups } = await load(["db[1:2]:5432,web"], {});
  assert.deepEqual([...hosts.keys()], ["db1", "db2", "web"]);
  assert.deepEqual(hosts.get("db1")?.vars[0]?.values, new Map([["ansible_port", 5432]]));
  assert.deepEqual([...groups.get("ungrouped")?.hosts ?? []], ["db1", "db2", "web"]);
});

Deno.test("long chains of groups do not exhaust the stack", async () => {
  const chain = Array.from({ length: 20_000 }, (_, n) => `[g${n}:children]\ng${n + 1}\n`).join("");
  const { groups } = await load(["hosts"], { hosts: chain + "[g20000]\n" });
  assert.equal(groups.size, 20_003);
});
