/**
 * What Deno says when its sandbox refuses something, read back: so that the user learns which
 * plugin tried what, and which permission would let it.
 *
 * @see https://docs.deno.com/runtime/fundamentals/security/
 * @module
 */
import { Fault } from "@shep/sdk";

/** Something that a plugin tried and was refused. */
export type Denial =
  /** It lacks a permission, for a path, a `HOST:PORT` or the like; absent for "any". */
  | { readonly kind: "permission"; readonly permission: string; readonly target?: string }
  /** It asked for code that it did not bring along. */
  | { readonly kind: "import"; readonly target: string }
  /** What no single permission would allow. */
  | { readonly kind: "sandbox"; readonly reason: string };

/** Deno's wording, with and without a target. */
const PERMISSION = /Requires (\w+) access(?: to "((?:[^"\\\n]|\\.)*)"| to ([^\s,]+))?/;

/** A specifier that the flags of the plugin's form keep out. */
const IMPORT = /"([^"\n]+)",? (?:but )?--(?:cached-only|no-remote|no-npm) is specified/;

/** Without `--cached-only` there is no such text: npm packages are refused by a flag of their own. */
const NPM = /npm specifiers were requested.*--no-npm is specified/;

/** Every other refusal still goes by the name of its error. */
const SANDBOX = /NotCapable: ([^\n]+)/;

/** The sandbox's refusal that `text` quotes, if there is one. */
export function findDenial(text: string): Denial | undefined {
  const lacking = PERMISSION.exec(text);
  if (lacking) {
    const target = lacking[2] ?? lacking[3];
    const permission = lacking[1]!;
    return { kind: "permission", permission, ...(target === undefined ? {} : { target }) };
  }
  const foreign = IMPORT.exec(text);
  if (foreign) return { kind: "import", target: foreign[1]! };
  if (NPM.test(text)) return { kind: "import", target: "a package of npm" };
  const other = SANDBOX.exec(text);
  return other ? { kind: "sandbox", reason: other[1]! } : undefined;
}

/** The same as the error that a user reads. `detail` is what was said literally. */
export function denialFault(plugin: string, denial: Denial, detail: string): Fault {
  return new Fault("permission-denied", `The plugin '${plugin}' was refused ${what(denial)}`, {
    detail,
    hint: hint(plugin, denial),
  });
}

function what(denial: Denial): string {
  switch (denial.kind) {
    case "permission": {
      const target = denial.target === undefined ? "" : ` to '${denial.target}'`;
      return `${denial.permission} access${target}`;
    }
    case "import":
      return `the import of ${denial.target}`;
    case "sandbox":
      return `something that the sandbox does not allow: ${denial.reason}`;
  }
}

function hint(plugin: string, denial: Denial): string {
  switch (denial.kind) {
    case "permission": {
      const { permission, target } = denial;
      const scope = target === undefined ? "" : `=${target}`;
      return `It lacks the permission '${permission}' (--allow-${permission}${scope}). If it ` +
        `needs that, it has to declare it and to be granted anew: shep plugin grant ${plugin}`;
    }
    case "import":
      return "A plugin brings its code along: bundle it, or keep it in the plugin's own folder";
    case "sandbox":
      return "No permission would allow it: the plugin has to do without";
  }
}
