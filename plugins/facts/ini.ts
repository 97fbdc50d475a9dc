/**
 * INI files as Python's `configparser` reads them.
 *
 * @see https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 * @module
 */

/** Values by option and section; an option's name is in lower case. */
export type Ini = Record<string, Record<string, string>>;

/** The section whose options every other section has as well. */
const DEFAULTS = "DEFAULT";

type Options = Map<string, string>;

/** Reads an INI file; nothing if it is none, or says the same thing twice. */
export function parseIni(text: string): Ini | undefined {
  const sections = readSections(text);
  if (!sections) return undefined;
  const defaults = sections.get(DEFAULTS) ?? new Map();
  sections.delete(DEFAULTS);
  const ini: [string, Record<string, string>][] = [];
  for (const [name, own] of sections) {
    const options = new Map([...own, ...defaults, ...own]);
    const values: [string, string][] = [];
    for (const option of options.keys()) {
      const value = interpolated(option, options);
      if (value === undefined) return undefined;
      values.push([option, value]);
    }
    ini.push([name, Object.fromEntries(values)]);
  }
  return Object.fromEntries(ini);
}

function readSections(text: string): Map<string, Options> | undefined {
  const sections = new Map<string, Options>();
  let section: Options | undefined;
  let lastOption: string | undefined;
  for (const line of text.split("\n")) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      if (sections.has(header)) return undefined;
      section = new Map();
      sections.set(header, section);
      lastOption = undefined;
      continue;
    }
    if (!section) return undefined;
    if (/^\s/.test(line) && lastOption !== undefined) {
      section.set(lastOption, `${section.get(lastOption)}\n${line.trim()}`);
      continue;
    }
    const option = /^\s*([^=:]+?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (!option) return undefined;
    lastOption = option[1]!.toLowerCase();
    if (section.has(lastOption)) return undefined;
    section.set(lastOption, option[2]!);
  }
  return sections;
}

/** How many options may be named by one another in a row. */
const DEEPEST = 10;

/** An option's value with those that it names, as `%(name)s`; nothing if that cannot be done. */
function interpolated(name: string, options: Options, depth = 0): string | undefined {
  let isWhole = depth <= DEEPEST;
  const value = (options.get(name) ?? "").replace(/%(?:%|\(([^)]+)\)s|)/g, (found, other) => {
    if (found === "%%") return "%";
    const known = other !== undefined && isWhole && options.has(other.toLowerCase());
    const part = known ? interpolated(other.toLowerCase(), options, depth + 1) : undefined;
    if (part === undefined) isWhole = false;
    return part ?? "";
  });
  return isWhole ? value : undefined;
}
