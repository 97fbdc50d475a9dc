/**
 * Arguments of a module on one line: `apt: name=git state=present`.
 *
 * @module
 */

import { decodeEscapes, unquote } from "./escapes.ts";
import { joinWords, splitWords } from "./words.ts";

/** What a line of arguments says. */
export interface ModuleArguments {
  /** The values of `key=value`, all of them text. */
  readonly params: Map<string, string>;
  /** What is left: the command of a free-form module. Empty when nothing is. */
  readonly rawParams: string;
}

/** How to read a line of arguments. */
export interface KeyValueOptions {
  /** Whether the module takes a command: then only the keys of `command` are keys, `x=1` is text. */
  readonly freeForm: boolean;
}

/** What can be given beside the command of a free-form module. */
const FREE_FORM_KEYS: ReadonlySet<string> = new Set([
  "chdir",
  "creates",
  "executable",
  "removes",
  "stdin",
  "stdin_add_newline",
  "strip_empty_ends",
  "warn",
]);

/**
 * Reads `key=value` arguments as
 * [Ansible](https://docs.ansible.com/ansible/latest/command_guide/intro_adhoc.html) does.
 *
 * @example
 * ```ts
 * import { parseKeyValue } from "@shep/host/playbook/arguments";
 * import assert from "node:assert/strict";
 *
 * const { params, rawParams } = parseKeyValue("make all chdir=/src x=1", { freeForm: true });
 * assert.deepEqual([...params], [["chdir", "/src"]]);
 * assert.equal(rawParams, "make all x=1");
 * ```
 *
 * @throws {UnbalancedError} when quotes or a template are not closed.
 */
export function parseKeyValue(text: string, options: KeyValueOptions): ModuleArguments {
  const params = new Map<string, string>();
  const raw: string[] = [];
  for (const word of splitWords(text)) {
    const decoded = decodeEscapes(word);
    const pair = splitPair(decoded);
    if (pair !== undefined && (!options.freeForm || FREE_FORM_KEYS.has(pair.key))) {
      params.set(pair.key.trim(), unquote(pair.value.trim()));
    } else {
      const isEscaped = pair === undefined && decoded.includes("=");
      raw.push(isEscaped ? decoded.replaceAll("\\=", "=") : word);
    }
  }
  return { params, rawParams: joinWords(raw) };
}

/** Splits at the first "=" that has something before it and no backslash. */
function splitPair(word: string): { key: string; value: string } | undefined {
  const index = word.search(/(?<=[^\\])=/);
  return index < 0 ? undefined : { key: word.slice(0, index), value: word.slice(index + 1) };
}
