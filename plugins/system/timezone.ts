/**
 * The action `timezone`: the time zone of the target, and what its clock keeps.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/timezone_module.html
 * @module
 */
import { defineAction, ShellText, type TaskResult } from "@shep/sdk";
import { readReport, type Report, targetScript } from "../file/target.ts";

const SPECS = {
  name: { type: "str", description: "The zone: `Europe/Vienna`." },
  hwclock: {
    type: "str",
    description: "What the machine's clock keeps.",
    choices: ["local", "UTC"],
    aliases: ["rtc"],
  },
} as const;

/** Sets the time zone. */
export const timezone = defineAction({
  name: "timezone",
  summary: "Sets the time zone, and what the machine's clock keeps.",
  arguments: SPECS,
  constraints: [{ requiredOneOf: ["name", "hwclock"] }],
  supportsCheck: true,
  supportsDiff: true,
  examples: ["- timezone:\n    name: Europe/Vienna"],
  returns: { diff: "What was, and what is." },
  async run({ name, hwclock }, task): Promise<TaskResult> {
    const variables = { name: name ?? "", clock: hwclock ?? "", check: task.check };
    const report = readReport(await task.script(targetScript(variables, [SCRIPT])));
    const diff = { before: fields(report, "before"), after: fields(report, "after") };
    return {
      changed: report.changed,
      ...(task.diff ? { diff } : {}),
    };
  },
});

/** As lines, of what was asked for. */
function fields(report: Report, when: string): string {
  return report.all(when).map((line) => `${line}\n`).join("");
}

/**
 * systemd's own program, where it runs; else the link, and the file that Debian has besides: that one
 * is not for timedatectl, which leaves it as it is.
 */
const SCRIPT = new ShellText(`
has() { command -v "$1" >/dev/null 2>&1; }
systemd=
if has timedatectl && [ -d /run/systemd/system ]; then systemd=1; fi
if [ -n "$name" ]; then
  zone=/usr/share/zoneinfo/$name
  [ -f "$zone" ] || fail "given timezone \\"$name\\" is not available: there is no $zone"
  is=$(readlink -f /etc/localtime 2>/dev/null)
  case $is in */zoneinfo/*) is=\${is#*/zoneinfo/} ;; *) is=$(cat /etc/timezone 2>/dev/null) ;; esac
  written=$is
  [ -n "$systemd" ] || [ ! -f /etc/timezone ] || read -r written </etc/timezone
  say before "name=$is"; say after "name=$name"
  [ "$is" = "$name" ] && [ "$written" = "$name" ] || cmp -s /etc/localtime "$zone" && [ "$written" = "$name" ] || {
    change name "$is" "$name"
    if [ -n "$check" ]; then :
    elif [ -n "$systemd" ]; then said=$(timedatectl set-timezone "$name" 2>&1) || fail "timedatectl: $said"
    else
      ln -s "$zone" "/etc/localtime.shep-$$" && rename "/etc/localtime.shep-$$" /etc/localtime ||
        fail "Cannot link /etc/localtime"
      [ ! -f /etc/timezone ] || printf '%s\\n' "$name" >/etc/timezone || fail "Cannot write /etc/timezone"
    fi
  }
fi
if [ -n "$clock" ]; then
  if [ -n "$systemd" ]; then
    case $(timedatectl show -p LocalRTC --value 2>/dev/null || timedatectl | grep -i 'RTC in local') in
      *yes*) is=local ;; *) is=UTC ;;
    esac
  else
    is=UTC
    grep -qs LOCAL /etc/adjtime && is=local
  fi
  say before "hwclock=$is"; say after "hwclock=$clock"
  [ "$is" = "$clock" ] || {
    change hwclock "$is" "$clock"
    if [ -n "$check" ]; then :
    elif [ -n "$systemd" ]; then
      [ "$clock" = local ] && wanted=yes || wanted=no
      said=$(timedatectl set-local-rtc "$wanted" 2>&1) || fail "timedatectl: $said"
    else
      [ "$clock" = local ] && wanted=--localtime || wanted=--utc
      has hwclock || fail "There is no hwclock on the target"
      said=$(hwclock --systohc $wanted 2>&1) || fail "hwclock: $said"
    fi
  }
fi
exit 0`);
