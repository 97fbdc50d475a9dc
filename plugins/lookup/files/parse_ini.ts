/**
 * INI files, as Python's `configparser` reads them, without interpolation.
 *
 * @see https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 * @module
 */
import { Fault } from "@shep/sdk";

/** How a file is read. */
export interface IniOptions {
  /** What a key is known by. */
  readonly keyOf: (key: string) => string;
  /** Whether a key may stand alone. */
  readonly allowsNoValue: boolean;
}

/** The section whose values all others have too. */
const DEFAULT = "DEFAULT";

/**
 * The values of each section.
 *
 * @throws {Fault} `syntax`, for a line that is none of a section, a value, a comment.
 */
export function parseIni(text: string, options: IniOptions): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>([[DEFAULT, new Map()]]);
  let current: Map<string, string> | undefined;
  let lastKey: string | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const content = line.trim();
    if (content === "" || /^[#;]/.test(content)) continue;
    if (/^\s/.test(line) && current && lastKey !== undefined) {
      current.set(lastKey, `${current.get(lastKey)}\n${content}`.trim());
      continue;
    }
    const section = /^\[(.+)\]/.exec(content)?.[1];
    if (section !== undefined) {
      current = sections.get(section) ?? new Map();
      sections.set(section, current);
      lastKey = undefined;
      continue;
    }
    const [key, value] = keyAndValue(content, options, index + 1);
    if (!current) throw malformed(content, index + 1, "a value stands before all sections");
    current.set(key, value);
    lastKey = key;
  }
  return withDefaults(sections);
}

function keyAndValue(
  content: string,
  { keyOf, allowsNoValue }: IniOptions,
  line: number,
): [string, string] {
  const [, key, value] = /^(.*?)\s*[=:]\s*(.*)$/.exec(content) ?? [];
  if (key !== undefined && value !== undefined && key !== "") return [keyOf(key), value];
  if (allowsNoValue && key === undefined) return [keyOf(content), ""];
  throw malformed(content, line, "it is no 'key = value'");
}

function malformed(content: string, line: number, why: string): Fault {
  return new Fault("syntax", `Line ${line} of the INI file cannot be read: ${why}`, {
    detail: content,
  });
}

function withDefaults(
  sections: Map<string, Map<string, string>>,
): Map<string, Map<string, string>> {
  const defaults = sections.get(DEFAULT)!;
  return new Map([...sections].map(([name, values]) => [name, new Map([...defaults, ...values])]));
}
