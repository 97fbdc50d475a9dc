/**
 * What Deno says when its sandbox refuses something, read back: so that the user learns which
 * plugin tried what, and which permission would let it.
 *
 * @see https://docs.deno.com/runtime/fundamentals/security/
 * @module
 */
import { Fault } from "@shep/sdk";

/** Something that a plugin tried and was refused. */
export interface Denial {
  /** The permission it lacks, as a manifest names it: `read`, `net`… */
  readonly permission: string;
  /** What it wanted to touch, such as a path or `HOST:PORT`; absent for "any". */
  readonly target?: string;
}

/** Deno's wording, with and without a target. */
const REFUSAL = /Requires (\w+) access(?: to "((?:[^"\\\n]|\\.)*)"| to ([^\s,]+))?/;

/** The sandbox's refusal that `text` quotes, if there is one. */
export function findDenial(text: string): Denial | undefined {
  const match = REFUSAL.exec(text);
  if (!match) return undefined;
  const target = match[2] ?? match[3];
  return { permission: match[1]!, ...(target === undefined ? {} : { target }) };
}

/** The same as the error that a user reads. `detail` is what was said literally. */
export function denialFault(plugin: string, denial: Denial, detail: string): Fault {
  const { permission, target } = denial;
  const what = target === undefined ? "" : ` to '${target}'`;
  return new Fault(
    "permission-denied",
    `The plugin '${plugin}' was refused ${permission} access${what}`,
    { detail, hint: denialHint(plugin, denial) },
  );
}

function denialHint(plugin: string, { permission, target }: Denial): string {
  const scope = target === undefined ? "" : `=${target}`;
  return `The plugin's permissions lack '${permission}' (--allow-${permission}${scope}). If it ` +
    `ought to have it, it has to declare it: then \`shep plugin grant ${plugin}\``;
}
