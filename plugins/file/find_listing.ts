/**
 * What the scripts of `find` print, read.
 *
 * @module
 */
import { normalize } from "@shep/sdk/path";
import type { Entry } from "./find_filter.ts";
import { inodeFields } from "./stat_fields.ts";

/** An entry, and how far down it is: 1 in the directory itself. */
export interface PlacedEntry {
  readonly entry: Entry;
  readonly level: number;
}

/** Everything that was listed. */
export interface Listing {
  /** Directory by directory: what is no directory, then those, then what is in them. */
  readonly entries: readonly PlacedEntry[];
  /** The target's clock, in seconds since 1970. */
  readonly now: number;
  /** Paths that could not be looked at, and why. */
  readonly skipped: Readonly<Record<string, string>>;
}

/** Reads what the listing script prints. */
export function readListing(output: string): Listing {
  const records = output.split("\0").slice(0, -1);
  const entries: PlacedEntry[] = [];
  const skipped: Record<string, string> = {};
  let now = 0;
  let tree: Entry[] = [];
  let root = "";
  let names: string[] = [];
  const endTree = (): void => {
    entries.push(...inOrder(tree, root));
    tree = [];
  };
  for (const record of records) {
    const at = record.indexOf("=");
    const value = record.slice(at + 1);
    switch (record.slice(0, at)) {
      case "now":
        now = Number(value);
        break;
      case "no_directory":
        skipped[value] = `'${value}' is not a directory`;
        break;
      case "unreadable":
        skipped[value] = `[Errno 13] Permission denied: '${value}'`;
        break;
      case "root":
        endTree();
        root = value;
        break;
      case "names":
        names = [];
        break;
      case "stats":
        tree.push(...described(names, value.split("\n").slice(0, -1)));
        break;
      default:
        names.push(record);
    }
  }
  endTree();
  return { entries, now, skipped };
}

/** A batch's names and the lines of its stat; none of a batch in which one vanished meanwhile. */
function described(names: readonly string[], lines: readonly string[]): Entry[] {
  if (names.length !== lines.length) return [];
  return names.map((name, at) => ({
    path: normalPath(name.slice(1)),
    fields: inodeFields(lines[at]!),
    leadsToDirectory: name.startsWith("d"),
  }));
}

/** As Ansible returns paths: without empty parts, dots, and slashes at the end. */
function normalPath(path: string): string {
  return normalize(path).replace(/(?<=.)\/$/, "");
}

/** As Python's `os.walk` goes. */
function inOrder(entries: readonly Entry[], root: string): PlacedEntry[] {
  const top = normalPath(root);
  const children = Map.groupBy(entries, ({ path }) => path.slice(0, path.lastIndexOf("/")) || "/");
  const visit = (directory: string, level: number): PlacedEntry[] => {
    const inside = (children.get(directory) ?? []).filter(({ path }) => path !== directory);
    const directories = inside.filter((entry) => entry.leadsToDirectory);
    const others = inside.filter((entry) => !entry.leadsToDirectory);
    return [
      ...[...others, ...directories].map((entry) => ({ entry, level })),
      ...directories.flatMap(({ path }) => visit(path, level + 1)),
    ];
  };
  return visit(top, 1);
}
