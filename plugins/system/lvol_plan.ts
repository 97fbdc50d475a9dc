/**
 * What makes a logical volume as it is to be.
 *
 * @see https://man7.org/linux/man-pages/man8/lvextend.8.html
 * @module
 */
import { TaskFailure } from "@shep/sdk";

/** What there is of a volume group, in bytes. */
export interface Group {
  readonly size: number;
  readonly free: number;
  readonly extent: number;
}

/** A volume as `lvs` tells of it; its size in bytes. */
export interface Volume {
  readonly name: string;
  readonly size: number;
  /** The letters of `lv_attr`. */
  readonly attributes: string;
}

/** A size as it was asked for. */
export interface Size {
  readonly sign: "" | "+" | "-";
  /** Bytes, or percent. */
  readonly amount: number;
  /** What it is a share of. */
  readonly of?: string;
  /** As LVM's programs read it, without the sign. */
  readonly text: string;
}

/** What the plan is made from. */
export interface Wanted {
  readonly vg: string;
  readonly lv?: string;
  readonly snapshot?: string;
  readonly thinpool?: string;
  readonly state: "absent" | "present";
  readonly size?: Size;
  readonly opts: readonly string[];
  readonly pvs: readonly string[];
  readonly active: boolean;
  readonly force: boolean;
  readonly shrink: boolean;
  readonly resizefs: boolean;
}

/** A program to run, and what to say if it fails. */
export interface Step {
  /** A resize may find that there is nothing to do. */
  readonly kind: "make" | "resize";
  readonly what: string;
  readonly command: readonly string[];
}

const UNITS = "kmgtpe";

/** How many bytes a unit has. */
export function unitBytes(unit: string): number {
  const letter = unit.toLowerCase();
  return letter === "b" ? 1 : letter === "s" ? 512 : 1024 ** (UNITS.indexOf(letter) + 1);
}

/** @throws {TaskFailure} For what is no size. */
export function parseSize(text: string): Size {
  const [, sign = "", number = "", rest = ""] = /^([+-]?)(\d+(?:\.\d+)?)(.*)$/s.exec(text) ?? [];
  const isShare = rest.startsWith("%");
  if (number === "" || (!isShare && !/^[bskmgtpe]?$/i.test(rest))) {
    throw new TaskFailure(`Bad size specification of '${text}'`);
  }
  const known = { sign: sign as Size["sign"], text: number + (rest || "m") };
  if (!isShare) return { ...known, amount: Number(number) * unitBytes(rest || "m") };
  if (!/^%(VG|PVS|FREE|ORIGIN)$/.test(rest) || number.includes(".")) {
    throw new TaskFailure("Specify extents as a percentage of VG|PVS|FREE");
  }
  if (Number(number) > 100) throw new TaskFailure("Size percentage cannot be larger than 100%");
  return { ...known, amount: Number(number), of: rest.slice(1) };
}

/** The volume that a task is about. */
export function volumeName({ lv, snapshot, thinpool }: Wanted): string {
  return snapshot ?? lv ?? thinpool ?? "";
}

/**
 * The steps that are left.
 *
 * @throws {TaskFailure} When it cannot be, or must not be without `force`.
 */
export function planVolume(wanted: Wanted, group: Group, volumes: readonly Volume[]): Step[] {
  const name = volumeName(wanted);
  const find = (each: string | undefined): Volume | undefined =>
    volumes.find((volume) => volume.name === each);
  const volume = find(name);
  const path = `${wanted.vg}/${name}`;
  if (wanted.state === "absent") {
    if (volume === undefined) return [];
    if (!wanted.force) {
      throw new TaskFailure(`Sorry, no removal of logical volume ${name} without force=true.`);
    }
    const command = ["lvremove", "--force", path];
    return [{ kind: "make", what: `Failed to remove logical volume ${name}`, command }];
  }
  const origin = wanted.snapshot === undefined ? undefined : find(wanted.lv);
  if (wanted.snapshot !== undefined && origin === undefined) {
    throw new TaskFailure(
      `Snapshot origin LV ${wanted.lv} does not exist in volume group ${wanted.vg}.`,
    );
  }
  if (volume === undefined) {
    const command = creation(wanted, origin, find(wanted.thinpool) !== undefined);
    const created: Step = {
      kind: "make",
      what: `Creating logical volume '${name}' failed`,
      command: ["lvcreate", "--yes", ...command],
    };
    return wanted.active ? [created] : [created, activation(name, path, false)];
  }
  return [
    ...resizing(wanted, group, volume, origin),
    ...(isActive(volume) === wanted.active ? [] : [activation(name, path, wanted.active)]),
  ];
}

function isActive({ attributes }: Volume): boolean {
  return attributes[4] === "a";
}

function isThin({ attributes }: Volume): boolean {
  return attributes[0] === "V";
}

function activation(name: string, path: string, active: boolean): Step {
  const what = `Failed to ${active ? "" : "de"}activate logical volume ${name}`;
  return { kind: "make", what, command: ["lvchange", active ? "-ay" : "-an", path] };
}

/** The words of lvcreate. */
function creation(wanted: Wanted, origin: Volume | undefined, hasPool: boolean): string[] {
  const { vg, lv, thinpool, snapshot, size, opts, pvs } = wanted;
  if (size === undefined && (origin === undefined || !isThin(origin))) {
    throw new TaskFailure("No size given.");
  }
  if (size !== undefined && size.sign !== "") {
    throw new TaskFailure(
      `Bad size specification of '${size.sign}${size.text}' for creating LV`,
    );
  }
  const sized = size === undefined ? [] : [size.of === undefined ? "-L" : "-l", size.text];
  if (snapshot !== undefined) return [...sized, "-s", "-n", snapshot, ...opts, `${vg}/${lv}`];
  if (size?.of === "ORIGIN") throw new TaskFailure("Only a snapshot has an ORIGIN");
  if (thinpool === undefined) return ["-n", lv!, ...sized, ...opts, vg, ...pvs];
  if (lv === undefined) return [...sized, ...opts, "-T", `${vg}/${thinpool}`, ...pvs];
  if (!hasPool) {
    throw new TaskFailure(`Thin pool LV ${thinpool} does not exist in volume group ${vg}.`);
  }
  if (size?.of !== undefined) {
    throw new TaskFailure("Thin volume sizing with percentage not supported.");
  }
  return ["-n", lv, "-V", size!.text, ...opts, "-T", `${vg}/${thinpool}`];
}

function resizing(
  wanted: Wanted,
  group: Group,
  volume: Volume,
  origin: Volume | undefined,
): Step[] {
  const { vg, size, resizefs, force, pvs } = wanted;
  if (size === undefined) return [];
  const goal = goalSize(size, group, volume, origin);
  if (goal === volume.size) return [];
  if (goal < volume.size && !mayShrink(wanted, goal, group, volume)) return [];
  const grows = goal > volume.size;
  if (grows && size.of !== undefined && group.free < goal - volume.size) {
    throw new TaskFailure(
      `Logical Volume ${volume.name} could not be extended. Not enough free space left ` +
        `(${mebibytes(goal - volume.size)} required / ${mebibytes(group.free)} available)`,
    );
  }
  const command = [
    grows ? "lvextend" : "lvreduce",
    ...(force && !grows ? ["--force"] : []),
    ...(resizefs ? ["--resizefs"] : []),
    size.of === undefined ? "-L" : "-l",
    `${size.sign}${size.text}`,
    `${vg}/${volume.name}`,
    ...(grows ? pvs : []),
  ];
  return [{ kind: "resize", what: `Unable to resize ${volume.name} to ${size.text}`, command }];
}

/** The size in bytes that it comes to; LVM rounds a size up to a whole extent, and a share down. */
function goalSize(size: Size, group: Group, volume: Volume, origin: Volume | undefined): number {
  const { extent } = group;
  const whole = size.of === "FREE"
    ? group.free
    : size.of === "ORIGIN"
    ? origin?.size ?? 0
    : group.size;
  const amount = size.of === undefined ? size.amount : size.amount / 100 * whole;
  const goal = size.sign === "" ? amount : volume.size + (size.sign === "+" ? amount : -amount);
  const round = size.of === undefined ? Math.ceil : Math.floor;
  return round(goal / extent) * extent;
}

/**
 * A share that is less than an extent away is met; a share of what is free says nothing of what is
 * not, so it takes nothing away. Nor does one of a snapshot's origin, which LVM makes larger: by what
 * it keeps besides.
 *
 * @throws {TaskFailure} When that is forbidden.
 */
function mayShrink(
  { size, shrink, force }: Wanted,
  goal: number,
  { extent }: Group,
  volume: Volume,
): boolean {
  if (!shrink) return false;
  if ((size?.of === "FREE" || size?.of === "ORIGIN") && size.sign === "") return false;
  if (size?.of !== undefined && volume.size - goal <= extent) return false;
  if (goal <= 0) throw new TaskFailure(`Sorry, no shrinking of ${volume.name} to 0 permitted.`);
  if (!force) throw new TaskFailure(`Sorry, no shrinking of ${volume.name} without force=true.`);
  return true;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)}m`;
}
