/**
 * From the text of a setting to its value.
 *
 * @module
 */
import { resolve } from "@shep/sdk/path";
import { didYouMean } from "@shep/sdk";
import { shortName } from "../short_name.ts";
import type { Setting, SettingTypes } from "./setting.ts";

/** What paths are relative to. */
export interface PathBase {
  /** The folder of the file that says them, or the working directory. */
  readonly folder: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A text that is no value of its type: what is wrong, and what to write. */
export class WrongValue extends Error {
  /** What to write instead. */
  readonly hint: string;

  /** What is wrong, in a part of a sentence. */
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

const TRUE: readonly string[] = ["true", "yes", "y", "on", "1", "t"];
const FALSE: readonly string[] = ["false", "no", "n", "off", "0", "f"];

/**
 * The value of a text.
 *
 * @throws {WrongValue} if it is none of the setting's type.
 */
export function convert(
  text: string,
  { type, choices }: Pick<Setting, "type" | "choices">,
  base: PathBase,
): SettingTypes[Setting["type"]] {
  const value = CONVERTERS[type](text, base);
  if (choices === undefined) return value;
  const name = shortName(String(value));
  if (choices.includes(name)) return name;
  throw new WrongValue(
    `is one of ${choices.join(", ")}`,
    didYouMean(text, choices) ?? `Write one of ${choices.join(", ")}`,
  );
}

const CONVERTERS: {
  readonly [Type in keyof SettingTypes]: (text: string, base: PathBase) => SettingTypes[Type];
} = {
  boolean: (text) => {
    const word = text.trim().toLowerCase();
    if (TRUE.includes(word)) return true;
    if (FALSE.includes(word)) return false;
    throw new WrongValue("is true or false", "Write true or false");
  },
  integer: (text) => {
    if (/^\s*[-+]?\d+\s*$/.test(text)) return Number(text);
    throw new WrongValue("is a whole number", "Write digits alone");
  },
  string: unquoted,
  list: (text) => parts(text, ","),
  path: (text, base) => pathOf(unquoted(text), base),
  pathspec: (text, base) => parts(text, ":").map((path) => pathOf(path, base)),
  sources: (text, base) =>
    text.trim().endsWith(",") ? [text.trim()] : parts(text, ",").map((path) => pathOf(path, base)),
};

/** Ansible takes a pair of quotes around a value for none of it. */
function unquoted(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}

function parts(text: string, separator: string): string[] {
  return unquoted(text).split(separator).map((part) => part.trim()).filter((part) => part !== "");
}

/** A path with `~`, `$NAME` and `{{CWD}}` replaced. */
export function pathOf(text: string, { folder, cwd, environment }: PathBase): string {
  const expanded = text
    .replace(/\{\{\s*CWD\s*\}\}/gi, cwd)
    .replace(/^~(?=\/|$)/, environment["HOME"] ?? "~")
    .replace(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (written, braced, bare) => environment[braced ?? bare] ?? written,
    );
  return resolve(folder, expanded);
}
