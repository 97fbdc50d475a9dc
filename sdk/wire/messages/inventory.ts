/** The messages of `inventory.fbs`. @module */
import {
  InventoryGroup as GroupTable,
  InventoryHost as HostTable,
  LoadInventoryReply as ReplyTable,
  LoadInventoryRequest as RequestTable,
  Message,
  type ValueTree,
  VariableFile as FileTable,
  VariableLayer as LayerTable,
} from "../../fbs/wire.ts";
import type { Annotations } from "../../annotations.ts";
import type { ValueMap } from "../../value.ts";
import type { Offset } from "../builder.ts";
import {
  type CallType,
  EnumCodec,
  type FrameReader,
  type FrameWriter,
  list,
  optional,
} from "../codec.ts";
import { asMap } from "../shape.ts";
import { readOptionalAnnotations, writeAnnotations } from "./annotations.ts";

/** Variables that one place sets together. */
export interface VariableLayer {
  /** By name. */
  readonly values: ValueMap;
  /** The file, or the text of a host list given on the command line. */
  readonly file: string;
  /** Counts from 1, where it is known. */
  readonly line?: number;
  /** Where the text of each node begins, and which are `!unsafe` or `!vault`. */
  readonly annotations?: Annotations;
}

/** A host as the sources describe it. */
export interface InventoryHost {
  /** As the sources name it. */
  readonly name: string;
  /** The first source that names it. */
  readonly file: string;
  /** Counts from 1, where it is known. */
  readonly line?: number;
  /** What the sources say of it, lowest precedence first. */
  readonly variables: readonly VariableLayer[];
}

/** A group of hosts. */
export interface InventoryGroup {
  /** As the sources name it. */
  readonly name: string;
  /** Its own, not its children's. */
  readonly hosts: readonly string[];
  /** Groups within it. */
  readonly children: readonly string[];
  /** `ansible_group_priority`; 1 if nothing is said. */
  readonly priority: number;
  /** What the sources say of it, lowest precedence first. */
  readonly variables: readonly VariableLayer[];
}

/** What variables are about. */
export type VariableOwner = "group" | "host";

const OWNERS = new EnumCodec<VariableOwner>("owner of variables", ["group", "host"]);

/** One file of a `group_vars` or `host_vars` folder. */
export interface VariableFile {
  /** Whether it is about a group or a host. */
  readonly owner: VariableOwner;
  /** Of the group or host. */
  readonly name: string;
  /** The folder that holds `group_vars` and `host_vars`. */
  readonly base: string;
  /** Where the variables stand. */
  readonly file: string;
  /** By name. */
  readonly values: ValueMap;
  /** Where the text of each node begins, and which are `!unsafe` or `!vault`. */
  readonly annotations?: Annotations;
}

/** What nobody says anything of. */
const NO_ANNOTATIONS: Annotations = { positions: new Uint32Array(0), tags: new Map() };

/** An inventory to be loaded. */
export interface LoadInventoryRequest {
  /** What `-i` named: files, directories, or comma-separated lists of hosts. */
  readonly sources: readonly string[];
  /** Folders beside which `group_vars` and `host_vars` are read too: the playbooks'. */
  readonly playbookDirs: readonly string[];
  /** Which inventory is asked; of a plugin that has one, that one if absent. */
  readonly inventory?: string;
  /** What the source says of how to read it, with `plugin` among its keys. */
  readonly configuration?: VariableLayer;
  /** What the sources before this one say. */
  readonly known?: LoadInventoryReply;
  /** What the host says of how to read, by names that the inventory knows. */
  readonly options?: ValueMap;
}

/** All hosts and groups that the sources name, in the order they were first named. */
export interface LoadInventoryReply {
  /** Every host, once. */
  readonly hosts: readonly InventoryHost[];
  /** Every group, once. */
  readonly groups: readonly InventoryGroup[];
  /** Beside the sources. */
  readonly variableFiles: readonly VariableFile[];
  /** Beside the playbooks. */
  readonly playbookVariableFiles: readonly VariableFile[];
  /** What the user should know. */
  readonly warnings: readonly string[];
}

function writeLayer(
  out: FrameWriter,
  { values, file, line, annotations = NO_ANNOTATIONS }: VariableLayer,
): Offset {
  const tree = out.value(values);
  const { positions, tags } = writeAnnotations(out, annotations);
  const fileText = out.createString(file);
  LayerTable.startVariableLayer(out);
  LayerTable.addValues(out, tree);
  LayerTable.addFile(out, fileText);
  LayerTable.addLine(out, line ?? 0);
  LayerTable.addPositions(out, positions);
  LayerTable.addTags(out, tags);
  return LayerTable.endVariableLayer(out);
}

function writeLayers(out: FrameWriter, layers: readonly VariableLayer[]): Offset {
  return layers.length === 0 ? 0 : out.offsets(layers.map((layer) => writeLayer(out, layer)));
}

function readLayer(values: FrameReader, table: LayerTable): VariableLayer {
  return {
    values: asMap(values.value(table.values())),
    file: table.file()!,
    ...readLine(table.line()),
    ...readOptionalAnnotations(table),
  };
}

function readLayers(
  values: FrameReader,
  length: number,
  at: (index: number) => LayerTable | null,
): VariableLayer[] {
  return list(length, at).map((table) => readLayer(values, table));
}

/** A line that 0 says is unknown. */
function readLine(line: number): { line?: number } {
  return line === 0 ? {} : { line };
}

function writeHost(out: FrameWriter, host: InventoryHost): Offset {
  const name = out.createString(host.name);
  const file = out.createString(host.file);
  const variables = writeLayers(out, host.variables);
  return HostTable.createInventoryHost(out, name, file, host.line ?? 0, variables);
}

function writeGroup(out: FrameWriter, group: InventoryGroup): Offset {
  const name = out.createString(group.name);
  const hosts = out.texts(group.hosts);
  const children = out.texts(group.children);
  const variables = writeLayers(out, group.variables);
  return GroupTable.createInventoryGroup(out, name, hosts, children, group.priority, variables);
}

function writeFile(out: FrameWriter, variableFile: VariableFile): Offset {
  const name = out.createString(variableFile.name);
  const base = out.createString(variableFile.base);
  const file = out.createString(variableFile.file);
  const values = out.value(variableFile.values);
  const { positions, tags } = writeAnnotations(out, variableFile.annotations ?? NO_ANNOTATIONS);
  FileTable.startVariableFile(out);
  FileTable.addOwner(out, OWNERS.number(variableFile.owner));
  FileTable.addName(out, name);
  FileTable.addBase(out, base);
  FileTable.addFile(out, file);
  FileTable.addValues(out, values);
  FileTable.addPositions(out, positions);
  FileTable.addTags(out, tags);
  return FileTable.endVariableFile(out);
}

function writeFiles(out: FrameWriter, files: readonly VariableFile[]): Offset {
  return files.length === 0 ? 0 : out.offsets(files.map((file) => writeFile(out, file)));
}

function readFiles(
  values: FrameReader,
  length: number,
  at: (index: number) => FileTable | null,
): VariableFile[] {
  return list(length, at).map((file) => ({
    owner: OWNERS.name(file.owner()),
    name: file.name()!,
    base: file.base()!,
    file: file.file()!,
    values: asMap(values.value(file.values())),
    ...readOptionalAnnotations(file),
  }));
}

function writeReply(out: FrameWriter, reply: LoadInventoryReply): Offset {
  const hosts = out.offsets(reply.hosts.map((host) => writeHost(out, host)));
  const groups = out.offsets(reply.groups.map((group) => writeGroup(out, group)));
  const files = writeFiles(out, reply.variableFiles);
  const playbookFiles = writeFiles(out, reply.playbookVariableFiles);
  const warnings = out.texts(reply.warnings);
  return ReplyTable.createLoadInventoryReply(out, hosts, groups, files, playbookFiles, warnings);
}

function readReply(values: FrameReader, table: ReplyTable): LoadInventoryReply {
  return {
    hosts: list(table.hostsLength(), (i) => table.hosts(i)).map((host) => ({
      name: host.name()!,
      file: host.file()!,
      ...readLine(host.line()),
      variables: readLayers(values, host.variablesLength(), (i) => host.variables(i)),
    })),
    groups: list(table.groupsLength(), (i) => table.groups(i)).map((group) => ({
      name: group.name()!,
      hosts: list(group.hostsLength(), (i): string | null => group.hosts(i)),
      children: list(group.childrenLength(), (i): string | null => group.children(i)),
      priority: group.priority(),
      variables: readLayers(values, group.variablesLength(), (i) => group.variables(i)),
    })),
    variableFiles: readFiles(values, table.variableFilesLength(), (i) => table.variableFiles(i)),
    playbookVariableFiles: readFiles(
      values,
      table.playbookVariableFilesLength(),
      (i) => table.playbookVariableFiles(i),
    ),
    warnings: list(table.warningsLength(), (i): string | null => table.warnings(i)),
  };
}

function writeRequest(out: FrameWriter, request: LoadInventoryRequest): Offset {
  const { configuration, known, options } = request;
  const sources = out.texts(request.sources);
  const playbookDirs = out.texts(request.playbookDirs);
  const inventory = out.text(request.inventory);
  const layer = configuration === undefined ? 0 : writeLayer(out, configuration);
  const reply = known === undefined ? 0 : writeReply(out, known);
  const tree = options === undefined ? 0 : out.value(options);
  RequestTable.startLoadInventoryRequest(out);
  RequestTable.addSources(out, sources);
  RequestTable.addPlaybookDirs(out, playbookDirs);
  RequestTable.addInventory(out, inventory);
  RequestTable.addConfiguration(out, layer);
  RequestTable.addKnown(out, reply);
  RequestTable.addOptions(out, tree);
  return RequestTable.endLoadInventoryRequest(out);
}

function readRequest(values: FrameReader, table: RequestTable): LoadInventoryRequest {
  const configuration: LayerTable | null = table.configuration();
  const known: ReplyTable | null = table.known();
  const options: ValueTree | null = table.options();
  return {
    sources: list(table.sourcesLength(), (i): string | null => table.sources(i)),
    playbookDirs: list(table.playbookDirsLength(), (i): string | null => table.playbookDirs(i)),
    ...optional("inventory", table.inventory()),
    ...(configuration && { configuration: readLayer(values, configuration) }),
    ...(known && { known: readReply(values, known) }),
    ...(options && { options: asMap(values.value(options)) }),
  };
}

/** Loads an inventory; while it works the plugin reads its sources through the host. */
export const loadInventory: CallType<LoadInventoryRequest, LoadInventoryReply> = {
  name: "LoadInventory",
  request: {
    type: Message.LoadInventoryRequest,
    write: writeRequest,
    read: (envelope, values) => readRequest(values, envelope.message(new RequestTable())),
  },
  reply: {
    type: Message.LoadInventoryReply,
    write: writeReply,
    read: (envelope, values) => readReply(values, envelope.message(new ReplyTable())),
  },
};
