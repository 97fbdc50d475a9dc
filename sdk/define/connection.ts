/**
 * Connections: how programs are run and files are moved on a target.
 *
 * @module
 */
import type {
  ExecKind,
  ExecReply,
  ExecRequest,
  FetchRequest,
  OpenConnectionRequest,
  PutRequest,
} from "../wire/messages/connection.ts";
import type { StreamChannel } from "../wire/messages/stream.ts";
import type { Sink } from "../wire/streams.ts";

/** What a connection's call may use of the wire. */
export interface TransferContext {
  /** Aborted when the caller gave up: what runs on the target is to be ended. */
  readonly signal: AbortSignal;
  /** Streams bytes to the host, before the reply. */
  write(channel: StreamChannel, data: Uint8Array): Promise<void>;
  /** Hands the bytes that the host sends along to `sink`; resolves at their end. */
  read(sink: Sink): Promise<void>;
}

/** An open way to a target. Several calls may be under way at once. */
export interface Connection {
  /** Whether `put` reads the file of the controller that `request.source` names. */
  readonly readsSources?: boolean;
  /**
   * The kinds of programs of which it runs those that are `isLast` in the order in which they come,
   * and heeds `after`; none if absent.
   */
  readonly chains?: readonly ExecKind[];
  /**
   * Runs a program.
   *
   * @throws {Fault} `unreachable` when the target was lost; a program that fails is a reply.
   */
  exec(request: ExecRequest, context: TransferContext): Promise<ExecReply>;
  /**
   * Writes a file from `request.content`, from `request.source` where it reads that, or else from
   * the stream; returns its size in bytes. What may be lost on its way is compared before that:
   * whoever put a file need not read it again.
   */
  put(request: PutRequest, context: TransferContext): Promise<number>;
  /** Streams a file as `data`; returns its size in bytes. */
  fetch(request: FetchRequest, context: TransferContext): Promise<number>;
  /** Ends everything that still runs. */
  close(): Promise<void>;
}

/** A way to reach targets. */
export interface ConnectionDefinition {
  /** As `connection:` and `ansible_connection` name it. */
  readonly name: string;
  /**
   * Opens a connection.
   *
   * @throws {Fault} `unreachable`, with why.
   */
  open(request: OpenConnectionRequest): Promise<Connection>;
}

/** Declares a connection. */
export function defineConnection(connection: ConnectionDefinition): ConnectionDefinition {
  return connection;
}
