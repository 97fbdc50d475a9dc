/**
 * Whom the resolver asks: the subset `dns`.
 *
 * @see https://man7.org/linux/man-pages/man5/resolv.conf.5.html
 * @module
 */
import type { FactFamily, Facts } from "./family.ts";
import { words } from "./key_values.ts";

const RESOLV_CONF = "/etc/resolv.conf";

/** The subset `dns`. */
export const dns: FactFamily = {
  name: "dns",
  isMinimal: true,
  files: [RESOLV_CONF],
  parse: (sources) => ({ dns: readResolver(sources.lines(RESOLV_CONF)) }),
};

function readResolver(lines: readonly string[]): Facts {
  const facts: Facts = {};
  const nameservers: string[] = [];
  for (const line of lines) {
    const [keyword = "#", ...values] = words(line);
    if (keyword === "nameserver") nameservers.push(...values);
    else if (keyword === "domain") facts["domain"] = values[0] ?? "";
    else if (keyword === "search" || keyword === "sortlist") facts[keyword] = values;
    else if (keyword === "options") facts["options"] = Object.fromEntries(values.map(readOption));
  }
  return nameservers.length > 0 ? { nameservers, ...facts } : facts;
}

function readOption(option: string): [string, string | true] {
  const colon = option.indexOf(":");
  return colon < 0 ? [option, true] : [option.slice(0, colon), option.slice(colon + 1)];
}
