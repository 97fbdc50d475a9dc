/**
 * The action `ini_file`: options of a text in INI form.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/ini_file_module.html
 * @module
 */
import { defineAction, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { bytesOf, byteString, decodeBytes } from "./byte_string.ts";
import { editIni, type IniCondition } from "./edit_ini.ts";
import { readTarget } from "./read_target.ts";
import { statusValues } from "./target.ts";
import { EDIT_ARGUMENTS, editDiffs, writeBack } from "./write_back.ts";

const SPECS = {
  path: { type: "path", description: "The file.", required: true, aliases: ["dest"] },
  section: {
    type: "str",
    description: "The section; without one the lines before the first are meant.",
  },
  section_has_values: {
    type: "list",
    elements: "dict",
    description: "What the section has to have, where there are several of its name.",
    fields: {
      option: { type: "str", description: "An option of it.", required: true },
      value: { type: "str", description: "The value that it has." },
      values: { type: "list", elements: "str", description: "Values, of which it has one." },
    },
  },
  option: { type: "str", description: "The option; without one the section as a whole is meant." },
  value: { type: "str", description: "Its value." },
  values: { type: "list", elements: "str", description: "Its values, a line each." },
  state: {
    type: "str",
    description: "Whether it is to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
  exclusive: {
    type: "bool",
    description: "Whether other lines with the option go, and whatever its value is.",
    default: true,
  },
  allow_no_value: {
    type: "bool",
    description: "Whether an option may stand alone, without `=`.",
    default: false,
  },
  no_extra_spaces: {
    type: "bool",
    description: "Whether there are no blanks around `=`.",
    default: false,
  },
  ignore_spaces: {
    type: "bool",
    description: "Whether a line that differs in such blanks only stays as it is.",
    default: false,
  },
  modify_inactive_option: {
    type: "bool",
    description: "Whether an option that is commented out is brought back.",
    default: true,
  },
  create: {
    type: "bool",
    description: "Whether a file that is not there is made.",
    default: true,
  },
  follow: {
    type: "bool",
    description: "Whether a link is followed, not replaced.",
    default: false,
  },
  backup: EDIT_ARGUMENTS.backup,
  ...ATTRIBUTE_ARGUMENTS,
} as const;

/** `value` and `values`, of which there is one at most. */
interface GivenValues {
  readonly value?: string | undefined;
  readonly values?: readonly string[] | undefined;
}

function wantedValues({ value, values }: GivenValues): string[] {
  const given = values ?? (value === undefined ? [] : [value]);
  return [...new Set(given)].map((one) => byteString(one));
}

function sectionConditions(
  given: readonly (GivenValues & { readonly option: string })[],
): IniCondition[] {
  return given.map((condition) => {
    if (condition.value !== undefined && condition.values !== undefined) {
      throw new TaskFailure(
        `section_has_values takes either 'value' or 'values' for '${condition.option}', not both`,
      );
    }
    return { option: byteString(condition.option), values: wantedValues(condition) };
  });
}

/** What the file is like, which is returned where nothing is changed. */
const LOOK = new ShellText('[ ! -f "$path" ] || { look "$path" -L; say stat "$s"; }');

/** Makes sure that an option is set, or is not. */
export const iniFile = defineAction({
  name: "ini_file",
  summary: "Makes sure that an option is set in a file in INI form, or is not.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["value", "values"] },
    { requiredBy: ["section"], by: "section_has_values" },
  ],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- ini_file:\n    path: /etc/app.ini\n    section: server\n    option: port\n    value: '80'",
  ],
  returns: { msg: "What was done.", path: "The file.", backup_file: "Where the old file is." },
  async run(args, task): Promise<TaskResult> {
    const attributes = wantedAttributes(args);
    const values = wantedValues(args);
    if (args.state === "present" && values.length === 0 && !args.allow_no_value) {
      throw new TaskFailure(
        "Parameter 'value(s)' must be defined if state=present and allow_no_value=False.",
      );
    }
    const read = await readTarget(args.path, task, { probe: LOOK });
    if (read.kind === "directory") throw new TaskFailure(`${read.path} is a directory`);
    if (read.kind === "absent" && !args.create) {
      throw new TaskFailure(`Destination ${read.path} does not exist!`, { rc: 257 });
    }
    const old = decodeBytes(read.bytes);
    // As in Ansible, an empty section or option is none.
    const { text, message } = editIni(old, {
      state: args.state,
      section: byteString(args.section) || undefined,
      option: byteString(args.option) || undefined,
      sectionHas: sectionConditions(args.section_has_values ?? []),
      values,
      exclusive: args.exclusive,
      allowNoValue: args.allow_no_value,
      noExtraSpaces: args.no_extra_spaces,
      ignoreSpaces: args.ignore_spaces,
      modifyInactiveOption: args.modify_inactive_option,
    });
    const bytes = bytesOf(text);
    const edited = text === old ? undefined : bytes;
    const report = await writeBack(args, attributes, read, edited, task);
    const backup = report.get("backup_file");
    return {
      changed: report.changed,
      values: {
        msg: message,
        path: read.path,
        ...(backup === undefined ? {} : { backup_file: backup }),
        ...statusValues(report.stat ?? read.report.stat),
      },
      ...(task.diff ? { diff: editDiffs(read, bytes, report) } : {}),
    };
  },
});
