/**
 * Events written down as JSON, a line each, for tests of what is made of them.
 *
 * @module
 */
import { type Plain, toValue } from "@shep/sdk/value";
import type { RunEvent } from "../host_api.ts";

/** The text of a file in `testdata/`. */
export function readTestdata(name: string): string {
  return Deno.readTextFileSync(new URL(`./testdata/${name}`, import.meta.url));
}

/** The events of a file in `testdata/`. */
export function readEvents(name: string): RunEvent[] {
  return readTestdata(name).trimEnd().split("\n").map((line) => revive(JSON.parse(line)));
}

/** JSON has no maps: what is one in an event becomes one again. */
function revive(event: Record<string, unknown>): RunEvent {
  const result = event["result"] as Record<string, unknown> | undefined;
  const hosts = event["hosts"];
  return {
    ...event,
    ...("item" in event && { item: toValue(event["item"] as Plain) }),
    ...(result && { result: { ...result, values: toValue(result["values"] as Plain) } }),
    ...(event["type"] === "recap" && { hosts: new Map(Object.entries(hosts as object)) }),
  } as RunEvent;
}

/** The lines of an output without results, which Shep lays out in its own way. */
export function landmarks(output: string): string[] {
  return output.split("\n")
    .filter((line) =>
      /^(PLAY|TASK|RUNNING|ok|changed|skipping|fatal|failed|\.\.\.|\S+ +:)/.test(line)
    )
    .filter((line) => !line.startsWith("TASK [meta] "))
    .map((line) => /^(\S+ +: ok=|PLAY|TASK|RUNNING)/.test(line) ? line : withoutResult(line));
}

function withoutResult(line: string): string {
  return line.replace(/^((?:fatal|failed): .*?) => .*$/, "$1").replace(/ =>( \{)?$/, "").trimEnd();
}
