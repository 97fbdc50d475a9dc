/**
 * The plugin `parser`.
 *
 * @module
 */
import {
  defineParser,
  definePlugin,
  type Diagnostic,
  Fault,
  type ParseReply,
  type PluginDefinition,
} from "@shep/sdk";
import { YamlError } from "./error.ts";
import { flattenTree } from "./flatten.ts";
import { manifest } from "./manifest.ts";
import { LineIndex } from "./position.ts";
import type { SyntaxWarning } from "./syntax.ts";
import { parseYaml } from "./yaml.ts";

function parse(source: string, file: string): ParseReply {
  const { root, warnings } = read(source, file);
  const lines = new LineIndex(source);
  return {
    tree: { file, ...flattenTree(root, lines) },
    warnings: warnings.map((warning) => diagnose(warning, lines, file)),
  };
}

/** @throws {Fault} `syntax`, for a text that is not YAML. */
function read(source: string, file: string): ReturnType<typeof parseYaml> {
  try {
    return parseYaml(source, { file });
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { message, hint, line, column, sourceLine } = error;
    throw new Fault("syntax", message, { hint, file, line, column, sourceLine, cause: error });
  }
}

function diagnose(warning: SyntaxWarning, lines: LineIndex, file: string): Diagnostic {
  const position = lines.position(warning.offset);
  const sourceLine = lines.text(position.line);
  return { summary: warning.message, file, ...position, sourceLine };
}

/** Reads YAML as Ansible reads it. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  parsers: [defineParser({ name: "yaml", parse })],
});
