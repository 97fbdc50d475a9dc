/**
 * This system, as far as vault passwords are concerned.
 *
 * @module
 */
import type { AskPassword, PasswordWorld } from "./passwords.ts";

/** Files and programs of this system, and the user at `ask`. */
export function systemWorld(ask?: AskPassword): PasswordWorld {
  return {
    ask,
    stat: async (path) => {
      try {
        const { isFile, isDirectory, mode } = await Deno.stat(path);
        // A pipe is one, too: --vault-password-file <(pass show vault)
        return { isFile: isFile || !isDirectory, isExecutable: ((mode ?? 0) & 0o111) !== 0 };
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return null;
        throw error;
      }
    },
    readText: (path) => Deno.readTextFile(path),
    run: async (path, args) => {
      const command = new Deno.Command(path, { args: [...args], stdin: "inherit" });
      const { code, stdout, stderr } = await command.output();
      const decoder = new TextDecoder();
      return { exitCode: code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
    },
  };
}
