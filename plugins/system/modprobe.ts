/**
 * The action `modprobe`: modules of the kernel, now and at boot.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/modprobe_module.html
 * @module
 */
import { defineAction, ShellText, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: { type: "str", description: "The module.", required: true },
  state: {
    type: "str",
    description: "Whether it is loaded.",
    choices: ["absent", "present"],
    default: "present",
  },
  params: { type: "str", description: "What it is loaded with.", default: "" },
  persistent: {
    type: "str",
    description: "Whether it is loaded at boot, too; `disabled` leaves that as it is.",
    choices: ["disabled", "absent", "present"],
    default: "disabled",
  },
} as const;

/** Loads modules of the kernel. */
export const modprobe = defineAction({
  name: "modprobe",
  summary: "Loads a module of the kernel, or unloads it, now and at boot.",
  arguments: SPECS,
  supportsCheck: true,
  examples: ["- modprobe:\n    name: br_netfilter\n    persistent: present"],
  async run(args, task): Promise<TaskResult> {
    const { name, state, params } = args;
    const about = { name, state, params };
    const script = targetScript({ ...args, check: task.check }, [SCRIPT]);
    const report = readReport(await task.script(script), about);
    return { changed: report.changed, values: about };
  },
});

/**
 * The kernel writes dashes as underlines. At boot, the files of `modules-load.d` name modules, those
 * of `modprobe.d` have their parameters; both may have comments.
 */
const SCRIPT = new ShellText(`
command -v modprobe >/dev/null 2>&1 || fail 'Failed to find required executable "modprobe" on the target'
kernel_name=$(printf %s "$name" | tr - _)
is_loaded() {
  grep -q "^$kernel_name " /proc/modules 2>/dev/null && return
  [ -e "/sys/module/$kernel_name" ] && [ ! -e "/sys/module/$kernel_name/initstate" ] && return
  grep -q "/\\($name\\|$kernel_name\\)\\.ko" "/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null
}
case $state in
  present)
    is_loaded || {
      change state
      if [ -n "$check" ]; then said=$(modprobe -n "$name" $params 2>&1)
      else said=$(modprobe "$name" $params 2>&1)
      fi || fail "$said"
    } ;;
  absent)
    if is_loaded; then
      change state
      [ -n "$check" ] || said=$(modprobe -r "$name" 2>&1) || fail "$said"
    fi ;;
esac
pattern="\\($name\\|$kernel_name\\)"
put_line() {
  change persistent
  [ -z "$check" ] || return 0
  mkdir -p "\${1%/*}" && printf '%s\\n' "$2" >"$1.shep-$$" && mv -f "$1.shep-$$" "$1" || fail "Cannot write $1"
}
drop_lines() {
  expression=$1; shift
  for file; do
    [ -f "$file" ] && grep -q "$expression" "$file" || continue
    change persistent
    [ -z "$check" ] || continue
    cp -p "$file" "$file.shep-$$" && sed "s/$expression/#&/" "$file" >"$file.shep-$$" &&
      mv -f "$file.shep-$$" "$file" || fail "Cannot write $file"
  done
}
loads="^[[:space:]]*$pattern[[:space:]]*\\(#.*\\)\\{0,1\\}$"
options="^[[:space:]]*options[[:space:]][[:space:]]*$pattern[[:space:]].*$"
case $persistent in
  present)
    grep -qs "$loads" /etc/modules-load.d/*.conf || put_line "/etc/modules-load.d/$name.conf" "$name"
    if [ -n "$params" ]; then
      wanted="options $name $params"
      grep -qsxF "$wanted" /etc/modprobe.d/*.conf || {
        drop_lines "$options" /etc/modprobe.d/*.conf
        put_line "/etc/modprobe.d/$name.conf" "$wanted"
      }
    fi ;;
  absent)
    drop_lines "$loads" /etc/modules-load.d/*.conf
    drop_lines "$options" /etc/modprobe.d/*.conf ;;
esac
exit 0`);
