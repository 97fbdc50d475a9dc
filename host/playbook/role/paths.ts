/**
 * Where roles and collections are, beside the playbook.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#default-roles-path
 * @module
 */
import { dirname } from "@shep/sdk/path";
import type { Config } from "../../config/mod.ts";
import type { RolePaths } from "../mod.ts";

/** The folders that the settings name. */
export function rolePaths(config: Config): RolePaths {
  return {
    roles: config.get("DEFAULT_ROLES_PATH"),
    // A path may name the folder `ansible_collections` itself.
    collections: config.get("COLLECTIONS_PATHS").map((path) =>
      path.endsWith("/ansible_collections") ? dirname(path) : path
    ),
  };
}
