/** Disks, their partitions and what is made of them, a part of the subset `hardware`. @module */
import type { Facts } from "./family.ts";
import type { Sources } from "./sources.ts";

const DIRECTORY = "/sys/block";

/** The kernel counts sectors of this size, whatever a device's own are. */
const SECTOR_BYTES = 512;

/** The files that tell about disks and partitions. */
export const DEVICE_FILES: readonly string[] = [
  "size",
  "removable",
  "queue/rotational",
  "queue/scheduler",
  "queue/logical_block_size",
  "queue/discard_granularity",
  "device/model",
  "device/vendor",
  "device/serial",
  "device/sas_address",
  "device/sas_device_handle",
  "dm/name",
  "*/start",
  "*/size",
].map((file) => `${DIRECTORY}/*/${file}`);

/** The paths that tell which disks there are, and which are made of which. */
export const DEVICE_PATHS: readonly string[] = [
  `${DIRECTORY}/*`,
  `${DIRECTORY}/*/holders/*`,
  `${DIRECTORY}/*/*/holders/*`,
  `${DIRECTORY}/*/slaves/*`,
];

/** Tells where each disk is attached, and the links to it. */
export const DEVICE_LINKS_COMMAND =
  `ls -ld ${DIRECTORY}/* /dev/disk/by-id/* /dev/disk/by-uuid/* /dev/disk/by-label/*`;

/** Names the controllers that disks are attached to. */
export const CONTROLLER_COMMAND = "command -v lspci >/dev/null && lspci -D";

/** The kinds of names that a disk has. */
interface DeviceLinks {
  readonly ids: Record<string, string[]>;
  readonly labels: Record<string, string[]>;
  readonly masters: Record<string, string[]>;
  readonly uuids: Record<string, string[]>;
}

/** The facts about disks; those without a size or a medium too. */
export function deviceFacts(sources: Sources): Facts {
  const names = children(sources, DIRECTORY);
  const symlinks = readSymlinks(sources.output("device_links"));
  const links = deviceLinks(names, symlinks, sources);
  return {
    devices: Object.fromEntries(
      names.map((name) => [name, device(name, links, symlinks, sources)]),
    ),
    device_links: { ...links },
  };
}

/** The names in a directory, of those that were looked for. */
function children(sources: Sources, directory: string): string[] {
  return sources.paths.filter((path) => path.startsWith(`${directory}/`))
    .map((path) => path.slice(directory.length + 1))
    .filter((name) => !name.includes("/") && name !== "*");
}

/** What each link leads to. */
function readSymlinks(listing: string): Map<string, string> {
  const symlinks = new Map<string, string>();
  for (const line of listing.split("\n")) {
    const match = / (\/\S+) -> (\S+)$/.exec(line);
    if (match) symlinks.set(match[1]!, match[2]!);
  }
  return symlinks;
}

function deviceLinks(
  names: readonly string[],
  symlinks: ReadonlyMap<string, string>,
  sources: Sources,
): DeviceLinks {
  const masters: Record<string, string[]> = {};
  for (const name of names) {
    for (const slave of children(sources, `${DIRECTORY}/${name}/slaves`)) {
      (masters[slave] ??= []).push(name);
    }
  }
  return {
    ids: namesBelow("/dev/disk/by-id/", symlinks),
    labels: namesBelow("/dev/disk/by-label/", symlinks),
    masters,
    uuids: namesBelow("/dev/disk/by-uuid/", symlinks),
  };
}

/** The names that a directory of links has for each device. */
function namesBelow(
  directory: string,
  symlinks: ReadonlyMap<string, string>,
): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const [link, target] of symlinks) {
    if (!link.startsWith(directory)) continue;
    (names[target.split("/").at(-1)!] ??= []).push(link.slice(directory.length));
  }
  return names;
}

/** The names of one device. */
function linksOf(device: string, links: DeviceLinks): Facts {
  const { ids, labels, masters, uuids } = links;
  return {
    ids: ids[device] ?? [],
    labels: labels[device] ?? [],
    masters: masters[device] ?? [],
    uuids: uuids[device] ?? [],
  };
}

function device(
  name: string,
  links: DeviceLinks,
  symlinks: ReadonlyMap<string, string>,
  sources: Sources,
): Facts {
  const directory = `${DIRECTORY}/${name}`;
  const read = (file: string): string | null => sources.firstLine(`${directory}/${file}`) ?? null;
  const sectors = read("size") ?? "0";
  const serial = read("device/serial");
  return {
    virtual: 1,
    links: linksOf(name, links),
    vendor: read("device/vendor"),
    model: read("device/model"),
    sas_address: read("device/sas_address"),
    sas_device_handle: read("device/sas_device_handle"),
    ...(serial === null ? {} : { serial }),
    removable: read("removable"),
    support_discard: read("queue/discard_granularity"),
    partitions: partitions(name, links, sources),
    rotational: read("queue/rotational"),
    scheduler_mode: /\[(.*?)\]/.exec(read("queue/scheduler") ?? "")?.[1] ?? "",
    sectors,
    sectorsize: read("queue/logical_block_size") ?? "512",
    size: humanSize(sectors),
    host: controller(symlinks.get(directory) ?? "", sources),
    holders: holders(directory, sources),
  };
}

function partitions(disk: string, links: DeviceLinks, sources: Sources): Facts {
  const found = sources.files.map((path) => path.split("/"))
    .filter((parts) => parts[3] === disk && parts[5] === "start")
    .map((parts) => parts[4]!);
  return Object.fromEntries(found.map((name) => {
    const directory = `${DIRECTORY}/${disk}/${name}`;
    const sectors = sources.firstLine(`${directory}/size`) ?? "0";
    return [name, {
      links: linksOf(name, links),
      start: sources.firstLine(`${directory}/start`) ?? "0",
      sectors,
      sectorsize: sources.firstLine(`${DIRECTORY}/${disk}/queue/logical_block_size`) ?? "512",
      size: humanSize(sectors),
      uuid: links.uuids[name]?.[0] ?? null,
      holders: holders(directory, sources),
    }];
  }));
}

/** What is made of a device; the mapper's own names say more than the kernel's. */
function holders(directory: string, sources: Sources): string[] {
  return children(sources, `${directory}/holders`).map((name) =>
    sources.firstLine(`${DIRECTORY}/${name}/dm/name`) ?? name
  );
}

/** The name of the controller on the way to a device: the last one that has an address. */
function controller(path: string, sources: Sources): string {
  const address = path.match(/[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]/g)?.at(-1);
  if (address === undefined) return "";
  const line = sources.output("controllers").split("\n").find((each) => each.startsWith(address));
  return line?.slice(address.length + 1) ?? "";
}

const UNITS = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"];

/** A size for people. */
function humanSize(sectors: string): string {
  const bytes = Number(sectors) * SECTOR_BYTES;
  const power = bytes < 1 ? 0 : Math.min(6, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(2)} ${UNITS[power]}`;
}
