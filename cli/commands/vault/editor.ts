/**
 * The user's editor, on a text that must not stay anywhere.
 *
 * @module
 */
import { basename, join } from "@shep/sdk/path";
import type { EnvironmentVariables } from "@shep/host/vault";
import { Fault } from "@shep/sdk";

const DEFAULT_EDITOR = "vi";

/** Signals that would end this process before it has tidied up. */
const FATAL: readonly Deno.Signal[] = ["SIGTERM", "SIGHUP"];

/**
 * Lets the user edit a text. It lies in a directory that only the user can enter, so what the editor
 * puts beside it is private, too; the directory is removed whatever happens.
 *
 * @param name The file that the text belongs to: editors go by its ending.
 * @throws {Fault} `failed`, if the editor does not end well: then the user gave up.
 */
export async function edit(
  content: Uint8Array,
  name: string,
  environment: EnvironmentVariables,
): Promise<Uint8Array> {
  const folder = await Deno.makeTempDir({ prefix: "shep-vault-" });
  try {
    const path = join(folder, basename(name));
    await Deno.writeFile(path, content, { mode: 0o600, createNew: true });
    const editor = environment["EDITOR"] || environment["VISUAL"] || DEFAULT_EDITOR;
    await runEditor(editor, path);
    return await Deno.readFile(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** `EDITOR` may hold arguments: the shell takes it apart. */
async function runEditor(editor: string, path: string): Promise<void> {
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", `${editor} "$1"`, "sh", path],
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  const end = (): void => child.kill("SIGTERM");
  // The terminal sends Ctrl-C to the editor, too, which knows what it means.
  const ignore = (): void => {};
  Deno.addSignalListener("SIGINT", ignore);
  for (const signal of FATAL) Deno.addSignalListener(signal, end);
  try {
    const { code } = await child.status;
    if (code !== 0) {
      throw new Fault("failed", `The editor '${editor}' ended with exit code ${code}`, {
        detail: "Nothing was changed",
        hint: "EDITOR names the editor",
      });
    }
  } finally {
    Deno.removeSignalListener("SIGINT", ignore);
    for (const signal of FATAL) Deno.removeSignalListener(signal, end);
  }
}
