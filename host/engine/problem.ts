/**
 * What goes wrong with a task, as its result tells it.
 *
 * @module
 */
import { type Diagnostic, Fault, type Value, type ValueMap } from "@shep/sdk";
import type { SourcePosition } from "../playbook/model.ts";
import { TemplateError } from "../template/mod.ts";

/** A task that failed or could not be reached, before or in its action. */
export interface TaskProblem {
  readonly isUnreachable: boolean;
  /** In Ansible's words where playbooks look for them. */
  readonly message: string;
  readonly diagnostic: Diagnostic;
}

/** Any thrown value, told at `fallback` when it knows no place of its own. */
export function problemOf(thrown: unknown, fallback: SourcePosition): TaskProblem {
  if (thrown instanceof TemplateError) return templateProblem(thrown, fallback);
  const fault = Fault.from(thrown);
  const { diagnostic, kind } = fault;
  return {
    isUnreachable: kind === "unreachable",
    message: diagnostic.summary,
    diagnostic: diagnostic.line === undefined ? { ...fallback, ...diagnostic } : diagnostic,
  };
}

function templateProblem(error: TemplateError, fallback: SourcePosition): TaskProblem {
  const place = error.line === undefined
    ? fallback
    : { file: error.file ?? fallback.file, line: error.line, column: error.column ?? 1 };
  const message = error.kind === "undefined"
    ? `The task includes an option with an undefined variable. The error was: ${error.message}`
    : error.message;
  const hint = error.suggestion === undefined
    ? {}
    : { hint: `Did you mean '${error.suggestion}'?` };
  const cause = error.cause instanceof TemplateError ? { detail: error.cause.explain() } : {};
  const source = error.sourceLine === undefined ? {} : { sourceLine: error.sourceLine };
  return {
    isUnreachable: false,
    message,
    diagnostic: { summary: error.message, ...place, ...hint, ...cause, ...source },
  };
}

/** The values of a result that tells of a problem. */
export function problemValues({ isUnreachable, message }: TaskProblem): ValueMap {
  const values: ValueMap = new Map<string, Value>([["msg", message], ["changed", false]]);
  values.set(isUnreachable ? "unreachable" : "failed", true);
  return values;
}
