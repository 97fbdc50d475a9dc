/**
 * A run: from files and options to events and an exit code.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import type { RunContext } from "./engine/run_context.ts";
import { type PlayEnd, runPlay } from "./engine/play/play_runner.ts";
import { checkStart, StartPoint } from "./engine/play/start_at.ts";
import { Stepper } from "./engine/play/stepper.ts";
import type { EventListener } from "./events.ts";
import { ExitCode, lossCode } from "./exit_code.ts";
import type { Playbook } from "./playbook/mod.ts";
import { retryFile, retryText } from "./retry_file.ts";
import type { RunOptions } from "./run_options.ts";
import type { SessionOptions } from "./session/options.ts";
import { type Session, withSession } from "./session/session.ts";

/**
 * Runs playbooks.
 *
 * @returns The exit code: what `ansible-playbook` would return.
 * @throws {Fault} When the run cannot begin: a playbook or an inventory that cannot be read.
 */
export async function runPlaybooks(options: RunOptions, emit: EventListener): Promise<number> {
  if (!options.journal) return await runOnce(options, emit);
  const { runOnRecord } = await import("./journal/run_on_record.ts");
  return await runOnRecord(options.journal, options, emit, runOnce);
}

function runOnce(options: SessionOptions, emit: EventListener): Promise<number> {
  return withSession(options, emit, (session) => run(session, options));
}

async function run(session: Session, options: RunOptions): Promise<number> {
  const playbooks = await session.loadPlaybooks();
  const { context } = session;
  const { emit } = context;
  emit({ type: "run-started", playbooks: options.playbooks, check: options.check });
  if (options.startAtTask !== undefined) {
    checkStart(options.startAtTask, playbooks.flatMap(({ plays }) => plays));
  }
  const end = await runAll(session, playbooks, options);
  emit({ type: "recap", hosts: context.stats.recap() });
  const { run: ofRun, hosts } = context.customStats;
  if (ofRun.size + hosts.size > 0) emit({ type: "custom-stats", run: ofRun, hosts });
  // Hosts that cannot be reached do not matter any more where a failure has ended the run.
  const outcome = end === "cut-short" ? ExitCode.failed : lossCode(context.lost.values());
  const exitCode = context.signal.aborted ? ExitCode.interrupted : outcome;
  emit({ type: "run-finished", exitCode });
  return exitCode;
}

/** Runs all plays; how the last one ended. */
async function runAll(
  session: Session,
  playbooks: readonly Playbook[],
  options: RunOptions,
): Promise<PlayEnd> {
  const { emit } = session.context;
  const { context } = session;
  const start = options.startAtTask === undefined ? undefined : new StartPoint(options.startAtTask);
  const stepper = options.step ? stepperOf(context) : undefined;
  let lastId = 0;
  const factsRead = await session.factsRead();
  for (const playbook of playbooks) {
    emit({ type: "playbook-started", file: playbook.file });
    for (const play of playbook.plays) {
      if (context.signal.aborted) return "next";
      const end = await runPlay(session.context, play, {
        selection: options,
        ...(session.limit === undefined ? {} : { limit: session.limit }),
        shard: options.shard,
        nextId: () => ++lastId,
        start,
        stepper,
        ...(factsRead && { factsRead }),
        loadVariables: session.loadVariableFile,
      });
      if (end !== "next") {
        await tellRetries(playbook.file, context);
        return end;
      }
    }
    await tellRetries(playbook.file, context);
  }
  return "next";
}

/**
 * Asks before each task.
 *
 * @throws {Fault} `invalid-argument`, where nobody can be asked.
 */
function stepperOf({ console }: RunContext): Stepper {
  if (console !== undefined) return new Stepper(console);
  throw new Fault("invalid-argument", "--step asks before each task, and there is no terminal");
}

/** Writes down the hosts that were lost, for those that want to try again. */
async function tellRetries(
  playbook: string,
  { lost, settings, emit, warn }: RunContext,
): Promise<void> {
  const file = retryFile(playbook, settings.config);
  if (file === undefined || lost.size === 0) return;
  try {
    await Deno.writeTextFile(file, retryText(lost.keys()));
    emit({ type: "retry-file", file });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warn({ summary: `The retry file '${file}' could not be written: ${why}` });
  }
}
