/**
 * Writes and reads dates by `strftime` formats.
 *
 * @see https://docs.python.org/3/library/datetime.html#strftime-and-strptime-format-codes
 * @module
 */

import { valueError } from "../errors.ts";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const MS_PER_DAY = 86_400_000;

/** The zone a date is said to be in. */
export interface Zone {
  /** As `%Z` writes it. */
  readonly name: string;
  /** Minutes east of UTC. */
  readonly offset: number;
}

const NO_ZONE: Zone = { name: "", offset: NaN };

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / MS_PER_DAY) + 1;
}

/** The week of the year, of which the first begins on the given weekday. */
function weekOfYear(date: Date, firstDay: number): number {
  return Math.floor((dayOfYear(date) + 6 - (date.getUTCDay() - firstDay + 7) % 7) / 7);
}

/** ISO 8601's year and week: the week belongs to the year of its Thursday. */
function isoWeek(date: Date): { year: number; week: number } {
  const weekday = date.getUTCDay() || 7;
  const thursday = new Date(date.getTime() + (4 - weekday) * MS_PER_DAY);
  return { year: thursday.getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) };
}

type Directive = (date: Date, microsecond: number, zone: Zone) => string;

const WRITERS: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  ["%", () => "%"],
  ["n", () => "\n"],
  ["t", () => "\t"],
  ["a", (date) => (DAYS[date.getUTCDay()] ?? "").slice(0, 3)],
  ["A", (date) => DAYS[date.getUTCDay()] ?? ""],
  ["b", (date) => (MONTHS[date.getUTCMonth()] ?? "").slice(0, 3)],
  ["h", (date) => (MONTHS[date.getUTCMonth()] ?? "").slice(0, 3)],
  ["B", (date) => MONTHS[date.getUTCMonth()] ?? ""],
  ["C", (date) => pad(Math.floor(date.getUTCFullYear() / 100))],
  ["d", (date) => pad(date.getUTCDate())],
  ["e", (date) => String(date.getUTCDate()).padStart(2)],
  ["f", (_date, microsecond) => pad(microsecond, 6)],
  ["G", (date) => String(isoWeek(date).year)],
  ["H", (date) => pad(date.getUTCHours())],
  ["I", (date) => pad(date.getUTCHours() % 12 || 12)],
  ["j", (date) => pad(dayOfYear(date), 3)],
  ["m", (date) => pad(date.getUTCMonth() + 1)],
  ["M", (date) => pad(date.getUTCMinutes())],
  ["p", (date) => date.getUTCHours() < 12 ? "AM" : "PM"],
  ["S", (date) => pad(date.getUTCSeconds())],
  [
    "s",
    (date, _microsecond, zone) =>
      String(Math.floor(date.getTime() / 1000) - (zone.offset || 0) * 60),
  ],
  ["u", (date) => String(date.getUTCDay() || 7)],
  ["U", (date) => pad(weekOfYear(date, 0))],
  ["V", (date) => pad(isoWeek(date).week)],
  ["w", (date) => String(date.getUTCDay())],
  ["W", (date) => pad(weekOfYear(date, 1))],
  ["y", (date) => pad(date.getUTCFullYear() % 100)],
  ["Y", (date) => String(date.getUTCFullYear())],
  ["z", (_date, _microsecond, zone) => offsetText(zone.offset)],
  ["Z", (_date, _microsecond, zone) => zone.name],
]);

function offsetText(minutes: number): string {
  if (Number.isNaN(minutes)) return "";
  const distance = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(distance / 60))}${pad(distance % 60)}`;
}

const COMPOSED: ReadonlyMap<string, string> = new Map([
  ["c", "%a %b %e %H:%M:%S %Y"],
  ["D", "%m/%d/%y"],
  ["F", "%Y-%m-%d"],
  ["r", "%I:%M:%S %p"],
  ["R", "%H:%M"],
  ["T", "%H:%M:%S"],
  ["x", "%m/%d/%y"],
  ["X", "%H:%M:%S"],
]);

function expand(format: string): string {
  return format.replace(/%(.)/gs, (directive, letter: string) => COMPOSED.get(letter) ?? directive);
}

/**
 * `date`, whose UTC fields are taken, in the given format.
 *
 * Directives that are not known are kept, as C libraries do.
 */
export function formatDate(date: Date, format: string, microsecond = 0, zone = NO_ZONE): string {
  return expand(format).replace(/%-?(.)/gs, (directive: string, letter: string) => {
    const written = WRITERS.get(letter)?.(date, microsecond, zone);
    if (written === undefined) return directive;
    return directive.startsWith("%-") ? written.replace(/^[0 ]+(?=.)/, "") : written;
  });
}

/** The fields a format can set. */
export interface DateFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

const READERS: ReadonlyMap<string, string> = new Map([
  ["a", "(?:[A-Za-z]{3})"],
  ["A", "(?:[A-Za-z]+)"],
  ["b", "(?<month_name>[A-Za-z]{3})"],
  ["B", "(?<month_name>[A-Za-z]+)"],
  ["d", "(?<day>\\d{1,2})"],
  ["e", "\\s?(?<day>\\d{1,2})"],
  ["f", "(?<fraction>\\d{1,6})"],
  ["H", "(?<hour>\\d{1,2})"],
  ["I", "(?<hour>\\d{1,2})"],
  ["j", "(?<day_of_year>\\d{1,3})"],
  ["m", "(?<month>\\d{1,2})"],
  ["M", "(?<minute>\\d{1,2})"],
  ["p", "(?<half>[AaPp][Mm])"],
  ["S", "(?<second>\\d{1,2})"],
  ["y", "(?<short_year>\\d{2})"],
  ["Y", "(?<year>\\d{4})"],
  ["z", "(?:[+-]\\d{2}:?\\d{2}|Z)"],
  ["Z", "(?:[A-Za-z]*)"],
  ["%", "%"],
]);

/**
 * The date that `text` is in the given format.
 *
 * @throws {EvaluationError} when it does not match
 */
export function parseDate(text: string, format: string): DateFields {
  const pattern = expand(format).replace(
    /%(.)|\s+|[^%\s]/gs,
    (piece: string, letter: string | undefined) => {
      if (letter === undefined) return piece.trim() === "" ? "\\s+" : RegExp.escape(piece);
      const reader = READERS.get(letter);
      if (reader !== undefined) return reader;
      throw valueError(`'${letter}' is a bad directive in format '${format}'`);
    },
  );
  const groups = new RegExp(`^${pattern}$`).exec(text)?.groups;
  if (groups === undefined) {
    throw valueError(`time data '${text}' does not match format '${format}'`);
  }
  const number = (name: string, fallback: number): number => Number(groups[name] ?? fallback);
  return {
    year: readYear(groups),
    month: readMonth(groups),
    day: number("day", number("day_of_year", 1)),
    hour: readHour(groups),
    minute: number("minute", 0),
    second: number("second", 0),
    microsecond: Number((groups["fraction"] ?? "0").padEnd(6, "0")),
  };
}

type Groups = Readonly<Record<string, string | undefined>>;

function readYear(groups: Groups): number {
  const short = groups["short_year"];
  if (short !== undefined) return Number(short) + (Number(short) < 69 ? 2000 : 1900);
  return Number(groups["year"] ?? 1900);
}

function readMonth(groups: Groups): number {
  const name = groups["month_name"]?.toLowerCase();
  if (name === undefined) return Number(groups["month"] ?? 1);
  const index = MONTHS.findIndex((month) => month.toLowerCase().startsWith(name));
  if (index < 0) throw valueError(`'${name}' is not the name of a month`);
  return index + 1;
}

function readHour(groups: Groups): number {
  const hour = Number(groups["hour"] ?? 0);
  const half = groups["half"]?.toLowerCase();
  return half === undefined ? hour : hour % 12 + (half === "pm" ? 12 : 0);
}
