/**
 * The tree as the recorded answers of Ansible write it; for tests.
 *
 * @module
 */

import type { ScalarNode, SyntaxNode } from "./syntax.ts";

/** Data that JSON can hold, with the types that JSON lacks spelt out: `{"int": "1"}`. */
export type Encoded = null | boolean | string | Encoded[] | { [kind: string]: Encoded };

/** `node` in the notation of testdata/record.py. */
export function encode(node: SyntaxNode, unsafe = false): Encoded {
  const isUnsafe = unsafe || node.tag === "!unsafe";
  switch (node.kind) {
    case "scalar":
      return encodeScalar(node, isUnsafe);
    case "sequence":
      return node.items.map((item) => encode(item, isUnsafe));
    case "mapping":
      return {
        dict: node.pairs.map(({ key, value }) => [encode(key), encode(value, isUnsafe)]),
      };
  }
}

function encodeScalar({ value, tag }: ScalarNode, unsafe: boolean): Encoded {
  if (value === null || typeof value === "boolean") return value;
  if (value instanceof Uint8Array) return { bytes: value.toHex() };
  if (typeof value === "string") {
    if (tag === "!vault" || tag === "!vault-encrypted") return { vault: value };
    return unsafe ? { unsafe: value } : value;
  }
  const isInteger = typeof value === "bigint" ||
    Number.isInteger(value) && typeof value === "number";
  return isInteger ? { int: String(value) } : { float: pythonFloat(Number(value)) };
}

/** As Python's `repr` writes a float. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (Object.is(value, -0)) return "-0.0";
  if (Number.isInteger(value)) {
    return Math.abs(value) < 1e16 ? `${value}.0` : value.toExponential();
  }
  return String(value).replace(/e([+-])(\d)$/, "e$10$2");
}
