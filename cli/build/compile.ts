/**
 * A bundled script as a program of its own, by `deno compile`.
 *
 * @see https://docs.deno.com/runtime/reference/cli/compile/
 * @module
 */
import { deno } from "./bundle.ts";

/** A program to be made. */
export interface Compilation {
  /** The path of the bundled script. */
  readonly script: string;
  /** The path of the program. */
  readonly output: string;
  /** The flags of `deno run` that are baked in. */
  readonly flags: readonly string[];
  /** For `deno` itself: `DENORT_BIN` names the base binary. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What cannot be had without a network: the runtime which a compiled program consists of. */
export class NoBaseBinary extends Error {
  override readonly name = "NoBaseBinary";
}

/**
 * Compiles all functions of a module when it is loaded, and not each when it is called: that is what
 * Deno keeps compiled from one run to the next.
 */
export const COMPILES_ALL = "--v8-flags=--no-lazy";

/**
 * Flags of `deno run` that are not for a compiled program: one that `deno compile` does not have, and
 * one that is a loss where no cache is.
 */
const RUN_ONLY: ReadonlySet<string> = new Set(["--quiet", COMPILES_ALL]);

/**
 * Compiles a program.
 *
 * @throws {NoBaseBinary} When the runtime for it cannot be had here.
 */
export async function compileProgram(
  { script, output, flags, environment }: Compilation,
): Promise<void> {
  const baked = flags.filter((flag) => !RUN_ONLY.has(flag));
  // The extension tells the language, and the entry names the program's virtual directory.
  const entry = `${output}.entry.js`;
  try {
    await Deno.copyFile(script, entry);
    await deno(["compile", "--quiet", ...baked, "--output", output, entry], {
      ...(environment && { env: environment }),
    });
  } catch (error) {
    if (error instanceof Error && /Setting up base binary|denort/.test(error.message)) {
      throw new NoBaseBinary(firstCause(error.message), { cause: error });
    }
    throw error;
  } finally {
    await Deno.remove(entry).catch(() => {});
  }
}

/** The first reason below "Caused by", in one line. */
function firstCause(text: string): string {
  const causes = [...text.matchAll(/^\s+\d+: (.+)$/gm)].map((match) => match[1]!);
  return causes.find((cause) => !cause.startsWith("Setting up")) ?? text.split("\n")[0]!;
}

/** What is baked into a compiled program, as far as it matters here. */
export interface CompiledMetadata {
  /** Deno's own form of the permission flags: absent or `null` for "none". */
  readonly permissions: Readonly<Record<string, unknown>>;
  readonly v8_flags: readonly string[];
}

/** What stands before the metadata, and a little-endian length behind it. */
const MAGIC = new TextEncoder().encode("d3n0l4nd");

/** More than this is no metadata. */
const MOST_BYTES = 1 << 20;

/**
 * Reads what a compiled program was baked with. It is the program's word and no more: any file may
 * carry it.
 */
export function compiledMetadata(program: Uint8Array): CompiledMetadata | undefined {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  for (let at = program.length - 16; at >= 0; at--) {
    if (program[at] !== MAGIC[0] || !MAGIC.every((byte, i) => program[at + i] === byte)) continue;
    const length = Number(view.getBigUint64(at + 8, true));
    const json = program.subarray(at + 16, at + 16 + length);
    if (length > MOST_BYTES || json[0] !== 0x7b) continue;
    return JSON.parse(new TextDecoder().decode(json));
  }
  return undefined;
}
