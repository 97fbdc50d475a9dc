/**
 * A link as the list of its directory tells of it.
 *
 * @module
 */
import { dirname, relative } from "./path.ts";
import type { DirectoryEntry, FileKind } from "./wire/messages/action.ts";

/**
 * What a list says of the link at `path`, beside what it says of any entry.
 *
 * @param kind Of what the link leads to.
 * @throws {Deno.errors.NotFound} When it is gone.
 */
export async function linkFields(
  path: string,
  kind: FileKind,
): Promise<Pick<DirectoryEntry, "link" | "leads">> {
  const link = await Deno.readLink(path);
  if (kind !== "directory") return { link };
  const [here, there] = await Promise.all([dirname(path), path].map((each) => Deno.realPath(each)));
  return { link, leads: relative(here!, there!) || "." };
}
