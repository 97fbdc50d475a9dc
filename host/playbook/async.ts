/**
 * `async` and `poll`: tasks that go on in the background.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_async.html
 * @module
 */
import type { ActionCall } from "./action.ts";
import { FOREGROUND_ACTIONS } from "./action_names.ts";
import { type Fields, given } from "./fields.ts";
import type { LoadContext } from "./load_context.ts";
import type { Async, Setting } from "./model.ts";
import { diagnosticAt, refuse } from "./problem.ts";
import { readScalar } from "./setting.ts";
import type { SyntaxNode } from "./syntax_node.ts";

/** How a task goes on in the background, if it does. */
export function readAsync(
  fields: Fields,
  { description }: ActionCall,
  { actions, warn }: LoadContext,
): Async | undefined {
  const limitNode = given(fields, "async");
  const pollNode = given(fields, "poll");
  const poll = pollNode && readSeconds(pollNode, "poll");
  if (limitNode === undefined) {
    if (pollNode !== undefined) {
      warn(diagnosticAt(pollNode, "'poll' does nothing without 'async'"));
    }
    return undefined;
  }
  const limit = readSeconds(limitNode, "async");
  if (limit.value === 0) return undefined;
  if (actions.runsInHost(description.name)) {
    refuse(limitNode, `'async' is not supported for '${description.name}'`, {
      hint: "It does nothing on the target that could go on in the background.",
    });
  }
  if (FOREGROUND_ACTIONS.has(description.name)) {
    refuse(limitNode, `'async' is not supported for '${description.name}'`, {
      hint: "It lasts as long as its connection. 'timeout' limits how long it may take.",
    });
  }
  return { limit, ...(poll === undefined ? {} : { poll }) };
}

function readSeconds(node: SyntaxNode, keyword: string): Setting {
  const setting = readScalar(node, keyword, "int");
  if (typeof setting.value !== "number" || setting.value >= 0) return setting;
  refuse(node, `'${keyword}' takes a number of seconds, not ${setting.value}`);
}
