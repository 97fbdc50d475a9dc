/**
 * Reads what the schema compiler knows of a schema (a `.bfbs` file) into the tables that the
 * verifier follows. The slots are those of the FlatBuffers project's `reflection.fbs`.
 *
 * @see https://flatbuffers.dev/internals/
 * @module
 */
import { ByteBuffer } from "flatbuffers";
import type { FieldLayout, FieldShape, SchemaLayout, TableLayout } from "../sdk/wire/layout.ts";

/** The compiler's numbers for base types that are not plain scalars. */
const BaseType = { String: 13, Vector: 14, Object: 15, Union: 16 } as const;

/** Bytes of a value in place, by base type; what is not a scalar is an offset of four bytes. */
const INLINE_SIZE = [0, 1, 1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 4, 4, 4];

const Slot = {
  schema: { objects: 0, enums: 1, fileIdent: 2, rootTable: 4 },
  object: { name: 0, fields: 1, isStruct: 2, byteSize: 4 },
  field: { name: 0, type: 1, offset: 3, deprecated: 6, required: 7 },
  type: { base: 0, element: 1, index: 2 },
  enum: { values: 1, isUnion: 2 },
  enumValue: { value: 1, unionType: 3 },
} as const;

/** A table read by slot number, for schemas that have no bindings. */
class ReflectedTable {
  constructor(readonly buffer: ByteBuffer, readonly position: number) {}

  #at(slot: number): number {
    const offset = this.buffer.__offset(this.position, 4 + slot * 2);
    return offset === 0 ? 0 : this.position + offset;
  }

  byte(slot: number): number {
    const at = this.#at(slot);
    return at === 0 ? 0 : this.buffer.readUint8(at);
  }

  short(slot: number): number {
    const at = this.#at(slot);
    return at === 0 ? 0 : this.buffer.readUint16(at);
  }

  int(slot: number, absent = 0): number {
    const at = this.#at(slot);
    return at === 0 ? absent : this.buffer.readInt32(at);
  }

  long(slot: number): number {
    const at = this.#at(slot);
    return at === 0 ? 0 : Number(this.buffer.readInt64(at));
  }

  text(slot: number): string {
    const at = this.#at(slot);
    return at === 0 ? "" : String(this.buffer.__string(at));
  }

  table(slot: number): ReflectedTable | undefined {
    const at = this.#at(slot);
    return at === 0 ? undefined : new ReflectedTable(this.buffer, this.buffer.__indirect(at));
  }

  tables(slot: number): ReflectedTable[] {
    const at = this.#at(slot);
    if (at === 0) return [];
    const start = this.buffer.__vector(at);
    return Array.from(
      { length: this.buffer.__vector_len(at) },
      (_, index) => new ReflectedTable(this.buffer, this.buffer.__indirect(start + index * 4)),
    );
  }
}

/** The layout which the verifier follows, from the bytes of a `.bfbs` file. */
export function readLayout(bfbs: Uint8Array): SchemaLayout {
  const buffer = new ByteBuffer(bfbs);
  const schema = new ReflectedTable(buffer, buffer.readInt32(0));
  const objects = schema.tables(Slot.schema.objects);
  const root = schema.table(Slot.schema.rootTable)?.text(Slot.object.name);
  return {
    identifier: schema.text(Slot.schema.fileIdent),
    root: objects.findIndex((object) => object.text(Slot.object.name) === root),
    tables: objects.map((object) => tableLayout(object, objects)),
    unions: schema.tables(Slot.schema.enums).map(unionLayout),
  };
}

function tableLayout(object: ReflectedTable, objects: ReflectedTable[]): TableLayout {
  const fields = object.byte(Slot.object.isStruct) ? [] : object.tables(Slot.object.fields)
    .filter((field) => !field.byte(Slot.field.deprecated))
    .map((field) => fieldLayout(field, objects))
    .sort((a, b) => a.slot - b.slot);
  return { name: object.text(Slot.object.name).replace(/^.*\./, ""), fields };
}

function fieldLayout(field: ReflectedTable, objects: ReflectedTable[]): FieldLayout {
  const type = field.table(Slot.field.type);
  if (!type) throw new TypeError("A field of the compiled schema has no type");
  return {
    name: field.text(Slot.field.name),
    slot: field.short(Slot.field.offset),
    required: field.byte(Slot.field.required) === 1,
    ...shapeOf(type, objects),
  };
}

type Shape = { shape: FieldShape; size: number; ref: number };

function shapeOf(type: ReflectedTable, objects: ReflectedTable[]): Shape {
  const base = type.byte(Slot.type.base);
  const index = type.int(Slot.type.index, -1);
  if (base === BaseType.String) return { shape: "string", size: 4, ref: 0 };
  if (base === BaseType.Union) return { shape: "union", size: 4, ref: index };
  if (base === BaseType.Vector) {
    return { size: 4, ...vectorShape(type.byte(Slot.type.element), index, objects) };
  }
  if (base !== BaseType.Object) return { shape: "inline", size: INLINE_SIZE[base] ?? 0, ref: 0 };
  const struct = structSize(objects[index]);
  return struct
    ? { shape: "inline", size: struct, ref: 0 }
    : { shape: "table", size: 4, ref: index };
}

function vectorShape(
  element: number,
  index: number,
  objects: ReflectedTable[],
): { shape: FieldShape; ref: number } {
  if (element === BaseType.String) return { shape: "strings", ref: 0 };
  if (element === BaseType.Union) throw new TypeError("Vectors of unions are not verified");
  if (element !== BaseType.Object) return { shape: "inlines", ref: INLINE_SIZE[element] ?? 0 };
  const struct = structSize(objects[index]);
  return struct ? { shape: "inlines", ref: struct } : { shape: "tables", ref: index };
}

function structSize(object: ReflectedTable | undefined): number {
  return object?.byte(Slot.object.isStruct) ? object.int(Slot.object.byteSize) : 0;
}

/** The table index of each member of a union, by its tag; empty for an enum. */
function unionLayout(declared: ReflectedTable): number[] {
  const members: number[] = [];
  if (!declared.byte(Slot.enum.isUnion)) return members;
  for (const value of declared.tables(Slot.enum.values)) {
    const type = value.table(Slot.enumValue.unionType);
    const isTable = type?.byte(Slot.type.base) === BaseType.Object;
    members[value.long(Slot.enumValue.value)] = isTable ? type.int(Slot.type.index, -1) : -1;
  }
  return members;
}
