/**
 * What kind of file a plugin is, by its first bytes.
 *
 * @module
 */
import { Fault } from "@shep/sdk/errors";

/** What a file is, as far as starting it goes. */
export type FileContent =
  /** A script that `deno run` runs: its first line, without `#!`. */
  | { readonly kind: "bundle"; readonly line: string }
  /** Any other script: what interprets it. */
  | { readonly kind: "script"; readonly interpreter: string }
  /** An ELF or Mach-O program, with the machine that it was made for where that is known. */
  | { readonly kind: "program"; readonly machine?: string }
  | { readonly kind: "unknown" };

/** How much of a file {@linkcode fileContent} looks at. */
export const HEAD_BYTES = 512;

/** The machines of ELF's `e_machine` that Deno runs on, as `Deno.build.arch` names them. */
const ELF_MACHINES: ReadonlyMap<number, string> = new Map([[0x3e, "x86_64"], [0xb7, "aarch64"]]);

/** The magic numbers of Mach-O files, 64-bit and universal. */
const MACH_O: ReadonlySet<number> = new Set([0xcffaedfe, 0xcafebabe]);

/** What the file is that begins like this. */
export function fileContent(head: Uint8Array): FileContent {
  if (head[0] === 0x23 && head[1] === 0x21) return scriptContent(head);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 20) return { kind: "unknown" };
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) {
    const number = view.getUint16(18, head[5] !== 2);
    return { kind: "program", machine: ELF_MACHINES.get(number) ?? `ELF machine ${number}` };
  }
  return MACH_O.has(magic) ? { kind: "program" } : { kind: "unknown" };
}

function scriptContent(head: Uint8Array): FileContent {
  const [first = ""] = new TextDecoder().decode(head.subarray(2)).split("\n", 1);
  const line = first.trim();
  // `/usr/bin/env -S deno run …`, or a path of its own.
  const isDeno = /^(?:\S*\/env\s+(?:-S\s+)?)?(?:\S*\/)?deno\s+run\s/.test(`${line} `);
  if (isDeno) return { kind: "bundle", line };
  return { kind: "script", interpreter: line.split(/\s+/, 1)[0] ?? "" };
}

/** The permissions that the first line of a bundle asks `deno run` for, sorted. */
export function requestedFlags(line: string): string[] {
  return line.split(/\s+/).filter((word) => /^(?:-A|--allow-.*|-P.*|--permission.*)$/.test(word))
    .sort();
}

/**
 * Refuses what this machine cannot run. The system would not: what it does not recognise it hands
 * to `sh`, which then runs whatever the bytes happen to say.
 *
 * @throws {Fault} `failed`.
 */
export function checkRunnable(plugin: string, path: string, content: FileContent): void {
  if (content.kind === "unknown") {
    throw new Fault("failed", `The plugin '${plugin}' cannot be started: ${path}`, {
      detail: "It is neither a program nor a script: a script begins with #! and its interpreter",
    });
  }
  if (content.kind !== "program" || content.machine === undefined) return;
  if (content.machine === Deno.build.arch) return;
  throw new Fault("failed", `The plugin '${plugin}' cannot be started: ${path}`, {
    detail: `It was made for ${content.machine}, this machine is ${Deno.build.arch}`,
  });
}

/** The first bytes of a file. */
export async function readHead(path: string): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const head = new Uint8Array(HEAD_BYTES);
  return head.subarray(0, await file.read(head) ?? 0);
}
