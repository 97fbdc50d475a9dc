/**
 * What a target told about itself, as it was read: the texts that facts are made of.
 *
 * @module
 */

/** Begins the line that names a section. A file in which it begins a line is cut there. */
export const SECTION_MARK = "\x1e";

/** The section of the files' lines, each after the file's path. */
export const FILES_SECTION = "files";

/** The section of the paths that are there. */
export const PATHS_SECTION = "paths";

/** The texts that facts are made of. */
export class Sources {
  readonly #sections: ReadonlyMap<string, string>;
  readonly #files: ReadonlyMap<string, readonly string[]>;
  readonly #paths: ReadonlySet<string>;

  /** `raw` is what the script wrote that {@linkcode factScript} made. */
  constructor(raw: string) {
    this.#sections = readSections(raw);
    this.#files = readFiles(this.output(FILES_SECTION));
    this.#paths = new Set(this.output(PATHS_SECTION).split("\n"));
  }

  /** What the command of this name wrote; empty if it is not there. */
  output(section: string): string {
    return this.#sections.get(section) ?? "";
  }

  /** The names of all sections that begin with `prefix`. */
  sectionsOf(prefix: string): string[] {
    return [...this.#sections.keys()].filter((name) => name.startsWith(prefix));
  }

  /** A file's lines; none if it could not be read. */
  lines(path: string): readonly string[] {
    return this.#files.get(path) ?? [];
  }

  /** A file's first line, trimmed; nothing if it could not be read or is empty. */
  firstLine(path: string): string | undefined {
    return this.lines(path)[0]?.trim() || undefined;
  }

  /** The files that were read and have any line. */
  get files(): string[] {
    return [...this.#files.keys()];
  }

  /** Whether one of the asked paths is there. */
  exists(path: string): boolean {
    return this.#paths.has(path);
  }

  /** All asked paths that are there. */
  get paths(): string[] {
    return [...this.#paths];
  }
}

function readSections(raw: string): Map<string, string> {
  const sections = new Map<string, string>();
  const [, ...pieces] = `\n${raw}`.split(`\n${SECTION_MARK}`);
  for (const piece of pieces) {
    const end = piece.indexOf("\n");
    const name = end < 0 ? piece : piece.slice(0, end);
    sections.set(name, end < 0 ? "" : piece.slice(end + 1));
  }
  return sections;
}

function readFiles(text: string): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const path = line.slice(0, colon);
    const lines = files.get(path) ?? [];
    lines.push(line.slice(colon + 1));
    files.set(path, lines);
  }
  return files;
}
