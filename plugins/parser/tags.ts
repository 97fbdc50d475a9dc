/**
 * Tags: `!vault secret`, `!!str 12`.
 *
 * @module
 */

import { float } from "@shep/sdk/value";
import { refuse } from "./error.ts";
import { parseBoolean, parseFloating, parseInteger } from "./scalars.ts";
import type { NodeTag, ScalarValue, SyntaxNode } from "./syntax.ts";

/** What a tag asks for: a mark that stays on the node, or one of YAML's own types. */
export type Tag =
  | { readonly kind: "mark"; readonly mark: NodeTag }
  | { readonly kind: "type"; readonly type: YamlType };

/** The types of https://yaml.org/type/ that a value can have here. */
type YamlType = keyof typeof READERS | "map" | "seq";

const MARKS: readonly NodeTag[] = ["!vault", "!vault-encrypted", "!unsafe"];

/** A reader answers undefined when the text is none of its type. */
const READERS = {
  str: (text: string): ScalarValue => text,
  null: (): ScalarValue => null,
  bool: parseBoolean,
  int: parseInteger,
  float: readFloat,
  binary: readBase64,
  timestamp: (text: string): ScalarValue => text,
} as const;

const UNSUPPORTED_TYPES = ["set", "omap", "pairs"];

const YAML_PREFIX = "tag:yaml.org,2002:";

/**
 * The meaning of a tag as it is written in the source at `offset`; undefined for `!`, which means
 * none.
 *
 * @throws {Refusal} when Ansible knows no such tag.
 */
export function parseTag(written: string, offset: number): Tag | undefined {
  if (written === "!") return undefined;
  const name = expand(written);
  const mark = MARKS.find((candidate) => candidate === name);
  if (mark !== undefined) return { kind: "mark", mark };
  const type = name.startsWith(YAML_PREFIX) ? name.slice(YAML_PREFIX.length) : undefined;
  if (type !== undefined && isYamlType(type)) return { kind: "type", type };
  if (type !== undefined && UNSUPPORTED_TYPES.includes(type)) {
    const hint = "Write a list or a dictionary without a tag.";
    refuse(`the tag ${JSON.stringify(written)} is not supported yet`, offset, hint);
  }
  refuse(`unknown tag ${JSON.stringify(written)}`, offset, unknownTagHint(written));
}

/** The full name of a tag: `!!str` and `!<tag:yaml.org,2002:str>` are the same. */
function expand(written: string): string {
  if (written.startsWith("!<")) return written.slice(2, -1);
  return written.startsWith("!!") ? YAML_PREFIX + written.slice(2) : written;
}

/**
 * The value of a scalar with the tag `tag`.
 *
 * @throws {Refusal} when the text is none of the type that the tag names.
 */
export function readTagged(tag: Tag, text: string, offset: number): ScalarValue {
  if (tag.kind === "mark") return text;
  const { type } = tag;
  const value = type === "map" || type === "seq" ? undefined : READERS[type](text);
  if (value === undefined) {
    refuse(
      `${JSON.stringify(text)} cannot be read as !!${type}`,
      offset,
      "Correct the value or remove the tag.",
    );
  }
  return value;
}

/** Which kind of node a tag must stand on; undefined when any will do. */
export function requiredKind(tag: Tag): SyntaxNode["kind"] | undefined {
  if (tag.kind === "mark") return tag.mark === "!unsafe" ? undefined : "scalar";
  if (tag.type === "map") return "mapping";
  return tag.type === "seq" ? "sequence" : "scalar";
}

function isYamlType(name: string): name is YamlType {
  return name === "map" || name === "seq" || Object.hasOwn(READERS, name);
}

function unknownTagHint(written: string): string {
  const known = MARKS.find((mark) => mark.toLowerCase() === written.toLowerCase());
  if (known !== undefined) return `Did you mean ${known}?`;
  return `A value that starts with "!" is a tag, and the tags here are !vault and !unsafe. ` +
    `Quote the value if the "!" belongs to it.`;
}

/** A float as Python's `float()` reads it: `3` and `1e3`, too. */
function readFloat(text: string): ScalarValue | undefined {
  const value = parseFloating(text);
  if (value !== undefined) return value;
  const isNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
  return isNumber ? float(Number(text)) : undefined;
}

function readBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
  } catch {
    return undefined;
  }
}
