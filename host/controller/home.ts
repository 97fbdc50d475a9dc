/**
 * `~` at the beginning of a path of the controller, as Python's `os.path.expanduser` reads it.
 *
 * @module
 */

/**
 * `path` with the folder of the user, or of another one, in place of `~` or `~other`; a user that
 * there is not is left as it is.
 */
export function expandUser(path: string, home = Deno.env.get("HOME")): string {
  const [whole, user] = /^~([^/]*)/.exec(path) ?? [];
  if (whole === undefined) return path;
  const folder = user === "" ? home ?? homeOf("root") : homeOf(user ?? "");
  return folder === undefined ? path : folder.replace(/\/+$/, "") + path.slice(whole.length);
}

function homeOf(user: string): string | undefined {
  const lines = accounts().split("\n");
  return lines.map((line) => line.split(":")).find(([name]) => name === user)?.[5];
}

function accounts(): string {
  try {
    return Deno.readTextFileSync("/etc/passwd");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
