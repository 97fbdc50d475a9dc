/**
 * The action `service_facts`: all services of the target, and what each does.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/service_facts_module.html
 * @module
 */
import { defineAction, ShellText, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";

/** What is known of a service. */
export interface ServiceFacts {
  readonly name: string;
  /** `running`, `stopped`, `failed`, `active`, `inactive` or `unknown`. */
  readonly state: string;
  /** Whether it is started at boot, in its manager's words; whether it is active, if it has no file. */
  readonly status?: string;
  /** Which manager told. */
  readonly source: string;
}

/** Lists all services. */
export const serviceFacts = defineAction({
  name: "service_facts",
  summary: "Lists the services of the target as facts.",
  arguments: {},
  supportsCheck: true,
  examples: [
    "- service_facts:\n- debug:\n    var: ansible_facts.services['ssh.service'].state",
  ],
  returns: { ansible_facts: "`services`: by name, what each is and which manager told." },
  async run(_args, task): Promise<TaskResult> {
    const report = readReport(await task.script(targetScript({}, [SCRIPT])));
    const found = (name: string): string => report.get(name) ?? "";
    const services = [
      ...parseInitServices(found("sysv")),
      ...parseChkconfig(found("chkconfig")),
      ...parseOpenrc(found("openrc")),
      ...parseSystemd(found("units"), found("unit_files"), found("others")),
    ];
    if (services.length === 0) {
      return {
        skipped: true,
        values: { msg: "Failed to find any services: no manager of services could be asked" },
      };
    }
    return {
      facts: { services: Object.fromEntries(services.map((each) => [each.name, { ...each }])) },
    };
  },
});

const SCRIPT = new ShellText(`
has() { command -v "$1" >/dev/null 2>&1; }
newline='
'
if has rc-status; then say openrc "$(rc-status -a -s -m 2>/dev/null)"
elif has service && [ -d /etc/init.d ] && ! has chkconfig; then
  say sysv "$(service --status-all 2>&1 </dev/null)"
fi
if has chkconfig; then say chkconfig "$(LC_ALL=C chkconfig --list 2>/dev/null)"; fi
if has systemctl && [ -d /run/systemd/system ]; then
  units=$(systemctl list-units --no-pager --no-legend --plain --type service --all)
  files=$(systemctl list-unit-files --no-pager --no-legend --type service --all)
  say units "$units"
  say unit_files "$files"
  set --
  while read -r name _; do
    case $name in
      "" | *@.service) ;;
      *) case "$newline$units" in *"$newline$name "*) ;; *) set -- "$@" "$name" ;; esac ;;
    esac
  done <<END
$files
END
  [ $# = 0 ] || say others "$(systemctl show --no-pager --property=Names,ActiveState -- "$@")"
fi
exit 0`);

function words(line: string): string[] {
  return line.trim().split(/\s+/);
}

/** Lines of ` [ + ]  name`, as Debian's `service --status-all` prints them; of `?` nobody knows. */
export function parseInitServices(text: string): ServiceFacts[] {
  return [...text.matchAll(/^ *\[ ([-+]) \] +(\S+)/gm)].map(([, sign, name]) => ({
    name: name!,
    state: sign === "+" ? "running" : "stopped",
    source: "sysv",
  }));
}

/** Lines of `name 0:off 1:off …`: a service is enabled if it is on in the usual run levels. */
export function parseChkconfig(text: string): ServiceFacts[] {
  return [...text.matchAll(/^(\S+)\s+0:\S+.*$/gm)].map(([line, name]) => ({
    name: name!,
    state: "unknown",
    status: /3:on/.test(line) ? "enabled" : "disabled",
    source: "sysv",
  }));
}

/** Lines of ` name  [  started  ]`. */
export function parseOpenrc(text: string): ServiceFacts[] {
  return [...text.matchAll(/^ *(\S+) +\[ +(\S+)/gm)].map(([, name, state]) => ({
    name: name!,
    state: state === "started" ? "running" : state!,
    source: "openrc",
  }));
}

/** States of a unit that tell more of it than whether it is active. */
const TELLING: ReadonlySet<string> = new Set(["not-found", "masked", "failed"]);

/**
 * What `list-units` knows is loaded; `list-unit-files` knows the rest, and what starts at boot. Of
 * the rest, `show` knows which are other names of what is active.
 */
export function parseSystemd(units: string, files: string, others: string): ServiceFacts[] {
  const states = parseStates(others);
  const services = new Map<string, ServiceFacts>();
  for (const line of units.split("\n")) {
    const [name = "", load = "", active = "", sub = ""] = words(line);
    if (!name.endsWith(".service")) continue;
    const telling = [load, active].find((each) => TELLING.has(each)) ?? active;
    const state = sub === "running" ? "running" : active === "failed" ? "failed" : "stopped";
    services.set(name, { name, state, status: telling, source: "systemd" });
  }
  for (const line of files.split("\n")) {
    const [name = "", status = ""] = words(line);
    if (!name.endsWith(".service")) continue;
    const known = services.get(name);
    const state = known?.state ?? states.get(name) ?? "unknown";
    services.set(name, { name, state, status, source: "systemd" });
  }
  return [...services.values()];
}

/** Blocks of `Names=a.service b.service` and `ActiveState=active`: the state by each name. */
function parseStates(text: string): Map<string, string> {
  return new Map(
    text.split("\n\n").flatMap((block) => {
      const [, names = ""] = /^Names=(.*)$/m.exec(block) ?? [];
      const [, state = "unknown"] = /^ActiveState=(.*)$/m.exec(block) ?? [];
      return words(names).map((name): [string, string] => [name, state]);
    }),
  );
}
