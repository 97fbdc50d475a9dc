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
  /** What tells the section that is meant from others of its name: each has to hold. */
  readonly sectionHas: readonly IniCondition[];
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

/** A line that a section has, be it commented out: of this option, with one of the values, if any. */
export interface IniCondition {
  readonly option: string;
  readonly values: readonly string[];
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
  const bounds = sectionBounds(lines, edit);
  if (bounds === undefined) {
    if (edit.state === "absent") return same;
    return newSection(lines, edit);
  }
  const { lines: section, message } = edit.state === "present"
    ? present(lines.slice(bounds.start, bounds.end), edit)
    : absent(lines.slice(bounds.start, bounds.end), edit);
  const result = [...lines.slice(0, bounds.start), ...section, ...lines.slice(bounds.end)].join(
    "",
  );
  return message === "OK" || result === text ? same : { text: result, message };
}

/** Where a section is: its header, or the first line where it has none, and the end of its options. */
interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** The first section that is meant. */
function sectionBounds(lines: readonly string[], edit: IniEdit): Bounds | undefined {
  const endOf = (header: number): number => {
    const next = lines.findIndex((line, at) => at > header && line.startsWith("["));
    return next < 0 ? lines.length : next;
  };
  if (edit.section === undefined) return { start: 0, end: endOf(-1) };
  const name = edit.section.trim();
  const header = lines.findIndex((line, at) =>
    /^\[(.*?)\s*\]/.exec(line)?.[1]?.trim() === name &&
    hasAll(lines.slice(at + 1, endOf(at)), edit)
  );
  return header < 0 ? undefined : { start: header, end: endOf(header) };
}

function hasAll(section: readonly string[], edit: IniEdit): boolean {
  return edit.sectionHas.every(({ option, values }) =>
    section.some((line) => {
      const match = matchOption(line, option);
      return match && (values.length === 0 || values.includes(match.value));
    })
  );
}

/** With what the section has to have; of the option itself only where other lines of it may be. */
function newSection(lines: readonly string[], edit: IniEdit): EditedIni {
  const { section, option, exclusive, sectionHas } = edit;
  const others = sectionHas.filter((condition) => condition.option !== option);
  const same = exclusive ? [] : sectionHas.filter((condition) => condition.option === option);
  const values = new Set([...edit.values, ...same.flatMap((condition) => condition.values)]);
  const required = others.flatMap((condition) =>
    optionLines(condition.option, condition.values, edit)
  );
  const options = optionLines(option, [...values], edit);
  const text = [...lines, `[${section}]\n`, ...required, ...options].join("");
  return { text, message: options.length > 0 ? "section and option added" : "only section added" };
}

interface EditedSection {
  readonly lines: readonly string[];
  readonly message: string;
}

/** The lines of an option with these values; without any it may stand alone. */
function optionLines(
  option: string | undefined,
  values: readonly string[],
  edit: IniEdit,
): string[] {
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

function matchOption(line: string, option: string): OptionMatch | undefined {
  const name = option.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const pattern = new RegExp(`^[ \\t]*([#;]?)[ \\t]*${name}[ \\t]*(?:=|$)[ \\t]*(.*)$`);
  const match = pattern.exec(withoutBreak(line));
  return match ? { isActive: match[1] === "", value: match[2]! } : undefined;
}

function absent(section: readonly string[], edit: IniEdit): EditedSection {
  const { option, values, exclusive } = edit;
  if (option === undefined) {
    const isThere = section.length > 0;
    return { lines: [], message: isThere ? "section removed" : "OK" };
  }
  const lines = section.filter((line) => {
    const match = matchOption(line, option);
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
  const matches = section.map((line) => matchOption(line, option));
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
  const added = edit.values.length === 0 && stands ? [] : optionLines(option, missing, edit);
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
