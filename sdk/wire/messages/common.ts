/** The messages of `common.fbs` and `log.fbs`. @module */
import {
  Cancel as CancelTable,
  Diagnostic as DiagnosticTable,
  type Envelope,
  EnvironmentVariable,
  ErrorReply as ErrorReplyTable,
  LogMessage as LogMessageTable,
  Message,
  Position,
  Progress as ProgressTable,
} from "../../fbs/wire.ts";
import type { Offset } from "../builder.ts";
import {
  emptyCodec,
  EnumCodec,
  type FrameWriter,
  list,
  type MessageCodec,
  optional,
} from "../codec.ts";
import { type Diagnostic, Fault, type FaultKind } from "../errors.ts";

const FAULT_KINDS = new EnumCodec<FaultKind>("kind of error", [
  "internal",
  "unsupported-version",
  "unsupported-message",
  "not-found",
  "invalid-request",
  "invalid-argument",
  "cancelled",
  "deadline-exceeded",
  "permission-denied",
  "unreachable",
  "syntax",
  "failed",
]);

/** Names and values of a process's environment. */
export type Environment = Readonly<Record<string, string>>;

/** Writes an environment, or nothing for none. */
export function writeEnvironment(out: FrameWriter, environment: Environment = {}): Offset {
  const variables = Object.entries(environment).map(([name, value]) =>
    EnvironmentVariable.createEnvironmentVariable(
      out,
      out.createString(name),
      out.createString(value),
    )
  );
  return variables.length === 0 ? 0 : out.offsets(variables);
}

/** Reads what {@linkcode writeEnvironment} wrote. */
export function readEnvironment(
  length: number,
  at: (index: number) => EnvironmentVariable | null,
): Record<string, string> {
  const environment: Record<string, string> = Object.create(null);
  for (const variable of list(length, at)) environment[variable.name()!] = variable.value()!;
  return environment;
}

/** Writes a diagnostic. */
export function writeDiagnostic(out: FrameWriter, diagnostic: Diagnostic): Offset {
  const summary = out.createString(diagnostic.summary);
  const detail = out.text(diagnostic.detail);
  const hint = out.text(diagnostic.hint);
  const file = out.text(diagnostic.file);
  const sourceLine = out.text(diagnostic.sourceLine);
  DiagnosticTable.startDiagnostic(out);
  DiagnosticTable.addSummary(out, summary);
  DiagnosticTable.addDetail(out, detail);
  DiagnosticTable.addHint(out, hint);
  DiagnosticTable.addFile(out, file);
  DiagnosticTable.addSourceLine(out, sourceLine);
  if (diagnostic.line !== undefined) {
    const position = Position.createPosition(out, diagnostic.line, diagnostic.column ?? 1);
    DiagnosticTable.addPosition(out, position);
  }
  return DiagnosticTable.endDiagnostic(out);
}

/** Reads what {@linkcode writeDiagnostic} wrote. */
export function readDiagnostic(table: DiagnosticTable): Diagnostic {
  const position = table.position();
  return {
    summary: table.summary()!,
    ...optional("detail", table.detail()),
    ...optional("hint", table.hint()),
    ...optional("file", table.file()),
    ...optional("sourceLine", table.sourceLine()),
    ...(position === null ? {} : { line: position.line(), column: position.column() }),
  };
}

/** Writes a fault as an `ErrorReply`. */
export function writeFault(out: FrameWriter, fault: Fault): Offset {
  const diagnostic = writeDiagnostic(out, fault.diagnostic);
  ErrorReplyTable.startErrorReply(out);
  ErrorReplyTable.addKind(out, FAULT_KINDS.number(fault.kind));
  ErrorReplyTable.addDiagnostic(out, diagnostic);
  return ErrorReplyTable.endErrorReply(out);
}

/** Reads what {@linkcode writeFault} wrote. */
export function readFault(table: ErrorReplyTable): Fault {
  const { summary, ...more } = readDiagnostic(table.diagnostic()!);
  return new Fault(FAULT_KINDS.name(table.kind()), summary, more);
}

/** Answers any request that could not be carried out. */
export const errorReply: MessageCodec<Fault> = {
  type: Message.ErrorReply,
  write: writeFault,
  read: (envelope: Envelope) => readFault(envelope.message(new ErrorReplyTable())),
};

/** Asks the peer to give up a call. */
export const cancel: MessageCodec<Record<never, never>> = emptyCodec(Message.Cancel, {
  start: CancelTable.startCancel,
  end: CancelTable.endCancel,
});

/** How much a log message matters. */
export type LogLevel = "trace" | "debug" | "info" | "warning" | "error";

const LOG_LEVELS = new EnumCodec<LogLevel>("log level", [
  "trace",
  "debug",
  "info",
  "warning",
  "error",
]);

/** Something a plugin has to say. */
export interface LogMessage {
  /** How much it matters. */
  readonly level: LogLevel;
  /** What is said. */
  readonly text: string;
}

/** Something a plugin has to say; answered by nothing. */
export const logMessage: MessageCodec<LogMessage> = {
  type: Message.LogMessage,
  write: (out, { level, text }) =>
    LogMessageTable.createLogMessage(out, LOG_LEVELS.number(level), out.createString(text)),
  read: (envelope) => {
    const table: LogMessageTable = envelope.message(new LogMessageTable());
    return { level: LOG_LEVELS.name(table.level()), text: table.text()! };
  },
};

/** How far a call is. */
export interface Progress {
  /** What is being done. */
  readonly message: string;
  /** How much of it is done. */
  readonly current: number;
  /** 0 where it is unknown. */
  readonly total: number;
  /** Of `current` and `total`: `bytes`, `files`, … */
  readonly unit: string;
}

/** How far a call is; answered by nothing. */
export const progress: MessageCodec<Progress> = {
  type: Message.Progress,
  write: (out, { message, current, total, unit }) =>
    ProgressTable.createProgress(
      out,
      out.createString(message),
      BigInt(current),
      BigInt(total),
      out.createString(unit),
    ),
  read: (envelope) => {
    const table: ProgressTable = envelope.message(new ProgressTable());
    return {
      message: table.message() ?? "",
      current: Number(table.current()),
      total: Number(table.total()),
      unit: table.unit() ?? "",
    };
  },
};
