/**
 * Filters and functions for dates.
 *
 * @module
 */

import { type Filter, type Invoke, table, takes, takesNow } from "../call.ts";
import { valueError } from "../errors.ts";
import { absent, flag, numberArgument } from "../methods/arguments.ts";
import { text } from "../values/text.ts";
import { formatDate, parseDate } from "./date_format.ts";
import { dateOf, type DateTime, localDate, utcDate } from "./date_time.ts";

function toDateTime(value: unknown, format: unknown = "%Y-%m-%d %H:%M:%S"): DateTime {
  const { year, month, day, hour, minute, second, microsecond } = parseDate(
    text(value),
    text(format),
  );
  return dateOf([year, month, day, hour, minute, second], microsecond);
}

/** `format | strftime(seconds)`: a point in time, now unless given. */
function strftime(value: unknown, second: unknown, utc: unknown): string {
  let seconds = Date.now() / 1000;
  if (!absent(second)) {
    seconds = typeof second === "string" ? Number(second) : numberArgument(second);
    if (Number.isNaN(seconds)) throw valueError(`Invalid value for epoch value (${text(second)})`);
  }
  const date = new Date(seconds * 1000);
  const offset = flag(utc ?? undefined) ? 0 : -date.getTimezoneOffset();
  const zone = { name: offset === 0 ? "UTC" : zoneName(date), offset };
  return formatDate(new Date(date.getTime() + offset * 60_000), text(value), 0, zone);
}

function zoneName(date: Date): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" }).formatToParts(date);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Filters for dates, by name. */
export const DATE_FILTERS: ReadonlyMap<string, Filter> = table({
  strftime: takesNow(["second?", "utc?"], strftime),
  to_datetime: takes(["format?"], toDateTime),
});

const now: Invoke = ({ positional, named }, call) => {
  call.requirePresent();
  const utc = flag(positional[0] ?? named.get("utc"));
  const format = positional[1] ?? named.get("fmt");
  const date = utc ? utcDate(new Date()) : localDate(new Date());
  return absent(format) ? date : formatDate(new Date(date.time), text(format), date.microsecond);
};

/** Functions for dates, by name. */
export const DATE_GLOBALS: ReadonlyMap<string, Invoke> = new Map([["now", now]]);
