/**
 * What a plugin author needs.
 *
 * @example A plugin with one action
 * ```ts
 * import { defineAction, definePlugin, serve, sh } from "@shep/sdk";
 *
 * const greet = defineAction({
 *   name: "greet",
 *   summary: "Says hello on the target.",
 *   arguments: {
 *     name: { type: "str", description: "Whom to greet.", required: true },
 *   },
 *   async run({ name }, task) {
 *     const { stdout } = await task.script(sh`printf 'hello %s' ${name}`);
 *     return { values: { greeting: stdout } };
 *   },
 * });
 *
 * const plugin = definePlugin({
 *   name: "greeter",
 *   version: "0.1.0",
 *   summary: "Says hello.",
 *   actions: [greet],
 * });
 *
 * if (import.meta.main) await serve(plugin);
 * ```
 *
 * @module
 */
export * from "./arguments.ts";
export * from "./become_method.ts";
export * from "./check_arguments.ts";
export { coerce, typeName } from "./coerce.ts";
export { jsonText, parseJson } from "./json.ts";
export * from "./define/action.ts";
export * from "./define/connection.ts";
export * from "./define/filter.ts";
export * from "./define/inventory.ts";
export * from "./define/lookup.ts";
export * from "./define/parser.ts";
export * from "./description.ts";
export * from "./nearest.ts";
export * from "./plugin.ts";
export * from "./python_text.ts";
export { serve } from "./serve/serve.ts";
export * from "./shell.ts";
export * from "./value.ts";
export { type Diagnostic, Fault, type FaultKind } from "./wire/errors.ts";
export type {
  Diff,
  DirectoryEntry,
  FileKind,
  ListDirectoryReply,
  ReadFileReply,
  RenderTemplateReply,
} from "./wire/messages/action.ts";
export type { Environment, LogLevel, Progress } from "./wire/messages/common.ts";
export type {
  Become,
  ExecKind,
  ExecReply,
  ExecRequest,
  FetchRequest,
  OpenConnectionRequest,
  PutRequest,
} from "./wire/messages/connection.ts";
export type {
  InventoryGroup,
  InventoryHost,
  LoadInventoryReply,
  LoadInventoryRequest,
  VariableFile,
  VariableLayer,
  VariableOwner,
} from "./wire/messages/inventory.ts";
export {
  inventoryData,
  inventoryReply,
  playbookVariables,
  variableLayer,
} from "./inventory_message.ts";
export type { ParseReply, SyntaxTree } from "./wire/messages/parser.ts";
export type { StreamChannel } from "./wire/messages/stream.ts";
export type { Sink } from "./wire/streams.ts";
