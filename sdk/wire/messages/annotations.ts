/** The places and tags of `SyntaxTree`, `VariableLayer` and `VariableFile`. @module */
import { NodeTag, type Position } from "../../fbs/wire.ts";
import type { Annotations } from "../../annotations.ts";
import type { Offset } from "../builder.ts";
import { type FrameWriter, list } from "../codec.ts";

/** The fields that a table has for them. */
export interface AnnotatedTable {
  positionsLength(): number;
  positions(index: number): Position | null;
  tagsLength(): number;
  tags(index: number): NodeTag | null;
}

/** Writes both vectors; 0 for one that is empty. */
export function writeAnnotations(
  out: FrameWriter,
  { positions, tags }: Annotations,
): { readonly positions: Offset; readonly tags: Offset } {
  const bytes = new Uint8Array(positions.buffer, positions.byteOffset, positions.byteLength);
  const tables = [...tags].map(([node, tag]) =>
    NodeTag.createNodeTag(out, node, out.createString(tag))
  );
  return {
    positions: positions.length === 0 ? 0 : out.vector(bytes, positions.length >> 1, 4),
    tags: tables.length === 0 ? 0 : out.offsets(tables),
  };
}

/** Reads what {@linkcode writeAnnotations} wrote. */
export function readAnnotations(table: AnnotatedTable): Annotations {
  const length = table.positionsLength();
  const positions = new Uint32Array(length * 2);
  for (let index = 0; index < length; index++) {
    const position = table.positions(index)!;
    positions[index * 2] = position.line();
    positions[index * 2 + 1] = position.column();
  }
  const tags = list(table.tagsLength(), (index) => table.tags(index));
  return { positions, tags: new Map(tags.map((tag) => [tag.node(), tag.tag()!])) };
}

/** The same where it is optional: nothing for a table without any. */
export function readOptionalAnnotations(
  table: AnnotatedTable,
): { readonly annotations?: Annotations } {
  if (table.positionsLength() + table.tagsLength() === 0) return {};
  return { annotations: readAnnotations(table) };
}
