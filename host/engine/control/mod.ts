/** The control actions by name. @module */
import { addHost } from "./add_host.ts";
import { assert } from "./assert.ts";
import { asyncStatus } from "./async_status.ts";
import type { ControlAction } from "./control.ts";
import { debug } from "./debug.ts";
import { fail } from "./fail.ts";
import { groupBy } from "./group_by.ts";
import { includeRole, includeTasks } from "./include.ts";
import { includeVars } from "./include_vars.ts";
import { meta } from "./meta.ts";
import { pause } from "./pause.ts";
import { setFact } from "./set_fact.ts";
import { setStats } from "./set_stats.ts";
import { validateArgumentSpec } from "./validate_argument_spec.ts";

export type {
  ControlAction,
  ControlContext,
  ControlResult,
  ReachAction,
  ValueAction,
} from "./control.ts";

const ALL: readonly ControlAction[] = [
  addHost,
  assert,
  asyncStatus,
  debug,
  fail,
  groupBy,
  includeRole,
  includeTasks,
  includeVars,
  meta,
  pause,
  setFact,
  setStats,
  validateArgumentSpec,
];

/** All actions that run in the host. */
export const CONTROL_ACTIONS: ReadonlyMap<string, ControlAction> = new Map(
  ALL.map((action) => [action.name, action]),
);
