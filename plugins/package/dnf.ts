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
import { DNF_ARGUMENTS } from "./dnf_arguments.ts";
import { dnfFailure, transactionResults } from "./dnf_results.ts";
import { type DnfRequest, dnfScript } from "./dnf_script.ts";

type DnfArguments = Arguments<typeof DNF_ARGUMENTS>;

/** What a module of rpm's packages is called. */
function definePackages(name: string): ActionDefinition<typeof DNF_ARGUMENTS> {
  return defineAction({
    name,
    summary: "Installs, upgrades and removes packages of Red Hat and its kin.",
    arguments: DNF_ARGUMENTS,
    constraints: [
      { mutuallyExclusive: ["name", "list"] },
      { mutuallyExclusive: ["best", "nobest"] },
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
      const request = dnfRequest(args);
      const report = readReport(await task.script(dnfScript(request, task.check)));
      const listed = report.get("list");
      if (listed !== undefined) {
        return { values: { results: listedPackages(listed), msg: "", rc: 0 } };
      }
      const stdout = report.all("stdout").join("\n");
      const code = report.get("failed");
      if (code !== undefined) throw dnfFailure(stdout, Number(code), report.get("call") ?? "");
      const { changed } = report;
      return {
        changed,
        values: {
          results: [
            ...report.all("left").map((each) =>
              `Packages providing ${each} not installed due to update_only specified`
            ),
            ...(request.state === "absent" ? [] : request.names.filter(isFile))
              .map((path) => `Installed ${path}`),
            ...transactionResults({
              stdout,
              before: report.get("before") ?? "",
              after: report.get("after") ?? "",
              downloads: args.download_only,
              check: task.check,
            }),
          ],
          msg: message(changed, task.check, args),
          rc: 0,
        },
      };
    },
  });
}

function isFile(name: string): boolean {
  return name.endsWith(".rpm") && !name.includes("://");
}

function message(changed: boolean, check: boolean, args: DnfArguments): string {
  if (changed) {
    return check ? "Check mode: No changes made, but would have if not in check mode" : "";
  }
  return args.update_cache && args.name === undefined ? "Cache updated" : "Nothing to do";
}

/** Packages, by dnf. */
export const dnf = definePackages("dnf");

/** Packages, by yum, which is dnf by now. */
export const yum = definePackages("yum");

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
function dnfRequest(args: DnfArguments): DnfRequest {
  const { autoremove } = args;
  const state = args.state === undefined ? (autoremove ? "absent" : "present") : STATES[args.state];
  if (autoremove && state !== "absent") {
    throw new TaskFailure("Autoremove should be used alone or with state=absent", { results: [] });
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

function dnfOptions(args: DnfArguments): string[] {
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

/** Lines of `name|arch|epoch|release|version|repo`. */
export function listedPackages(text: string): Record<string, string>[] {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("repo id "));
  return lines.map((line) => {
    const fields = line.split("|");
    if (fields.length < 6) {
      return { repoid: line.split(/\s+/)[0]!, state: line.split(/\s+/).at(-1)! };
    }
    const [name = "", arch = "", epoch = "0", release = "", version = "", repo = ""] = fields;
    const isInstalled = repo === "@System" || repo === "installed";
    return {
      name,
      arch,
      epoch,
      release,
      version,
      repo,
      nevra: `${epoch}:${name}-${version}-${release}.${arch}`,
      envra: `${epoch}:${name}-${version}-${release}.${arch}`,
      yumstate: isInstalled ? "installed" : "available",
    };
  });
}
