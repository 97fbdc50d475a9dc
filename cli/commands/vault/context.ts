/**
 * The world, as `shep vault` sees it.
 *
 * @module
 */
import type { Config } from "@shep/host/config";
import { type PasswordWorld, systemWorld } from "@shep/host/vault";
import { askOnTerminal } from "../../terminal/ask.ts";
import { edit } from "./editor.ts";

/** What `shep vault` needs besides files. */
export interface VaultContext {
  readonly config: Config;
  readonly passwords: PasswordWorld;
  /** All of stdin. */
  readInput(): Promise<Uint8Array>;
  /** To stdout. */
  writeOutput(bytes: Uint8Array): Promise<void>;
  /** To stderr: a line that tells what was done. */
  say(line: string): void;
  /** Has the user edit a text; `name` is that of the file it belongs to. */
  edit(content: Uint8Array, name: string): Promise<Uint8Array>;
}

/** This process. */
export function processContext(
  config: Config,
  say: (line: string) => void,
): VaultContext {
  return {
    config,
    passwords: systemWorld(askOnTerminal),
    readInput: () => {
      if (Deno.stdin.isTerminal()) say("Reading from the terminal. Ctrl-D twice ends the text.");
      return new Response(Deno.stdin.readable).bytes();
    },
    writeOutput: async (bytes) => {
      const writer = Deno.stdout.writable.getWriter();
      await writer.write(bytes);
      writer.releaseLock();
    },
    say,
    edit: (content, name) => edit(content, name, config.environment),
  };
}
