/**
 * Playbooks for tests: written into a folder of their own, and run by the real plugins.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Console } from "../console.ts";
import type { RunEvent } from "../events.ts";
import type { PluginManifest } from "../plugin/manifest.ts";
import type { RunOptions } from "../run_options.ts";
import { runPlaybook, type ShepRun } from "../../testdata/parity/shep.ts";

/** A host whose tasks act on this machine. */
export const LOCAL_HOST = "h1 ansible_connection=local\n";

/** A folder with a playbook, removed at the end. */
export class TestPlaybook implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes `play.yml`, and further files by their paths. */
  static async write(
    play: string,
    files: Readonly<Record<string, string>> = {},
  ): Promise<TestPlaybook> {
    const playbook = new TestPlaybook(await Deno.makeTempDir({ prefix: "shep-play-" }));
    for (const [path, text] of Object.entries({ hosts: LOCAL_HOST, ...files, "play.yml": play })) {
      await Deno.mkdir(dirname(playbook.path(path)), { recursive: true });
      await Deno.writeTextFile(playbook.path(path), text);
    }
    return playbook;
  }

  /** The path of a file in the folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs it on the hosts of `hosts`. */
  run(options: Partial<RunOptions> = {}, onEvent?: (event: RunEvent) => void): Promise<ShepRun> {
    const inventory = [this.path("hosts")];
    return runPlaybook(this.path("play.yml"), { inventory, ...options }, onEvent);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** Runs a playbook that is given as text. */
export async function runText(
  play: string,
  options: Partial<RunOptions> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<ShepRun> {
  await using playbook = await TestPlaybook.write(play, files);
  return await playbook.run(options);
}

/** A play on one host that begins with no facts. */
export function play(tasks: string): string {
  return `- hosts: h1\n  gather_facts: false\n  tasks:\n${tasks.replace(/^(?=.)/gm, "    ")}`;
}

/** Somebody who gives these answers, and then none, and what was asked. */
export function answering(
  answers: readonly (string | undefined)[],
): Console & { readonly asked: readonly string[] } {
  const left = [...answers];
  const asked: string[] = [];
  return {
    asked,
    ask: (question, isShown) => {
      asked.push(`${question}${isShown ? "" : "(hidden)"}`);
      return Promise.resolve(left.shift());
    },
  };
}

/** An event of one type. */
export type EventOf<Type extends RunEvent["type"]> = Extract<RunEvent, { type: Type }>;

/** The events of one type. */
export function eventsOf<Type extends RunEvent["type"]>(
  { events }: ShepRun,
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** How each task ended: `name: status`. */
export function endings(run: ShepRun): string[] {
  return eventsOf(run, "task-finished").map(({ task, result }) => `${task.name}: ${result.status}`);
}

/** A plugin of `testdata/plugins/` that offers these actions, or other things, with no permission. */
export function testPlugin(
  name: string,
  actions: readonly string[],
  offers: PluginManifest["offers"] = { actions },
): PluginManifest {
  const folder = fileURLToPath(new URL("../../testdata/plugins/", import.meta.url));
  return {
    name,
    form: "module",
    location: new URL(`file://${folder}${name}/plugin.ts`).href,
    permissions: {},
    offers,
    isCore: true,
  };
}
