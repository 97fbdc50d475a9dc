/**
 * The action `archive`: files and directories of the target, packed.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/archive_module.html
 * @module
 */
import { type Arguments, defineAction, type Task, TaskFailure, type TaskResult } from "@shep/sdk";
import { type ArchiveFormat, listingScript, packScript } from "./archive_script.ts";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { globPattern } from "./find_filter.ts";
import { compilePattern } from "./python_regex.ts";
import { readReport, Report, statusValues } from "./target.ts";

const SPECS = {
  path: {
    type: "list",
    elements: "path",
    description: "Files and directories, or patterns of them.",
    required: true,
  },
  dest: { type: "path", description: "The archive; of a single file, its name with the format." },
  format: {
    type: "str",
    description: "How it is compressed.",
    choices: ["bz2", "gz", "tar", "xz", "zip"],
    default: "gz",
  },
  exclude_path: {
    type: "list",
    elements: "path",
    description: "Paths or patterns of what is left out of `path`.",
    default: [] as string[],
  },
  exclusion_patterns: {
    type: "list",
    elements: "path",
    description: "Patterns of what is left out of the archive.",
  },
  force_archive: {
    type: "bool",
    description: "Whether a single file is packed, too, and not only compressed.",
    default: false,
  },
  remove: {
    type: "bool",
    description: "Whether what was packed is removed.",
    default: false,
  },
  ...ATTRIBUTE_ARGUMENTS,
} as const;

/** Packs files. */
export const archive = defineAction({
  name: "archive",
  summary: "Packs or compresses files and directories of the target.",
  arguments: SPECS,
  supportsCheck: true,
  examples: [
    "- archive:\n    path: /srv/app\n    dest: /var/backups/app.tgz\n" +
    "    exclusion_patterns: ['*.log']",
  ],
  returns: {
    dest: "The archive.",
    dest_state: "absent, archive, compress, or incomplete if something was missing.",
    archived: "What is in it.",
    missing: "What was not there.",
    arcroot: "The directory that names in it are relative to.",
    expanded_paths: "What `path` stands for.",
    expanded_exclude_paths: "What `exclude_path` stands for.",
    state: "file",
  },
  async run(args, task): Promise<TaskResult> {
    const attributes = wantedAttributes(args);
    const script = listingScript(args.path, args.exclude_path, args.dest);
    const plan = planArchive(new Report((await task.script(script)).stdout), args);
    if (plan.packed.length === 0 || (plan.isCompressed && plan.members.length === 0)) {
      return { values: { ...plan.values, dest_state: "absent" } };
    }
    const report = await pack(plan, attributes, args, task);
    return {
      changed: report.changed,
      values: {
        ...plan.values,
        dest: report.get("path") ?? plan.dest,
        dest_state: plan.isIncomplete ? "incomplete" : plan.isCompressed ? "compress" : "archive",
        ...statusValues(report.stat),
      },
    };
  },
});

async function pack(
  plan: ArchivePlan,
  attributes: ReturnType<typeof wantedAttributes>,
  { format, remove }: Arguments<typeof SPECS>,
  task: Task,
): Promise<Report> {
  const { dest, isCompressed, root, members, packed } = plan;
  const script = packScript({
    dest,
    format: format as ArchiveFormat,
    isCompressed,
    root,
    members,
    removed: remove ? packed : [],
    token: crypto.randomUUID(),
    attributes,
    check: task.check,
  });
  return readReport(await task.script(script));
}

/** What is to be packed, and how. */
export interface ArchivePlan {
  readonly dest: string;
  readonly root: string;
  /** Relative to `root`. */
  readonly members: readonly string[];
  /** The paths that they come from. */
  readonly packed: readonly string[];
  readonly isCompressed: boolean;
  readonly isIncomplete: boolean;
  /** What is returned whatever comes of it. */
  readonly values: {
    readonly dest: string;
    readonly arcroot: string;
    readonly archived: string[];
    readonly missing: string[];
    readonly expanded_paths: string[];
    readonly expanded_exclude_paths: string[];
  };
}

/**
 * What follows from the listing.
 *
 * @throws {TaskFailure} When several files have no archive to go to.
 */
export function planArchive(
  listing: Report,
  args: Pick<
    Arguments<typeof SPECS>,
    "dest" | "format" | "exclusion_patterns" | "force_archive" | "remove"
  >,
): ArchivePlan {
  const excluded = listing.all("excluded");
  const [paths, directories, missing] = ["path", "directory", "missing"].map((name) =>
    listing.all(name)
  ) as [string[], string[], string[]];
  const packed = paths.filter((path) => !missing.includes(path) && !excluded.includes(path));
  if (packed.length === 0 && missing.length === 0) {
    throw new TaskFailure("Error, no source paths were found");
  }
  const root = commonRoot(paths);
  const [first = ""] = paths;
  const isTree = paths.length > 1 || directories.length > 0 || listing.all("glob").length > 0;
  const mustArchive = args.force_archive || args.format === "zip" || args.format === "tar" ||
    isTree;
  if (args.dest === undefined && (isTree || args.force_archive)) {
    throw new TaskFailure(
      'Error, must specify "dest" when archiving multiple files or trees',
      { path: first },
    );
  }
  const dest = listing.get("dest") ?? `${first}.${args.format}`;
  if (args.remove && packed.some((path) => dest.startsWith(`${path.replace(/\/+$/, "")}/`))) {
    throw new TaskFailure(
      "Error, created archive can not be contained in source paths when remove=true",
      { path: dest },
    );
  }
  const patterns = (args.exclusion_patterns ?? []).map((pattern) =>
    compilePattern(globPattern(pattern), { isText: true })
  );
  const isPacked = (path: string): boolean =>
    path !== dest && !patterns.some((each) => each.exec(path.slice(root.length))?.index === 0);
  const entries = entriesOf(listing);
  const inner = new Set(entries.filter((each) => each.isDirectory).map(({ path }) => path));
  const chosen = packed
    .flatMap((path) => directories.includes(path) ? below(entries, path) : [path])
    .filter(isPacked);
  const archived = [...new Set(chosen)];
  const broken = archived.find((path) => path.includes("\n"));
  if (broken !== undefined) {
    throw new TaskFailure(`A name with a line break in it cannot be packed: ${broken}`);
  }
  return {
    dest,
    root,
    members: archived.map((path) => path.slice(root.length).replace(/^\/+/, "")),
    packed,
    isCompressed: !mustArchive,
    isIncomplete: missing.length > 0,
    values: {
      dest,
      arcroot: root,
      // As in Ansible, a zip's directories are not told.
      archived: args.format === "zip" ? archived.filter((path) => !inner.has(path)) : archived,
      missing,
      expanded_paths: paths,
      expanded_exclude_paths: excluded,
    },
  };
}

/** The directory, with its slash, that all paths are below. */
function commonRoot(paths: readonly string[]): string {
  const parents = paths.map((path) => path.slice(0, path.lastIndexOf("/") + 1));
  let common = parents[0] ?? "/";
  while (!parents.every((parent) => parent.startsWith(common))) {
    common = common.slice(0, common.lastIndexOf("/", common.length - 2) + 1);
  }
  return common;
}

/** Something below a directory. */
interface Entry {
  readonly path: string;
  readonly isDirectory: boolean;
}

function entriesOf(listing: Report): Entry[] {
  return listing.all("below").map((text) => ({
    path: text.slice(1).replace(/\/{2,}/g, "/"),
    isDirectory: text.startsWith("d"),
  }));
}

/** What is below a directory, as Python's `os.walk` goes: directories before files. */
function below(entries: readonly Entry[], path: string): string[] {
  const children = Map.groupBy(entries, ({ path }) => path.slice(0, path.lastIndexOf("/")));
  const visit = (directory: string): string[] => {
    const inside = (children.get(directory) ?? []).filter(({ path }) => path !== `${directory}/`);
    const directories = inside.filter(({ isDirectory }) => isDirectory);
    const files = inside.filter(({ isDirectory }) => !isDirectory);
    return [
      ...[...directories, ...files].map(({ path }) => path),
      ...directories.flatMap(({ path }) => visit(path)),
    ];
  };
  return visit(path.replace(/\/+$/, ""));
}
