/** Interfaces, addresses and default routes: the subset `network`. @module */
import { type Addresses, readAddresses, valueAfter } from "./addresses.ts";
import type { FactFamily, Facts } from "./family.ts";
import {
  INTERFACE_COMMAND,
  INTERFACE_FILES,
  INTERFACE_PATHS,
  interfaceFacts,
  interfaceNames,
} from "./interfaces.ts";
import { words } from "./key_values.ts";
import type { Sources } from "./sources.ts";

const INITIATOR_NAME = "/etc/iscsi/initiatorname.iscsi";
const NVME_NAME = "/etc/nvme/hostnqn";

/** The subset `network`. */
export const network: FactFamily = {
  name: "network",
  aliases: [
    "all_ipv4_addresses",
    "all_ipv6_addresses",
    "default_ipv4",
    "default_ipv6",
    "interfaces",
  ],
  requires: ["distribution", "platform"],
  files: INTERFACE_FILES,
  paths: INTERFACE_PATHS,
  commands: {
    interface_links: INTERFACE_COMMAND,
    addresses: "ip addr",
    // No packet is sent: the kernel tells which way one would go to some far address.
    route4: "ip -4 route get 8.8.8.8",
    route6: "ip -6 route get 2404:6800:400a:800::1012",
  },
  parse: parseNetwork,
};

/** The subset `iscsi`. */
export const iscsi: FactFamily = {
  name: "iscsi",
  files: [INITIATOR_NAME],
  parse: (sources) => {
    const line = sources.lines(INITIATOR_NAME).find((each) => each.startsWith("InitiatorName="));
    return { iscsi_iqn: line?.split("=")[1]?.trim() ?? "" };
  },
};

/** The subset `nvme`. */
export const nvme: FactFamily = {
  name: "nvme",
  files: [NVME_NAME],
  parse: (sources) => ({ hostnqn: sources.firstLine(NVME_NAME) ?? "" }),
};

/** The subset `fibre_channel_wwn`. */
export const fibreChannel: FactFamily = {
  name: "fibre_channel_wwn",
  files: ["/sys/class/fc_host/*/port_name"],
  parse: (sources) => {
    const ports = sources.files.filter((path) => path.startsWith("/sys/class/fc_host/"));
    return {
      fibre_channel_wwn: ports.map((path) => (sources.firstLine(path) ?? "").replace(/^0x/, "")),
    };
  },
};

function parseNetwork(sources: Sources): Facts {
  const addresses = readAddresses(sources.output("addresses"));
  const names = interfaceNames(sources);
  const interfaces = collectInterfaces(names, addresses, sources);
  return {
    interfaces: [...interfaces.keys()],
    default_ipv4: defaultIpv4(addresses, interfaces, sources),
    default_ipv6: defaultIpv6(addresses, interfaces, sources),
    all_ipv4_addresses: addresses.ipv4.map(({ address }) => address.address)
      .filter((address) => !address.startsWith("127.")),
    all_ipv6_addresses: addresses.ipv6.map(({ address }) => address.address)
      .filter((address) => address !== "::1"),
    ...Object.fromEntries([...interfaces].map(([name, facts]) => [factName(name), facts])),
  };
}

/** A fact's name has to be a variable's. */
function factName(name: string): string {
  return name.replace(/[-:]/g, "_");
}

function collectInterfaces(
  names: readonly string[],
  { ipv4, ipv6 }: Addresses,
  sources: Sources,
): Map<string, Facts> {
  const interfaces = new Map(names.map((name) => [name, interfaceFacts(name, sources)]));
  const facts = (name: string): Facts => {
    const known = interfaces.get(name) ?? {};
    interfaces.set(name, known);
    return known;
  };
  for (const { device, label, address } of ipv4) {
    const own = facts(label);
    if (own["ipv4"] === undefined) own["ipv4"] = { ...address };
    else append(own, "ipv4_secondaries", { ...address });
    if (label !== device) append(facts(device), "ipv4_secondaries", { ...address });
  }
  for (const { device, address } of ipv6) append(facts(device), "ipv6", { ...address });
  return interfaces;
}

function append(facts: Facts, name: string, item: Facts): void {
  facts[name] = [...(facts[name] as Facts[] | undefined ?? []), item];
}

/** The way out, if there is one: an interface, its address and the gateway. */
interface Route {
  readonly interface: string;
  readonly address: string;
  readonly gateway?: string;
}

function readRoute(text: string): Route | undefined {
  const fields = words(text.split("\n")[0]!);
  const name = valueAfter(fields, "dev");
  const address = valueAfter(fields, "src");
  const gateway = valueAfter(fields, "via");
  if (name === undefined || address === undefined) return undefined;
  return { interface: name, address, ...(gateway === undefined ? {} : { gateway }) };
}

function defaultIpv4(
  { ipv4 }: Addresses,
  interfaces: ReadonlyMap<string, Facts>,
  sources: Sources,
): Facts {
  const route = readRoute(sources.output("route4"));
  if (!route) return {};
  const own = ipv4.find(({ address }) => address.address === route.address);
  if (!own) return { ...route };
  return { ...route, ...own.address, alias: own.label, ...linkFacts(interfaces.get(own.device)) };
}

function defaultIpv6(
  { ipv6 }: Addresses,
  interfaces: ReadonlyMap<string, Facts>,
  sources: Sources,
): Facts {
  const route = readRoute(sources.output("route6"));
  if (!route) return {};
  const own = ipv6.find(({ address }) => address.address === route.address);
  if (!own) return { ...route };
  return { ...route, ...own.address, ...linkFacts(interfaces.get(own.device)) };
}

function linkFacts(facts: Facts = {}): Facts {
  const kept = ["macaddress", "mtu", "type"].filter((name) => facts[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, facts[name]!]));
}
