/** The messages of `handshake.fbs`. @module */
import {
  Action as ActionTable,
  Argument as ArgumentTable,
  Constraint as ConstraintTable,
  ConstraintKind,
  DescribeReply as DescribeReplyTable,
  DescribeRequest as DescribeRequestTable,
  Hello as HelloTable,
  Message,
  Permissions as PermissionsTable,
} from "../../fbs/wire.ts";
import type { ArgumentSpec, ArgumentSpecs, ArgumentType, Constraint } from "../../arguments.ts";
import type { ActionDescription, Permissions, PluginDescription } from "../../description.ts";
import type { Offset } from "../builder.ts";
import {
  type CallType,
  EnumCodec,
  type FrameReader,
  type FrameWriter,
  list,
  type MessageCodec,
  optional,
} from "../codec.ts";
import { readEnvironment, writeEnvironment } from "./common.ts";

/** What a plugin can be asked for. */
export type PluginKind = "action" | "connection" | "inventory" | "parser" | "filter" | "lookup";

const PLUGIN_KINDS: readonly PluginKind[] = [
  "action",
  "connection",
  "inventory",
  "parser",
  "filter",
  "lookup",
];

/** The first message of both sides; neither waits for the other's. */
export interface Hello {
  /** The version spoken; raised only by a change that older peers cannot read. */
  readonly protocolVersion: number;
  /** The plugin's name, or `shep` for the host. */
  readonly name: string;
  /** The product's version: for people, never compared. */
  readonly version: string;
  /** What the plugin can be asked for. */
  readonly kinds: readonly PluginKind[];
  /** Optional abilities; an unknown one is ignored. */
  readonly features: readonly string[];
  /** The largest frame this side accepts. */
  readonly maxFrameBytes: number;
  /** How many bytes of a stream this side takes before it grants more. */
  readonly streamWindowBytes: number;
}

/** The first message of both sides. */
export const hello: MessageCodec<Hello> = {
  type: Message.Hello,
  write: (out, message) => {
    const kinds = message.kinds.map((kind) => PLUGIN_KINDS.indexOf(kind));
    const kindVector = kinds.length === 0 ? 0 : HelloTable.createKindsVector(out, kinds);
    return HelloTable.createHello(
      out,
      message.protocolVersion,
      out.createString(message.name),
      out.createString(message.version),
      kindVector,
      out.texts(message.features),
      message.maxFrameBytes,
      message.streamWindowBytes,
    );
  },
  read: (envelope) => {
    const table: HelloTable = envelope.message(new HelloTable());
    return {
      protocolVersion: table.protocolVersion(),
      name: table.name()!,
      version: table.version()!,
      // A kind of a newer schema is not a reason to refuse the plugin's others.
      kinds: list(table.kindsLength(), (i) => table.kinds(i))
        .flatMap((number) => PLUGIN_KINDS[number] ?? []),
      features: list(table.featuresLength(), (i): string | null => table.features(i)),
      maxFrameBytes: table.maxFrameBytes(),
      streamWindowBytes: table.streamWindowBytes(),
    };
  },
};

const ARGUMENT_TYPES = new EnumCodec<ArgumentType>("argument type", [
  "str",
  "int",
  "float",
  "bool",
  "path",
  "list",
  "dict",
  "raw",
  "bytes",
]);

function writeArguments(out: FrameWriter, specs: ArgumentSpecs): Offset {
  const tables = Object.entries(specs).map(([name, spec]) => writeArgument(out, name, spec));
  return tables.length === 0 ? 0 : out.offsets(tables);
}

function writeArgument(out: FrameWriter, name: string, spec: ArgumentSpec): Offset {
  const nameText = out.createString(name);
  const description = out.text(spec.description);
  const defaultValue = spec.default === undefined ? 0 : out.value(spec.default);
  const choices = out.texts(spec.choices);
  const aliases = out.texts(spec.aliases);
  const gives = out.texts(spec.gives);
  const fields = spec.fields === undefined ? 0 : writeArguments(out, spec.fields);
  ArgumentTable.startArgument(out);
  ArgumentTable.addName(out, nameText);
  ArgumentTable.addType(out, ARGUMENT_TYPES.number(spec.type));
  ArgumentTable.addDescription(out, description);
  ArgumentTable.addRequired(out, spec.required ?? false);
  ArgumentTable.addDefaultValue(out, defaultValue);
  ArgumentTable.addChoices(out, choices);
  ArgumentTable.addAliases(out, aliases);
  ArgumentTable.addElements(out, ARGUMENT_TYPES.number(spec.elements ?? "raw"));
  ArgumentTable.addFields(out, fields);
  ArgumentTable.addNoLog(out, spec.noLog ?? false);
  ArgumentTable.addGives(out, gives);
  return ArgumentTable.endArgument(out);
}

function readArguments(
  values: FrameReader,
  length: number,
  at: (index: number) => ArgumentTable | null,
): ArgumentSpecs {
  const specs: Record<string, ArgumentSpec> = Object.create(null);
  for (const table of list(length, at)) specs[table.name()!] = readArgument(values, table);
  return specs;
}

function readArgument(values: FrameReader, table: ArgumentTable): ArgumentSpec {
  const defaultValue = table.defaultValue();
  const choices = list(table.choicesLength(), (i): string | null => table.choices(i));
  const gives = list(table.givesLength(), (i): string | null => table.gives(i));
  const elements = ARGUMENT_TYPES.name(table.elements());
  const fields = readArguments(values, table.fieldsLength(), (i) => table.fields(i));
  return {
    type: ARGUMENT_TYPES.name(table.type()),
    description: table.description() ?? "",
    required: table.required(),
    ...(defaultValue === null ? {} : { default: values.value(defaultValue) }),
    ...(choices.length === 0 ? {} : { choices }),
    aliases: list(table.aliasesLength(), (i): string | null => table.aliases(i)),
    ...(elements === "raw" ? {} : { elements }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    noLog: table.noLog(),
    ...(gives.length === 0 ? {} : { gives }),
  };
}

function writeConstraint(out: FrameWriter, constraint: Constraint): Offset {
  const [kind, constrained] = kindOf(constraint);
  const names = out.strings(constrained);
  const argument = "when" in constraint
    ? constraint.when
    : "by" in constraint
    ? constraint.by
    : undefined;
  const when = argument === undefined ? NOT_THERE : out.createString(argument);
  const equals = "equals" in constraint ? out.value(constraint.equals) : NOT_THERE;
  ConstraintTable.startConstraint(out);
  ConstraintTable.addKind(out, kind);
  ConstraintTable.addArguments(out, names);
  ConstraintTable.addWhenArgument(out, when);
  ConstraintTable.addWhenValue(out, equals);
  return ConstraintTable.endConstraint(out);
}

/** The offset of a field that is left out. */
const NOT_THERE: Offset = 0;

function kindOf(constraint: Constraint): [ConstraintKind, readonly string[]] {
  if ("requiredIf" in constraint) return [ConstraintKind.RequiredIf, constraint.requiredIf];
  if ("requiredBy" in constraint) return [ConstraintKind.RequiredBy, constraint.requiredBy];
  if ("mutuallyExclusive" in constraint) {
    return [ConstraintKind.MutuallyExclusive, constraint.mutuallyExclusive];
  }
  return "requiredTogether" in constraint
    ? [ConstraintKind.RequiredTogether, constraint.requiredTogether]
    : [ConstraintKind.RequiredOneOf, constraint.requiredOneOf];
}

function readConstraint(values: FrameReader, table: ConstraintTable): Constraint {
  const names = list(table.argumentsLength(), (i): string | null => table.arguments_(i));
  switch (table.kind()) {
    case ConstraintKind.MutuallyExclusive:
      return { mutuallyExclusive: names };
    case ConstraintKind.RequiredTogether:
      return { requiredTogether: names };
    case ConstraintKind.RequiredOneOf:
      return { requiredOneOf: names };
    case ConstraintKind.RequiredIf:
      return {
        requiredIf: names,
        when: table.whenArgument() ?? "",
        equals: values.value(table.whenValue()),
      };
    case ConstraintKind.RequiredBy:
      return { requiredBy: names, by: table.whenArgument() ?? "" };
  }
}

function writeAction(out: FrameWriter, action: ActionDescription): Offset {
  const name = out.createString(action.name);
  const summary = out.text(action.summary);
  const description = out.text(action.description);
  const args = writeArguments(out, action.arguments);
  const constraintTables = (action.constraints ?? []).map((rule) => writeConstraint(out, rule));
  const constraints = constraintTables.length === 0 ? 0 : out.offsets(constraintTables);
  const freeForm = out.text(action.freeForm);
  const examples = out.texts(action.examples);
  const returns = writeEnvironment(out, action.returns);
  const costly = out.texts(action.costly);
  ActionTable.startAction(out);
  ActionTable.addName(out, name);
  ActionTable.addSummary(out, summary);
  ActionTable.addDescription(out, description);
  ActionTable.addArguments(out, args);
  ActionTable.addConstraints(out, constraints);
  ActionTable.addFreeForm(out, freeForm);
  ActionTable.addAcceptsAny(out, action.acceptsAny ?? false);
  ActionTable.addSupportsCheck(out, action.supportsCheck ?? false);
  ActionTable.addSupportsDiff(out, action.supportsDiff ?? false);
  ActionTable.addExamples(out, examples);
  ActionTable.addReturns(out, returns);
  ActionTable.addKeepsTime(out, action.keepsTime ?? false);
  ActionTable.addCostly(out, costly);
  return ActionTable.endAction(out);
}

function readAction(values: FrameReader, table: ActionTable): ActionDescription {
  const costly = list(table.costlyLength(), (i): string | null => table.costly(i));
  return {
    name: table.name()!,
    summary: table.summary() ?? "",
    ...optional("description", table.description()),
    arguments: readArguments(values, table.argumentsLength(), (i) => table.arguments_(i)),
    constraints: list(table.constraintsLength(), (i) => table.constraints(i))
      .map((constraint) => readConstraint(values, constraint)),
    ...optional("freeForm", table.freeForm()),
    acceptsAny: table.acceptsAny(),
    supportsCheck: table.supportsCheck(),
    supportsDiff: table.supportsDiff(),
    examples: list(table.examplesLength(), (i): string | null => table.examples(i)),
    returns: readEnvironment(table.returnsLength(), (i) => table.returns(i)),
    keepsTime: table.keepsTime(),
    ...(costly.length === 0 ? {} : { costly }),
  };
}

const PERMISSION_NAMES = ["read", "write", "net", "env", "run", "sys"] as const;

/** How "everything" is written in a list of names. */
const EVERYTHING = "*";

function writePermissions(out: FrameWriter, permissions: Permissions): Offset {
  const [read, write, net, env, run, sys] = PERMISSION_NAMES.map((name) => {
    const granted = permissions[name];
    return granted === undefined ? 0 : out.strings(granted === "*" ? [EVERYTHING] : granted);
  }) as [Offset, Offset, Offset, Offset, Offset, Offset];
  return PermissionsTable.createPermissions(out, read, write, net, env, run, sys);
}

function readPermissions(table: PermissionsTable | null): Permissions {
  const permissions: { -readonly [K in keyof Permissions]: Permissions[K] } = {};
  if (table === null) return permissions;
  for (const name of PERMISSION_NAMES) {
    const length = table[`${name}Length`]();
    if (length === 0) continue;
    const granted = list(length, (i): string | null => table[name](i));
    permissions[name] = granted.includes(EVERYTHING) ? "*" : granted;
  }
  return permissions;
}

/** What is to be described. */
export interface DescribeRequest {
  /** The actions that are asked about; all that there are, if absent. */
  readonly actions?: readonly string[];
}

/** Asks a plugin what it offers and needs. */
export const describe: CallType<DescribeRequest, PluginDescription> = {
  name: "Describe",
  request: {
    type: Message.DescribeRequest,
    write: (out, { actions }) =>
      DescribeRequestTable.createDescribeRequest(out, out.texts(actions)),
    read: (envelope) => {
      const table: DescribeRequestTable = envelope.message(new DescribeRequestTable());
      const actions = list(table.actionsLength(), (i): string | null => table.actions(i));
      return actions.length === 0 ? {} : { actions };
    },
  },
  reply: {
    type: Message.DescribeReply,
    write: (out, description) => {
      const summary = out.text(description.summary);
      const permissions = writePermissions(out, description.permissions);
      const actions = out.offsets(description.actions.map((action) => writeAction(out, action)));
      const connections = out.texts(description.connections);
      const inventories = out.texts(description.inventories);
      const parsers = out.texts(description.parsers);
      const filters = out.texts(description.filters);
      const lookups = out.texts(description.lookups);
      DescribeReplyTable.startDescribeReply(out);
      DescribeReplyTable.addSummary(out, summary);
      DescribeReplyTable.addPermissions(out, permissions);
      DescribeReplyTable.addActions(out, actions);
      DescribeReplyTable.addConnections(out, connections);
      DescribeReplyTable.addInventories(out, inventories);
      DescribeReplyTable.addParsers(out, parsers);
      DescribeReplyTable.addFilters(out, filters);
      DescribeReplyTable.addLookups(out, lookups);
      return DescribeReplyTable.endDescribeReply(out);
    },
    read: (envelope, values) => {
      const table: DescribeReplyTable = envelope.message(new DescribeReplyTable());
      return {
        summary: table.summary() ?? "",
        permissions: readPermissions(table.permissions()),
        actions: list(table.actionsLength(), (i) => table.actions(i))
          .map((action) => readAction(values, action)),
        connections: list(table.connectionsLength(), (i): string | null => table.connections(i)),
        inventories: list(table.inventoriesLength(), (i): string | null => table.inventories(i)),
        parsers: list(table.parsersLength(), (i): string | null => table.parsers(i)),
        filters: list(table.filtersLength(), (i): string | null => table.filters(i)),
        lookups: list(table.lookupsLength(), (i): string | null => table.lookups(i)),
      };
    },
  },
};
