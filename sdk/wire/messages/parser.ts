/** The messages of `parser.fbs`. @module */
import {
  Message,
  NodeTag,
  ParseReply as ReplyTable,
  ParseRequest as RequestTable,
  SyntaxTree as TreeTable,
} from "../../fbs/wire.ts";
import type { Value } from "../../value.ts";
import type { Offset } from "../builder.ts";
import { type CallType, type FrameReader, type FrameWriter, list } from "../codec.ts";
import type { Diagnostic } from "../errors.ts";
import { readDiagnostic, writeDiagnostic } from "./common.ts";

/** A parsed text: its values, and where each of them stands. */
export interface SyntaxTree {
  /** What was parsed, for messages. */
  readonly file: string;
  /** All of it. */
  readonly value: Value;
  /**
   * Line and column, both counting from 1, of each node in pre-order (a map's key before its
   * value); empty where nothing is known.
   */
  readonly positions: Uint32Array;
  /** Tags such as `!vault`, by the pre-order number of the node. */
  readonly tags: ReadonlyMap<number, string>;
}

/** Writes a tree. */
export function writeSyntaxTree(out: FrameWriter, tree: SyntaxTree): Offset {
  const file = out.createString(tree.file);
  const values = out.value(tree.value);
  const { positions } = tree;
  const bytes = new Uint8Array(positions.buffer, positions.byteOffset, positions.byteLength);
  const positionVector = positions.length === 0 ? 0 : out.vector(bytes, positions.length >> 1, 4);
  const tags = [...tree.tags].map(([node, tag]) =>
    NodeTag.createNodeTag(out, node, out.createString(tag))
  );
  const tagVector = tags.length === 0 ? 0 : out.offsets(tags);
  TreeTable.startSyntaxTree(out);
  TreeTable.addFile(out, file);
  TreeTable.addValues(out, values);
  TreeTable.addPositions(out, positionVector);
  TreeTable.addTags(out, tagVector);
  return TreeTable.endSyntaxTree(out);
}

/** Reads what {@linkcode writeSyntaxTree} wrote. */
export function readSyntaxTree(table: TreeTable, values: FrameReader): SyntaxTree {
  const positions = new Uint32Array(table.positionsLength() * 2);
  for (let i = 0; i < table.positionsLength(); i++) {
    const position = table.positions(i)!;
    positions[i * 2] = position.line();
    positions[i * 2 + 1] = position.column();
  }
  return {
    file: table.file()!,
    value: values.value(table.values()),
    positions,
    tags: new Map(
      list(table.tagsLength(), (i) => table.tags(i)).map((tag) => [tag.node(), tag.tag()!]),
    ),
  };
}

/** A text to be parsed. */
export interface ParseRequest {
  /** Which of the plugin's parsers: `yaml`, … */
  readonly parser: string;
  /** For messages; nothing is read from it. */
  readonly file: string;
  /** The text itself. */
  readonly source: string;
}

/** A parsed text, and what was odd about it. */
export interface ParseReply {
  /** What the text says. */
  readonly tree: SyntaxTree;
  /** What is odd about it. */
  readonly warnings: readonly Diagnostic[];
}

/** Parses a text. */
export const parse: CallType<ParseRequest, ParseReply> = {
  name: "Parse",
  request: {
    type: Message.ParseRequest,
    write: (out, { parser, file, source }) =>
      RequestTable.createParseRequest(
        out,
        out.createString(parser),
        out.createString(file),
        out.createString(source),
      ),
    read: (envelope) => {
      const table: RequestTable = envelope.message(new RequestTable());
      return { parser: table.parser()!, file: table.file()!, source: table.source()! };
    },
  },
  reply: {
    type: Message.ParseReply,
    write: (out, { tree, warnings }) => {
      const treeTable = writeSyntaxTree(out, tree);
      const warningTables = out.offsets(warnings.map((each) => writeDiagnostic(out, each)));
      ReplyTable.startParseReply(out);
      ReplyTable.addTree(out, treeTable);
      ReplyTable.addWarnings(out, warningTables);
      return ReplyTable.endParseReply(out);
    },
    read: (envelope, values) => {
      const table: ReplyTable = envelope.message(new ReplyTable());
      return {
        tree: readSyntaxTree(table.tree()!, values),
        warnings: list(table.warningsLength(), (i) => table.warnings(i)).map(readDiagnostic),
      };
    },
  },
};
