/** `pause`: waits for a time, or for the user. @module */
import { Fault, type Value } from "@shep/sdk";
import { delay } from "../delay.ts";
import { timeText } from "../times.ts";
import type { ControlResult, ReachAction, ReachContext } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/pause_module.html */
export const pause: ReachAction = {
  name: "pause",
  summary: "Waits for a time, or until the user says to go on.",
  arguments: {
    seconds: { type: "int", description: "How many seconds to wait." },
    minutes: { type: "int", description: "How many minutes to wait." },
    prompt: { type: "str", description: "What to ask." },
    echo: { type: "bool", description: "Whether what is typed can be seen.", default: true },
  },
  constraints: [{ mutuallyExclusive: ["seconds", "minutes"] }],
  supportsCheck: true,
  isForAll: true,
  examples: ["- pause: {seconds: 10}", "- pause: {prompt: 'Switch the load balancer, then Enter'}"],
  returns: { user_input: "What was typed.", delta: "How many seconds it took." },
  async reach(args, context): Promise<ControlResult> {
    const seconds = secondsOf(args);
    const prompt = args.get("prompt") as string | null | undefined;
    const start = new Date();
    const typed = seconds === undefined
      ? await answer(prompt ?? undefined, args.get("echo") !== false, context)
      : await delay(Math.max(seconds, 0), context.signal);
    const stop = new Date();
    const duration = (stop.getTime() - start.getTime()) / 1000;
    const [length, unit] = typeof args.get("seconds") === "number"
      ? [duration, "seconds"]
      : [duration / 60, "minutes"];
    return {
      values: {
        stdout: `Paused for ${roundedText(length)} ${unit}`,
        stderr: "",
        rc: 0,
        start: timeText(start),
        stop: timeText(stop),
        delta: Math.trunc(duration),
        echo: args.get("echo") ?? null,
        user_input: typed ?? "",
      },
    };
  },
};

/** How long to wait; not at all a time if nothing is said. */
function secondsOf(args: ReadonlyMap<string, Value>): number | undefined {
  const [seconds, minutes] = [args.get("seconds"), args.get("minutes")];
  if (typeof seconds === "number") return seconds;
  return typeof minutes === "number" ? minutes * 60 : undefined;
}

/** Where nobody can be asked the run goes on, with a warning. */
async function answer(
  prompt: string | undefined,
  isShown: boolean,
  { console, position, title, warn, signal }: ReachContext,
): Promise<string> {
  if (console === undefined) {
    warn({
      summary: "Not waiting for a response to the prompt: there is no terminal",
      ...position,
    });
    return "";
  }
  const question = `[${title}]\n${prompt ?? "Press enter to continue, Ctrl-C to interrupt"}:\n`;
  const typed = await console.ask(question, isShown, signal);
  if (typed !== undefined) return typed;
  throw new Fault("cancelled", "The question was not answered", { ...position });
}

/** With one or two decimals, as Python writes what it rounded. */
function roundedText(length: number): string {
  const rounded = Math.round(length * 100) / 100;
  return Number.isInteger(rounded) ? `${rounded}.0` : String(rounded);
}
