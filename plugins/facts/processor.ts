/** Processors, a part of the subset `hardware`. @module */
import type { Facts } from "./family.ts";
import { readColons } from "./key_values.ts";
import type { Sources } from "./sources.ts";

/** Reads the lines that count; each processor's list of flags is not worth its bytes. */
export const PROCESSOR_COMMAND: string =
  "grep -E '^(processor|vendor_id|model name|cpu model|Processor|physical id|siblings|" +
  "cpu cores|core id)[[:space:]]*:' /proc/cpuinfo";

/** The keys of `/proc/cpuinfo` whose values make up `ansible_processor`. */
const NAMES: ReadonlySet<string> = new Set([
  "processor",
  "vendor_id",
  "model name",
  "cpu model",
  "Processor",
]);

const STATUS = "/proc/self/status";

/** The files that tell how many processors may be used. */
export const PROCESSOR_FILES: readonly string[] = [STATUS];

/** The facts about processors; what is not known of a machine's sockets is counted as one each. */
export function processorFacts(sources: Sources): Facts {
  const lines = sources.output("cpuinfo").split("\n").filter((line) => line.includes(":"));
  const pairs = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  const values = (key: string): string[] =>
    pairs.filter(([name]) => name === key).map(([, value]) => value);
  const logical = values("processor").length;
  const sockets = new Set(values("physical id")).size;
  const cores = Number(values("cpu cores")[0] ?? 1);
  const siblings = Number(values("siblings")[0] ?? cores);
  const threads = Math.max(1, Math.floor(siblings / cores));
  const count = sockets || logical;
  return {
    processor: pairs.filter(([name]) => NAMES.has(name)).map(([, value]) => value),
    processor_count: count,
    processor_cores: sockets ? cores : 1,
    processor_threads_per_core: sockets ? threads : 1,
    processor_vcpus: sockets ? count * cores * threads : count,
    processor_nproc: usable(sources) ?? logical,
  };
}

/** How many processors a process may run on. */
function usable(sources: Sources): number | undefined {
  const allowed = readColons(sources.lines(STATUS)).get("Cpus_allowed_list");
  if (!allowed) return undefined;
  return allowed.split(",").reduce((count, range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return count + last - first + 1;
  }, 0);
}
