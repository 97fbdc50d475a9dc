/**
 * Runs the task lists of actions under either engine, in a directory of their own.
 *
 * @module
 */
import { tellAnsible } from "./ansible.ts";
import { MODULES_FOLDER } from "./module_tasks.ts";
import { runPlaybook, toldResult } from "./shep.ts";
import type { ToldResult } from "./transcript.ts";

/** What became of a task. */
export type TaskResult = Pick<ToldResult, "status" | "values">;

/** A task that Shep ran: also where it stands. */
export interface PlacedResult extends TaskResult {
  readonly name: string;
  readonly line: number;
}

/** A directory with everything that both engines need. */
export interface Workplace {
  /** Where the tasks work; made anew for each engine. */
  readonly root: string;
  readonly inventory: string;
  /** The playbook of an action's list. */
  readonly playbook: (name: string) => string;
}

/** This machine, as a target. */
const LOCAL: Readonly<Record<string, string>> = {
  ansible_connection: "local",
  ansible_python_interpreter: "/usr/bin/python3",
};

/** A host and a play for each list; a failure is a result like any other. */
export async function prepare(
  folder: string,
  names: readonly string[],
  { lists = MODULES_FOLDER, variables = LOCAL }: {
    readonly lists?: string;
    readonly variables?: Readonly<Record<string, string>>;
  } = {},
): Promise<Workplace> {
  // Copied: an action reads the playbook's files, and no others.
  await new Deno.Command("cp", { args: ["-pR", `${lists}.`, folder] }).output();
  const root = `${folder}/root`;
  const inventory = `${folder}/hosts`;
  const words = Object.entries(variables).map(([name, value]) => `${name}='${value}'`).join(" ");
  await Deno.writeTextFile(inventory, names.map((name) => `${name} ${words}\n`).join(""));
  const playbook = (name: string): string => `${folder}/${name}.play.yml`;
  for (const name of names) {
    const play = {
      hosts: name,
      gather_facts: false,
      ignore_errors: true,
      vars: { root: `${root}/${name}` },
      tasks: [{ import_tasks: `${name}.yml` }],
    };
    await Deno.writeTextFile(playbook(name), JSON.stringify([play]));
  }
  return { root, inventory, playbook };
}

/**
 * All lists in one run, because Ansible takes a second to start.
 *
 * @throws {Error} With what Ansible said, when it did not get through.
 */
export async function underAnsible(
  { inventory, playbook }: Workplace,
  names: readonly string[],
): Promise<Map<string, TaskResult[]>> {
  const { events, exitCode, log } = await tellAnsible(["-i", inventory, ...names.map(playbook)]);
  if (exitCode !== 0) {
    throw new Error(
      `ansible-playbook ended with ${exitCode}\n${log.replaceAll(/^EVENT .*\n/gm, "")}`,
    );
  }
  const results = events.filter((told): told is ToldResult => told.event === "result");
  return Map.groupBy(results, ({ host }) => host);
}

/**
 * One list.
 *
 * @throws {Error} When the run could not begin.
 */
export async function underShep(
  { inventory, playbook }: Workplace,
  name: string,
): Promise<PlacedResult[]> {
  const { events, error } = await runPlaybook(playbook(name), { inventory: [inventory] });
  if (error !== undefined) throw error;
  return events.flatMap((event) => {
    if (event.type !== "task-finished") return [];
    const { task } = event;
    return [{ ...toldResult(event), name: task.name, line: task.position.line }];
  });
}
