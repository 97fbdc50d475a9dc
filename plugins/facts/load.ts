/** How busy the target is: the subset `loadavg`. @module */
import { float } from "@shep/sdk";
import type { FactFamily } from "./family.ts";
import { words } from "./key_values.ts";

const LOADAVG = "/proc/loadavg";

/** The subset `loadavg`. */
export const load: FactFamily = {
  name: "loadavg",
  files: [LOADAVG],
  parse: (sources) => {
    const averages = words(sources.firstLine(LOADAVG) ?? "").slice(0, 3).map(Number);
    const [one, five, fifteen] = averages;
    if (one === undefined || five === undefined || fifteen === undefined) return {};
    return { loadavg: { "1m": float(one), "5m": float(five), "15m": float(fifteen) } };
  },
};
