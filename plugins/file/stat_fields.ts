/**
 * The documented fields of `stat`, made of what the target printed.
 *
 * @module
 */
import { type Float, float, type Plain } from "@shep/sdk";
import { formatMode } from "./mode.ts";
import { type Report, withoutPlaceholder } from "./target.ts";

/**
 * What stat is asked for, in GNU's form and in BSD's. busybox knows no fractions of seconds: it is
 * asked for both forms of a time, and prints what it does not know as it is.
 */
export const FULL_STAT = {
  gnu: "%f %u %g %s %h %i %d %b %o %t %T %X %Y %Z %.9X %.9Y %.9Z %U:%G",
  bsd: "%Xp %u %g %z %l %i %d %b %k %Hr %Lr %a %m %c %Fa %Fm %Fc %Su:%Sg",
} as const;

/** What was asked for besides. */
export interface StatWanted {
  readonly get_mime: boolean;
  readonly get_attributes: boolean;
}

/** The value of `stat`. */
export function statFields(report: Report, wanted: StatWanted): { [name: string]: Plain } {
  const line = report.get("full_stat");
  if (line === undefined) return { exists: false };
  const fields = line.split(" ");
  const checksum = report.get("checksum");
  const { pw_name, gr_name, ...inode } = inodeFields(line);
  return {
    exists: true,
    path: report.get("path") ?? null,
    ...inode,
    // As in Ansible, there are no names where `find` has empty ones.
    ...(pw_name === "" ? {} : { pw_name }),
    ...(gr_name === "" ? {} : { gr_name }),
    device_type: deviceNumber(fields[9], fields[10]),
    blocks: integer(fields[7]),
    block_size: integer(fields[8]),
    readable: report.get("readable") !== undefined,
    writeable: report.get("writeable") !== undefined,
    executable: report.get("executable") !== undefined,
    ...linkFields(report),
    ...(checksum === undefined ? {} : { checksum }),
    ...(wanted.get_mime ? mimeFields(report.get("mime")) : {}),
    ...(wanted.get_attributes ? flagFields(report.get("flags")) : {}),
  };
}

/** What stat says of anything that has a name. */
export interface InodeFields {
  readonly [name: string]: Plain;
  readonly isreg: boolean;
  readonly isdir: boolean;
  readonly islnk: boolean;
  /** Empty if the number has no name. */
  readonly pw_name: string;
  readonly gr_name: string;
  readonly size: number | bigint;
  readonly atime: number | Float;
  readonly mtime: number | Float;
  readonly ctime: number | Float;
}

/** The fields of a line of {@linkcode FULL_STAT} that `find` has, too. */
export function inodeFields(line: string): InodeFields {
  const fields = line.split(" ");
  const [hex = "", uid, gid, size, links, inode, device] = fields;
  const [owner, group] = fields.slice(17).join(" ").split(":").map(withoutPlaceholder);
  const bits = parseInt(hex, 16);
  return {
    ...kindFields(bits),
    ...permissionFields(bits),
    uid: Number(uid),
    gid: Number(gid),
    pw_name: owner ?? "",
    gr_name: group ?? "",
    size: integer(size),
    nlink: Number(links),
    inode: integer(inode),
    dev: integer(device),
    atime: time(fields[11], fields[14]),
    mtime: time(fields[12], fields[15]),
    ctime: time(fields[13], fields[16]),
  };
}

/** Inodes may be larger than a double can hold. */
function integer(text: string | undefined): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text ?? 0);
}

const KINDS = {
  isreg: 0o100000,
  isdir: 0o040000,
  islnk: 0o120000,
  isblk: 0o060000,
  ischr: 0o020000,
  isfifo: 0o010000,
  issock: 0o140000,
} as const;

function kindFields(bits: number): Record<keyof typeof KINDS, boolean> {
  const each = Object.entries(KINDS).map(([name, kind]) => [name, (bits & 0o170000) === kind]);
  return Object.fromEntries(each) as Record<keyof typeof KINDS, boolean>;
}

const PERMISSIONS: Readonly<Record<string, number>> = {
  rusr: 0o400,
  wusr: 0o200,
  xusr: 0o100,
  rgrp: 0o040,
  wgrp: 0o020,
  xgrp: 0o010,
  roth: 0o004,
  woth: 0o002,
  xoth: 0o001,
  isuid: 0o4000,
  isgid: 0o2000,
};

function permissionFields(bits: number): Record<string, boolean | string> {
  const each = Object.entries(PERMISSIONS).map(([name, bit]) => [name, (bits & bit) !== 0]);
  return { mode: formatMode(bits & 0o7777), ...Object.fromEntries(each) };
}

/** As Linux numbers devices; both parts are in hex. */
function deviceNumber(major: string | undefined, minor: string | undefined): number {
  const [high, low] = [parseInt(major ?? "0", 16), parseInt(minor ?? "0", 16)];
  return (low & 0xff) + (high & 0xfff) * 0x100 + (low & ~0xff) * 0x1000;
}

/** Seconds since 1970, as Python adds them up; with a fraction where the target knows it. */
function time(whole: string | undefined, precise: string | undefined): number | Float {
  const [, seconds, nanoseconds] = /^(\d+)\.(\d{9})$/.exec(precise ?? "") ?? [];
  if (seconds === undefined) return float(Number(whole));
  return float(Number(seconds) + 1e-9 * Number(nanoseconds));
}

function linkFields(report: Report): Record<string, string> {
  const target = report.get("lnk_target");
  if (target === undefined) return {};
  return { lnk_target: target, lnk_source: report.get("lnk_source") ?? target };
}

function mimeFields(mime: string | undefined): { mimetype: string; charset: string } {
  const [, mimetype, charset] = /^(\S+); charset=(\S+)/.exec(mime ?? "") ?? [];
  return { mimetype: mimetype ?? "unknown", charset: charset ?? "unknown" };
}

/** @see https://man7.org/linux/man-pages/man1/chattr.1.html */
const FLAGS: Readonly<Record<string, string>> = {
  A: "noatime",
  a: "append",
  c: "compressed",
  C: "nocow",
  d: "nodump",
  D: "dirsync",
  e: "extents",
  E: "encrypted",
  h: "blocksize",
  i: "immutable",
  I: "indexed",
  j: "journalled",
  N: "inline",
  s: "zero",
  S: "synchronous",
  t: "notail",
  T: "blockroot",
  u: "undelete",
  X: "compressedraw",
  Z: "compresseddirty",
};

function flagFields(line: string | undefined): { [name: string]: Plain } {
  const [, version, flags] = /^\s*(\d+) +([A-Za-z-]+) /.exec(line ?? "") ?? [];
  if (version === undefined || flags === undefined) {
    return { version: null, attributes: [], attr_flags: "" };
  }
  const set = flags.replaceAll("-", "");
  const attributes = [...set].map((flag) => FLAGS[flag]).filter((name) => name !== undefined);
  return { version, attributes, attr_flags: set };
}
