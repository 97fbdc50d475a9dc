/** The subset `hardware`. @module */
import type { FactFamily, Facts } from "./family.ts";
import { FIRMWARE_FILES, firmwareFacts } from "./firmware.ts";
import { MEMORY_FILES, memoryFacts } from "./memory.ts";
import { FILE_SYSTEM_COMMAND, MOUNT_FILES, mountFacts, UUID_COMMAND } from "./mounts.ts";
import { PROCESSOR_COMMAND, PROCESSOR_FILES, processorFacts } from "./processor.ts";
import type { Sources } from "./sources.ts";

const UPTIME = "/proc/uptime";

/** The subset `hardware`: processors, memory, file systems and what the firmware says. */
export const hardware: FactFamily = {
  name: "hardware",
  aliases: ["devices", "mounts", "processor", "processor_cores", "processor_count"],
  requires: ["platform"],
  files: [...PROCESSOR_FILES, ...MEMORY_FILES, ...MOUNT_FILES, ...FIRMWARE_FILES, UPTIME],
  commands: {
    cpuinfo: PROCESSOR_COMMAND,
    file_systems: FILE_SYSTEM_COMMAND,
    uuids: UUID_COMMAND,
  },
  parse: (sources) => ({
    ...processorFacts(sources),
    ...memoryFacts(sources),
    ...mountFacts(sources),
    ...firmwareFacts(sources),
    ...uptimeFacts(sources),
  }),
};

function uptimeFacts(sources: Sources): Facts {
  const uptime = sources.firstLine(UPTIME);
  return uptime === undefined ? {} : { uptime_seconds: Math.floor(parseFloat(uptime)) };
}
