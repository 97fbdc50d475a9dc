/**
 * The times that `file` gives to files: read by a format of Python's `strptime`, written as
 * `touch -t` and `date` read them. Whose time zone it is, the target decides.
 *
 * @see https://docs.python.org/3/library/datetime.html#strftime-and-strptime-format-codes
 * @module
 */
import { TaskFailure } from "@shep/sdk";

/** What is to become of a time. */
export type TouchTime = "preserve" | "now" | {
  /** `YYYY-MM-DD HH:MM:SS`. */
  readonly text: string;
  /** `YYYYMMDDhhmm.SS`. */
  readonly touch: string;
};

/** As in the C locale; the first three letters are the short names. */
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function short(names: readonly string[]): string {
  return names.map((name) => name.slice(0, 3)).join("|");
}

/** What a format code reads: a pattern, and the field that it is. */
const CODES: Readonly<Record<string, readonly [pattern: string, field: string]>> = {
  Y: ["\\d{4}", "year"],
  y: ["\\d{2}", "shortYear"],
  m: ["1[0-2]|0?[1-9]", "month"],
  d: ["3[01]|[12]\\d|0?[1-9]", "day"],
  H: ["2[0-3]|[01]\\d|\\d", "hour"],
  M: ["[0-5]\\d|\\d", "minute"],
  S: ["6[01]|[0-5]\\d|\\d", "second"],
  f: ["\\d{1,6}", "fraction"],
  b: [short(MONTHS), "monthName"],
  B: [MONTHS.join("|"), "monthName"],
  I: ["1[0-2]|0?[1-9]", "halfHour"],
  p: ["am|pm", "half"],
  j: ["36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]", "dayOfYear"],
  // What a date says twice is only read.
  a: [short(DAYS), "weekday"],
  A: [DAYS.join("|"), "weekday"],
  w: ["[0-6]", "weekday"],
};

/**
 * Reads a time: `preserve`, `now`, or text in `format`.
 *
 * @throws {TaskFailure} When it is not in the format, or the format is not supported.
 */
export function parseTouchTime(text: string, format: string): TouchTime {
  if (text === "preserve" || text === "now") return text;
  const fields = formatPattern(format, text).exec(text)?.groups;
  if (fields === undefined) {
    throw badTime(text, format, `time data '${text}' does not match format '${format}'`);
  }
  const { shortYear } = fields;
  const year = fields["year"] ?? (shortYear === undefined ? "1900" : century(shortYear));
  const [month, day] = dayOf(fields, Number(year)).map(twoDigits);
  const [hour, minute, second] = [hourOf(fields), fields["minute"], fields["second"]].map(
    twoDigits,
  );
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) {
    throw badTime(text, format, "day is out of range for month");
  }
  return {
    text: `${year}-${month}-${day} ${hour}:${minute}:${second}`,
    touch: `${year}${month}${day}${hour}${minute}.${second}`,
  };
}

type Fields = Readonly<Record<string, string | undefined>>;

function twoDigits(number: string | number | undefined): string {
  return String(number ?? 0).padStart(2, "0");
}

function dayOf({ month, monthName, day, dayOfYear }: Fields, year: number): (string | number)[] {
  if (dayOfYear !== undefined && (month ?? monthName ?? day) === undefined) {
    const date = new Date(Date.UTC(year, 0, Number(dayOfYear)));
    return [date.getUTCMonth() + 1, date.getUTCDate()];
  }
  const start = monthName?.slice(0, 3).toLowerCase();
  const named = MONTHS.findIndex((name) => name.slice(0, 3).toLowerCase() === start) + 1;
  return [month ?? (named || 1), day ?? 1];
}

/** Without `%p` half a day is its first half. */
function hourOf({ hour, halfHour, half }: Fields): string | number | undefined {
  if (halfHour === undefined) return hour;
  return Number(halfHour) % 12 + (half?.toLowerCase() === "pm" ? 12 : 0);
}

/** As POSIX reads two digits. */
function century(shortYear: string): string {
  return `${Number(shortYear) < 69 ? 20 : 19}${shortYear}`;
}

function formatPattern(format: string, text: string): RegExp {
  const expanded = format.replaceAll("%T", "%H:%M:%S").replaceAll("%F", "%Y-%m-%d");
  const seen = new Set<string>();
  const pattern = expanded.replace(/%(.)|([\\^$.*+?()[\]{}|])|\s+/gs, (_, code, special) => {
    if (special !== undefined) return `\\${special}`;
    if (code === undefined) return "\\s+";
    if (code === "%") return "%";
    const known = CODES[code];
    if (known === undefined) throw badTime(text, format, `%${code} is not supported yet`);
    const [digits, field] = known;
    if (seen.has(field)) throw badTime(text, format, `%${code} is there twice`);
    seen.add(field);
    return `(?<${field}>${digits})`;
  });
  return new RegExp(`^${pattern}$`, "i");
}

function badTime(text: string, format: string, why: string): TaskFailure {
  return new TaskFailure(
    `Error while obtaining timestamp for time ${text} using format ${format}: ${why}`,
  );
}
