/**
 * INI files as Python's `configparser` reads them, without interpolation.
 *
 * @see https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 * @module
 */

/** Values by option and section; an option's name is in lower case. */
export type Ini = Record<string, Record<string, string>>;

/** Reads an INI file; nothing if it is none. */
export function parseIni(text: string): Ini | undefined {
  const ini = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let lastOption: string | undefined;
  for (const line of text.split("\n")) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      section = ini.get(header) ?? new Map();
      ini.set(header, section);
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
    section.set(lastOption, option[2]!);
  }
  return Object.fromEntries(
    [...ini].map(([name, options]) => [name, Object.fromEntries(options)]),
  );
}
