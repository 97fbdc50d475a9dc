/**
 * The action `sysvinit`: services of SysV init.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/sysvinit_module.html
 * @module
 */
import { defineAction, type TaskResult } from "@shep/sdk";
import { readReport, type Report } from "../file/target.ts";
import { sysvinitScript } from "./init_script.ts";
import { STATES } from "./systemd.ts";

const SPECS = {
  name: { type: "str", description: "The service.", required: true, aliases: ["service"] },
  state: {
    type: "str",
    description: "What it is to be; `restarted` and `reloaded` start it where it does not run.",
    choices: STATES,
  },
  enabled: { type: "bool", description: "Whether it is started at boot." },
  sleep: {
    type: "int",
    description: "Seconds between stop and start of a restart.",
    default: 1,
  },
  pattern: {
    type: "str",
    description: "A text in the list of processes that tells that it runs.",
  },
  runlevels: {
    type: "list",
    elements: "str",
    description: "The run levels in which it is started at boot.",
  },
  arguments: {
    type: "str",
    description: "Further words for its program.",
    aliases: ["args"],
  },
  daemonize: {
    type: "bool",
    description: "Whether its program is left to run in the background.",
    default: false,
  },
} as const;

/** Starts, stops and enables services of SysV init. */
export const sysvinit = defineAction({
  name: "sysvinit",
  summary: "Starts, stops and enables services of SysV init.",
  arguments: SPECS,
  constraints: [{ requiredOneOf: ["state", "enabled"] }],
  supportsCheck: true,
  examples: ["- sysvinit:\n    name: apache2\n    state: started\n    enabled: true"],
  returns: {
    state: "What it is now.",
    enabled: "Whether it is started at boot.",
    status: "For each of what was asked for, by its name: whether it was changed.",
  },
  async run(args, task): Promise<TaskResult> {
    const report = readReport(await task.script(sysvinitScript(args, task.check)));
    const status = stepStatus(args, report);
    return {
      changed: report.changed,
      values: { name: args.name, ...serviceValues(report), status },
    };
  },
});

/** What became of each thing that was asked for. */
function stepStatus(
  { state, enabled }: {
    readonly state?: string | undefined;
    readonly enabled?: boolean | undefined;
  },
  report: Report,
): Record<string, { changed: boolean }> {
  const isChanged = (what: string): boolean =>
    report.all("change").some((change) => change.startsWith(`${what} `));
  return {
    ...(enabled === undefined ? {} : { enabled: { changed: isChanged("enabled") } }),
    ...(state === undefined ? {} : { [state]: { changed: isChanged("state") } }),
  };
}

/** The return values that all managers of services have in common. */
export function serviceValues(report: Report): Record<string, string | boolean> {
  const [state, enabled] = [report.get("state"), report.get("enabled")];
  return {
    ...(enabled === undefined ? {} : { enabled: enabled === "yes" }),
    ...(state === undefined ? {} : { state }),
  };
}
