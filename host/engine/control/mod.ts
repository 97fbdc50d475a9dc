/** The control actions by name. @module */
import { assert } from "./assert.ts";
import type { ControlAction } from "./control.ts";
import { debug } from "./debug.ts";
import { fail } from "./fail.ts";
import { includeRole, includeTasks } from "./include.ts";
import { meta } from "./meta.ts";
import { setFact } from "./set_fact.ts";

export type { ControlAction, ControlContext, ControlResult } from "./control.ts";

/** All actions that run in the host. */
export const CONTROL_ACTIONS: ReadonlyMap<string, ControlAction> = new Map(
  [assert, debug, fail, includeRole, includeTasks, meta, setFact].map((
    action,
  ) => [action.name, action]),
);
