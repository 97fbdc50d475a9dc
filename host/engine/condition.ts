/**
 * Whether the conditions of a task hold.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_conditionals.html
 * @module
 */
import type { Diagnostic } from "@shep/sdk";
import type { Condition } from "../playbook/model.ts";
import { type Environment, TemplateError, TemplateText, truthy } from "../template/mod.ts";
import type { HostScope } from "../variables/scope.ts";

/** A condition that cannot be evaluated. */
export class ConditionError extends Error {
  override readonly name = "ConditionError";
  /** What is wrong, and where. */
  readonly error: TemplateError;

  constructor(condition: string, error: TemplateError) {
    super(`The conditional check '${condition}' failed: ${error.message}`, { cause: error });
    this.error = error;
  }
}

/** Evaluates conditions, and warns once of each whose value is no boolean. */
export class Conditions {
  readonly #environment: Environment;
  readonly #warn: (warning: Diagnostic) => void;
  readonly #warned = new WeakSet<Condition>();

  constructor(environment: Environment, warn: (warning: Diagnostic) => void) {
    this.#environment = environment;
    this.#warn = warn;
  }

  /**
   * The first condition that does not hold, or none.
   *
   * @throws {ConditionError} When one cannot be evaluated.
   */
  async firstFalse(
    conditions: readonly Condition[],
    scope: HostScope,
  ): Promise<Condition | undefined> {
    if (conditions.length === 0) return undefined;
    return await this.#environment.settle(() => this.findFalse(conditions, scope));
  }

  /** The same, as templates are evaluated: callers settle what they ask. */
  findFalse(conditions: readonly Condition[], scope: HostScope): Condition | undefined {
    return conditions.find((condition) => !this.#holds(condition, scope));
  }

  #holds(condition: Condition, scope: HostScope): boolean {
    const { expression } = condition;
    if (typeof expression === "boolean") return expression;
    const value = this.#value(expression, scope);
    if (typeof value === "boolean") return value;
    if (!this.#warned.has(condition)) {
      this.#environment.requirePresent();
      this.#warned.add(condition);
      this.#warn({
        summary: `The condition '${expression.source}' is not a boolean`,
        hint: "Compare it: `x | length > 0`, `x is defined`, `x | bool`",
        ...condition.position,
      });
    }
    return truthy(value);
  }

  #value(expression: TemplateText, scope: HostScope): unknown {
    try {
      return this.#environment.condition(expression, scope);
    } catch (error) {
      throw error instanceof TemplateError ? new ConditionError(expression.source, error) : error;
    }
  }
}

/** A condition as it was written. */
export function conditionText({ expression }: Condition): string | boolean {
  return expression instanceof TemplateText ? expression.source : expression;
}
