/** Encodings of files. @module */
import { Fault, type Value } from "@shep/sdk";

/**
 * Refuses what is not UTF-8.
 *
 * @throws {Fault} `invalid-argument`
 */
export function checkEncoding(encoding: Value | undefined): void {
  if (encoding === undefined || /^utf-?8$/i.test(String(encoding))) return;
  throw new Fault("invalid-argument", `The encoding '${encoding}' is not supported yet`, {
    hint: "Files are read as utf-8",
  });
}
