/**
 * A request as the text that a POSIX shell reads from its standard input.
 *
 * @module
 */
import { type Environment, Fault, shellQuote } from "@shep/sdk";
import { concat } from "./bytes.ts";
import { captured } from "./capture.ts";

/** A script to be run in a subshell of a session. */
export interface ShellRequest {
  /** Its text, which may not hold a NUL. */
  readonly script: string;
  /**
   * What the script reads; nothing if absent. Meant for {@linkcode INLINE_STDIN_BYTES} at most:
   * more than that is faster through a process of its own.
   */
  readonly stdin?: Uint8Array;
  /** Where it runs; where the shell was started if absent. */
  readonly cwd?: string;
  /** Added to the shell's environment. */
  readonly environment?: Environment;
  /** Functions that the script uses: the shell is sent them once, and keeps their text. */
  readonly library?: string;
  /**
   * Whether the script is a program of the user's: its outputs go to files of the session, and from
   * there to the shell's, so that what it leaves running cannot write into a later answer.
   */
  readonly isCaptured?: boolean;
  /** Whether it is run only if the one before it has exited with 0. */
  readonly afterSuccess?: boolean;
}

/** What a request needs of the session that it is sent to. */
export interface RequestSurroundings {
  /** Ends the answers. */
  readonly marker: string;
  /** The shell's function that defines those of the request's library. */
  readonly library?: string;
  /** The number of the request among those that are captured. */
  readonly capture?: number;
}

/**
 * How much input is worth sending inside of a request. bash reads its own input byte by byte
 * (about 2 MB/s), and where printf is a program its words must fit the kernel's limit.
 */
export const INLINE_STDIN_BYTES = 4096;

const encoder = new TextEncoder();

/**
 * The text that runs a request in a subshell, where nothing it does (`exit`, `cd`, traps, syntax
 * errors, closed outputs) can touch the session, and then writes the marker on both outputs, after
 * the exit code on the first.
 *
 * The subshell ends with `exit`: posh forgets the traps of what is evaluated last. The marker is
 * written by `echo` and not by `printf`, which is a program of its own in some shells. On the first
 * output it carries the exit code, and what {@linkcode captured} adds to it.
 *
 * @throws {Fault} `invalid-argument` for what a shell cannot be given: a NUL, or a variable's name
 * that is none.
 */
export function requestText(
  request: ShellRequest,
  { marker, library, capture }: RequestSurroundings,
): Uint8Array {
  const { stdin, script, afterSuccess = false } = request;
  const functions = library === undefined ? "" : `${library};`;
  const subshell = `(${preamble(request)}${functions}eval ${word("script", script)};exit)`;
  const [before, after] = capture === undefined
    ? ["", `\nshep_r=$?;echo ${marker} $shep_r;echo ${marker} >&2\n`]
    : captured(marker, capture);
  const [opening, closing] = afterSuccess ? unlessFailed(marker, capture !== undefined) : ["", ""];
  if (stdin === undefined) {
    return encoder.encode(`${opening}${before}${subshell}</dev/null${after}${closing}`);
  }
  return concat([
    encoder.encode(`${opening}${before}printf `),
    printfWord(stdin),
    encoder.encode(` 2>/dev/null|${subshell}${after}${closing}`),
  ]);
}

/**
 * What stands around a request that is not run where the one before it failed, and neither is one
 * behind it.
 */
function unlessFailed(
  marker: string,
  isCaptured: boolean,
): readonly [opening: string, closing: string] {
  const rest = isCaptured ? `;echo ${marker}` : `;echo ${marker} >&2`;
  return [
    'if [ "$shep_r" = 0 ];then\n',
    `else shep_r=skipped;echo ${marker} skipped${rest};fi\n`,
  ];
}

/**
 * Defines a function of the shell that defines those of a library where it is called: they are nobody
 * else's, and are parsed once, which for a few kilobytes takes dash 0.2 ms and bash 0.7.
 *
 * What is no whole program would break the session here, so that its text is kept instead and the
 * script that uses it is told.
 */
export function libraryText(name: string, library: string): Uint8Array {
  return encoder.encode(
    `${name}_text=${word("library", library)}\n` +
      `if (eval "$${name}_text") >/dev/null 2>&1;then eval "${name}() { :\n$${name}_text\n}"\n` +
      `else eval '${name}() { eval "$${name}_text"; }';fi </dev/null\n`,
  );
}

function preamble({ cwd, environment = {} }: ShellRequest): string {
  const exports = Object.entries(environment).map(([name, value]) => exportText(name, value));
  if (cwd !== undefined) {
    exports.unshift(`CDPATH= cd ${word("directory", pathOperand(cwd))}||exit;`);
  }
  return exports.join("");
}

function exportText(name: string, value: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Fault("invalid-argument", `'${name}' cannot be the name of an environment variable`, {
      hint: "A name has letters, digits and underscores, and does not begin with a digit.",
    });
  }
  return `export ${name}=${word(`value of '${name}'`, value)};`;
}

function word(what: string, text: string): string {
  if (!text.includes("\0")) return shellQuote(text);
  throw new Fault("invalid-argument", `The ${what} holds a NUL, which no shell can be given`, {
    hint: "Send such bytes as the standard input.",
  });
}

/** `path` so that no program takes it for an option, nor `cd` for the previous directory. */
function pathOperand(path: string): string {
  return path.startsWith("-") ? `./${path}` : path;
}

const NUL = 0x00;
const PERCENT = 0x25;
const QUOTE = 0x27;
const BACKSLASH = 0x5c;

/** The bytes which, inside of single quotes, a format of `printf` would turn into others. */
const ESCAPES: ReadonlyMap<number, Uint8Array> = new Map([
  [NUL, encoder.encode("\\000")],
  [QUOTE, encoder.encode("'\\''")],
  [BACKSLASH, encoder.encode("\\\\")],
  [PERCENT, encoder.encode("%%")],
]);

/** A format that begins like an option is none. */
const HYPHEN = 0x2d;
const ESCAPED_HYPHEN = encoder.encode("\\055");

/**
 * `data` as one word that `printf` writes exactly, whatever bytes there are: a format, for of `%b`
 * FreeBSD's printf writes nothing behind a NUL.
 */
export function printfWord(data: Uint8Array): Uint8Array {
  const escapeOf = (byte: number, index: number): Uint8Array | undefined =>
    byte === HYPHEN && index === 0 ? ESCAPED_HYPHEN : ESCAPES.get(byte);
  let length = 2;
  for (const [index, byte] of data.entries()) length += escapeOf(byte, index)?.length ?? 1;
  const quoted = new Uint8Array(length);
  let offset = 0;
  quoted[offset++] = QUOTE;
  for (const [index, byte] of data.entries()) {
    const escape = escapeOf(byte, index);
    if (escape) {
      quoted.set(escape, offset);
      offset += escape.length;
    } else quoted[offset++] = byte;
  }
  quoted[offset] = QUOTE;
  return quoted;
}
