/**
 * YAML as Ansible reads it: YAML 1.1 with PyYAML's types, one document a file.
 *
 * Data in, data out: nothing here opens a file.
 *
 * @module
 */

import { Composer } from "./compose.ts";
import { diagnose } from "./diagnose.ts";
import { Refusal, refuse, YamlError } from "./error.ts";
import { type Event, EVENT_ID, GrammarError, readEvents } from "./events.ts";
import { parseJson } from "./json.ts";
import type { SyntaxTree } from "./syntax.ts";

export { YamlError } from "./error.ts";
export { LineIndex, type Position } from "./position.ts";
export type * from "./syntax.ts";

/** What is known of a text beside itself. */
export interface ParseOptions {
  /** The name that errors show. */
  readonly file: string;
}

/**
 * Reads a playbook, a task file or a file of variables.
 *
 * A text that is JSON is read by JSON's rules, as Ansible does: `1e3` is a number there.
 *
 * @example
 * ```ts
 * import { parseYaml } from "@shep/plugins/parser/yaml";
 * import assert from "node:assert/strict";
 *
 * const { root } = parseYaml("enabled: yes", { file: "vars.yml" });
 * assert(root.kind === "mapping");
 * assert.deepEqual(root.pairs[0]?.value, { kind: "scalar", value: true, offset: 9 });
 * ```
 *
 * @throws {YamlError} when Ansible would not read it, or there are several documents.
 */
export function parseYaml(source: string, options: ParseOptions): SyntaxTree {
  try {
    return parseJson(source) ?? composeDocument(source, readEvents(source));
  } catch (error) {
    if (error instanceof GrammarError) {
      throw new YamlError(diagnose(error, source), source, options.file);
    }
    if (error instanceof Refusal) throw new YamlError(error.diagnosis, source, options.file);
    throw error;
  }
}

const DOCUMENT_MARKER = /^\uFEFF?(?:---|\.\.\.)(?=\s|$)/gm;

function composeDocument(source: string, events: readonly Event[]): SyntaxTree {
  const [start] = events;
  if (start === undefined) {
    return { root: { kind: "scalar", value: null, offset: 0 }, warnings: [] };
  }
  if (start.type !== EVENT_ID.DOCUMENT) throw new TypeError("the events begin with no document");
  if (start.directives.some(({ kind }) => kind === "tag")) {
    refuse("%TAG is not supported yet", source.indexOf("%TAG"), "Write tags in full.");
  }
  const composer = new Composer(source, events, 1, start.explicitStart ? markerEnd(source, 0) : 0);
  const root = composer.compose();
  if (events.length > composer.next + 1) {
    refuse(
      "expected a single document, but another one starts here",
      markerEnd(source, composer.textEnd) - "---".length,
      `A file holds one document. Remove the marker, or move what follows it to a file of its own.`,
    );
  }
  return { root, warnings: composer.warnings };
}

/** Where the first `---` or `...` after `offset` ends. */
function markerEnd(source: string, offset: number): number {
  const marker = new RegExp(DOCUMENT_MARKER);
  marker.lastIndex = offset;
  return marker.test(source) ? marker.lastIndex : offset;
}
