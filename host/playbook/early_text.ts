/**
 * Names that are needed before anything runs: of roles and files that are imported. They may be
 * templates of what is known by then: `-e`, and the variables of the play, of blocks and of roles.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse.html#limitations-of-importing-tasks
 * @module
 */
import type { Scope } from "./model.ts";
import { dirname, resolve } from "@shep/sdk/path";
import { type Scope as Variables, TemplateError } from "../template/mod.ts";
import { RoleLayers } from "../variables/role_layers.ts";
import { refuse } from "./problem.ts";
import type { Reading } from "./reading.ts";
import { type SyntaxNode, templateOf, textOf } from "./syntax_node.ts";

/** The text of `node`, rendered if need be; nothing if it is no text. */
export async function earlyText(
  node: SyntaxNode,
  scope: Scope,
  reading: Reading,
): Promise<string | undefined> {
  const template = templateOf(node);
  if (template === undefined) return textOf(node);
  const { render } = reading.context;
  if (render === undefined) refuse(node, "a template is not supported here");
  try {
    return String(await render(template, variablesOf(scope, reading)));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    refuse(node, `this name is needed before anything runs, and not known then: ${error.message}`, {
      hint: "Use 'include_tasks' or 'include_role', which are read when their turn comes.",
    });
  }
}

function variablesOf(scope: Scope, { role, playbook }: Reading): Variables {
  const own = role && new RoleLayers().of(role);
  const sets = (of: Scope["vars"]) => of.map(({ values }) => values).reverse();
  const layers: ReadonlyMap<unknown, unknown>[] = [
    new Map([["playbook_dir", dirname(resolve(playbook))]]),
    ...(own ? [own.known] : []),
    ...sets(scope.includeVars),
    ...(own ? [own.params] : []),
    ...sets(scope.vars),
    ...(own ? [own.vars, own.defaults] : []),
  ];
  return {
    lookup: (name) => layers.find((layer) => layer.has(name))?.get(name),
    names: () => new Set(layers.flatMap((layer) => [...layer.keys()].map(String))),
  };
}
