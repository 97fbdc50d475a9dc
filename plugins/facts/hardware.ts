/** The subset `hardware`. @module */
import {
  CONTROLLER_COMMAND,
  DEVICE_FILES,
  DEVICE_LINKS_COMMAND,
  DEVICE_PATHS,
  deviceFacts,
} from "./devices.ts";
import type { FactFamily, Facts } from "./family.ts";
import { FIRMWARE_FILES, firmwareFacts } from "./firmware.ts";
import { MEMORY_FILES, memoryFacts } from "./memory.ts";
import { FILE_SYSTEM_COMMAND, MOUNT_FILES, mountFacts, UUID_COMMAND } from "./mounts.ts";
import { PROCESSOR_COMMAND, PROCESSOR_FILES, processorFacts } from "./processor.ts";
import type { Sources } from "./sources.ts";
import { LVM_COMMAND, lvmFacts } from "./volumes.ts";

const UPTIME = "/proc/uptime";

/** The subset `hardware`: processors, memory, disks, file systems, and the firmware. */
export const hardware: FactFamily = {
  name: "hardware",
  aliases: ["devices", "mounts", "processor", "processor_cores", "processor_count"],
  requires: ["platform"],
  files: [
    ...PROCESSOR_FILES,
    ...MEMORY_FILES,
    ...DEVICE_FILES,
    ...MOUNT_FILES,
    ...FIRMWARE_FILES,
    UPTIME,
  ],
  paths: DEVICE_PATHS,
  commands: {
    cpuinfo: PROCESSOR_COMMAND,
    device_links: DEVICE_LINKS_COMMAND,
    controllers: CONTROLLER_COMMAND,
    lvm: LVM_COMMAND,
    file_systems: FILE_SYSTEM_COMMAND,
    uuids: UUID_COMMAND,
  },
  parse: (sources) => ({
    ...processorFacts(sources),
    ...memoryFacts(sources),
    ...deviceFacts(sources),
    ...lvmFacts(sources),
    ...mountFacts(sources),
    ...firmwareFacts(sources),
    ...uptimeFacts(sources),
  }),
};

function uptimeFacts(sources: Sources): Facts {
  const uptime = sources.firstLine(UPTIME);
  return uptime === undefined ? {} : { uptime_seconds: Math.floor(parseFloat(uptime)) };
}
