/** What time it is on the target: the subset `date_time`. @module */
import type { FactFamily, Facts } from "./family.ts";
import { words } from "./key_values.ts";
import type { Sources } from "./sources.ts";

/** The subset `date_time`. */
export const dateTime: FactFamily = {
  name: "date_time",
  isMinimal: true,
  commands: {
    date: "date '+%Y %m %d %H %M %S %A %w %W %s %z %Z %N'",
    // The last line of a zone's file is its rule for the years to come.
    zone: 'tail -n 1 "${TZ:+/usr/share/zoneinfo/}${TZ:-/etc/localtime}"',
  },
  parse: (sources) => {
    const fields = words(sources.output("date"));
    return fields.length < 12 ? {} : { date_time: dateTimeFact(fields, sources) };
  },
};

function dateTimeFact(fields: readonly string[], sources: Sources): Facts {
  const [
    year,
    month,
    day,
    hour,
    minute,
    second,
    weekday,
    weekdayNumber,
    week,
    epoch,
    offset,
    zone,
  ] = fields;
  // Nanoseconds are not in POSIX; elsewhere the letter stays as it is.
  const micro = /^\d{9}$/.test(fields[12] ?? "") ? fields[12]!.slice(0, 6) : "000000";
  const utc = new Date(Number(epoch) * 1000).toISOString().slice(0, "2026-01-01T00:00:00".length);
  const short = `${year}${month}${day}T${hour}${minute}${second}`;
  return {
    date: `${year}-${month}-${day}`,
    day: day!,
    epoch: epoch!,
    epoch_int: epoch!,
    hour: hour!,
    iso8601: `${utc}Z`,
    iso8601_basic: `${short}${micro}`,
    iso8601_basic_short: short,
    iso8601_micro: `${utc}.${micro}Z`,
    minute: minute!,
    month: month!,
    second: second!,
    time: `${hour}:${minute}:${second}`,
    tz: zone!,
    tz_dst: summerTime(sources.output("zone").trim()) ?? zone!,
    tz_offset: offset!,
    weekday: weekday!,
    weekday_number: weekdayNumber!,
    weeknumber: week!,
    year: year!,
  };
}

/**
 * The name of summer time in a rule such as `CET-1CEST,M3.5.0,M10.5.0/3`; the zone's only name if
 * it has none.
 */
function summerTime(rule: string): string | undefined {
  const name = "([A-Za-z]{3,}|<[^>]+>)";
  const match = new RegExp(`^${name}[-+]?[\\d:]+${name}?`).exec(rule);
  const found = match?.[2] ?? match?.[1];
  return found?.replace(/[<>]/g, "");
}
