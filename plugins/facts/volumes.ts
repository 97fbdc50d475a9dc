/** Logical volumes, a part of the subset `hardware`. @module */
import type { Facts } from "./family.ts";
import type { Sources } from "./sources.ts";

/** Asks for volume groups, logical and physical volumes; only root may. */
export const LVM_COMMAND = `
[ "$(id -u)" = 0 ] && command -v vgs >/dev/null && {
  echo lvm
  options='--noheadings --nosuffix --units g --separator ,'
  vgs $options -o vg_name,pv_count,lv_count,vg_size,vg_free | sed 's/^ */vg,/'
  lvs $options -o lv_name,vg_name,lv_size | sed 's/^ */lv,/'
  pvs $options -o pv_name,vg_name,pv_size,pv_free | sed 's/^ */pv,/'
}`;

/** The facts about volumes, in GiB. */
export function lvmFacts(sources: Sources): Facts {
  const [isThere, ...lines] = sources.output("lvm").trim().split("\n");
  if (isThere !== "lvm") return { lvm: "N/A" };
  const rows = lines.map((line) => line.split(",").map((field) => field.trim()));
  const of = (kind: string, make: (fields: string[]) => Facts): Facts =>
    Object.fromEntries(
      rows.filter((row) => row[0] === kind).map(([, name, ...fields]) => [name!, make(fields)]),
    );
  return {
    lvm: {
      vgs: of("vg", ([pvs, lvs, size, free]) => ({
        size_g: size!,
        free_g: free!,
        num_lvs: lvs!,
        num_pvs: pvs!,
      })),
      lvs: of("lv", ([vg, size]) => ({ size_g: size!, vg: vg! })),
      pvs: of("pv", ([vg, size, free]) => ({ size_g: size!, free_g: free!, vg: vg! })),
    },
  };
}
