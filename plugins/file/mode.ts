/**
 * Permissions as playbooks write them, octal or symbolic, compiled to shell arithmetic: the target
 * computes the new mode from the one it finds, and no second round trip is needed for it.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/chmod.html
 * @module
 */
import { shellLines, ShellText, TaskFailure, type Value } from "@shep/sdk";

/** A mode, understood. */
export type Mode =
  | { readonly bits: number }
  | { readonly clauses: readonly Clause[] };

/** One step of a symbolic mode: `g+rX`. */
export interface Clause {
  /** Of `ugo`; empty if nobody is named: everyone, as far as the umask allows. */
  readonly who: string;
  readonly operator: "+" | "-" | "=";
  /** Of `rwxXst`, or one of `ugo`, whose permissions are copied. */
  readonly permissions: string;
}

const CLAUSE = /^([ugoa]*)((?:[-+=](?:[rwxXst]+|[ugo]|))+)$/;
const STEP = /([-+=])([rwxXst]+|[ugo]|)/g;

/**
 * Reads a `mode` argument. A number is one already; text is octal or symbolic.
 *
 * @throws {TaskFailure} For anything else.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseMode("0644"), { bits: 0o644 });
 * assert.deepEqual(parseMode("u+x"), {
 *   clauses: [{ who: "u", operator: "+", permissions: "x" }],
 * });
 * ```
 */
export function parseMode(value: Value): Mode {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0o7777) {
    return { bits: value };
  }
  const text = typeof value === "string" ? value.trim() : "";
  if (/^(0o)?[0-7]{1,5}$/.test(text)) return { bits: parseInt(text.replace("o", ""), 8) & 0o7777 };
  const clauses = text.split(",").map(parseClauses);
  if (text !== "" && clauses.every((each) => each !== undefined)) {
    return { clauses: clauses.flatMap((each) => each ?? []) };
  }
  throw new TaskFailure("mode must be in octal or symbolic form", {
    details: `bad symbolic permission for mode: ${String(value)}`,
  });
}

function parseClauses(text: string): Clause[] | undefined {
  const [, who, steps] = CLAUSE.exec(text) ?? [];
  if (who === undefined || steps === undefined) return undefined;
  const named = who.includes("a") ? "ugo" : who;
  return [...steps.matchAll(STEP)].map(([, operator, permissions]) => ({
    who: named,
    operator: operator as Clause["operator"],
    permissions: permissions!,
  }));
}

/** Bits of everyone: multiply the three bits of one by it. */
const EVERYONE = 0o111;
const RWX: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007 };
const SPECIAL: Readonly<Record<string, number>> = { u: 0o4000, g: 0o2000, o: 0o1000 };
const SHIFT: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };
const BIT: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 };

/**
 * Shell text that defines a function, `new_mode` unless named otherwise: it turns the permission bits in `$m` into the
 * new ones; `$d` is 1 for a directory, `$mask` the umask where {@linkcode needsUmask}.
 */
export function modeFunction(mode: Mode | undefined, name = "new_mode"): ShellText {
  if (mode === undefined) return new ShellText(`${name}() { :; }`);
  const steps = "bits" in mode ? [`m=${mode.bits}`] : mode.clauses.map(clauseStep);
  return shellLines([`${name}() {`, ...steps.map((step) => new ShellText(`  ${step}`)), "}"]);
}

/** Whether the mode depends on the target's umask. */
export function needsUmask(mode: Mode | undefined): boolean {
  return mode !== undefined && "clauses" in mode && mode.clauses.some(({ who }) => who === "");
}

function clauseStep({ who, operator, permissions }: Clause): string {
  const everyone = who === "" ? "ugo" : who;
  const sum = (bits: Readonly<Record<string, number>>): number =>
    [...everyone].reduce((all, each) => all | bits[each]!, 0);
  const allowed = sum(RWX);
  const granted = grantedBits(permissions, allowed, everyone);
  const effective = who === "" ? `(${granted}) & ~mask` : granted;
  switch (operator) {
    case "+":
      return `m=$((m | (${effective})))`;
    case "-":
      return `m=$((m & ~(${effective})))`;
    case "=":
      return `m=$((m & ~${allowed | sum(SPECIAL)} | (${effective})))`;
  }
}

function grantedBits(permissions: string, allowed: number, who: string): string {
  const shift = SHIFT[permissions];
  if (shift !== undefined) return `(m >> ${shift} & 7) * ${EVERYONE} & ${allowed}`;
  let bits = 0;
  for (const permission of permissions) {
    bits |= (BIT[permission] ?? 0) * EVERYONE & allowed;
    if (permission === "s") {
      bits |= (who.includes("u") ? 0o4000 : 0) | (who.includes("g") ? 0o2000 : 0);
    }
    if (permission === "t" && who.includes("o")) bits |= 0o1000;
  }
  const execute = EVERYONE & allowed;
  return permissions.includes("X")
    ? `${bits} | (d || m & ${EVERYONE} ? ${execute} : 0)`
    : String(bits);
}

/** As `stat` and `find` show permissions: `0644`, `2755`. */
export function formatMode(bits: number): string {
  return bits.toString(8).padStart(4, "0");
}

/** As all other results show them, and diffs: `0644`, `02755`. */
export function shownMode(bits: number): string {
  return `0${bits.toString(8).padStart(3, "0")}`;
}
