/**
 * Inventories as messages, and back.
 *
 * @module
 */
import type { GroupData, HostData, InventoryData, VarsFile, VarsLayer } from "./inventory.ts";
import type { LoadInventoryReply, VariableFile, VariableLayer } from "./wire/messages/inventory.ts";

/** The message for an inventory, and for the variables beside playbooks. */
export function inventoryReply(
  data: InventoryData,
  playbookFiles: readonly VarsFile[] = [],
): LoadInventoryReply {
  return {
    hosts: Array.from(data.hosts.values(), ({ name, source, vars }) => ({
      name,
      ...source,
      variables: vars.map(variableLayer),
    })),
    groups: Array.from(data.groups.values(), ({ name, hosts, children, priority, vars }) => ({
      name,
      hosts: [...hosts],
      children: [...children],
      priority,
      variables: vars.map(variableLayer),
    })),
    variableFiles: data.varsFiles.map(variableFile),
    playbookVariableFiles: playbookFiles.map(variableFile),
    warnings: data.warnings,
  };
}

/** The message for variables. */
export function variableLayer({ source, ...rest }: VarsLayer): VariableLayer {
  return { ...rest, ...source };
}

function variableFile({ kind, ...rest }: VarsFile): VariableFile {
  return { owner: kind, ...rest };
}

/** What the sources say. */
export function inventoryData(reply: LoadInventoryReply): InventoryData {
  return {
    hosts: new Map(
      reply.hosts.map(({ name, variables, ...source }): [string, HostData] => [
        name,
        { name, source, vars: variables.map(varsLayer) },
      ]),
    ),
    groups: new Map(
      reply.groups.map(({ hosts, children, variables, ...rest }): [string, GroupData] => [
        rest.name,
        {
          ...rest,
          hosts: new Set(hosts),
          children: new Set(children),
          vars: variables.map(varsLayer),
        },
      ]),
    ),
    varsFiles: reply.variableFiles.map(varsFile),
    warnings: reply.warnings,
  };
}

/** What the files beside the playbooks say. */
export function playbookVariables(reply: LoadInventoryReply): VarsFile[] {
  return reply.playbookVariableFiles.map(varsFile);
}

function varsLayer({ values, annotations, ...source }: VariableLayer): VarsLayer {
  return { values, source, ...(annotations && { annotations }) };
}

function varsFile({ owner, ...rest }: VariableFile): VarsFile {
  return { kind: owner, ...rest };
}
