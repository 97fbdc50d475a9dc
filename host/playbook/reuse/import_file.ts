/**
 * Files that other files import.
 *
 * @module
 */
import type { Scope } from "../model.ts";
import { dirname, isAbsolute, join } from "@shep/sdk/path";
import { Fault } from "@shep/sdk";
import { expandUser } from "../../controller/home.ts";
import { earlyText } from "../early_text.ts";
import { readNodes } from "../file_nodes.ts";
import { refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import { describeNode, type SyntaxNode } from "../syntax_node.ts";

/** A file that was imported. */
export interface ImportedFile {
  readonly path: string;
  readonly root: SyntaxNode;
  /** For reading what is in it. */
  readonly reading: Reading;
}

/** The path that `node` names, as it is known to scope; `keyword` is what it stands behind. */
export async function importPath(
  node: SyntaxNode,
  keyword: string,
  scope: Scope,
  reading: Reading,
): Promise<string> {
  const path = (await earlyText(node, scope, reading))?.trim();
  if (!path) refuse(node, `'${keyword}' takes the path of a file, not ${describeNode(node)}`);
  if (/\s\w+=/.test(path)) {
    refuse(node, `'${keyword}' takes the path of a file and nothing else`, {
      hint: "Move variables to 'vars', and tags to 'tags', beside it.",
    });
  }
  return path;
}

/** The paths that `path` may mean, looked for in folders. */
export function pathsIn(folders: readonly string[], name: string): string[] {
  const path = expandUser(name);
  return isAbsolute(path) ? [path] : [...new Set(folders.map((folder) => join(folder, path)))];
}

/**
 * Reads the first file that exists of `candidates`.
 *
 * @param node names the file, by `path`, for errors.
 * @param deepest how often a file may be open: an include may end by a condition, an import not.
 */
export async function readImport(
  node: SyntaxNode,
  path: string,
  candidates: readonly string[],
  reading: Reading,
  deepest = 1,
): Promise<ImportedFile> {
  for (const candidate of candidates) {
    const root = await readIfThere(candidate, reading);
    if (root === undefined) continue;
    const files = [...reading.files, candidate];
    if (reading.files.filter((file) => file === candidate).length >= deepest) {
      refuseRecursion(node, files, deepest);
    }
    return { path: candidate, root, reading: { ...reading, files } };
  }
  refuse(node, `there is no file '${path}'`, {
    kind: "not-found",
    detail: `Looked for ${candidates.map((candidate) => `'${candidate}'`).join(" and ")}.`,
  });
}

/** How many of the files that lead to themselves are told. */
const MOST_TOLD = 10;

function refuseRecursion(node: SyntaxNode, files: readonly string[], deepest: number): never {
  const told = files.slice(-MOST_TOLD);
  const [verb, summary] = deepest === 1
    ? ["imports", "this file imports itself"]
    : ["includes", `this file is included within itself for the ${deepest}th time`];
  refuse(node, summary, {
    detail: (told.length < files.length ? "…\n" : "") + told.join(`\n  ${verb} `),
    hint: deepest === 1 ? undefined : "End it with a condition.",
  });
}

/** The folder of the file that is being read. */
export function currentFolder({ files }: Reading): string {
  return dirname(files.at(-1) ?? "");
}

async function readIfThere(path: string, { context }: Reading): Promise<SyntaxNode | undefined> {
  try {
    return await readNodes(path, context);
  } catch (error) {
    if (error instanceof Fault && error.kind === "not-found") return undefined;
    throw error;
  }
}
