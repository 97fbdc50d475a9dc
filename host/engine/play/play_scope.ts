/**
 * What the keywords and the tags of a play are rendered with: what is known of it before any host
 * has its turn.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { dirname, resolve } from "@shep/sdk/path";
import type { Play } from "../../playbook/model.ts";
import { holdsTemplate } from "../../playbook/templates.ts";
import { type Scope, TemplateError } from "../../template/mod.ts";
import { runVariables } from "../../variables/magic.ts";
import { publicVariables } from "../../variables/role_layers.ts";
import type { Variables } from "../../variables/scope.ts";
import type { RunContext } from "../run_context.ts";
import { type LoadVariables, readVariablesFile } from "./variables_files.ts";

/**
 * The variables that are the same for all hosts of a play.
 *
 * @param onMissing What is done about a file of variables that is not there, whatever the host.
 */
export async function playScope(
  run: RunContext,
  play: Play,
  prompted: Variables,
  load: LoadVariables,
  onMissing: (fault: Fault) => void = refuse,
): Promise<Scope> {
  const folder = dirname(resolve(play.position.file));
  const { inventory, settings } = run;
  const { check, diff } = settings;
  const magic = runVariables({ inventory, playbookDir: folder, run: settings, check, diff });
  const roles = publicVariables(play.publicRoles);
  const files: Variables[] = [];
  const own = play.vars.map(({ values }) => values).reverse();
  const layers = (): Variables[] => [
    run.extraVars,
    roles.vars,
    ...files,
    prompted,
    ...own,
    roles.defaults,
  ];
  const scope: Scope = {
    lookup: (name) =>
      magic.has(name)
        ? magic.get(name)?.(scope)
        : layers().find((layer) => layer.has(name))?.get(name),
    names: () => new Set([magic, ...layers()].flatMap((layer) => [...layer.keys()].map(String))),
  };
  for (const file of play.varsFiles) {
    try {
      files.unshift(await readVariablesFile(file, folder, scope, run.environment, load));
    } catch (error) {
      const isMissing = error instanceof Fault && error.kind === "not-found";
      const isUndefined = error instanceof TemplateError && error.kind === "undefined";
      if (!isMissing && !isUndefined) throw error;
      // A template may name another file for each host.
      if (isMissing && !holdsTemplate(file.value)) onMissing(error);
    }
  }
  return scope;
}

function refuse(fault: Fault): never {
  throw fault;
}
