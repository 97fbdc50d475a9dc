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
  const ini: Ini = {};
  let section: Record<string, string> | undefined;
  let lastOption: string | undefined;
  for (const line of text.split("\n")) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      section = ini[header] ??= {};
      lastOption = undefined;
      continue;
    }
    if (!section) return undefined;
    if (/^\s/.test(line) && lastOption !== undefined) {
      section[lastOption] += `\n${line.trim()}`;
      continue;
    }
    const option = /^\s*([^=:]+?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (!option) return undefined;
    lastOption = option[1]!.toLowerCase();
    section[lastOption] = option[2]!;
  }
  return ini;
}
