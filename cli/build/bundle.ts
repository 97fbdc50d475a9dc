/**
 * A program as one script: everything it imports in one file, and its permissions in the first
 * line.
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
  const line = shebang(flags);
  const code = `${output}.js`;
  try {
    await bundleModule(entry, code);
    const script = `${line}\n${await Deno.readTextFile(code)}`;
    await Deno.writeTextFile(output, script, { mode: 0o755 });
    // The mode above is for a new file only.
    await Deno.chmod(output, 0o755);
  } finally {
    await Deno.remove(code).catch(() => {});
  }
}

/** Makes one module of a module and all that it imports; its exports stay. */
export async function bundleModule(entry: string, output: string): Promise<void> {
  // The imports are those of the configuration around the module, wherever this is called.
  const cwd = entry.slice(0, entry.lastIndexOf("/"));
  const flags = ["--quiet", "--minify", "--platform", "deno"];
  await deno(["bundle", ...flags, "--output", output, entry], { cwd });
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
