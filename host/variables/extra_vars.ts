/**
 * `-e`: variables from the command line.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#defining-variables-at-runtime
 * @module
 */
import { Fault } from "@shep/sdk";
import { parseKeyValue } from "../playbook/arguments/mod.ts";
import type { PlaybookMap } from "../playbook/model.ts";
import { mergedHashes } from "./merge.ts";
import { trusted } from "./trust.ts";

/** Where `-e` was given, for messages. */
const COMMAND_LINE = "the command line";

/** Reads YAML and JSON, and files of them. */
export interface ExtraVarsReader {
  /** The variables that a text holds. */
  parse(file: string, source: string): Promise<PlaybookMap>;
  /** The variables that a file holds. */
  load(path: string): Promise<PlaybookMap>;
}

/**
 * The variables that several `-e` make together; later ones win, or are merged into earlier ones.
 * Each is `@FILE`, YAML or JSON in braces or brackets, or `key=value` pairs, whose values are texts.
 *
 * @throws {Fault} `syntax`, for what is none of these.
 */
export async function extraVariables(
  texts: readonly string[],
  reader: ExtraVarsReader,
  { mergesHashes = false }: { readonly mergesHashes?: boolean } = {},
): Promise<PlaybookMap> {
  const all: PlaybookMap = new Map();
  for (const text of texts) {
    for (const [name, value] of await variablesOf(text, reader)) {
      const weaker = all.get(name);
      const isBoth = mergesHashes && weaker instanceof Map && value instanceof Map;
      all.set(name, isBoth ? mergedHashes(weaker, value) as PlaybookMap : value);
    }
  }
  return all;
}

async function variablesOf(text: string, reader: ExtraVarsReader): Promise<PlaybookMap> {
  if (text.startsWith("@")) return await reader.load(text.slice(1));
  if (/^\s*[{[]/.test(text)) return await reader.parse(COMMAND_LINE, text);
  if (text.trim() === "") return new Map();
  if (/^[./]/.test(text)) {
    throw new Fault("syntax", `-e takes variables, not the path '${text}'`, {
      hint: `Put an @ before it: -e @${text}`,
    });
  }
  const { params } = parseKeyValue(text, { freeForm: false });
  if (params.size === 0) {
    throw new Fault("syntax", `-e takes variables, not '${text}'`, {
      hint: "Write it as name=value, as {name: value}, or as @file.yml",
    });
  }
  const context = { origin: { file: COMMAND_LINE } };
  return new Map([...params].map(([name, value]) => [name, trusted(value, context)]));
}
