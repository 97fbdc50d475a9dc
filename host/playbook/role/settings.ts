/**
 * `meta/main.yml`: what a role says of itself.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#using-role-dependencies
 * @module
 */
import { coerce } from "@shep/sdk";
import { expectList, expectMapping, fieldsOf, given } from "../fields.ts";
import { readCollections } from "../inherited.ts";
import type { PlaybookValue } from "../model.ts";
import { refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import type { RoleRequest } from "./entry.ts";
import { readRoleFile } from "./files.ts";
import type { FoundRole } from "./search.ts";
import { describeNode, isNull, type SyntaxNode, valueOf } from "../syntax_node.ts";

/** What a role says of itself. */
export interface RoleSettings {
  /** The file, if there is one. */
  readonly file?: string;
  /** Entries of roles that run before it. */
  readonly dependencies: readonly SyntaxNode[];
  readonly allowsDuplicates: boolean;
  /** Where its roles and actions without a full name are looked for. */
  readonly collections: readonly string[];
  /** The arguments of its entry points. */
  readonly argumentSpecs?: PlaybookValue;
}

const NONE: RoleSettings = { dependencies: [], allowsDuplicates: false, collections: [] };

/** Reads `meta/main.yml`, if there is one. */
export async function readRoleSettings(
  { path }: FoundRole,
  { place }: RoleRequest,
  { context }: Reading,
): Promise<RoleSettings> {
  const file = await readRoleFile({ role: path, folder: "meta", place }, context);
  if (file === undefined || isNull(file.root)) return NONE;
  const fields = fieldsOf(expectMapping(file.root, "what a role says of itself"));
  const dependencies = given(fields, "dependencies");
  const duplicates = given(fields, "allow_duplicates");
  const collections = given(fields, "collections");
  const specs = given(fields, "argument_specs");
  return {
    file: file.path,
    dependencies: dependencies === undefined ? [] : expectList(dependencies, "'dependencies'"),
    allowsDuplicates: duplicates !== undefined && readFlag(duplicates),
    collections: collections === undefined ? [] : readCollections(collections),
    ...(specs === undefined ? {} : { argumentSpecs: valueOf(specs) }),
  };
}

function readFlag(node: SyntaxNode): boolean {
  const value = node.kind === "scalar" ? coerce("bool", node.value as never) : undefined;
  if (typeof value === "boolean") return value;
  refuse(node, `'allow_duplicates' takes true or false, not ${describeNode(node)}`);
}
