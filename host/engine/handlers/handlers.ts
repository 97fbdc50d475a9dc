/**
 * Which handlers are owed to which hosts.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_handlers.html
 * @module
 */
import { didYouMean, Fault } from "@shep/sdk";
import type { HandlerList, Setting, Task, TaskNode } from "../../playbook/model.ts";
import { type Environment, Pending, TemplateText } from "../../template/mod.ts";
import type { HostScope } from "../../variables/scope.ts";

/** The handlers of a play, in the order in which they are written: that is how they run. */
export class HandlerQueue {
  /** Lists of handlers: the play's own, and one for each role that has some, as often as it is used. */
  readonly #lists: (readonly Task[])[] = [];
  /** Those of roles, by what they are known by. */
  readonly #known = new Map<string, readonly Task[]>();
  #handlers: readonly Task[] = [];
  readonly #owed = new Map<Task, Set<string>>();
  readonly #environment: Environment;

  constructor(lists: readonly HandlerList[], environment: Environment) {
    this.#environment = environment;
    this.add(lists);
  }

  /** All handlers, in the order in which they run. */
  get handlers(): readonly Task[] {
    return this.#handlers;
  }

  /** Adds lists of handlers, which run behind those that are there; one that is there stays in its place. */
  add(lists: readonly HandlerList[]): void {
    if (lists.length === 0) return;
    this.#lists.push(...lists.map((list) => this.#handlersOf(list)));
    this.#handlers = [...new Set(this.#lists.flat())];
  }

  #handlersOf({ nodes, identity }: HandlerList): readonly Task[] {
    if (identity === undefined) return tasksOf(nodes);
    const handlers = this.#known.get(identity) ?? tasksOf(nodes);
    this.#known.set(identity, handlers);
    return handlers;
  }

  /**
   * Notes what a changed task notifies; returns the handlers' names.
   *
   * @throws {Fault} `not-found`, for a name that no handler answers to.
   */
  async notify(
    notifications: readonly Setting[],
    host: string,
    scope: HostScope,
  ): Promise<string[]> {
    const notified = await this.#environment.settle(() => this.#notified(notifications, scope));
    for (const { handlers } of notified) {
      for (const handler of handlers) this.#owe(handler, host);
    }
    return notified.map(({ name }) => name);
  }

  #notified(
    notifications: readonly Setting[],
    scope: HostScope,
  ): { name: string; handlers: Task[] }[] {
    return notifications.flatMap((setting) =>
      this.#names(setting, scope).map((name) => {
        const handlers = this.#answering(name, scope);
        if (handlers.length === 0) throw this.#unknown(name, setting, scope);
        return { name, handlers };
      })
    );
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

  #names(setting: Setting, scope: HostScope): string[] {
    const value = this.#environment.resolve(setting.value, scope);
    return (Array.isArray(value) ? value : [value]).map(String);
  }

  /** The handler that is meant by a name, and all that listen to it. */
  #answering(name: string, scope: HostScope): Task[] {
    const named = this.#named(name, scope);
    return this.handlers.filter((handler) => handler === named || handler.listen.includes(name));
  }

  /** Of those of one name the first of the last list that has one. */
  #named(name: string, scope: HostScope): Task | undefined {
    for (let at = this.#lists.length - 1; at >= 0; at--) {
      const named = this.#lists[at]!.find((handler) =>
        this.#namesOf(handler, scope).includes(name)
      );
      if (named !== undefined) return named;
    }
    return undefined;
  }

  /** The names of a handler: its own, and the one behind its role's. */
  #namesOf(handler: Task, scope: HostScope): string[] {
    const own = this.#nameOf(handler, scope);
    if (own === undefined) return [];
    const { role } = handler;
    return role === undefined
      ? [own]
      : [own, `${role.shortName} : ${own}`, `${role.name} : ${own}`];
  }

  #nameOf(handler: Task, scope: HostScope): string | undefined {
    const { name } = handler;
    if (!(name instanceof TemplateText)) return name === undefined ? undefined : String(name);
    try {
      return String(this.#environment.evaluate(name, scope));
    } catch (error) {
      if (error instanceof Pending) throw error;
      // A handler whose name cannot be made is one that cannot be notified by it.
      return undefined;
    }
  }

  #unknown(name: string, { position }: Setting, scope: HostScope): Fault {
    const known = this.handlers.flatMap((handler) => {
      return [...this.#namesOf(handler, scope), ...handler.listen];
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

/** The handlers in their order, those of blocks too. */
function tasksOf(nodes: readonly TaskNode[]): Task[] {
  return nodes.flatMap((node) => node.kind === "task" ? [node] : tasksOf(node.tasks));
}
