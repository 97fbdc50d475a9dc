/**
 * A program as a script with its permissions in the first line: everything that it imports is in
 * that one file, or in a few that lie below it.
 *
 * @module
 */

/** The longest first line that Linux reads. */
const SHEBANG_BYTES = 255;

/** The first line of a script that runs under `deno run` with these flags. */
export function shebang(flags: readonly string[]): string {
  const line = ["#!/usr/bin/env -S deno run", ...flags].join(" ");
  if (/[\n"'\\]/.test(line) || line.length > SHEBANG_BYTES) {
    throw new RangeError(`A first line cannot say these flags: ${line}`);
  }
  return line;
}

/** A bundle to be made. */
export interface Bundle {
  /** The absolute path of the module that is run. */
  readonly entry: string;
  /** The absolute path of the script. */
  readonly output: string;
  /** The flags of `deno run`. */
  readonly flags: readonly string[];
}

/** Makes the script, executable. */
export async function bundleScript({ entry, output, flags }: Bundle): Promise<void> {
  const code = `${output}.js`;
  try {
    await bundleModule(entry, code);
    await writeScript(output, flags, await Deno.readTextFile(code));
  } finally {
    await Deno.remove(code).catch(() => {});
  }
}

/**
 * Makes a script that loads what it imports dynamically only when it does, from files in the folder
 * `lib` beside it. In one file all modules of Node's that are imported anywhere are loaded with its first
 * line: 40 ms of CPU for this program.
 *
 * @param start What the script does with the exports of the module that is run, `program`.
 */
export async function bundleProgram(
  { entry, output, flags }: Bundle,
  start: string,
): Promise<void> {
  const lib = `${directoryOf(output)}/lib`;
  await Deno.remove(lib, { recursive: true }).catch(() => {});
  await bundle(entry, ["--code-splitting", "--outdir", lib]);
  const name = entry.slice(entry.lastIndexOf("/") + 1).replace(/\.ts$/, ".js");
  await writeScript(output, flags, `import * as program from "./lib/${name}";\n${start}\n`);
}

async function writeScript(
  output: string,
  flags: readonly string[],
  code: string,
): Promise<void> {
  await Deno.writeTextFile(output, `${shebang(flags)}\n${code}`, { mode: 0o755 });
  // The mode above is for a new file only.
  await Deno.chmod(output, 0o755);
}

/** Makes one module of a module and all that it imports; its exports stay. */
export async function bundleModule(entry: string, output: string): Promise<void> {
  await bundle(entry, ["--output", output]);
}

async function bundle(entry: string, flags: readonly string[]): Promise<void> {
  // The imports are those of the configuration around the module, wherever this is called.
  const cwd = directoryOf(entry);
  await deno(["bundle", "--quiet", "--minify", "--platform", "deno", ...flags, entry], { cwd });
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/**
 * Runs a subcommand of the `deno` that runs this.
 *
 * @throws {Error} With what it said, when it fails.
 */
export async function deno(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    ...options,
    args: [...args],
    env: { NO_COLOR: "1", ...options.env },
    stdin: "null",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}
