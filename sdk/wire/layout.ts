/**
 * What the verifier knows of a compiled schema. `deno task gen-schemas` writes one of these to
 * `sdk/fbs/layout.ts`.
 *
 * @module
 */

/** How a field lies in the buffer: in place, or behind an offset. */
export type FieldShape =
  | "inline"
  | "string"
  | "table"
  | "union"
  | "inlines"
  | "strings"
  | "tables";

/** One field of a table. */
export interface FieldLayout {
  /** As the schema names it. */
  readonly name: string;
  /** Where in the vtable its offset stands, in bytes. */
  readonly slot: number;
  /** How its value lies. */
  readonly shape: FieldShape;
  /** Bytes in place: of the value, or of the offset to it. */
  readonly size: number;
  /** The table or union it refers to, or the bytes of an element of its vector. */
  readonly ref: number;
  /** Whether a frame without it is refused. */
  readonly required: boolean;
}

/** One table, its fields by slot. */
export interface TableLayout {
  /** As the schema names it. */
  readonly name: string;
  /** By slot. */
  readonly fields: readonly FieldLayout[];
}

/** A whole schema. */
export interface SchemaLayout {
  /** The four letters behind the root offset. */
  readonly identifier: string;
  /** Index of the root table. */
  readonly root: number;
  /** All tables; others refer to them by index. */
  readonly tables: readonly TableLayout[];
  /** For each union the table index by tag; -1 for `NONE`. */
  readonly unions: readonly (readonly number[])[];
}
