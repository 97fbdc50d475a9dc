/**
 * The inherited keywords of a task, evaluated for a host.
 *
 * @module
 */
import { type Become, coerce, Fault, pythonText, type Value } from "@shep/sdk";
import type { ResultStatus } from "../../events.ts";
import type { InheritedKeyword, Setting, Task } from "../../playbook/model.ts";
import { type Environment, Pending } from "../../template/mod.ts";
import { plainValue } from "../../variables/plain.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { RunSettings } from "../run_context.ts";

/** Evaluates one task's keywords in one scope, as templates are: callers settle what they ask. */
export class Keywords {
  readonly #task: Task;
  readonly #scope: HostScope;
  readonly #environment: Environment;

  constructor(task: Task, scope: HostScope, environment: Environment) {
    this.#task = task;
    this.#scope = scope;
    this.#environment = environment;
  }

  /** The same task's keywords in another scope. */
  in(scope: HostScope): Keywords {
    return new Keywords(this.#task, scope, this.#environment);
  }

  /** Whether nothing of the task may be shown. What cannot be evaluated counts as yes. */
  isCensored(): boolean {
    return this.#doubtful("no_log", true);
  }

  /** Whether the task asks to go on after such an end. */
  lets(status: ResultStatus): boolean {
    if (status === "failed") return this.#doubtful("ignore_errors", false);
    return status === "unreachable" && this.#doubtful("ignore_unreachable", false);
  }

  /** The host that a task which went wrong was delegated to, as far as that is known. */
  delegate(): string | undefined {
    try {
      return this.text("delegate_to");
    } catch (error) {
      if (error instanceof Pending) throw error;
      return undefined;
    }
  }

  /**
   * Whether a failure is to end the play for all hosts; `otherwise` where it is not said. What
   * cannot be evaluated counts as yes.
   */
  isFatal(otherwise: boolean): boolean {
    return this.#doubtful("any_errors_fatal", true, otherwise);
  }

  /** A flag that must not fail a task whose result is there already. */
  #doubtful(keyword: InheritedKeyword, inDoubt: boolean, otherwise = false): boolean {
    try {
      return this.flag(keyword, otherwise);
    } catch (error) {
      if (error instanceof Pending) throw error;
      return inDoubt;
    }
  }

  /**
   * A keyword that is true or false; `otherwise` where it was not set.
   *
   * @throws {Fault} `invalid-argument`, for a value that is neither.
   */
  flag(keyword: InheritedKeyword, otherwise: boolean): boolean {
    const setting = this.#task.settings.get(keyword);
    if (setting === undefined) return otherwise;
    const flag = coerce("bool", this.#value(setting) ?? null);
    if (typeof flag === "boolean") return flag;
    throw new Fault("invalid-argument", `'${keyword}' takes true or false`, setting.position);
  }

  /** A keyword that is a text. */
  text(keyword: InheritedKeyword): string | undefined {
    const setting = this.#task.settings.get(keyword);
    if (setting === undefined) return undefined;
    const value = this.#value(setting);
    return value === undefined || value === null ? undefined : String(value);
  }

  /**
   * A keyword that is a number.
   *
   * @throws {Fault} `invalid-argument`, for what is none.
   */
  number(keyword: InheritedKeyword): number | undefined {
    const setting = this.#task.settings.get(keyword);
    return setting && this.numberOf(keyword, setting);
  }

  /**
   * The number that a setting of the task stands for, if any.
   *
   * @throws {Fault} `invalid-argument`, for what is none.
   */
  numberOf(keyword: string, setting: Setting): number | undefined {
    const value = this.#value(setting);
    if (value === undefined || value === null) return undefined;
    const text = String(value);
    const number = text.trim() === "" ? NaN : Number(text);
    if (!Number.isNaN(number)) return number;
    throw new Fault(
      "invalid-argument",
      `'${keyword}' takes a number, not '${text}'`,
      setting.position,
    );
  }

  /** The variables that the task's programs are started with. */
  environment(): Record<string, string> {
    const variables: Record<string, string> = {};
    for (const setting of this.#task.environment) {
      const value = this.#value(setting);
      for (const layer of Array.isArray(value) ? value : [value ?? null]) {
        if (layer === null || layer === "") continue;
        if (!(layer instanceof Map)) {
          throw new Fault("invalid-argument", "'environment' takes a dict", setting.position);
        }
        for (const [name, each] of layer) variables[String(name)] = pythonText(each);
      }
    }
    return variables;
  }

  /** Who the task's programs run as; variables win over keywords. */
  become(settings: RunSettings): Become | undefined {
    const { config } = settings;
    const given = this.variable("ansible_become");
    const isUsual = settings.become !== undefined && !settings.become.isOnRequest;
    const isOn = given === undefined
      ? this.flag("become", isUsual || config.get("DEFAULT_BECOME"))
      : coerce("bool", given) === true;
    if (!isOn) return undefined;
    const option = (name: string, keyword: InheritedKeyword): string | undefined => {
      const variable = this.variable(`ansible_${name}`);
      return variable === undefined || variable === null ? this.text(keyword) : String(variable);
    };
    const method = option("become_method", "become_method") ?? settings.become?.method ??
      config.get("DEFAULT_BECOME_METHOD");
    const password = ["ansible_become_password", "ansible_become_pass", `ansible_${method}_pass`]
      .map((name) => this.variable(name)).find((value) => value !== undefined) ??
      settings.becomePassword;
    const become = {
      method,
      user: option("become_user", "become_user") ?? settings.become?.user ??
        config.get("DEFAULT_BECOME_USER"),
      flags: option("become_flags", "become_flags") ?? config.get("DEFAULT_BECOME_FLAGS"),
      executable: option("become_exe", "become_exe") ?? config.get("DEFAULT_BECOME_EXE"),
      password: password === undefined || password === null ? undefined : String(password),
    };
    return Object.fromEntries(
      Object.entries(become).filter(([, value]) => value !== undefined && value !== null),
    ) as unknown as Become;
  }

  /** A variable's rendered value. */
  variable(name: string): Value | undefined {
    const value = this.#scope.lookup(name);
    if (value === undefined) return undefined;
    return plainValue(this.#environment.resolve(value, this.#scope));
  }

  #value(setting: Setting): Value | undefined {
    return plainValue(this.#environment.resolve(setting.value, this.#scope));
  }
}
