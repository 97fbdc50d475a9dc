/**
 * An event a line, as it happens.
 *
 * @see https://jsonlines.org
 * @module
 */
import type { Diagnostic } from "@shep/sdk";
import type { RunEvent } from "../host_api.ts";
import { diagnosticToJson, eventToJson, type JsonObject } from "./event_json.ts";
import type { Chunk, Renderer } from "./renderer.ts";

/** Renders each event as a line of JSON. */
export class JsonLinesRenderer implements Renderer {
  /** @inheritdoc */
  render(event: RunEvent): readonly Chunk[] {
    return line(eventToJson(event));
  }

  /** @inheritdoc */
  fail(error: Diagnostic, exitCode: number): readonly Chunk[] {
    return [
      ...line({ type: "error", error: diagnosticToJson(error) }),
      ...line({ type: "run-finished", exit_code: exitCode }),
    ];
  }
}

function line(object: JsonObject): Chunk[] {
  return [{ stream: "stdout", text: JSON.stringify(object) + "\n" }];
}
