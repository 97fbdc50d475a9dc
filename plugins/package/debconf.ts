/**
 * The action `debconf`: answers to what Debian's packages ask.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/debconf_module.html
 * @module
 */
import { defineAction, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: { type: "str", description: "The package.", required: true, aliases: ["pkg"] },
  question: {
    type: "str",
    description: "The question; without one, all are returned.",
    aliases: ["selection", "setting"],
  },
  vtype: {
    type: "str",
    description: "The type of the answer.",
    choices: [
      "boolean",
      "error",
      "multiselect",
      "note",
      "password",
      "seen",
      "select",
      "string",
      "text",
      "title",
    ],
  },
  value: { type: "raw", description: "The answer.", aliases: ["answer"] },
  unseen: {
    type: "bool",
    description: "Whether it is asked all the same.",
    default: false,
  },
} as const;

/** Answers what packages ask. */
export const debconf = defineAction({
  name: "debconf",
  summary: "Answers what Debian's packages ask when they are installed.",
  arguments: SPECS,
  constraints: [{ requiredTogether: ["question", "vtype", "value"] }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- debconf:\n    name: tzdata\n    question: tzdata/Areas\n    vtype: select\n    value: Europe",
  ],
  returns: {
    current: "The new answer; all, if nothing changed.",
    previous: "The answer that was; with all others, if it had none.",
  },
  async run({ name, question, vtype, value, unseen }, task): Promise<TaskResult> {
    const answer = answerText(value ?? "", vtype);
    const report = readReport(
      await task.script(targetScript({
        check: task.check,
        name,
        question: question ?? "",
        vtype: vtype ?? "",
        answer,
        unseen,
      }, [SCRIPT])),
    );
    const answers = parseAnswers(report.get("shown") ?? "");
    if (question === undefined || !report.changed) return { values: { msg: "", current: answers } };
    if (vtype === "password") return { changed: true, values: { msg: "" } };
    const before = question in answers
      ? { [question]: answers[question]! }
      : { ...answers, [question]: "" };
    const text = (value: string): string => `${JSON.stringify({ [question]: value })}\n`;
    return {
      changed: true,
      values: {
        msg: "",
        current: { [question]: answer },
        previous: before,
      },
      ...(task.diff ? { diff: { before: text(before[question]!), after: text(answer) } } : {}),
    };
  },
});

/** @throws {TaskFailure} For an answer over several lines, which debconf's programs cannot read. */
function answerText(value: unknown, vtype: string | undefined): string {
  const text = Array.isArray(value) ? value.map(String).join(", ") : String(value);
  if (/\n/.test(text)) throw new TaskFailure("An answer cannot go over several lines");
  return vtype === "boolean" ? booleanText(text) : text;
}

/** @throws {TaskFailure} For what is neither: packages ask debconf for "true" alone. */
function booleanText(text: string): string {
  if (/^(?:true|yes|1|on)$/i.test(text)) return "true";
  if (/^(?:false|no|0|off)?$/i.test(text)) return "false";
  throw new TaskFailure(`'${text}' is no answer of the type boolean: say true or false`);
}

/** Lines of `* question: answer`; the mark tells that it was asked. */
export function parseAnswers(text: string): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, question, answer] = /^[* ] ([^:]+): ?(.*)$/.exec(line) ?? [];
    if (question !== undefined) answers[question] = answer ?? "";
  }
  return answers;
}

/** debconf shows no passwords, but says whether there is one; those are asked for by its protocol. */
const SCRIPT = new ShellText(`
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
command -v debconf-show >/dev/null 2>&1 || fail "There is no debconf-show on the target"
shown=$(debconf-show "$name" 2>&1) || fail "$shown"
say shown "$shown"
[ -n "$question" ] || exit 0
line=$(printf '%s\\n' "$shown" | grep -F " $question:" | head -n 1)
is=\${line#*:}; is=\${is# }
if [ "$vtype" = password ]; then
  is=$(printf 'GET %s\\n' "$question" | debconf-communicate "$name" 2>/dev/null | sed -n 's/^0 //p')
fi
[ -z "$line" ] || [ "$is" != "$answer" ] || exit 0
change answer
[ -z "$check" ] || exit 0
command -v debconf-set-selections >/dev/null 2>&1 || fail "There is no debconf-set-selections on the target"
said=$(printf '%s %s %s %s\\n' "$name" "$question" "$vtype" "$answer" |
  debconf-set-selections \${unseen:+-u} 2>&1) || fail "$said"
exit 0`);
