/**
 * What a template file sees beside the task's variables, and how it is read.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/template_module.html
 * @module
 */
import { basename } from "@shep/sdk/path";
import type { ValueMap } from "@shep/sdk";
import type { Syntax } from "../template/mod.ts";

/** How the options of the `template` action are called in the engine. */
const SYNTAX: Readonly<Record<string, keyof Syntax>> = {
  trim_blocks: "trimBlocks",
  lstrip_blocks: "lstripBlocks",
  newline_sequence: "newlineSequence",
  block_start_string: "blockStart",
  block_end_string: "blockEnd",
  variable_start_string: "variableStart",
  variable_end_string: "variableEnd",
  comment_start_string: "commentStart",
  comment_end_string: "commentEnd",
};

/** The engine's syntax for the options of a task. */
export function templateOptions(options: ValueMap): Partial<Syntax> {
  const syntax: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(SYNTAX)) {
    const value = options.get(name);
    if (value !== undefined && value !== null) syntax[field] = value;
  }
  return syntax as Partial<Syntax>;
}

/** The variables that only templates have. */
export async function templateVariables(
  path: string,
  options: ValueMap,
): Promise<ReadonlyMap<string, unknown>> {
  const info = await Deno.stat(path);
  return new Map<string, unknown>([
    ["ansible_managed", "Ansible managed"],
    ["template_host", Deno.hostname()],
    ["template_uid", info.uid],
    ["template_path", path],
    ["template_fullpath", path],
    ["template_mtime", info.mtime?.toISOString() ?? ""],
    ["template_run_date", new Date().toISOString()],
    ["template_destpath", options.get("dest") ?? basename(path)],
  ]);
}
