/** The messages of `connection.fbs`. @module */
import {
  Become as BecomeTable,
  CloseConnectionReply,
  CloseConnectionRequest as CloseRequestTable,
  ExecReply as ExecReplyTable,
  ExecRequest as ExecRequestTable,
  FetchReply as FetchReplyTable,
  FetchRequest as FetchRequestTable,
  Message,
  OpenConnectionReply as OpenReplyTable,
  OpenConnectionRequest as OpenRequestTable,
  PutReply as PutReplyTable,
  PutRequest as PutRequestTable,
} from "../../fbs/wire.ts";
import type { Value } from "../../value.ts";
import type { Offset } from "../builder.ts";
import {
  type CallType,
  emptyCodec,
  EnumCodec,
  type FrameWriter,
  list,
  optional,
} from "../codec.ts";
import { type Environment, readEnvironment, writeEnvironment } from "./common.ts";

/**
 * How a program is run: `script` by the shell that the connection holds open, for a plugin's own
 * work; `command` as exactly `argv`, in a process group of its own, for what a user asked for.
 */
export type ExecKind = "script" | "command";

const EXEC_KINDS = new EnumCodec<ExecKind>("kind of program", ["script", "command"]);

/** What a connection is to be opened with. */
export interface OpenConnectionRequest {
  /** Which of the plugin's connections: `local`, `ssh`, … */
  readonly connection: string;
  /** The inventory name of the target, for messages. */
  readonly host: string;
  /** The connection's variables: address, port, user, … */
  readonly options: Value;
  /** The environment of the user who runs the play. */
  readonly environment: Environment;
}

/** An open connection. */
export interface OpenConnectionReply {
  /** Names the connection in what follows. */
  readonly connectionId: number;
  /** Whether the plugin reads a file of the controller itself, when it is told of one. */
  readonly readsSources?: boolean;
  /** The kinds of programs that it runs in their order, and `after` others' success. */
  readonly chains?: readonly ExecKind[];
}

/** Opens a connection to a target. */
export const openConnection: CallType<OpenConnectionRequest, OpenConnectionReply> = {
  name: "OpenConnection",
  request: {
    type: Message.OpenConnectionRequest,
    write: (out, { connection, host, options, environment }) => {
      const connectionName = out.createString(connection);
      const hostName = out.createString(host);
      const optionTree = out.value(options);
      const variables = writeEnvironment(out, environment);
      OpenRequestTable.startOpenConnectionRequest(out);
      OpenRequestTable.addConnection(out, connectionName);
      OpenRequestTable.addHost(out, hostName);
      OpenRequestTable.addOptions(out, optionTree);
      OpenRequestTable.addEnvironment(out, variables);
      return OpenRequestTable.endOpenConnectionRequest(out);
    },
    read: (envelope, values) => {
      const table: OpenRequestTable = envelope.message(new OpenRequestTable());
      return {
        connection: table.connection()!,
        host: table.host()!,
        options: values.value(table.options()),
        environment: readEnvironment(table.environmentLength(), (i) => table.environment(i)),
      };
    },
  },
  reply: {
    type: Message.OpenConnectionReply,
    write: (out, { connectionId, readsSources, chains = [] }) => {
      const kinds = out.bytes(Uint8Array.from(chains, (kind) => EXEC_KINDS.number(kind)));
      return OpenReplyTable.createOpenConnectionReply(
        out,
        connectionId,
        readsSources ?? false,
        kinds,
      );
    },
    read: (envelope) => {
      const table: OpenReplyTable = envelope.message(new OpenReplyTable());
      return {
        connectionId: table.connectionId(),
        readsSources: table.readsSources(),
        chains: Array.from(table.chainsArray() ?? [], (kind) => EXEC_KINDS.name(kind)),
      };
    },
  },
};

/** Closes a connection. */
export const closeConnection: CallType<{ readonly connectionId: number }, Record<never, never>> = {
  name: "CloseConnection",
  request: {
    type: Message.CloseConnectionRequest,
    write: (out, { connectionId }) =>
      CloseRequestTable.createCloseConnectionRequest(out, connectionId),
    read: (envelope) => {
      const table: CloseRequestTable = envelope.message(new CloseRequestTable());
      return { connectionId: table.connectionId() };
    },
  },
  reply: emptyCodec(Message.CloseConnectionReply, {
    start: CloseConnectionReply.startCloseConnectionReply,
    end: CloseConnectionReply.endCloseConnectionReply,
  }),
};

/** Who a program runs as, if not as the user of the connection. */
export interface Become {
  /** `sudo`, … */
  readonly method: string;
  /** `root` if absent. */
  readonly user?: string;
  /** Added to the method's command line. */
  readonly flags?: string;
  /** The method's program, if not the usual one. */
  readonly executable?: string;
  /** Never logged. */
  readonly password?: string;
}

function writeBecome(out: FrameWriter, become: Become | undefined): Offset {
  if (become === undefined) return 0;
  return BecomeTable.createBecome(
    out,
    out.createString(become.method),
    out.text(become.user),
    out.text(become.flags),
    out.text(become.executable),
    out.text(become.password),
  );
}

function readBecome(table: BecomeTable | null): { become?: Become } {
  if (table === null) return {};
  return {
    become: {
      method: table.method()!,
      ...optional("user", table.user()),
      ...optional("flags", table.flags()),
      ...optional("executable", table.executable()),
      ...optional("password", table.password()),
    },
  };
}

/** A program to be run on a target. */
export interface ExecRequest {
  /** Set by the host; 0 where an action asks. */
  readonly connectionId?: number;
  /** How it is run. */
  readonly kind: ExecKind;
  /** The text of a `script`. */
  readonly script?: string;
  /** The words of a `command`. */
  readonly argv?: readonly string[];
  /** What the program reads; nothing if absent. */
  readonly stdin?: Uint8Array;
  /** Where it runs; the home of the user if absent. */
  readonly cwd?: string;
  /** Added to the target's own environment. */
  readonly environment?: Environment;
  /** Set by the host. */
  readonly become?: Become;
  /** Functions that a `script` uses; sent once to each shell that is held open. */
  readonly library?: string;
  /** Whether its input comes as the call's `data` stream, and all it writes goes as it comes. */
  readonly streamed?: boolean;
  /**
   * Whether it is the last thing that its task asks of the target. Such scripts are run by one
   * shell, in the order in which they come: the next one is sent before this one was answered.
   */
  readonly isLast?: boolean;
  /** Whether an exit code of 0 means that the task succeeds, asks no more and reports no facts. */
  readonly isDecisive?: boolean;
  /** Set by the host, and no other program's; 0 if nothing comes behind it. */
  readonly number?: number;
  /**
   * Set by the host: it is run only if the program with this number was the one before it, in the
   * order of those that are `isLast`, and has exited with 0; else it is `skipped`.
   */
  readonly after?: number;
}

/** How a program ended. */
export interface ExecReply {
  /** -1 when a signal ended the program. */
  readonly exitCode: number;
  /** The signal that ended it. */
  readonly signal?: string;
  /** What it wrote, behind what was streamed. */
  readonly stdout: Uint8Array;
  /** What it wrote as an error, behind what was streamed. */
  readonly stderr: Uint8Array;
  /** When the host asked for it, in milliseconds since 1970: set by the host, 0 before that. */
  readonly started?: number;
  /** When the host was answered. */
  readonly ended?: number;
  /** Whether it was not run, because the one before it failed. */
  readonly skipped?: boolean;
}

/** Runs a program on a target. Output that is too much for the reply comes before it, streamed. */
export const exec: CallType<ExecRequest, ExecReply> = {
  name: "Exec",
  request: {
    type: Message.ExecRequest,
    write: (out, request) => {
      const script = out.text(request.script);
      const argv = out.texts(request.argv);
      const stdin = out.bytes(request.stdin);
      const cwd = out.text(request.cwd);
      const environment = writeEnvironment(out, request.environment);
      const become = writeBecome(out, request.become);
      const library = out.text(request.library);
      ExecRequestTable.startExecRequest(out);
      ExecRequestTable.addConnectionId(out, request.connectionId ?? 0);
      ExecRequestTable.addKind(out, EXEC_KINDS.number(request.kind));
      ExecRequestTable.addScript(out, script);
      ExecRequestTable.addArgv(out, argv);
      ExecRequestTable.addStdin(out, stdin);
      ExecRequestTable.addCwd(out, cwd);
      ExecRequestTable.addEnvironment(out, environment);
      ExecRequestTable.addBecome(out, become);
      ExecRequestTable.addLibrary(out, library);
      ExecRequestTable.addStreamed(out, request.streamed ?? false);
      ExecRequestTable.addIsLast(out, request.isLast ?? false);
      ExecRequestTable.addIsDecisive(out, request.isDecisive ?? false);
      ExecRequestTable.addNumber(out, request.number ?? 0);
      ExecRequestTable.addAfter(out, request.after ?? 0);
      return ExecRequestTable.endExecRequest(out);
    },
    read: (envelope) => {
      const table: ExecRequestTable = envelope.message(new ExecRequestTable());
      const stdin = table.stdinArray();
      return {
        connectionId: table.connectionId(),
        kind: EXEC_KINDS.name(table.kind()),
        script: table.script() ?? "",
        argv: list(table.argvLength(), (i): string | null => table.argv(i)),
        ...optional("stdin", stdin === null ? null : stdin.slice()),
        ...optional("cwd", table.cwd()),
        environment: readEnvironment(table.environmentLength(), (i) => table.environment(i)),
        ...readBecome(table.become()),
        ...optional("library", table.library()),
        ...(table.streamed() ? { streamed: true } : {}),
        ...(table.isLast() ? { isLast: true } : {}),
        ...(table.isDecisive() ? { isDecisive: true } : {}),
        ...(table.number() === 0 ? {} : { number: table.number() }),
        ...(table.after() === 0 ? {} : { after: table.after() }),
      };
    },
  },
  reply: {
    type: Message.ExecReply,
    write: (out, { exitCode, signal, stdout, stderr, started = 0, ended = 0, skipped }) => {
      const signalName = out.text(signal);
      const stdoutBytes = out.bytes(stdout);
      const stderrBytes = out.bytes(stderr);
      return ExecReplyTable.createExecReply(
        out,
        exitCode,
        signalName,
        stdoutBytes,
        stderrBytes,
        started,
        ended,
        skipped ?? false,
      );
    },
    read: (envelope) => {
      const table: ExecReplyTable = envelope.message(new ExecReplyTable());
      return {
        exitCode: table.exitCode(),
        ...optional("signal", table.signal()),
        stdout: table.stdoutArray()?.slice() ?? new Uint8Array(0),
        stderr: table.stderrArray()?.slice() ?? new Uint8Array(0),
        started: table.started(),
        ended: table.ended(),
        ...(table.skipped() ? { skipped: true } : {}),
      };
    },
  },
};

/** A file to be written on a target: from `content`, `source`, or the call's `data` stream. */
export interface PutRequest {
  /** Set by the host; 0 where an action asks. */
  readonly connectionId?: number;
  /** Where on the target. */
  readonly destination: string;
  /** Its bytes, if they are not many. */
  readonly content?: Uint8Array;
  /** A file that the playbook brings along, found by the host. */
  readonly source?: string;
  /** Several such files, whose bytes follow one another. */
  readonly sources?: readonly string[];
  /** Permission bits; 0600 if absent. */
  readonly mode?: number;
  /** Set by the host. */
  readonly become?: Become;
}

/** Writes a file on a target: beside its place, then renamed. */
export const put: CallType<PutRequest, { readonly size: number }> = {
  name: "Put",
  request: {
    type: Message.PutRequest,
    write: (out, request) => {
      const destination = out.createString(request.destination);
      const content = out.bytes(request.content);
      const source = out.text(request.source);
      const sources = out.texts(request.sources);
      const become = writeBecome(out, request.become);
      PutRequestTable.startPutRequest(out);
      PutRequestTable.addConnectionId(out, request.connectionId ?? 0);
      PutRequestTable.addDestination(out, destination);
      PutRequestTable.addContent(out, content);
      PutRequestTable.addSource(out, source);
      PutRequestTable.addSources(out, sources);
      PutRequestTable.addMode(out, request.mode ?? 0o600);
      PutRequestTable.addBecome(out, become);
      return PutRequestTable.endPutRequest(out);
    },
    read: (envelope) => {
      const table: PutRequestTable = envelope.message(new PutRequestTable());
      const content = table.contentArray();
      return {
        connectionId: table.connectionId(),
        destination: table.destination()!,
        ...optional("content", content === null ? null : content.slice()),
        ...optional("source", table.source()),
        ...optional(
          "sources",
          table.sourcesLength() === 0
            ? null
            : list(table.sourcesLength(), (i): string | null => table.sources(i)),
        ),
        mode: table.mode(),
        ...readBecome(table.become()),
      };
    },
  },
  reply: {
    type: Message.PutReply,
    write: (out, { size }) => PutReplyTable.createPutReply(out, BigInt(size)),
    read: (envelope) => {
      const table: PutReplyTable = envelope.message(new PutReplyTable());
      return { size: Number(table.size()) };
    },
  },
};

/** A file to be read from a target. */
export interface FetchRequest {
  /** Set by the host; 0 where an action asks. */
  readonly connectionId?: number;
  /** Where on the target. */
  readonly path: string;
  /** Set by the host. */
  readonly become?: Become;
}

/** Reads a file of a target; its bytes come as the call's `data` stream. */
export const fetch: CallType<FetchRequest, { readonly size: number }> = {
  name: "Fetch",
  request: {
    type: Message.FetchRequest,
    write: (out, request) => {
      const path = out.createString(request.path);
      const become = writeBecome(out, request.become);
      FetchRequestTable.startFetchRequest(out);
      FetchRequestTable.addConnectionId(out, request.connectionId ?? 0);
      FetchRequestTable.addPath(out, path);
      FetchRequestTable.addBecome(out, become);
      return FetchRequestTable.endFetchRequest(out);
    },
    read: (envelope) => {
      const table: FetchRequestTable = envelope.message(new FetchRequestTable());
      return {
        connectionId: table.connectionId(),
        path: table.path()!,
        ...readBecome(table.become()),
      };
    },
  },
  reply: {
    type: Message.FetchReply,
    write: (out, { size }) => FetchReplyTable.createFetchReply(out, BigInt(size)),
    read: (envelope) => {
      const table: FetchReplyTable = envelope.message(new FetchReplyTable());
      return { size: Number(table.size()) };
    },
  },
};
