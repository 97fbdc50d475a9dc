/**
 * Writes text as a YAML scalar: plain if it can be, quoted if it must be.
 *
 * @module
 */

/** Where a scalar is written. */
export interface ScalarPlace {
  /** The column it begins in. */
  readonly column: number;
  /** The column its continuation lines begin in. */
  readonly indent: number;
  /** The column after which it may be broken. */
  readonly width: number;
  readonly inFlow: boolean;
  /** Keys are never broken. */
  readonly isKey: boolean;
}

/** What YAML 1.1 reads as something else than text. */
const NOT_TEXT: readonly RegExp[] = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:~|null|Null|NULL|)$/,
  /^(?:<<|=)$/,
  /^[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^\d{4}-\d{2}-\d{2}$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::\d{2})?))?$/,
];

/** Text as a scalar in the place given. */
export function writeScalar(text: string, place: ScalarPlace): string {
  if (needsEscapes(text)) return doubleQuoted(text, place);
  const mayBePlain = !isMultiline(text) && !NOT_TEXT.some((pattern) => pattern.test(text)) &&
    !hasIndicators(text, place.inFlow);
  if (mayBePlain) return folded(text, place, 0);
  if (place.isKey && isMultiline(text)) return doubleQuoted(text, place);
  return singleQuoted(text, place);
}

function isMultiline(text: string): boolean {
  return /[\n\x85\u2028\u2029]/.test(text);
}

/** Whether only double quotes can hold the text. */
function needsEscapes(text: string): boolean {
  // A blank before or after a line break, or an unprintable character.
  return / [\n\x85\u2028\u2029]|[\n\x85\u2028\u2029] /.test(text) ||
    /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u.test(text);
}

/** Whether characters would be taken for YAML's own. */
function hasIndicators(text: string, inFlow: boolean): boolean {
  if (/^(?:---|\.\.\.)/.test(text) || /^[ ]|[ ]$/.test(text)) return true;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[?:-](?:\s|$)/.test(text)) return true;
  if (/:(?:\s|$)/.test(text) || /\s#/.test(text)) return true;
  return inFlow && (/[,?[\]{}]/.test(text) || text.includes(":") || /^-(?:\s|$)/.test(text));
}

/** Breaks text at single blanks once the line is full. */
function folded(text: string, place: ScalarPlace, quotes: number): string {
  if (place.isKey || place.column + quotes + text.length <= place.width) return text;
  let result = "";
  let column = place.column + quotes;
  const words = text.split(/( +)/);
  words.forEach((piece, index) => {
    const isSingleBlank = piece === " " && index > 0 && index < words.length - 1;
    if (isSingleBlank && column > place.width) {
      result += `\n${" ".repeat(place.indent)}`;
      column = place.indent;
    } else {
      result += piece;
      column += piece.length;
    }
  });
  return result;
}

function singleQuoted(text: string, place: ScalarPlace): string {
  const margin = " ".repeat(place.indent);
  const pieces = text.replaceAll("'", "''").split(/(\n+)/);
  const written = pieces.map((piece, index) => {
    // In quotes a single line break would be read as a blank, so that one more is written.
    if (piece.startsWith("\n")) return `${piece}\n${margin}`;
    return index === 0
      ? folded(piece, place, 1)
      : folded(piece, { ...place, column: place.indent }, 0);
  });
  return `'${written.join("")}'`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\0", "\\0"],
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\v", "\\v"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["\x1b", "\\e"],
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\x85", "\\N"],
  ["\xa0", "\\_"],
  ["\u2028", "\\L"],
  ["\u2029", "\\P"],
]);

function escaped(character: string): string {
  const known = ESCAPES.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  const printable = code >= 0x20 && code <= 0x7e || code >= 0xa1 && code <= 0xd7ff ||
    code >= 0xe000 && code <= 0xfffd && code !== 0xfeff;
  if (printable) return character;
  if (code <= 0xff) return `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
  return code <= 0xffff
    ? `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`
    : `\\U${code.toString(16).toUpperCase().padStart(8, "0")}`;
}

function doubleQuoted(text: string, place: ScalarPlace): string {
  let result = '"';
  let column = place.column + 1;
  const characters = Array.from(text);
  characters.forEach((character, index) => {
    const inside = index > 0 && index < characters.length - 1 && characters[index - 1] !== " ";
    if (character === " " && inside && !place.isKey && column > place.width) {
      // The line break is read as the blank; one that follows would be read as margin.
      const next = characters[index + 1] === " " ? "\\" : "";
      result += `\n${" ".repeat(place.indent)}${next}`;
      column = place.indent + next.length;
      return;
    }
    const piece = escaped(character);
    result += piece;
    column += piece.length;
  });
  return `${result}"`;
}
