/**
 * What goes wrong with a task, as its result tells it.
 *
 * @module
 */
import { type Diagnostic, Fault, type Value, type ValueMap } from "@shep/sdk";
import { NoSuchHostError, PatternError } from "../inventory/mod.ts";
import type { SourcePosition } from "../playbook/model.ts";
import { columnIn } from "../playbook/template_place.ts";
import { TemplateError } from "../template/mod.ts";
import { ConditionError } from "./condition.ts";
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
  if (thrown instanceof ConditionError) {
    const { message } = thrown;
    const { diagnostic } = templateProblem(thrown.error, fallback, sources);
    return { isUnreachable: false, message, diagnostic: { ...diagnostic, summary: message } };
  }
  if (thrown instanceof TemplateError) return templateProblem(thrown, fallback, sources);
  return faultProblem(Fault.from(thrown), fallback, sources);
}

/**
 * Like {@linkcode problemOf}, where no task is there to fail: for a play, or for a plugin. What is
 * made of a variable that there is not is no value.
 */
export function faultOf(thrown: unknown, fallback: SourcePosition, sources: SourceLines): Fault {
  const isWritten = thrown instanceof TemplateError || thrown instanceof ConditionError ||
    thrown instanceof PatternError || thrown instanceof NoSuchHostError;
  if (!isWritten) return Fault.from(thrown);
  const { diagnostic } = problemOf(thrown, fallback, sources);
  const isUndefined = thrown instanceof TemplateError && thrown.kind === "undefined";
  const kind = thrown instanceof Fault ? thrown.kind : isUndefined ? "invalid-argument" : "failed";
  return new Fault(kind, diagnostic.summary, { ...diagnostic, cause: thrown });
}

function faultProblem(
  { diagnostic, kind }: Fault,
  fallback: SourcePosition,
  sources: SourceLines,
): TaskProblem {
  const placed = diagnostic.line === undefined ? { ...diagnostic, ...fallback } : diagnostic;
  const { file, line, sourceLine } = placed;
  const text = sourceLine ??
    (file === undefined || line === undefined ? undefined : sources.line(file, line));
  return {
    isUnreachable: kind === "unreachable",
    message: diagnostic.summary,
    diagnostic: { ...placed, ...(text === undefined ? {} : { sourceLine: text }) },
  };
}

function templateProblem(
  error: TemplateError,
  fallback: SourcePosition,
  sources: SourceLines,
): TaskProblem {
  const [cause, ...users] = causesOf(error);
  if (cause.cause instanceof Fault) {
    // Such as a vaulted variable that cannot be decrypted: it knows best what to do about itself.
    const problem = faultProblem(cause.cause, placeOf(cause, sources) ?? fallback, sources);
    return { ...problem, diagnostic: withUses(problem.diagnostic, [cause, ...users], sources) };
  }
  const { kind, message, hint } = cause;
  const place = placeOf(cause, sources) ?? fallback;
  const sourceLine = sources.line(place.file, place.line) ?? cause.sourceLine;
  return {
    isUnreachable: false,
    message: kind === "undefined"
      ? `The task includes an option with an undefined variable. The error was: ${message}`
      : message,
    diagnostic: {
      summary: message,
      ...place,
      ...(hint === undefined ? {} : { hint }),
      ...(sourceLine === undefined ? {} : { sourceLine }),
      ...usedBy(users, sources),
    },
  };
}

/** An error and those that it led to, the first one first. */
function causesOf(error: TemplateError): [TemplateError, ...TemplateError[]] {
  const chain: [TemplateError, ...TemplateError[]] = [error];
  while (chain[0].cause instanceof TemplateError) chain.unshift(chain[0].cause);
  return chain;
}

function placeOf(error: TemplateError, sources: SourceLines): SourcePosition | undefined {
  const { file, line } = error;
  if (file === undefined || line === undefined) return undefined;
  return { file, line, column: columnIn(sources.line(file, line), error) };
}

/** The same, with the places that an error came through in its detail. */
function withUses(
  diagnostic: Diagnostic,
  users: readonly TemplateError[],
  sources: SourceLines,
): Diagnostic {
  const details = [diagnostic.detail, usedBy(users, sources).detail];
  const detail = details.filter((text) => text !== undefined).join("\n");
  return detail === "" ? diagnostic : { ...diagnostic, detail };
}

/** Which variables an error came through. */
function usedBy(
  users: readonly TemplateError[],
  sources: SourceLines,
): { readonly detail?: string } {
  const places = users.flatMap((user) => {
    const place = placeOf(user, sources);
    if (place === undefined) return [];
    const source = user.sourceLine === undefined ? "" : `: ${user.sourceLine.trim()}`;
    return [`needed by ${place.file}:${place.line}:${place.column}${source}`];
  });
  return places.length === 0 ? {} : { detail: places.join("\n") };
}

/** The values of a result that tells of a problem. */
export function problemValues({ isUnreachable, message }: TaskProblem): ValueMap {
  const values: ValueMap = new Map<string, Value>([["msg", message], ["changed", false]]);
  values.set(isUnreachable ? "unreachable" : "failed", true);
  return values;
}
