/** The messages of `stream.fbs`. @module */
import {
  type ErrorReply,
  Message,
  StreamChunk as ChunkTable,
  StreamCredit as CreditTable,
  StreamEnd as EndTable,
} from "../../fbs/wire.ts";
import { EnumCodec, type MessageCodec } from "../codec.ts";
import type { Fault } from "../errors.ts";
import { readFault, writeFault } from "./common.ts";

/** Which of a call's streams: content that goes with it, or a program's output. */
export type StreamChannel = "data" | "stdout" | "stderr";

const CHANNELS = new EnumCodec<StreamChannel>("channel", ["data", "stdout", "stderr"]);

/** Some bytes of a stream. */
export interface StreamChunk {
  /** Which of the call's streams. */
  readonly channel: StreamChannel;
  /** A view of the frame, good only until the next one is read. */
  readonly data: Uint8Array;
}

/** Some bytes of a stream. */
export const streamChunk: MessageCodec<StreamChunk> = {
  type: Message.StreamChunk,
  write: (out, { channel, data }) =>
    ChunkTable.createStreamChunk(
      out,
      CHANNELS.number(channel),
      out.vector(data, data.length, 1),
    ),
  read: (envelope) => {
    const table: ChunkTable = envelope.message(new ChunkTable());
    return { channel: CHANNELS.name(table.channel()), data: table.dataArray()! };
  },
};

/** More bytes of a stream that its reader is ready for. */
export interface StreamCredit {
  /** Which of the call's streams. */
  readonly channel: StreamChannel;
  /** How many. */
  readonly bytes: number;
}

/** More bytes of a stream that its reader is ready for. */
export const streamCredit: MessageCodec<StreamCredit> = {
  type: Message.StreamCredit,
  write: (out, { channel, bytes }) =>
    CreditTable.createStreamCredit(out, CHANNELS.number(channel), bytes),
  read: (envelope) => {
    const table: CreditTable = envelope.message(new CreditTable());
    return { channel: CHANNELS.name(table.channel()), bytes: table.bytes() };
  },
};

/** The end of a stream. */
export interface StreamEnd {
  /** Which of the call's streams. */
  readonly channel: StreamChannel;
  /** Why what came is not all. */
  readonly error?: Fault;
}

/** The end of a stream. */
export const streamEnd: MessageCodec<StreamEnd> = {
  type: Message.StreamEnd,
  write: (out, { channel, error }) => {
    const fault = error === undefined ? 0 : writeFault(out, error);
    EndTable.startStreamEnd(out);
    EndTable.addChannel(out, CHANNELS.number(channel));
    EndTable.addError(out, fault);
    return EndTable.endStreamEnd(out);
  },
  read: (envelope) => {
    const table: EndTable = envelope.message(new EndTable());
    const error: ErrorReply | null = table.error();
    return {
      channel: CHANNELS.name(table.channel()),
      ...(error === null ? {} : { error: readFault(error) }),
    };
  },
};
