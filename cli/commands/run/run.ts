/**
 * `shep run`: runs playbooks, or lists what is in them.
 *
 * @module
 */
import type { Config } from "@shep/host/config";
import type { Arguments } from "../../arguments/arguments.ts";
import { diagnosticOf } from "../../failure.ts";
import type { Host, RunOptions } from "../../host_api.ts";
import { INTERRUPTED_EXIT_CODE, Interruption, Progress, type SignalSource } from "./interrupt.ts";
import {
  inspectionToJson,
  type InspectionView,
  renderInspection,
} from "../../render/inspection.ts";
import { JsonRenderer } from "../../render/json.ts";
import { JsonLinesRenderer } from "../../render/jsonl.ts";
import type { Chunk, Renderer } from "../../render/renderer.ts";
import { type TerminalOptions, TerminalRenderer } from "../../render/terminal.ts";
import { runOptions } from "./options.ts";
import type { Streams } from "../../terminal/streams.ts";

/** What `shep run` needs of the world. */
export interface RunContext
  extends Pick<RunOptions, "plugins" | "started" | "environment" | "version"> {
  readonly streams: Streams;
  readonly config: Config;
  readonly host: Host;
  /** Asks the user for a password, if there is a terminal. */
  readonly askPassword?: NonNullable<RunOptions["askPassword"]>;
  /** The user, if there is a terminal. */
  readonly console?: RunOptions["console"] | undefined;
  readonly signals: SignalSource;
  /** Ends the process at once. */
  exit(code: number): void;
}

/**
 * Carries out `shep run`.
 *
 * @returns The exit code.
 * @throws {UsageError} if an argument makes no sense.
 */
export async function run(args: Arguments, context: RunContext): Promise<number> {
  const { streams, host, plugins, started, environment, version, config } = context;
  const requested = runOptions(args, config);
  const terminal = new TerminalRenderer({
    ...streams,
    verbosity: requested.verbosity,
    hidden: hiddenResults(config),
    showsCustomStats: config.get("SHOW_CUSTOM_STATS"),
  });
  const renderer = rendererFor(args.last("output")) ?? terminal;
  for (const warning of requested.verbosity > 0 ? config.notes() : []) {
    print(streams, renderer.render({ type: "warning", warning }));
  }
  const progress = new Progress();
  using interruption = new Interruption(context.signals, {
    first: () => print(streams, terminal.interrupted(progress.describe())),
    second: () => context.exit(INTERRUPTED_EXIT_CODE),
  });
  const { signal } = interruption;
  const options: RunOptions = {
    ...requested,
    plugins,
    environment,
    version,
    signal,
    ...(started && { started }),
    ...(context.askPassword && { askPassword: context.askPassword }),
    ...(context.console && { console: context.console }),
  };
  const view = inspectionView(args);
  try {
    if (view === undefined) {
      return await host.runPlaybooks(options, (event) => {
        progress.follow(event);
        print(streams, renderer.render(event));
      });
    }
    const inspection = await host.inspectPlaybooks(options, (event) => {
      print(streams, terminal.render(event));
    });
    const text = renderer === terminal
      ? renderInspection(inspection, view)
      : JSON.stringify(inspectionToJson(inspection)) + "\n";
    streams.write("stdout", text);
    return 0;
  } catch (error) {
    const exitCode = signal.aborted ? INTERRUPTED_EXIT_CODE : host.exitCodeOf(error);
    print(streams, renderer.fail(diagnosticOf(error), exitCode));
    return exitCode;
  }
}

/** What the settings leave out. */
function hiddenResults(config: Config): NonNullable<TerminalOptions["hidden"]> {
  return [
    ...(config.get("DISPLAY_SKIPPED_HOSTS") ? [] : ["skipped" as const]),
    ...(config.get("DISPLAY_OK_HOSTS") ? [] : ["ok" as const]),
  ];
}

/** The renderer of a format for programs. */
function rendererFor(format: string | undefined): Renderer | undefined {
  if (format === "json") return new JsonRenderer();
  return format === "jsonl" ? new JsonLinesRenderer() : undefined;
}

/** What is to be listed, if the playbooks are only to be looked at. */
function inspectionView(args: Arguments): InspectionView | undefined {
  const hosts = args.has("list-hosts");
  const tasks = args.has("list-tasks");
  const tags = args.has("list-tags");
  return hosts || tasks || tags || args.has("syntax-check") ? { hosts, tasks, tags } : undefined;
}

function print(streams: Streams, chunks: readonly Chunk[]): void {
  for (const { stream, text } of chunks) streams.write(stream, text);
}
