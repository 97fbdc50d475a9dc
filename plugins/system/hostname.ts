/**
 * The action `hostname`: the name of the target.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/hostname_module.html
 * @module
 */
import { defineAction, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: { type: "str", description: "The name.", required: true },
  use: {
    type: "str",
    description: "Which way it is set; found out if absent.",
    choices: [
      "alpine",
      "debian",
      "freebsd",
      "generic",
      "macos",
      "macosx",
      "darwin",
      "openbsd",
      "openrc",
      "redhat",
      "sles",
      "solaris",
      "systemd",
    ],
  },
} as const;

/** The ways that Linux has; the rest needs another system than those that are reached here. */
const WAYS: Readonly<Record<string, string>> = {
  systemd: "systemd",
  debian: "file",
  alpine: "file",
  generic: "file",
  sles: "HOSTNAME",
  redhat: "network",
  openrc: "openrc",
};

/** Sets the name of the target. */
export const hostname = defineAction({
  name: "hostname",
  summary: "Sets the name of the target, now and for the next start.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: ["- hostname:\n    name: web01.example.com"],
  returns: { ansible_facts: "The facts that hold the name." },
  async run({ name, use }, task): Promise<TaskResult> {
    const way = use === undefined ? "" : WAYS[use];
    if (way === undefined) {
      throw new TaskFailure(`Names are not set the way of '${use}' here: only on Linux`);
    }
    if (!/^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/.test(name) || name.length > 253) {
      throw new TaskFailure(
        `'${name}' is no name for a host: it takes letters, digits, dots, dashes and underlines`,
      );
    }
    const report = readReport(
      await task.script(targetScript({ name, way, check: task.check }, [SCRIPT])),
    );
    const short = name.split(".")[0]!;
    return {
      changed: report.changed,
      values: { name },
      facts: {
        ansible_hostname: short,
        ansible_nodename: name,
        ansible_fqdn: report.get("fqdn") || name,
        ansible_domain: name.includes(".") ? name.slice(short.length + 1) : "",
      },
      ...(task.diff && report.changed
        ? {
          diff: {
            before: `hostname = ${report.get("before") ?? ""}\n`,
            after: `hostname = ${name}\n`,
          },
        }
        : {}),
    };
  },
});

/** The name that is now, and the one that is in the file for the next start. */
const SCRIPT = new ShellText(`
has() { command -v "$1" >/dev/null 2>&1; }
[ -n "$way" ] || {
  if has hostnamectl && [ -d /run/systemd/system ]; then way=systemd
  elif [ -e /etc/conf.d/hostname ]; then way=openrc
  elif [ -e /etc/HOSTNAME ] && [ ! -L /etc/HOSTNAME ]; then way=HOSTNAME
  elif [ -e /etc/sysconfig/network ] && grep -q '^HOSTNAME=' /etc/sysconfig/network; then way=network
  else way=file
  fi
}
now=$(hostname 2>/dev/null || uname -n)
case $way in
  systemd) saved=$(hostnamectl --static status 2>/dev/null || cat /etc/hostname 2>/dev/null) ;;
  file) saved=$(cat /etc/hostname 2>/dev/null) ;;
  HOSTNAME) saved=$(cat /etc/HOSTNAME 2>/dev/null) ;;
  network) saved=$(sed -n 's/^HOSTNAME=//p' /etc/sysconfig/network) ;;
  openrc) saved=$(sed -n 's/^hostname="\\{0,1\\}\\([^"]*\\).*/\\1/p' /etc/conf.d/hostname) ;;
esac
say before "$now"
write() {
  [ -z "$check" ] || return 0
  cat >"$1.shep-$$" && chmod 0644 "$1.shep-$$" && mv -f "$1.shep-$$" "$1" || fail "Cannot write $1"
}
[ "$saved" = "$name" ] || {
  change saved
  case $way in
    systemd) [ -n "$check" ] || said=$(hostnamectl set-hostname --static "$name" 2>&1) || fail "hostnamectl: $said" ;;
    file) printf '%s\\n' "$name" | write /etc/hostname ;;
    HOSTNAME) printf '%s\\n' "$name" | write /etc/HOSTNAME ;;
    network) sed "s/^HOSTNAME=.*/HOSTNAME=$name/" /etc/sysconfig/network | write /etc/sysconfig/network ;;
    openrc) sed "s/^hostname=.*/hostname=\\"$name\\"/" /etc/conf.d/hostname | write /etc/conf.d/hostname ;;
  esac
}
[ "$now" = "$name" ] || {
  change now
  [ -n "$check" ] || {
    if [ "$way" = systemd ]; then said=$(hostnamectl set-hostname --transient "$name" 2>&1)
    else said=$(hostname "$name" 2>&1)
    fi || fail "Cannot set the name: $said"
  }
}
say fqdn "$(hostname -f 2>/dev/null)"
exit 0`);
