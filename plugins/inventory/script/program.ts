/**
 * Runs inventory scripts.
 *
 * @module
 */
import { Fault } from "@shep/sdk";

/** How programs are started: a plugin has nothing of the user's but what it is handed. */
export interface ProgramSetting {
  readonly environment: Readonly<Record<string, string>>;
  /** The working directory. */
  readonly cwd: string;
}

/** What a program wrote. */
export interface ProgramOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What a program prints.
 *
 * @throws {Fault} `failed`, with its exit code and what it wrote to stderr, if it did not end well.
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  { environment, cwd }: ProgramSetting,
): Promise<ProgramOutput> {
  const command = new Deno.Command(path, {
    args: [...args],
    cwd,
    env: environment,
    clearEnv: true,
    stdin: "null",
  });
  const line = [path, ...args].join(" ");
  let output: Deno.CommandOutput;
  try {
    output = await command.output();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Fault("failed", `The inventory script '${line}' cannot be started: ${why}`, {
      file: path,
      line: 1,
      hint: "Its first line names the program that reads it: is that there?",
      cause: error,
    });
  }
  const decoder = new TextDecoder();
  const [stdout, stderr] = [decoder.decode(output.stdout), decoder.decode(output.stderr)];
  if (output.success) return { stdout, stderr };
  const end = output.signal === null
    ? `with exit code ${output.code}`
    : `by the signal ${output.signal}`;
  throw new Fault("failed", `The inventory script '${line}' ended ${end}`, {
    file: path,
    detail: stderr.trim() === "" ? "It wrote nothing to stderr." : stderr.trimEnd(),
    hint: `Run it by hand: ${line}`,
  });
}
