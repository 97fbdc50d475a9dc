/**
 * The action `yum_repository`: where dnf and yum fetch packages from.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/yum_repository_module.html
 * @module
 */
import {
  type Arguments,
  type ArgumentSpec,
  defineAction,
  TaskFailure,
  type TaskResult,
  type Value,
} from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "../file/attributes.ts";
import { byteString } from "../file/byte_string.ts";
import { editFile } from "../file/edit_file.ts";
import { statusValues } from "../file/target.ts";

const text = <Text extends string>(description: Text): { type: "str"; description: Text } => ({
  type: "str",
  description,
});
const flag = <Text extends string>(description: Text): { type: "bool"; description: Text } => ({
  type: "bool",
  description,
});
const list = <Text extends string>(
  description: Text,
): { type: "list"; elements: "str"; description: Text } => ({
  type: "list",
  elements: "str",
  description,
});

/** What is written into the file, by the same names. */
const OPTIONS = {
  async: flag("Whether packages are fetched while others are installed."),
  bandwidth: text("How much of the network may be used."),
  baseurl: list("Addresses of the repository."),
  cost: text("How dear it is."),
  countme: flag("Whether the system is counted."),
  deltarpm_metadata_percentage: text("How large metadata of deltas may be."),
  deltarpm_percentage: text("How large a delta may be."),
  enabled: flag("Whether it is used."),
  enablegroups: flag("Whether its groups are known."),
  exclude: list("Packages that it does not have."),
  failovermethod: {
    type: "str",
    description: "Which of several addresses is asked.",
    choices: ["roundrobin", "priority"],
  },
  gpgcakey: text("The key that signs keys."),
  gpgcheck: flag("Whether packages have to be signed."),
  gpgkey: list("Addresses of the keys."),
  http_caching: {
    type: "str",
    description: "What caches on the way may keep.",
    choices: ["all", "packages", "none"],
  },
  include: text("A file that is read, too."),
  includepkgs: list("The only packages that it has."),
  ip_resolve: {
    type: "str",
    description: "Which addresses are asked.",
    choices: ["4", "6", "IPv4", "IPv6", "whatever"],
  },
  keepalive: flag("Whether connections are kept."),
  keepcache: { type: "str", description: "Whether packages are kept.", choices: ["0", "1"] },
  metadata_expire: text("When metadata is too old, in seconds."),
  metadata_expire_filter: {
    type: "str",
    description: "For which commands that counts.",
    choices: ["never", "read-only:past", "read-only:present", "read-only:future"],
  },
  metalink: text("The address of a metalink."),
  mirrorlist: text("The address of a list of mirrors."),
  mirrorlist_expire: text("When that list is too old, in seconds."),
  module_hotfixes: flag("Whether its packages go before those of modules."),
  password: { type: "str", description: "The password of who asks.", noLog: true },
  priority: text("How much it is preferred; less is more."),
  protect: flag("Whether its packages are kept."),
  proxy: text("The proxy."),
  proxy_password: { type: "str", description: "The password for the proxy.", noLog: true },
  proxy_username: text("Who asks the proxy."),
  repo_gpgcheck: flag("Whether the repository has to be signed."),
  retries: text("How often it is tried."),
  s3_enabled: flag("Whether it is in S3."),
  skip_if_unavailable: flag("Whether it may be missing."),
  ssl_check_cert_permissions: flag("Whether permissions of certificates are looked at."),
  sslcacert: { ...text("Certificates to trust."), aliases: ["ca_cert"] },
  sslclientcert: { ...text("A certificate of the target."), aliases: ["client_cert"] },
  sslclientkey: { ...text("Its key."), aliases: ["client_key"] },
  sslverify: {
    ...flag("Whether the server has to prove who it is."),
    aliases: ["validate_certs"],
  },
  throttle: text("How much of the bandwidth may be used."),
  timeout: text("How many seconds a connection may take."),
  ui_repoid_vars: text("Variables that are shown."),
  username: text("Who asks."),
} as const satisfies Record<string, ArgumentSpec>;

const SPECS = {
  name: { type: "str", description: "The repository.", required: true },
  description: text("What it is for."),
  file: text("The name of the file, without .repo; that of the repository, if absent."),
  reposdir: { type: "path", description: "Where the files are.", default: "/etc/yum.repos.d" },
  state: {
    type: "str",
    description: "Whether it is to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
  ...OPTIONS,
  ...ATTRIBUTE_ARGUMENTS,
} as const;

type RepositoryArguments = Arguments<typeof SPECS>;

/** Adds repositories of dnf and yum, and removes them. */
export const yumRepository = defineAction({
  name: "yum_repository",
  summary: "Adds repositories of dnf and yum, and removes them.",
  arguments: SPECS,
  constraints: [{ requiredIf: ["description"], when: "state", equals: "present" }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- yum_repository:\n    name: epel\n    description: EPEL\n" +
    "    baseurl: https://download.example.com/epel/$releasever/$basearch/",
  ],
  returns: { repo: "The repository.", state: "Whether it is there." },
  async run(args, task): Promise<TaskResult> {
    const { name, state, file = name, reposdir } = args;
    if (/[\]\n]/.test(name)) throw new TaskFailure(`'${name}' is no name for a repository`);
    const sources = [args.baseurl, args.metalink, args.mirrorlist];
    if (state === "present" && sources.every((each) => each === undefined)) {
      throw new TaskFailure("Parameter 'baseurl', 'metalink' or 'mirrorlist' is required.");
    }
    const section = state === "absent"
      ? undefined
      : sectionLines(args).map((line) => byteString(line));
    const edited = await editFile(
      {
        path: `${reposdir.replace(/\/+$/, "")}/${file}.repo`,
        attributes: state === "absent" ? {} : wantedAttributes(args),
        unsafeWrites: args.unsafe_writes,
      },
      (old) => {
        const after = setSection(old ?? "", byteString(name), section);
        return after === "" ? undefined : after;
      },
      task,
    );
    return {
      changed: edited.changed,
      values: { ...statusValues(edited.report.stat), repo: name, state },
      ...(task.diff && edited.changed ? { diff: edited.diff } : {}),
    };
  },
});

/** The lines of the section, sorted by their names; the description is called `name` there. */
function sectionLines(args: RepositoryArguments): string[] {
  const values: [string, Value | undefined][] = Object.keys(OPTIONS).map((name) => [
    name,
    args[name as keyof typeof OPTIONS],
  ]);
  values.push(["name", args.description]);
  return values
    .filter((pair): pair is [string, Value] => pair[1] !== undefined)
    .sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, value]) => `${name} = ${optionText(name, value)}`);
}

function optionText(name: string, value: Value): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (!Array.isArray(value)) return String(value);
  return value.map(String).join(name === "baseurl" || name === "gpgkey" ? "\n\t" : " ");
}

/**
 * The text with this section, or without it. A section begins with its name in brackets and ends
 * before the next.
 */
export function setSection(
  text: string,
  name: string,
  lines: readonly string[] | undefined,
): string {
  const sections = text.split(/^(?=\[)/m);
  const at = sections.findIndex((section) => section.startsWith(`[${name}]`));
  const wanted = lines === undefined ? [] : [`[${name}]\n${lines.join("\n")}\n\n`];
  if (at < 0) {
    if (lines === undefined) return text;
    const separator = text === "" || /\n\n$/.test(text) ? "" : text.endsWith("\n") ? "\n" : "\n\n";
    return text + separator + wanted.join("");
  }
  const bare = (section: string): string =>
    section.replace(/\s*=\s*/g, " = ").replace(/\n[ \t]+/g, "\n\t").trimEnd();
  if (wanted[0] !== undefined && bare(sections[at]!) === bare(wanted[0])) return text;
  return sections.toSpliced(at, 1, ...wanted).join("");
}
