/**
 * The action `dpkg_selections`: what is to become of a package of Debian's, such as `hold`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/dpkg_selections_module.html
 * @module
 */
import { defineAction, ShellText, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: { type: "str", description: "The package.", required: true },
  selection: {
    type: "str",
    description: "What is to become of it.",
    required: true,
    choices: ["install", "hold", "deinstall", "purge"],
  },
} as const;

/** Says what is to become of a package. */
export const dpkgSelections = defineAction({
  name: "dpkg_selections",
  summary: "Says what is to become of a package of Debian's: keeps it as it is, say.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: ["- dpkg_selections:\n    name: linux-image-amd64\n    selection: hold"],
  returns: { before: "What it was.", after: "What it is." },
  async run({ name, selection }, task): Promise<TaskResult> {
    const script = targetScript({ name, selection, check: task.check }, [SCRIPT]);
    const report = readReport(await task.script(script));
    const before = report.get("before") ?? "not present";
    return {
      changed: report.changed,
      values: { before, after: selection },
      ...(task.diff && report.changed
        ? { diff: { before: `${before}\n`, after: `${selection}\n` } }
        : {}),
    };
  },
});

const SCRIPT = new ShellText(`
command -v dpkg >/dev/null 2>&1 || fail 'Failed to find required executable "dpkg" on the target'
line=$(dpkg --get-selections -- "$name" 2>/dev/null)
is=not\\ present
for each in $line; do is=$each; done
[ -n "$line" ] || fail "Failed to find package '$name' to perform selection '$selection'."
say before "$is"
[ "$is" != "$selection" ] || exit 0
change selection "$is" "$selection"
[ -n "$check" ] || said=$(printf '%s %s\\n' "$name" "$selection" | dpkg --set-selections 2>&1) || fail "$said"
exit 0`);
