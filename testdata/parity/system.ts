/**
 * Holds actions that change a whole system against Ansible's modules: the same tasks under both, on
 * two Debian systems that run in containers, then what each returned and which files each changed.
 *
 *     deno task parity system              every list of testdata/system/
 *     deno task parity system user cron    some
 *
 * Each task is run in check mode, then for real, then again: see {@linkcode thrice}. The first run
 * makes the system from Debian's packages, which takes minutes; it is kept in
 * `~/.cache/shep/parity-system`, and made anew when what it is made of is another.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { differences } from "./differences.ts";
import { Machine, makeSystem, missingForMachine } from "./machine.ts";
import {
  type PlacedResult,
  prepare,
  type TaskResult,
  underAnsible,
  underShep,
  type Workplace,
} from "./module_runs.ts";
import { moduleNames, SYSTEM_FOLDER, thrice } from "./module_tasks.ts";
import { compareResults, tellCompared } from "./modules.ts";
import { listChanges } from "./tree.ts";

/** Compares the lists of the actions that are named, and tells; returns the exit code. */
export async function tellSystem(wanted: readonly string[], version: string): Promise<number> {
  const missing = missingForMachine();
  if (missing !== undefined) {
    console.log(`Skipped: ${missing}`);
    return 0;
  }
  const cache = Deno.env.get("XDG_CACHE_HOME") || `${homedir()}/.cache`;
  await Deno.mkdir(`${cache}/shep`, { recursive: true });
  await makeSystem(`${cache}/shep/parity-system`);
  const names = moduleNames(wanted, SYSTEM_FOLDER).filter((name) => {
    const missing = missingProgram(name, `${cache}/shep/parity-system`);
    if (missing !== undefined) console.log(`${name}: skipped, the system has no ${missing}`);
    return missing === undefined;
  });
  if (names.length === 0) return 0;
  return tellCompared(await compareSystems(`${cache}/shep/parity-system`, names), version);
}

/** What a list needs, by its comment `# needs: PROGRAM`, and the system does not have. */
function missingProgram(name: string, system: string): string | undefined {
  const source = Deno.readTextFileSync(`${SYSTEM_FOLDER}${name}.yml`);
  const [, program] = /^# needs: (\S+)/m.exec(source) ?? [];
  const places = ["usr/bin", "usr/sbin", "usr/local/bin"];
  const isThere = places.some((place) => existsSync(`${system}/${place}/${program}`));
  return isThere ? undefined : program;
}

/** What differs in each list, and in the files that all of them together changed. */
async function compareSystems(
  system: string,
  names: readonly string[],
): Promise<Map<string, string[]>> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "shep-system-" }));
  try {
    const theirs = await onMachine(system, `${folder}/a`, names, underAnsible);
    const ours = await onMachine(system, `${folder}/b`, names, eachUnderShep);
    const compared = new Map<string, string[]>();
    for (const name of names) {
      const source = await Deno.readTextFile(`${folder}/b/lists/${name}.yml`);
      compared.set(
        name,
        compareResults(source, ours.results.get(name) ?? [], theirs.results.get(name) ?? []),
      );
    }
    const files = differences(theirs.files, ours.files).replace(/^ .*(\n|$)/gm, "");
    return compared.set("files", files === "" ? [] : [files.replaceAll(/(?<=^.{500}).+$/gm, " …")]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function eachUnderShep(
  place: Workplace,
  names: readonly string[],
): Promise<Map<string, PlacedResult[]>> {
  const results = new Map<string, PlacedResult[]>();
  for (const name of names) results.set(name, await underShep(place, name));
  return results;
}

/** What became of lists on a system of their own. */
interface Outcome<Result extends TaskResult> {
  readonly results: ReadonlyMap<string, readonly Result[]>;
  readonly files: string;
}

/** Runs lists on a new machine. */
async function onMachine<Result extends TaskResult>(
  system: string,
  folder: string,
  names: readonly string[],
  run: (place: Workplace, names: readonly string[]) => Promise<Map<string, Result[]>>,
): Promise<Outcome<Result>> {
  const lists = `${folder}/lists`;
  await Deno.mkdir(lists, { recursive: true });
  let results: Map<string, Result[]>;
  let changes: string;
  {
    await using machine = await Machine.start(system, folder);
    const place = await prepare(lists, names, {
      lists: SYSTEM_FOLDER,
      variables: machine.variables(),
    });
    for (const name of names) {
      const path = `${lists}/${name}.yml`;
      await Deno.writeTextFile(path, thrice(await Deno.readTextFile(path)));
    }
    const running = run(place, names);
    await Promise.allSettled([running]);
    // Before what failed because the machine was gone.
    if (machine.isInterrupted) throw new Error("Interrupted");
    results = await running;
    changes = machine.changes;
  }
  const files = (await listChanges(changes, system)).filter((line) => !CHANCE.test(line));
  return { results, files: files.join("\n") };
}

/** Files that differ from start to start, or are an engine's own. */
const CHANCE =
  /^\.\/(run|tmp|lib\/apk|usr\/lib\/apk|root\/\.(ssh|ansible|rpmdb)|var\/(tmp|log|cache|lib\/(systemd|apt|dbus|dnf|rpm|pacman|zypp)|spool\/cron)|etc\/machine-i(d|nfo)|srv\/(repo|loose|rpm|arch|venv))\b|__pycache__|^\S+(~|-old) /;
