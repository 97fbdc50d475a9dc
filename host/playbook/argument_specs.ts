/**
 * The arguments of a role's entry points: a task before the role's own checks them.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#role-argument-validation
 * @module
 */
import { expectMapping, fieldsOf, given } from "./fields.ts";
import type { PlaybookMap, PlaybookValue, Role, Task } from "./model.ts";
import type { Reading } from "./reading.ts";
import type { RoleRequest } from "./role/entry.ts";
import { readRoleFile } from "./role/files.ts";
import type { FoundRole } from "./role/search.ts";
import type { RoleSettings } from "./role/settings.ts";
import { positionOf, valueOf } from "./syntax_node.ts";

/** The task that checks the arguments of the entry point that is used, if it declares any. */
export async function argumentCheck(
  { isValidated, from, place, scope, params }: RoleRequest,
  role: Role,
  found: FoundRole,
  settings: RoleSettings,
  reading: Reading,
): Promise<Task | undefined> {
  if (!isValidated) return undefined;
  const specs = await readSpecs(found, place, reading) ?? settings.argumentSpecs;
  const entryPoint = (from.tasks ?? "main").replace(/\.(ya?ml|json)$/, "");
  const spec = specs instanceof Map ? specs.get(entryPoint) : undefined;
  if (!(spec instanceof Map)) return undefined;
  const summary = spec.get("short_description");
  const about = summary === undefined ? "" : ` - ${summary}`;
  const { moduleDefaults: _, collections: __, ...inherited } = scope;
  return {
    kind: "task",
    ...inherited,
    name: `Validating arguments against arg spec '${entryPoint}'${about}`,
    action: "validate_argument_spec",
    written: "ansible.builtin.validate_argument_spec",
    arguments: new Map<string, PlaybookValue>([
      ["argument_spec", spec.get("options") ?? new Map()],
      ["provided_arguments", params],
      ["validate_args_context", checkContext(role, entryPoint)],
    ]),
    argumentPositions: new Map(),
    defaultArguments: [],
    position: positionOf(place),
    tags: [...new Set([...scope.tags, "always"])],
    notify: [],
    listen: [],
    isImplicit: true,
    role,
  };
}

function checkContext({ name, path }: Role, entryPoint: string): PlaybookMap {
  return new Map<string, PlaybookValue>([
    ["type", "role"],
    ["name", name],
    ["argument_spec_name", entryPoint],
    ["path", path],
  ]);
}

/** What `meta/argument_specs.yml` declares, by entry point. */
async function readSpecs(
  { path }: FoundRole,
  place: RoleRequest["place"],
  { context }: Reading,
): Promise<PlaybookValue | undefined> {
  const entries = await context.list(`${path}/meta`) ?? [];
  const entry = entries.find(({ name }) => /^argument_specs\.(ya?ml|json)$/.test(name));
  if (entry === undefined) return undefined;
  const request = { role: path, folder: "meta", from: entry.name, place } as const;
  const file = await readRoleFile(request, context);
  if (file === undefined) return undefined;
  const specs = given(fieldsOf(expectMapping(file.root, "a file of arguments")), "argument_specs");
  return specs === undefined ? undefined : valueOf(specs);
}
