/**
 * Where on the controller a file of a target goes.
 *
 * @module
 */
import { basename, join, normalize, resolve } from "node:path";
import { TaskFailure } from "@shep/sdk";

/** What the path follows from. */
export interface DestinationRequest {
  readonly dest: string;
  /** The file's path on the target. */
  readonly source: string;
  /** The inventory name of the target. */
  readonly host: string;
  /** Whether `dest` is the file itself, or with a slash at its end the directory of it. */
  readonly flat: boolean;
  /** What a relative path is relative to. */
  readonly base: string;
}

/**
 * The absolute path.
 *
 * @throws {TaskFailure} For a path that would lead out of the directory that is the host's: what it
 * is made of may be the target's word.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const request = { dest: "got", source: "/etc/motd", host: "web1", base: "/srv" };
 * assert.equal(destinationPath({ ...request, flat: false }), "/srv/got/web1/etc/motd");
 * assert.equal(destinationPath({ ...request, dest: "got/", flat: true }), "/srv/got/motd");
 * ```
 */
export function destinationPath({ dest, source, host, flat, base }: DestinationRequest): string {
  const place = resolve(base, dest);
  if (flat) return dest.endsWith("/") ? join(place, basename(source)) : place;
  const own = join(place, host);
  const path = normalize(join(own, source));
  if (!host.includes("/") && host !== ".." && path.startsWith(`${own}/`)) return path;
  throw new TaskFailure(
    `Detected directory traversal, expected to be contained in '${place}' but got '${path}'`,
  );
}
