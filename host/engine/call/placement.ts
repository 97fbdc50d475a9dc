/**
 * On which host a task's action acts, and where a transfer between two of them begins.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/synchronize_module.html
 * @module
 */
import { Fault, type Value } from "@shep/sdk";
import type { ConnectionTarget } from "../../connection/manager.ts";
import type { Attempt } from "../task/attempt.ts";
import type { PlayContext } from "../play_context.ts";
import { taskTarget } from "./target.ts";

/** Where a task's action acts. */
export interface Placement {
  readonly target: ConnectionTarget;
  /** Whether what the action would start on the controller is started on the target. */
  readonly startsOnTarget: boolean;
}

/**
 * The target of a task. Whatever a transfer is delegated to is where it begins: it reaches the
 * host that the task runs for in any case.
 *
 * @throws {Fault} For a transfer that would begin on a third machine.
 */
export function placement(
  play: PlayContext,
  attempt: Attempt,
  delegate: string | undefined,
  args: ReadonlyMap<unknown, Value>,
): Placement {
  const { task: { action }, host, scope } = attempt;
  if (action !== "synchronize") {
    return { target: taskTarget(play, attempt, delegate), startsOnTarget: false };
  }
  if (scope.lookup("ansible_rsync_path") !== undefined) refuseProgram();
  const reached = taskTarget(play, attempt, delegate === undefined ? undefined : host);
  if (delegate !== undefined && delegate !== host) {
    const start = taskTarget(play, attempt, delegate);
    if (start.connection !== "local") refuseThird(host, delegate);
  }
  return {
    target: withAccess(reached, args),
    startsOnTarget: delegate === host || reached.connection === "local",
  };
}

/** A target of ssh, reached as the action's own arguments say. */
function withAccess(
  target: ConnectionTarget,
  args: ReadonlyMap<unknown, Value>,
): ConnectionTarget {
  if (target.connection !== "ssh") return target;
  const options = new Map(target.options);
  const port = args.get("dest_port") ?? null;
  if (port !== null) options.set("ansible_port", port);
  const key = args.get("private_key") ?? null;
  if (key !== null) options.set("ansible_ssh_private_key_file", key);
  if (args.get("set_remote_user") === false) options.delete("ansible_user");
  if (args.get("verify_host") === true) options.set("ansible_host_key_checking", true);
  return { ...target, options };
}

function refuseProgram(): never {
  throw new Fault("invalid-argument", "'ansible_rsync_path' is not supported", {
    detail: "The plugin that starts rsync may start the 'rsync' on the PATH, and no other program.",
    hint: "Put the directory of the other one first on the PATH that shep is started with.",
  });
}

function refuseThird(host: string, delegate: string): never {
  throw new Fault(
    "invalid-argument",
    `'synchronize' for '${host}' cannot be delegated to '${delegate}'`,
    {
      detail: "rsync begins on the controller, or on the target itself. From a third machine it " +
        "would have to reach the target on its own.",
      hint: `Let '${delegate}' run its rsync with 'command', or pull to the controller and push ` +
        "from there.",
    },
  );
}
