/** `add_host`: adds a host to the inventory of the run. @module */
import { Fault, type Key, type Value, type ValueMap } from "@shep/sdk";
import type { ControlResult, ReachAction } from "./control.ts";

const NAMES = ["host", "hostname", "name"];
const GROUPS = ["group", "groupname", "groups"];

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/add_host_module.html */
export const addHost: ReachAction = {
  name: "add_host",
  summary: "Adds a host, with groups and variables, for the plays that follow.",
  arguments: {
    name: {
      type: "str",
      description: "The host's name.",
      aliases: ["host", "hostname"],
      required: true,
    },
    groups: {
      type: "list",
      description: "The groups that it joins; they are made where they are missing.",
      aliases: ["group", "groupname"],
      default: [],
    },
  },
  acceptsAny: true,
  supportsCheck: true,
  isForAll: true,
  examples: ["- add_host: {name: '{{ vm.ip }}', groups: [fresh], http_port: 8080}"],
  returns: { add_host: "The name, the groups and the variables." },
  reach(args, { inventory, position }): ControlResult {
    const { name, port } = addressIn(String(args.get("name")).trim());
    if (name === "" || /\s/.test(name)) {
      throw new Fault("invalid-argument", `'${name}' is no name of a host`, { ...position });
    }
    const groups = (args.get("groups") as Value[]).map((group) => String(group).trim())
      .filter((group) => group !== "");
    const vars: ValueMap = new Map<Key, Value>(
      [...args].filter(([key]) => !NAMES.includes(key) && !GROUPS.includes(key)),
    );
    if (port !== undefined) vars.set("ansible_ssh_port", port);
    const source = { file: position.file, line: position.line };
    const changed = inventory.addHost(name, { groups, vars, source });
    const added: ValueMap = new Map<Key, Value>([
      ["host_name", name],
      ["groups", groups],
      ["host_vars", vars],
    ]);
    return { changed, values: { add_host: added } };
  },
};

/** A name, or an address in brackets, and perhaps a port: `db.example.org:2222`, `[::1]:22`. */
const WITH_PORT = /^(?:\[(?<address>[\da-f:.]+)\]|(?<host>[^:[\]]+))(?::(?<port>\d+))?$/i;

function addressIn(text: string): { readonly name: string; readonly port?: number } {
  const { address, host, port } = WITH_PORT.exec(text)?.groups ?? {};
  return { name: address ?? host ?? text, ...(port === undefined ? {} : { port: Number(port) }) };
}
