import { Inventory } from "./inventory.ts";
import { dataFrom } from "./test_support.ts";

const names = Array.from({ length: 10_000 }, (_, n) => `host${n}.example.org`);
const groups = Array.from({ length: 100 }, (_, g): [string, { hosts: string[] }] => [
  `g${g}`,
  { hosts: names.filter((_, n) => n % 100 === g) },
]);
const data = dataFrom(Object.fromEntries(groups));
const inventory = new Inventory(data);

Deno.bench("index 10,000 hosts in 100 groups", () => void new Inventory(data));
Deno.bench("all:&g1*:!*77.example.org over 10,000 hosts", () => {
  inventory.hostsMatching("all:&g1*:!*77.example.org");
});
Deno.bench("layers of 10,000 hosts", () => {
  for (const name of names) inventory.layersOf(name);
});
