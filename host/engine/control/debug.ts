/** `debug`: shows a text or a value. @module */
import { typeName, type Value } from "@shep/sdk";
import { hasMarkup, TemplateError, TemplateText } from "../../template/mod.ts";
import type { ControlResult, ValueAction } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/debug_module.html */
export const debug: ValueAction = {
  name: "debug",
  summary: "Shows a text or the value of an expression.",
  arguments: {
    // Not a default of the declaration: that would stand in for a null, too.
    msg: { type: "raw", description: "The text; 'Hello world!' if none is given." },
    var: { type: "raw", description: "An expression, without braces." },
    verbosity: { type: "int", description: "Shown only from this many -v on.", default: 0 },
  },
  constraints: [{ mutuallyExclusive: ["msg", "var"] }],
  supportsCheck: true,
  expressions: ["var"],
  examples: ["- debug: {msg: 'It is {{ ansible_facts.os_family }}'}", "- debug: var=result.stdout"],
  returns: { msg: "The text that was shown." },
  run(args, { scope, environment, verbosity, position, isNull }): ControlResult {
    if (Number(args.get("verbosity")) > verbosity) {
      return { skipped: true, values: { skipped_reason: "Verbosity threshold not met." } };
    }
    const expression = args.get("var") as Value | TemplateText | undefined;
    if (expression === undefined) {
      return { values: { msg: args.get("msg") ?? (isNull("msg") ? null : "Hello world!") } };
    }
    if (expression instanceof TemplateText) {
      const name = expression.source.replace(/^\{\{\s*|\s*\}\}$/g, "");
      return { values: { [name]: environment.evaluate(expression, scope) as Value } };
    }
    if (typeof expression !== "string") {
      return { values: { [typeName(expression)]: expression } };
    }
    return { values: { [expression]: shown(expression) } };

    function shown(text: string): Value {
      const template = new TemplateText(hasMarkup(text) ? text : `{{ ${text} }}`, position);
      try {
        return environment.evaluate(template, scope) as Value;
      } catch (error) {
        if (!(error instanceof TemplateError) || error.kind !== "undefined") throw error;
        return "VARIABLE IS NOT DEFINED!";
      }
    }
  },
};
