/** The addresses of interfaces, as `ip addr` lists them. @module */
import { words } from "./key_values.ts";

/** An IPv4 address as Ansible shows it. */
export interface Ipv4Address {
  /** In dotted decimal. */
  readonly address: string;
  /** Empty where there is none. */
  readonly broadcast: string;
  /** In dotted decimal. */
  readonly netmask: string;
  /** The first address of the network. */
  readonly network: string;
  /** How many bits are the network's. */
  readonly prefix: string;
}

/** An IPv6 address as Ansible shows it. */
export interface Ipv6Address {
  /** In hex, abbreviated. */
  readonly address: string;
  /** How many bits are the network's. */
  readonly prefix: string;
  /** `global`, `link` or `host`. */
  readonly scope: string;
}

/** An address, and where it is. */
export interface InterfaceAddress<Address> {
  /** The interface's name. */
  readonly device: string;
  /** The interface's name, or the name that the address was given: `eth0:1`. */
  readonly label: string;
  /** The address itself. */
  readonly address: Address;
}

/** All addresses, in the order of the interfaces. */
export interface Addresses {
  /** Those of IPv4. */
  readonly ipv4: readonly InterfaceAddress<Ipv4Address>[];
  /** Those of IPv6. */
  readonly ipv6: readonly InterfaceAddress<Ipv6Address>[];
}

/** Reads what `ip addr` writes. */
export function readAddresses(text: string): Addresses {
  const ipv4: InterfaceAddress<Ipv4Address>[] = [];
  const ipv6: InterfaceAddress<Ipv6Address>[] = [];
  let device = "";
  for (const line of text.split("\n")) {
    device = /^\d+: ([^:@\s]+)/.exec(line)?.[1] ?? device;
    const [kind, ...rest] = words(line);
    if (kind === "inet") ipv4.push(readIpv4(device, rest));
    if (kind === "inet6") ipv6.push(readIpv6(device, rest));
  }
  return { ipv4, ipv6 };
}

function readIpv4(device: string, fields: readonly string[]): InterfaceAddress<Ipv4Address> {
  const address = fields[0]!.split("/")[0]!;
  // Of a point-to-point link the other end's word has the prefix.
  const prefix = valueAfter(fields, "peer")?.split("/")[1] ?? fields[0]!.split("/")[1] ?? "32";
  const last = fields.at(-1)!;
  const label = last === device || last.startsWith(`${device}:`) ? last : device;
  const mask = maskOf(Number(prefix));
  return {
    device,
    label,
    address: {
      address,
      broadcast: valueAfter(fields, "brd") ?? "",
      netmask: dotted(mask),
      network: dotted((number(address) & mask) >>> 0),
      prefix,
    },
  };
}

function readIpv6(device: string, fields: readonly string[]): InterfaceAddress<Ipv6Address> {
  const [address = "", prefix = "128"] = fields[0]!.split("/");
  const scope = valueAfter(fields, "scope") ?? "";
  return { device, label: device, address: { address, prefix, scope } };
}

/** The word after `keyword`. */
export function valueAfter(fields: readonly string[], keyword: string): string | undefined {
  const at = fields.indexOf(keyword);
  return at < 0 ? undefined : fields[at + 1];
}

function maskOf(prefix: number): number {
  return prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
}

function number(address: string): number {
  return address.split(".").reduce((value, part) => value * 256 + Number(part), 0);
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join(".");
}
