/**
 * The action `getent`: entries of the target's databases of users, groups, hosts, and the like.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/getent_module.html
 * @module
 */
import {
  defineAction,
  ShellText,
  TaskFailure,
  type TaskResult,
  type Value,
  type ValueMap,
} from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  database: { type: "str", description: "The database: passwd, group, hosts, …", required: true },
  key: { type: "str", description: "The entry; all of them if absent." },
  service: { type: "str", description: "Who is asked, instead of what nsswitch.conf says." },
  split: { type: "str", description: "What stands between the fields." },
  fail_key: {
    type: "bool",
    description: "Whether an entry that there is not fails the task.",
    default: true,
  },
} as const;

/** Databases whose fields stand between colons; of the others blanks. */
const COLONS: ReadonlySet<string> = new Set(["passwd", "shadow", "group", "gshadow"]);

/** What getent ended with. */
const ENDS: Readonly<Record<string, string>> = {
  1: "Missing arguments, or database unknown.",
  2: "One or more supplied key could not be found in the database.",
  3: "Enumeration not supported on this database.",
};

/** Looks up entries. */
export const getent = defineAction({
  name: "getent",
  summary: "Looks up users, groups, hosts and the like, as facts.",
  arguments: SPECS,
  supportsCheck: true,
  examples: ["- getent:\n    database: passwd\n    key: root"],
  returns: { ansible_facts: "`getent_DATABASE`: by name, the other fields of each entry." },
  async run({ database, key, service, split, fail_key }, task): Promise<TaskResult> {
    const variables = {
      database,
      key: key ?? "",
      // An empty key is looked up, too, and not found.
      by_key: key !== undefined,
      service: service ?? "",
    };
    const report = readReport(await task.script(targetScript(variables, [SCRIPT])));
    const fact = `getent_${database}`;
    const code = report.get("code") ?? "";
    if (code === "0") {
      const separator = split ?? (COLONS.has(database) ? ":" : undefined);
      return { facts: { [fact]: entries(report.get("entries") ?? "", separator) } };
    }
    const msg = ENDS[code] ?? `Unexpected failure! ${report.get("said") ?? ""}`;
    if (code !== "2" || fail_key) throw new TaskFailure(msg);
    return { facts: { [fact]: new Map([[key ?? "", null]]) }, values: { msg } };
  },
});

const SCRIPT = new ShellText(`
command -v getent >/dev/null 2>&1 || fail "There is no getent on the target"
set --
[ -z "$service" ] || set -- -s "$service"
set -- "$@" "$database"
[ -z "$by_key" ] || set -- "$@" "$key"
r=$(getent "$@" 2>&1)
say code $?
say entries "$r"
say said "$r"
exit 0`);

/** By the first field; entries of the same name become a list of each of them. */
export function entries(text: string, separator: string | undefined): ValueMap {
  const found: ValueMap = new Map();
  const several = new Set<string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [name = "", ...rest] = separator === undefined
      ? line.trim().split(/\s+/)
      : line.split(separator);
    const first = found.get(name) as Value[] | undefined;
    if (first === undefined) found.set(name, rest);
    else {
      found.set(name, several.has(name) ? [...first, rest] : [first, rest]);
      several.add(name);
    }
  }
  return found;
}
