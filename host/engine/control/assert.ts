/** `assert`: fails unless conditions hold. @module */
import { Fault, type Value } from "@shep/sdk";
import { TemplateText, truthy } from "../../template/mod.ts";
import type { SourcePosition } from "../../playbook/model.ts";
import type { ControlResult, ValueAction } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/assert_module.html */
export const assert: ValueAction = {
  name: "assert",
  summary: "Fails unless all conditions hold.",
  arguments: {
    that: { type: "raw", description: "Conditions, as `when` takes them.", required: true },
    fail_msg: { type: "raw", description: "Said when one does not hold.", aliases: ["msg"] },
    success_msg: { type: "raw", description: "Said when all hold." },
    quiet: { type: "bool", description: "Says less.", default: false },
  },
  supportsCheck: true,
  expressions: ["that"],
  examples: [
    "- assert:\n    that: [port > 1024, port < 65536]\n    fail_msg: The port is out of range",
  ],
  returns: { assertion: "The condition that does not hold." },
  run(args, { scope, environment, position }): ControlResult {
    const that = args.get("that") as Value;
    for (const condition of Array.isArray(that) ? that as (Value | TemplateText)[] : [that]) {
      const value = evaluate(condition);
      if (truthy(value)) continue;
      const assertion = condition instanceof TemplateText ? condition.source : condition;
      const msg = args.get("fail_msg") ?? "Assertion failed";
      return { failed: true, values: { assertion, evaluated_to: false, msg } };
    }
    return { values: { msg: args.get("success_msg") ?? "All assertions passed" } };

    function evaluate(condition: Value | TemplateText): unknown {
      if (typeof condition === "boolean") return condition;
      if (typeof condition === "string") {
        return environment.condition(new TemplateText(condition, position), scope);
      }
      if (!(condition instanceof TemplateText)) {
        throw new Fault("invalid-argument", "'that' takes conditions: texts, or true and false", {
          ...position,
        });
      }
      return refuseText(environment.condition(condition, scope), position);
    }
  },
};

/**
 * What a template came to. Texts may be what a target reported: they are not evaluated, and to
 * take them for true would pass what was never checked.
 */
function refuseText(value: unknown, position: SourcePosition): unknown {
  if (typeof value !== "string" && !Array.isArray(value)) return value;
  throw new Fault("invalid-argument", "'that' takes conditions, not a template that gives text", {
    ...position,
    detail: "Text that comes out of a template is never evaluated as an expression.",
    hint: "Write the conditions in the task: `that: [port > 1024, name is defined]`",
  });
}
