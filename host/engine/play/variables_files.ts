/**
 * The files of `vars_files`.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { candidates } from "../../controller/files.ts";
import type { PlaybookMap, Setting } from "../../playbook/model.ts";
import type { Environment, Scope } from "../../template/mod.ts";

/** The variables of a file; none if it is not there. */
export type LoadVariables = (path: string) => Promise<PlaybookMap | undefined>;

/**
 * The variables of an entry: of the first file that is there, of those that it names.
 *
 * @param folder The playbook's.
 * @throws {Fault} `not-found`, where there is none of them.
 */
export async function readVariablesFile(
  { value, position }: Setting,
  folder: string,
  scope: Scope,
  environment: Environment,
  load: LoadVariables,
): Promise<PlaybookMap> {
  const choices = await environment.settle(() => environment.resolve(value, scope));
  const paths = (Array.isArray(choices) ? choices : [choices]).flatMap((path) =>
    candidates(String(path), "vars", [folder])
  );
  for (const path of paths) {
    const variables = await load(path);
    if (variables) return variables;
  }
  throw new Fault("not-found", `The file of variables '${choices}' is not there`, {
    ...position,
    detail: `Looked for:\n${paths.join("\n")}`,
  });
}
