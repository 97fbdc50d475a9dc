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
