/** Who runs the tasks, and in which environment: the subsets `user` and `env`. @module */
import type { FactFamily, Facts } from "./family.ts";
import type { Sources } from "./sources.ts";

/** The subset `user`. */
export const user: FactFamily = {
  name: "user",
  aliases: [
    "effective_group_ids",
    "effective_user_id",
    "real_user_id",
    "user_dir",
    "user_gecos",
    "user_gid",
    "user_id",
    "user_shell",
    "user_uid",
  ],
  isMinimal: true,
  commands: {
    id: "id",
    passwd: `getent passwd "$(id -ru)" || grep "^[^:]*:[^:]*:$(id -ru):" /etc/passwd`,
  },
  parse: parseUser,
};

/** The variables in which Python's `getpass.getuser` looks for the user's name. */
const NAME_VARIABLES = ["LOGNAME", "USER", "LNAME", "USERNAME"];

function parseUser(sources: Sources): Facts {
  const id = (label: string): number | undefined => {
    const match = new RegExp(`(?:^|\\s)${label}=(\\d+)`).exec(sources.output("id"));
    return match ? Number(match[1]) : undefined;
  };
  const uid = id("uid") ?? 0;
  const gid = id("gid") ?? 0;
  const [name = "", , , , gecos = "", home = "", shell = ""] = sources.output("passwd").trim()
    .split("\n")[0]!.split(":");
  const environment = readEnvironment(sources);
  const variable = NAME_VARIABLES.find((each) => environment[each]);
  return {
    user_id: variable === undefined ? name : environment[variable]!,
    user_uid: uid,
    user_gid: gid,
    user_gecos: gecos,
    user_dir: home,
    user_shell: shell,
    real_user_id: uid,
    effective_user_id: id("euid") ?? uid,
    real_group_id: gid,
    effective_group_id: id("egid") ?? gid,
  };
}

/** The subset `env`. */
export const environment: FactFamily = {
  name: "env",
  isMinimal: true,
  parse: (sources) => ({ env: readEnvironment(sources) }),
};

/** NULs end the variables; where `env` cannot write them, lines do. */
function readEnvironment(sources: Sources): Record<string, string> {
  const text = sources.output("environment");
  const entries = text.split(text.includes("\0") ? "\0" : "\n").filter((entry) =>
    entry.indexOf("=") > 0
  );
  return Object.fromEntries(entries.map((entry) => {
    const equals = entry.indexOf("=");
    return [entry.slice(0, equals), entry.slice(equals + 1)];
  }));
}
