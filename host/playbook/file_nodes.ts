/**
 * From a path to nodes.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import type { LoadContext } from "./load_context.ts";
import { SourceFile } from "./source_file.ts";
import type { SyntaxNode } from "./syntax_node.ts";
import { trustedNodes } from "./trusted_tree.ts";

/**
 * Reads and parses a file; what the parser warns of is passed on.
 *
 * @throws {Fault} `not-found` or `failed` when it cannot be read, `syntax` when it is no YAML.
 */
export async function readNodes(path: string, context: LoadContext): Promise<SyntaxNode> {
  const text = await readText(path, context);
  if (text.startsWith("$ANSIBLE_VAULT;")) {
    throw new Fault("syntax", "a file that ansible-vault encrypted is not supported yet", {
      file: path,
      line: 1,
      column: 1,
      sourceLine: text.split("\n", 1)[0] ?? "",
      hint: "Decrypt it with 'ansible-vault decrypt'.",
    });
  }
  const { tree, warnings } = await context.parse(path, text);
  warnings.forEach((warning) => context.warn(warning));
  return trustedNodes(tree, new SourceFile(path, text), context.decrypt);
}

async function readText(path: string, context: LoadContext): Promise<string> {
  try {
    return await context.readText(path);
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Error)) throw error;
    if (error.name === "NotFound") {
      throw new Fault("not-found", `there is no file '${path}'`, { file: path, cause: error });
    }
    throw new Fault("failed", `'${path}' cannot be read: ${error.message}`, {
      file: path,
      cause: error,
    });
  }
}
