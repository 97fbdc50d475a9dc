/**
 * The protocol: frames, values, messages, and the channel that both ends speak through.
 *
 * A plugin author needs none of this: `@shep/sdk` wraps it.
 *
 * @module
 */
export type { Annotations } from "../annotations.ts";
export { linkFields } from "../directory_link.ts";
export * from "./call.ts";
export * from "./channel.ts";
export {
  type CallType,
  FrameReader,
  FrameWriter,
  type Header,
  type Incoming,
  type MessageCodec,
  messageName,
  PROTOCOL_VERSION,
} from "./codec.ts";
export * from "./errors.ts";
export * from "./frame.ts";
export * from "./layout.ts";
export * from "./loopback.ts";
export * from "./outbox.ts";
export * from "./streams.ts";
export { MAX_DEPTH } from "./value_writer.ts";
export * from "./verify.ts";
export * from "./messages/action.ts";
export {
  cancel,
  type Environment,
  errorReply,
  type LogLevel,
  type LogMessage,
  logMessage,
  type Progress,
  progress,
} from "./messages/common.ts";
export * from "./messages/connection.ts";
export * from "./messages/extension.ts";
export * from "./messages/handshake.ts";
export * from "./messages/inventory.ts";
export { parse, type ParseReply, type ParseRequest, type SyntaxTree } from "./messages/parser.ts";
export * from "./messages/stream.ts";
