/**
 * The action `apt_repository`: where apt fetches packages from.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/apt_repository_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  type Diff,
  sh,
  shellLines,
  ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { wantedAttributes } from "../file/attributes.ts";
import { printCommand } from "../file/content.ts";
import { contentDiff } from "../file/diff.ts";
import { installItem } from "../file/install.ts";
import { installScript } from "../file/install_script.ts";
import { assignments, readReport, type Report, targetScript } from "../file/target.ts";
import { downloadTo } from "../net/download.ts";
import { APT_ERRORS } from "./apt_script.ts";
import {
  addSource,
  dropSource,
  holdsSource,
  normalizeSource,
  SOURCES_DIRECTORY,
  type SourcesFile,
  suggestName,
} from "./apt_sources.ts";

const SPECS = {
  repo: {
    type: "str",
    description: "The line of sources.list, or `ppa:USER/NAME`.",
    required: true,
  },
  state: {
    type: "str",
    description: "Whether it is to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
  mode: { type: "raw", description: "The permissions of the file." },
  update_cache: {
    type: "bool",
    description: "Whether the lists of packages are fetched after a change.",
    default: true,
    aliases: ["update-cache"],
  },
  update_cache_retries: { type: "int", description: "How often that is tried.", default: 5 },
  update_cache_retry_max_delay: {
    type: "int",
    description: "Seconds between two attempts at most; they double from 1.",
    default: 12,
  },
  validate_certs: {
    type: "bool",
    description: "Whether the server of a PPA's key has to prove who it is.",
    default: true,
  },
  filename: { type: "str", description: "The name of the file, to which .list is added." },
  codename: { type: "str", description: "The release of a PPA, if not the target's." },
  install_python_apt: {
    type: "bool",
    description: "Means nothing here: nothing has to be installed on the target.",
    default: true,
  },
} as const;

type RepositoryArguments = Arguments<typeof SPECS>;

/** Adds sources of packages, and removes them. */
export const aptRepository = defineAction({
  name: "apt_repository",
  summary: "Adds sources of Debian's packages, and removes them.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- apt_repository:\n    repo: deb [signed-by=/etc/apt/keyrings/x.asc] https://example.com/apt stable main\n" +
    "    filename: example",
  ],
  returns: {
    repo: "The line.",
    sources_added: "The files that were made.",
    sources_removed: "The files that were removed.",
  },
  async run(args, task): Promise<TaskResult> {
    const probe = readReport(await task.script(targetScript({}, [PROBE])));
    const source = wantedSource(args, probe);
    const files = sourcesFiles(probe);
    const place = filePath(args, source);
    const changes = args.state === "absent"
      ? dropSource(files, source)
      : addSource(files, source, place);
    const old = new Map(files.map(({ path, text }) => [path, text]));
    // Files in which a comment became a source keep their modes.
    const isNew = !files.some((file) => holdsSource(file, source));
    const mode = isNew ? args.mode ?? null : null;
    if (changes.length > 0 && !task.check) await apply({ ...args, mode }, changes, old, task);
    const paths = changes.map(({ path }) => path);
    return {
      changed: changes.length > 0,
      values: {
        repo: args.repo,
        state: args.state,
        sources_added: paths.filter((path) => !old.has(path)),
        sources_removed: changes.filter(({ text }) => text === "").map(({ path }) => path),
      },
      ...(task.diff ? { diff: changes.map((change) => diffOf(change, old)) } : {}),
    };
  },
});

const PROBE = new ShellText(`
for file in /etc/apt/sources.list ${SOURCES_DIRECTORY}/*.list; do
  [ -f "$file" ] || continue
  say file "$file"
  say text "$(cat -- "$file"; echo x)"
done
codename=$(. /etc/os-release 2>/dev/null; echo "$VERSION_CODENAME")
say codename "$codename"`);

function sourcesFiles(probe: Report): SourcesFile[] {
  const texts = probe.all("text");
  return probe.all("file").map((path, index) => ({
    path,
    text: (texts[index] ?? "x").slice(0, -1),
  }));
}

const PPA = /^ppa:([^/]+)(?:\/(.+))?$/;

/** @throws {TaskFailure} For what is no source. */
function wantedSource({ repo, codename }: RepositoryArguments, probe: Report): string {
  const [, user, name = "ppa"] = PPA.exec(repo.trim()) ?? [];
  const release = codename ?? probe.get("codename") ?? "";
  const line = user === undefined
    ? repo
    : `deb https://ppa.launchpadcontent.net/${user}/${name}/ubuntu ${release} main`;
  const source = normalizeSource(line);
  if (source === undefined) throw new TaskFailure(`Invalid repository string: ${repo}`);
  return source;
}

function filePath({ repo, filename, codename }: RepositoryArguments, source: string): string {
  const [, user, name = "ppa"] = PPA.exec(repo.trim()) ?? [];
  const suggested = user === undefined
    ? suggestName(source)
    : ["ppa", user, name, codename ?? source.split(" ")[2]].join("_").replaceAll(
      /[^A-Za-z0-9]+/g,
      "_",
    );
  const base = filename ?? suggested;
  if (/^[^/]+\//.test(base)) {
    throw new TaskFailure(
      `'${base}' is no name for a file of sources: apt reads no directories in ${SOURCES_DIRECTORY}`,
    );
  }
  return `${base.startsWith("/") ? base : `${SOURCES_DIRECTORY}/${base}`}.list`;
}

function diffOf({ path, text }: SourcesFile, old: ReadonlyMap<string, string>): Diff {
  const encode = (part: string): Uint8Array => new TextEncoder().encode(part);
  return contentDiff(
    { header: old.has(path) ? path : "/dev/null", bytes: encode(old.get(path) ?? "") },
    { header: text === "" ? "/dev/null" : path, bytes: encode(text) },
  );
}

/** Writes the files and fetches the lists; where that fails, all is put back. */
async function apply(
  args: RepositoryArguments,
  changes: readonly SourcesFile[],
  old: ReadonlyMap<string, string>,
  task: Task,
): Promise<void> {
  const encode = (part: string): Uint8Array => new TextEncoder().encode(part);
  const kept = changes.filter(({ text }) => text !== "");
  const items = await Promise.all(kept.map(({ path, text }) => {
    const source = { bytes: encode(text) };
    return installItem({ dest: path, source }, source);
  }));
  const install = installScript(items, {
    attributes: wantedAttributes({ mode: args.mode ?? null }),
    force: true,
    follow: true,
    backup: false,
    unsafeWrites: false,
    makeParents: true,
    check: false,
    diff: false,
  });
  const restore = changes.map(({ path }) => {
    const text = old.get(path);
    return text === undefined ? sh`rm -f -- ${path}` : sh`${printCommand(encode(text))} >${path}`;
  });
  readReport(
    await task.script(shellLines([
      ppaKey(args),
      install,
      ...changes.filter(({ text }) => text === "").map(({ path }) =>
        sh`rm -f -- ${path} || fail "Cannot remove "${path}`
      ),
      shellLines(["restore() {", ...restore, "}"]),
      assignments({
        updates: args.update_cache,
        retries: args.update_cache_retries,
        retry_delay: args.update_cache_retry_max_delay,
      }),
      UPDATE,
    ])),
  );
}

const UPDATE = new ShellText(`${APT_ERRORS}
if [ -n "$updates" ]; then
  attempt=0 pause=1
  until said=$(LC_ALL=C apt-get update 2>&1 </dev/null); do
    attempt=$((attempt + 1))
    [ "$attempt" -lt "$retries" ] || { restore; apt_errors; fail "Failed to update apt cache: $r"; }
    sleep "$pause"
    pause=$((pause * 2)); [ "$pause" -le "$retry_delay" ] || pause=$retry_delay
  done
fi
exit 0`);

/** The key of a PPA, by the fingerprint that Launchpad tells. */
function ppaKey({ repo, state, validate_certs }: RepositoryArguments): ShellText {
  const [, user, name = "ppa"] = PPA.exec(repo.trim()) ?? [];
  if (user === undefined || state === "absent") return new ShellText("");
  const options = { validatesCerts: validate_certs };
  return shellLines([
    targetScript({}, []),
    downloadTo(
      "about",
      `https://launchpad.net/api/1.0/~${user}/+archive/${name}`,
      ".json",
      options,
    ),
    `fingerprint=$(sed -n 's/.*"signing_key_fingerprint": *"\\([0-9A-F]*\\)".*/\\1/p' "$about")`,
    `[ -n "$fingerprint" ] || fail "Launchpad tells no key of the PPA"`,
    `keyserver="https://keyserver.ubuntu.com/pks/lookup?op=get&search=0x$fingerprint"`,
    `http_get "$keyserver" "$work_dir/key" && grep -q 'BEGIN PGP' "$work_dir/key" || fail "Cannot fetch the key of the PPA"`,
    sh`key=${`/etc/apt/trusted.gpg.d/${user}-${name}.asc`}`,
    `cp -- "$work_dir/key" "$key" && chmod 0644 "$key" || fail "Cannot write $key"`,
  ]);
}
