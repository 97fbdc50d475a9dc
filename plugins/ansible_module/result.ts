/**
 * What a module in Python printed, as a result.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/common_return_values.html
 * @module
 */
import {
  type Diff,
  parseJson,
  type Plain,
  type Task,
  TaskFailure,
  type TaskResult,
  type Value,
  type ValueMap,
} from "@shep/sdk";

/** How the program ended. */
export interface ModuleOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The result of a module.
 *
 * @throws {TaskFailure} When it failed, or ended without a result.
 */
export function moduleResult(output: ModuleOutput, task: Pick<Task, "warn">): TaskResult {
  const result = readResult(output.stdout);
  if (!result) throw crash(output);
  for (const warning of texts(result.get("warnings"))) task.warn(warning);
  for (const told of list(result.get("deprecations"))) {
    if (told instanceof Map) task.warn(`[DEPRECATION] ${told.get("msg")}`);
  }
  const { facts, diff, values } = parts(result);
  const changed = result.get("changed") === true;
  if (result.get("failed") === true) {
    const message = String(result.get("msg") ?? "The module failed");
    throw new TaskFailure(message, { ...values, ...(changed ? { changed } : {}) });
  }
  return {
    changed,
    skipped: result.get("skipped") === true,
    values,
    ...(facts && { facts }),
    diff,
  };
}

/** The last line that is a dict; modules may print before. */
function readResult(stdout: string): ValueMap | undefined {
  const whole = parsed(stdout);
  if (whole) return whole;
  for (const line of stdout.split("\n").reverse()) {
    const result = line.startsWith("{") ? parsed(line) : undefined;
    if (result) return result;
  }
  return undefined;
}

function parsed(text: string): ValueMap | undefined {
  try {
    const value = parseJson(text);
    return value instanceof Map ? value : undefined;
  } catch {
    return undefined;
  }
}

/** In Ansible's words, which playbooks look for. */
function crash({ exitCode, stdout, stderr }: ModuleOutput): TaskFailure {
  return new TaskFailure("MODULE FAILURE\nSee stdout/stderr for the exact error", {
    rc: exitCode,
    module_stdout: stdout,
    module_stderr: stderr,
  });
}

/** Values that a result says in another way. */
const TOLD_OTHERWISE = ["ansible_facts", "changed", "diff", "failed", "skipped"];

function parts(result: ValueMap): {
  readonly facts: Record<string, Plain> | undefined;
  readonly diff: Diff[];
  readonly values: Record<string, Plain>;
} {
  const facts = result.get("ansible_facts");
  const values = Object.fromEntries(
    [...result].map(([name, value]): [string, Value] => [String(name), value])
      .filter(([name]) => !TOLD_OTHERWISE.includes(name)),
  );
  return {
    facts: facts instanceof Map ? Object.fromEntries(facts) : undefined,
    diff: list(result.get("diff") ?? null).flatMap(diffOf),
    values,
  };
}

function diffOf(value: Value): Diff[] {
  if (!(value instanceof Map)) return [];
  const text = (name: string): string | undefined => {
    const part = value.get(name);
    return part === undefined || part === null ? undefined : asText(part);
  };
  const [before, after, prepared] = [text("before"), text("after"), text("prepared")];
  const [beforeHeader, afterHeader] = [text("before_header"), text("after_header")];
  return [{
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(prepared !== undefined && { prepared }),
    ...(beforeHeader !== undefined && { beforeHeader }),
    ...(afterHeader !== undefined && { afterHeader }),
  }];
}

function asText(value: Value): string {
  if (typeof value === "string") return value;
  return JSON.stringify(
    value,
    (_key, item) => item instanceof Map ? Object.fromEntries(item) : item,
    4,
  );
}

function list(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function texts(value: Value | undefined): string[] {
  return list(value).map((each) => String(each));
}
