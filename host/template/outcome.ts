/**
 * What a text evaluates to, in each mode.
 *
 * @module
 */

import type { Template } from "./compiler/template.ts";
import type { Mode } from "./options.ts";
import { Output } from "./runtime/output.ts";
import { conclude, readBack } from "./runtime/result.ts";
import type { Runtime } from "./runtime/runtime.ts";
import type { TemplateText } from "./text.ts";
import { isNumeric } from "./values/types.ts";

/** The value of `text`, which is `template`, rendered once. */
export function outcome(
  text: TemplateText,
  template: Template,
  runtime: Runtime,
  mode: Mode,
): unknown {
  if (template.isExpression && (mode === "native" || mode === "either")) {
    const value = template.evaluate(runtime);
    return mode === "native" || keepsText(text, template, runtime) ? value : readBack(value);
  }
  if (mode === "convert" && template.soleVariable !== undefined) {
    const value = runtime.context.scope.lookup(template.soleVariable);
    if (isPlain(value)) return value;
  }
  const out = new Output();
  template.render(runtime, out);
  return conclude(out, keepsText(text, template, runtime) ? "text" : mode);
}

/** Whether a variable of this value keeps its type even where results are text that is read back. */
function isPlain(value: unknown): boolean {
  return value === null || typeof value === "boolean" || isNumeric(value);
}

/** Filters whose result stays text where other text would be read back as a list or dict. */
const TEXT_FILTERS: ReadonlySet<string> = new Set([
  "string",
  "to_json",
  "to_nice_json",
  "to_yaml",
  "to_nice_yaml",
]);

/** A variable that is nothing but such a text stays one too; it is rendered by now. */
function keepsText(text: TemplateText, template: Template, runtime: Runtime): boolean {
  const { context } = runtime;
  const { soleFilter, soleVariable } = template;
  const keeps = soleFilter !== undefined
    ? TEXT_FILTERS.has(soleFilter.replace(/^ansible\.builtin\./, ""))
    : soleVariable !== undefined
    ? context.isText(context.scope.lookup(soleVariable))
    : template.isCall && runtime.keepsText;
  if (keeps) context.keepText(text);
  return keeps;
}

/**
 * Ansible keeps as many newlines at the end of a text result as there were at the end of the source.
 * It counts those that nothing stands between, not even a carriage return.
 */
export function restoreNewlines(result: unknown, source: string, newline: string): unknown {
  if (typeof result !== "string") return result;
  const missing = trailingNewlines(source) - trailingNewlines(result);
  return missing > 0 ? result + newline.repeat(missing) : result;
}

function trailingNewlines(text: string): number {
  let start = text.length;
  while (text.charCodeAt(start - 1) === 10) start--;
  return text.length - start;
}
