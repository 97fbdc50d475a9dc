/**
 * Programs that a test writes, and runs at once.
 *
 * @module
 */
import { dirname } from "../path.ts";

/**
 * Writes a program, not by this process: what another test starts at this very moment, in another
 * thread, holds for a while what this process has open, and no system runs a file that somebody may
 * still write to ("Text file busy").
 *
 * @throws {Deno.errors.NotFound} When there is no such folder.
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 */
export async function writeProgram(
  path: string,
  content: string | Uint8Array,
  mode = 0o755,
): Promise<void> {
  await Deno.remove(path).catch(() => {});
  const child = new Deno.Command("sh", {
    args: ["-c", 'exec cat >"$1"', "sh", path],
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const written = writer.write(bytes.slice()).then(() => writer.close()).catch(() => {});
  const { success, stderr } = await child.output();
  await written;
  if (!success) {
    await Deno.stat(dirname(path));
    throw new Error(new TextDecoder().decode(stderr));
  }
  await Deno.chmod(path, mode);
}
