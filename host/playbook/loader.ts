/**
 * From the file of a playbook to the model, with every file that it imports.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_intro.html
 * @module
 */
import { dirname, isAbsolute, join } from "node:path/posix";
import { checkKeywords, expectMapping, type Fields, fieldsOf } from "./fields.ts";
import { readNodes } from "./file_nodes.ts";
import { OUTERMOST, readScope, type Scope } from "./inherited.ts";
import type { LoadContext } from "./load_context.ts";
import type { Play, Playbook } from "./model.ts";
import { readPlay } from "./play.ts";
import { ProblemLog, refuse } from "./problem.ts";
import type { Reading } from "./reading.ts";
import { describeNode, type Entry, type SyntaxNode, templateOf, textOf } from "./syntax_node.ts";

/**
 * Reads and checks a playbook. Nothing has run when it fails.
 *
 * @throws {Fault} the first problem, with the others in its detail.
 */
export async function loadPlaybook(path: string, context: LoadContext): Promise<Playbook> {
  const problems = new ProblemLog();
  const reading: Reading = { context, problems, place: "task" };
  const plays = await problems.attempt(() => readPlaybook([path], OUTERMOST, reading));
  problems.throwIfAny();
  return { file: path, plays: plays ?? [] };
}

/** The plays of the last file of `chain`, each of which imports the next. */
async function readPlaybook(
  chain: readonly string[],
  importer: Scope,
  reading: Reading,
): Promise<Play[]> {
  const path = chain.at(-1)!;
  const root = await readNodes(path, reading.context);
  if (root.kind !== "sequence") {
    refuse(root, `a playbook is a list of plays, not ${describeNode(root)}`, {
      hint: "Begin each play with '- hosts: …'.",
    });
  }
  if (root.items.length === 0) {
    refuse(root, "a playbook has at least one play", { hint: "Begin one with '- hosts: …'." });
  }
  const plays = await Promise.all(
    root.items.map((item) =>
      reading.problems.attempt(() => readEntry(item, chain, importer, reading))
    ),
  );
  return plays.flatMap((each) => each ?? []);
}

/** One play, or all plays of a playbook that is imported. */
async function readEntry(
  node: SyntaxNode,
  chain: readonly string[],
  importer: Scope,
  reading: Reading,
): Promise<Play[]> {
  const mapping = expectMapping(node, "a play", "Begin each play with '- hosts: …'.");
  const fields = fieldsOf(mapping);
  const entry = [...fields.values()].find(({ key }) => isImport(String(key.value)));
  if (entry === undefined) return [await readPlay(mapping, importer, reading)];
  const path = importedPath(entry, chain);
  const scope = readImport(fields, entry, importer, reading.context);
  return await readImported(entry, [...chain, path], scope, reading);
}

function isImport(key: string): boolean {
  return /^(?:ansible\.(?:builtin|legacy)\.)?import_playbook$/.test(key);
}

/** What an import says of the plays it stands for; its variables win over those inside. */
function readImport(fields: Fields, entry: Entry, outer: Scope, context: LoadContext): Scope {
  const own = new Map([...fields].filter(([, each]) => each !== entry));
  checkKeywords(own, "import_playbook");
  const scope = readScope(own, { ...outer, vars: [] }, context);
  return { ...scope, vars: [...scope.vars, ...outer.vars] };
}

/** A path is relative to the file that it stands in. */
function importedPath({ key, value }: Entry, chain: readonly string[]): string {
  const path = textOf(value)?.trim();
  if (!path) {
    refuse(value, `'${key.value}' takes the path of a playbook, not ${describeNode(value)}`);
  }
  if (templateOf(value) !== undefined) {
    refuse(value, `a template in '${key.value}' is not supported yet`);
  }
  return isAbsolute(path) ? path : join(dirname(chain.at(-1)!), path);
}

async function readImported(
  { value }: Entry,
  chain: readonly string[],
  scope: Scope,
  reading: Reading,
): Promise<Play[]> {
  const path = chain.at(-1)!;
  if (chain.indexOf(path) < chain.length - 1) {
    refuse(value, "this playbook imports itself", { detail: chain.join("\n  imports ") });
  }
  return await readPlaybook(chain, scope, reading);
}
