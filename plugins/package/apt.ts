/**
 * The action `apt`: packages of Debian's, by apt-get.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/apt_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  sh,
  shellLines,
  type ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { splitLines } from "../command/output.ts";
import { readReport, type Report } from "../file/target.ts";
import { aptScript } from "./apt_script.ts";
import { downloadTo } from "../net/download.ts";

/** What `apt` takes. */
export const APT_ARGUMENTS = {
  name: {
    type: "list",
    elements: "str",
    description: "The packages; `name=version`, `name>=version`, `name/release`, and patterns.",
    aliases: ["package", "pkg"],
  },
  state: {
    type: "str",
    description: "What they are to be.",
    choices: ["absent", "build-dep", "fixed", "latest", "present"],
    default: "present",
  },
  update_cache: {
    type: "bool",
    description: "Whether the lists of packages are fetched first.",
    aliases: ["update-cache"],
  },
  update_cache_retries: {
    type: "int",
    description: "How often that is tried.",
    default: 5,
  },
  update_cache_retry_max_delay: {
    type: "int",
    description: "Seconds between two attempts at most; they double from 1.",
    default: 12,
  },
  cache_valid_time: {
    type: "int",
    description: "Seconds for which the lists are new enough; fetches them if they are older.",
    default: 0,
  },
  purge: {
    type: "bool",
    description: "Whether settings go with the packages.",
    default: false,
  },
  default_release: {
    type: "str",
    description: "The release that is preferred.",
    aliases: ["default-release"],
  },
  install_recommends: {
    type: "bool",
    description: "Whether what is recommended is installed, too; else what apt is set to.",
    aliases: ["install-recommends"],
  },
  force: {
    type: "bool",
    description: "Whether apt may do what it would ask about: all of the `allow_` arguments.",
    default: false,
  },
  clean: {
    type: "bool",
    description: "Whether package files that were fetched are removed.",
    default: false,
  },
  allow_unauthenticated: {
    type: "bool",
    description: "Whether packages may be installed that nobody signed.",
    default: false,
    aliases: ["allow-unauthenticated"],
  },
  allow_downgrade: {
    type: "bool",
    description: "Whether an older version may replace a newer one.",
    default: false,
    aliases: ["allow-downgrade", "allow_downgrades", "allow-downgrades"],
  },
  allow_change_held_packages: {
    type: "bool",
    description: "Whether packages may change that are held.",
    default: false,
  },
  upgrade: {
    type: "str",
    description: "Whether all packages are upgraded; `dist` and `full` may also remove some.",
    choices: ["dist", "full", "no", "safe", "yes"],
    default: "no",
  },
  dpkg_options: {
    type: "str",
    description: "Options of dpkg, with commas between them.",
    default: "force-confdef,force-confold",
  },
  deb: { type: "path", description: "A package file on the target, or its address." },
  autoremove: {
    type: "bool",
    description: "Whether what is no longer needed is removed.",
    default: false,
  },
  autoclean: {
    type: "bool",
    description: "Whether package files that cannot be fetched any more are removed.",
    default: false,
  },
  policy_rc_d: {
    type: "int",
    description: "What policy-rc.d answers: 101 keeps services from being started.",
  },
  only_upgrade: {
    type: "bool",
    description: "Whether only packages are touched that are installed.",
    default: false,
  },
  fail_on_autoremove: {
    type: "bool",
    description: "Whether nothing may be removed.",
    default: false,
  },
  force_apt_get: {
    type: "bool",
    description: "Whether apt-get is used, not aptitude; it always is.",
    default: false,
  },
  lock_timeout: {
    type: "int",
    description: "How many seconds another apt may take.",
    default: 60,
  },
  auto_install_module_deps: {
    type: "bool",
    description: "Means nothing here: nothing has to be installed on the target.",
    default: true,
  },
} as const;

type AptArguments = Arguments<typeof APT_ARGUMENTS>;

/** Installs, upgrades and removes packages of Debian's. */
export const apt = defineAction({
  name: "apt",
  summary: "Installs, upgrades and removes packages of Debian and its kin.",
  arguments: APT_ARGUMENTS,
  constraints: [{ mutuallyExclusive: ["deb", "name", "upgrade"] }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- apt:\n    name: [nginx, 'openssl=3.0.*']\n    update_cache: true\n    cache_valid_time: 3600",
    "- apt:\n    upgrade: dist\n    autoremove: true",
    "- apt:\n    deb: https://www.example.com/app_1.0_amd64.deb",
  ],
  returns: {
    cache_updated: "Whether the lists of packages were fetched.",
    cache_update_time: "When they last were, in seconds since 1970.",
    stdout: "What apt said.",
    stderr: "What it said of errors.",
  },
  async run(args, task): Promise<TaskResult> {
    checkMeaning(args);
    const result = await task.script(script(args, task.check));
    const report = readReport(result);
    const stdout = report.all("stdout").join("\n");
    const onlyUpdates = isNothingElse(args);
    return {
      changed: report.changed || (onlyUpdates && report.get("cache_updated") === "1"),
      values: {
        ...cacheValues(report),
        ...(onlyUpdates ? {} : {
          stdout,
          stdout_lines: splitLines(stdout),
          stderr: result.stderr,
          stderr_lines: splitLines(result.stderr),
        }),
      },
      ...(task.diff && report.changed ? { diff: { prepared: changesIn(stdout) } } : {}),
    };
  },
});

function checkMeaning({ state, deb, name = [] }: AptArguments): void {
  if (name.some((each) => each.trim() === "")) {
    throw new TaskFailure("No package matching '' is available");
  }
  if (deb !== undefined && state !== "present") {
    throw new TaskFailure("deb only supports state=present");
  }
}

/** Whether the lists of packages are all that the task is about. */
function isNothingElse(args: AptArguments): boolean {
  return (args.name ?? []).length === 0 && args.deb === undefined && args.upgrade === "no" &&
    !args.autoremove && !args.autoclean && !args.clean && args.state !== "fixed";
}

function script(args: AptArguments, check: boolean): ShellText {
  const { deb, upgrade } = args;
  const request = {
    packages: args.name ?? [],
    state: args.state,
    upgrade: upgrade === "no" ? "no" : upgrade === "dist" || upgrade === "full" ? "full" : "safe",
    deb,
    updates: args.update_cache ?? args.cache_valid_time > 0,
    validFor: args.cache_valid_time,
    retries: args.update_cache_retries,
    retryDelay: args.update_cache_retry_max_delay,
    purge: args.purge,
    autoremove: args.autoremove,
    autoclean: args.autoclean,
    clean: args.clean,
    allowDowngrade: args.allow_downgrade || args.force,
    policyRcD: args.policy_rc_d,
    options: aptOptions(args),
    installOptions: installOptions(args),
  } as const;
  const isAddress = deb !== undefined && /^[a-z]+:\/\//.test(deb);
  return aptScript(request, check, isAddress ? fetchDeb(deb) : "");
}

function fetchDeb(url: string): ShellText {
  return shellLines([downloadTo("deb", url, ".deb"), sh`say deb ${url}`]);
}

function aptOptions(args: AptArguments): string[] {
  const allows = args.force;
  const dpkgOptions = args.dpkg_options.split(",").map((each) => each.trim());
  return [
    "-y",
    ...dpkgOptions.filter((each) => each !== "").flatMap((each) => [
      "-o",
      `Dpkg::Options::=--${each}`,
    ]),
    ...["-o", `DPkg::Lock::Timeout=${args.lock_timeout}`],
    ...(args.default_release === undefined ? [] : ["-t", args.default_release]),
    ...(args.allow_unauthenticated || allows ? ["--allow-unauthenticated"] : []),
    ...(args.allow_downgrade || allows ? ["--allow-downgrades"] : []),
    ...(args.allow_change_held_packages || allows ? ["--allow-change-held-packages"] : []),
    ...(allows ? ["--allow-remove-essential"] : []),
    ...(args.fail_on_autoremove ? ["--no-remove"] : []),
  ];
}

function installOptions({ install_recommends, only_upgrade }: AptArguments): string[] {
  return [
    ...(install_recommends === undefined
      ? []
      : ["-o", `APT::Install-Recommends=${install_recommends ? "yes" : "no"}`]),
    ...(only_upgrade ? ["--only-upgrade"] : []),
  ];
}

function cacheValues(report: Report): Record<string, boolean | number> {
  const time = report.get("cache_time");
  return {
    cache_updated: report.get("cache_updated") === "1",
    ...(time === undefined ? {} : { cache_update_time: Number(time) }),
  };
}

/** The part of apt's words that names the packages. */
export function changesIn(stdout: string): string {
  const lines = stdout.split("\n");
  const start = lines.findIndex((line) => line.startsWith("The following "));
  const end = lines.findIndex((line) => /^\d+ upgraded, /.test(line));
  return start < 0 ? "" : `${lines.slice(start, end < 0 ? undefined : end + 1).join("\n")}\n`;
}
