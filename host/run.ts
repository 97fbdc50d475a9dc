/**
 * A run: from files and options to events and an exit code.
 *
 * @module
 */
import { runPlay } from "./engine/play_runner.ts";
import type { EventListener } from "./events.ts";
import { ExitCode, lossCode } from "./exit_code.ts";
import type { Playbook } from "./playbook/mod.ts";
import type { RunOptions } from "./run_options.ts";
import { type Session, type SessionOptions, withSession } from "./session.ts";

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
  await runAll(session, playbooks, options);
  emit({ type: "recap", hosts: context.stats.recap() });
  const { run: ofRun, hosts } = context.customStats;
  if (ofRun.size + hosts.size > 0) emit({ type: "custom-stats", run: ofRun, hosts });
  const exitCode = options.signal.aborted ? ExitCode.interrupted : lossCode(context.lost.values());
  emit({ type: "run-finished", exitCode });
  return exitCode;
}

async function runAll(
  session: Session,
  playbooks: readonly Playbook[],
  options: RunOptions,
): Promise<void> {
  const { emit } = session.context;
  let lastId = 0;
  const factsRead = await session.factsRead();
  for (const playbook of playbooks) {
    emit({ type: "playbook-started", file: playbook.file });
    for (const play of playbook.plays) {
      if (options.signal.aborted) return;
      const goesOn = await runPlay(session.context, play, {
        selection: options,
        ...(session.limit === undefined ? {} : { limit: session.limit }),
        shard: options.shard,
        nextId: () => ++lastId,
        ...(factsRead && { factsRead }),
        loadVariables: session.loadVariableFile,
      });
      if (!goesOn) return;
    }
  }
}
