/**
 * The action `wait_for`: goes on when a port, a file or a text in one of them is there, or gone.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/wait_for_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  type Task,
  TaskFailure,
  type TaskResult,
  type Value,
} from "@shep/sdk";
import { lastRecord } from "../file/last_record.ts";
import { compilePattern } from "../file/python_regex.ts";
import { readReport, type Report, statusValues } from "../file/target.ts";
import { type Wait, waitScript } from "./wait_for_script.ts";

/** The codes that the kernel has for the states of a connection. */
const STATE_CODES = {
  ESTABLISHED: "01",
  SYN_SENT: "02",
  SYN_RECV: "03",
  FIN_WAIT1: "04",
  FIN_WAIT2: "05",
  TIME_WAIT: "06",
} as const;

const SPECS = {
  host: { type: "str", description: "The host that listens.", default: "127.0.0.1" },
  port: { type: "int", description: "The port that it listens on." },
  path: { type: "path", description: "A file of the target." },
  state: {
    type: "str",
    description: "What is waited for; `drained` is that no connection is left.",
    choices: ["absent", "drained", "present", "started", "stopped"],
    default: "started",
  },
  search_regex: {
    type: "str",
    description: "A Python regular expression that the file, or what is received, has to match.",
  },
  timeout: { type: "int", description: "How many seconds it may take.", default: 300 },
  delay: { type: "int", description: "Seconds before the first look.", default: 0 },
  sleep: { type: "int", description: "Seconds between two looks.", default: 1 },
  connect_timeout: {
    type: "int",
    description: "How many seconds a connection may take.",
    default: 5,
  },
  active_connection_states: {
    type: "list",
    elements: "str",
    description: "The states of connections that are not drained.",
    default: [
      "ESTABLISHED",
      "FIN_WAIT1",
      "FIN_WAIT2",
      "SYN_RECV",
      "SYN_SENT",
      "TIME_WAIT",
    ] as string[],
  },
  exclude_hosts: {
    type: "list",
    elements: "str",
    description: "Hosts whose connections need not be drained.",
  },
  msg: { type: "str", description: "What is said when the time is up." },
} as const;

type WaitArguments = Arguments<typeof SPECS>;

/** Waits for something on the target, or for time to pass. */
export const waitFor = defineAction({
  name: "wait_for",
  summary: "Waits for a port, a file or a text, or for time to pass.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["port", "path"] },
    { requiredIf: ["port"], when: "state", equals: "drained" },
  ],
  examples: [
    "- wait_for:\n    port: 8080\n    delay: 5",
    "- wait_for:\n    path: /var/log/app.log\n    search_regex: ready",
  ],
  returns: {
    elapsed: "How many seconds it took.",
    match_groups: "The groups of the match.",
    match_groupdict: "Its groups that have a name.",
  },
  async run(args, task): Promise<TaskResult> {
    checkMeaning(args);
    const found = args.search_regex !== undefined && isForPresence(args.state)
      ? await search(args, compilePattern(`(?m)${args.search_regex}`), task)
      : await waitOnce(args, task);
    return {
      values: {
        state: args.state,
        port: args.port ?? null,
        search_regex: args.search_regex ?? null,
        match_groups: found.match?.slice(1).map((each) => each ?? null) ?? [],
        match_groupdict: { ...found.match?.groups },
        path: found.report.get("path") || null,
        elapsed: found.elapsed,
        ...statusValues(found.report.stat),
      },
    };
  },
});

/** What is gone is not searched. */
function isForPresence(state: WaitArguments["state"]): boolean {
  return state === "present" || state === "started";
}

function checkMeaning(
  { state, path, exclude_hosts, active_connection_states }: WaitArguments,
): void {
  if (path !== undefined && state === "stopped") {
    throw new TaskFailure(
      "state=stopped should only be used for checking a port in the wait_for module",
    );
  }
  if (path !== undefined && state === "drained") {
    throw new TaskFailure(
      "state=drained should only be used for checking a port in conjunction with a port",
    );
  }
  if (exclude_hosts !== undefined && state !== "drained") {
    throw new TaskFailure("exclude_hosts should only be with state=drained");
  }
  const unknown = active_connection_states.find((name) => !(name in STATE_CODES));
  if (unknown === undefined) return;
  throw new TaskFailure(
    `unknown active_connection_state (${unknown}) defined: it is one of ` +
      Object.keys(STATE_CODES).join(", "),
  );
}

/** What was found in the end. */
interface Found {
  readonly report: Report;
  readonly elapsed: number;
  readonly match?: RegExpExecArray;
}

function waitOf(args: WaitArguments): Wait {
  return {
    state: args.state,
    host: args.host,
    port: args.port,
    path: args.path,
    timeout: args.timeout,
    pause: args.sleep,
    delay: args.delay,
    connectTimeout: args.connect_timeout,
    searches: false,
    excluded: args.exclude_hosts ?? [],
    states: args.active_connection_states.map((name) =>
      STATE_CODES[name as keyof typeof STATE_CODES]
    ),
  };
}

async function waitOnce(args: WaitArguments, task: Task): Promise<Found> {
  const report = readReport(await task.script(waitScript(waitOf(args))));
  const elapsed = Number(report.get("elapsed"));
  if (report.get("met") === undefined) throw timeUp(args, elapsed);
  return { report, elapsed };
}

/** A text is searched here, where Python's patterns are known: a round trip for each look. */
async function search(args: WaitArguments, pattern: RegExp, task: Task): Promise<Found> {
  const wait = { ...waitOf(args), searches: true };
  let elapsed = 0;
  for (let delay = args.delay;; delay = args.sleep) {
    const result = await task.script(waitScript({ ...wait, delay, timeout: 0 }));
    const report = readReport(result);
    elapsed += Number(report.get("elapsed"));
    const bytes = lastRecord(result.stdoutBytes, "found");
    const match = bytes === undefined ? null : pattern.exec(new TextDecoder().decode(bytes));
    if (match !== null) return { report, elapsed, match };
    if (elapsed >= args.timeout) throw timeUp(args, elapsed);
  }
}

/** Ansible's words. */
function timeUp(args: WaitArguments, elapsed: number): TaskFailure {
  const { host, port, path, state, search_regex, msg } = args;
  const place = path ?? `${host}:${port}`;
  const values: Record<string, Value> = { elapsed };
  if (msg !== undefined) return new TaskFailure(msg, values);
  if (state === "drained") {
    return new TaskFailure(`Timeout when waiting for ${place} to drain`, values);
  }
  if (state === "absent" || state === "stopped") {
    const end = path === undefined ? "to stop." : "to be absent.";
    return new TaskFailure(`Timeout when waiting for ${place} ${end}`, values);
  }
  const what = search_regex === undefined
    ? (path === undefined ? "" : "file ")
    : `search string ${search_regex} in `;
  return new TaskFailure(`Timeout when waiting for ${what}${place}`, values);
}
