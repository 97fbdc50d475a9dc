/**
 * The action `sysctl`: a setting of the kernel, in its file and as it is now.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/sysctl_module.html
 * @module
 */
import { type Arguments, defineAction, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { byteString } from "../file/byte_string.ts";
import { editFile } from "../file/edit_file.ts";
import { assignments, readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: { type: "str", description: "The setting.", required: true, aliases: ["key"] },
  value: { type: "str", description: "Its value.", aliases: ["val"] },
  state: {
    type: "str",
    description: "Whether the file has it.",
    choices: ["present", "absent"],
    default: "present",
  },
  ignoreerrors: {
    type: "bool",
    description: "Whether settings that the kernel does not know are passed over.",
    default: false,
  },
  reload: {
    type: "bool",
    description:
      "Whether the kernel is given the whole file when that was changed, or the kernel has another value.",
    default: true,
  },
  sysctl_file: {
    type: "path",
    description: "The file.",
    default: "/etc/sysctl.conf",
  },
  sysctl_set: {
    type: "bool",
    description: "Whether the kernel is given the value, whatever the file says.",
    default: false,
  },
} as const;

/** Settles a setting of the kernel. */
export const sysctl = defineAction({
  name: "sysctl",
  summary: "Settles a setting of the kernel, in its file and as it is now.",
  arguments: SPECS,
  constraints: [{ requiredIf: ["value"], when: "state", equals: "present" }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- sysctl:\n    name: net.ipv4.ip_forward\n    value: '1'\n    sysctl_set: true\n" +
    "    sysctl_file: /etc/sysctl.d/90-forward.conf",
  ],
  async run(args, task): Promise<TaskResult> {
    const name = args.name.trim();
    if (name === "") throw new TaskFailure("name cannot be blank");
    const value = args.state === "absent" ? undefined : settingText(args.value ?? "");
    if (value === "") throw new TaskFailure("value cannot be blank");
    const applies = (args.sysctl_set || args.reload) && value !== undefined;
    const edited = await editFile(
      {
        path: args.sysctl_file,
        ...(applies ? { probe: new ShellText(`${assignments({ name })}\n${CURRENT}`) } : {}),
      },
      (text) =>
        editSettings(text, byteString(name), value === undefined ? undefined : byteString(value)),
      task,
    );
    const differs = applies && isOther(edited.probe.get("current"), value, args);
    const reload = args.reload && (edited.changed || differs);
    const sets = args.sysctl_set && differs;
    if (!task.check && (sets || reload)) {
      readReport(await task.script(applyScript(args, name, sets ? value : undefined, reload)));
    }
    return {
      changed: edited.changed || differs,
      ...(task.diff && edited.changed ? { diff: edited.diff } : {}),
    };
  },
});

/** Truth as the kernel has it. */
function settingText(value: string): string {
  const text = value.trim();
  if (/^(?:yes|true|on)$/i.test(text)) return "1";
  return /^(?:no|false|off)$/i.test(text) ? "0" : text;
}

/** Whether the kernel has another value, or would have to know the setting and does not. */
function isOther(
  current: string | undefined,
  value: string,
  { ignoreerrors }: Pick<Arguments<typeof SPECS>, "ignoreerrors">,
): boolean {
  return current === undefined ? !ignoreerrors : words(current) !== words(value);
}

/** The kernel puts tabs between the words of a value. */
function words(value: string): string {
  return value.trim().split(/\s+/).join(" ");
}

const CURRENT = `current=$(sysctl -n "$name" 2>/dev/null) && say current "$current"`;

/**
 * What a file of settings becomes, if its last line of the name has another value: the first one has
 * the value, no other line has the name. Comments and all else stay.
 */
export function editSettings(
  text: string | undefined,
  name: string,
  value: string | undefined,
): string | undefined {
  const lines = (text ?? "").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const isOf = (line: string): boolean =>
    !/^\s*[#;]/.test(line) && line.includes("=") &&
    line.slice(0, line.indexOf("=")).trim() === name;
  const first = lines.findIndex(isOf);
  // Of several lines the kernel is left with the last.
  const last = lines.findLast(isOf);
  if (last?.slice(last.indexOf("=") + 1).trim() === value) return text;
  const result = lines.flatMap((line, index) => {
    if (!isOf(line)) return [line];
    return index === first && value !== undefined ? [`${name}=${value}`] : [];
  });
  if (first < 0 && value !== undefined) result.push(`${name}=${value}`);
  return result.map((line) => `${line}\n`).join("");
}

function applyScript(
  { ignoreerrors, sysctl_file }: Arguments<typeof SPECS>,
  name: string,
  value: string | undefined,
  reload: boolean,
): ShellText {
  return targetScript({
    name,
    value: value ?? "",
    sets: value !== undefined,
    reload,
    file: sysctl_file,
    ignore: ignoreerrors,
  }, [APPLY]);
}

const APPLY = new ShellText(`
[ -z "$sets" ] || said=$(sysctl \${ignore:+-e} -w "$name=$value" 2>&1) ||
  fail "setting $name failed: $said"
[ -z "$reload" ] || said=$(sysctl \${ignore:+-e} -p "$file" 2>&1) || fail "Failed to reload sysctl: $said"
exit 0`);
