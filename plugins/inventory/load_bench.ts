import { loadInventory } from "./load.ts";
import { MemoryReader } from "./test_support.ts";

const groups = Array.from({ length: 100 }, (_, n) => n);
const files: [string, string][] = [
  [
    "inv/hosts",
    groups.map((n) => `[g${n}]\nhost${n}-[00:99] rack=${n} ansible_user="deploy"\n`).join("") +
    `[prod:children]\n${groups.map((n) => `g${n}\n`).join("")}`,
  ],
  ...groups.map((n): [string, string] => [`inv/group_vars/g${n}.yml`, `n: ${n}\nlist: [1, 2]\n`]),
];
const lines = groups.flatMap((g) =>
  groups.map((h) => `host${g}-${h} rack=${g} user="deploy" w=1.5`)
);

Deno.bench("load 10,000 hosts in 100 ranges, with group_vars", async () => {
  await loadInventory(["inv"], new MemoryReader(files));
});

Deno.bench("load 10,000 hosts on a line each", async () => {
  const reader = new MemoryReader([["hosts", lines.join("\n")]]);
  await loadInventory(["hosts"], reader);
});
