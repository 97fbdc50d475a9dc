/**
 * The action `service`: a service, whatever manages the services of the target.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/service_module.html
 * @module
 */
import { type Arguments, defineAction, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";
import { INIT, serviceVariables } from "./init_script.ts";
import { NEEDS_NAME, STATES, UNIT_SPECS, unitRequest } from "./systemd.ts";
import { unitResult } from "./systemd_result.ts";
import { SYSTEMD, unitVariables } from "./systemd_script.ts";
import { serviceValues } from "./sysvinit.ts";

const SPECS = {
  ...UNIT_SPECS,
  name: { type: "str", description: "The service." },
  state: {
    type: "str",
    description: "What it is to be; `restarted` and `reloaded` start it where it does not run.",
    choices: STATES,
  },
  enabled: { type: "bool", description: "Whether it is started at boot." },
  sleep: { type: "int", description: "Seconds between stop and start of a restart." },
  pattern: {
    type: "str",
    description: "A text in the list of processes that tells that it runs, if not systemd does.",
  },
  runlevel: {
    type: "str",
    description: "The run level of OpenRC in which it is started.",
    default: "default",
  },
  arguments: {
    type: "str",
    description: "Further words for its program; systemd takes none.",
    aliases: ["args"],
    default: "",
  },
  use: {
    type: "str",
    description: "What manages services: `systemd`, `sysvinit`, `openrc`, or `auto` to find out.",
    default: "auto",
  },
} as const;

const MANAGERS: ReadonlySet<string> = new Set(["auto", "systemd", "sysvinit", "openrc", "service"]);

/** Starts, stops and enables services. */
export const service = defineAction({
  name: "service",
  summary: "Starts, stops and enables services, whatever manages them.",
  arguments: SPECS,
  constraints: NEEDS_NAME,
  supportsCheck: true,
  examples: [
    "- service:\n    name: nginx\n    state: started\n    enabled: true",
    "- service:\n    name: nginx\n    state: reloaded",
  ],
  returns: {
    state: "What it is now.",
    enabled: "Whether it is started at boot.",
    status: "What systemd said of it before.",
  },
  async run(args, task): Promise<TaskResult> {
    if (!MANAGERS.has(args.use)) {
      throw new TaskFailure(
        `There is no manager of services '${args.use}' here: only ${[...MANAGERS].join(", ")}`,
      );
    }
    const report = readReport(await task.script(serviceScript(args, task.check)));
    if (report.get("manager") !== "systemd") {
      const name = args.name ?? null;
      return { changed: report.changed, values: { name, ...serviceValues(report) } };
    }
    for (const name of ["pattern", "sleep", "arguments"] as const) {
      if (args[name] === undefined || args[name] === "") continue;
      task.warn(`'${name}' means nothing to systemd, which manages the services of the target`);
    }
    return unitResult(args.name, report, task);
  },
});

/** The script: it finds out what manages services, and asks that. */
export function serviceScript(args: Arguments<typeof SPECS>, check: boolean): ShellText {
  const { name = "", use, runlevel } = args;
  const variables = {
    ...unitVariables(unitRequest(args)),
    ...serviceVariables({ ...args, name }),
    level: runlevel,
    only_systemd: asksForUnit(args) ? "yes" : "",
    check,
  };
  return targetScript({ ...variables, manager: use }, [INIT, SYSTEMD, DETECT, DISPATCH]);
}

/** Whether anything is asked for that only systemd knows. */
function asksForUnit(args: Arguments<typeof SPECS>): boolean {
  return args.masked !== undefined || args.force !== undefined || args.daemon_reload ||
    args.daemon_reexec || args.no_block || args.scope !== "system";
}

const DETECT = new ShellText(`
if [ "$manager" = auto ]; then
  if [ -d /run/systemd/system ] || [ -d /dev/.run/systemd ] || [ -d /dev/.systemd ]; then
    manager=systemd
  elif has rc-service && has rc-update; then manager=openrc
  else manager=sysvinit
  fi
elif [ "$manager" = service ]; then
  manager=sysvinit
  if [ -d /run/systemd/system ]; then manager=systemd; fi
fi
say manager "$manager"`);

const DISPATCH = new ShellText(`
if [ "$manager" != systemd ]; then
  [ -z "$only_systemd" ] ||
    fail "Only systemd can do that, and $manager manages the services of the target: it takes \
no masked, force, daemon_reload, daemon_reexec, no_block or scope"
  [ -n "$state$enabled" ] || fail "one of the following is required: state, enabled"
fi
case $manager in
  systemd) systemd_unit ;;
  openrc) runlevels=$level; init_service ;;
  *) init_service ;;
esac`);
