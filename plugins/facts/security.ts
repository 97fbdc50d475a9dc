/** The kernel's restrictions: the subsets `apparmor`, `caps`, `fips` and `selinux`. @module */
import type { FactFamily, Facts } from "./family.ts";
import { readAssignments } from "./key_values.ts";
import type { Sources } from "./sources.ts";

const APPARMOR = "/sys/kernel/security/apparmor";

/** The subset `apparmor`. */
export const apparmor: FactFamily = {
  name: "apparmor",
  isMinimal: true,
  paths: [APPARMOR],
  parse: (sources) => ({
    apparmor: { status: sources.exists(APPARMOR) ? "enabled" : "disabled" },
  }),
};

const FIPS = "/proc/sys/crypto/fips_enabled";

/** The subset `fips`. */
export const fips: FactFamily = {
  name: "fips",
  isMinimal: true,
  files: [FIPS],
  parse: (sources) => ({ fips: sources.firstLine(FIPS) === "1" }),
};

/** The subset `caps`; like Ansible it learns nothing where there is no `capsh`. */
export const capabilities: FactFamily = {
  name: "caps",
  aliases: ["system_capabilities", "system_capabilities_enforced"],
  isMinimal: true,
  commands: { capsh: "capsh --print" },
  parse: (sources) => {
    const current = /^Current:([^=]*)=(.*)$/m.exec(sources.output("capsh"));
    if (!current) return {};
    const all = current[2]!.trim();
    const hasAll = all === "ep" && current[1]!.trim() === "";
    return {
      system_capabilities: hasAll ? [] : all.split(",").map((each) => each.trim()),
      system_capabilities_enforced: hasAll ? "False" : "True",
    };
  },
};

const SELINUX = "/sys/fs/selinux";
const SELINUX_CONFIG = "/etc/selinux/config";

/** The subset `selinux`. */
export const selinux: FactFamily = {
  name: "selinux",
  isMinimal: true,
  files: [`${SELINUX}/enforce`, `${SELINUX}/policyvers`, SELINUX_CONFIG],
  parse: (sources) => ({
    selinux: selinuxFact(sources),
    // What Ansible needs a Python library for, Shep reads from files.
    selinux_python_present: true,
  }),
};

function selinuxFact(sources: Sources): Facts {
  const enforcing = sources.firstLine(`${SELINUX}/enforce`);
  if (enforcing === undefined) return { status: "disabled" };
  const config = readAssignments(sources.lines(SELINUX_CONFIG));
  const version = sources.firstLine(`${SELINUX}/policyvers`);
  return {
    status: "enabled",
    mode: enforcing === "1" ? "enforcing" : "permissive",
    config_mode: config.get("SELINUX") ?? "unknown",
    type: config.get("SELINUXTYPE") ?? "unknown",
    policyvers: version === undefined ? "unknown" : Number(version),
  };
}
