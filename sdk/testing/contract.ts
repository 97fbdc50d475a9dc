/**
 * The contract between the host and any plugin, in whatever language it is written, as a list of
 * checks that drive its executable.
 *
 * @module
 */
import type { PluginDescription } from "../description.ts";
import type { Value, ValueMap } from "../value.ts";
import { Fault, type FaultKind } from "../wire/errors.ts";
import { executeTask, type ExecuteTaskRequest, renderTemplate } from "../wire/messages/action.ts";
import { describe, type Hello } from "../wire/messages/handshake.ts";
import { descriptionProblems, sampleArguments } from "./description_check.ts";
import { hostileFrames, newerFrame, overLimitHeader } from "./hostile.ts";
import { HOST_GREETING, pluginEnvironment, Subject, type SubjectOptions } from "./subject.ts";

/** How the contract is held. */
export interface ContractOptions {
  /** How long each answer may take, in milliseconds; 30000 if absent. */
  readonly deadlineMs?: number;
}

/** One clause of the contract, and whether the plugin keeps it. */
export interface ContractCheck {
  /** What is required. */
  readonly name: string;
  /** Whether it is so. */
  readonly ok: boolean;
  /** What happened instead; empty where it is so. */
  readonly detail: string;
}

/** What came of all checks. */
export interface ContractReport {
  /** In the order in which they were made. */
  readonly checks: readonly ContractCheck[];
}

/** A clause that a plugin keeps or throws on. */
interface Clause {
  readonly name: string;
  readonly check: (plugin: PluginUnderTest) => Promise<void>;
}

/** What the clauses need to know of the plugin. */
interface PluginUnderTest {
  readonly command: readonly string[];
  readonly options: SubjectOptions;
}

/**
 * Drives `command` through the contract.
 *
 * @example Every clause that a plugin breaks
 * ```ts
 * import { testContract } from "@shep/sdk/testing";
 *
 * const brokenClauses = async (command: string[]): Promise<string[]> => {
 *   const { checks } = await testContract(command);
 *   return checks.filter((check) => !check.ok).map(({ name, detail }) => `${name}: ${detail}`);
 * };
 * ```
 */
export async function testContract(
  command: readonly string[],
  options: ContractOptions = {},
): Promise<ContractReport> {
  const checks: ContractCheck[] = [];
  for (const clause of CLAUSES) checks.push(await hold(clause, { command, options }));
  return { checks };
}

/** The names of all clauses, in their order. */
export function contractClauses(): readonly string[] {
  return CLAUSES.map(({ name }) => name);
}

/** Holds `command` against one clause, by its name. */
export function checkClause(
  name: string,
  command: readonly string[],
  options: ContractOptions = {},
): Promise<ContractCheck> {
  const clause = CLAUSES.find((clause) => clause.name === name);
  if (!clause) throw new RangeError(`The contract has no clause '${name}'`);
  return hold(clause, { command, options });
}

async function hold({ name, check }: Clause, plugin: PluginUnderTest): Promise<ContractCheck> {
  try {
    await check(plugin);
    return { name, ok: true, detail: "" };
  } catch (error) {
    const fault = Fault.from(error);
    const detail = fault.kind === "internal" && fault.diagnostic.detail
      ? `${fault.message}\n${fault.diagnostic.detail}`
      : fault.message;
    return { name, ok: false, detail };
  }
}

const CLAUSES: readonly Clause[] = [
  { name: "greets without being greeted", check: greets },
  { name: "refuses a host of another version, and says so", check: refusesVersion },
  { name: "describes itself soundly", check: describesItself },
  { name: "answers an unknown action with not-found", check: unknownAction },
  { name: "answers an unknown argument with invalid-argument", check: unknownArgument },
  { name: "answers a missing argument with invalid-argument", check: missingArgument },
  { name: "answers a request it does not serve with unsupported-message", check: notServed },
  { name: "answers a message of a newer schema with unsupported-message", check: newerMessage },
  { name: "survives the cancellation of what is unknown or over", check: idleCancel },
  { name: "answers a call that is cancelled", check: cancelled },
  { name: "ends with an error at bytes that are no frame", check: garbage },
  { name: "ends with an error at half a frame", check: halfFrame },
  { name: "ends with an error at a frame over the limit", check: overLimit },
  { name: "neither hangs nor babbles at damaged frames", check: damaged },
  { name: "ends when stdin ends", check: endsWhenIdle },
  { name: "ends when stdin ends in the middle of a task", check: endsWhenBusy },
  { name: "explains itself to a person", check: explains },
];

function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Fault("failed", otherwise);
}

/** Requires that `promise` is refused with a fault of `kind`. */
async function requireFault(promise: Promise<unknown>, kind: FaultKind): Promise<Fault> {
  try {
    await promise;
  } catch (error) {
    const fault = Fault.from(error);
    demand(fault.kind === kind, `Refused with ${fault.kind} (${fault.message}), not ${kind}`);
    demand(fault.message !== "", `The ${kind} says nothing to a person`);
    return fault;
  }
  throw new Fault("failed", `It was accepted; ${kind} was due`);
}

/** Runs `body` with a greeted plugin, which must have spoken nothing but the protocol. */
async function conversation<T>(
  { command, options }: PluginUnderTest,
  body: (subject: Subject, hello: Hello) => Promise<T>,
): Promise<T> {
  await using subject = new Subject(command, options);
  const result = await body(subject, await subject.greet());
  demand(!subject.broken, `stdout holds more than frames: ${subject.broken?.message}`);
  return result;
}

function described(subject: Subject): Promise<PluginDescription> {
  return subject.within(subject.channel.call(describe, {}), "Describe unanswered");
}

/** Calls an action; what the plugin asks of the host in its turn is served by nobody. */
function executed(subject: Subject, action: string, args: ValueMap): Promise<unknown> {
  const request = taskRequest(action, args);
  return subject.within(
    subject.channel.call(executeTask, request),
    `The action '${action}' unanswered`,
  );
}

function taskRequest(action: string, args: ValueMap): ExecuteTaskRequest {
  return { action, arguments: args, host: "target", check: true, diff: false, verbosity: 0 };
}

async function greets({ command, options }: PluginUnderTest): Promise<void> {
  await using subject = new Subject(command, options);
  const hello = await subject.hello();
  demand(
    hello.protocolVersion === HOST_GREETING.protocolVersion,
    `It speaks version ${hello.protocolVersion} of the protocol`,
  );
  demand(/^[a-z][a-z0-9-]*$/.test(hello.name), `'${hello.name}' is no name for a plugin`);
  demand(/^\d+\.\d+\.\d+/.test(hello.version), `'${hello.version}' is no semantic version`);
}

async function refusesVersion({ command, options }: PluginUnderTest): Promise<void> {
  await using subject = new Subject(command, options);
  await subject.hello();
  subject.channel.greet({ ...HOST_GREETING, protocolVersion: 999 });
  // The refusal answers no call: it ends the conversation, and with it whatever waits.
  const fault = await requireFault(
    subject.within(subject.channel.call(describe, {}), "No answer"),
    "unsupported-version",
  );
  demand(/999/.test(fault.message), `The refusal does not name the version: ${fault.message}`);
}

function describesItself(plugin: PluginUnderTest): Promise<void> {
  return conversation(plugin, async (subject, hello) => {
    const problems = descriptionProblems(hello, await described(subject));
    demand(problems.length === 0, problems.join("\n"));
  });
}

function unknownAction(plugin: PluginUnderTest): Promise<void> {
  return conversation(plugin, async (subject, { kinds }) => {
    const kind = kinds.includes("action") ? "not-found" : "unsupported-message";
    await requireFault(executed(subject, "no_such_action", new Map()), kind);
  });
}

function unknownArgument(plugin: PluginUnderTest): Promise<void> {
  return conversation(plugin, async (subject) => {
    for (const action of (await described(subject)).actions) {
      if (action.acceptsAny) continue;
      const args: ValueMap = new Map([...sampleArguments(action), ["no_such_argument", 1]]);
      const fault = await requireFault(executed(subject, action.name, args), "invalid-argument");
      const said = Object.values(fault.diagnostic).join(" ");
      demand(said.includes("no_such_argument"), `It does not name the argument: ${said}`);
    }
  });
}

function missingArgument(plugin: PluginUnderTest): Promise<void> {
  return conversation(plugin, async (subject) => {
    for (const action of (await described(subject)).actions) {
      if (!Object.values(action.arguments).some((spec) => spec.required)) continue;
      await requireFault(executed(subject, action.name, new Map()), "invalid-argument");
    }
  });
}

function notServed(plugin: PluginUnderTest): Promise<void> {
  return conversation(plugin, async (subject) => {
    const request = { path: "x", options: new Map<string, Value>() };
    const call = subject.channel.call(renderTemplate, request);
    await requireFault(subject.within(call, "No answer"), "unsupported-message");
    await described(subject);
  });
}

async function newerMessage({ command, options }: PluginUnderTest): Promise<void> {
  const { frame, isRefusal } = newerFrame();
  const refused = Promise.withResolvers<void>();
  const onFrame = (bytes: Uint8Array): void => {
    if (isRefusal(bytes)) refused.resolve();
  };
  await using subject = new Subject(command, { ...options, onFrame });
  await subject.greet();
  await subject.write(frame);
  await subject.within(refused.promise, "No ErrorReply of kind unsupported-message");
  await described(subject);
}

function idleCancel(plugin: PluginUnderTest): Promise<void> {
  return conversation(plugin, async (subject) => {
    await described(subject);
    for (const id of [1, 12_345]) await subject.write(hostileFrames.cancel(id));
    await described(subject);
  });
}

/** A task that keeps the plugin waiting for its host; nothing for a plugin without actions. */
async function begin(
  subject: Subject,
  signal?: AbortSignal,
): Promise<{ readonly end: Promise<unknown> } | undefined> {
  const [action] = (await described(subject)).actions;
  if (!action) return undefined;
  const request = taskRequest(action.name, sampleArguments(action));
  const call = subject.channel.call(executeTask, request, signal ? { signal } : {});
  return { end: call.catch(() => {}) };
}

function cancelled(plugin: PluginUnderTest): Promise<void> {
  const options = { ...plugin.options, handlers: hostileFrames.silentHost() };
  return conversation({ ...plugin, options }, async (subject) => {
    const controller = new AbortController();
    const task = await begin(subject, controller.signal);
    if (!task) return;
    await described(subject);
    controller.abort();
    await subject.within(task.end, "The cancelled call unanswered");
    demand(subject.channel.pending === 0, "The cancelled call was never answered");
    await described(subject);
  });
}

/** Requires that the plugin ends by itself, with an error that a person can read. */
async function requireFailure(subject: Subject): Promise<void> {
  const { code, stderr } = await subject.ended();
  demand(code !== 0, "It ended as if all were well (exit code 0)");
  demand(stderr.trim() !== "", "It wrote nothing to stderr about why it ended");
}

async function garbage({ command, options }: PluginUnderTest): Promise<void> {
  await using subject = new Subject(command, options);
  await subject.greet();
  await subject.write(new TextEncoder().encode("this is not the protocol\n".repeat(4)));
  await requireFailure(subject);
}

async function halfFrame({ command, options }: PluginUnderTest): Promise<void> {
  await using subject = new Subject(command, options);
  await subject.greet();
  await subject.write(hostileFrames.describe(1).subarray(0, 20));
  await subject.closeStdin();
  await requireFailure(subject);
}

async function overLimit({ command, options }: PluginUnderTest): Promise<void> {
  await using subject = new Subject(command, options);
  const { maxFrameBytes } = await subject.greet();
  await subject.write(overLimitHeader(maxFrameBytes));
  await requireFailure(subject);
}

async function damaged({ command, options }: PluginUnderTest): Promise<void> {
  const frames = hostileFrames.damaged();
  while (frames.length > 0) {
    await using subject = new Subject(command, options);
    await subject.greet();
    while (frames.length > 0) {
      await subject.write(frames.pop()!);
      const answer = await described(subject).catch((error: unknown) => Fault.from(error));
      if (!(answer instanceof Fault)) continue;
      // Either it refused the frame and ended, or it is to go on.
      demand(answer.kind !== "deadline-exceeded", "It hung at a damaged frame");
      await subject.ended();
      break;
    }
    demand(!subject.broken, `It answered a damaged frame by one: ${subject.broken?.message}`);
  }
}

async function endsWhenIdle({ command, options }: PluginUnderTest): Promise<void> {
  await using subject = new Subject(command, options);
  await subject.greet();
  await subject.closeStdin();
  const { code, stderr } = await subject.ended();
  demand(code === 0, `It ended with code ${code}\n${stderr}`);
}

async function endsWhenBusy({ command, options }: PluginUnderTest): Promise<void> {
  await using subject = new Subject(command, {
    ...options,
    handlers: hostileFrames.silentHost(),
  });
  await subject.greet();
  await begin(subject);
  await described(subject);
  await subject.closeStdin();
  await subject.ended();
}

async function explains({ command }: PluginUnderTest): Promise<void> {
  const [program, ...args] = command;
  const { code, stdout } = await new Deno.Command(program!, {
    args: [...args, "--help"],
    clearEnv: true,
    env: pluginEnvironment(),
    stdin: "null",
    stderr: "null",
  }).output();
  demand(code === 0, `--help ended with code ${code}`);
  demand(stdout.length > 0, "--help prints nothing");
}
