/**
 * The filters of `ansible.utils` on IP addresses.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/utils/docsite/filters_ipaddr.html
 * @module
 */

import { type Filter, table, takes, type Test } from "../call.ts";
import { valueError } from "../errors.ts";
import { absent, integerArgument } from "../methods/arguments.ts";
import { integer } from "../values/arithmetic.ts";
import { text } from "../values/text.ts";
import { isInteger } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { IpNetwork, type IpVersion, parseAddress } from "./ip_network.ts";

/** What a query says about a value: `false` when it does not apply. */
type Query = (network: IpNetwork, given: string) => unknown;

/** Ranges of addresses with a meaning of their own. */
const RANGES: Readonly<Record<string, readonly string[]>> = {
  linkLocal: ["169.254.0.0/16", "fe80::/10"],
  loopback: ["127.0.0.0/8", "::1/128"],
  multicast: ["224.0.0.0/4", "ff00::/8"],
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
  reserved: [
    "0.0.0.0/8",
    "100.64.0.0/10",
    "192.0.2.0/24",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "240.0.0.0/4",
    "::/128",
    "2001:db8::/32",
  ],
};

function inRange(network: IpNetwork, name: string): boolean {
  return (RANGES[name] ?? []).some((range) => IpNetwork.parse(range)?.contains(network) === true);
}

/** Answers with the value itself when a condition holds. */
function when(holds: (network: IpNetwork) => boolean): Query {
  return (network, given) => holds(network) ? given : false;
}

/** Answers only for networks, not for single addresses. */
function ofNetwork(query: Query): Query {
  return (network, given) => network.isAddress ? false : query(network, given);
}

function isPublic(network: IpNetwork): boolean {
  return !Object.keys(RANGES).some((name) => inRange(network, name));
}

function withPrefix(network: IpNetwork, address: bigint): string {
  return `${network.format(address)}/${network.prefix}`;
}

/** Whether the value stands for a host: an address, or one inside a network. */
function isHost(network: IpNetwork): boolean {
  return network.isAddress || network.size === 2n || network.address !== network.network &&
      network.address !== (network.version === 4 ? network.last : -1n);
}

function reverseName(network: IpNetwork): string {
  if (network.version === 4) {
    return `${network.format(network.address).split(".").reverse().join(".")}.in-addr.arpa.`;
  }
  const digits = network.address.toString(16).padStart(32, "0");
  return `${Array.from(digits).reverse().join(".")}.ip6.arpa.`;
}

const address: Query = (network) => isHost(network) ? network.format(network.address) : false;
const networkAddress: Query = (network) => network.format(network.network);
const netmask: Query = (network) => network.format(network.netmask);
const prefix: Query = (network) => network.prefix;
const subnet: Query = (network) => withPrefix(network, network.network);
const hostPrefix: Query = (network) =>
  isHost(network) ? withPrefix(network, network.address) : false;
const version = (wanted: IpVersion): Query => when((network) => network.version === wanted);
const wildcard: Query = ofNetwork((network) => network.format(network.size - 1n));
const addressAndMask: Query = ofNetwork((network) =>
  isHost(network) ? `${network.format(network.address)} ${network.format(network.netmask)}` : false
);

const QUERIES: ReadonlyMap<string, Query> = new Map<string, Query>([
  ["", (_network, given) => given],
  ["address", address],
  ["address/prefix", hostPrefix],
  ["bool", () => true],
  [
    "broadcast",
    ofNetwork((network) =>
      network.version === 4 && network.size > 2n ? network.format(network.last) : false
    ),
  ],
  ["cidr", (_network, given) => given],
  ["first_usable", ofNetwork((network) => network.format(network.firstUsable))],
  ["host", hostPrefix],
  ["host/prefix", ofNetwork(hostPrefix)],
  ["hostmask", (network) => network.format(network.size - 1n)],
  ["hostnet", ofNetwork(hostPrefix)],
  [
    "int",
    (network) =>
      network.isAddress ? integer(network.address) : `${network.address}/${network.prefix}`,
  ],
  ["ip", address],
  ["ip/prefix", ofNetwork(hostPrefix)],
  ["ip_netmask", addressAndMask],
  ["ipv4", version(4)],
  ["ipv6", version(6)],
  ["last_usable", ofNetwork((network) => network.format(network.lastUsable))],
  ["link-local", when((network) => inRange(network, "linkLocal"))],
  ["lo", when((network) => inRange(network, "loopback"))],
  ["loopback", when((network) => inRange(network, "loopback"))],
  ["multicast", when((network) => inRange(network, "multicast"))],
  [
    "net",
    ofNetwork((network) =>
      network.address === network.network ? withPrefix(network, network.network) : false
    ),
  ],
  ["netmask", netmask],
  ["network", networkAddress],
  ["network/prefix", ofNetwork(subnet)],
  ["network_id", networkAddress],
  [
    "network_netmask",
    ofNetwork((network) => `${network.format(network.network)} ${network.format(network.netmask)}`),
  ],
  [
    "network_wildcard",
    ofNetwork((network) =>
      `${network.format(network.network)} ${network.format(network.size - 1n)}`
    ),
  ],
  [
    "next_usable",
    ofNetwork((network) =>
      network.address + 1n <= network.lastUsable ? network.format(network.address + 1n) : false
    ),
  ],
  ["prefix", prefix],
  [
    "previous_usable",
    ofNetwork((network) =>
      network.address - 1n >= network.firstUsable ? network.format(network.address - 1n) : false
    ),
  ],
  ["private", when((network) => inRange(network, "private"))],
  ["public", when(isPublic)],
  [
    "range_usable",
    ofNetwork((network) =>
      `${network.format(network.firstUsable)}-${network.format(network.lastUsable)}`
    ),
  ],
  ["revdns", (network) => isHost(network) ? reverseName(network) : false],
  ["router", ofNetwork((network) => network.format(network.firstUsable))],
  ["size", (network) => integer(network.size)],
  ["size_usable", (network) => integer(network.lastUsable - network.firstUsable + 1n)],
  ["subnet", ofNetwork(subnet)],
  [
    "type",
    (network) => network.isAddress || network.address !== network.network ? "address" : "network",
  ],
  ["unicast", when((network) => !inRange(network, "multicast"))],
  ["v4", version(4)],
  ["v6", version(6)],
  ["version", (network) => network.version],
  ["wildcard", wildcard],
]);

/** An address by its number in the network, negative ones from the end. */
function nth(network: IpNetwork, index: bigint): bigint | undefined {
  const offset = index < 0n ? network.size + index : index;
  return offset >= 0n && offset < network.size ? network.network + offset : undefined;
}

function ask(value: string, query: unknown, only?: IpVersion): unknown {
  const network = IpNetwork.parse(value);
  if (network === undefined || only !== undefined && network.version !== only) return false;
  if (isInteger(query)) return numbered(network, BigInt(query));
  const name = text(query);
  const known = QUERIES.get(name);
  if (known !== undefined) return known(network, value);
  if (/^-?\d+$/.test(name)) return numbered(network, BigInt(name));
  const container = IpNetwork.parse(name);
  if (container !== undefined) return container.contains(network) ? value : false;
  throw valueError(`ipaddr: unknown filter type: ${name}`);
}

function numbered(network: IpNetwork, index: bigint): string | false {
  const found = network.isAddress ? undefined : nth(network, index);
  return found === undefined ? false : withPrefix(network, found);
}

/** Asks about one value, or keeps the answers about the elements of a list to which it applies. */
function ipAddress(only?: IpVersion): (value: unknown, query?: unknown) => unknown {
  return (value, query = "") => {
    if (value instanceof Undefined) return value.fail();
    if (Array.isArray(value)) {
      return value.map((element: unknown) => ask(text(element), query, only))
        .filter((answer) => answer !== false);
    }
    if (isInteger(value) && parseAddress(text(value)) === undefined) {
      const given = BigInt(value);
      const network = new IpNetwork(given < 1n << 32n ? 4 : 6, given);
      return ask(network.format(given), query, only);
    }
    return value === null || typeof value === "boolean" ? false : ask(text(value), query, only);
  };
}

/** IPv6 addresses in brackets, as URLs want them; anything else as it is. */
function wrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wrap);
  const given = text(value);
  const [host = "", ...rest] = given.split("/");
  const isV6 = parseAddress(host)?.version === 6;
  return isV6 ? [`[${host}]`, ...rest].join("/") : value;
}

function networkOf(value: unknown): IpNetwork {
  const network = IpNetwork.parse(text(value));
  if (network === undefined) throw valueError(`'${text(value)}' is not an IP address or network`);
  return network;
}

function nthHost(value: unknown, index: unknown): unknown {
  const network = networkOf(value);
  const found = nth(network, BigInt(integerArgument(index)));
  return found === undefined ? false : network.format(found);
}

function addTo(value: unknown, amount: unknown): string {
  const network = networkOf(value);
  return network.format(network.address + BigInt(integerArgument(amount)));
}

/** The n-th usable address after (or, negative, before) the one given. */
function usable(value: unknown, offset: unknown, direction: 1n | -1n): unknown {
  const network = networkOf(value);
  const steps = BigInt(integerArgument(offset));
  const found = network.address + direction * steps;
  const inside = found >= network.firstUsable && found <= network.lastUsable;
  return inside ? network.format(found) : false;
}

/** The subnets of a given prefix length: how many, or the n-th one. */
function subnets(value: unknown, query: unknown, index: unknown): unknown {
  const network = networkOf(value);
  if (absent(query) || query === "") return withPrefix(network, network.network);
  const container = IpNetwork.parse(text(query));
  if (container !== undefined && !/^\d+$/.test(text(query))) {
    return rankIn(container, network);
  }
  const length = integerArgument(isInteger(query) ? query : Number(text(query)));
  if (length > network.bits) return false;
  if (length < network.prefix || network.isAddress) return supernet(network, length);
  const count = 1n << BigInt(length - network.prefix);
  if (absent(index)) return integer(count);
  const wanted = BigInt(integerArgument(isInteger(index) ? index : Number(text(index))));
  const number = wanted < 0n ? count + wanted : wanted;
  if (number < 0n || number >= count) return false;
  const size = 1n << BigInt(network.bits - length);
  return `${network.format(network.network + number * size)}/${length}`;
}

function supernet(network: IpNetwork, length: number): string {
  const wider = new IpNetwork(network.version, network.address, length);
  return withPrefix(wider, wider.network);
}

/** Which of the container's subnets of the same size a network is, counted from one. */
function rankIn(container: IpNetwork, network: IpNetwork): string | false {
  if (!container.contains(network)) return false;
  return String((network.network - container.network) / network.size + 1n);
}

const ipaddr = takes(["query?", "version?", "alias?"], ipAddress());
const ipv4 = takes(["query?"], ipAddress(4));
const ipv6 = takes(["query?"], ipAddress(6));

/** Puts filters under their short and their full names. */
function qualified<T>(filters: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([
    ...filters,
    ...Array.from(filters, ([name, filter]) => [`ansible.utils.${name}`, filter] as const),
    ...Array.from(filters, ([name, filter]) => [`ansible.netcommon.${name}`, filter] as const),
  ]);
}

/** Filters on IP addresses, by short and full name. */
export const IP_FILTERS: ReadonlyMap<string, Filter> = qualified(table({
  ipaddr,
  ipmath: takes(["amount"], addTo),
  ipsubnet: takes(["query?", "index?"], subnets),
  ipv4,
  ipv6,
  ipwrap: takes(["query?"], wrap),
  next_nth_usable: takes(["offset"], (value, offset) => usable(value, offset, 1n)),
  nthhost: takes(["query"], nthHost),
  previous_nth_usable: takes(["offset"], (value, offset) => usable(value, offset, -1n)),
}));

function isIp(holds: (network: IpNetwork) => boolean): ReturnType<typeof takes> {
  return takes([], (value) => {
    const network = IpNetwork.parse(text(value));
    return network !== undefined && holds(network);
  });
}

/** Tests of IP addresses, by full name. */
export const IP_TESTS: ReadonlyMap<string, Test> = table({
  "ansible.utils.ip": isIp(() => true),
  "ansible.utils.ip_address": isIp((network) => network.isAddress),
  "ansible.utils.ipv4": isIp((network) => network.version === 4),
  "ansible.utils.ipv4_address": isIp((network) => network.version === 4 && network.isAddress),
  "ansible.utils.ipv6": isIp((network) => network.version === 6),
  "ansible.utils.ipv6_address": isIp((network) => network.version === 6 && network.isAddress),
  "ansible.utils.loopback": isIp((network) => inRange(network, "loopback")),
  "ansible.utils.multicast": isIp((network) => inRange(network, "multicast")),
  "ansible.utils.private": isIp((network) => inRange(network, "private")),
  "ansible.utils.public": isIp(isPublic),
});
