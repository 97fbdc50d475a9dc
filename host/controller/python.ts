/**
 * The Python of this machine, which Shep itself does without: `ansible_playbook_python`.
 *
 * @module
 */
import { join } from "@shep/sdk/path";

const NAMES = ["python3", "python"];

/** The first Python on the `PATH`, looked for when it is first asked for; none if there is none. */
export function controllerPython(
  environment: Readonly<Record<string, string>>,
): () => string | undefined {
  let found: { readonly path: string | undefined } | undefined;
  return () => (found ??= { path: lookFor(environment["PATH"] ?? "") }).path;
}

function lookFor(path: string): string | undefined {
  const folders = path.split(":").filter((folder) => folder !== "");
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isFile);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
