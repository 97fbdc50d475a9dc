/** The messages of `parser.fbs`. @module */
import {
  Message,
  ParseReply as ReplyTable,
  ParseRequest as RequestTable,
  SyntaxTree as TreeTable,
} from "../../fbs/wire.ts";
import type { Annotations } from "../../annotations.ts";
import type { Value } from "../../value.ts";
import type { Offset } from "../builder.ts";
import { type CallType, type FrameReader, type FrameWriter, list } from "../codec.ts";
import type { Diagnostic } from "../errors.ts";
import { readAnnotations, writeAnnotations } from "./annotations.ts";
import { readDiagnostic, writeDiagnostic } from "./common.ts";

/** A parsed text: its values, and what it says of each of them. */
export interface SyntaxTree extends Annotations {
  /** What was parsed, for messages. */
  readonly file: string;
  /** All of it. */
  readonly value: Value;
}

/** Writes a tree. */
export function writeSyntaxTree(out: FrameWriter, tree: SyntaxTree): Offset {
  const file = out.createString(tree.file);
  const values = out.value(tree.value);
  const { positions, tags } = writeAnnotations(out, tree);
  TreeTable.startSyntaxTree(out);
  TreeTable.addFile(out, file);
  TreeTable.addValues(out, values);
  TreeTable.addPositions(out, positions);
  TreeTable.addTags(out, tags);
  return TreeTable.endSyntaxTree(out);
}

/** Reads what {@linkcode writeSyntaxTree} wrote. */
export function readSyntaxTree(table: TreeTable, values: FrameReader): SyntaxTree {
  return {
    file: table.file()!,
    value: values.value(table.values()),
    ...readAnnotations(table),
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
