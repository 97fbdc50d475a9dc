/**
 * What the machine's firmware says of it, a part of the subset `hardware`.
 *
 * @see https://www.dmtf.org/standards/smbios
 * @module
 */
import type { Facts } from "./family.ts";
import type { Sources } from "./sources.ts";

const DIRECTORY = "/sys/class/dmi/id";

/** Facts by the file that holds them. */
const FILES: Readonly<Record<string, string>> = {
  bios_date: "bios_date",
  bios_vendor: "bios_vendor",
  bios_version: "bios_version",
  board_asset_tag: "board_asset_tag",
  board_name: "board_name",
  board_serial: "board_serial",
  board_vendor: "board_vendor",
  board_version: "board_version",
  chassis_asset_tag: "chassis_asset_tag",
  chassis_serial: "chassis_serial",
  chassis_vendor: "chassis_vendor",
  chassis_version: "chassis_version",
  product_name: "product_name",
  product_serial: "product_serial",
  product_uuid: "product_uuid",
  product_version: "product_version",
  system_vendor: "sys_vendor",
};

/** The forms of a chassis by their number in SMBIOS. */
const FORM_FACTORS: readonly string[] = [
  "Unknown",
  "Other",
  "Unknown",
  "Desktop",
  "Low Profile Desktop",
  "Pizza Box",
  "Mini Tower",
  "Tower",
  "Portable",
  "Laptop",
  "Notebook",
  "Hand Held",
  "Docking Station",
  "All In One",
  "Sub Notebook",
  "Space-saving",
  "Lunch Box",
  "Main Server Chassis",
  "Expansion Chassis",
  "Sub Chassis",
  "Bus Expansion Chassis",
  "Peripheral Chassis",
  "RAID Chassis",
  "Rack Mount Chassis",
  "Sealed-case PC",
  "Multi-system",
  "CompactPCI",
  "AdvancedTCA",
  "Blade",
  "Blade Enclosure",
  "Tablet",
  "Convertible",
  "Detachable",
  "IoT Gateway",
  "Embedded PC",
  "Mini PC",
  "Stick PC",
];

/** The files that tell about the machine. */
export const FIRMWARE_FILES: readonly string[] = [...Object.values(FILES), "chassis_type"].map(
  (file) => `${DIRECTORY}/${file}`,
);

/** What the firmware says of the file `name`. */
export function firmware(sources: Sources, name: string): string | undefined {
  return sources.firstLine(`${DIRECTORY}/${name}`);
}

/** The facts about the machine: `NA` for what it does not tell, or not to this user. */
export function firmwareFacts(sources: Sources): Facts {
  const entries = Object.entries(FILES).map((
    [fact, file],
  ) => [fact, firmware(sources, file) ?? "NA"]);
  const chassis = firmware(sources, "chassis_type");
  return {
    ...Object.fromEntries(entries),
    form_factor: chassis === undefined
      ? "NA"
      : FORM_FACTORS[Number(chassis)] ?? `unknown (${chassis})`,
  };
}
