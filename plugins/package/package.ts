/**
 * The action `package`: packages, whatever manages the packages of the target. It finds out what
 * does, and hands the task on to that action.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/package_module.html
 * @module
 */
import {
  type AnyAction,
  type ArgumentSpec,
  checkArguments,
  defineAction,
  ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
  type Value,
  type ValueMap,
} from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";
import { APT_ARGUMENTS } from "./apt.ts";
import { DNF_ARGUMENTS } from "./dnf_arguments.ts";

/** The actions that tasks are handed on to, by the program that they need. */
const MANAGERS: Readonly<Record<string, () => Promise<AnyAction>>> = {
  apt: async () => (await import("./apt.ts")).apt,
  dnf: async () => (await import("./dnf.ts")).dnf,
  dnf5: async () => (await import("./dnf.ts")).dnf,
  yum: async () => (await import("./dnf.ts")).yum,
  zypper: async () => (await import("./zypper.ts")).zypper,
  apk: async () => (await import("./apk.ts")).apk,
  pacman: async () => (await import("./pacman.ts")).pacman,
};

const OWN = {
  name: {
    type: "list",
    elements: "str",
    description: "The packages, by the names that the target's manager knows.",
    aliases: ["pkg", "package"],
  },
  state: {
    type: "str",
    description: "Whether they are to be `present`, `latest` or `absent`; the manager's own " +
      "default, if it is not said.",
  },
  use: {
    type: "str",
    description: "The manager; what the target has, if `auto`.",
    default: "auto",
  },
} as const;

/** What some manager takes besides: handed on to it if it was given. */
const OTHERS: Readonly<Record<string, ArgumentSpec>> = Object.fromEntries(
  Object.entries<ArgumentSpec>({ ...DNF_ARGUMENTS, ...APT_ARGUMENTS })
    .filter(([name]) => !(name in OWN))
    .map(([name, { default: _, ...spec }]) => [name, spec]),
);

/** Installs, upgrades and removes packages. */
export const packageAction = defineAction({
  name: "package",
  summary: "Installs, upgrades and removes packages, whatever manages them.",
  arguments: { ...OTHERS, ...OWN },
  supportsCheck: true,
  supportsDiff: true,
  examples: ["- package:\n    name: [git, curl]\n    state: present"],
  returns: { changed: "Whether anything was done; the rest is what the manager's action returns." },
  async run(args, task): Promise<TaskResult> {
    const { use, state, ...rest } = args as typeof args & Record<string, Value>;
    const manager = use === "auto" ? await findManager(task) : use.split(".").at(-1)!;
    const load = MANAGERS[manager];
    if (load === undefined) {
      throw new TaskFailure(
        `Could not find a matching action for the "${manager}" package manager.`,
      );
    }
    const action = await load();
    const wanted = state === undefined ? {} : { state: STATES[state] ?? state };
    return await action.run(argumentsFor(action, { ...rest, ...wanted }), task);
  },
});

const STATES: Readonly<Record<string, string>> = { installed: "present", removed: "absent" };

async function findManager(task: Task): Promise<string> {
  const report = readReport(await task.script(targetScript({}, [DETECT])));
  const found = report.get("manager");
  if (found !== undefined) return found;
  throw new TaskFailure(
    "The target has no package manager that is known here: " + Object.keys(MANAGERS).join(", "),
  );
}

/** A machine may have tools of another family's; what it is built of comes first. */
const DETECT = new ShellText(`
has() { command -v "$1" >/dev/null 2>&1; }
if [ -e /etc/debian_version ] && has apt-get; then say manager apt
elif [ -e /etc/alpine-release ] && has apk; then say manager apk
elif [ -e /etc/arch-release ] && has pacman; then say manager pacman
elif has dnf; then say manager dnf
elif has dnf5; then say manager dnf5
elif has yum; then say manager yum
elif has zypper; then say manager zypper
elif has apk; then say manager apk
elif has pacman; then say manager pacman
elif has apt-get; then say manager apt
fi
exit 0`);

/** @throws {TaskFailure} For what that action does not take. */
function argumentsFor(action: AnyAction, given: Readonly<Record<string, Value>>): never {
  const map: ValueMap = new Map(Object.entries(given));
  const { arguments: checked, problems } = checkArguments(action, map);
  if (problems.length > 0) {
    throw new TaskFailure(problems.map(({ message }) => message).join("\n"));
  }
  return Object.fromEntries(checked) as never;
}
