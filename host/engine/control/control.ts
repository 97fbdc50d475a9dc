/**
 * Control actions: those that read or change the run itself. They run in the host, because all
 * they touch is there; everything that touches a target runs in a plugin.
 *
 * @module
 */
import type { ActionDescription, ArgumentSpecs, Diff, Plain, Value, ValueMap } from "@shep/sdk";
import type { PlaybookMap, SourcePosition } from "../../playbook/model.ts";
import type { Environment } from "../../template/mod.ts";
import type { HostState } from "../../variables/host_state.ts";
import type { HostScope } from "../../variables/scope.ts";

/** What a control action may use. */
export interface ControlContext {
  readonly scope: HostScope;
  readonly environment: Environment;
  readonly state: HostState;
  readonly position: SourcePosition;
  readonly verbosity: number;
  /** Whether an argument is a text that stays one, even if it looks like a list or a dict. */
  isVerbatim(argument: string): boolean;
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
  /** Facts that are set on the host. */
  readonly facts?: ValueMap;
  readonly diffs?: readonly Diff[];
  /** The arguments of an include whose turn has come. */
  readonly include?: ReadonlyMap<string, Value>;
}

/** An action that runs in the host. */
export interface ControlAction extends ActionDescription {
  readonly arguments: ArgumentSpecs;
  /** Arguments that are expressions, which the action evaluates itself. */
  readonly expressions?: readonly string[];
  run(args: ReadonlyMap<string, Value>, context: ControlContext): ControlResult;
}
