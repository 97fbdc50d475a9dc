/**
 * Runs a rule's playbook with Shep.
 *
 * @module
 */
import { basename } from "node:path";
import {
  DEFAULT_FORKS,
  type EventListener,
  exitCodeOf,
  type RunEvent,
  type RunOptions,
  runPlaybooks,
} from "@shep/host";
import { corePlugins } from "@shep/plugins";
import { jsonValue } from "./json_value.ts";
import type { Rule, RuleOptions } from "./rules.ts";
import { type Told, type ToldResult, transcript } from "./transcript.ts";

/** Everything that happened in a run. */
export interface ShepRun {
  readonly events: readonly RunEvent[];
  readonly exitCode: number;
  /** Why it could not begin, if so. */
  readonly error?: unknown;
}

/** The transcript that Shep gives of a rule. */
export async function runShep(rule: Rule): Promise<string> {
  const { events, exitCode } = await runPlaybook(rule.playbook, {
    inventory: [rule.inventory],
    ...flags(rule.options),
  });
  return transcript(events.flatMap(told), exitCode, rule.options);
}

function flags(
  { become, gathering, environment, differs: _, byHost: __, anyRetries: ___, ...options }:
    RuleOptions,
): Partial<RunOptions> {
  return {
    ...options,
    ...(become ? { become: {} } : {}),
    ...(gathering ? { facts: { gathering } } : {}),
    ...(environment ? { environment: { ...Deno.env.toObject(), ...environment } } : {}),
  };
}

/** Runs one playbook, with the core plugins and those that `options` add. */
export async function runPlaybook(
  playbook: string,
  { plugins = [], ...options }: Partial<RunOptions> = {},
  onEvent: EventListener = () => {},
): Promise<ShepRun> {
  const events: RunEvent[] = [];
  try {
    const exitCode = await runPlaybooks(
      { ...USUAL, ...options, plugins: [...USUAL.plugins, ...plugins], playbooks: [playbook] },
      (event) => {
        events.push(event);
        onEvent(event);
      },
    );
    return { events, exitCode };
  } catch (error) {
    return { events, exitCode: exitCodeOf(error), error };
  }
}

/** What a run is asked for where nothing else is said. */
export const USUAL: Omit<RunOptions, "playbooks"> = {
  inventory: [],
  extraVars: [],
  tags: [],
  skipTags: [],
  check: false,
  diff: false,
  forks: DEFAULT_FORKS,
  verbosity: 0,
  forceHandlers: false,
  plugins: corePlugins().map((plugin) => ({ ...plugin, form: "module", isCore: true })),
  environment: Deno.env.toObject(),
  signal: new AbortController().signal,
  version: "0.0.0",
};

/** An event in the words of the transcript; none for what it does not tell of. */
function told(event: RunEvent): Told[] {
  switch (event.type) {
    case "play-started":
      return [{ event: "play", name: event.play.name }];
    case "no-hosts-matched":
    case "no-hosts-left":
      return [{ event: event.type }];
    case "task-started":
      return [{ event: event.task.isHandler ? "handler" : "task", name: event.task.name }];
    case "included": {
      // Ansible tells nothing of a role that is included.
      if (event.kind === "role") return [];
      const { name, hosts, item } = event;
      return [{
        event: "included",
        name: basename(name),
        hosts: [...hosts].sort(),
        item: item === undefined ? null : jsonValue(item),
      }];
    }
    case "task-finished":
    case "item-finished":
      return [toldResult(event)];
    case "retrying":
      return [{ event: "retry", host: event.host, left: event.retriesLeft }];
    case "recap":
      return Array.from(event.hosts, ([host, counts]) => ({
        event: "recap",
        host,
        counts: { ...counts },
      }));
    default:
      return [];
  }
}

/** What became of a task on a host, in the words of the transcript. */
export function toldResult(
  event: Extract<RunEvent, { type: "task-finished" | "item-finished" }>,
): ToldResult {
  const { result, task, host, delegatedTo } = event;
  return {
    event: event.type === "item-finished" ? "item" : "result",
    host,
    status: result.status,
    action: task.action,
    // Ansible says it of a whole task only.
    ignored: event.type === "task-finished" && event.isIgnored,
    item: event.type === "item-finished" ? jsonValue(event.item) : null,
    delegated: delegatedTo ?? null,
    values: result.isCensored ? { censored: true } : jsonValue(result.values) as never,
  };
}
