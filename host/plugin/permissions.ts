/**
 * What a plugin may touch: as Deno's flags, as text for people, and compared.
 *
 * @see https://docs.deno.com/runtime/fundamentals/security/
 * @module
 */
import type { Permissions } from "@shep/sdk";
import { Fault } from "@shep/sdk/errors";

/** The kinds of permission, in the order in which they are shown. */
export const PERMISSION_NAMES = ["read", "write", "net", "env", "run", "sys"] as const;

/** A kind of permission. */
export type PermissionName = typeof PERMISSION_NAMES[number];

/**
 * Deno's flags for a set of permissions.
 *
 * @throws {Fault} `invalid-request`, for an entry that the flags cannot say.
 */
export function permissionFlags(permissions: Permissions): string[] {
  const flags: string[] = [];
  for (const name of PERMISSION_NAMES) {
    const granted = permissions[name];
    if (granted === "*") flags.push(`--allow-${name}`);
    else if (granted !== undefined && granted.length > 0) {
      granted.forEach((entry) => checkEntry(name, entry));
      flags.push(`--allow-${name}=${granted.join(",")}`);
    }
  }
  return flags;
}

/** A comma would make two entries of one, and an empty entry something else than nothing. */
function checkEntry(name: PermissionName, entry: string): void {
  if (entry !== "" && !/[,\n\0]/.test(entry)) return;
  throw new Fault(
    "invalid-request",
    `A plugin's permission '${name}' cannot have the entry ${JSON.stringify(entry)}`,
    { hint: "An entry is one path, host or name, without commas" },
  );
}

/** Whether anything at all of a kind is granted. */
export function holds(permissions: Permissions, name: PermissionName): boolean {
  return (permissions[name]?.length ?? 0) > 0;
}

/** What each kind of permission lets a plugin do. */
const MEANINGS: Readonly<Record<PermissionName, string>> = {
  read: "read files",
  write: "write files",
  net: "open connections",
  env: "read environment variables",
  run: "start programs, which are not in the sandbox",
  sys: "ask about this machine",
};

/** The permissions as lines for people, such as `read files: /etc/hosts`. */
export function permissionLines(permissions: Permissions): string[] {
  return PERMISSION_NAMES.flatMap((name) => {
    const granted = permissions[name];
    if (granted === undefined || granted.length === 0) return [];
    return [`${MEANINGS[name]}: ${granted === "*" ? "any" : granted.join(", ")}`];
  });
}

/** What `declared` asks for beyond `granted`. */
export function permissionsBeyond(granted: Permissions, declared: Permissions): Permissions {
  const beyond: { -readonly [K in keyof Permissions]: Permissions[K] } = {};
  for (const name of PERMISSION_NAMES) {
    const has = granted[name] ?? [];
    const wants = declared[name] ?? [];
    if (has === "*" || wants.length === 0) continue;
    if (wants === "*") beyond[name] = "*";
    else {
      const more = wants.filter((entry) => !has.some((held) => covers(name, held, entry)));
      if (more.length > 0) beyond[name] = more;
    }
  }
  return beyond;
}

/** Whether `declared` asks for anything beyond `granted`. */
export function isWider(declared: Permissions, granted: Permissions): boolean {
  return Object.keys(permissionsBeyond(granted, declared)).length > 0;
}

/** Whether whoever holds `held` holds `entry` too, by Deno's rules. */
function covers(name: PermissionName, held: string, entry: string): boolean {
  if (held === entry) return true;
  if (name === "read" || name === "write") {
    // `/etc/../root` begins like `/etc`, but does not lie there.
    return !entry.split("/").includes("..") && entry.startsWith(held.replace(/\/*$/, "/"));
  }
  // A host without a port stands for all its ports.
  return name === "net" && entry.startsWith(`${held}:`) &&
    /^\d+$/.test(entry.slice(held.length + 1));
}
