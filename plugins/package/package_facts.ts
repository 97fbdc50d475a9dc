/**
 * The action `package_facts`: all packages of the target.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/package_facts_module.html
 * @module
 */
import { defineAction, type Plain, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";
import { DPKG_LIST } from "./dpkg_list.ts";

/** What is known of a package. */
export type PackageFacts = { readonly [name: string]: Plain };

/** A manager: its program, how it lists packages, and how its lines are read. */
interface Manager {
  readonly program: string;
  /** Ends with 0 where the target's packages are its own, unless that goes without saying. */
  readonly isOwn?: string;
  readonly list: string;
  readonly read: (line: string) => (PackageFacts & { readonly name: string }) | undefined;
}

const FORMAT_RPM = "%{NAME}|%{VERSION}|%{RELEASE}|%{EPOCHNUM}|%{ARCH}\\n";

/** The managers in the order in which they are tried. */
const MANAGERS: Readonly<Record<string, Manager>> = {
  rpm: {
    program: "rpm",
    // Debian may have the program, and none of its packages.
    isOwn: "rpm -q --quiet rpm",
    list: `rpm -qa --qf '${FORMAT_RPM}'`,
    read: (line) => {
      const [name = "", version = "", release = "", epoch = "0", arch = ""] = line.split("|");
      const number = Number(epoch);
      return name === "" ? undefined : {
        name,
        version,
        release,
        epoch: number === 0 ? null : number,
        arch: arch === "(none)" ? null : arch,
        source: "rpm",
      };
    },
  },
  apt: {
    program: "dpkg-query",
    list: DPKG_LIST,
    read: (line) => {
      const [status = "", name = "", version = "", arch = "", category = "", origin = ""] = line
        .split("|");
      return status.startsWith("ii") || status.startsWith("hi")
        ? { name, version, arch, category, origin, source: "apt" }
        : undefined;
    },
  },
  pacman: {
    program: "pacman",
    list: "LC_ALL=C pacman -Q",
    read: (line) => {
      const [name = "", version = ""] = line.split(" ");
      const [, epoch, bare = "", release = ""] = /^(?:(\d+):)?(.*)-([^-]*)$/.exec(version) ?? [];
      return name === "" ? undefined : {
        name,
        version: bare,
        release,
        ...(epoch === undefined ? {} : { epoch }),
        source: "pacman",
      };
    },
  },
  apk: {
    program: "apk",
    list: "apk list --installed 2>/dev/null || apk info -v",
    read: (line) => {
      const [, name, version, release, arch] =
        /^(\S+?)-(\d[^-\s]*)(?:-r(\d+))?(?: (\S+))?/.exec(line) ?? [];
      return name === undefined ? undefined : {
        name,
        version: version!,
        release: release ?? "",
        ...(arch === undefined ? {} : { arch }),
        source: "apk",
      };
    },
  },
};

const SPECS = {
  manager: {
    type: "list",
    elements: "str",
    description: "Which managers are asked; `auto` is any that is there.",
    choices: [
      "auto",
      "rpm",
      "yum",
      "dnf",
      "dnf5",
      "zypper",
      "apt",
      "portage",
      "pkg",
      "pkg5",
      "pacman",
      "apk",
      "pkg_info",
      "openbsd_pkg",
    ],
    default: ["auto"] as string[],
  },
  strategy: {
    type: "str",
    description: "Whether the first that is there will do.",
    choices: ["first", "all"],
    default: "first",
  },
} as const;

/** What other managers of the same packages are called. */
const SAME: Readonly<Record<string, string>> = {
  yum: "rpm",
  dnf: "rpm",
  dnf5: "rpm",
  zypper: "rpm",
};

/** Lists all packages. */
export const packageFacts = defineAction({
  name: "package_facts",
  summary: "Lists the packages of the target as facts.",
  arguments: SPECS,
  supportsCheck: true,
  examples: [
    "- package_facts:\n- debug:\n    msg: old\n  when: ansible_facts.packages.openssl[0].version is version('3', '<')",
  ],
  returns: { ansible_facts: "`packages`: by name, a list of what is installed under it." },
  async run({ manager, strategy }, task): Promise<TaskResult> {
    const names = managerNames([manager].flat());
    const script = targetScript({ all: strategy === "all" }, [
      "found=",
      ...names.map((name) => askText(name, !manager.includes("auto"))),
      "exit 0",
    ]);
    const report = readReport(await task.script(script));
    const packages: Record<string, PackageFacts[]> = {};
    for (const name of names) {
      for (const line of (report.get(name) ?? "").split("\n")) {
        const found = line === "" ? undefined : MANAGERS[name]!.read(line);
        if (found !== undefined) (packages[found.name] ??= []).push(found);
      }
    }
    if (names.every((name) => report.get(name) === undefined)) {
      throw new TaskFailure(
        `Could not detect a supported package manager from the following list: ${names.join(", ")}`,
      );
    }
    return { facts: { packages } };
  },
});

/** @throws {TaskFailure} For a manager that Linux does not have. */
function managerNames(asked: readonly string[]): string[] {
  const names = asked.flatMap((name) =>
    name === "auto" ? Object.keys(MANAGERS) : [SAME[name] ?? name]
  );
  const unknown = names.find((name) => !(name in MANAGERS));
  if (unknown === undefined) return [...new Set(names)];
  throw new TaskFailure(`The package manager '${unknown}' is not supported`);
}

function askText(name: string, isNamed: boolean): ShellText {
  const { program, isOwn = ":", list } = MANAGERS[name]!;
  const there = `command -v ${program} && ${isNamed ? ":" : isOwn}`;
  return new ShellText(
    `if { [ -z "$found" ] || [ -n "$all" ]; } && { ${there}; } >/dev/null 2>&1; then
  found=1; said=$(${list}) || [ -z "$said" ] || fail "Cannot list the packages of ${name}"
  say ${name} "$said"
fi`,
  );
}
