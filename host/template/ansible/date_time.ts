/**
 * Dates without a time zone, as Python's `datetime` has them.
 *
 * @module
 */

import { valueError } from "../errors.ts";
import { float } from "../values/float.ts";
import { Callable, TemplateObject } from "../values/types.ts";
import { text } from "../values/text.ts";
import { formatDate } from "./date_format.ts";

const MS_PER_DAY = 86_400_000;

/** A point in time of an unnamed time zone, to the microsecond. */
export class DateTime extends TemplateObject {
  readonly typeName = "datetime";
  /** Milliseconds since 1970 as if the time zone were UTC. */
  readonly time: number;
  /** Microseconds within the millisecond's second that {@linkcode time} cannot hold. */
  readonly microsecond: number;

  /** @param time milliseconds since 1970, of which parts of a second are ignored */
  constructor(time: number, microsecond = 0) {
    super();
    this.time = Math.floor(time / 1000) * 1000;
    this.microsecond = microsecond;
  }

  /** How JSON and YAML write it. */
  get isoText(): string {
    return this.#text("T");
  }

  override attribute(name: string): unknown {
    const date = new Date(this.time);
    switch (name) {
      case "year":
        return date.getUTCFullYear();
      case "month":
        return date.getUTCMonth() + 1;
      case "day":
        return date.getUTCDate();
      case "hour":
        return date.getUTCHours();
      case "minute":
        return date.getUTCMinutes();
      case "second":
        return date.getUTCSeconds();
      case "microsecond":
        return this.microsecond;
      case "strftime":
        return method(name, (format) => formatDate(date, text(format), this.microsecond));
      case "isoformat":
        return method(name, () => this.isoText);
      case "timestamp":
        return method(name, () => float(this.#localSeconds()));
      case "weekday":
        return method(name, () => (date.getUTCDay() + 6) % 7);
      case "isoweekday":
        return method(name, () => date.getUTCDay() || 7);
      default:
        return undefined;
    }
  }

  /** The order of two dates. */
  compare(other: unknown): number | undefined {
    if (!(other instanceof DateTime)) return undefined;
    return this.time - other.time || this.microsecond - other.microsecond;
  }

  /** The time between two dates, or the date a duration earlier. */
  subtract(other: unknown): TimeDelta | DateTime | undefined {
    if (other instanceof DateTime) {
      const seconds = (this.time - other.time) / 1000;
      return new TimeDelta(seconds * 1e6 + this.microsecond - other.microsecond);
    }
    if (!(other instanceof TimeDelta)) return undefined;
    const micros = this.time * 1000 + this.microsecond - other.microseconds;
    return new DateTime(Math.floor(micros / 1e6) * 1000, modulo(micros, 1e6));
  }

  override toString(): string {
    return this.#text(" ");
  }

  #text(separator: string): string {
    const [day = "", time = ""] = new Date(this.time).toISOString().slice(0, 19).split("T");
    const fraction = this.microsecond === 0 ? "" : `.${String(this.microsecond).padStart(6, "0")}`;
    return day + separator + time + fraction;
  }

  /** Seconds since 1970, taking the date as one of the local time zone. */
  #localSeconds(): number {
    const utc = new Date(this.time);
    const local = new Date(
      utc.getUTCFullYear(),
      utc.getUTCMonth(),
      utc.getUTCDate(),
      utc.getUTCHours(),
      utc.getUTCMinutes(),
      utc.getUTCSeconds(),
    );
    return local.getTime() / 1000 + this.microsecond / 1e6;
  }
}

/** The time between two dates. */
export class TimeDelta extends TemplateObject {
  readonly typeName = "timedelta";
  /** All of it, in microseconds. */
  readonly microseconds: number;

  constructor(microseconds: number) {
    super();
    this.microseconds = microseconds;
  }

  override attribute(name: string): unknown {
    const seconds = Math.floor(this.microseconds / 1e6);
    switch (name) {
      case "days":
        return Math.floor(seconds * 1000 / MS_PER_DAY);
      case "seconds":
        return modulo(seconds, MS_PER_DAY / 1000);
      case "microseconds":
        return modulo(this.microseconds, 1e6);
      case "total_seconds":
        return method(name, () => float(this.microseconds / 1e6));
      default:
        return undefined;
    }
  }

  /** The order of two durations. */
  compare(other: unknown): number | undefined {
    return other instanceof TimeDelta ? this.microseconds - other.microseconds : undefined;
  }

  override toString(): string {
    const days = Number(this.attribute("days"));
    const seconds = Number(this.attribute("seconds"));
    const micros = Number(this.attribute("microseconds"));
    const two = (n: number): string => String(n).padStart(2, "0");
    const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${
      two(seconds % 60)
    }`;
    const fraction = micros === 0 ? "" : `.${String(micros).padStart(6, "0")}`;
    return `${
      days === 0 ? "" : `${days} day${Math.abs(days) === 1 ? "" : "s"}, `
    }${clock}${fraction}`;
  }
}

function method(name: string, run: (argument: unknown) => unknown): Callable {
  return new Callable(
    name,
    ({ positional: [argument] }) => run(argument),
    "builtin_function_or_method",
  );
}

function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}

/** The date of local time `now`. */
export function localDate(now: Date): DateTime {
  const offset = now.getTimezoneOffset() * 60_000;
  return new DateTime(now.getTime() - offset, now.getMilliseconds() * 1000);
}

/** The date of UTC `now`. */
export function utcDate(now: Date): DateTime {
  return new DateTime(now.getTime(), now.getMilliseconds() * 1000);
}

/** A date with the given fields; throws when there is no such day. */
export function dateOf(
  [year, month, day, hour, minute, second]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
  ],
  microsecond: number,
): DateTime {
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  if (new Date(time).getUTCDate() !== day) throw valueError("day is out of range for month");
  return new DateTime(time, microsecond);
}
