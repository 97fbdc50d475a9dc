/**
 * From the file of a playbook to the model, with every file that it imports.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_intro.html
 * @module
 */
import { checkKeywords, expectMapping, type Fields, fieldsOf } from "./fields.ts";
import { readNodes } from "./file_nodes.ts";
import { collectionPaths, fullName } from "./collection_search.ts";
import { currentFolder, importPath, pathsIn, readImport } from "./reuse/import_file.ts";
import { OUTERMOST, readScope } from "./inherited.ts";
import type { LoadContext } from "./load_context.ts";
import type { Play, Playbook, Scope } from "./model.ts";
import { readPlay } from "./play.ts";
import { ProblemLog, refuse } from "./problem.ts";
import type { Reading } from "./reading.ts";
import { describeNode, type Entry, type SyntaxNode } from "./syntax_node.ts";

/**
 * Reads and checks a playbook. Nothing has run when it fails.
 *
 * @throws {Fault} the first problem, with the others in its detail.
 */
export async function loadPlaybook(path: string, context: LoadContext): Promise<Playbook> {
  const log = new ProblemLog();
  const plays = await log.attempt(async (problems) => {
    const reading: Reading = { context, problems, place: "task", files: [path], playbook: path };
    return await readPlays(await readNodes(path, context), OUTERMOST, reading);
  });
  log.throwIfAny();
  return { file: path, plays: plays ?? [] };
}

const PLAY_HINT = "Begin each play with '- hosts: …'.";

/** The plays of a file. */
async function readPlays(root: SyntaxNode, importer: Scope, reading: Reading): Promise<Play[]> {
  if (root.kind !== "sequence") {
    refuse(root, `a playbook is a list of plays, not ${describeNode(root)}`, { hint: PLAY_HINT });
  }
  if (root.items.length === 0) {
    refuse(root, "a playbook has at least one play", { hint: PLAY_HINT });
  }
  const plays = await Promise.all(
    root.items.map((item) =>
      reading.problems.attempt((problems) => readItem(item, importer, { ...reading, problems }))
    ),
  );
  return plays.flatMap((each) => each ?? []);
}

/** A play, or the plays of a playbook that is imported. */
async function readItem(
  node: SyntaxNode,
  importer: Scope,
  reading: Reading,
): Promise<Play | Play[]> {
  const mapping = expectMapping(node, "a play", PLAY_HINT);
  const fields = fieldsOf(mapping);
  const removed = fields.get("include");
  if (removed !== undefined) {
    refuse(removed.key, "'include' is no longer known: Ansible has removed it", {
      hint: "Write 'import_playbook'.",
    });
  }
  const entry = [...fields.values()].find(({ key }) => isImport(String(key.value)));
  if (entry === undefined) return await readPlay(mapping, importer, reading);
  const scope = readImportScope(fields, entry, importer, reading.context);
  const path = await importPath(entry.value, "import_playbook", scope, reading);
  const paths = playbookPaths(path, reading);
  const imported = await readImport(entry.value, path, paths, reading);
  return await readPlays(imported.root, scope, { ...imported.reading, playbook: imported.path });
}

/** Where an imported playbook may be: beside this one, or in the collection that it names. */
function playbookPaths(path: string, reading: Reading): string[] {
  const full = fullName(path);
  const ofCollection = full === undefined
    ? []
    : [".yml", ".yaml"].flatMap((extension) =>
      collectionPaths(full.collection, `playbooks/${full.name}${extension}`, reading)
    );
  return [...pathsIn([currentFolder(reading)], path), ...ofCollection];
}

function isImport(key: string): boolean {
  return /^(?:ansible\.(?:builtin|legacy)\.)?import_playbook$/.test(key);
}

/** What an import says of the plays it stands for; its variables win over those inside. */
function readImportScope(
  fields: Fields,
  entry: Entry,
  outer: Scope,
  context: LoadContext,
): Scope {
  const own = new Map([...fields].filter(([, each]) => each !== entry));
  checkKeywords(own, "import_playbook");
  const scope = readScope(own, { ...outer, vars: [] }, context);
  return { ...scope, vars: [...scope.vars, ...outer.vars] };
}
