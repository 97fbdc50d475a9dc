/** Memory, a part of the subset `hardware`. @module */
import type { Facts } from "./family.ts";
import { readColons } from "./key_values.ts";
import type { Sources } from "./sources.ts";

const MEMINFO = "/proc/meminfo";

/** The files that tell about memory. */
export const MEMORY_FILES: readonly string[] = [MEMINFO];

/** The facts about memory, in MiB. */
export function memoryFacts(sources: Sources): Facts {
  const kibibytes = readColons(sources.lines(MEMINFO));
  if (kibibytes.size === 0) return {};
  const size = (key: string): number => Math.floor(parseInt(kibibytes.get(key) ?? "0") / 1024);
  const total = size("MemTotal");
  const free = size("MemFree");
  const freeWithoutCache = free + size("Cached") + size("Buffers");
  const swapTotal = size("SwapTotal");
  const swapFree = size("SwapFree");
  return {
    memtotal_mb: total,
    memfree_mb: free,
    swaptotal_mb: swapTotal,
    swapfree_mb: swapFree,
    memory_mb: {
      real: { total, used: total - free, free },
      nocache: { free: freeWithoutCache, used: total - freeWithoutCache },
      swap: {
        total: swapTotal,
        free: swapFree,
        used: swapTotal - swapFree,
        cached: size("SwapCached"),
      },
    },
  };
}
