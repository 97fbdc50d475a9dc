/**
 * What dnf did, in the words that Ansible's module has for it.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/dnf_module.html
 * @module
 */
import { TaskFailure } from "@shep/sdk";

/** What is known of a transaction. */
export interface Transaction {
  /** What dnf printed. */
  readonly stdout: string;
  /** What rpm had before, and has after it: `name-version-release.arch`, a line each. */
  readonly before: string;
  readonly after: string;
  /** Whether nothing is installed, only fetched. */
  readonly downloads: boolean;
  readonly check: boolean;
}

/** `Installed: package` of each that came, `Removed: package` of each that went, or would. */
export function transactionResults(transaction: Transaction): string[] {
  const { stdout, downloads, check } = transaction;
  const before = new Set(lines(transaction.before));
  if (downloads) return plannedPackages(stdout, before).new.map((each) => `Downloaded: ${each}`);
  const { new: come, old: gone } = check
    ? plannedPackages(stdout, before)
    : changedPackages(before, new Set(lines(transaction.after)));
  return [...come.map((each) => `Installed: ${each}`), ...gone.map((each) => `Removed: ${each}`)];
}

interface Packages {
  readonly new: readonly string[];
  readonly old: readonly string[];
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

function changedPackages(before: ReadonlySet<string>, after: ReadonlySet<string>): Packages {
  return {
    new: [...after.difference(before)].sort(),
    old: [...before.difference(after)].sort(),
  };
}

/** Such as `Installing weak dependencies:` and the packages below it. */
const SECTION = /^(Install|Upgrad|Downgrad|Reinstall|Remov)ing\b.*:\n((?: .*\n)+)/gm;

/** What the table says that dnf shows before it asks. */
function plannedPackages(stdout: string, before: ReadonlySet<string>): Packages {
  const come = new Set<string>();
  const gone = new Set<string>();
  for (const [, verb, rows] of `${stdout}\n`.matchAll(SECTION)) {
    // A long name has a line of its own; what belongs to it stands deeper.
    for (const row of lines(rows!.replaceAll(/\n {2,}/g, " "))) {
      const [name, arch, version] = row.trim().split(/\s+/);
      if (version === undefined) continue;
      (verb === "Remov" ? gone : come).add(`${name}-${version}.${arch}`);
      if (verb === "Upgrad" || verb === "Downgrad") {
        for (const each of before) if (isOf(each, name!, arch!)) gone.add(each);
      }
    }
  }
  return { new: [...come].sort(), old: [...gone].sort() };
}

/** Whether a package is of a name, in any version. */
function isOf(nevra: string, name: string, arch: string): boolean {
  return nevra.startsWith(`${name}-`) && nevra.endsWith(`.${arch}`) &&
    nevra.slice(name.length + 1).split("-").length === 2;
}

/** What went wrong; Ansible lists the packages that cannot be had. */
export function dnfFailure(stdout: string, rc: number, call: string): TaskFailure {
  const failures = [
    ...[...stdout.matchAll(/^No match for argument: (.*)$/gm)]
      .map(([, name]) => `No package ${name} available.`),
    ...[...stdout.matchAll(/^All matches were filtered out by .* for argument: (.*)$/gm)]
      .map(([line, name]) => `${name} ${line}`),
  ];
  const [, group] = /^Module or Group '(.*)' is not available/m.exec(stdout) ?? [];
  const words = failures.length > 0
    ? `Failed to install some of the specified packages: ${failures.join(" ")}`
    : group === undefined
    ? `'${call}' failed: ${stdout}`
    : `No group ${group} available.`;
  return new TaskFailure(words, { rc, results: [], ...(failures.length > 0 ? { failures } : {}) });
}
