/**
 * The action `cron`: jobs that run at their times.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/cron_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  shellLines,
  ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { bytesOf, byteString, decodeBytes } from "../file/byte_string.ts";
import { printCommand } from "../file/content.ts";
import { contentDiff } from "../file/diff.ts";
import { editFile } from "../file/edit_file.ts";
import { lastRecord } from "../file/last_record.ts";
import { readReport, targetScript } from "../file/target.ts";
import { type CronEdit, editTable, tableNames } from "./cron_table.ts";

const SPECS = {
  name: {
    type: "str",
    description: "What the job is found by again; of a variable, its name.",
    required: true,
  },
  user: { type: "str", description: "Whose job it is; of the user who runs it, if absent." },
  job: {
    type: "str",
    description: "The command; of a variable, its value.",
    aliases: ["value"],
  },
  state: {
    type: "str",
    description: "Whether there is to be one.",
    choices: ["absent", "present"],
    default: "present",
  },
  cron_file: {
    type: "path",
    description: "A file of /etc/cron.d, or any other, instead of a user's table.",
  },
  backup: {
    type: "bool",
    description: "Whether the old table is kept.",
    default: false,
  },
  minute: { type: "str", description: "0 to 59, `*`, `*/2`.", default: "*" },
  hour: { type: "str", description: "0 to 23.", default: "*" },
  day: { type: "str", description: "1 to 31.", default: "*", aliases: ["dom"] },
  month: { type: "str", description: "1 to 12.", default: "*" },
  weekday: {
    type: "str",
    description: "0 to 6 from Sunday on.",
    default: "*",
    aliases: ["dow"],
  },
  special_time: {
    type: "str",
    description: "A time with a name, instead of numbers.",
    choices: ["annually", "daily", "hourly", "monthly", "reboot", "weekly", "yearly"],
  },
  disabled: {
    type: "bool",
    description: "Whether the job is only kept, as a comment.",
    default: false,
  },
  env: {
    type: "bool",
    description: "Whether it is a variable of the table, not a job.",
    default: false,
  },
  insertafter: { type: "str", description: "The variable below which a new one goes." },
  insertbefore: { type: "str", description: "The variable above which a new one goes." },
} as const;

type CronArguments = Arguments<typeof SPECS>;

/** Makes sure that a job runs at its times, or does not. */
export const cron = defineAction({
  name: "cron",
  summary: "Makes sure that a job runs at its times, or does not.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["insertafter", "insertbefore"] },
    { requiredIf: ["job"], when: "state", equals: "present" },
  ],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- cron:\n    name: clean up\n    minute: '0'\n    hour: '5,2'\n    job: /usr/bin/clean",
    "- cron:\n    name: at boot\n    special_time: reboot\n    job: /bin/true\n    user: app\n" +
    "    cron_file: app",
  ],
  returns: {
    jobs: "The names of all jobs in the table.",
    envs: "The names of its variables.",
    backup_file: "Where the old table is.",
  },
  async run(args, task): Promise<TaskResult> {
    checkMeaning(args);
    const edit = cronEdit(args);
    return args.cron_file === undefined
      ? await editUserTable(args, edit, task)
      : await editCronFile(args, edit, task);
  },
});

function checkMeaning(args: CronArguments): void {
  const { special_time, cron_file, user, env, job, state, disabled } = args;
  const fields = [args.minute, args.hour, args.day, args.month, args.weekday];
  if (special_time !== undefined && fields.some((field) => field !== "*")) {
    throw new TaskFailure("You must specify time and date fields or special time.");
  }
  if (cron_file !== undefined && user === undefined && state === "present" && !env) {
    throw new TaskFailure("To use cron_file=... parameter you must specify user=... as well");
  }
  if ((args.insertafter ?? args.insertbefore) !== undefined && state === "present" && !env) {
    throw new TaskFailure("Insertafter and insertbefore parameters are valid only with env=yes");
  }
  if (disabled && env) throw new TaskFailure("A variable cannot be disabled");
  if (env && /\s/.test(args.name)) throw new TaskFailure("Invalid name for environment variable");
  if (/[\r\n]/.test(withoutBreaks(job ?? "")) || /[\r\n]/.test(args.name)) {
    throw new TaskFailure("Job should not contain line breaks");
  }
}

/** A command as a block of YAML gives it, without the line breaks around it. */
function withoutBreaks(job: string): string {
  return job.replace(/^[\r\n]+|[\r\n]+$/g, "");
}

function cronEdit(args: CronArguments): CronEdit {
  const { env, state } = args;
  const name = byteString(args.name);
  const isAbsent = state === "absent";
  if (env) {
    const line = isAbsent ? undefined : byteString(`${args.name}="${args.job ?? ""}"`);
    const [after, before] = [args.insertafter, args.insertbefore].map(neighbour);
    return { kind: "variable", name, line, after, before };
  }
  return { kind: "job", name, line: isAbsent ? undefined : byteString(jobLine(args)) };
}

/** A variable that another goes beside; an empty text names none. */
function neighbour(name: string | undefined): string | undefined {
  return name === undefined || name === "" ? undefined : byteString(name);
}

/** The line of a job; in a file of /etc/cron.d it has a user. */
function jobLine(args: CronArguments): string {
  const { minute, hour, day, month, weekday, special_time, cron_file, user, disabled } = args;
  const time = special_time === undefined
    ? [minute, hour, day, month, weekday].join(" ")
    : `@${special_time}`;
  const words = [time, ...(cron_file === undefined ? [] : [user!]), withoutBreaks(args.job ?? "")];
  return `${disabled ? "#" : ""}${words.join(" ")}`;
}

/** @throws {TaskFailure} Where a variable is to go beside one that there is not. */
function edited(text: string, edit: CronEdit): string {
  try {
    return editTable(text, edit);
  } catch (error) {
    throw error instanceof RangeError ? new TaskFailure(textOf(error.message)) : error;
  }
}

/** The names in a table, which is a byte string. */
function namesIn(table: string): ReturnType<typeof tableNames> {
  return tableNames(textOf(table));
}

/** What a byte string says. */
function textOf(bytes: string): string {
  return new TextDecoder().decode(bytesOf(bytes));
}

async function editCronFile(
  args: CronArguments,
  edit: CronEdit,
  task: Task,
): Promise<TaskResult> {
  const file = args.cron_file!;
  if (!/(?:^|\/)[\w-]+$/.test(file)) {
    task.warn(
      `cron may pass by '${file}': in /etc/cron.d names have only letters, digits, _ and -`,
    );
  }
  const result = await editFile({
    path: file.startsWith("/") || file.startsWith("~") ? file : `/etc/cron.d/${file}`,
    attributes: (probe) => probe.get("kind") === "absent" ? { mode: { bits: 0o644 } } : {},
    backup: args.backup,
  }, (text) => {
    const after = edited(text ?? "", edit);
    return after === "" && after !== text ? undefined : after;
  }, task);
  const backup = result.report.get("backup_file");
  return {
    changed: result.changed,
    values: {
      ...namesIn(result.after ?? ""),
      cron_file: file.startsWith("~") ? result.path : file,
      ...(backup === undefined ? {} : { backup_file: backup }),
    },
    ...(task.diff && result.changed ? { diff: result.diff } : {}),
  };
}

async function editUserTable(
  args: CronArguments,
  edit: CronEdit,
  task: Task,
): Promise<TaskResult> {
  const variables = { user: args.user ?? "", backup: args.backup };
  const read = await task.script(targetScript(variables, [READ]));
  readReport(read);
  const bytes = lastRecord(read.stdoutBytes, "table") ?? new Uint8Array();
  const before = decodeBytes(bytes);
  const after = edited(before, edit);
  const changed = before !== after;
  const values = namesIn(after);
  const diff = task.diff && changed
    ? {
      diff: contentDiff({ header: "crontab", bytes }, { header: "crontab", bytes: bytesOf(after) }),
    }
    : {};
  if (!changed || task.check) return { changed, values, ...diff };
  const report = readReport(
    await task.script(
      targetScript(variables, [writeText(before, "old"), writeText(after, "new"), WRITE]),
    ),
  );
  const backup = report.get("backup_file");
  return {
    changed,
    values: { ...values, ...(backup === undefined ? {} : { backup_file: backup }) },
    ...diff,
  };
}

function writeText(text: string, name: string): ShellText {
  return shellLines([`${name}() { ${printCommand(bytesOf(text))}; }`]);
}

const COMMON = `
command -v crontab >/dev/null 2>&1 || fail 'Failed to find required executable "crontab" on the target'
table() { if [ -n "$user" ] && [ "$user" != "$(id -un)" ]; then crontab -u "$user" "$@"; else crontab "$@"; fi; }
`;

/**
 * Without a table crontab ends with 1; what it puts before one is no part of it. A user that there
 * is not has none either: it is told when one is written, for in check mode there may be none yet.
 */
const READ = new ShellText(`${COMMON}
r=$(table -l 2>&1; echo "x$?")
code=\${r##*x} r=\${r%x*}
case $code-$r in
  0-*) ;;
  *"no crontab"* | *"No such file"* | *"can't open"*) r= ;;
  *"user "*unknown* | *"unknown user"*) r= ;;
  *) fail "Unable to read crontab: $r" ;;
esac
printf 'table=\\0'
printf %s "$r" | sed '1,3{/^# DO NOT EDIT THIS FILE/d;/^# (.* installed on/d;/^# (Cron version/d;}'`);

const WRITE = new ShellText(`${COMMON}
if [ -n "$backup" ]; then
  saved=$(umask 077; mktemp "\${TMPDIR:-/tmp}/crontabXXXXXX") && old >"$saved" || fail "Cannot keep the old table"
  say backup_file "$saved"
fi
said=$(new | table - 2>&1) || fail "Unable to write the crontab: $said"`);
