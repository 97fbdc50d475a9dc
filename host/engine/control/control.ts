/**
 * Control actions: those that read or change the run itself. They run in the host, because all
 * they touch is there; everything that touches a target runs in a plugin.
 *
 * @module
 */
import type {
  ActionDescription,
  ArgumentSpecs,
  Diagnostic,
  Diff,
  Plain,
  Value,
  ValueMap,
} from "@shep/sdk";
import type { Console } from "../../console.ts";
import type { Inventory } from "../../inventory/mod.ts";
import type { LoadContext } from "../../playbook/mod.ts";
import type { PlaybookMap, SourcePosition } from "../../playbook/model.ts";
import type { Environment } from "../../template/mod.ts";
import type { HostState } from "../../variables/host_state.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { JobDesk } from "../async/job_desk.ts";
import type { CustomStats } from "../custom_stats.ts";

/** What a control action may use. */
export interface ControlContext {
  readonly scope: HostScope;
  readonly environment: Environment;
  readonly state: HostState;
  readonly position: SourcePosition;
  readonly verbosity: number;
  /** Whether an argument is a text that stays one, even if it looks like a list or a dict. */
  isVerbatim(argument: string): boolean;
  /** Whether an argument was given, and is null: the checked arguments do not have it. */
  isNull(argument: string): boolean;
}

/** What a control action comes to. */
export interface ControlResult {
  readonly failed?: boolean;
  readonly changed?: boolean;
  readonly skipped?: boolean;
  /** Return values. */
  readonly values?: { readonly [name: string]: Plain | undefined };
  /** Variables that are set on the host. */
  readonly variables?: PlaybookMap;
  /** Variables of files that are set on the host. */
  readonly included?: PlaybookMap;
  /** Facts that are set on the host. */
  readonly facts?: ValueMap;
  readonly diffs?: readonly Diff[];
  /** The arguments of an include whose turn has come. */
  readonly include?: ReadonlyMap<string, Value>;
}

/** What an action that reaches beyond its host may use. */
export interface ReachContext {
  /** The host that the task is for. */
  readonly host: string;
  readonly position: SourcePosition;
  readonly scope: HostScope;
  /** How files of a playbook are read. */
  readonly loading: LoadContext;
  /** Where the task's files are looked for. */
  readonly searchPath: readonly string[];
  /** Where the task is written. */
  readonly taskFolder: string;
  /** Of the task's role, if it is in one. */
  readonly rolePath?: string | undefined;
  readonly inventory: Inventory;
  readonly customStats: CustomStats;
  /** The jobs of the task's target. */
  jobs(): Promise<JobDesk>;
  /** Where the user can be asked; nowhere if absent. */
  readonly console?: Console | undefined;
  /** The name of the task. */
  readonly title: string;
  readonly signal: AbortSignal;
  readonly warn: (warning: Diagnostic) => void;
}

interface HostAction extends ActionDescription {
  readonly arguments: ArgumentSpecs;
}

/** An action that only looks at values: it is evaluated as a template is, more than once perhaps. */
export interface ValueAction extends HostAction {
  /** Arguments that are expressions, which the action evaluates itself. */
  readonly expressions?: readonly string[];
  run(args: ReadonlyMap<string, Value>, context: ControlContext): ControlResult;
}

/** An action that does something to the run, or waits. */
export interface ReachAction extends HostAction {
  /** Whether the first host has its turn for all of them. */
  readonly isForAll?: boolean;
  reach(
    args: ReadonlyMap<string, Value>,
    context: ReachContext,
  ): ControlResult | Promise<ControlResult>;
}

/** An action that runs in the host. */
export type ControlAction = ValueAction | ReachAction;
