/**
 * The inventory as a plugin hands it over.
 *
 * @module
 */
import type {
  InventoryGroup,
  InventoryHost,
  LoadInventoryReply,
  VariableFile,
  VariableLayer,
} from "@shep/sdk";
import type {
  GroupData,
  HostData,
  InventoryData,
  Source,
  VarsFile,
  VarsLayer,
} from "@shep/sdk/inventory";

/** What the sources say. */
export function inventoryData(reply: LoadInventoryReply): InventoryData {
  return {
    hosts: new Map(reply.hosts.map((host) => [host.name, hostData(host)])),
    groups: new Map(reply.groups.map((group) => [group.name, groupData(group)])),
    varsFiles: reply.variableFiles.map(varsFile),
    warnings: reply.warnings,
  };
}

/** What the files beside the playbooks say. */
export function playbookVariables(reply: LoadInventoryReply): VarsFile[] {
  return reply.playbookVariableFiles.map(varsFile);
}

function hostData(host: InventoryHost): HostData {
  return { name: host.name, vars: host.variables.map(varsLayer), source: sourceOf(host) };
}

function groupData({ name, hosts, children, priority, variables }: InventoryGroup): GroupData {
  return {
    name,
    hosts: new Set(hosts),
    children: new Set(children),
    vars: variables.map(varsLayer),
    priority,
  };
}

function varsLayer(layer: VariableLayer): VarsLayer {
  const { values, annotations } = layer;
  return { values, source: sourceOf(layer), ...(annotations && { annotations }) };
}

function varsFile({ owner, ...rest }: VariableFile): VarsFile {
  return { kind: owner, ...rest };
}

function sourceOf({ file, line }: { readonly file: string; readonly line?: number }): Source {
  return { file, ...(line === undefined ? {} : { line }) };
}
