/**
 * Colours, as Ansible uses them.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#color-ok
 * @see https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters
 * @module
 */

/** What a text is, which decides its colour. */
export type Style =
  | "ok"
  | "changed"
  | "skipped"
  | "failed"
  | "unreachable"
  | "warning"
  | "retry"
  | "added"
  | "removed"
  | "hunk"
  | "verbose"
  | "strong";

const CODES: Readonly<Record<Style, string>> = {
  ok: "0;32",
  changed: "0;33",
  skipped: "0;36",
  failed: "0;31",
  unreachable: "1;31",
  warning: "1;35",
  retry: "1;30",
  added: "0;32",
  removed: "0;31",
  hunk: "0;36",
  verbose: "0;34",
  strong: "1",
};

/** Gives a text its colour. */
export type Paint = (style: Style, text: string) => string;

/** Leaves every text as it is. */
export const plain: Paint = (_style, text) => text;

/** Colours each line by itself, so that what cuts the output at lines cuts no colour in two. */
export const coloured: Paint = (style, text) =>
  text.split("\n").map((line) => line === "" ? "" : `\x1b[${CODES[style]}m${line}\x1b[0m`)
    .join("\n");

/**
 * Whether to colour what is written to a stream. `NO_COLOR` and `FORCE_COLOR` count as every
 * program has them, `ANSIBLE_NOCOLOR` and `ANSIBLE_FORCE_COLOR` as Ansible has them.
 *
 * @see https://no-color.org
 */
export function wantsColour(
  isTerminal: boolean,
  environment: (name: string) => string | undefined,
): boolean {
  if (environment("NO_COLOR") || isTrue(environment("ANSIBLE_NOCOLOR"))) return false;
  if (isTrue(environment("ANSIBLE_FORCE_COLOR")) || isTrue(environment("FORCE_COLOR"))) return true;
  return isTerminal && environment("TERM") !== "dumb";
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(1|2|3|true|yes|on|y|t)$/i.test(value);
}
