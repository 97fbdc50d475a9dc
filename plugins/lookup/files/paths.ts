/**
 * The files that terms mean.
 *
 * @module
 */
import { Fault, type Value } from "@shep/sdk";

/** The paths of a term: one, or several of which the best comes first. */
export function pathsOf(term: Value | undefined): string[] {
  const paths = Array.isArray(term) ? term : [term];
  return paths.map((path) => {
    if (typeof path === "string") return path;
    throw new Fault("invalid-argument", "A lookup of files takes paths");
  });
}

/** What stands at a path; nothing if nothing does. */
export async function statOf(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The text of the first path that is a file.
 *
 * @throws {Fault} `not-found`, when none is.
 */
export async function readFirst(lookup: string, paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    if ((await statOf(path))?.isFile) return await Deno.readTextFile(path);
  }
  throw new Fault("not-found", `could not locate file in lookup '${lookup}': ${paths.at(-1)}`, {
    detail: `Looked for:\n${paths.join("\n")}`,
  });
}
