/**
 * The actions `seboolean` and `selinux`: switches and the mode of SELinux.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/seboolean_module.html
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/selinux_module.html
 * @module
 */
import { defineAction, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { editFile } from "../file/edit_file.ts";
import { readReport, targetScript } from "../file/target.ts";

const BOOLEAN = {
  name: { type: "str", description: "The switch.", required: true },
  state: { type: "bool", description: "Whether it is on.", required: true },
  persistent: {
    type: "bool",
    description: "Whether it stays so after a restart.",
    default: false,
  },
  ignore_selinux_state: {
    type: "bool",
    description: "Whether it is set even where SELinux is off.",
    default: false,
  },
} as const;

/** Turns switches of SELinux on and off. */
export const seboolean = defineAction({
  name: "seboolean",
  summary: "Turns a switch of SELinux on or off.",
  arguments: BOOLEAN,
  supportsCheck: true,
  examples: [
    "- seboolean:\n    name: httpd_can_network_connect\n    state: true\n    persistent: true",
  ],
  returns: { name: "The switch.", state: "Whether it is on.", persistent: "Whether it stays so." },
  async run(args, task): Promise<TaskResult> {
    const { name, state, persistent, ignore_selinux_state } = args;
    const variables = {
      check: task.check,
      name,
      wanted: state ? "on" : "off",
      persistent,
      ignore: ignore_selinux_state,
    };
    const report = readReport(await task.script(targetScript(variables, [SET_BOOLEAN])));
    return { changed: report.changed, values: { name, state, persistent } };
  },
});

const SET_BOOLEAN = new ShellText(`
PATH=$PATH:/usr/sbin:/sbin
has() { command -v "$1" >/dev/null 2>&1; }
has setsebool || fail "There is no setsebool on the target"
[ -n "$ignore" ] || { has getenforce && [ "$(getenforce)" != Disabled ]; } ||
  fail "SELinux is disabled on this host."
line=$(getsebool "$name" 2>&1) || fail "SELinux boolean $name does not exist."
is=\${line##*> }
saved=$is
if [ -n "$persistent" ] && has semanage; then
  r=$(semanage boolean -l -n 2>/dev/null | sed -n "s/^$name  *([^,]*, *\\([a-z]*\\)).*/\\1/p")
  saved=\${r:-$is}
fi
[ "$is" = "$wanted" ] && [ "$saved" = "$wanted" ] && exit 0
change boolean "$is" "$wanted"
[ -n "$check" ] || said=$(setsebool \${persistent:+-P} "$name" "$wanted" 2>&1) ||
  fail "Failed to set boolean $name to $wanted: $said"
exit 0`);

const MODE = {
  policy: { type: "str", description: "The policy: `targeted`." },
  state: {
    type: "str",
    description: "The mode.",
    required: true,
    choices: ["disabled", "enforcing", "permissive"],
  },
  configfile: {
    type: "str",
    description: "The file that has it.",
    default: "/etc/selinux/config",
    aliases: ["conf", "file"],
  },
  update_kernel_param: {
    type: "bool",
    description: "Whether grubby writes it into the kernel's command line, too.",
    default: false,
  },
} as const;

/** Sets the mode of SELinux. */
export const selinux = defineAction({
  name: "selinux",
  summary: "Sets the mode and the policy of SELinux.",
  arguments: MODE,
  constraints: ["enforcing", "permissive"].map((equals) => ({
    requiredIf: ["policy"],
    when: "state",
    equals,
  })),
  supportsCheck: true,
  examples: ["- selinux:\n    policy: targeted\n    state: enforcing"],
  returns: {
    msg: "What was changed.",
    reboot_required: "Whether it only holds after a restart.",
    configfile: "The file that has it.",
    policy: "The policy.",
    state: "The mode.",
  },
  async run(args, task): Promise<TaskResult> {
    const { state, configfile, update_kernel_param } = args;
    let policy = args.policy;
    const edited = await editFile({ path: configfile, probe: LOOK }, (text) => {
      if (text === undefined) {
        throw new TaskFailure(`Unable to find file ${configfile}: SELinux is not installed`);
      }
      policy ??= /^SELINUXTYPE=(\S+)/m.exec(text)?.[1];
      const withMode = setKey(text, "SELINUX", state);
      return policy === undefined ? withMode : setKey(withMode, "SELINUXTYPE", policy);
    }, task);
    const now = (edited.probe.get("mode") ?? "Disabled").toLowerCase();
    const isOff = now === "disabled";
    const switches = !isOff && now !== (state === "disabled" ? "permissive" : state);
    const kernel = update_kernel_param &&
      (state === "disabled") !== (edited.probe.get("kernel") === "off");
    const reboot = isOff !== (state === "disabled");
    if (!task.check && (switches || kernel)) {
      const variables = {
        mode: switches ? (state === "enforcing" ? "1" : "0") : "",
        kernel,
        state,
      };
      readReport(await task.script(targetScript(variables, [APPLY])));
    }
    const messages = [
      ...(switches ? [`SELinux state changed from '${now}' to '${state}'`] : []),
      ...(edited.changed ? [`Config SELinux state changed to '${state}'`] : []),
      ...(kernel ? ["Kernel's command line changed"] : []),
    ];
    return {
      changed: edited.changed || switches || kernel,
      values: {
        msg: messages.join(", "),
        configfile,
        policy: policy ?? "",
        state,
        reboot_required: reboot,
      },
      ...(task.diff && edited.changed ? { diff: edited.diff } : {}),
    };
  },
});

const LOOK = new ShellText(`
PATH=$PATH:/usr/sbin:/sbin
mode=$(getenforce 2>/dev/null) && say mode "$mode"
case $(grubby --info=DEFAULT 2>/dev/null) in *selinux=0*) say kernel off ;; esac`);

const APPLY = new ShellText(`
PATH=$PATH:/usr/sbin:/sbin
[ -z "$mode" ] || said=$(setenforce "$mode" 2>&1) || fail "Failed to set the mode: $said"
if [ -n "$kernel" ]; then
  if [ "$state" = disabled ]; then said=$(grubby --update-kernel=ALL --args selinux=0 2>&1)
  else said=$(grubby --update-kernel=ALL --remove-args selinux 2>&1)
  fi || fail "unable to update the kernel's command line: $said"
fi
exit 0`);

/** The text with one line `KEY=value`. */
export function setKey(text: string, key: string, value: string): string {
  const line = new RegExp(`^${key}=.*$`, "m");
  if (line.test(text)) return text.replace(line, `${key}=${value}`);
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${key}=${value}\n`;
}
