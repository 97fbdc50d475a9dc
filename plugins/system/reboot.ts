/**
 * The action `reboot`: starts the target anew, and waits until it is back.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/reboot_module.html
 * @module
 */
import {
  type ActionDefinition,
  type Arguments,
  defineAction,
  Fault,
  ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";
import { pass, reach } from "../net/wait_for_connection.ts";

const DETERMINED = "[determined based on target OS]";

const SPECS = {
  pre_reboot_delay: { type: "int", description: "Seconds before it goes down.", default: 0 },
  post_reboot_delay: {
    type: "int",
    description: "Seconds after that before it is tried for the first time.",
    default: 0,
  },
  reboot_timeout: {
    type: "int",
    description: "How many seconds it may take to come back, and again to pass the test.",
    default: 600,
  },
  connect_timeout: { type: "int", description: "How many seconds one attempt may take." },
  test_command: {
    type: "str",
    description: "What has to succeed on the target that is back.",
    default: "whoami",
  },
  msg: {
    type: "str",
    description: "What users are told before.",
    default: "Reboot initiated by Ansible",
  },
  search_paths: {
    type: "list",
    elements: "str",
    description: "Where `shutdown` is looked for.",
    default: ["/sbin", "/bin", "/usr/sbin", "/usr/bin", "/usr/local/sbin"] as string[],
  },
  boot_time_command: {
    type: "str",
    description: "What says something else after each start.",
    default: "cat /proc/sys/kernel/random/boot_id",
  },
  reboot_command: {
    type: "str",
    description: "What starts it anew.",
    default: DETERMINED,
  },
} as const;

type RebootArguments = Arguments<typeof SPECS>;

/** Seconds between two attempts to reach a target that is on its way back. */
const PAUSE = 2;

/** Starts the target anew. */
export const reboot: ActionDefinition<typeof SPECS> = defineAction({
  name: "reboot",
  summary: "Starts the target anew, and waits until it is back.",
  arguments: SPECS,
  supportsCheck: true,
  examples: ["- reboot:\n    reboot_timeout: 900"],
  returns: { rebooted: "Whether it was.", elapsed: "How many seconds it took." },
  async run(args, task): Promise<TaskResult> {
    const before = readReport(await task.script(lookScript(args)));
    if (before.get("local") !== undefined) {
      throw new TaskFailure("Running reboot with local connection would reboot the control node.");
    }
    if (task.check) return { changed: true, values: { rebooted: true, elapsed: 0 } };
    const begin = Date.now();
    await goDown(args, task);
    await pass(args.pre_reboot_delay + args.post_reboot_delay, task);
    await comeBack(args, before.get("boot") ?? "", task);
    return {
      changed: true,
      values: { rebooted: true, elapsed: Math.floor((Date.now() - begin) / 1000) },
    };
  },
});

/**
 * Which start it is; and whether this is the controller itself: what came over a network has a
 * server of SSH among its ancestors, and what runs in a container has none outside of it.
 */
function lookScript({ boot_time_command }: RebootArguments): ShellText {
  return targetScript({ command: boot_time_command }, [LOOK]);
}

const LOOK = new ShellText(`
boot=$(sh -c "$command" 2>&1) || fail "failed to get host boot time info: $boot"
say boot "$boot"
[ -r /proc/self/stat ] || exit 0
pid=$$ remote=
while [ "$pid" -gt 0 ] && [ -r "/proc/$pid/stat" ]; do
  read -r line <"/proc/$pid/stat"
  name=\${line#*\\(}; name=\${name%\\)*}; rest=\${line##*\\) }
  case $name in sshd* | dropbear*) remote=1 ;; esac
  rest=\${rest#* }; pid=\${rest%% *}
done
[ -n "$remote" ] || say local 1
exit 0`);

/** The target may be gone before it has answered. */
async function goDown(args: RebootArguments, task: Task): Promise<void> {
  const script = targetScript({
    command: args.reboot_command === DETERMINED ? "" : args.reboot_command,
    minutes: Math.floor(args.pre_reboot_delay / 60),
    message: args.msg,
    paths: args.search_paths.join(":"),
  }, [DOWN]);
  try {
    readReport(await task.script(script));
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "unreachable") throw error;
  }
}

const DOWN = new ShellText(`
PATH=$paths:$PATH
if [ -n "$command" ]; then said=$(sh -c "$command" 2>&1)
elif command -v shutdown >/dev/null 2>&1; then
  said=$(shutdown -r "+$minutes" "$message" 2>&1 || shutdown -r now "$message" 2>&1)
elif command -v reboot >/dev/null 2>&1; then said=$(reboot 2>&1)
else fail "Unable to find command shutdown in search paths: $paths"
fi || fail "Reboot command failed: $said"
exit 0`);

/** @throws {TaskFailure} When the time is up. */
async function comeBack(args: RebootArguments, before: string, task: Task): Promise<void> {
  const patience = args.connect_timeout ?? 10;
  const until = deadline(args.reboot_timeout);
  for (;;) {
    await reach(task, { isOver: until, pause: PAUSE, patience });
    const now = await ask(args.boot_time_command, task);
    if (now !== undefined && now !== before) break;
    if (until()) {
      throw new TaskFailure("Timed out waiting for last boot time check", { rebooted: false });
    }
    await pass(PAUSE, task);
  }
  const tested = deadline(args.reboot_timeout);
  while (await ask(args.test_command, task) === undefined) {
    if (tested()) {
      throw new TaskFailure("Timed out waiting for post-reboot test command", { rebooted: true });
    }
    await pass(PAUSE, task);
  }
}

function deadline(seconds: number): () => boolean {
  const end = Date.now() + seconds * 1000;
  return () => Date.now() >= end;
}

/** What a command says, if it succeeds. */
async function ask(command: string, task: Task): Promise<string | undefined> {
  try {
    const report = readReport(await task.script(targetScript({ command }, [ASK])));
    return report.get("said");
  } catch (error) {
    if (error instanceof Fault && error.kind === "unreachable") return undefined;
    throw error;
  }
}

const ASK = new ShellText(`
said=$(sh -c "$command" 2>&1) && say said "$said"
exit 0`);
