/**
 * What `ini_file` makes of a text in INI form. Everything that is not meant stays as it is, comments
 * and blank lines included.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/ini_file_module.html
 * @module
 */
import { splitKeepingBreaks } from "./edit_lines.ts";

/** In UTF-8, one character for each byte. */
const BYTE_ORDER_MARK = /^\xef\xbb\xbf/;

/** What is to be there, or not to be. */
export interface IniEdit {
  readonly state: "absent" | "present";
  /** Without one the lines before the first section are meant. */
  readonly section?: string | undefined;
  /** Without one the section itself is meant. */
  readonly option?: string | undefined;
  readonly values: readonly string[];
  /** Whether other lines with the option go, and whether `absent` means whatever its value is. */
  readonly exclusive: boolean;
  /** Whether `option` alone on a line is an option, too. */
  readonly allowNoValue: boolean;
  readonly noExtraSpaces: boolean;
  /** Whether a line that differs in blanks around the `=` only is left alone. */
  readonly ignoreSpaces: boolean;
  /** Whether an option that is commented out is brought back. */
  readonly modifyInactiveOption: boolean;
}

/** The text, and in Ansible's words what was done; `OK` if nothing was. */
export interface EditedIni {
  readonly text: string;
  readonly message: string;
}

/**
 * Edits a text. As in Ansible, all lines end with a newline afterwards, and there is no byte order
 * mark, but a text that has its last line break is written for neither alone.
 */
export function editIni(text: string, edit: IniEdit): EditedIni {
  const lines = splitKeepingBreaks(text.replace(BYTE_ORDER_MARK, "").replace(/\r\n?/g, "\n"));
  const last = lines.at(-1);
  const isWhole = last === undefined || last.endsWith("\n");
  if (!isWhole) lines[lines.length - 1] = `${last}\n`;
  const same = { text: isWhole ? text : lines.join(""), message: "OK" };
  // As in Ansible, a new file begins with an empty line.
  if (lines.length === 0) lines.push("\n");
  const bounds = sectionBounds(lines, edit.section);
  if (bounds === undefined) {
    if (edit.state === "absent") return same;
    return newSection(lines, edit);
  }
  const { lines: section, message } = edit.state === "present"
    ? present(lines.slice(bounds.start, bounds.end), edit)
    : absent(lines.slice(bounds.start, bounds.end), edit);
  const result = [...lines.slice(0, bounds.header), ...section, ...lines.slice(bounds.end)].join(
    "",
  );
  return message === "OK" || result === text ? same : { text: result, message };
}

/** Where a section is: its header, or that of none, its options, and the end of them. */
interface Bounds {
  readonly header: number;
  readonly start: number;
  readonly end: number;
}

function sectionBounds(lines: readonly string[], section: string | undefined): Bounds | undefined {
  const isHeader = (line: string): boolean => line.startsWith("[");
  const header = section === undefined
    ? -1
    : lines.findIndex((line) => /^\[(.*?)\s*\]/.exec(line)?.[1]?.trim() === section.trim());
  if (section !== undefined && header < 0) return undefined;
  const next = lines.findIndex((line, at) => at > header && isHeader(line));
  const start = Math.max(header, 0);
  return { header: start, start, end: next < 0 ? lines.length : next };
}

function newSection(lines: readonly string[], edit: IniEdit): EditedIni {
  const options = optionLines(edit, edit.values);
  const text = [...lines, `[${edit.section}]\n`, ...options].join("");
  return { text, message: options.length > 0 ? "section and option added" : "only section added" };
}

interface EditedSection {
  readonly lines: readonly string[];
  readonly message: string;
}

/** The lines of an option with these values; without any it may stand alone. */
function optionLines(edit: IniEdit, values: readonly string[]): string[] {
  const { option } = edit;
  if (option === undefined) return [];
  if (values.length === 0) return edit.allowNoValue ? [`${option}\n`] : [];
  return values.map((value) => optionLine(option, value, edit));
}

function optionLine(option: string, value: string, { noExtraSpaces }: IniEdit): string {
  return noExtraSpaces ? `${option}=${value}\n` : `${option} = ${value}\n`;
}

/** What a line says of the option; nothing if it speaks of another. */
interface OptionMatch {
  readonly isActive: boolean;
  readonly value: string;
}

function matchOption(line: string, option: string, edit: IniEdit): OptionMatch | undefined {
  const name = option.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const pattern = new RegExp(`^[ \\t]*([#;]?)[ \\t]*${name}[ \\t]*(=|$)[ \\t]*(.*)$`);
  const [, comment, sign, value = ""] = pattern.exec(withoutBreak(line)) ?? [];
  const isActive = comment === "";
  // A comment of this one word may be about anything.
  const isMeant = isActive || sign === "=" || (sign !== undefined && edit.allowNoValue);
  return isMeant ? { isActive, value } : undefined;
}

function absent(section: readonly string[], edit: IniEdit): EditedSection {
  const { option, values, exclusive } = edit;
  if (option === undefined) {
    const isThere = section.length > 0;
    return { lines: [], message: isThere ? "section removed" : "OK" };
  }
  const lines = section.filter((line) => {
    const match = matchOption(line, option, edit);
    return !(match?.isActive && (exclusive || values.includes(match.value)));
  });
  return { lines, message: lines.length === section.length ? "OK" : "option changed" };
}

/**
 * Lines that have a wanted value already come first, then other lines of the option are given the
 * values that are left, then the rest of them go, and what is still missing is added at the end.
 */
function present(section: readonly string[], edit: IniEdit): EditedSection {
  const { option, exclusive, allowNoValue } = edit;
  if (option === undefined) return { lines: section, message: "OK" };
  const missing = [...edit.values];
  const settled = new Map<number, string>();
  const isMeant = (match: OptionMatch | undefined): match is OptionMatch =>
    match !== undefined && (match.isActive || edit.modifyInactiveOption);
  const matches = section.map((line) => matchOption(line, option, edit));
  let stands = false;
  for (const [at, match] of matches.entries()) {
    if (!isMeant(match)) continue;
    if (missing.includes(match.value)) {
      missing.splice(missing.indexOf(match.value), 1);
      settled.set(at, settledLine(section[at]!, match, option, edit));
    } else if (edit.values.length === 0 && allowNoValue && !stands) {
      settled.set(at, `${option}\n`);
      stands = true;
    }
  }
  if (exclusive && !allowNoValue) {
    for (const [at, match] of matches.entries()) {
      if (missing.length === 0) break;
      if (!isMeant(match) || settled.has(at)) continue;
      settled.set(at, optionLine(option, missing.shift()!, edit));
    }
  }
  const goes = (at: number): boolean =>
    exclusive && !allowNoValue && !settled.has(at) && isMeant(matches[at]);
  const kept = section.map((line, at) => settled.get(at) ?? line).filter((_, at) => !goes(at));
  const added = edit.values.length === 0 && stands ? [] : optionLines(edit, missing);
  const needsMore = edit.values.length > 0 ? missing.length > 0 : added.length > 0;
  const lines = needsMore ? insertAtEnd(kept, added) : kept;
  const isSame = lines.length === section.length && lines.every((line, at) => line === section[at]);
  return { lines, message: isSame ? "OK" : needsMore ? "option added" : "option changed" };
}

function settledLine(
  line: string,
  { isActive, value }: OptionMatch,
  option: string,
  edit: IniEdit,
): string {
  if (value === "" && edit.allowNoValue) return `${option}\n`;
  return isActive && edit.ignoreSpaces ? line : optionLine(option, value, edit);
}

function withoutBreak(line: string): string {
  return line.replace(/\r?\n$/, "");
}

/** Behind the last line that says something. */
function insertAtEnd(section: readonly string[], added: readonly string[]): string[] {
  const last = section.findLastIndex((line) => !/^[ \t]*([#;].*)?$/.test(withoutBreak(line)));
  return section.toSpliced(last + 1, 0, ...added);
}
