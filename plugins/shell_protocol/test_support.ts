/** Shells to test with. @module */
import { DirectLauncher } from "../local/direct_launcher.ts";
import { ProgramDuplex } from "../connection/program_duplex.ts";
import { concat } from "./bytes.ts";
import type { ShellRequest } from "./request.ts";
import { type ShellOutput, ShellSession } from "./session.ts";

/**
 * The shells that Shep is meant for. `oksh` is OpenBSD's sh and `freebsd-sh` FreeBSD's, where somebody
 * has built them; mksh and posh descend from the Korn shell of the public domain, as OpenBSD's does,
 * and stand in for the shells of BSD elsewhere.
 */
const KNOWN_SHELLS: readonly (readonly string[])[] = [
  ["dash"],
  ["bash"],
  ["bash", "--posix"],
  ["busybox", "sh"],
  ["oksh"],
  ["freebsd-sh"],
  ["mksh"],
  ["posh"],
  ["ksh93"],
  ["zsh", "--emulate", "sh"],
];

/** Those of them that are installed here. */
export const SHELLS: readonly (readonly string[])[] = KNOWN_SHELLS.filter(([program]) =>
  isInstalled(program!)
);

const MISSING = KNOWN_SHELLS.filter((shell) => !SHELLS.includes(shell)).map(([program]) => program);

if (MISSING.length > 0) {
  console.log(`Not tested, for they are not installed: ${MISSING.join(", ")}`);
}

function isInstalled(program: string): boolean {
  const script = `command -v ${program}`;
  return new Deno.Command("sh", { args: ["-c", script], stdout: "null" }).outputSync().success;
}

/** Starts `argv` as a session's shell. */
export async function startDuplex(argv: readonly string[]): Promise<ProgramDuplex> {
  const launcher = new DirectLauncher("/", Deno.env.toObject());
  return new ProgramDuplex(await launcher.start({ argv }, "piped"));
}

/** Opens a session, does something with it and closes it. */
export async function withSession(
  argv: readonly string[],
  use: (session: ShellSession) => Promise<void>,
): Promise<void> {
  const session = await ShellSession.open(await startDuplex(argv));
  try {
    await use(session);
  } finally {
    await session.close();
  }
}

/** What became of a script. */
export interface ScriptResult {
  /** More than 128 where a signal ended it. */
  readonly exitCode: number;
  /** Its output. */
  readonly stdout: Uint8Array;
  /** Its diagnostics. */
  readonly stderr: Uint8Array;
}

/** Runs a script and collects its output. */
export async function runScript(
  session: { run(request: ShellRequest, output: ShellOutput): Promise<number> },
  request: ShellRequest | string,
): Promise<ScriptResult> {
  const stdout: Uint8Array[] = [new Uint8Array(0)];
  const stderr: Uint8Array[] = [new Uint8Array(0)];
  const exitCode = await session.run(
    typeof request === "string" ? { script: request } : request,
    {
      stdout: (data) => void stdout.push(data.slice()),
      stderr: (data) => void stderr.push(data.slice()),
    },
  );
  return { exitCode, stdout: concat(stdout), stderr: concat(stderr) };
}

/** Bytes as text. */
export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
