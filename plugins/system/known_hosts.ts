/**
 * The action `known_hosts`: the keys of servers that SSH knows.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/known_hosts_module.html
 * @module
 */
import {
  defineAction,
  sh,
  shellLines,
  type ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { byteString } from "../file/byte_string.ts";
import { editFile } from "../file/edit_file.ts";
import { assignments, type Report, statusValues } from "../file/target.ts";

const SPECS = {
  name: {
    type: "str",
    description: "The server, as it is named: with another port, `[name]:port`.",
    required: true,
    aliases: ["host"],
  },
  key: { type: "str", description: "The line of the key; needed if it is to be there." },
  path: {
    type: "path",
    description: "The file.",
    default: "~/.ssh/known_hosts",
  },
  hash_host: {
    type: "bool",
    description: "Whether the name is kept so that nobody can read it.",
    default: false,
  },
  state: {
    type: "str",
    description: "Whether the key is to be known.",
    choices: ["absent", "present"],
    default: "present",
  },
} as const;

/** Makes keys of servers known. */
export const knownHosts = defineAction({
  name: "known_hosts",
  summary: "Makes the key of a server known to SSH, or forgets it.",
  arguments: SPECS,
  constraints: [{ requiredIf: ["key"], when: "state", equals: "present" }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- known_hosts:\n    name: git.example.com\n    key: git.example.com ssh-ed25519 AAAA…",
  ],
  async run({ name, key, path, hash_host, state }, task): Promise<TaskResult> {
    const host = name.toLowerCase();
    const line = key === undefined ? undefined : keyLine(host, key);
    const edited = await editFile({
      path,
      probe: probe(path, host, hash_host && line !== undefined ? line : undefined),
      makeParents: false,
    }, (text, report) => {
      const after = editHosts(text ?? "", host, line, state, report);
      return text === undefined && after === "" ? undefined : after;
    }, task);
    return {
      changed: edited.changed,
      values: {
        name,
        key: key ?? null,
        path: edited.path,
        hash_host,
        state,
        ...statusValues(edited.report.stat ?? edited.probe.stat),
      },
      ...(task.diff && edited.changed ? { diff: edited.diff } : {}),
    };
  },
});

const MARKER = /^@\S+ /;

/** @throws {TaskFailure} For a line that is no key, or of another server. */
function keyLine(host: string, key: string): string {
  const line = key.trim().replaceAll(/\s+/g, " ");
  const words = line.replace(MARKER, "").split(" ");
  if (words.length < 3 || /\n/.test(key.trim())) {
    throw new TaskFailure("When adding a host, the key must be one line: names, type and key");
  }
  const names = words[0]!.toLowerCase().split(",");
  if (!names.includes(host) && !words[0]!.startsWith("|1|")) {
    throw new TaskFailure(
      `Host parameter does not match hashed host field in supplied key: ${host}`,
    );
  }
  return line;
}

/**
 * ssh-keygen finds the lines of a server, also where their names are hashed: it tells their numbers.
 * It also hashes a name.
 */
function probe(path: string, host: string, hashed: string | undefined): ShellText {
  const hash = hashed === undefined ? sh`` : sh`
t=$(umask 077; mktemp) && printf '%s\\n' ${hashed} >"$t" && ssh-keygen -H -f "$t" >/dev/null 2>&1 &&
  say hashed "$(cat "$t")"
rm -f "$t" "$t.old"`;
  return shellLines([
    'if [ -e "$path" ]; then look "$path"; say stat "$s"; fi',
    assignments({ file: expandingWord(path), host }),
    `command -v ssh-keygen >/dev/null 2>&1 || fail 'Failed to find required executable "ssh-keygen" on the target'`,
    `[ ! -f "$file" ] || say found "$(ssh-keygen -F "$host" -f "$file" 2>/dev/null | sed -n 's/^# Host .* found: line \\([0-9]*\\).*/\\1/p')"`,
    hash,
  ]);
}

/** A line of the file. */
interface HostEntry {
  /** `@revoked` or `@cert-authority`; mostly empty. */
  readonly marker: string;
  readonly names: string;
  readonly type: string;
  readonly key: string;
}

function parseHost(line: string): HostEntry {
  const words = line.trim().split(/\s+/);
  const marker = words[0]!.startsWith("@") ? words.shift()! : "";
  const [names = "", type = "", key = ""] = words;
  return { marker, names, type, key };
}

/** The text with the key of a server, or without any of its keys. */
function editHosts(
  text: string,
  host: string,
  line: string | undefined,
  state: "absent" | "present",
  report: Report,
): string {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const found = new Set(
    (report.get("found") ?? "").split(/\s+/).filter((each) => each !== "").map((each) =>
      Number(each) - 1
    ),
  );
  const entries = lines.map(parseHost);
  const wish = line === undefined ? undefined : parseHost(byteString(line));
  const isWanted = (index: number): boolean => {
    const { marker, type, key } = entries[index]!;
    return found.has(index) && marker === wish?.marker && type === wish.type && key === wish.key;
  };
  if (state === "absent") {
    // What is revoked, or is an authority, is only forgotten by its key.
    const gone = (_: string, index: number): boolean =>
      wish === undefined ? found.has(index) && entries[index]!.marker === "" : isWanted(index);
    return joined(lines.filter((each, index) => !gone(each, index)), lines, text);
  }
  const hashed = report.get("hashed");
  const wanted = byteString(hashed ?? line!);
  const isHashed = ({ names }: HostEntry): boolean => names.startsWith("|1|");
  const isSame = entries.some((entry, index) =>
    isWanted(index) && isHashed(entry) === (hashed !== undefined || isHashed(wish!))
  );
  if (isSame) return text;
  const kept = lines.filter((_, index) => {
    const entry = entries[index]!;
    const isOld = found.has(index) && entry.marker === "" && entry.type === wish!.type;
    return !(isOld && isAlone(entry, host));
  });
  return joined([...kept, wanted], lines, text);
}

/** Whether a line is of this server only: one that is of others, too, stays. */
function isAlone({ names }: HostEntry, host: string): boolean {
  return names.startsWith("|1|") || names.toLowerCase() === host || !names.includes(",");
}

function joined(result: readonly string[], lines: readonly string[], text: string): string {
  const isSame = result.length === lines.length && result.every((line, at) => line === lines[at]);
  return isSame ? text : result.map((line) => `${line}\n`).join("");
}
