/** What machine and which kernel: the subset `platform`. @module */
import type { FactFamily, Facts } from "./family.ts";
import { words } from "./key_values.ts";
import { pythonCommand, readPython } from "./python.ts";
import type { Sources } from "./sources.ts";

/**
 * A name's first address, and all names of that address: what the resolver makes of a host's own
 * name, as Python's `socket.getfqdn` does.
 */
const NAMES = `
if command -v getent >/dev/null; then
  set -- $(getent hosts "$(uname -n)")
  [ -n "$1" ] && getent hosts "$1"
else
  echo "- $(hostname -f)"
fi`;

const MACHINE_ID = "/etc/machine-id";
const DBUS_MACHINE_ID = "/var/lib/dbus/machine-id";

/** The subset `platform`. */
export const platform: FactFamily = {
  name: "platform",
  aliases: [
    "architecture",
    "kernel",
    "kernel_version",
    "machine",
    "machine_id",
    "python_version",
    "system",
  ],
  isMinimal: true,
  files: [MACHINE_ID, DBUS_MACHINE_ID],
  commands: {
    uname: "uname -snrvm",
    names: NAMES,
    bits: "getconf LONG_BIT",
    ...pythonCommand,
  },
  parse: parsePlatform,
};

function parsePlatform(sources: Sources): Facts {
  const [system = "", nodename = "", kernel = "", ...rest] = words(sources.output("uname"));
  const machine = rest.pop() ?? "";
  const fqdn = fullName(nodename, sources.output("names"));
  const bits = sources.output("bits").trim() || (machine.includes("64") ? "64" : "32");
  const machineId = sources.firstLine(MACHINE_ID) ?? sources.firstLine(DBUS_MACHINE_ID);
  return {
    system,
    kernel,
    kernel_version: rest.join(" "),
    machine,
    nodename,
    hostname: nodename.split(".")[0]!,
    fqdn,
    domain: fqdn.split(".").slice(1).join("."),
    ...architecture(machine, bits),
    ...(machineId === undefined ? {} : { machine_id: machineId }),
    ...pythonFacts(sources),
  };
}

function pythonFacts(sources: Sources): Facts {
  const python = readPython(sources);
  return python ? { python_version: `${python.major}.${python.minor}.${python.micro}` } : {};
}

/** The first of the names that has a domain, or else the first. */
function fullName(nodename: string, resolved: string): string {
  const [, ...names] = words(resolved.split("\n")[0]!);
  return names.find((name) => name.includes(".")) ?? names[0] ?? nodename;
}

function architecture(machine: string, bits: string): Facts {
  if (machine === "x86_64") {
    const userspace = bits === "64" ? "x86_64" : "i386";
    return { architecture: "x86_64", userspace_bits: bits, userspace_architecture: userspace };
  }
  if (/^i[3-6]86$|^i86pc$/.test(machine)) {
    return { architecture: "i386", userspace_bits: bits, userspace_architecture: "i386" };
  }
  return { architecture: machine, userspace_bits: bits };
}
