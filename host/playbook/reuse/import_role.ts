/**
 * `import_role`: a role, whose tasks stand in its place.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/import_role_module.html
 * @module
 */
import { type ActionDescription, checkArguments, type Value, type ValueMap } from "@shep/sdk";
import { earlyText } from "../early_text.ts";
import { type Fields, given } from "../fields.ts";
import { checkImportKeywords } from "./import_tasks.ts";
import { IMPORT_ROLE } from "./include_actions.ts";
import { readScope } from "../inherited.ts";
import type { Block, Scope } from "../model.ts";
import { problemAt, refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import { readRole } from "../role/role.ts";
import type { RoleFilesFrom, RoleRequest } from "../role/entry.ts";
import { type Entry, type Place, type SyntaxNode, templateOf, valueOf } from "../syntax_node.ts";
import { readArguments } from "../task_arguments.ts";
import { holdsTemplate } from "../templates.ts";
import { readVariables } from "../variables.ts";

/** The role that a task imports: its keywords are inherited by each of the role's tasks. */
export async function readImportedRole(
  entry: Entry,
  fields: Fields,
  outer: Scope,
  reading: Reading,
): Promise<Block[]> {
  const others = new Map([...fields].filter(([, each]) => each !== entry));
  checkImportKeywords(others, "import_role", reading);
  if (reading.place === "handler") {
    refuse(entry.key, "'import_role' cannot be a handler", {
      hint: "Import a file of tasks with 'import_tasks'.",
    });
  }
  const vars = given(fields, "vars");
  const scope = readScope(others, outer, reading.context);
  const { arguments: args, place } = await importArguments(entry, fields, scope, reading);
  return await readRole({
    ...roleArguments(args),
    place,
    scope,
    entryVars: vars === undefined ? [] : readVariables(vars),
    params: new Map(),
    distinction: vars === undefined ? [] : [valueOf(vars)],
  }, reading);
}

async function importArguments(
  entry: Entry,
  fields: Fields,
  scope: Scope,
  reading: Reading,
): Promise<{ readonly arguments: ValueMap; readonly place: Place }> {
  const description: ActionDescription = IMPORT_ROLE;
  const body = await rendered(entry.value, scope, reading);
  const call = { written: String(entry.key.value), description, entry, body };
  const { values, places, template } = readArguments(call, fields, reading.context);
  const unknown = [...values].find(([, value]) => holdsTemplate(value))?.[0];
  if (template !== undefined || unknown !== undefined) {
    refuse(
      places.get(unknown ?? "") ?? entry.value,
      "a template in 'import_role' is not known yet",
      {
        detail: "The role is read before anything runs.",
        hint: "Use 'include_role', which reads the role when its turn comes.",
      },
    );
  }
  const { arguments: args, problems } = checkArguments(description, values as ValueMap);
  const [first] = problems;
  if (first !== undefined) {
    const place = places.get(first.argument ?? "") ?? entry.key;
    throw problemAt(place, first.message, { kind: "invalid-argument", hint: first.hint });
  }
  return { arguments: args, place: places.get("name") ?? places.get("role") ?? entry.key };
}

/** The arguments with their templates rendered, as far as they are a dictionary. */
async function rendered(body: SyntaxNode, scope: Scope, reading: Reading): Promise<SyntaxNode> {
  if (body.kind !== "mapping") return body;
  const entries = await Promise.all(body.entries.map(async ({ key, value }) => {
    if (templateOf(value) === undefined) return { key, value };
    const text = await earlyText(value, scope, reading) ?? "";
    return { key, value: { ...value, kind: "scalar", value: text } as const };
  }));
  return { ...body, entries };
}

/** What the checked arguments of `import_role` and `include_role` ask for. */
export function roleArguments(
  args: ReadonlyMap<unknown, Value>,
): Pick<
  RoleRequest,
  "name" | "from" | "allowsDuplicates" | "isValidated" | "isIncluded" | "isPublic"
> {
  return {
    name: String(args.get("name")),
    from: Object.fromEntries(
      ["tasks", "vars", "defaults", "handlers"].flatMap((folder) => {
        const file = String(args.get(`${folder}_from`) ?? "main");
        return file === "main" ? [] : [[folder, file]];
      }),
    ) as RoleFilesFrom,
    allowsDuplicates: args.get("allow_duplicates") !== false,
    isValidated: args.get("rolespec_validate") !== false,
    isIncluded: true,
    isPublic: args.get("public") === true,
  };
}
