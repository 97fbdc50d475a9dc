/**
 * What the published JSON Schemas accept, `--syntax-check` accepts: documents made of them, see
 * `record_testdata.ts`, are read as a run reads them.
 *
 * @module
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { Fault } from "@shep/sdk";
import { USUAL } from "../../../testdata/parity/shep.ts";
import { readInventory } from "../../inventory/read_inventory.ts";
import { configured, type RunOptions } from "../../run_options.ts";
import { type Session, withSession } from "../../session/session.ts";
import { loadPlaybook, loadVariables } from "../mod.ts";
import documents from "./testdata/documents.json" with { type: "json" };

/** What the schemas accept, no version of Ansible can run, and Shep says before anything runs. */
const KNOWN_TO_BE_WRONG: readonly (readonly [about: RegExp, message: RegExp])[] = [
  [/\.check_mode$/, /takes true or false, not/],
  [/^meta$|\.collections$/, /takes names of collections, not 'text'/],
  [/^play\.hosts$/, /'hosts' is empty/],
  [/\.become_method$/, /become_method '(?:text|community\.general\.pbrun)' is not supported$/],
  [/\.debugger$/, /there is no debugger 'text'/],
  [/^play\.strategy$/, /there is no strategy 'text'/],
  [/^play\.when$/, /'when' is no keyword of a play/],
  [/^task\.loop$/, /'loop' takes a list, not 'text'/],
];

/** Whether a document may be refused with this message; what allows it is `met`. */
function mayRefuse(about: string, message: string, met: Set<unknown>): boolean {
  const known = KNOWN_TO_BE_WRONG.find(([name, wrong]) => name.test(about) && wrong.test(message));
  met.add(known);
  return known !== undefined;
}

const OPTIONS: RunOptions = {
  ...USUAL,
  playbooks: [],
  inventory: ["h1,"],
};

/** Files that documents name. */
const FILES: Readonly<Record<string, string>> = {
  text: "- hosts: all\n",
  "roles/text/tasks/main.yml": "- ping:\n",
};

function playWith(role: string): string {
  return `- hosts: all\n  roles: [${role}]\n`;
}

async function read({ context }: Session, kind: string, file: string): Promise<void> {
  if (kind === "vars") await loadVariables(file, context.loading);
  else if (kind !== "inventory") await loadPlaybook(file, context.loading);
  else {
    const options = configured({ ...OPTIONS, inventory: [file] });
    await readInventory(context.registry, options, context);
  }
}

Deno.test("what the schemas accept is accepted, or said to be not supported yet", async () => {
  const folder = await Deno.makeTempDir({ prefix: "shep-schemas-" });
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, text);
    return path;
  };
  try {
    for (const [name, text] of Object.entries(FILES)) await write(name, text);
    await withSession(OPTIONS, () => {}, async (session) => {
      const refused: string[] = [];
      const met = new Set<unknown>();
      for (const [index, { kind, about, document }] of documents.entries()) {
        const isOfRole = kind === "main" || kind === "argument_specs";
        const name = isOfRole ? `roles/r${index}/meta/${kind}.yml` : `${index}.yml`;
        const path = await write(name, JSON.stringify(document));
        const file = isOfRole ? await write("role.yml", playWith(`r${index}`)) : path;
        try {
          await read(session, kind, file);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          if (!mayRefuse(about, error.message, met)) {
            refused.push(`${about}: ${JSON.stringify(document)}: ${error.message}`);
          }
        }
      }
      assert.deepEqual(refused, []);
      const unmet = KNOWN_TO_BE_WRONG.filter((each) => !met.has(each));
      assert.deepEqual(unmet, [], "these are accepted now: take them off the lists");
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
