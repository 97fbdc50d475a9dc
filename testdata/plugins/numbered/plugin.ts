/** An inventory plugin: as many hosts as its configuration says. @module */
import {
  defineInventory,
  definePlugin,
  Fault,
  inventoryReply,
  type LoadInventoryReply,
  type LoadInventoryRequest,
  serve,
} from "@shep/sdk";
import type { GroupData, HostData } from "@shep/sdk/inventory";
import { toValue } from "@shep/sdk/value";

/** Hosts `n1` to `nCOUNT`, in a group `numbered`. */
function load({ sources: [file = ""], configuration, known }: LoadInventoryRequest): LoadInventoryReply {
  const count = configuration?.values.get("count");
  if (typeof count !== "number") {
    throw new Fault("syntax", "'count' is a number", { file, line: configuration?.line ?? 1 });
  }
  const source = { file };
  const names = Array.from({ length: count }, (_, index) => `n${index + 1}`);
  const hosts = names.map((name, index): [string, HostData] => [
    name,
    { name, source, vars: [{ source, values: toValue({ number: index + 1, shown: "{{ number }}" }) }] },
  ]);
  const vars = [{ source, values: toValue({ known: known?.hosts.length ?? 0 }) }];
  const group: GroupData = {
    name: "numbered",
    hosts: new Set(names),
    children: new Set(),
    vars,
    priority: 1,
  };
  return inventoryReply({
    hosts: new Map(hosts),
    groups: new Map([[group.name, group]]),
    varsFiles: [],
    warnings: [],
  });
}

const plugin = definePlugin({
  name: "numbered",
  version: "0.1.0",
  summary: "Counts hosts.",
  permissions: {},
  inventories: [defineInventory({ name: "example.net.numbered", load })],
});

export default plugin;

if (import.meta.main) await serve(plugin);
