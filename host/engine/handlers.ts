/**
 * Which handlers are owed to which hosts.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_handlers.html
 * @module
 */
import { didYouMean, Fault } from "@shep/sdk";
import type { Setting, Task, TaskNode } from "../playbook/model.ts";
import { type Environment, TemplateText } from "../template/mod.ts";
import type { HostScope } from "../variables/scope.ts";

/** The handlers of a play, in the order in which they are written: that is how they run. */
export class HandlerQueue {
  readonly handlers: readonly Task[];
  readonly #owed = new Map<Task, Set<string>>();
  readonly #environment: Environment;

  constructor(nodes: readonly TaskNode[], environment: Environment) {
    this.handlers = tasksOf(nodes);
    this.#environment = environment;
  }

  /**
   * Notes what a changed task notifies; returns the handlers' names.
   *
   * @throws {Fault} `not-found`, for a name that no handler answers to.
   */
  notify(notifications: readonly Setting[], host: string, scope: HostScope): string[] {
    const names = notifications.flatMap((setting) => this.#names(setting, scope));
    for (const { name, setting } of names) {
      const answering = this.#answering(name, scope);
      if (answering.length === 0) throw this.#unknown(name, setting, scope);
      for (const handler of answering) this.#owe(handler, host);
    }
    return names.map(({ name }) => name);
  }

  /** The hosts that a handler is owed to; it is owed to them no longer. */
  take(handler: Task, isDue: (host: string) => boolean): string[] {
    const owed = this.#owed.get(handler);
    if (!owed) return [];
    const due = [...owed].filter(isDue);
    for (const host of due) owed.delete(host);
    return due;
  }

  #owe(handler: Task, host: string): void {
    const owed = this.#owed.get(handler);
    if (owed) owed.add(host);
    else this.#owed.set(handler, new Set([host]));
  }

  #names(setting: Setting, scope: HostScope): { name: string; setting: Setting }[] {
    const value = this.#environment.resolve(setting.value, scope);
    const names = Array.isArray(value) ? value : [value];
    return names.map((name) => ({ name: String(name), setting }));
  }

  /** The first handler of that name, and all that listen to it. */
  #answering(name: string, scope: HostScope): Task[] {
    const named = this.handlers.find((handler) => this.#nameOf(handler, scope) === name);
    return this.handlers.filter((handler) => handler === named || handler.listen.includes(name));
  }

  #nameOf(handler: Task, scope: HostScope): string | undefined {
    const { name } = handler;
    if (!(name instanceof TemplateText)) return name === undefined ? undefined : String(name);
    try {
      return String(this.#environment.evaluate(name, scope));
    } catch {
      // A handler whose name cannot be made is one that cannot be notified by it.
      return undefined;
    }
  }

  #unknown(name: string, { position }: Setting, scope: HostScope): Fault {
    const known = this.handlers.flatMap((handler) => {
      const own = this.#nameOf(handler, scope);
      return own === undefined ? handler.listen : [own, ...handler.listen];
    });
    const hint = didYouMean(name, known);
    return new Fault(
      "not-found",
      `The requested handler '${name}' was not found in either the main handlers list nor in ` +
        "the listening handlers list",
      { ...position, ...(hint === undefined ? {} : { hint }) },
    );
  }
}

function tasksOf(nodes: readonly TaskNode[]): Task[] {
  return nodes.flatMap((node) => node.kind === "task" ? [node] : tasksOf(node.tasks));
}
