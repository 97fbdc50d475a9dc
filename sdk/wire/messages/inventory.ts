/** The messages of `inventory.fbs`. @module */
import { InventoryGroup as GroupTable } from "../../fbs/inventory-group.ts";
import { InventoryVariables as VariablesTable } from "../../fbs/inventory-variables.ts";
import { LoadInventoryReply as ReplyTable } from "../../fbs/load-inventory-reply.ts";
import { LoadInventoryRequest as RequestTable } from "../../fbs/load-inventory-request.ts";
import { Message } from "../../fbs/message.ts";
import { type CallType, EnumCodec, list } from "../codec.ts";
import type { Diagnostic } from "../errors.ts";
import { readDiagnostic, writeDiagnostic } from "./common.ts";
import { readSyntaxTree, type SyntaxTree, writeSyntaxTree } from "./parser.ts";

/**
 * Where in Ansible's order of precedence variables of an inventory stand, lowest first.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#understanding-variable-precedence
 */
export type VariableLevel =
  | "inventory-group"
  | "inventory-group-vars-all"
  | "inventory-group-vars"
  | "inventory-host"
  | "inventory-host-vars";

const VARIABLE_LEVELS = new EnumCodec<VariableLevel>("level of variables", [
  "inventory-group",
  "inventory-group-vars-all",
  "inventory-group-vars",
  "inventory-host",
  "inventory-host-vars",
]);

/** The variables which one source gives to one group or host. */
export interface InventoryVariables {
  readonly level: VariableLevel;
  /** The group or host they belong to. */
  readonly name: string;
  readonly values: SyntaxTree;
}

/** A group of hosts. */
export interface InventoryGroup {
  readonly name: string;
  /** Its own, not its children's. */
  readonly hosts: readonly string[];
  readonly children: readonly string[];
  /** `ansible_group_priority`; 1 if nothing is said. */
  readonly priority: number;
}

/** All hosts and groups that the sources name. */
export interface LoadInventoryReply {
  readonly hosts: readonly string[];
  readonly groups: readonly InventoryGroup[];
  readonly variables: readonly InventoryVariables[];
  readonly warnings: readonly Diagnostic[];
}

/** Loads an inventory; while it works the plugin reads its sources through the host. */
export const loadInventory: CallType<{ readonly sources: readonly string[] }, LoadInventoryReply> =
  {
    name: "LoadInventory",
    request: {
      type: Message.LoadInventoryRequest,
      write: (out, { sources }) =>
        RequestTable.createLoadInventoryRequest(out, out.strings(sources)),
      read: (envelope) => {
        const table: RequestTable = envelope.message(new RequestTable());
        return { sources: list(table.sourcesLength(), (i): string | null => table.sources(i)) };
      },
    },
    reply: {
      type: Message.LoadInventoryReply,
      write: (out, reply) => {
        const hosts = out.texts(reply.hosts);
        const groups = out.offsets(reply.groups.map((group) =>
          GroupTable.createInventoryGroup(
            out,
            out.createString(group.name),
            out.texts(group.hosts),
            out.texts(group.children),
            group.priority,
          )
        ));
        const variables = out.offsets(reply.variables.map(({ level, name, values }) => {
          const nameText = out.createString(name);
          const tree = writeSyntaxTree(out, values);
          VariablesTable.startInventoryVariables(out);
          VariablesTable.addLevel(out, VARIABLE_LEVELS.number(level));
          VariablesTable.addName(out, nameText);
          VariablesTable.addValues(out, tree);
          return VariablesTable.endInventoryVariables(out);
        }));
        const warnings = out.offsets(reply.warnings.map((each) => writeDiagnostic(out, each)));
        return ReplyTable.createLoadInventoryReply(out, hosts, groups, variables, warnings);
      },
      read: (envelope, values) => {
        const table: ReplyTable = envelope.message(new ReplyTable());
        return {
          hosts: list(table.hostsLength(), (i): string | null => table.hosts(i)),
          groups: list(table.groupsLength(), (i) => table.groups(i)).map((group) => ({
            name: group.name()!,
            hosts: list(group.hostsLength(), (i): string | null => group.hosts(i)),
            children: list(group.childrenLength(), (i): string | null => group.children(i)),
            priority: group.priority(),
          })),
          variables: list(table.variablesLength(), (i) => table.variables(i)).map((each) => ({
            level: VARIABLE_LEVELS.name(each.level()),
            name: each.name()!,
            values: readSyntaxTree(each.values()!, values),
          })),
          warnings: list(table.warningsLength(), (i) => table.warnings(i)).map(readDiagnostic),
        };
      },
    },
  };
