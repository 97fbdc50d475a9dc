/**
 * Lines of `/etc/fstab`.
 *
 * @see https://man7.org/linux/man-pages/man5/fstab.5.html
 * @module
 */

/** A line that says what is mounted where. */
export interface FstabEntry {
  readonly src: string;
  readonly path: string;
  readonly fstype: string;
  readonly opts: string;
  readonly dump: string;
  readonly passno: string;
}

/** What stands for itself in a field. */
const SPECIAL = /[ \t\n\\]/g;

/** A field as it is written. */
export function escapeField(field: string): string {
  return field.replace(
    SPECIAL,
    (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
}

/** A field as it is meant. */
export function unescapeField(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(parseInt(digits, 8)));
}

/** Reads a line; undefined for one that is none. */
export function parseEntry(line: string): FstabEntry | undefined {
  if (/^\s*(?:#|$)/.test(line)) return undefined;
  const [src, path, fstype = "", opts = "", dump = "0", passno = "0"] = line.trim().split(/\s+/)
    .map(unescapeField);
  return src === undefined || path === undefined
    ? undefined
    : { src, path, fstype, opts, dump, passno };
}

function formatEntry(entry: FstabEntry): string {
  const { src, path, fstype, opts, dump, passno } = entry;
  return [src, path, fstype, opts, dump, passno].map(escapeField).join(" ");
}

/** Whether a line is about the same: swap space has no path of its own. */
function isAbout(
  line: FstabEntry,
  { path, src }: { path: string; src?: string | undefined },
): boolean {
  if (path === "none" || path === "swap") {
    return line.fstype === "swap" && (src === undefined || line.src === src);
  }
  return line.path.replace(/(.)\/+$/, "$1") === path.replace(/(.)\/+$/, "$1");
}

/** The text with this line for its path, in the place of the old one. */
export function setEntry(text: string, entry: FstabEntry): string {
  const lines = linesOf(text);
  let isThere = false;
  let isSame = true;
  const result = lines.flatMap((line) => {
    const old = parseEntry(line);
    if (old === undefined || !isAbout(old, entry)) return [line];
    if (formatEntry(old) === formatEntry(entry) && !isThere) {
      isThere = true;
      return [line];
    }
    isSame = false;
    if (isThere) return [];
    isThere = true;
    return [formatEntry(entry)];
  });
  if (isThere && isSame) return text;
  return join(isThere ? result : [...result, formatEntry(entry)]);
}

/** The text without the lines for a path. */
export function removeEntry(text: string, path: string, src?: string): string {
  const lines = linesOf(text);
  const kept = lines.filter((line) => {
    const entry = parseEntry(line);
    return entry === undefined || !isAbout(entry, { path, src });
  });
  return kept.length === lines.length ? text : join(kept);
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function join(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
