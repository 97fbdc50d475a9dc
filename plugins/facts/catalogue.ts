/**
 * Which family a fact belongs to: what has to be gathered for one who reads but a few.
 *
 * @module
 */

/** The facts of each family; those that are named after an interface are in none. */
const FACTS: Readonly<Record<string, string>> = {
  apparmor: "apparmor",
  caps: "system_capabilities system_capabilities_enforced",
  chroot: "is_chroot",
  cmdline: "cmdline proc_cmdline",
  date_time: "date_time",
  distribution: "distribution distribution_file_parsed distribution_file_path " +
    "distribution_file_variety distribution_major_version distribution_minor_version " +
    "distribution_release distribution_version os_family",
  dns: "dns",
  env: "env",
  fibre_channel_wwn: "fibre_channel_wwn",
  fips: "fips",
  hardware: "bios_date bios_vendor bios_version board_asset_tag board_name board_serial " +
    "board_vendor board_version chassis_asset_tag chassis_serial chassis_vendor " +
    "chassis_version device_links devices form_factor lvm memfree_mb memory_mb memtotal_mb " +
    "mounts processor processor_cores processor_count processor_nproc " +
    "processor_threads_per_core processor_vcpus product_name product_serial product_uuid " +
    "product_version swapfree_mb swaptotal_mb system_vendor uptime_seconds",
  iscsi: "iscsi_iqn",
  loadavg: "loadavg",
  local: "local",
  lsb: "lsb",
  network: "all_ipv4_addresses all_ipv6_addresses default_ipv4 default_ipv6 interfaces",
  nvme: "hostnqn",
  pkg_mgr: "pkg_mgr",
  platform: "architecture domain fqdn hostname kernel kernel_version machine machine_id " +
    "nodename python_version system userspace_architecture userspace_bits",
  python: "python",
  selinux: "selinux selinux_python_present",
  service_mgr: "service_mgr",
  ssh_pub_keys: ["dsa", "ecdsa", "ed25519", "rsa"].flatMap((type) => [
    `ssh_host_key_${type}_public`,
    `ssh_host_key_${type}_public_keytype`,
  ]).join(" "),
  user: "effective_group_id effective_user_id real_group_id real_user_id user_dir user_gecos " +
    "user_gid user_id user_shell user_uid",
  virtual: "virtualization_role virtualization_tech_guest virtualization_tech_host " +
    "virtualization_type",
};

/**
 * The `gather_subset` that brings `facts`, whose names are without their prefix, and as little else
 * as possible. Nothing where one is not in the catalogue: it may be an interface's, or anybody's.
 */
export function subsetWith(facts: readonly string[]): string[] | undefined {
  const families = new Set<string>();
  for (const fact of facts) {
    const family = Object.keys(FACTS).find((name) => FACTS[name]!.split(" ").includes(fact));
    if (family === undefined) return undefined;
    families.add(family);
  }
  return ["!all", "!min", ...families];
}
