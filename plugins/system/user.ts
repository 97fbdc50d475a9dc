/**
 * The action `user`: accounts, by the programs of shadow or busybox.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/user_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  type Task,
  TaskFailure,
  type TaskResult,
  type Value,
} from "@shep/sdk";
import { readReport, type Report } from "../file/target.ts";
import { parseAccount, parseGroups, parseShadow } from "./accounts.ts";
import { planUser, type UserProbe, type UserWish } from "./user_plan.ts";
import { lookupScript, type SshKey, stepsScript, type UserLookup } from "./user_script.ts";

const DEFAULT_KEY_COMMENT = "ansible-generated on $HOSTNAME";

const SPECS = {
  name: { type: "str", description: "The user.", required: true, aliases: ["user"] },
  state: {
    type: "str",
    description: "Whether there is to be one.",
    choices: ["absent", "present"],
    default: "present",
  },
  uid: { type: "int", description: "The number of the user." },
  non_unique: {
    type: "bool",
    description: "Whether another user may have the same number.",
    default: false,
  },
  uid_min: { type: "int", description: "The least number that a new user may get." },
  uid_max: { type: "int", description: "The greatest number that a new user may get." },
  comment: { type: "str", description: "The full name, or what the user is for." },
  hidden: { type: "bool", description: "Has an effect on macOS only." },
  seuser: { type: "str", description: "The user of SELinux that a new user is mapped to." },
  group: { type: "str", description: "The primary group." },
  groups: {
    type: "list",
    elements: "str",
    description: "The other groups; those that are not named are left, unless `append` is true.",
  },
  append: {
    type: "bool",
    description: "Whether groups that are not named are kept.",
    default: false,
  },
  shell: { type: "str", description: "The login shell." },
  home: { type: "path", description: "The home directory." },
  skeleton: { type: "str", description: "What a new home directory is copied from." },
  password: {
    type: "str",
    description: "The password, encrypted as in /etc/shadow.",
    noLog: true,
  },
  login_class: { type: "str", description: "Has an effect on BSD only." },
  create_home: {
    type: "bool",
    description: "Whether the home directory is made.",
    default: true,
    aliases: ["createhome"],
  },
  move_home: {
    type: "bool",
    description: "Whether what is in the old home directory is moved to the new one.",
    default: false,
  },
  system: { type: "bool", description: "Whether a new user is a system's user.", default: false },
  force: {
    type: "bool",
    description: "Whether a user who is logged in is removed, and keys that are there replaced.",
    default: false,
  },
  remove: {
    type: "bool",
    description: "Whether the home directory goes with the user.",
    default: false,
  },
  generate_ssh_key: {
    type: "bool",
    description: "Whether the user is to have a pair of SSH keys.",
    default: false,
  },
  ssh_key_bits: { type: "int", description: "How many bits a new key has." },
  ssh_key_type: { type: "str", description: "The type of a new key.", default: "rsa" },
  ssh_key_file: {
    type: "path",
    description: "Where the key is; relative to the home directory.",
  },
  ssh_key_comment: {
    type: "str",
    description: "The comment of a new key.",
    default: DEFAULT_KEY_COMMENT,
  },
  ssh_key_passphrase: { type: "str", description: "What a new key is locked by.", noLog: true },
  update_password: {
    type: "str",
    description: "Whether the password of a user who is there is changed.",
    choices: ["always", "on_create"],
    default: "always",
  },
  expires: {
    type: "float",
    description: "When the account ends, in seconds since 1970; negative for never.",
  },
  password_lock: { type: "bool", description: "Whether the password is locked." },
  local: {
    type: "bool",
    description: "Whether only the files in /etc are looked at, and libuser's programs used.",
    default: false,
  },
  profile: { type: "str", description: "Has an effect on Solaris only." },
  authorization: { type: "str", description: "Has an effect on Solaris only." },
  role: { type: "str", description: "Has an effect on Solaris only." },
  password_expire_max: { type: "int", description: "Days that a password may be used." },
  password_expire_min: { type: "int", description: "Days before a password may be changed." },
  password_expire_warn: { type: "int", description: "Days of warning before a password ends." },
  password_expire_account_disable: {
    type: "int",
    description: "Days after a password's end until the account is disabled.",
  },
  umask: { type: "str", description: "The umask of a new home directory." },
} as const;

type UserArguments = Arguments<typeof SPECS>;

/** Makes sure that a user is there as told, or is not. */
export const user = defineAction({
  name: "user",
  summary: "Makes sure that a user is there, with groups, password and keys, or is not.",
  arguments: SPECS,
  supportsCheck: true,
  examples: [
    "- user:\n    name: deploy\n    shell: /bin/bash\n    groups: [docker]\n    append: true",
    "- user:\n    name: old\n    state: absent\n    remove: true",
  ],
  returns: {
    uid: "The number of the user.",
    group: "The number of the primary group.",
    home: "The home directory.",
    shell: "The login shell.",
    comment: "The full name.",
    ssh_key_file: "Where the private key is.",
    ssh_public_key: "The public key.",
    ssh_fingerprint: "The fingerprint of the key.",
  },
  async run(args, task): Promise<TaskResult> {
    warnOfElsewhere(args, task);
    const wish = userWish(args);
    const key = sshKey(args);
    const lookup: UserLookup = {
      name: args.name,
      local: args.local,
      home: args.home,
      key,
      groups: [wish.group, ...(wish.groups ?? [])].filter((each) => each !== undefined),
    };
    const before = readReport(await task.script(lookupScript(lookup)), { name: args.name });
    const steps = planUser(wish, userProbe(before));
    const needsKey = key !== undefined && (key.force || before.get("key") === undefined);
    if (steps.length === 0 && !needsKey) return result(args, before, before, false);
    if (task.check) return result(args, before, before, true);
    const after = readReport(await task.script(stepsScript(steps, lookup)), { name: args.name });
    return result(args, before, after, true);
  },
});

/** What means something on other systems only is said to do nothing here. */
function warnOfElsewhere(args: UserArguments, task: Task): void {
  for (const name of ["hidden", "login_class", "profile", "authorization", "role"] as const) {
    if (args[name] !== undefined) task.warn(`'${name}' has no effect on this target's system`);
  }
  if (args.append && args.groups === undefined) {
    task.warn(
      "'append' is set, but no 'groups' are specified. Use 'groups' for appending new groups.",
    );
  }
}

function userWish(args: UserArguments): UserWish {
  const { expires, local, groups } = args;
  if (local && expires !== undefined) {
    throw new TaskFailure(
      "'expires' cannot be used with 'local': libuser's usermod has no such option",
    );
  }
  return {
    name: args.name,
    state: args.state,
    uid: args.uid,
    nonUnique: args.non_unique,
    group: args.group,
    groups: groups?.map((each) => each.trim()).filter((each) => each !== ""),
    append: args.append,
    comment: args.comment,
    home: args.home,
    moveHome: args.move_home,
    createHome: args.create_home,
    skeleton: args.skeleton,
    umask: args.umask,
    shell: args.shell,
    system: args.system,
    password: args.password,
    updatePassword: args.update_password,
    passwordLock: args.password_lock,
    expires: expires === undefined ? undefined : Number(expires),
    expireMin: args.password_expire_min,
    expireMax: args.password_expire_max,
    expireWarn: args.password_expire_warn,
    accountDisable: args.password_expire_account_disable,
    uidMin: args.uid_min,
    uidMax: args.uid_max,
    seuser: args.seuser,
    remove: args.remove,
    force: args.force,
    local,
  };
}

function sshKey(args: UserArguments): SshKey | undefined {
  if (!args.generate_ssh_key || args.state === "absent") return undefined;
  return {
    file: args.ssh_key_file,
    type: args.ssh_key_type,
    bits: args.ssh_key_bits,
    comment: args.ssh_key_comment === DEFAULT_KEY_COMMENT ? undefined : args.ssh_key_comment,
    passphrase: args.ssh_key_passphrase,
    force: args.force,
  };
}

function userProbe(report: Report): UserProbe {
  return {
    account: parseAccount(report.get("account")),
    shadow: parseShadow(report.get("shadow")),
    groups: parseGroups(report.all("groups").join("\n")),
    hasHome: report.get("has_home") !== undefined,
    tools: report.get("tools") === "busybox" ? "busybox" : "shadow",
  };
}

function result(
  args: UserArguments,
  before: Report,
  after: Report,
  changed: boolean,
): TaskResult {
  const existed = before.get("account") !== undefined;
  const common = { name: args.name, state: args.state };
  if (args.state === "absent") {
    return {
      changed,
      values: { ...common, ...(existed ? { force: args.force, remove: args.remove } : {}) },
    };
  }
  const stdout = after.all("stdout").join("\n");
  return {
    changed,
    values: {
      ...common,
      ...(existed
        ? { append: args.append, move_home: args.move_home }
        : { create_home: args.create_home, system: args.system }),
      ...accountValues(after),
      ...(args.uid === undefined ? {} : { uid: args.uid }),
      ...(args.groups === undefined ? {} : { groups: args.groups.join(",") }),
      ...(args.password === undefined ? {} : { password: "NOT_LOGGING_PASSWORD" }),
      ...(args.generate_ssh_key ? keyValues(after) : {}),
      ...(stdout === "" ? {} : { stdout }),
    },
  };
}

function accountValues(report: Report): Record<string, Value> {
  const account = parseAccount(report.get("account"));
  if (account === undefined) return {};
  const { uid, gid, comment, home, shell } = account;
  return { uid, group: gid, comment, home, shell };
}

function keyValues(report: Report): Record<string, Value> {
  return {
    ssh_key_file: report.get("key_file") ?? null,
    ssh_public_key: report.get("key") ?? null,
    ssh_fingerprint: report.get("fingerprint") ?? null,
  };
}
