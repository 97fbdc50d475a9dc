/**
 * The Jinja2 engine: Ansible's templates on Python's values, with no I/O and no `eval`.
 *
 * @example
 * ```ts
 * import { Environment, scopeOf, TemplateText } from "@shep/host/template";
 * import assert from "node:assert/strict";
 *
 * const environment = new Environment();
 * const scope = scopeOf({ name: "web", hosts: ["a", "b"] });
 * assert.equal(environment.render("{{ name }}: {{ hosts | join(',') }}\n", scope), "web: a,b\n");
 * assert.deepEqual(environment.evaluate(new TemplateText("{{ hosts }}"), scope), ["a", "b"]);
 * assert.equal(environment.condition(new TemplateText("name == 'web'"), scope), true);
 * ```
 *
 * @module
 */

export { hasMarkup, type Origin, TemplateText, VerbatimText } from "./text.ts";
export { syntaxError, type TextKind } from "./check.ts";
export { DeferredText } from "./deferred.ts";
export { LazyMapping, overlaid, type Scope, scopeOf } from "./scope.ts";
export {
  type CallArguments,
  type CallContext,
  type Filter,
  type Invoke,
  type RenderOptions,
  type Signature,
  table,
  takes,
  takesNow,
  type Test,
} from "./call.ts";
export {
  EvaluationError,
  type EvaluationErrorType,
  TemplateError,
  type TemplateErrorDetails,
  type TemplateErrorKind,
} from "./errors.ts";
export { DEFAULT_SYNTAX, type EnvironmentOptions, type Mode, type Syntax } from "./options.ts";
export { Environment, type EvaluateOptions } from "./environment.ts";
export { Pending } from "./runtime/replay.ts";
export { truthy } from "./values/compare.ts";
