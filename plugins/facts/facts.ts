/**
 * All facts there are, and how they are gathered: one script on the target, in one round trip,
 * and pure functions from what it wrote to facts.
 *
 * @module
 */
import type { ShellText } from "@shep/sdk";
import { chroot } from "./chroot.ts";
import { dateTime } from "./date_time.ts";
import { distribution } from "./distribution.ts";
import { dns } from "./dns.ts";
import type { FactFamily, Facts } from "./family.ts";
import { hardware } from "./hardware.ts";
import { kernelCommandLine } from "./kernel_command_line.ts";
import { load } from "./load.ts";
import { localFacts } from "./local_facts.ts";
import { lsb } from "./lsb.ts";
import { packageManager, serviceManager } from "./managers.ts";
import { fibreChannel, iscsi, network, nvme } from "./network.ts";
import { platform } from "./platform.ts";
import { python } from "./python.ts";
import { factScript, type ScriptVariables } from "./script.ts";
import { apparmor, capabilities, fips, selinux } from "./security.ts";
import { Sources } from "./sources.ts";
import { sshKeys } from "./ssh_keys.ts";
import { matchesFilter, selectFamilies } from "./subset.ts";
import { facter, ohai } from "./programs.ts";
import { environment, user } from "./user.ts";
import { virtualization } from "./virtualization.ts";

/** Every family of facts. */
export const FAMILIES: readonly FactFamily[] = [
  platform,
  distribution,
  lsb,
  packageManager,
  serviceManager,
  user,
  environment,
  dateTime,
  kernelCommandLine,
  dns,
  python,
  apparmor,
  capabilities,
  fips,
  selinux,
  sshKeys,
  localFacts,
  chroot,
  load,
  hardware,
  network,
  iscsi,
  nvme,
  fibreChannel,
  virtualization,
  facter,
  ohai,
];

/** What is asked for. */
export interface FactQuery extends ScriptVariables {
  /** As `gather_subset`: names of subsets, `!` before those that are not wanted. */
  readonly subset: readonly string[];
  /** As `filter`: shell patterns of the facts that are kept. */
  readonly filter: readonly string[];
}

/** How a query is answered. */
export interface FactPlan {
  /** Runs on the target. */
  readonly script: ShellText;
  /** What the script wrote, understood. */
  read(output: string): FactReport;
}

/** What a target told about itself. */
export interface FactReport {
  /** Named as Ansible names them. */
  readonly facts: Facts;
  /** What the target's administrator should look at. */
  readonly warnings: readonly string[];
}

/**
 * Plans how to gather facts.
 *
 * @throws {Fault} `invalid-argument` for a subset that there is none.
 */
export function planFacts(query: FactQuery): FactPlan {
  const families = selectFamilies(FAMILIES, query.subset);
  return {
    script: factScript(families, query),
    read: (output) => readFacts(families, output, query),
  };
}

function readFacts(
  families: readonly FactFamily[],
  output: string,
  query: FactQuery,
): FactReport {
  const sources = new Sources(output);
  const facts: Facts = {};
  for (const family of families) {
    const { prefix = "ansible_" } = family;
    for (const [name, value] of Object.entries(family.parse(sources))) {
      facts[prefix + name] = value;
    }
  }
  facts["gather_subset"] = [...query.subset];
  facts["module_setup"] = true;
  const kept = Object.entries(facts).filter(([name]) => matchesFilter(name, query.filter));
  return {
    facts: Object.fromEntries(kept),
    warnings: families.flatMap((family) => family.warnings?.(sources) ?? []),
  };
}
