/**
 * What every output is: a reader of events that makes text.
 *
 * @module
 */
import type { Diagnostic } from "@shep/sdk";
import type { RunEvent } from "../host_api.ts";

/** Text for one of the two streams, line ends included. */
export interface Chunk {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** Makes an output out of what happens. It writes nothing itself. */
export interface Renderer {
  /** What is to be written once this happened. */
  render(event: RunEvent): readonly Chunk[];
  /** What is to be written when the run ends before its time. */
  fail(error: Diagnostic, exitCode: number): readonly Chunk[];
}
