/**
 * What has to be done for a user to be as a task wants it: a pure function of the arguments and of
 * what is there.
 *
 * @see https://man7.org/linux/man-pages/man8/useradd.8.html
 * @module
 */
import { TaskFailure } from "@shep/sdk";
import type { Account, Group, Shadow } from "./accounts.ts";

/** What a user is to be; what is absent stays as it is. */
export interface UserWish {
  readonly name: string;
  readonly state: "absent" | "present";
  readonly uid?: number | undefined;
  readonly nonUnique: boolean;
  readonly group?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly append: boolean;
  readonly comment?: string | undefined;
  readonly home?: string | undefined;
  readonly moveHome: boolean;
  readonly createHome: boolean;
  readonly skeleton?: string | undefined;
  readonly umask?: string | undefined;
  readonly shell?: string | undefined;
  readonly system: boolean;
  /** Encrypted. */
  readonly password?: string | undefined;
  readonly updatePassword: "always" | "on_create";
  readonly passwordLock?: boolean | undefined;
  /** Seconds since 1970; never, if negative. */
  readonly expires?: number | undefined;
  readonly expireMin?: number | undefined;
  readonly expireMax?: number | undefined;
  readonly expireWarn?: number | undefined;
  readonly accountDisable?: number | undefined;
  readonly uidMin?: number | undefined;
  readonly uidMax?: number | undefined;
  readonly seuser?: string | undefined;
  readonly remove: boolean;
  readonly force: boolean;
  readonly local: boolean;
}

/** What is there. */
export interface UserProbe {
  readonly account?: Account | undefined;
  readonly shadow?: Shadow | undefined;
  /** Those that the user is a member of, and those that the task names. */
  readonly groups: readonly Group[];
  /** Whether the home directory is there. */
  readonly hasHome: boolean;
  /** Whose programs the target has: `shadow`'s `useradd`, or busybox' `adduser`. */
  readonly tools: "shadow" | "busybox";
}

/** One step: a command, and what it reads. */
export interface Step {
  readonly command: readonly string[];
  readonly stdin?: string;
}

/** A day, which is what expiry is counted in. */
const DAY = 86_400;

/**
 * The steps that are to be taken, in order; none if all is as it should be.
 *
 * @throws {TaskFailure} For a group that there is not, and for what the target's tools cannot do.
 */
export function planUser(wish: UserWish, probe: UserProbe): Step[] {
  if (wish.state === "absent") return probe.account === undefined ? [] : [removal(wish, probe)];
  for (const name of [wish.group, ...(wish.groups ?? [])]) {
    if (name === undefined || findGroup(name, probe) !== undefined) continue;
    throw new TaskFailure(`Group ${name} does not exist`);
  }
  return probe.account === undefined
    ? creation(wish, probe)
    : modification(wish, probe, probe.account);
}

/** A group by its name or number. */
function findGroup(name: string, { groups }: UserProbe): Group | undefined {
  return groups.find((each) => each.name === name) ??
    groups.find((each) => String(each.gid) === name);
}

function removal({ name, remove, force, local }: UserWish, { tools }: UserProbe): Step {
  if (tools === "busybox") {
    return { command: ["deluser", ...(remove ? ["--remove-home"] : []), name] };
  }
  const options = [...(force && !local ? ["-f"] : []), ...(remove ? ["-r"] : [])];
  return { command: [local ? "luserdel" : "userdel", ...options, name] };
}

function creation(wish: UserWish, probe: UserProbe): Step[] {
  const { name, local } = wish;
  const steps = probe.tools === "busybox"
    ? busyboxCreation(wish)
    : [{ command: [local ? "luseradd" : "useradd", ...creationOptions(wish, probe), name] }];
  if (local) {
    for (const group of wish.groups ?? []) {
      steps.push({ command: ["lgroupmod", "-M", name, group] });
    }
  }
  const password = wish.password ?? (wish.passwordLock ? "" : undefined);
  if (password !== undefined) {
    steps.push(passwordStep(name, wish.passwordLock ? `!${password}` : password));
  }
  return [...steps, ...ageSteps(wish, undefined)];
}

function creationOptions(wish: UserWish, probe: UserProbe): string[] {
  const { uid, group, groups, comment, home, shell, skeleton, umask, expires, local } = wish;
  const hasOwnGroup = probe.groups.some((each) => each.name === wish.name);
  return [
    ...option("-u", uid),
    ...(uid !== undefined && wish.nonUnique ? ["-o"] : []),
    ...(wish.seuser === undefined ? [] : ["-Z", wish.seuser]),
    ...option("-g", group),
    ...(group === undefined && hasOwnGroup ? [local ? "-n" : "-N"] : []),
    ...(local || groups === undefined || groups.length === 0 ? [] : ["-G", groups.join(",")]),
    ...option("-c", comment),
    ...option("-d", home),
    ...option("-s", shell),
    ...(expires === undefined || expires < 0 ? [] : ["-e", expiryDate(expires)]),
    ...(wish.createHome ? (local ? [] : ["-m"]) : ["-M"]),
    ...(wish.createHome ? option("-k", skeleton) : []),
    ...(wish.createHome && umask !== undefined ? ["-K", `UMASK=${umask}`] : []),
    ...(wish.uidMin === undefined ? [] : ["-K", `UID_MIN=${wish.uidMin}`]),
    ...(wish.uidMax === undefined ? [] : ["-K", `UID_MAX=${wish.uidMax}`]),
    ...(wish.system ? ["-r"] : []),
  ];
}

function busyboxCreation(wish: UserWish): Step[] {
  const { name, uid, group, comment, home, shell, skeleton } = wish;
  const options = [
    "-D",
    ...option("-u", uid),
    ...option("-G", group),
    ...option("-g", comment),
    ...option("-h", home),
    ...option("-s", shell),
    ...(wish.createHome ? option("-k", skeleton) : ["-H"]),
    ...(wish.system ? ["-S"] : []),
  ];
  const groups = (wish.groups ?? []).map((each) => ({ command: ["adduser", name, each] }));
  return [{ command: ["adduser", ...options, name] }, ...groups];
}

function option(flag: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [flag, String(value)];
}

/** The day on which an account expires, as `useradd -e` reads it. */
export function expiryDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function modification(wish: UserWish, probe: UserProbe, account: Account): Step[] {
  const { name, local } = wish;
  const options = [
    ...idOptions(wish, probe, account),
    ...accountOptions(wish, account),
    ...expiryOptions(wish, probe.shadow),
    ...(probe.tools === "busybox" || local ? [] : groupOptions(wish, probe)),
  ];
  if (options.length > 0 && probe.tools === "busybox") {
    throw new TaskFailure(
      `The target has no usermod, which changes a user: ${options.join(" ")}`,
    );
  }
  const steps: Step[] = options.length === 0
    ? []
    : [{ command: [local ? "lusermod" : "usermod", ...options, name] }];
  if (probe.tools === "busybox" || local) steps.push(...memberSteps(wish, probe));
  steps.push(...passwordSteps(wish, probe.shadow), ...ageSteps(wish, probe.shadow));
  if (wish.createHome && !probe.hasHome && !wish.moveHome) {
    steps.push({ command: ["make_home", wish.home ?? account.home, wish.skeleton ?? "/etc/skel"] });
  }
  return steps;
}

function idOptions(wish: UserWish, probe: UserProbe, account: Account): string[] {
  const { uid, group } = wish;
  const gid = group === undefined ? undefined : findGroup(group, probe)?.gid;
  return [
    ...(uid === undefined || uid === account.uid
      ? []
      : ["-u", String(uid), ...(wish.nonUnique ? ["-o"] : [])]),
    ...(gid === undefined || gid === account.gid ? [] : ["-g", group!]),
  ];
}

function accountOptions({ comment, home, shell, moveHome }: UserWish, account: Account): string[] {
  return [
    ...(comment === undefined || comment === account.comment ? [] : ["-c", comment]),
    ...(home === undefined || home === account.home
      ? []
      : [...(moveHome ? ["-m"] : []), "-d", home]),
    ...(shell === undefined || shell === account.shell ? [] : ["-s", shell]),
  ];
}

function expiryOptions({ expires }: UserWish, shadow: Shadow | undefined): string[] {
  if (expires === undefined) return [];
  const is = shadow?.expires ?? "";
  if (expires < 0) return is === "" || Number(is) < 0 ? [] : ["-e", ""];
  return is === String(Math.floor(expires / DAY)) ? [] : ["-e", expiryDate(expires)];
}

/** The groups that a user is to be added to, and removed from. */
function membership(
  { name, groups, append }: UserWish,
  probe: UserProbe,
): { readonly missing: string[]; readonly surplus: string[] } {
  if (groups === undefined) return { missing: [], surplus: [] };
  const wanted = new Set(groups.map((each) => findGroup(each, probe)?.name ?? each));
  const primary = probe.groups.find(({ gid }) => gid === probe.account?.gid)?.name;
  const current = probe.groups.filter((each) => each.members.includes(name)).map((each) =>
    each.name
  );
  return {
    missing: [...wanted].filter((each) => !current.includes(each) && each !== primary),
    surplus: append ? [] : current.filter((each) => !wanted.has(each) && each !== primary),
  };
}

function groupOptions(wish: UserWish, probe: UserProbe): string[] {
  const { missing, surplus } = membership(wish, probe);
  if (missing.length === 0 && surplus.length === 0) return [];
  return wish.append ? ["-a", "-G", missing.join(",")] : ["-G", (wish.groups ?? []).join(",")];
}

function memberSteps(wish: UserWish, probe: UserProbe): Step[] {
  const { missing, surplus } = membership(wish, probe);
  const { name, local } = wish;
  return [
    ...missing.map((group) => ({
      command: local ? ["lgroupmod", "-M", name, group] : ["adduser", name, group],
    })),
    ...surplus.map((group) => ({
      command: local ? ["lgroupmod", "-m", name, group] : ["delgroup", name, group],
    })),
  ];
}

/** A password travels on stdin: a command line can be read by everybody. */
function passwordStep(name: string, password: string): Step {
  return { command: ["chpasswd", "-e"], stdin: `${name}:${password}\n` };
}

/** An exclamation mark before a password locks it, so that nothing typed matches. */
function passwordSteps(wish: UserWish, shadow: Shadow | undefined): Step[] {
  const { name, password, passwordLock } = wish;
  const is = shadow?.password ?? "";
  const differs = wish.updatePassword === "always" && password !== undefined &&
    unlocked(password) !== unlocked(is);
  const kept = differs ? password : is;
  const wanted = passwordLock === undefined
    ? kept
    : passwordLock
    ? (kept.startsWith("!") ? kept : `!${kept}`)
    : unlocked(kept);
  if (wanted === is) return [];
  if (wanted === "" && passwordLock === false) {
    throw new TaskFailure(`Unlocking '${name}' would leave an account without a password`);
  }
  return [passwordStep(name, wanted)];
}

function unlocked(password: string): string {
  return password.replace(/^!+/, "");
}

function ageSteps(wish: UserWish, shadow: Shadow | undefined): Step[] {
  const differing = ([
    ["-m", wish.expireMin, shadow?.min],
    ["-M", wish.expireMax, shadow?.max],
    ["-W", wish.expireWarn, shadow?.warn],
    ["-I", wish.accountDisable, shadow?.inactive],
  ] as const).filter(([, wanted, is]) => wanted !== undefined && String(wanted) !== (is || "-1"));
  if (differing.length === 0) return [];
  const options = differing.flatMap(([flag, wanted]) => [flag, String(wanted)]);
  return [{ command: ["chage", ...options, wish.name] }];
}
