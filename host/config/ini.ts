/**
 * The format of `ansible.cfg`.
 *
 * @see https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 * @module
 */
import { Fault } from "@shep/sdk";

/** One `key = value`. */
export interface IniEntry {
  /** The name between the brackets above it. */
  readonly section: string;
  /** In lower case. */
  readonly key: string;
  /** Lines that are indented below it belong to it. */
  readonly value: string;
  /** Counts from 1. */
  readonly line: number;
  /** As it is written. */
  readonly sourceLine: string;
}

interface Draft extends IniEntry {
  value: string;
  readonly indent: number;
}

/**
 * The entries of a text, in order.
 *
 * @throws {Fault} `syntax`, for a line that is no entry, one before the first section, and one that
 * says again what was said.
 */
export function parseIni(text: string, file: string): readonly IniEntry[] {
  const entries = new Map<string, Draft>();
  let section: string | undefined;
  let open: Draft | undefined;
  for (const [index, sourceLine] of text.replace(/^\uFEFF/, "").split(/\r\n?|\n/).entries()) {
    const line = index + 1;
    const content = withoutComment(sourceLine);
    const indent = content.search(/\S/);
    if (indent === -1) continue;
    if (open !== undefined && indent > open.indent) {
      open.value += `\n${content.trim()}`;
      continue;
    }
    const refuse = (summary: string, hint: string): never => {
      throw new Fault("syntax", summary, { file, line, column: indent + 1, sourceLine, hint });
    };
    const header = /^\s*\[([^\]]+)\]/.exec(content)?.[1];
    if (header !== undefined) {
      section = header;
      open = undefined;
      continue;
    }
    const [, key, value] = /^\s*([^=:]*?)\s*[=:]\s*(.*)$/.exec(content) ?? [];
    if (key === undefined || key === "" || value === undefined) {
      return refuse(`'${content.trim()}' is no setting`, "Write key = value.");
    }
    if (section === undefined) {
      return refuse(`'${key}' is in no section`, "Begin with a section: [defaults]");
    }
    open = { section, key: key.toLowerCase(), value: value.trim(), line, sourceLine, indent };
    const name = `[${section}] ${open.key}`;
    const first = entries.get(name);
    if (first !== undefined) {
      return refuse(`'${key}' is said twice`, `It is said first in line ${first.line}.`);
    }
    entries.set(name, open);
  }
  return [...entries.values()];
}

/** A whole line after `#` or `;`, and the rest of one after a blank and `;`. */
function withoutComment(line: string): string {
  return /^\s*#/.test(line) ? "" : line.replace(/(^|\s);.*$/, "");
}
