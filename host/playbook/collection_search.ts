/**
 * Where installed collections are.
 *
 * @see https://docs.ansible.com/ansible/latest/collections_guide/collections_installing.html
 * @module
 */
import { dirname, join } from "@shep/sdk/path";
import type { Reading } from "./reading.ts";

/** A name of three parts, such as `acme.web.server`. */
export interface FullName {
  /** The first two of them. */
  readonly collection: string;
  readonly name: string;
}

/** What a full name names; nothing if it is none. */
export function fullName(text: string): FullName | undefined {
  const match = /^(\w+\.\w+)\.(\w+)$/.exec(text);
  return match === null ? undefined : { collection: match[1]!, name: match[2]! };
}

/** The paths that something in a collection may have: beside the playbooks first. */
export function collectionPaths(
  collection: string,
  inside: string,
  { playbook, files, context }: Reading,
): string[] {
  const playbooks = new Set([playbook, ...files.slice(0, 1)]);
  const beside = [...playbooks].map((file) => join(dirname(file), "collections"));
  const folders = [...beside, ...context.paths.collections];
  const [namespace = "", name = ""] = collection.split(".");
  return folders.map((folder) => join(folder, "ansible_collections", namespace, name, inside));
}
