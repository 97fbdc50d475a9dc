/**
 * Writes YAML as PyYAML does, which is what `to_yaml` users have in their files.
 *
 * @module
 */

import { typeError } from "../errors.ts";
import { compare } from "../values/compare.ts";
import { floatText } from "../values/float.ts";
import { entries } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { isFloat, isInteger, isMapping, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { writeScalar } from "./yaml_scalar.ts";

/** How YAML is laid out. */
export interface YamlLayout {
  /** Columns per level of nesting. */
  readonly indent: number;
  /** Which containers are written as `[a, b]` and `{a: b}`: those without containers inside, or all. */
  readonly flow: "none" | "leaves" | "all";
  readonly sortKeys: boolean;
  /** The column after which long lines are broken. */
  readonly width: number;
  readonly explicitStart: boolean;
  readonly explicitEnd: boolean;
}

/**
 * `value` as a YAML document.
 *
 * @throws {EvaluationError} when it holds something YAML has no form for
 */
export function toYaml(value: unknown, layout: YamlLayout): string {
  const writer = new YamlWriter(layout);
  writer.document(value);
  return writer.text;
}

type Entry = readonly [unknown, unknown];

class YamlWriter {
  readonly #layout: YamlLayout;
  #text = "";
  #column = 0;

  constructor(layout: YamlLayout) {
    this.#layout = layout;
  }

  get text(): string {
    return this.#text;
  }

  document(value: unknown): void {
    if (this.#layout.explicitStart) this.#write(isContainer(value) ? "---\n" : "--- ");
    this.#node(value, 0, false);
    if (!this.#text.endsWith("\n")) this.#write("\n");
    if (this.#layout.explicitEnd) this.#write("...\n");
  }

  #write(piece: string): void {
    this.#text += piece;
    const newline = piece.lastIndexOf("\n");
    this.#column = newline < 0 ? this.#column + piece.length : piece.length - newline - 1;
  }

  /** Writes a node whose children, if it is a block, begin in column `indent`. */
  #node(value: unknown, indent: number, inFlow: boolean): void {
    if (isMapping(value)) {
      const pairs = this.#pairs(entries(value));
      const flow = inFlow || pairs.length === 0 || this.#isFlow(pairs.flat());
      if (flow) {
        this.#flow("{", "}", pairs, indent, ([key, item], inner) => {
          this.#node(key, inner, true);
          this.#write(": ");
          this.#node(item, inner, true);
        });
      } else this.#blockMapping(pairs, indent);
    } else if (Array.isArray(value)) {
      const flow = inFlow || value.length === 0 || this.#isFlow(value);
      if (flow) {
        this.#flow("[", "]", value, indent, (item, inner) => this.#node(item, inner, true));
      } else this.#blockSequence(value, indent);
    } else {
      this.#scalar(value, indent, inFlow, false);
    }
  }

  #pairs(pairs: Entry[]): Entry[] {
    if (!this.#layout.sortKeys) return pairs;
    try {
      return pairs.toSorted(([a], [b]) => compare(a, b));
    } catch {
      return pairs; // keys of several types have no order; Python leaves them as they are
    }
  }

  #isFlow(children: readonly unknown[]): boolean {
    switch (this.#layout.flow) {
      case "all":
        return true;
      case "none":
        return false;
      case "leaves":
        return !children.some(isContainer);
    }
  }

  #flow<T>(
    open: string,
    close: string,
    items: readonly T[],
    indent: number,
    write: (item: T, inner: number) => void,
  ): void {
    const margin = indent === 0 ? this.#layout.indent : indent;
    this.#write(open);
    items.forEach((item, index) => {
      if (index > 0) this.#write(",");
      if (this.#column > this.#layout.width) {
        this.#write(`\n${" ".repeat(margin)}`);
      } else if (index > 0) {
        this.#write(" ");
      }
      write(item, margin + this.#layout.indent);
    });
    this.#write(close);
  }

  #blockMapping(pairs: readonly Entry[], indent: number): void {
    pairs.forEach(([key, value], index) => {
      if (index > 0 || this.#column !== indent) this.#newLine(indent);
      this.#scalar(key, indent, false, true);
      this.#write(":");
      if (isEmptyOrScalar(value) || this.#isFlowNode(value)) {
        this.#write(" ");
        this.#node(value, indent + this.#layout.indent, false);
      } else if (isMapping(value)) {
        this.#newLine(indent + this.#layout.indent);
        this.#node(value, indent + this.#layout.indent, false);
      } else {
        // PyYAML does not indent a sequence inside a mapping.
        this.#newLine(indent);
        this.#node(value, indent, false);
      }
    });
  }

  #blockSequence(items: readonly unknown[], indent: number): void {
    items.forEach((item, index) => {
      if (index > 0 || this.#column !== indent) this.#newLine(indent);
      this.#write("-");
      const inner = indent + this.#layout.indent;
      this.#write(isBlock(item) && !this.#isFlowNode(item) ? " ".repeat(inner - indent - 1) : " ");
      this.#node(item, inner, false);
    });
  }

  #isFlowNode(value: unknown): boolean {
    if (isMapping(value)) return this.#isFlow(entries(value).flat());
    return Array.isArray(value) && this.#isFlow(value);
  }

  #newLine(indent: number): void {
    if (this.#text !== "" && !this.#text.endsWith("\n")) this.#write("\n");
    this.#write(" ".repeat(indent));
  }

  #scalar(value: unknown, indent: number, inFlow: boolean, isKey: boolean): void {
    if (typeof value !== "string") return this.#write(plainScalar(value));
    const { width } = this.#layout;
    this.#write(
      writeScalar(value, {
        column: this.#column,
        indent: indent === 0 ? this.#layout.indent : indent,
        width,
        inFlow,
        isKey,
      }),
    );
  }
}

function isContainer(value: unknown): boolean {
  return isMapping(value) || Array.isArray(value);
}

function isEmptyOrScalar(value: unknown): boolean {
  return !isBlock(value);
}

/** Whether a value takes lines of its own. */
function isBlock(value: unknown): boolean {
  if (isMapping(value)) return entries(value).length > 0;
  return Array.isArray(value) && value.length > 0;
}

function plainScalar(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (isInteger(value)) return String(value);
  if (isFloat(value)) return yamlFloat(Number(value));
  if (value instanceof Undefined) return value.fail();
  if (typeof value === "object" && value !== null && "isoText" in value) return text(value);
  throw typeError(`cannot represent a ${typeName(value)} in YAML`);
}

function yamlFloat(x: number): string {
  if (Number.isNaN(x)) return ".nan";
  if (!Number.isFinite(x)) return x > 0 ? ".inf" : "-.inf";
  const written = floatText(x);
  return written.includes("e") && !written.includes(".") ? written.replace("e", ".0e") : written;
}
