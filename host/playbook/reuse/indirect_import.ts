/**
 * `action: import_tasks more.yml`: what stands in place of an import may name it behind `action`,
 * as any task may name what it calls.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html#task
 * @module
 */
import { actsLocally, indirectCall } from "../action.ts";
import type { Fields } from "../fields.ts";
import { shortName } from "../../short_name.ts";
import { entryAt } from "../syntax_node.ts";

/** What is not called, but read in place of the task. */
const IMPORTS: ReadonlySet<string> = new Set(["import_tasks", "import_role", "include"]);

/** The same fields, where an import that they name behind `action` is a key of its own. */
export function withDirectImport(fields: Fields): Fields {
  const entry = fields.get("action") ?? fields.get("local_action");
  if (entry === undefined) return fields;
  const { written, body } = indirectCall(entry);
  if (!IMPORTS.has(shortName(written))) return fields;
  const direct = entryAt(entry.key, written, body);
  const others = [...fields].filter(([, each]) => each !== entry);
  if (!actsLocally(entry)) return new Map([...others, [written, direct]]);
  const localhost = { ...entry.key, kind: "scalar", value: "localhost" } as const;
  const delegation = entryAt(entry.key, "delegate_to", localhost);
  return new Map([...others, [written, direct], ["delegate_to", delegation]]);
}
