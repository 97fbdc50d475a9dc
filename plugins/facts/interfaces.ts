/** Interfaces as the kernel shows them below `/sys/class/net`. @module */
import type { Facts } from "./family.ts";
import { words } from "./key_values.ts";
import type { Sources } from "./sources.ts";

const DIRECTORY = "/sys/class/net";

/** The files that tell about interfaces. */
export const INTERFACE_FILES: readonly string[] = [
  "address",
  "mtu",
  "operstate",
  "type",
  "flags",
  "speed",
  "bridge/bridge_id",
  "bridge/stp_state",
  "bonding/mode",
  "bonding/miimon",
  "bonding/lacp_rate",
  "bonding/primary",
  "bonding/slaves",
].map((file) => `${DIRECTORY}/*/${file}`);

/** The paths that tell which interfaces there are, and which are members of a bridge. */
export const INTERFACE_PATHS: readonly string[] = [`${DIRECTORY}/*`, `${DIRECTORY}/*/brif/*`];

/** Tells the device and the driver of each interface. */
export const INTERFACE_COMMAND = `ls -ld ${DIRECTORY}/*/device ${DIRECTORY}/*/device/driver/module`;

/** The kinds of links, by the number that Linux has for the hardware's protocol. */
const LINK_TYPES: Readonly<Record<string, string>> = {
  "1": "ether",
  "32": "infiniband",
  "512": "ppp",
  "772": "loopback",
  "65534": "tunnel",
};

/** The flag of an interface that receives what is not meant for it. */
const PROMISCUOUS = 0x100;

/** The names of all interfaces. */
export function interfaceNames(sources: Sources): string[] {
  return sources.paths.filter((path) =>
    path.startsWith(`${DIRECTORY}/`) && path.split("/").length === 5
  )
    .map((path) => path.slice(DIRECTORY.length + 1))
    // Not an interface but bonding's own switch.
    .filter((name) => name !== "bonding_masters" && name !== "*");
}

/** The facts about an interface, without its addresses. */
export function interfaceFacts(name: string, sources: Sources): Facts {
  const read = (file: string): string | undefined =>
    sources.firstLine(`${DIRECTORY}/${name}/${file}`);
  const mac = read("address");
  const mtu = read("mtu");
  const speed = read("speed");
  return {
    device: name,
    ...(mac === undefined || /^[0:]+$/.test(mac) ? {} : { macaddress: mac }),
    ...(mtu === undefined ? {} : { mtu: Number(mtu) }),
    active: read("operstate") !== "down",
    ...linkFacts(`${DIRECTORY}/${name}`, sources),
    ...(LINK_TYPES[read("type") ?? ""] === undefined ? {} : { type: LINK_TYPES[read("type")!]! }),
    ...bridgeFacts(name, sources),
    ...bondFacts(name, sources),
    ...(speed === undefined ? {} : { speed: Number(speed) }),
    promisc: (Number(read("flags") ?? 0) & PROMISCUOUS) !== 0,
  };
}

function linkFacts(directory: string, sources: Sources): Facts {
  const target = (path: string): string | undefined => {
    const line = sources.output("interface_links").split("\n").map(words)
      .find((fields) => fields.at(-3) === path && fields.at(-2) === "->");
    return line?.at(-1)?.split("/").at(-1);
  };
  const device = target(`${directory}/device`);
  const driver = target(`${directory}/device/driver/module`);
  return {
    ...(driver === undefined ? {} : { module: driver }),
    ...(device === undefined ? {} : { pciid: device }),
  };
}

function bridgeFacts(name: string, sources: Sources): Facts {
  const id = sources.firstLine(`${DIRECTORY}/${name}/bridge/bridge_id`);
  if (id === undefined) return {};
  const members = `${DIRECTORY}/${name}/brif/`;
  return {
    type: "bridge",
    id,
    interfaces: sources.paths.filter((path) => path.startsWith(members)).map((path) =>
      path.slice(members.length)
    ),
    stp: sources.firstLine(`${DIRECTORY}/${name}/bridge/stp_state`) === "1",
  };
}

function bondFacts(name: string, sources: Sources): Facts {
  const read = (file: string): string | undefined =>
    words(sources.firstLine(`${DIRECTORY}/${name}/bonding/${file}`) ?? "")[0];
  const mode = read("mode");
  if (mode === undefined) return {};
  const primary = read("primary");
  return {
    type: "bonding",
    slaves: words(sources.firstLine(`${DIRECTORY}/${name}/bonding/slaves`) ?? ""),
    mode,
    miimon: read("miimon") ?? "",
    lacp_rate: read("lacp_rate") ?? "",
    ...(primary === undefined ? {} : { primary }),
  };
}
