/**
 * `shep plugin init`: the files of a new plugin.
 *
 * @module
 */
import { Fault } from "@shep/sdk";

/** The files of a plugin of that name, by their path below its folder. */
export type Scaffold = (name: string) => ReadonlyMap<string, string>;

/**
 * Writes a new plugin's files to a folder named after it; returns the exit code.
 *
 * @throws {Fault} When the folder is there already: nothing is overwritten.
 */
export async function initPlugin(
  name: string,
  scaffold: Scaffold,
  { directory, write }: { readonly directory: string; write(text: string): void },
): Promise<number> {
  const files = scaffold(name);
  const folder = `${directory}/${name}`;
  try {
    await Deno.mkdir(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new Fault("failed", `There is something called '${name}' here already: ${folder}`, {
      hint: "Choose another name, or take it away",
      cause: error,
    });
  }
  for (const [path, text] of files) {
    const file = `${folder}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text, { createNew: true });
    write(`${name}/${path}\n`);
  }
  return 0;
}
