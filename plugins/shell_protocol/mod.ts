/**
 * A POSIX shell that is held open on a target and runs one script after the other, over whatever
 * carries its three streams: a fork for each script, and no program started.
 *
 * @module
 */
export { directoryWord, NO_DIRECTORY, SKIPPED } from "./capture.ts";
export * from "./duplex.ts";
export * from "./output.ts";
export * from "./pool.ts";
export { INLINE_STDIN_BYTES, printfWord, requestText, type ShellRequest } from "./request.ts";
export * from "./session.ts";
