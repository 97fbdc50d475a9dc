/** Whether the target is a machine at all: the subset `virtual`. @module */
import type { FactFamily, Facts } from "./family.ts";
import { firmware, FIRMWARE_FILES } from "./firmware.ts";
import type { Sources } from "./sources.ts";

const CGROUP = "/proc/1/cgroup";
const CPU_INFO = "cpuinfo_models";
const XEN_CAPABILITIES = "/proc/xen/capabilities";

/** The subset `virtual`. */
export const virtualization: FactFamily = {
  name: "virtual",
  aliases: [
    "virtualization_role",
    "virtualization_tech_guest",
    "virtualization_tech_host",
    "virtualization_type",
  ],
  files: [CGROUP, XEN_CAPABILITIES, ...FIRMWARE_FILES],
  paths: [
    "/.dockerenv",
    "/.dockerinit",
    "/run/.containerenv",
    "/proc/vz",
    "/proc/bc",
    "/proc/lve",
    "/proc/xen",
    "/dev/kvm",
    "/sys/module/vboxdrv",
  ],
  commands: {
    [CPU_INFO]:
      "grep -m 1 -E '^(model name|vendor_id).*(QEMU Virtual CPU|User Mode Linux|PowerVM)' " +
      "/proc/cpuinfo",
    // Which container manager the first process was started by; only root may look.
    container: "tr '\\0' '\\n' </proc/1/environ | grep '^container='",
  },
  parse: parseVirtualization,
};

/** What a target runs in, and all that it could be said to run in. */
interface Guest {
  readonly type: string;
  readonly tech: readonly string[];
}

function parseVirtualization(sources: Sources): Facts {
  const guests = [containerGuest(sources), xenGuest(sources), machineGuest(sources)].filter(
    (guest): guest is Guest => guest !== undefined,
  );
  const hosts = hostTech(sources);
  const [guest] = guests;
  const tech = [...new Set(guests.flatMap((each) => each.tech))].sort();
  const type = guest?.type ?? hosts[0] ?? "NA";
  const role = guest ? "guest" : hosts.length > 0 ? "host" : "NA";
  return {
    virtualization_type: type,
    virtualization_role: role,
    virtualization_tech_guest: tech,
    virtualization_tech_host: hosts,
  };
}

function containerGuest(sources: Sources): Guest | undefined {
  const type = containerType(sources);
  return type === undefined ? undefined : { type, tech: ["container", type] };
}

function containerType(sources: Sources): string | undefined {
  const groups = sources.lines(CGROUP).join("\n");
  if (/\/docker[/-]/.test(groups)) return "docker";
  if (sources.exists("/.dockerenv") || sources.exists("/.dockerinit")) return "docker";
  if (/\/(?:lxc|machine\.slice\/machine-lxc)/.test(groups)) return "lxc";
  const named = /^container=(\S+)/m.exec(sources.output("container"))?.[1];
  if (named !== undefined) {
    return named === "systemd-nspawn" || named === "lxc" ? named : containerName(named);
  }
  if (sources.exists("/run/.containerenv")) return "podman";
  const isOpenVz = sources.exists("/proc/vz") && !sources.exists("/proc/bc");
  return isOpenVz && !sources.exists("/proc/lve") ? "openvz" : undefined;
}

function containerName(name: string): string {
  return name === "podman" ? "podman" : "container";
}

function xenGuest(sources: Sources): Guest | undefined {
  const isControlDomain = sources.lines(XEN_CAPABILITIES).join().includes("control_d");
  if (!sources.exists("/proc/xen") || isControlDomain) return undefined;
  return { type: "xen", tech: ["xen"] };
}

/** Virtual machines by a file of the firmware and what it says. */
const MACHINES: readonly (readonly [file: string, pattern: RegExp, type: string])[] = [
  ["product_name", /^(?:KVM|KVM Server|Bochs|AHV)$/, "kvm"],
  ["product_name", /^RHEV Hypervisor$/, "RHEV"],
  ["product_name", /^(?:VMware Virtual Platform|VMware7,1|VMware20,1)$/, "VMware"],
  ["product_name", /^(?:OpenStack Compute|OpenStack Nova)$/, "openstack"],
  ["bios_vendor", /^Xen$/, "xen"],
  ["bios_vendor", /^innotek GmbH$/, "virtualbox"],
  ["bios_vendor", /^(?:Amazon EC2|DigitalOcean|Hetzner)$/, "kvm"],
  ["sys_vendor", /^Microsoft Corporation$/, "VirtualPC"],
  ["sys_vendor", /^Parallels (?:Software )?International Inc\.$|^Parallels$/, "parallels"],
  ["sys_vendor", /^OpenStack Foundation$/, "openstack"],
  [
    "sys_vendor",
    /^(?:QEMU|oVirt|Amazon EC2|DigitalOcean|Google|Hetzner|Linode|Nutanix|Scaleway)$/,
    "kvm",
  ],
];

function machineGuest(sources: Sources): Guest | undefined {
  for (const [file, pattern, type] of MACHINES) {
    if (pattern.test(firmware(sources, file) ?? "")) return { type, tech: [type] };
  }
  const model = sources.output(CPU_INFO);
  if (model.includes("QEMU")) return { type: "kvm", tech: ["kvm"] };
  if (model.includes("User Mode Linux")) return { type: "uml", tech: ["uml"] };
  return model.includes("PowerVM") ? { type: "powervm_lx86", tech: ["powervm_lx86"] } : undefined;
}

function hostTech(sources: Sources): string[] {
  const isXen = sources.lines(XEN_CAPABILITIES).join().includes("control_d");
  const techs: (string | false)[] = [
    isXen && "xen",
    sources.exists("/proc/bc") && "openvz",
    sources.exists("/dev/kvm") && "kvm",
    sources.exists("/sys/module/vboxdrv") && "virtualbox",
  ];
  return techs.filter((tech) => tech !== false);
}
