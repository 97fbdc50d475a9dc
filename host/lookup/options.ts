/**
 * Which options each lookup has.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/#lookup-plugins
 * @module
 */
import { didYouMean } from "@shep/sdk";
import { lookupError, type LookupOptions } from "./lookup.ts";

/** By lookup; one that is not here has none. */
const OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["config", ["on_missing"]],
  ["csvfile", ["col", "default", "delimiter", "encoding", "file"]],
  ["env", ["default"]],
  ["file", ["lstrip", "rstrip"]],
  ["first_found", ["files", "paths", "skip"]],
  ["ini", [
    "allow_no_value",
    "case_sensitive",
    "default",
    "encoding",
    "file",
    "re",
    "section",
    "type",
  ]],
  ["password", ["chars", "encrypt", "ident", "length", "seed"]],
  ["sequence", ["count", "end", "format", "start", "stride"]],
  ["template", [
    "block_end_string",
    "block_start_string",
    "comment_end_string",
    "comment_start_string",
    "convert_data",
    "lstrip_blocks",
    "newline_sequence",
    "template_vars",
    "trim_blocks",
    "variable_end_string",
    "variable_start_string",
  ]],
  ["url", [
    "force",
    "headers",
    "http_agent",
    "password",
    "split_lines",
    "timeout",
    "username",
  ]],
  ["vars", ["default"]],
]);

/**
 * Refuses options that a lookup does not have.
 *
 * @throws {EvaluationError} For the first of them.
 */
export function checkOptions(lookup: string, options: LookupOptions): void {
  const known = OPTIONS.get(lookup) ?? [];
  for (const name of options.keys()) {
    if (known.includes(name)) continue;
    const hint = didYouMean(name, known) ??
      (known.length === 0 ? "It has none." : `It has ${known.join(", ")}.`);
    throw lookupError(`the lookup '${lookup}' has no option '${name}'. ${hint}`);
  }
}
