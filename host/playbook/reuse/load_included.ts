/**
 * What includes bring: read while the playbook runs, in the way of everything that is read before.
 *
 * @module
 */
import type { Value } from "@shep/sdk";
import { importPath, pathsIn, readImport } from "./import_file.ts";
import { roleArguments } from "./import_role.ts";
import { tasksOf } from "./import_tasks.ts";
import type { LoadContext } from "../load_context.ts";
import type { IncludePoint, PlaybookMap, Scope, SourcePosition, TaskNode } from "../model.ts";
import { ProblemLog } from "../problem.ts";
import type { Reading } from "../reading.ts";
import { readRole } from "../role/role.ts";
import { SourceFile } from "../source_file.ts";
import type { Place, ScalarNode } from "../syntax_node.ts";
import { taskFolders } from "../task_folders.ts";
import { readTasks } from "../task_list.ts";

/** An include whose turn has come. */
export interface IncludedRequest {
  readonly point: IncludePoint;
  /** Where it was written. */
  readonly position: SourcePosition;
  /** What it is called with: rendered and checked. */
  readonly arguments: ReadonlyMap<string, Value>;
  /** What it passes on beside its own variables: the item of its loop. */
  readonly variables: PlaybookMap;
}

/** What an include brings. */
export interface Included {
  /** The file, or the name of the role. */
  readonly name: string;
  readonly nodes: readonly TaskNode[];
}

/** How deep includes may stand in each other: beyond that they have no end. */
const DEEPEST = 200;

/**
 * Reads a file of tasks, or a role.
 *
 * @throws {Fault} the first problem, with the others in its detail.
 */
export async function loadIncluded(
  request: IncludedRequest,
  context: LoadContext,
): Promise<Included> {
  const log = new ProblemLog();
  const included = await log.attempt((problems) =>
    request.point.kind === "tasks"
      ? readFile(request, readingOf(request, context, problems))
      : readIncludedRole(request, readingOf(request, context, problems))
  );
  log.throwIfAny();
  return included!;
}

function readingOf(
  { point }: IncludedRequest,
  context: LoadContext,
  problems: ProblemLog,
): Reading {
  const { scope: _, kind: __, vars: ___, ...rest } = point;
  return { ...rest, context, problems };
}

/** What is included inherits the variables of the moment, too. */
function scopeOf({ point, variables, position }: IncludedRequest): Scope {
  const { scope } = point;
  if (variables.size === 0) return scope;
  return { ...scope, includeVars: [...scope.includeVars, { values: variables, position }] };
}

async function readFile(request: IncludedRequest, reading: Reading): Promise<Included> {
  const node: ScalarNode = {
    kind: "scalar",
    ...placeOf(request.position),
    value: String(request.arguments.get("file")),
  };
  const path = await importPath(node, "include_tasks", request.point.scope, reading);
  const candidates = pathsIn(taskFolders(reading), path);
  const imported = await readImport(node, path, candidates, reading, DEEPEST);
  const items = tasksOf(imported.root, reading);
  const nodes = await readTasks(items, scopeOf(request), imported.reading);
  return { name: imported.path, nodes };
}

async function readIncludedRole(request: IncludedRequest, reading: Reading): Promise<Included> {
  const asked = roleArguments(request.arguments);
  const nodes = await readRole({
    ...asked,
    place: placeOf(request.position),
    scope: scopeOf(request),
    // Where the role is public, all that comes after it sees them.
    entryVars: request.point.vars,
    params: new Map(),
    distinction: [],
  }, reading);
  return { name: asked.name, nodes };
}

/** A place in a file whose text is not at hand. */
function placeOf({ file, line, column }: SourcePosition): Place {
  return { source: new SourceFile(file), line, column };
}
