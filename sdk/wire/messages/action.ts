/** The messages of `action.fbs`. @module */
import {
  Diff as DiffTable,
  DirectoryEntry as EntryTable,
  ExecuteTaskReply as ReplyTable,
  ExecuteTaskRequest as RequestTable,
  ListDirectoryReply as ListReplyTable,
  ListDirectoryRequest as ListRequestTable,
  Message,
  ReadFileReply as ReadReplyTable,
  ReadFileRequest as ReadRequestTable,
  RenderTemplateReply as RenderReplyTable,
  RenderTemplateRequest as RenderRequestTable,
} from "../../fbs/wire.ts";
import type { Key, Value } from "../../value.ts";
import { type CallType, EnumCodec, list, optional } from "../codec.ts";
import { asMap } from "../shape.ts";

/** How a task ended. */
export type TaskStatus = "ok" | "changed" | "skipped" | "failed";

const TASK_STATUSES = new EnumCodec<TaskStatus>("status", ["ok", "changed", "skipped", "failed"]);

/** A task for an action plugin. */
export interface ExecuteTaskRequest {
  /** As the plugin declares it. */
  readonly action: string;
  /** By name, not checked yet. */
  readonly arguments: Map<Key, Value>;
  /** The inventory name of the host that the task is for. */
  readonly host: string;
  /** Nothing may be changed; the reply tells what would have been. */
  readonly check: boolean;
  /** The reply should carry `diffs`. */
  readonly diff: boolean;
  /** How much the user asked to see, 0 to 4. */
  readonly verbosity: number;
  /** Whether what the action would start on the controller is started on the target. */
  readonly startsOnTarget?: boolean;
  /** Of the results that the action calls costly, those that nobody reads. */
  readonly unread?: readonly string[];
}

/** What a task changed, for `--diff`. */
export interface Diff {
  /** What the old text is called. */
  readonly beforeHeader?: string;
  /** What the new text is called. */
  readonly afterHeader?: string;
  /** The old text. */
  readonly before?: string;
  /** The new text. */
  readonly after?: string;
  /** A finished text, where before and after would say too little or too much. */
  readonly prepared?: string;
}

/** What became of a task. */
export interface ExecuteTaskReply {
  /** How it ended. */
  readonly status: TaskStatus;
  /** The documented return values, without `changed`, `failed` and `skipped`. */
  readonly result: Map<Key, Value>;
  /** Facts of the host, kept for the rest of the run. */
  readonly facts?: Map<Key, Value>;
  /** What changed. */
  readonly diffs?: readonly Diff[];
  /** What the user should know. */
  readonly warnings?: readonly string[];
}

/** Carries out a task. */
export const executeTask: CallType<ExecuteTaskRequest, ExecuteTaskReply> = {
  name: "ExecuteTask",
  request: {
    type: Message.ExecuteTaskRequest,
    write: (out, request) => {
      const action = out.createString(request.action);
      const args = out.value(request.arguments);
      const host = out.createString(request.host);
      const unread = out.texts(request.unread);
      RequestTable.startExecuteTaskRequest(out);
      RequestTable.addAction(out, action);
      RequestTable.addArguments(out, args);
      RequestTable.addHost(out, host);
      RequestTable.addCheck(out, request.check);
      RequestTable.addDiff(out, request.diff);
      RequestTable.addVerbosity(out, request.verbosity);
      RequestTable.addStartsOnTarget(out, request.startsOnTarget ?? false);
      RequestTable.addUnread(out, unread);
      return RequestTable.endExecuteTaskRequest(out);
    },
    read: (envelope, values) => {
      const table: RequestTable = envelope.message(new RequestTable());
      const unread = list(table.unreadLength(), (i): string | null => table.unread(i));
      return {
        action: table.action()!,
        arguments: asMap(values.value(table.arguments_())),
        host: table.host() ?? "",
        check: table.check(),
        diff: table.diff(),
        verbosity: table.verbosity(),
        ...(table.startsOnTarget() ? { startsOnTarget: true } : {}),
        ...(unread.length === 0 ? {} : { unread }),
      };
    },
  },
  reply: {
    type: Message.ExecuteTaskReply,
    write: (out, reply) => {
      const result = out.value(reply.result);
      const facts = reply.facts === undefined ? 0 : out.value(reply.facts);
      const diffs = (reply.diffs ?? []).map((diff) =>
        DiffTable.createDiff(
          out,
          out.text(diff.beforeHeader),
          out.text(diff.afterHeader),
          out.text(diff.before),
          out.text(diff.after),
          out.text(diff.prepared),
        )
      );
      const diffVector = diffs.length === 0 ? 0 : out.offsets(diffs);
      const warnings = out.texts(reply.warnings);
      ReplyTable.startExecuteTaskReply(out);
      ReplyTable.addStatus(out, TASK_STATUSES.number(reply.status));
      ReplyTable.addResult(out, result);
      ReplyTable.addFacts(out, facts);
      ReplyTable.addDiffs(out, diffVector);
      ReplyTable.addWarnings(out, warnings);
      return ReplyTable.endExecuteTaskReply(out);
    },
    read: (envelope, values) => {
      const table: ReplyTable = envelope.message(new ReplyTable());
      const facts = table.facts();
      return {
        status: TASK_STATUSES.name(table.status()),
        result: asMap(values.value(table.result())),
        ...(facts === null ? {} : { facts: asMap(values.value(facts)) }),
        diffs: list(table.diffsLength(), (i) => table.diffs(i)).map(readDiff),
        warnings: list(table.warningsLength(), (i): string | null => table.warnings(i)),
      };
    },
  },
};

function readDiff(table: DiffTable): Diff {
  return {
    ...optional("beforeHeader", table.beforeHeader()),
    ...optional("afterHeader", table.afterHeader()),
    ...optional("before", table.before()),
    ...optional("after", table.after()),
    ...optional("prepared", table.prepared()),
  };
}

/** What stands at a path. */
export type FileKind = "missing" | "file" | "directory";

const FILE_KINDS = new EnumCodec<FileKind>("kind of file", ["missing", "file", "directory"]);

/** A file that the playbook brings along. */
export interface ReadFileRequest {
  /** As the playbook names it, or absolute. */
  readonly path: string;
  /** The folder of a role or playbook that is searched first: `files`, `templates`. */
  readonly search?: string;
  /** Only what the file is, without its bytes. */
  readonly statOnly?: boolean;
  /** As it is, even if it comes from a vault. */
  readonly encrypted?: boolean;
  /** With `statOnly`: the bytes of a file that has no more come along, in place of their checksum. */
  readonly dataUpTo?: number;
  /** With `statOnly`: no checksum is wanted of a file that has more; of any, if absent or 0. */
  readonly checksumUpTo?: number;
}

/** A file of the controller. */
export interface ReadFileReply {
  /** What stands there. */
  readonly kind: FileKind;
  /** Where it was found; what to name in a message. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** SHA-1 of the bytes, in hex. */
  readonly sha1?: string;
  /** The bytes, unless they came as the call's `data` stream because they are many. */
  readonly data?: Uint8Array;
}

/** Reads a file that the playbook brings along. */
export const readFile: CallType<ReadFileRequest, ReadFileReply> = {
  name: "ReadFile",
  request: {
    type: Message.ReadFileRequest,
    write: (out, { path, search, statOnly, encrypted, dataUpTo, checksumUpTo }) =>
      ReadRequestTable.createReadFileRequest(
        out,
        out.createString(path),
        out.text(search),
        statOnly ?? false,
        encrypted ?? false,
        dataUpTo ?? 0,
        checksumUpTo ?? 0,
      ),
    read: (envelope) => {
      const table: ReadRequestTable = envelope.message(new ReadRequestTable());
      return {
        path: table.path()!,
        search: table.search() ?? "",
        statOnly: table.statOnly(),
        encrypted: table.encrypted(),
        ...(table.dataUpTo() === 0 ? {} : { dataUpTo: table.dataUpTo() }),
        ...(table.checksumUpTo() === 0 ? {} : { checksumUpTo: table.checksumUpTo() }),
      };
    },
  },
  reply: {
    type: Message.ReadFileReply,
    write: (out, reply) => {
      const path = out.createString(reply.path);
      const sha1 = out.text(reply.sha1);
      const data = out.bytes(reply.data);
      return ReadReplyTable.createReadFileReply(
        out,
        FILE_KINDS.number(reply.kind),
        path,
        BigInt(reply.size),
        reply.mode,
        sha1,
        data,
      );
    },
    read: (envelope) => {
      const table: ReadReplyTable = envelope.message(new ReadReplyTable());
      const data = table.dataArray();
      return {
        kind: FILE_KINDS.name(table.kind()),
        path: table.path() ?? "",
        size: Number(table.size()),
        mode: table.mode(),
        ...optional("sha1", table.sha1()),
        ...optional("data", data === null ? null : data.slice()),
      };
    },
  },
};

/** A directory of the controller. */
export interface ListDirectoryRequest {
  /** As the playbook names it, or absolute. */
  readonly path: string;
  /** The folder of a role or playbook that is searched first. */
  readonly search?: string;
}

/** What a directory holds. */
export interface DirectoryEntry {
  /** Without its directory. */
  readonly name: string;
  /** What stands there. */
  readonly kind: FileKind;
  /** Permission bits. */
  readonly mode: number;
  /** Where a link leads, as it is written in it; `kind` is what stands there. */
  readonly link?: string;
  /** Of a link to a directory: where that really is, as seen from where the listed one really is. */
  readonly leads?: string;
}

/** A directory of the controller, or what stands there instead. */
export interface ListDirectoryReply {
  /** What stands there. */
  readonly kind: FileKind;
  /** Where it was found. */
  readonly path: string;
  /** In no particular order. */
  readonly entries: readonly DirectoryEntry[];
}

/** Lists a directory that the playbook brings along. */
export const listDirectory: CallType<ListDirectoryRequest, ListDirectoryReply> = {
  name: "ListDirectory",
  request: {
    type: Message.ListDirectoryRequest,
    write: (out, { path, search }) =>
      ListRequestTable.createListDirectoryRequest(out, out.createString(path), out.text(search)),
    read: (envelope) => {
      const table: ListRequestTable = envelope.message(new ListRequestTable());
      return { path: table.path()!, search: table.search() ?? "" };
    },
  },
  reply: {
    type: Message.ListDirectoryReply,
    write: (out, { kind, path, entries }) => {
      const tables = entries.map((entry) =>
        EntryTable.createDirectoryEntry(
          out,
          out.createString(entry.name),
          FILE_KINDS.number(entry.kind),
          entry.mode,
          out.text(entry.link),
          out.text(entry.leads),
        )
      );
      const vector = out.offsets(tables);
      return ListReplyTable.createListDirectoryReply(
        out,
        FILE_KINDS.number(kind),
        out.createString(path),
        vector,
      );
    },
    read: (envelope) => {
      const table: ListReplyTable = envelope.message(new ListReplyTable());
      return {
        kind: FILE_KINDS.name(table.kind()),
        path: table.path() ?? "",
        entries: list(table.entriesLength(), (i) => table.entries(i)).map((entry) => ({
          name: entry.name()!,
          kind: FILE_KINDS.name(entry.kind()),
          mode: entry.mode(),
          ...optional("link", entry.link()),
          ...optional("leads", entry.leads()),
        })),
      };
    },
  },
};

/** A template of the playbook. */
export interface RenderTemplateRequest {
  /** As the playbook names it, or absolute. */
  readonly path: string;
  /** Options of Ansible's `template` action, by their documented names. */
  readonly options: Map<Key, Value>;
}

/** A rendered template. */
export interface RenderTemplateReply {
  /** The finished text. */
  readonly text: string;
  /** Where the template was found. */
  readonly path: string;
}

/** Renders a template of the playbook with the task's variables. */
export const renderTemplate: CallType<RenderTemplateRequest, RenderTemplateReply> = {
  name: "RenderTemplate",
  request: {
    type: Message.RenderTemplateRequest,
    write: (out, { path, options }) => {
      const pathText = out.createString(path);
      const optionTree = out.value(options);
      RenderRequestTable.startRenderTemplateRequest(out);
      RenderRequestTable.addPath(out, pathText);
      RenderRequestTable.addOptions(out, optionTree);
      return RenderRequestTable.endRenderTemplateRequest(out);
    },
    read: (envelope, values) => {
      const table: RenderRequestTable = envelope.message(new RenderRequestTable());
      const options = table.options();
      return {
        path: table.path()!,
        options: options === null ? new Map() : asMap(values.value(options)),
      };
    },
  },
  reply: {
    type: Message.RenderTemplateReply,
    write: (out, { text, path }) =>
      RenderReplyTable.createRenderTemplateReply(
        out,
        out.createString(text),
        out.createString(path),
      ),
    read: (envelope) => {
      const table: RenderReplyTable = envelope.message(new RenderReplyTable());
      return { text: table.text()!, path: table.path() ?? "" };
    },
  },
};
