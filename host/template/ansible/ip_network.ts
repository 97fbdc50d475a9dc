/**
 * IP addresses and networks.
 *
 * @module
 */

/** The version of an address. */
export type IpVersion = 4 | 6;

const BITS: Readonly<Record<IpVersion, number>> = { 4: 32, 6: 128 };

/** An address as a number. */
export interface IpAddress {
  readonly version: IpVersion;
  readonly value: bigint;
}

/** The address that `text` is, if it is one. */
export function parseAddress(text: string): IpAddress | undefined {
  const v4 = parseV4(text);
  if (v4 !== undefined) return { version: 4, value: v4 };
  const v6 = parseV6(text);
  return v6 === undefined ? undefined : { version: 6, value: v6 };
}

function parseV4(text: string): bigint | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const octets = text.split(".").map(Number);
  if (octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((value, octet) => value << 8n | BigInt(octet), 0n);
}

function parseV6(text: string): bigint | undefined {
  const [, head = "", v4 = ""] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [, text];
  const tail = v4 === "" ? undefined : parseV4(v4);
  if (v4 !== "" && tail === undefined) return undefined;
  const hex = tail === undefined
    ? head
    : `${head}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const halves = hex.split("::");
  if (halves.length > 2 || !/^[\da-f:]+$/i.test(hex)) return undefined;
  const [left = [], right = []] = halves.map((half) => half === "" ? [] : half.split(":"));
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  if (groups.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((value, group) => value << 16n | BigInt(`0x${group}`), 0n);
}

/** An address as text, IPv6 in its shortest form. */
export function formatAddress({ version, value }: IpAddress): string {
  if (version === 4) {
    return [24n, 16n, 8n, 0n].map((shift) => value >> shift & 0xffn).join(".");
  }
  const groups = Array.from({ length: 8 }, (_, i) => value >> BigInt(112 - 16 * i) & 0xffffn);
  return compress(groups.map((group) => group.toString(16)));
}

/** Writes the longest run of zero groups as `::`. */
function compress(groups: readonly string[]): string {
  let [best, bestLength] = [-1, 1];
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (groups[end] === "0") end++;
    if (end - i > bestLength) [best, bestLength] = [i, end - i];
  }
  if (best < 0) return groups.join(":");
  return `${groups.slice(0, best).join(":")}::${groups.slice(best + bestLength).join(":")}`;
}

/** An address in a network, such as `192.0.2.7/24`. */
export class IpNetwork {
  readonly version: IpVersion;
  /** The address as it was given. */
  readonly address: bigint;
  /** The length of the network's prefix, in bits. */
  readonly prefix: number;

  constructor(version: IpVersion, address: bigint, prefix: number = BITS[version]) {
    this.version = version;
    this.address = address;
    this.prefix = prefix;
  }

  /** The network in a text such as `192.0.2.7`, `192.0.2.7/24` or `192.0.2.7/255.255.255.0`. */
  static parse(text: string): IpNetwork | undefined {
    const [addressText = "", maskText, ...rest] = text.trim().split("/");
    const address = parseAddress(addressText);
    if (address === undefined || rest.length > 0) return undefined;
    const { version, value } = address;
    if (maskText === undefined) return new IpNetwork(version, value);
    const prefix = parsePrefix(maskText, version);
    return prefix === undefined ? undefined : new IpNetwork(version, value, prefix);
  }

  /** How many bits an address has. */
  get bits(): number {
    return BITS[this.version];
  }

  /** How many addresses the network has. */
  get size(): bigint {
    return 1n << BigInt(this.bits - this.prefix);
  }

  /** The first address of the network. */
  get network(): bigint {
    return this.address & this.netmask;
  }

  /** The last address of the network. */
  get last(): bigint {
    return this.network + this.size - 1n;
  }

  /** The address with the prefix' bits set. */
  get netmask(): bigint {
    return (1n << BigInt(this.bits)) - this.size;
  }

  /** Whether the text names one address, not a network. */
  get isAddress(): boolean {
    return this.prefix === this.bits;
  }

  /** The first address a host may have. */
  get firstUsable(): bigint {
    return this.size > 2n ? this.network + 1n : this.network;
  }

  /** The last address a host may have. */
  get lastUsable(): bigint {
    return this.size > 2n && this.version === 4 ? this.last - 1n : this.last;
  }

  /** Whether the other network is part of this one. */
  contains(other: IpNetwork): boolean {
    return this.version === other.version && other.network >= this.network &&
      other.last <= this.last;
  }

  /** An address of the same version, as text. */
  format(value: bigint): string {
    return formatAddress({ version: this.version, value });
  }
}

function parsePrefix(text: string, version: IpVersion): number | undefined {
  const bits = BITS[version];
  if (/^\d+$/.test(text)) return Number(text) <= bits ? Number(text) : undefined;
  const mask = parseAddress(text);
  if (mask === undefined || mask.version !== version) return undefined;
  const binary = mask.value.toString(2).padStart(bits, "0");
  const match = /^(1*)0*$/.exec(binary) ?? undefined;
  return match?.[1]?.length;
}
