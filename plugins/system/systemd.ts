/**
 * The actions `systemd` and `systemd_service`: units of systemd.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/systemd_service_module.html
 * @module
 */
import {
  type ActionDefinition,
  type Arguments,
  type Constraint,
  defineAction,
  type TaskResult,
} from "@shep/sdk";
import { readReport } from "../file/target.ts";
import { unitResult } from "./systemd_result.ts";
import { systemdScript, type UnitRequest } from "./systemd_script.ts";

/** What can be asked of a service. */
export const STATES = ["reloaded", "restarted", "started", "stopped"] as const;

/** What systemd alone can be asked for. */
export const UNIT_SPECS = {
  force: { type: "bool", description: "Whether links that are in the way are overwritten." },
  masked: { type: "bool", description: "Whether it cannot be started at all." },
  daemon_reload: {
    type: "bool",
    description: "Whether systemd first reads its unit files again.",
    default: false,
    aliases: ["daemon-reload"],
  },
  daemon_reexec: {
    type: "bool",
    description: "Whether systemd first executes itself again.",
    default: false,
    aliases: ["daemon-reexec"],
  },
  scope: {
    type: "str",
    description: "Whose units: the system's, the user's own, or those of all users.",
    choices: ["system", "user", "global"],
    default: "system",
  },
  no_block: {
    type: "bool",
    description: "Whether the task goes on before the unit has done so.",
    default: false,
  },
} as const;

const SPECS = {
  name: {
    type: "str",
    description: "The unit; a name without a suffix is a service.",
    aliases: ["service", "unit"],
  },
  state: {
    type: "str",
    description: "What it is to be; `restarted` and `reloaded` start it where it does not run.",
    choices: STATES,
  },
  enabled: { type: "bool", description: "Whether it is started at boot." },
  ...UNIT_SPECS,
} as const;

/** A name is needed by everything that is asked of a unit. */
export const NEEDS_NAME: readonly Constraint[] = ["state", "enabled", "masked"]
  .map((by) => ({ requiredBy: ["name"], by }));

/** The action under one of its names. */
function defineSystemd(name: string): ActionDefinition<typeof SPECS> {
  return defineAction({
    name,
    summary: "Starts, stops, enables and masks units of systemd.",
    arguments: SPECS,
    constraints: NEEDS_NAME,
    supportsCheck: true,
    examples: [
      `- ${name}:\n    name: nginx\n    state: started\n    enabled: true`,
      `- ${name}:\n    daemon_reload: true`,
    ],
    returns: {
      status: "What `systemctl show` said of the unit before.",
      state: "What it is now.",
      enabled: "Whether it is started at boot.",
    },
    async run(args, task): Promise<TaskResult> {
      const report = readReport(await task.script(systemdScript(unitRequest(args), task.check)));
      return unitResult(args.name, report, task);
    },
  });
}

/** What is asked of a unit by arguments of that declaration. */
export function unitRequest(args: Arguments<typeof SPECS>): UnitRequest {
  return {
    ...args,
    daemonReload: args.daemon_reload,
    daemonReexec: args.daemon_reexec,
    noBlock: args.no_block,
    force: args.force ?? false,
  };
}

/** Units of systemd, by the module's current name. */
export const systemdService = defineSystemd("systemd_service");

/** Units of systemd, by the module's old name. */
export const systemd = defineSystemd("systemd");
