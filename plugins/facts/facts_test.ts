import assert from "node:assert/strict";
import { type Plain, toValue } from "@shep/sdk";
import { subsetWith } from "./catalogue.ts";
import { FAMILIES, planFacts } from "./facts.ts";
import type { Facts } from "./family.ts";
import { Sources } from "./sources.ts";

const QUERY = { filter: [], factPath: "/etc/ansible/facts.d", gatherTimeout: 10 };

/** The facts that follow from what was recorded on a target. */
function recorded(target: string): Facts {
  const raw = Deno.readTextFileSync(new URL(`./testdata/${target}.txt`, import.meta.url));
  return planFacts({ ...QUERY, subset: ["all"] }).read(raw).facts;
}

/** Asserts that `facts` has all of `expected`, names without their prefix. */
function assertFacts(facts: Facts, expected: Readonly<Record<string, Plain | undefined>>): void {
  const found = Object.fromEntries(
    Object.keys(expected).map((name) => [name, facts[`ansible_${name}`]]),
  );
  assert.deepEqual(found, expected);
}

/** What a playbook asks first, for each target. */
const DISTRIBUTIONS: Readonly<Record<string, Readonly<Record<string, Plain | undefined>>>> = {
  "debian-12": {
    distribution: "Debian",
    os_family: "Debian",
    distribution_version: "12.7",
    distribution_major_version: "12",
    distribution_minor_version: "7",
    distribution_release: "bookworm",
    distribution_file_path: "/etc/os-release",
    distribution_file_variety: "Debian",
    distribution_file_parsed: true,
    pkg_mgr: "apt",
    service_mgr: "systemd",
    virtualization_type: "kvm",
    virtualization_role: "guest",
    virtualization_tech_guest: ["kvm"],
    virtualization_tech_host: [],
    python_version: "3.11.2",
    architecture: "x86_64",
    hostname: "web1",
    nodename: "web1",
    fqdn: "web1.example.com",
    domain: "example.com",
    kernel: "6.1.0-25-amd64",
    kernel_version: "#1 SMP PREEMPT_DYNAMIC Debian 6.1.106-3 (2024-08-26)",
    lsb: {
      id: "Debian",
      release: "12",
      codename: "bookworm",
      description: "Debian GNU/Linux 12 (bookworm)",
      major_release: "12",
    },
    selinux: { status: "disabled" },
    apparmor: { status: "enabled" },
    fips: false,
  },
  "ubuntu-22.04": {
    distribution: "Ubuntu",
    os_family: "Debian",
    distribution_version: "22.04",
    distribution_major_version: "22",
    distribution_minor_version: undefined,
    distribution_release: "jammy",
    pkg_mgr: "apt",
    service_mgr: "systemd",
    virtualization_type: "kvm",
    fqdn: "ip-172-31-5-6.eu-central-1.compute.internal",
    hostname: "ip-172-31-5-6",
    product_name: "t3.micro",
    system_vendor: "Amazon EC2",
    bios_version: "NA",
    form_factor: "Other",
    lsb: {
      id: "Ubuntu",
      release: "22.04",
      codename: "jammy",
      description: "Ubuntu 22.04.4 LTS",
      major_release: "22",
    },
  },
  "rocky-9": {
    distribution: "Rocky",
    os_family: "RedHat",
    distribution_version: "9.4",
    distribution_major_version: "9",
    distribution_release: "Blue Onyx",
    distribution_file_path: "/etc/redhat-release",
    distribution_file_variety: "RedHat",
    pkg_mgr: "dnf",
    service_mgr: "systemd",
    virtualization_type: "VMware",
    virtualization_role: "guest",
    hostname: "db1",
    nodename: "db1.example.org",
    fqdn: "db1.example.org",
    domain: "example.org",
    lsb: {},
    selinux: {
      status: "enabled",
      mode: "enforcing",
      config_mode: "enforcing",
      type: "targeted",
      policyvers: 33,
    },
    fips: true,
    system_capabilities: [],
    system_capabilities_enforced: "False",
    iscsi_iqn: "iqn.1994-05.com.redhat:e6b4f4f8a5d",
    processor_count: 2,
    processor_cores: 2,
    processor_threads_per_core: 2,
    processor_vcpus: 8,
  },
  "alpine-3.20": {
    distribution: "Alpine",
    os_family: "Alpine",
    distribution_version: "3.20.2",
    distribution_major_version: "3",
    distribution_release: "NA",
    distribution_file_path: "/etc/alpine-release",
    pkg_mgr: "apk",
    virtualization_type: "docker",
    virtualization_role: "guest",
    virtualization_tech_guest: ["container", "docker"],
    fqdn: "3f2a1b0c9d8e",
    domain: "",
    architecture: "aarch64",
    machine: "aarch64",
    python_version: undefined,
    python: undefined,
    system_capabilities: undefined,
    env: { HOME: "/root", HOSTNAME: "3f2a1b0c9d8e", PATH: "/usr/bin:/bin" },
    user_id: "root",
    processor: ["0", "1"],
    processor_count: 2,
    processor_vcpus: 2,
    processor_cores: 1,
    dns: { nameservers: ["192.0.2.53"] },
  },
  "arch": {
    distribution: "Archlinux",
    os_family: "Archlinux",
    distribution_version: "NA",
    distribution_major_version: "NA",
    distribution_release: "NA",
    distribution_file_path: "/etc/arch-release",
    distribution_file_variety: "Archlinux",
    distribution_file_parsed: undefined,
    pkg_mgr: "pacman",
    service_mgr: "systemd",
    virtualization_type: "kvm",
    virtualization_role: "host",
    virtualization_tech_guest: [],
    virtualization_tech_host: ["kvm"],
    form_factor: "Notebook",
    processor_cores: 4,
    processor_threads_per_core: 2,
    processor_vcpus: 8,
    python: {
      executable: "/usr/bin/python3",
      has_sslcontext: true,
      type: "cpython",
      version: { major: 3, minor: 13, micro: 0, releaselevel: "candidate", serial: 1 },
      version_info: [3, 13, 0, "candidate", 1],
    },
  },
};

for (const [target, expected] of Object.entries(DISTRIBUTIONS)) {
  Deno.test(`${target}: what a playbook asks first`, () => {
    assertFacts(recorded(target), expected);
  });

  Deno.test(`${target}: all facts are values, under names of variables`, () => {
    const facts = recorded(target);
    toValue(facts);
    for (const name of Object.keys(facts)) assert.match(name, /^[A-Za-z_][A-Za-z0-9_]*$/);
  });
}

for (const target of Object.keys(DISTRIBUTIONS)) {
  Deno.test(`${target}: every fact is in the catalogue, but for those of interfaces`, () => {
    const raw = Deno.readTextFileSync(new URL(`./testdata/${target}.txt`, import.meta.url));
    for (const family of FAMILIES) {
      for (const [fact, value] of Object.entries(family.parse(new Sources(raw)))) {
        const isInterface = family.name === "network" && typeof value === "object" &&
          ("device" in value! || "ipv4" in value!);
        const expected = isInterface ? undefined : ["!all", "!min", family.name];
        assert.deepEqual(subsetWith([fact]), expected, fact);
      }
    }
  });
}

Deno.test("facts that are read bring their families, and an unknown one all of them", () => {
  assert.deepEqual(subsetWith([]), ["!all", "!min"]);
  assert.deepEqual(subsetWith(["os_family", "distribution", "fqdn"]), [
    "!all",
    "!min",
    "distribution",
    "platform",
  ]);
  assert.equal(subsetWith(["os_family", "eth7"]), undefined);
});

Deno.test("interfaces have their addresses, secondary ones apart", () => {
  const primary = {
    address: "192.0.2.10",
    broadcast: "192.0.2.255",
    netmask: "255.255.255.0",
    network: "192.0.2.0",
    prefix: "24",
  };
  assertFacts(recorded("debian-12"), {
    interfaces: ["br-lan", "eth0", "lo", "eth0:web", "wg0"],
    eth0: {
      device: "eth0",
      macaddress: "52:54:00:aa:bb:01",
      mtu: 1500,
      active: true,
      module: "virtio_net",
      pciid: "virtio0",
      type: "ether",
      speed: 1000,
      promisc: true,
      ipv4: primary,
      ipv4_secondaries: [
        { ...primary, address: "192.0.2.11" },
        { ...primary, address: "192.0.2.12" },
      ],
      ipv6: [
        { address: "2001:db8::10", prefix: "64", scope: "global" },
        { address: "fe80::5054:ff:feaa:bb01", prefix: "64", scope: "link" },
      ],
    },
    eth0_web: { ipv4: { ...primary, address: "192.0.2.12" } },
    br_lan: {
      device: "br-lan",
      macaddress: "52:54:00:aa:bb:02",
      mtu: 1500,
      active: true,
      type: "bridge",
      id: "8000.525400aabb02",
      interfaces: ["tap0", "tap1"],
      stp: false,
      promisc: false,
      ipv4: {
        address: "198.51.100.1",
        broadcast: "198.51.100.127",
        netmask: "255.255.255.128",
        network: "198.51.100.0",
        prefix: "25",
      },
    },
    wg0: {
      ipv4: {
        address: "203.0.113.1",
        broadcast: "",
        netmask: "255.255.255.255",
        network: "203.0.113.1",
        prefix: "32",
      },
    },
    all_ipv4_addresses: [
      "192.0.2.10",
      "192.0.2.11",
      "192.0.2.12",
      "198.51.100.1",
      "203.0.113.1",
    ],
    all_ipv6_addresses: ["2001:db8::10", "fe80::5054:ff:feaa:bb01"],
    default_ipv4: {
      ...primary,
      interface: "eth0",
      gateway: "192.0.2.1",
      alias: "eth0",
      macaddress: "52:54:00:aa:bb:01",
      mtu: 1500,
      type: "ether",
    },
    default_ipv6: {
      interface: "eth0",
      gateway: "fe80::1",
      address: "2001:db8::10",
      prefix: "64",
      scope: "global",
      macaddress: "52:54:00:aa:bb:01",
      mtu: 1500,
      type: "ether",
    },
  });
});

Deno.test("an interface of a container is named without its peer", () => {
  const facts = recorded("alpine-3.20");
  assertFacts(facts, { interfaces: ["eth0", "lo"], default_ipv6: {} });
  assert.equal((facts["ansible_default_ipv4"] as Facts)["address"], "172.17.0.2");
});

Deno.test("a bond has its members, and bonding's own switch is no interface", () => {
  const facts = recorded("rocky-9");
  assertFacts(facts, { interfaces: ["bond0", "lo"], default_ipv4: {} });
  const { type, slaves, mode, primary, miimon } = facts["ansible_bond0"] as Facts;
  assert.deepEqual([type, slaves, mode, primary, miimon], [
    "bonding",
    ["ens192", "ens224"],
    "active-backup",
    "ens192",
    "100",
  ]);
});

Deno.test("file systems have their sizes, and blanks in their names", () => {
  const mounts = recorded("debian-12")["ansible_mounts"] as Facts[];
  assert.deepEqual(mounts.map(({ mount }) => mount), [
    "/",
    "/srv/my data",
    "/mnt/bound",
    "/mnt/nfs",
  ]);
  assert.deepEqual(mounts[0], {
    mount: "/",
    device: "/dev/vda1",
    fstype: "ext4",
    options: "rw,relatime,errors=remount-ro",
    uuid: "0c1d2e3f-4051-6273-8495-a6b7c8d9eafb",
    size_total: 4096 * 5127936,
    size_available: 4096 * 4200000,
    block_size: 4096,
    block_total: 5127936,
    block_available: 4200000,
    block_used: 927936,
    inode_total: 1310720,
    inode_available: 1250000,
    inode_used: 60720,
  });
  assert.equal(mounts[2]!["options"], "rw,relatime,errors=remount-ro,bind");
  // A file server that did not answer in time.
  assert.equal(mounts[3]!["size_total"], undefined);
});

Deno.test("times are those of the target and of the world", () => {
  assertFacts(recorded("debian-12"), {
    date_time: {
      date: "2024-09-03",
      day: "03",
      epoch: "1725343509",
      epoch_int: "1725343509",
      hour: "08",
      iso8601: "2024-09-03T06:05:09Z",
      iso8601_basic: "20240903T080509012345",
      iso8601_basic_short: "20240903T080509",
      iso8601_micro: "2024-09-03T06:05:09.012345Z",
      minute: "05",
      month: "09",
      second: "09",
      time: "08:05:09",
      tz: "CEST",
      tz_dst: "CEST",
      tz_offset: "+0200",
      weekday: "Tuesday",
      weekday_number: "2",
      weeknumber: "36",
      year: "2024",
    },
  });
  const alpine = recorded("alpine-3.20")["ansible_date_time"] as Facts;
  assert.deepEqual([alpine["iso8601_micro"], alpine["tz_dst"]], [
    "2024-09-03T06:05:09.000000Z",
    "UTC",
  ]);
});

Deno.test("user, environment, memory and the like", () => {
  const facts = recorded("debian-12");
  assertFacts(facts, {
    user_id: "deploy",
    user_uid: 1000,
    user_gid: 1000,
    user_gecos: "Deployer,,,",
    user_dir: "/home/deploy",
    user_shell: "/bin/bash",
    real_user_id: 1000,
    effective_user_id: 1000,
    memtotal_mb: 3924,
    memfree_mb: 2256,
    swaptotal_mb: 1023,
    swapfree_mb: 1023,
    memory_mb: {
      real: { total: 3924, used: 1668, free: 2256 },
      nocache: { free: 3332, used: 592 },
      swap: { total: 1023, free: 1023, used: 0, cached: 0 },
    },
    processor_nproc: 4,
    uptime_seconds: 86461,
    is_chroot: false,
    dns: {
      nameservers: ["192.0.2.53", "2001:db8::53"],
      domain: "example.com",
      search: ["example.com", "lan.example.com"],
      options: { timeout: "2", rotate: true },
    },
    cmdline: {
      BOOT_IMAGE: "/boot/vmlinuz-6.1.0-25-amd64",
      root: "UUID=0c1d2e3f-4051-6273-8495-a6b7c8d9eafb",
      ro: true,
      console: "ttyS0,115200",
      quiet: true,
    },
    ssh_host_key_ed25519_public_keytype: "ssh-ed25519",
  });
  assert.equal((facts["ansible_env"] as Facts)["MULTI"], "one\ntwo=three");
  const parameters = facts["ansible_proc_cmdline"] as Facts;
  assert.deepEqual(parameters["console"], ["tty0", "ttyS0,115200"]);
  const load = toValue(facts["ansible_loadavg"]!) as Map<string, unknown>;
  // A float, even where it looks like an integer.
  assert.equal(String(load.get("15m")), "1.0");
});

Deno.test("a target that told nothing is unknown", () => {
  const facts = planFacts({ ...QUERY, subset: ["all"] }).read("").facts;
  assertFacts(facts, { distribution: "NA", os_family: "NA", interfaces: [], mounts: [], env: {} });
});

Deno.test("every family reads any garbage", () => {
  const bytes = Deno.readTextFileSync(new URL("./testdata/debian-12.txt", import.meta.url));
  const plan = planFacts({ ...QUERY, subset: ["all"] });
  for (let at = 0; at < bytes.length; at += 61) {
    toValue(plan.read(bytes.slice(0, at)).facts);
    toValue(plan.read(bytes.slice(0, at) + "\n: =/\0\x1e" + bytes.slice(at + 13)).facts);
  }
});

Deno.test("no two families have a fact or a section in common", () => {
  const names = FAMILIES.flatMap((family) => [family.name, ...family.aliases ?? []]);
  assert.deepEqual(names, [...new Set(names)]);
  const commands = new Map<string, string>();
  for (const family of FAMILIES) {
    for (const [section, command] of Object.entries(family.commands ?? {})) {
      assert.equal(commands.get(section) ?? command, command, section);
      commands.set(section, command);
    }
  }
});
