import assert from "node:assert/strict";
import type { ArgumentSpec } from "../arguments.ts";
import type { ActionDescription } from "../description.ts";
import { Float, toValue } from "../value.ts";
import { Message } from "../fbs/wire.ts";
import { EnumCodec, FrameReader, FrameWriter, type MessageCodec } from "./codec.ts";
import { Fault } from "./errors.ts";
import * as wire from "./mod.ts";

/** What comes of a message that is written and read again. */
function roundTrip<T>(codec: MessageCodec<T>, message: T): T {
  const frame = new FrameWriter().frame({ correlationId: 7, parentId: 4 }, codec, message);
  const reader = new FrameReader();
  const { envelope, type, correlationId, parentId } = reader.open(frame);
  assert.deepEqual([type, correlationId, parentId], [codec.type, 7, 4]);
  const read = codec.read(envelope, reader);
  // Only a chunk may be a view of the frame, whose buffer is used again.
  if (codec.type !== Message.StreamChunk) frame.fill(0xff);
  return read;
}

/** A case of a codec: what is written, and what is read where that is more than was written. */
type Case = readonly [name: string, read: unknown, expected: unknown];

function message<T>(name: string, codec: MessageCodec<T>, sent: T, expected: T = sent): Case {
  return [name, roundTrip(codec, sent), expected];
}

const bytes = new Uint8Array([0, 255, 10]);
const nothing = new Uint8Array(0);
const values = toValue({ a: [1, new Float(2), "ü"], b: { c: null } });
const environment = { LANG: "C", EMPTY: "" };
const become = { method: "sudo", user: "app", flags: "-H", executable: "/bin/sudo", password: "x" };
const tree = {
  file: "site.yml",
  value: values,
  positions: new Uint32Array([1, 1, 1, 4]),
  tags: new Map([[2, "!vault"]]),
};
const emptyTree = { file: "", value: null, positions: new Uint32Array(0), tags: new Map() };
const annotations = {
  positions: new Uint32Array([1, 1, 1, 4]),
  tags: new Map([[2, "!unsafe"]]),
};
const layer = { values, file: "hosts", line: 3 };
const annotatedLayer = { ...layer, annotations };
const files = [{
  owner: "group",
  name: "web",
  base: "/p",
  file: "/p/group_vars/web",
  values,
}, {
  owner: "host",
  name: "h",
  base: "/p",
  file: "/p/host_vars/h",
  values,
  annotations,
}] as const;
const spec: ArgumentSpec = {
  type: "list",
  elements: "dict",
  description: "Users.",
  required: false,
  default: [],
  choices: ["a", "b"],
  aliases: ["user"],
  fields: { name: { type: "str", description: "", required: true, aliases: [], noLog: true } },
  noLog: false,
  gives: ["a.b"],
};
const action: ActionDescription = {
  name: "users",
  summary: "Users.",
  description: "All of them.",
  arguments: { users: spec },
  constraints: [
    { mutuallyExclusive: ["a", "b"] },
    { requiredTogether: ["a", "b"] },
    { requiredOneOf: ["a", "b"] },
    { requiredIf: ["a"], when: "state", equals: new Float(1) },
    { requiredBy: ["a"], by: "b" },
  ],
  freeForm: "users",
  acceptsAny: true,
  supportsCheck: true,
  supportsDiff: true,
  examples: ["- users:"],
  returns: { rc: "The code." },
  keepsTime: true,
  costly: ["rc"],
};
const fault = new Fault("not-found", "no", {
  detail: "d",
  hint: "h",
  file: "f",
  line: 2,
  column: 3,
  sourceLine: "s",
});
const full = { path: "/p/f", size: 2 ** 40, mode: 0o644 };

const CASES: readonly Case[] = [
  message("Hello", wire.hello, {
    protocolVersion: 1,
    name: "p",
    version: "1.0.0",
    kinds: ["lookup", "action"],
    features: ["x"],
    maxFrameBytes: 2 ** 32 - 1,
    streamWindowBytes: 1,
  }),
  message("Cancel", wire.cancel, {}),
  message("LogMessage", wire.logMessage, { level: "warning", text: "" }),
  message("Progress", wire.progress, { message: "m", current: 2 ** 40, total: 0, unit: "" }),
  message("StreamChunk", wire.streamChunk, { channel: "stderr", data: bytes }),
  message("StreamCredit", wire.streamCredit, { channel: "data", bytes: 2 ** 32 - 1 }),
  message("StreamEnd", wire.streamEnd, { channel: "stdout" }),
  message("DescribeRequest", wire.describe.request, {}),
  message("DescribeRequest, of some actions", wire.describe.request, { actions: ["copy", "stat"] }),
  message("DescribeReply, full", wire.describe.reply, {
    summary: "S",
    permissions: { read: ["/etc", "."], run: "*" },
    actions: [action],
    connections: ["ssh"],
    inventories: ["i"],
    parsers: ["yaml"],
    filters: ["f"],
    lookups: ["l"],
  }),
  message("ExecuteTaskRequest", wire.executeTask.request, {
    action: "a",
    arguments: values,
    host: "h",
    check: true,
    diff: true,
    verbosity: 4,
    startsOnTarget: true,
    unread: ["checksum"],
  }),
  message("ExecuteTaskReply, full", wire.executeTask.reply, {
    status: "changed",
    result: values,
    facts: values,
    diffs: [{ beforeHeader: "b", afterHeader: "a", before: "1", after: "2", prepared: "p" }],
    warnings: ["w"],
  }),
  message(
    "ExecuteTaskReply, least",
    wire.executeTask.reply,
    { status: "failed", result: new Map() },
    { status: "failed", result: new Map(), diffs: [], warnings: [] },
  ),
  message("ReadFileRequest", wire.readFile.request, {
    path: "p",
    search: "files",
    statOnly: true,
    encrypted: true,
    dataUpTo: 32_768,
    checksumUpTo: 2 ** 20,
  }),
  message("ReadFileReply, full", wire.readFile.reply, {
    kind: "file",
    ...full,
    sha1: "ab",
    data: bytes,
  }),
  message("ReadFileReply of an empty file", wire.readFile.reply, {
    kind: "file",
    ...full,
    data: nothing,
  }),
  message("ReadFileReply, streamed", wire.readFile.reply, { kind: "file", ...full }),
  message("ListDirectoryRequest", wire.listDirectory.request, { path: "p", search: "" }),
  message("ListDirectoryReply", wire.listDirectory.reply, {
    kind: "directory",
    path: "p",
    entries: [{ name: "n", kind: "file", mode: 0o755 }],
  }),
  message("RenderTemplateRequest", wire.renderTemplate.request, { path: "p", options: values }),
  message("RenderTemplateReply", wire.renderTemplate.reply, { text: "", path: "p" }),
  message("OpenConnectionRequest", wire.openConnection.request, {
    connection: "ssh",
    host: "h",
    options: values,
    environment,
  }),
  message("OpenConnectionReply", wire.openConnection.reply, {
    connectionId: 3,
    readsSources: true,
    chains: ["command", "script"],
  }),
  message("CloseConnectionRequest", wire.closeConnection.request, { connectionId: 3 }),
  message("CloseConnectionReply", wire.closeConnection.reply, {}),
  message("ExecRequest, full", wire.exec.request, {
    connectionId: 3,
    kind: "command",
    script: "s",
    argv: ["a", "", "b c"],
    stdin: bytes,
    cwd: "/",
    environment,
    become,
    library: "l",
    streamed: true,
    isLast: true,
    isDecisive: true,
    number: 2 ** 32 - 1,
    after: 7,
  }),
  message(
    "ExecRequest, least",
    wire.exec.request,
    { kind: "script" },
    { connectionId: 0, kind: "script", script: "", argv: [], environment: empty() },
  ),
  message("ExecReply, full", wire.exec.reply, {
    exitCode: -1,
    signal: "SIGKILL",
    stdout: bytes,
    stderr: nothing,
    started: 1.5,
    ended: 2.25,
    skipped: true,
  }),
  message("PutRequest, full", wire.put.request, {
    connectionId: 3,
    destination: "/d",
    content: nothing,
    source: "s",
    sources: ["s", "", "t"],
    mode: 0o4755,
    become,
  }),
  message(
    "PutRequest, least",
    wire.put.request,
    { destination: "/d" },
    { connectionId: 0, destination: "/d", mode: 0o600 },
  ),
  message("PutReply", wire.put.reply, { size: 2 ** 40 }),
  message("FetchRequest", wire.fetch.request, { connectionId: 3, path: "/p", become }),
  message("FetchReply", wire.fetch.reply, { size: 0 }),
  message("LoadInventoryRequest", wire.loadInventory.request, {
    sources: ["hosts"],
    playbookDirs: ["/p"],
  }),
  message("LoadInventoryRequest, full", wire.loadInventory.request, {
    sources: ["hosts.yml"],
    playbookDirs: [],
    inventory: "constructed",
    configuration: annotatedLayer,
    known: {
      hosts: [{ name: "h", file: "hosts", line: 1, variables: [layer] }],
      groups: [],
      variableFiles: [],
      playbookVariableFiles: [],
      warnings: [],
    },
    options: values,
  }),
  message("LoadInventoryReply, full", wire.loadInventory.reply, {
    hosts: [{ name: "h", file: "hosts", line: 1, variables: [layer, annotatedLayer] }],
    groups: [{ name: "g", hosts: ["h"], children: ["c"], priority: -1, variables: [layer] }],
    variableFiles: files,
    playbookVariableFiles: files,
    warnings: ["w"],
  }),
  message("LoadInventoryReply, least", wire.loadInventory.reply, {
    hosts: [],
    groups: [],
    variableFiles: [],
    playbookVariableFiles: [],
    warnings: [],
  }),
  message("ParseRequest", wire.parse.request, { parser: "yaml", file: "f", source: "\ufeffa: 1" }),
  message("ParseReply, full", wire.parse.reply, {
    tree,
    warnings: [{ summary: "w", line: 1, column: 2 }],
  }),
  message("ParseReply, least", wire.parse.reply, { tree: emptyTree, warnings: [] }),
  message("ApplyFilterRequest", wire.applyFilter.request, {
    filter: "f",
    value: null,
    arguments: [1],
    named: values,
  }),
  message("ApplyFilterReply", wire.applyFilter.reply, { value: values }),
  message("LookupRequest", wire.lookup.request, { lookup: "l", terms: ["t"], options: values }),
  message("LookupReply", wire.lookup.reply, { values: [values] }),
];

function empty(): Record<string, string> {
  return Object.create(null);
}

/** For comparison, whatever the order of fields and the prototype of objects. */
function plain(message: unknown): string {
  const text = Deno.inspect(message, {
    depth: 20,
    sorted: true,
    iterableLimit: 1e6,
    strAbbreviateSize: 1e6,
  });
  return text.replaceAll("[Object: null prototype] ", "");
}

for (const [name, read, expected] of CASES) {
  Deno.test(`${name} comes back as it was sent`, () => {
    assert.equal(plain(read), plain(expected));
  });
}

Deno.test("ErrorReply comes back as it was sent", () => {
  const read = roundTrip(wire.errorReply, fault);
  assert.deepEqual([read.kind, read.diagnostic], [fault.kind, fault.diagnostic]);
  const end = roundTrip(wire.streamEnd, { channel: "data", error: fault });
  assert.deepEqual(end.error?.diagnostic, fault.diagnostic);
});

Deno.test("every message of the schema has a case", () => {
  const tested = new Set(CASES.map(([name]) => name.split(/[ ,]/)[0]));
  const all = Object.keys(Message).filter((name) => isNaN(Number(name)) && name !== "NONE");
  assert.deepEqual(all.filter((name) => !tested.has(name)), ["ErrorReply"]);
});

Deno.test("a number that only a newer schema names is refused", () => {
  const codec = new EnumCodec("colour", ["red", "green"]);
  assert.equal(codec.name(codec.number("green")), "green");
  assert.throws(() => codec.name(2), { name: "WireError", message: /no colour 2/ });
});
