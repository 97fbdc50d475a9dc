/**
 * The action `pam_limits`: how much a user's programs may use.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/pam_limits_module.html
 * @module
 */
import { type Arguments, defineAction, TaskFailure, type TaskResult } from "@shep/sdk";
import { bytesOf, byteString } from "../file/byte_string.ts";
import { editFile } from "../file/edit_file.ts";

const SPECS = {
  domain: {
    type: "str",
    description: "Whose programs: a user, `@group`, `*`, `%group`, numbers.",
    required: true,
  },
  limit_type: {
    type: "str",
    description: "Whether a user may go beyond it.",
    required: true,
    choices: ["hard", "soft", "-"],
  },
  limit_item: {
    type: "str",
    description: "What is limited.",
    required: true,
    choices: [
      ...["core", "data", "fsize", "memlock", "nofile", "rss", "stack", "cpu", "nproc", "as"],
      ...["maxlogins", "maxsyslogins", "priority", "locks", "sigpending", "msgqueue", "nice"],
      ...["rtprio", "chroot"],
    ],
  },
  value: {
    type: "str",
    description: "The limit; `unlimited`, `infinity` or -1 for none.",
    required: true,
  },
  backup: {
    type: "bool",
    description: "Whether the old file is kept beside the new one.",
    default: false,
  },
  use_min: {
    type: "bool",
    description: "Whether a lower limit that is there stays.",
    default: false,
  },
  use_max: {
    type: "bool",
    description: "Whether a higher limit that is there stays.",
    default: false,
  },
  dest: {
    type: "str",
    description: "The file.",
    default: "/etc/security/limits.conf",
  },
  comment: { type: "str", description: "What is noted with the limit.", default: "" },
} as const;

type LimitArguments = Arguments<typeof SPECS>;

/** Limits what a user's programs may use. */
export const pamLimits = defineAction({
  name: "pam_limits",
  summary: "Limits what a user's programs may use.",
  arguments: SPECS,
  constraints: [{ mutuallyExclusive: ["use_max", "use_min"] }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- pam_limits:\n    domain: app\n    limit_type: '-'\n    limit_item: nofile\n    value: 65536",
  ],
  returns: { msg: "The line." },
  async run(args, task): Promise<TaskResult> {
    checkValue(args);
    let line = "";
    const edited = await editFile({ path: args.dest, backup: args.backup }, (text) => {
      const result = setLimit(text ?? "", args);
      line = result.line;
      return result.text;
    }, task);
    const backup = edited.report.get("backup_file");
    return {
      changed: edited.changed,
      values: {
        msg: textOf(`${line}\n`),
        ...(backup === undefined ? {} : { backup_file: backup }),
      },
      ...(task.diff && edited.changed ? { diff: edited.diff } : {}),
    };
  },
});

const UNLIMITED: ReadonlySet<string> = new Set(["unlimited", "infinity", "-1"]);
/** What counts down: less is more. */
const SIGNED: ReadonlySet<string> = new Set(["nice", "priority"]);

/** A byte string as it is meant. */
function textOf(bytes: string): string {
  return new TextDecoder().decode(bytesOf(bytes));
}

/** @throws {TaskFailure} For a limit that pam would not read. */
function checkValue({ value, limit_item }: LimitArguments): void {
  const isSigned = SIGNED.has(limit_item);
  const isValid = isSigned
    ? /^-?\d+$/.test(value) && Number(value) >= -20 && Number(value) <= 19
    : UNLIMITED.has(value) || limit_item === "chroot" || /^\d+$/.test(value);
  if (isValid) return;
  throw new TaskFailure(
    `Value of '${value}' for item '${limit_item}' is invalid. Value must ` +
      (isSigned
        ? "be a number in the range -20 to 19 inclusive."
        : "either be 'unlimited', 'infinity' or -1, all of which indicate no limit, or a limit of 0 or larger."),
  );
}

/** The text with the limit, and its line: all lines about the same have it, for pam reads the last. */
export function setLimit(
  text: string,
  args: Pick<
    LimitArguments,
    "domain" | "limit_type" | "limit_item" | "value" | "use_max" | "use_min" | "comment"
  >,
): { readonly text: string; readonly line: string } {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  let set: string | undefined;
  const result = lines.map((line) => {
    const [who, how, what, old, ...more] = line.replace(/#.*/, "").trim().split(/\s+/);
    const isAbout = who === byteString(args.domain) && how === args.limit_type &&
      what === args.limit_item && more.length === 0;
    if (!isAbout || old === undefined) return line;
    const value = chosen(old, args);
    set = value === old ? line : limitLine(args, value, /#.*/.exec(line)?.[0]);
    return set;
  });
  if (set === undefined) result.push(set = limitLine(args, args.value));
  const isSame = result.length === lines.length && result.every((line, at) => line === lines[at]);
  return { text: isSame ? text : result.map((each) => `${each}\n`).join(""), line: set };
}

/** A line, with the comment that is asked for, or the one that is there. */
function limitLine(
  { domain, limit_type, limit_item, comment }: Pick<
    LimitArguments,
    "domain" | "limit_type" | "limit_item" | "comment"
  >,
  value: string,
  old?: string,
): string {
  const note = comment === "" ? old : byteString(`#${comment}`);
  const words = [domain, limit_type, limit_item, value].map((word) => byteString(word));
  return [...words, ...(note === undefined ? [] : [note])].join("\t");
}

/** Which of the old and the new limit holds. */
function chosen(
  old: string,
  { value, use_max, use_min }: Pick<LimitArguments, "value" | "use_max" | "use_min">,
): string {
  if (!use_max && !use_min) return value;
  const size = (limit: string): number => UNLIMITED.has(limit) ? Infinity : Number(limit);
  const keepsOld = use_max ? size(old) >= size(value) : size(old) <= size(value);
  return keepsOld ? old : value;
}
