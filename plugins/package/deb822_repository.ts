/**
 * The action `deb822_repository`: where apt fetches packages from, in the newer form, and the key
 * that signs them.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/deb822_repository_module.html
 * @module
 */
import {
  type Arguments,
  type ArgumentSpec,
  defineAction,
  sh,
  shellLines,
  ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
  type Value,
} from "@shep/sdk";
import { fromFileUrl } from "@shep/sdk/path";
import { wantedAttributes } from "../file/attributes.ts";
import { byteString } from "../file/byte_string.ts";
import { editFile } from "../file/edit_file.ts";
import { installScript } from "../file/install_script.ts";
import { assignments, readReport, statusValues, targetScript } from "../file/target.ts";
import { downloadTo } from "../net/download.ts";
import { SOURCES_DIRECTORY } from "./apt_sources.ts";

const flag = <Text extends string>(description: Text): { type: "bool"; description: Text } => ({
  type: "bool",
  description,
});
const list = <Text extends string>(
  description: Text,
): { type: "list"; elements: "str"; description: Text } => ({
  type: "list",
  elements: "str",
  description,
});

/** What is written into the file: `By-Hash` for `by_hash`. */
const FIELDS = {
  allow_downgrade_to_insecure: flag("Whether it may lose its signature."),
  allow_insecure: flag("Whether it may be unsigned."),
  allow_weak: flag("Whether weak signatures will do."),
  architectures: list("The architectures."),
  by_hash: flag("Whether lists are fetched by their checksums."),
  check_date: flag("Whether the date of the lists is looked at."),
  check_valid_until: flag("Whether lists may be too old."),
  components: list("The parts of each suite."),
  date_max_future: { type: "int", description: "How far off a clock may be, in seconds." },
  enabled: flag("Whether it is used."),
  inrelease_path: { type: "str", description: "Where its InRelease file is." },
  languages: list("The languages of descriptions."),
  pdiffs: flag("Whether differences of lists are fetched."),
  suites: list("The suites: releases, or paths."),
  targets: list("Which lists are fetched."),
  trusted: flag("Whether it is trusted without a signature."),
  types: {
    type: "list",
    elements: "str",
    choices: ["deb", "deb-src"],
    description: "Whether packages or sources: `deb`, `deb-src`.",
    default: ["deb"] as string[],
  },
  uris: list("Its addresses."),
} as const satisfies Record<string, ArgumentSpec>;

const SPECS = {
  name: { type: "str", description: "What it is called.", required: true },
  state: {
    type: "str",
    description: "Whether it is to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
  signed_by: {
    type: "str",
    description: "The key that signs it: an address, the key itself, a path, or a fingerprint.",
  },
  mode: { type: "raw", description: "The permissions of the file.", default: "0644" },
  install_python_debian: {
    type: "bool",
    description: "Means nothing here: nothing has to be installed on the target.",
    default: false,
  },
  ...FIELDS,
} as const;

type SourceArguments = Arguments<typeof SPECS>;

const KEYRINGS = "/etc/apt/keyrings";

/** Adds sources of packages with their keys, and removes them. */
export const deb822Repository = defineAction({
  name: "deb822_repository",
  summary: "Adds sources of Debian's packages with their keys, and removes them.",
  arguments: SPECS,
  constraints: [{ requiredIf: ["suites", "uris"], when: "state", equals: "present" }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- deb822_repository:\n    name: example\n    uris: https://example.com/apt\n    suites: stable\n" +
    "    components: main\n    signed_by: https://example.com/key.asc",
  ],
  returns: {
    dest: "The file.",
    repo: "What is in it.",
    key_filename: "The file of the key.",
  },
  async run(args, task): Promise<TaskResult> {
    const slug = slugOf(args.name);
    if (slug === "") throw new TaskFailure(`'${args.name}' is no name for a file`);
    const key = await keyOf(args, slug, task);
    const text = args.state === "absent" ? undefined : sourceText(args, key.signedBy);
    const edited = await editFile(
      {
        path: `${SOURCES_DIRECTORY}/${slug}.sources`,
        attributes: text === undefined ? {} : wantedAttributes({ mode: args.mode }),
        makeParents: true,
      },
      () => text === undefined ? undefined : byteString(text),
      task,
    );
    return {
      changed: edited.changed || key.changed,
      values: {
        dest: edited.path,
        repo: text ?? null,
        key_filename: key.file ?? null,
        ...statusValues(edited.report.stat),
      },
      ...(task.diff && edited.changed ? { diff: edited.diff } : {}),
    };
  },
});

/** The name of a source's files: of a name only what apt reads in one, blanks as hyphens. */
function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9\s_-]/g, "").replaceAll(/[\s_]+/g, "-");
}

/** The file: a line for each field, in the order of the arguments' names. */
function sourceText(args: SourceArguments, signedBy: string | undefined): string {
  const fields: [string, Value | undefined][] = [
    ...Object.keys(FIELDS).map((name): [string, Value | undefined] => [
      name,
      args[name as keyof typeof FIELDS],
    ]),
    ["name", args.name],
    ["signed_by", signedBy],
  ];
  return fields.filter((field): field is [string, Value] => field[1] !== undefined)
    .sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, value]) => `${fieldName(name)}:${folded(fieldText(value))}\n`).join("");
}

const NAMES: Readonly<Record<string, string>> = { name: "X-Repolib-Name", uris: "URIs" };

function fieldName(name: string): string {
  return NAMES[name] ??
    name.split("_").map((word) => word[0]!.toUpperCase() + word.slice(1)).join("-");
}

function fieldText(value: Value): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.map(String).join(" ") : String(value);
}

/**
 * What follows the colon: the lines of a longer text each on one of its own, with a dot for an
 * empty one.
 *
 * @see https://manpages.debian.org/deb822.5
 */
function folded(text: string): string {
  if (!text.includes("\n")) return text === "" ? "" : ` ${text}`;
  return text.trim().split("\n").map((line) => `\n    ${line.trim() || "."}`).join("");
}

/** The key of a source: what the file says of it, and the file that it is in. */
interface Key {
  readonly signedBy?: string;
  readonly file?: string;
  readonly changed: boolean;
}

/**
 * A key that is fetched is put into a file of its own; all else is written as it is. As in Ansible,
 * a path is told if there is a file, and of keys that go the last that they may be in.
 */
async function keyOf(
  { signed_by, state }: SourceArguments,
  slug: string,
  task: Task,
): Promise<Key> {
  const base = `${KEYRINGS}/${slug}`;
  if (state === "absent") {
    const script = targetScript({ check: task.check, base }, [DROP_KEYS]);
    return { file: `${base}.gpg`, changed: readReport(await task.script(script)).changed };
  }
  if (signed_by === undefined) return { changed: false };
  if (!/^(?:https?|ftp|file):\/\//.test(signed_by)) {
    const isFile = signed_by.startsWith("/") && await isThere(signed_by, task);
    return { signedBy: signed_by, ...(isFile ? { file: signed_by } : {}), changed: false };
  }
  const report = readReport(
    await task.script(shellLines([
      installScript([], {
        attributes: wantedAttributes({ mode: "0644" }),
        directoryMode: { bits: 0o755 },
        force: true,
        follow: true,
        backup: false,
        unsafeWrites: false,
        makeParents: true,
        check: task.check,
        diff: false,
      }),
      receivedKey(signed_by),
      assignments({
        base,
        name: "",
        token: crypto.randomUUID(),
        origin: "received",
      }),
      INSTALL_KEY,
    ])),
  );
  const file = report.get("path") ?? "";
  return { signedBy: file, file, changed: report.changed };
}

async function isThere(path: string, task: Task): Promise<boolean> {
  const script = targetScript({ path }, ['[ ! -f "$path" ] || say is_file']);
  return readReport(await task.script(script)).get("is_file") !== undefined;
}

/** What leaves the key in the file `$key`: from its server, or from a file of the target. */
function receivedKey(address: string): ShellText {
  if (!address.startsWith("file:")) return downloadTo("key", address, ".key");
  return sh`key=${fromFileUrl(address)}
[ -f "$key" ] && [ -r "$key" ] || fail "Could not fetch signed_by key: cannot read $key"`;
}

/** apt takes a key for text by the name of its file. */
const INSTALL_KEY = new ShellText(`
fill() { cat -- "$key" >"$t"; }
if grep -q -e '-----BEGIN PGP' "$key"; then dest=$base.asc; else dest=$base.gpg; fi
digest "$key"; sum=$r
(install_file) || exit`);

const DROP_KEYS = new ShellText(`
for file in "$base.asc" "$base.gpg"; do
  [ -e "$file" ] || continue
  change key
  run rm -f -- "$file" || fail "Cannot remove $file"
done
exit 0`);
