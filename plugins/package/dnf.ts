/**
 * The actions `dnf` and `yum`: packages of rpm.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/dnf_module.html
 * @module
 */
import {
  type ActionDefinition,
  type Arguments,
  defineAction,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { readReport } from "../file/target.ts";
import { DNF_ARGUMENTS, DNF_ONLY, YUM_ONLY } from "./dnf_arguments.ts";
import { type DnfRequest, dnfScript } from "./dnf_script.ts";

type Common = Arguments<typeof DNF_ARGUMENTS> & {
  readonly allowerasing?: boolean;
  readonly nobest?: boolean;
  readonly best?: boolean;
  readonly use_backend: string;
};

/** What a module of rpm's packages is called, and what it takes. */
function definePackages<Specs extends typeof DNF_ARGUMENTS & typeof YUM_ONLY>(
  name: string,
  specs: Specs,
): ActionDefinition<Specs> {
  return defineAction({
    name,
    summary: "Installs, upgrades and removes packages of Red Hat and its kin.",
    arguments: specs,
    constraints: [
      { mutuallyExclusive: ["name", "list"] },
      { requiredOneOf: ["name", "list", "autoremove", "update_cache"] },
    ],
    supportsCheck: true,
    examples: [
      `- ${name}:\n    name: [httpd, mod_ssl]\n    state: latest`,
      `- ${name}:\n    name: "*"\n    state: latest\n    security: true`,
    ],
    returns: {
      results: "What was done, a line each, or what was listed.",
      rc: "0, or what the program ended with.",
    },
    async run(args, task): Promise<TaskResult> {
      const request = dnfRequest(args as unknown as Common);
      const report = readReport(await task.script(dnfScript(request, task.check)));
      const listed = report.get("list");
      if (listed !== undefined) return { values: { results: listedPackages(listed), rc: 0 } };
      const stdout = report.all("stdout").join("\n");
      const results = transactionResults(stdout);
      return {
        changed: report.changed,
        values: { results, msg: results.length === 0 ? "Nothing to do" : "", rc: 0 },
      };
    },
  });
}

/** Packages, by dnf. */
export const dnf = definePackages("dnf", { ...DNF_ARGUMENTS, ...DNF_ONLY });

/** Packages, by yum, which is dnf by now. */
export const yum = definePackages("yum", { ...DNF_ARGUMENTS, ...YUM_ONLY });

const STATES = {
  absent: "absent",
  removed: "absent",
  installed: "present",
  present: "present",
  latest: "latest",
} as const;

const BACKENDS: Readonly<Record<string, string | undefined>> = {
  auto: undefined,
  yum: "yum",
  yum4: "dnf",
  dnf: "dnf",
  dnf4: "dnf",
  dnf5: "dnf5",
};

/** @throws {TaskFailure} For what contradicts itself. */
function dnfRequest(args: Common): DnfRequest {
  const { autoremove } = args;
  const state = args.state === undefined ? (autoremove ? "absent" : "present") : STATES[args.state];
  if (autoremove && state !== "absent") {
    throw new TaskFailure("Autoremove should be used alone or with state=absent");
  }
  if (args.nobest && args.best) {
    throw new TaskFailure("parameters are mutually exclusive: best|nobest");
  }
  return {
    names: (args.name ?? []).map((name) => name.trim()).filter((name) => name !== ""),
    state,
    tool: BACKENDS[args.use_backend],
    updatesCache: args.update_cache,
    updateOnly: args.update_only,
    autoremove,
    allowDowngrade: args.allow_downgrade,
    lockTimeout: args.lock_timeout,
    validatesCerts: args.validate_certs,
    root: args.installroot,
    list: args.list,
    options: dnfOptions(args),
    upgradeOptions: [
      ...(args.security ? ["--security"] : []),
      ...(args.bugfix ? ["--bugfix"] : []),
    ],
  };
}

function dnfOptions(args: Common): string[] {
  const each = (flag: string, values: readonly string[] = []): string[] =>
    values.map((value) => `--${flag}=${value}`);
  const one = (flag: string, value: string | undefined): string[] =>
    each(flag, value ? [value] : []);
  const when = (wanted: boolean | undefined, ...flags: string[]): string[] => wanted ? flags : [];
  return [
    ...one("config", args.conf_file),
    ...each("disablerepo", args.disablerepo),
    ...each("enablerepo", args.enablerepo),
    ...each("exclude", args.exclude),
    ...each("enableplugin", args.enable_plugin),
    ...each("disableplugin", args.disable_plugin),
    ...one("disableexcludes", args.disable_excludes),
    ...one("installroot", args.installroot === "/" ? undefined : args.installroot),
    ...one("releasever", args.releasever),
    ...when(args.disable_gpg_check, "--nogpgcheck"),
    ...when(args.skip_broken, "--skip-broken"),
    ...when(args.allowerasing, "--allowerasing"),
    ...when(args.nobest || args.best === false, "--nobest"),
    ...when(args.best, "--best"),
    ...when(!args.sslverify, "--setopt=sslverify=0"),
    ...when(!args.install_weak_deps, "--setopt=install_weak_deps=0"),
    ...when(args.cacheonly, "--cacheonly"),
    ...when(args.download_only, "--downloadonly"),
    ...one("downloaddir", args.download_dir),
  ];
}

const DONE = /^(Installed|Upgraded|Removed|Downgraded|Reinstalled|Installing|Upgrading|Removing):$/;

/** What a transaction did, or would do: `Installed: name`. */
export function transactionResults(stdout: string): string[] {
  const results: string[] = [];
  let heading: string | undefined;
  for (const line of stdout.split("\n")) {
    const [, word] = DONE.exec(line.trim()) ?? [];
    if (word !== undefined) heading = word;
    else if (!/^\s+\S/.test(line)) heading = undefined;
    else if (heading !== undefined) results.push(...packagesIn(line, heading));
  }
  return [...new Set(results)];
}

/** After the fact packages stand side by side; before, each has a line with its version. */
function packagesIn(line: string, heading: string): string[] {
  const words = line.trim().split(/\s+/);
  if (!heading.endsWith("ing")) return words.map((word) => `${heading}: ${word}`);
  const [name, arch, version] = words;
  const done = heading === "Removing" ? "Removed" : heading.replace(/ing$/, "ed");
  return version === undefined ? [] : [`${done}: ${name}-${version}.${arch}`];
}

/** Lines of `name|arch|epoch|release|version|repo`. */
export function listedPackages(text: string): Record<string, string>[] {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("repo id "));
  return lines.map((line) => {
    const fields = line.split("|");
    if (fields.length < 6) {
      return { repoid: line.split(/\s+/)[0]!, state: line.split(/\s+/).at(-1)! };
    }
    const [name = "", arch = "", epoch = "0", release = "", version = "", repo = ""] = fields;
    const nevra = `${name}-${epoch === "0" ? "" : `${epoch}:`}${version}-${release}.${arch}`;
    const isInstalled = repo === "@System" || repo === "installed";
    return {
      name,
      arch,
      epoch,
      release,
      version,
      repo,
      nevra,
      envra: `${epoch}:${name}-${version}-${release}.${arch}`,
      yumstate: isInstalled ? "installed" : "available",
    };
  });
}
