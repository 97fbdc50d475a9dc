/**
 * What goes wrong with a task, as its result tells it.
 *
 * @module
 */
import { type Diagnostic, Fault, type Value, type ValueMap } from "@shep/sdk";
import type { SourcePosition } from "../playbook/model.ts";
import { TemplateError } from "../template/mod.ts";
import type { SourceLines } from "./source_lines.ts";

/** A task that failed or could not be reached, before or in its action. */
export interface TaskProblem {
  readonly isUnreachable: boolean;
  /** In Ansible's words where playbooks look for them. */
  readonly message: string;
  readonly diagnostic: Diagnostic;
}

/** Any thrown value, told at `fallback` when it knows no place of its own. */
export function problemOf(
  thrown: unknown,
  fallback: SourcePosition,
  sources: SourceLines,
): TaskProblem {
  const problem = thrown instanceof TemplateError
    ? templateProblem(thrown, fallback)
    : faultProblem(Fault.from(thrown), fallback);
  return { ...problem, diagnostic: withSourceLine(problem.diagnostic, sources) };
}

function faultProblem({ diagnostic, kind }: Fault, fallback: SourcePosition): TaskProblem {
  return {
    isUnreachable: kind === "unreachable",
    message: diagnostic.summary,
    diagnostic: diagnostic.line === undefined ? { ...diagnostic, ...fallback } : diagnostic,
  };
}

function templateProblem(error: TemplateError, fallback: SourcePosition): TaskProblem {
  const [cause, ...users] = causesOf(error);
  const { kind, message, suggestion, sourceLine } = cause;
  return {
    isUnreachable: false,
    message: kind === "undefined"
      ? `The task includes an option with an undefined variable. The error was: ${message}`
      : message,
    diagnostic: {
      summary: message,
      ...(placeOf(cause) ?? fallback),
      ...(suggestion === undefined ? {} : { hint: `Did you mean '${suggestion}'?` }),
      ...(sourceLine === undefined ? {} : { sourceLine }),
      ...usedBy(users),
    },
  };
}

/** An error and those that it led to, the first one first. */
function causesOf(error: TemplateError): [TemplateError, ...TemplateError[]] {
  return error.cause instanceof TemplateError
    ? [...causesOf(error.cause), error] as never
    : [error];
}

function placeOf({ file, line, column = 1 }: TemplateError): SourcePosition | undefined {
  return file === undefined || line === undefined ? undefined : { file, line, column };
}

/** Which variables an error came through. */
function usedBy(users: readonly TemplateError[]): { readonly detail?: string } {
  const places = users.flatMap((user) => {
    const place = placeOf(user);
    if (place === undefined) return [];
    const source = user.sourceLine === undefined ? "" : `: ${user.sourceLine.trim()}`;
    return [`needed by ${place.file}:${place.line}:${place.column}${source}`];
  });
  return places.length === 0 ? {} : { detail: places.join("\n") };
}

function withSourceLine(diagnostic: Diagnostic, sources: SourceLines): Diagnostic {
  const { file, line } = diagnostic;
  if (file === undefined || line === undefined) return diagnostic;
  const sourceLine = sources.line(file, line);
  return sourceLine === undefined ? diagnostic : { ...diagnostic, sourceLine };
}

/** The values of a result that tells of a problem. */
export function problemValues({ isUnreachable, message }: TaskProblem): ValueMap {
  const values: ValueMap = new Map<string, Value>([["msg", message], ["changed", false]]);
  values.set(isUnreachable ? "unreachable" : "failed", true);
  return values;
}
