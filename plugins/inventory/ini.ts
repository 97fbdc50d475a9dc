/**
 * Inventories in Ansible's INI format.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ini_inventory.html
 *
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk/value";
import type { InventoryBuilder } from "./builder.ts";
import { at, InventoryError, nearest, Refusal } from "./error.ts";
import { namedHosts } from "./host_pattern.ts";
import { readLiteral } from "./literal.ts";
import type { Source } from "@shep/sdk/inventory";
import { splitWords } from "./words.ts";

type SectionKind = "hosts" | "children" | "vars";
const KINDS: readonly SectionKind[] = ["hosts", "children", "vars"];

/** The section that the lines after a header belong to. */
interface Section {
  readonly group: string;
  readonly kind: SectionKind;
  readonly line: Line;
  /** Of a `:vars` section: filled while its lines are read. */
  readonly vars: ValueMap;
}

interface Line {
  readonly file: string;
  readonly line: number;
  /** Of the first character that is not blank. */
  readonly column: number;
  readonly sourceLine: string;
  readonly text: string;
}

/**
 * Reads an INI inventory into `builder`.
 *
 * @throws {InventoryError} for a line that is neither header, host, group nor assignment, and for a
 * group that `:vars` or `:children` mention but nothing defines.
 */
export function readIni(text: string, file: string, builder: InventoryBuilder): void {
  new IniReader(builder).read(text, file);
}

class IniReader {
  readonly #builder: InventoryBuilder;
  /** Groups that were mentioned but may be defined further below, with their first mention. */
  readonly #mentioned = new Map<string, { section: Section; line: Line }>();
  readonly #defined = new Set<string>();

  constructor(builder: InventoryBuilder) {
    this.#builder = builder;
  }

  read(text: string, file: string): void {
    let section: Section = {
      group: "ungrouped",
      kind: "hosts",
      line: { file, line: 1, column: 1, sourceLine: "", text: "" },
      vars: new Map(),
    };
    for (const line of linesOf(text, file)) {
      const header = readHeader(line);
      if (header !== undefined) {
        this.#close(section);
        section = header;
        this.#open(section);
      } else at(line, () => this.#content(line, section));
    }
    this.#close(section);
    this.#refuseUndefined();
  }

  #open(section: Section): void {
    if (section.kind === "vars") this.#mention(section.group, section, section.line);
    else this.#define(section.group);
  }

  #close({ kind, group, vars, line }: Section): void {
    if (kind === "vars") {
      this.#builder.setGroupVars(group, { values: vars, source: sourceOf(line) });
    }
  }

  #content(line: Line, section: Section): void {
    if (section.kind === "hosts") this.#hosts(line, section.group);
    else if (section.kind === "vars") setVariable(section.vars, line.text);
    else this.#child(line, section);
  }

  #hosts(line: Line, group: string): void {
    const [entry = "", ...assignments] = splitWords(line.text);
    const { names, port } = namedHosts(entry);
    const source = sourceOf(line);
    if (names.length === 0) {
      this.#builder.warn(`${line.file}:${line.line}: "${entry}" stands for no host at all`);
    }
    // One map for all hosts of a range: what cannot change need not be copied.
    const values: ValueMap = new Map(port === undefined ? [] : [["ansible_port", port]]);
    for (const assignment of assignments) {
      const [name, value] = splitAssignment(assignment, line.text);
      values.set(name, value);
    }
    const layer = { values, source };
    for (const name of names) {
      this.#builder.addHost(name, group, source);
      this.#builder.setHostVars(name, layer);
    }
  }

  #child(line: Line, section: Section): void {
    const [, name] = /^([^\s:\]#]+)\s*(?:#.*)?$/.exec(line.text) ?? [];
    if (name === undefined) {
      throw new Refusal(
        `expected the name of a group, got "${line.text}"`,
        `Under [${section.group}:children] each line is one group; hosts belong under ` +
          `[${section.group}], variables under [${section.group}:vars].`,
      );
    }
    this.#mention(name, section, line);
    this.#builder.addChild(section.group, name, sourceOf(line));
  }

  #define(group: string): void {
    this.#defined.add(group);
    this.#builder.addGroup(group);
  }

  #mention(group: string, section: Section, line: Line): void {
    const isKnown = this.#mentioned.has(group) || this.#builder.hasGroup(group);
    if (!isKnown) this.#mentioned.set(group, { section, line });
  }

  #refuseUndefined(): void {
    for (const [group, { section, line }] of this.#mentioned) {
      if (this.#defined.has(group)) continue;
      const likely = nearest(group, [...this.#defined, "all", "ungrouped"]);
      throw new InventoryError(
        `[${section.group}:${section.kind}] mentions the group "${group}", which is defined nowhere`,
        {
          ...line,
          hint: likely === undefined
            ? `Add a section [${group}], even if it is empty.`
            : `Did you mean "${likely}"? Otherwise add a section [${group}].`,
        },
      );
    }
  }
}

/** The lines that say something: neither blank nor a comment. */
function* linesOf(text: string, file: string): Iterable<Line> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (const [index, sourceLine] of lines.entries()) {
    const trimmed = sourceLine.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith(";")) continue;
    const column = sourceLine.length - sourceLine.trimStart().length + 1;
    yield { file, line: index + 1, column, sourceLine, text: trimmed };
  }
}

function sourceOf({ file, line }: Line): Source {
  return { file, line };
}

function readHeader(line: Line): Section | undefined {
  const [, group, kind = "hosts"] = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(line.text) ?? [];
  if (group === undefined) {
    refuseBrokenHeader(line);
    return undefined;
  }
  const known = KINDS.find((name) => name === kind);
  if (known !== undefined) return { group, kind: known, line, vars: new Map() };
  const likely = nearest(kind, KINDS);
  throw new InventoryError(`the section [${group}:${kind}] has an unknown type: "${kind}"`, {
    ...line,
    hint: likely === undefined
      ? `Known are [${group}], [${group}:children] and [${group}:vars].`
      : `Did you mean [${group}:${likely}]?`,
  });
}

/** What looks like a header but is none; a line that opens with an IPv6 address is a host. */
function refuseBrokenHeader(line: Line): void {
  const withoutComment = line.text.replace(/\s+#.*$/, "");
  const looksLikeHeader = /^\[.*\]$/.test(withoutComment) ||
    (line.text.startsWith("[") && !line.text.includes("]"));
  if (!looksLikeHeader) return;
  throw new InventoryError(`this is no section: "${withoutComment}"`, {
    ...line,
    hint: "A section is [group], [group:children] or [group:vars], without spaces. " +
      "For an IPv6 address leave the brackets out, or add a port: [::1]:22.",
  });
}

function setVariable(vars: ValueMap, text: string): void {
  const equals = text.indexOf("=");
  const name = text.slice(0, Math.max(equals, 0)).trim();
  if (name === "") {
    throw new Refusal(`expected name=value, got "${text}"`, "For no value write name= alone.");
  }
  vars.set(name, readLiteral(text.slice(equals + 1).trim()));
}

function splitAssignment(word: string, line: string): [name: string, value: Value] {
  const equals = word.indexOf("=");
  if (equals > 0) return [word.slice(0, equals), readLiteral(word.slice(equals + 1))];
  throw new Refusal(
    `expected name=value after the host, got "${word}"`,
    / = |= | =/.test(line)
      ? "Write it without spaces around the =."
      : 'A value with spaces needs quotes around it: name="two words".',
  );
}
