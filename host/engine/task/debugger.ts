/**
 * The task debugger: it stops after a task, shows what it was about, changes it, and does it again.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_debugger.html
 * @module
 */
import { pythonText, type Value, type ValueMap } from "@shep/sdk";
import type { Console } from "../../console.ts";
import type { PlaybookValue, Task } from "../../playbook/model.ts";
import { TemplateError, TemplateText } from "../../template/mod.ts";
import { ScopeMapping } from "../../variables/hostvars.ts";
import { plainValue } from "../../variables/plain.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { RunningTask } from "./running_task.ts";
import type { PlayContext } from "../play_context.ts";
import { Gate } from "../strategy/gate.ts";
import { Keywords } from "./keywords.ts";
import type { TaskOutcome } from "./result.ts";

/** Does a task once more, as it was changed. */
export type Redo = (task: Task) => Promise<TaskOutcome>;

const HELP = `p EXPRESSION            show a value: task, task.args, task_vars, host, result
task.args['x'] = VALUE  change an argument
task_vars['x'] = VALUE  change a variable
u                       update the task; a redone task is updated anyway
r                       do the task again
c                       go on
q                       end the run
`;

/** What stands before every expression that is typed. */
const TYPED = { file: "the debugger", line: 1, column: 1 };

/** Stops after tasks for the user. */
export class TaskDebugger {
  readonly #play: PlayContext;
  /** Whether failures stop where no keyword says otherwise. */
  readonly isOn: boolean;
  /** Only one host at a time has the user's attention. */
  readonly #gate = new Gate(1);

  constructor(play: PlayContext, isOn: boolean) {
    this.#play = play;
    this.isOn = isOn || play.run.settings.config.get("ENABLE_TASK_DEBUGGER");
  }

  /** What became of a task in the end: the user may have done it again, or ended the run. */
  async attend(
    running: RunningTask,
    host: string,
    outcome: TaskOutcome,
    redo: Redo,
  ): Promise<TaskOutcome> {
    if (!await this.#isDue(running.task, host, outcome)) return outcome;
    const { console, warn } = this.#play.run;
    if (console !== undefined) {
      return await this.#gate.pass(() => this.#converse(console, running, host, outcome, redo));
    }
    warn({
      summary: "The debugger has nobody to ask: there is no terminal",
      ...running.task.position,
    });
    return outcome;
  }

  async #isDue(task: Task, host: string, { status, isIgnored }: TaskOutcome): Promise<boolean> {
    const { run } = this.#play;
    if (!this.isOn && !task.settings.has("debugger")) return false;
    const keywords = new Keywords(task, this.#play.taskScope(host, task), run.environment);
    switch (await run.environment.settle(() => keywords.text("debugger"))) {
      case "always":
        return true;
      case "never":
        return false;
      case "on_failed":
        return status === "failed" && !isIgnored;
      case "on_unreachable":
        return status === "unreachable";
      case "on_skipped":
        return status === "skipped";
      default:
        return this.isOn && (status === "failed" || status === "unreachable");
    }
  }

  async #converse(
    console: Console,
    running: RunningTask,
    host: string,
    first: TaskOutcome,
    redo: Redo,
  ): Promise<TaskOutcome> {
    const { signal, quit } = this.#play.run;
    let { task } = running;
    let outcome = first;
    let said = `${host}: ${outcome.status}: ${outcome.values.get("msg") ?? ""}\n`;
    for (;;) {
      const question = `${said}[${host}] TASK: ${running.info.name} (debug)> `;
      const line = (await console.ask(question, true, signal))?.trim();
      switch (line) {
        case undefined:
        case "q":
        case "quit":
          quit();
          return outcome;
        case "c":
        case "continue":
          return outcome;
        case "r":
        case "redo":
          outcome = await redo(task);
          if (!await this.#isDue(task, host, outcome)) return outcome;
          said = `${host}: ${outcome.status}: ${outcome.values.get("msg") ?? ""}\n`;
          break;
        default: {
          const answer = await this.#answer(line, task, host, outcome);
          task = answer.task;
          said = answer.said;
        }
      }
    }
  }

  /** Carries a command out that shows or changes something. */
  async #answer(
    line: string,
    task: Task,
    host: string,
    outcome: TaskOutcome,
  ): Promise<{ readonly task: Task; readonly said: string }> {
    const [, shown] = /^(?:p|print)\s+(.+)$/.exec(line) ?? [];
    const [, target, name, expression] =
      /^(task\.args|task_vars)(?:\[['"]([^'"\]]+)['"]\])\s*=\s*(.+)$/.exec(line) ?? [];
    try {
      const value = (text: string): Promise<Value> => this.#value(text, task, host, outcome);
      if (shown !== undefined) return { task, said: `${pythonText(await value(shown))}\n` };
      if (name !== undefined && expression !== undefined) {
        const changed = await value(expression);
        return {
          task: target === "task.args"
            ? withArgument(task, name, changed)
            : withVariable(task, name, changed),
          said: "",
        };
      }
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { task, said: `${error.message}\n` };
    }
    return { task, said: line === "u" || line === "update_task" || line === "" ? "" : HELP };
  }

  /** The value of an expression: the user types it, so it may be one. */
  async #value(text: string, task: Task, host: string, outcome: TaskOutcome): Promise<Value> {
    const { environment } = this.#play.run;
    const scope = this.#play.taskScope(host, task);
    const expression = new TemplateText(`{{ ${text} }}`, TYPED);
    return await environment.settle(() => {
      const value = environment.evaluate(expression, scope.with(this.#names(task, scope, outcome)));
      return plainValue(environment.resolve(value, scope)) ?? null;
    });
  }

  /** What expressions can speak of beside the task's variables. */
  #names(task: Task, scope: HostScope, { values }: TaskOutcome): Map<string, unknown> {
    const { environment } = this.#play.run;
    const result = new Map<string, unknown>(
      [...values].map(([key, value]) => [String(key), value]),
    );
    return new Map<string, unknown>([
      [
        "task",
        new Map<string, unknown>([
          ["name", task.name ?? task.written],
          ["action", task.written],
          ["args", environment.resolve(new Map(task.arguments), scope)],
        ]),
      ],
      ["task_vars", new ScopeMapping(scope, environment)],
      ["host", scope.lookup("inventory_hostname")],
      ["result", result.set("_result", values as ValueMap)],
    ]);
  }
}

function withArgument(task: Task, name: string, value: Value): Task {
  const changed = new Map(task.arguments).set(name, value as PlaybookValue);
  return { ...task, arguments: changed };
}

function withVariable(task: Task, name: string, value: Value): Task {
  const values = new Map([[name, value as PlaybookValue]]);
  return { ...task, vars: [...task.vars, { values, position: task.position }] };
}
