/**
 * An entry of `roles`, or of the dependencies of a role.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#using-roles-at-the-play-level
 * @module
 */
import { earlyText } from "../early_text.ts";
import { checkKeyword, expectMapping, type Fields, fieldsOf, given } from "../fields.ts";
import { readScope } from "../inherited.ts";
import { KEYWORDS } from "../keywords.ts";
import type { PlaybookMap, PlaybookValue, Scope, VariableSet } from "../model.ts";
import { checkVariableName } from "../names.ts";
import { refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import {
  describeNode,
  type Entry,
  isNull,
  type Place,
  type SyntaxNode,
  valueOf,
} from "../syntax_node.ts";
import { readVariables } from "../variables.ts";

/** How a role is asked for, wherever that is. */
export interface RoleRequest {
  readonly name: string;
  /** Where it is named, for errors. */
  readonly place: Place;
  /** What its tasks and its dependencies inherit. */
  readonly scope: Scope;
  readonly entryVars: readonly VariableSet[];
  readonly params: PlaybookMap;
  /** What else tells one use of a role from another. */
  readonly distinction: readonly PlaybookValue[];
  /** The names of files that are not `main`. */
  readonly from: RoleFilesFrom;
  /** Whether it runs even if it has run; otherwise the role itself says so. */
  readonly allowsDuplicates?: boolean;
  /** Whether its arguments are checked before it runs. */
  readonly isValidated: boolean;
  /** Whether a task brings it. */
  readonly isIncluded: boolean;
  /** Whether the play's other tasks see its variables. */
  readonly isPublic: boolean;
}

/** Files of a role to take in place of `main`. */
export interface RoleFilesFrom {
  readonly tasks?: string;
  readonly vars?: string;
  readonly defaults?: string;
  readonly handlers?: string;
}

const HINT = "Write the name of a role, or 'role: NAME' with what belongs to it in line with that.";

/** What a requirement of `ansible-galaxy` may say beside the name. */
const GALAXY_KEYS = ["src", "scm", "version"];

/** The role that an entry asks for, within `outer`. */
export async function readRoleEntry(
  node: SyntaxNode,
  outer: Scope,
  isDependency: boolean,
  reading: Reading,
): Promise<RoleRequest> {
  const usual = {
    from: {},
    isValidated: true,
    isIncluded: false,
    isPublic: !isDependency,
  } as const;
  if (node.kind === "scalar" && !isNull(node)) {
    const request = { scope: outer, entryVars: [], params: new Map(), distinction: [] };
    return { ...usual, ...request, name: await nameOf(node, outer, reading), place: node };
  }
  const fields = fieldsOf(expectMapping(node, "a role", HINT));
  const named = roleName(fields, isDependency);
  if (named === undefined) refuse(node, "this entry names no role", { hint: HINT });
  const keywords = new Map<string, Entry>();
  const params: PlaybookMap = new Map();
  for (const [key, entry] of fields) {
    if (entry === named || isDependency && GALAXY_KEYS.includes(key)) continue;
    if (KEYWORDS.get(key)?.places.includes("role")) {
      checkKeyword(entry, "role");
      keywords.set(key, entry);
    } else {
      checkVariableName(key, entry.key);
      params.set(key, valueOf(entry.value));
    }
  }
  const vars = given(keywords, "vars");
  keywords.delete("vars");
  const scope = readScope(keywords, outer, reading.context);
  return {
    ...usual,
    name: await nameOf(named.value, scope, reading),
    place: named.value,
    scope,
    entryVars: vars === undefined ? [] : readVariables(vars),
    params,
    distinction: ["when", "tags", "vars"].map((key) => {
      const value = fields.get(key)?.value;
      return value === undefined ? null : valueOf(value);
    }),
  };
}

function roleName(fields: Fields, isDependency: boolean): Entry | undefined {
  return fields.get("role") ?? fields.get("name") ?? (isDependency ? fields.get("src") : undefined);
}

/** The name that a node gives. */
async function nameOf(node: SyntaxNode, scope: Scope, reading: Reading): Promise<string> {
  const name = (await earlyText(node, scope, reading))?.trim();
  if (name) return name;
  refuse(node, `a role is named by text, not ${describeNode(node)}`, { hint: HINT });
}
