/**
 * The action `find`: what is below some directories. One round trip lists it; what is in files, and
 * their checksums, take another.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/find_module.html
 * @module
 */
import { type Arguments, defineAction, type Plain, type Task, type TaskResult } from "@shep/sdk";
import { type Entry, entryFilter } from "./find_filter.ts";
import { readListing } from "./find_listing.ts";
import { checksumScript, contentScript, listScript } from "./find_script.ts";
import { compilePattern } from "./python_regex.ts";
import { readContents } from "./read_contents.ts";
import { Report } from "./target.ts";

const SPECS = {
  paths: {
    type: "list",
    elements: "str",
    description: "The directories.",
    required: true,
    aliases: ["name", "path"],
  },
  patterns: {
    type: "list",
    elements: "str",
    description: "Patterns of names, of which one has to match.",
    default: [] as string[],
    aliases: ["pattern"],
  },
  excludes: {
    type: "list",
    elements: "str",
    description: "Patterns of names, of which none may match.",
    default: [] as string[],
    aliases: ["exclude"],
  },
  use_regex: {
    type: "bool",
    description: "Whether the patterns are Python's regular expressions, and not a shell's.",
    default: false,
  },
  contains: {
    type: "str",
    description: "A regular expression that a line of the file has to begin with.",
  },
  read_whole_file: {
    type: "bool",
    description: "Whether that is searched in the file as a whole.",
    default: false,
  },
  file_type: {
    type: "str",
    description: "What is looked for.",
    choices: ["any", "directory", "file", "link"],
    default: "file",
  },
  recurse: { type: "bool", description: "Whether it may be further down.", default: false },
  depth: { type: "int", description: "How many levels down, with `recurse`; 0 for all." },
  hidden: {
    type: "bool",
    description: "Whether names that begin with a dot count.",
    default: false,
  },
  follow: {
    type: "bool",
    description: "Whether links to directories are followed.",
    default: false,
  },
  age: {
    type: "str",
    description: "The least age, in seconds or with s, m, h, d or w; with a minus, the greatest.",
  },
  age_stamp: {
    type: "str",
    description: "The time that it is counted from.",
    choices: ["atime", "ctime", "mtime"],
    default: "mtime",
  },
  size: {
    type: "str",
    description: "The least size, in bytes or with b, k, m, g or t; with a minus, the greatest.",
  },
  get_checksum: {
    type: "bool",
    description: "Whether files are returned with their SHA-1.",
    default: false,
  },
  limit: { type: "int", description: "The most that are returned; all, if absent." },
} as const;

type FindArguments = Arguments<typeof SPECS>;

/** Finds files. */
export const find = defineAction({
  name: "find",
  summary: "Finds files, directories and links.",
  arguments: SPECS,
  supportsCheck: true,
  examples: [
    "- name: Old logs\n  find:\n    paths: /var/log\n    patterns: '*.log'\n    age: 4w\n" +
    "    recurse: true\n  register: logs",
  ],
  returns: {
    files: "What was found: `path` and what `stat` says of it.",
    matched: "How many there are.",
    examined: "How many were looked at.",
    skipped_paths: "The paths that could not be looked at, and why.",
    msg: "Whether all could.",
  },
  async run(args, task): Promise<TaskResult> {
    const { paths, follow, recurse } = args;
    // As in Ansible, none is no limit.
    const depth = args.depth === 0 ? undefined : args.depth;
    const levels = recurse ? depth : 1;
    const script = listScript({
      paths: paths.filter((path) => path !== ""),
      follow,
      // As in Ansible, the level below counts as looked at.
      depth: recurse && depth !== undefined ? depth + 1 : levels,
    });
    const listing = readListing((await task.script(script)).stdout);
    const isWanted = entryFilter(args, listing.now);
    const entries = listing.entries.filter(({ level, entry }) =>
      (levels === undefined || level <= levels) && isWanted(entry)
    ).map(({ entry }) => entry);
    const holding = await filterContent(entries, args, task);
    const found = args.limit === undefined ? holding : holding.slice(0, args.limit);
    const files = await described(found, args, task);
    return {
      values: {
        files,
        matched: files.length,
        examined: listing.entries.length,
        skipped_paths: listing.skipped,
        msg: Object.keys(listing.skipped).length === 0
          ? "All paths examined"
          : "Not all paths examined, check warnings for details",
      },
    };
  },
});

/** How much of files is read at once, in bytes. */
const BATCH_BYTES = 4 * 1024 * 1024;

async function filterContent(
  entries: readonly Entry[],
  { contains, read_whole_file, file_type }: FindArguments,
  task: Task,
): Promise<readonly Entry[]> {
  if (contains === undefined || file_type !== "file") return entries;
  const pattern = compilePattern(contains, { isText: true });
  const isMatch = (text: string): boolean =>
    read_whole_file
      ? pattern.test(text)
      : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).some((line) => pattern.exec(line)?.index === 0);
  const found: Entry[] = [];
  for (const batch of batches(entries)) {
    const { stdoutBytes } = await task.script(contentScript(batch.map(({ path }) => path)));
    const contents = readContents(stdoutBytes);
    const text = new TextDecoder();
    found.push(...batch.filter((_, at) => {
      const content = contents[at];
      return content !== undefined && isMatch(text.decode(content));
    }));
  }
  return found;
}

function batches(entries: readonly Entry[]): Entry[][] {
  const result: Entry[][] = [];
  let bytes = Infinity;
  for (const entry of entries) {
    const size = Number(entry.fields.size);
    if (bytes + size > BATCH_BYTES) {
      result.push([]);
      bytes = 0;
    }
    bytes += size;
    result.at(-1)!.push(entry);
  }
  return result;
}

async function described(
  entries: readonly Entry[],
  { get_checksum }: FindArguments,
  task: Task,
): Promise<Plain[]> {
  const files = get_checksum ? entries.filter(({ fields }) => fields.isreg) : [];
  const sums = new Map<Entry, string>();
  if (files.length > 0) {
    const { stdout } = await task.script(checksumScript(files.map(({ path }) => path)));
    const computed = new Report(stdout).all("sum");
    files.forEach((entry, at) => sums.set(entry, computed[at] ?? ""));
  }
  return entries.map((entry): Plain => {
    const checksum = sums.get(entry);
    return {
      path: entry.path,
      ...entry.fields,
      ...(checksum === undefined ? {} : { checksum }),
    };
  });
}
