/**
 * From the arguments of `shep run` to what the host is asked to do.
 *
 * @module
 */
import { becomeMethodProblem } from "@shep/sdk";
import type { Config } from "@shep/host/config";
import type { Arguments } from "../../arguments/arguments.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { usualJournal } from "@shep/host";
import type { FactOptions, ResumeRequest, RunOptions } from "../../host_api.ts";
import { vaultRequest } from "../../vault_flags.ts";

/** What is said on the command line; the rest comes from the process. */
export type RequestedOptions = Omit<
  RunOptions,
  "plugins" | "environment" | "signal" | "version" | "deno"
>;

/** More `-v` than this make no difference. */
const MOST_VERBOSE = 6;

/**
 * The options of a run: flags, and the settings where they are silent.
 *
 * @throws {UsageError} if a value is not what its flag takes.
 */
export function runOptions(args: Arguments, config: Config): RequestedOptions {
  return {
    ...(args.has("resume") ? { playbooks: [] } : { playbooks: args.positionals }),
    ...journal(args, config),
    inventory: args.all("inventory"),
    extraVars: args.all("extra-vars"),
    ...modulePath(args.all("module-path")),
    ...optional("limit", args.last("limit")),
    ...shard(args.last("shard")),
    tags: args.has("tags") ? words(args.all("tags")) : config.get("TAGS_RUN"),
    skipTags: args.has("skip-tags") ? words(args.all("skip-tags")) : config.get("TAGS_SKIP"),
    check: args.has("check"),
    diff: args.has("diff") || config.get("DIFF_ALWAYS"),
    forks: forks(args.last("forks"), config),
    verbosity: Math.min(MOST_VERBOSE, config.get("DEFAULT_VERBOSITY") + args.count("verbose")),
    ...become(args),
    ...optional("startAtTask", args.last("start-at-task")),
    ...(args.has("step") ? { step: true } : {}),
    ...optional("connection", args.last("connection")),
    connectionFlags: connectionFlags(args),
    passwords: passwords(args),
    forceHandlers: args.has("force-handlers") || config.get("DEFAULT_FORCE_HANDLERS"),
    ...vault(args),
    facts: facts(args, config),
    hidesResults: isText(args),
    config,
  };
}

/** The run is written down, unless somebody does not want it, or there is no place for it. */
function journal(args: Arguments, config: Config): Pick<RunOptions, "journal"> {
  const file = usualJournal(config.environment);
  const isWanted = !args.has("no-journal") && config.get("SHEP_JOURNAL") && file !== undefined;
  const run = runToResume(args);
  if (isWanted) return { journal: { file, ...(run && { resume: run }) } };
  if (run === undefined) return {};
  throw new UsageError("there is no journal to resume a run from", { command: "run" });
}

/** Which run is to go on, if one is. */
export function runToResume(args: Arguments): ResumeRequest | undefined {
  if (!args.has("resume")) return undefined;
  const [number, ...rest] = args.positionals;
  if (number === undefined) return {};
  if (/^[1-9]\d*$/.test(number) && rest.length === 0) return { run: Number(number) };
  throw new UsageError(`--resume takes the number of a run, not '${args.positionals.join(" ")}'`, {
    command: "run",
    hint: "A run is resumed with the playbooks and flags that it was given: leave them out",
  });
}

/** Whether the run is told of in words, which show a result only where it is asked for. */
function isText(args: Arguments): boolean {
  return (args.last("output") ?? "text") === "text";
}

/** Unless somebody wants it otherwise, text shows no facts: those that nobody reads are left out. */
function facts(args: Arguments, config: Config): FactOptions {
  const isFree = config.originOf("DEFAULT_GATHERING").kind === "default";
  return {
    ...(isText(args) && isFree ? { gathering: "lazy" } : {}),
    flushCache: args.has("flush-cache"),
  };
}

/** A field for a value that was given; an empty one says nothing, as in `--limit "$LIMIT"`. */
function optional<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [key in Name]?: string } {
  return value === undefined || value === "" ? {} : { [name]: value } as { [key in Name]: string };
}

function vault(args: Arguments): Pick<RunOptions, "vault"> {
  const request = vaultRequest(args);
  const isGiven = request.ask || request.ids.length + request.passwordFiles.length > 0;
  return isGiven ? { vault: request } : {};
}

/** The last one comes first, as with Ansible. */
function modulePath(given: readonly string[]): Pick<RunOptions, "modulePath"> {
  const folders = given.toReversed().flatMap((path) => path.split(":")).filter((path) => path);
  return folders.length === 0 ? {} : { modulePath: folders };
}

function shard(text: string | undefined): Pick<RunOptions, "shard"> {
  if (text === undefined) return {};
  const [index = -1, count = 0] = /^\d+\/\d+$/.test(text) ? text.split("/").map(Number) : [];
  if (count > 0 && index >= 0 && index <= count) return { shard: { index, count } };
  throw new UsageError(`--shard is a share and how many there are, as 1/4, not '${text}'`, {
    command: "run",
  });
}

/** The user and the method alone are for plays that say `become` themselves. */
function become(args: Arguments): Pick<RunOptions, "become"> {
  const user = optional("user", args.last("become-user"));
  const method = optional("method", becomeMethod(args.last("become-method")));
  if (args.has("become")) return { become: { ...user, ...method } };
  const isAlone = args.has("become-user") || args.has("become-method");
  return isAlone ? { become: { ...user, ...method, isOnRequest: true } } : {};
}

function becomeMethod(name: string | undefined): string | undefined {
  const problem = name === undefined ? undefined : becomeMethodProblem(name);
  if (problem === undefined) return name;
  const { summary, hint } = problem;
  throw new UsageError(`--become-method: ${summary}`, { command: "run", hint });
}

function connectionFlags(args: Arguments): NonNullable<RunOptions["connectionFlags"]> {
  return {
    ...optional("user", args.last("user")),
    ...optional("privateKey", args.last("private-key")),
    ...optional("sshCommonArgs", args.last("ssh-common-args")),
    ...optional("sshExtraArgs", args.last("ssh-extra-args")),
    ...timeout(args.last("timeout")),
  };
}

function timeout(text: string | undefined): { readonly timeout?: number } {
  if (text === undefined) return {};
  if (/^\+?\d+$/.test(text)) return { timeout: Number(text) };
  throw new UsageError(`--timeout is a number of seconds, not '${text}'`, { command: "run" });
}

function passwords(args: Arguments): NonNullable<RunOptions["passwords"]> {
  return {
    ...(args.has("ask-pass") ? { askConnection: true } : {}),
    ...(args.has("ask-become-pass") ? { askBecome: true } : {}),
    ...optional("connectionFile", args.last("connection-password-file")),
    ...optional("becomeFile", args.last("become-password-file")),
  };
}

function words(lists: readonly string[]): string[] {
  return lists.flatMap((list) => list.split(",")).map((word) => word.trim())
    .filter((word) => word !== "");
}

function forks(text: string | undefined, config: Config): number {
  if (text === undefined) return config.get("DEFAULT_FORKS");
  const number = /^\+?\d+$/.test(text) ? Number(text) : 0;
  if (number >= 1) return number;
  throw new UsageError(`--forks is a number from 1 on, not '${text}'`, { command: "run" });
}
