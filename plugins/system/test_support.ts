/**
 * What the tests of system, package and net share: targets with an `/etc` of their own, and
 * programs that stand in for those that would change this machine.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { AnyAction, Plain } from "@shep/sdk";
import type { ActionOutcome, LocalTaskOptions } from "@shep/sdk/testing";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { act, inDirectory, isInstalled } from "../file/test_support.ts";

export { act, inDirectory, isInstalled, snapshot, testOnTargets } from "../file/test_support.ts";

/** The shells that scripts have to run in. */
export const SHELLS: readonly (readonly string[])[] = [["dash"], ["bash"], ["busybox", "sh"]]
  .filter(([program]) => isInstalled(program!));

/** Two that differ most, for tests whose scripts need no more: the others run in all. */
export const USUAL_SHELLS: readonly (readonly string[])[] = SHELLS.filter(([name]) =>
  name !== "bash"
);

/**
 * Changes something in check mode first, then for real, and again, when all is done; returns what
 * came of it.
 */
export async function once(
  action: AnyAction,
  args: Readonly<Record<string, Plain>>,
  target: LocalTaskOptions,
): Promise<ActionOutcome> {
  const checked = await act(action, args, { ...target, check: true });
  assert.equal(checked.status, "changed", JSON.stringify(checked.values));
  const done = await act(action, args, target);
  assert.equal(done.status, "changed", JSON.stringify(done.values));
  const again = await act(action, args, target);
  assert.equal(again.status, "ok", JSON.stringify(again.values));
  return done;
}

/** Programs that answer as they are told to, and a list of what they were called with. */
export interface StandIns {
  /** Puts them first on the path. */
  readonly environment: Record<string, string>;
  /** Where they may keep what they were told, as `$STATE`. */
  readonly state: string;
  /** What was called since the last look, in order: the program's name and its arguments. */
  calls(): Promise<string[]>;
}

/** Makes stand-ins: each is a shell script under the name of a program. */
export async function standIns(
  root: string,
  programs: Readonly<Record<string, string>>,
): Promise<StandIns> {
  const [bin, state, log] = [join(root, "bin"), join(root, "state"), join(root, "calls")];
  for (const directory of [bin, state]) await Deno.mkdir(directory, { recursive: true });
  for (const [name, body] of Object.entries(programs)) {
    const script = `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"$CALLS"\n${body}\n`;
    await writeProgram(join(bin, name), script);
  }
  const path = `${bin}:${Deno.env.get("PATH") ?? ""}`;
  return {
    environment: { PATH: path, STATE: state, CALLS: log },
    state,
    async calls(): Promise<string[]> {
      await Deno.writeTextFile(log, "", { append: true });
      const text = await Deno.readTextFile(log);
      await Deno.writeTextFile(log, "");
      return text.split("\n").filter((line) => line !== "");
    },
  };
}

/** An environment in which only some of this machine's programs are on the path. */
export async function onlyPrograms(
  root: string,
  names: readonly string[],
): Promise<Record<string, string>> {
  const bin = join(root, "only");
  await Deno.mkdir(bin, { recursive: true });
  for (const name of names) {
    for (const directory of (Deno.env.get("PATH") ?? "").split(":")) {
      const found = await Deno.stat(join(directory, name)).catch(() => undefined);
      if (!found?.isFile) continue;
      await Deno.symlink(join(directory, name), join(bin, name));
      break;
    }
  }
  return { PATH: bin };
}

/** A test with stand-ins, run once in each of the shells. */
export function testWithStandIns(
  name: string,
  programs: Readonly<Record<string, string>>,
  body: (target: LocalTaskOptions, programs: StandIns, root: string) => Promise<void>,
  { shells = USUAL_SHELLS }: { readonly shells?: readonly (readonly string[])[] } = {},
): void {
  for (const shell of shells) {
    Deno.test(`${name} (${shell[0]})`, () =>
      inDirectory(async (root) => {
        const made = await standIns(root, programs);
        await body({ shell, environment: made.environment }, made, root);
      }));
  }
}

/** A target whose `/etc`, `/home` and `/var/spool` are its own. */
export interface Sandbox {
  /** A directory that it sees under its own name, as it does this machine. */
  readonly root: string;
  /** How an action reaches it. */
  readonly target: LocalTaskOptions;
  /** Where its `/etc` is on this machine. */
  readonly etc: string;
  /** Where its `/home` is on this machine. */
  readonly home: string;
}

/** What a sandbox's `/etc` begins with. */
const ETC = [
  "passwd",
  "group",
  "shadow",
  "gshadow",
  "login.defs",
  "default",
  "skel",
  "pam.d",
  "nsswitch.conf",
  "ssl",
  "localtime",
];

const canSandbox = isInstalled("bwrap") && Deno.uid() === 0;

/** A test in a sandbox, run once in each of the shells; skipped where there is no `bwrap`, or no root. */
export function testInSandbox(
  name: string,
  body: (sandbox: Sandbox) => Promise<void>,
  { shells = USUAL_SHELLS, ignore = false }: {
    readonly shells?: readonly (readonly string[])[];
    readonly ignore?: boolean;
  } = {},
): void {
  for (const shell of shells) {
    Deno.test({
      name: `${name} (${shell[0]})`,
      ignore: ignore || !canSandbox,
      fn: () => inDirectory(async (root) => await body(await makeSandbox(root, shell))),
    });
  }
}

/** Makes a sandbox in a directory. */
export async function makeSandbox(root: string, shell: readonly string[]): Promise<Sandbox> {
  const [etc, home, spool] = [join(root, "etc"), join(root, "home"), join(root, "spool")];
  for (const directory of [etc, home, join(spool, "cron", "crontabs")]) {
    await Deno.mkdir(directory, { recursive: true });
  }
  const sources = ETC.map((name) => `/etc/${name}`);
  await new Deno.Command("cp", { args: ["-a", "--", ...sources, etc], stderr: "null" }).output();
  return { root, target: { shell: [...sandboxCommand(root), ...shell] }, etc, home };
}

/** The command that runs another one in the sandbox of a directory. */
export function sandboxCommand(root: string): string[] {
  const bind = (from: string, to: string): string[] => ["--bind", join(root, from), to];
  return [
    ...enclosure(root),
    ...bind("etc", "/etc"),
    ...bind("home", "/home"),
    ...bind("spool", "/var/spool"),
  ];
}

/**
 * The words that show a program this machine, and of its temporary files only those of a directory:
 * where other tests mount file systems and unmount them, bubblewrap stumbles over what is gone.
 */
export function enclosure(root: string): string[] {
  const shown = [...Deno.readDirSync("/")].filter(({ name }) => name !== "tmp");
  return [
    "bwrap",
    ...shown.flatMap(({ name, isDirectory, isSymlink }) =>
      isDirectory
        ? ["--dev-bind", `/${name}`, `/${name}`]
        : isSymlink
        ? ["--symlink", Deno.readLinkSync(`/${name}`), `/${name}`]
        : []
    ),
    ...["--perms", "1777", "--tmpfs", "/tmp", "--bind", root, root],
  ];
}
