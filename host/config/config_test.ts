import assert from "node:assert/strict";
import { join } from "node:path";
import { Fault } from "@shep/sdk";
import { Config } from "./config.ts";
import { parseIni } from "./ini.ts";
import { readConfig } from "./read.ts";
import type { Setting } from "./setting.ts";
import { type SettingName, SETTINGS } from "./settings.ts";

/** The settings that a file and an environment make. */
function config(text: string, environment: Record<string, string> = {}): Config {
  const path = "/etc/site/ansible.cfg";
  const file = { path, entries: parseIni(text, path) };
  return new Config({ environment: { HOME: "/home/me", ...environment }, cwd: "/srv", file });
}

const VALUES: readonly (readonly [SettingName, string, unknown])[] = [
  ["DEFAULT_FORKS", "[defaults]\nforks = 7 ; seven\n", 7],
  ["DEFAULT_FORKS", "[defaults]\nFORKS: 7\n", 7],
  ["DEFAULT_FORCE_HANDLERS", "[defaults]\nforce_handlers = Yes\n", true],
  ["DEFAULT_MANAGED_STR", "[defaults]\nansible_managed = a # b = c\n", "a # b = c"],
  ["DEFAULT_MANAGED_STR", '[defaults]\nansible_managed = "quoted "\n', "quoted "],
  ["DEFAULT_MANAGED_STR", "[defaults]\nansible_managed = one\n  two\n# not this\n", "one\ntwo"],
  ["TAGS_RUN", "[tags]\nrun = a, b,\n", ["a", "b"]],
  ["DEFAULT_HOST_LIST", "[defaults]\ninventory = inv, ~/more\n", [
    "/etc/site/inv",
    "/home/me/more",
  ]],
  ["DEFAULT_HOST_LIST", "[defaults]\ninventory = web1,web2,\n", ["web1,web2,"]],
  ["DEFAULT_ROLES_PATH", "[defaults]\nroles_path = a:{{CWD}}/b\n", ["/etc/site/a", "/srv/b"]],
  ["DEFAULT_VAULT_PASSWORD_FILE", "[defaults]\nvault_password_file = $HOME/v\n", "/home/me/v"],
  [
    "DEFAULT_BECOME_METHOD",
    "[privilege_escalation]\nbecome_method = community.general.doas\n",
    "doas",
  ],
  ["COLLECTIONS_PATHS", "[defaults]\ncollections_paths = /a\ncollections_path = /b\n", ["/b"]],
];

for (const [name, text, expected] of VALUES) {
  Deno.test(`${name} is read from ${JSON.stringify(text)}`, () => {
    assert.deepEqual(config(text).get(name), expected);
  });
}

Deno.test("the environment wins over the file, and the file over the default", () => {
  const text = "[defaults]\nforks = 7\n";
  const ofBoth = config(text, { ANSIBLE_FORKS: "9" });
  assert.equal(ofBoth.get("DEFAULT_FORKS"), 9);
  assert.deepEqual(ofBoth.originOf("DEFAULT_FORKS"), {
    kind: "environment",
    variable: "ANSIBLE_FORKS",
  });
  assert.equal(config(text, { ANSIBLE_FORKS: "" }).get("DEFAULT_FORKS"), 7);
  assert.equal(config("").get("DEFAULT_FORKS"), 200);
});

Deno.test("a default of paths is below the home directory", () => {
  assert.equal(config("").get("DEFAULT_ROLES_PATH")[0], "/home/me/.ansible/roles");
});

const REFUSED: readonly (readonly [text: string, message: RegExp, line: number])[] = [
  ["[defaults]\nforks = many\n", /'forks' is a whole number, not 'many'/, 2],
  ["[defaults]\nforce_handlers = perhaps\n", /is true or false, not 'perhaps'/, 2],
  ["[defaults]\nhash_behaviour = merg\n", /is one of replace, merge, not 'merg'/, 2],
  ["[privilege_escalation]\nbecome_method = sduo\n", /is one of sudo, su, doas, not 'sduo'/, 2],
  ["[privilege_escalation]\nbecome_method = runas\n", /is one of sudo, su, doas, not 'runas'/, 2],
  ["forks = 1\n", /'forks' is in no section/, 1],
  ["[defaults]\nforks\n", /'forks' is no setting/, 2],
  ["[defaults]\nforks = 1\nForks = 2\n", /'Forks' is said twice/, 3],
];

for (const [text, message, line] of REFUSED) {
  Deno.test(`${JSON.stringify(text)} is refused with its place`, () => {
    assert.throws(() => config(text).check(), (error) => {
      assert(error instanceof Fault);
      assert.match(error.message, message);
      const { diagnostic } = error;
      assert.deepEqual([diagnostic.file, diagnostic.line], ["/etc/site/ansible.cfg", line]);
      assert.equal(diagnostic.sourceLine, text.split("\n")[line - 1]);
      assert(diagnostic.hint !== undefined);
      return true;
    });
  });
}

Deno.test("a variable of the environment that is refused is named", () => {
  assert.throws(
    () => config("", { ANSIBLE_FORKS: "x" }).check(),
    /ANSIBLE_FORKS is a whole number, not 'x'/,
  );
});

Deno.test("what has no effect is noted, what has no meaning here is not", () => {
  const text = "[defaults]\nfroks = 1\nremote_tmp = /tmp\nbecome = true\n[colors]\nok = red\n";
  const notes = config(text, { ANSIBLE_FORK: "1", ANSIBLE_NOCOWS: "1" }).notes();
  assert.deepEqual(notes.map(({ summary, line, hint }) => [summary, line, hint]), [
    ["The setting 'froks' of [defaults] has no effect", 2, "Did you mean 'forks'?"],
    [
      "The setting 'become' of [defaults] has no effect",
      4,
      "It belongs into [privilege_escalation]",
    ],
    [
      "The variable ANSIBLE_FORK of the environment has no effect",
      undefined,
      "Did you mean 'ANSIBLE_FORKS'?",
    ],
  ]);
});

Deno.test("no two settings are read from the same place", () => {
  const rows: Setting[] = Object.values(SETTINGS);
  for (
    const places of [
      rows.flatMap(({ ini }) => ini.map(String)),
      rows.flatMap((row) => row.env),
    ]
  ) {
    assert.equal(new Set(places).size, places.length);
  }
});

/** Folders that hold an `ansible.cfg` each, told apart by its `forks`. */
async function withFolders(work: (folder: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [index, name] of ["named", "here", "home"].entries()) {
      await Deno.mkdir(join(folder, name));
      const file = name === "home" ? ".ansible.cfg" : "ansible.cfg";
      await Deno.writeTextFile(join(folder, name, file), `[defaults]\nforks = ${index + 1}\n`);
    }
    work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("ANSIBLE_CONFIG comes first, then the working directory, then the home directory", async () => {
  await withFolders((folder) => {
    const forks = (named: string | undefined, cwd: string) =>
      readConfig({
        HOME: join(folder, "home"),
        ...(named === undefined ? {} : { ANSIBLE_CONFIG: join(folder, named) }),
      }, cwd).config.get("DEFAULT_FORKS");
    assert.equal(forks("named/ansible.cfg", join(folder, "here")), 1);
    assert.equal(forks("named", join(folder, "here")), 1);
    assert.equal(forks("missing", join(folder, "here")), 2);
    assert.equal(forks(undefined, join(folder, "here")), 2);
    assert.equal(forks(undefined, folder), 3);
  });
});

Deno.test("a working directory that everybody can write to is left out, with a warning", async () => {
  await withFolders((folder) => {
    const here = join(folder, "here");
    Deno.chmodSync(here, 0o777);
    const environment = { HOME: join(folder, "home") };
    const { config, warnings } = readConfig(environment, here);
    assert.equal(config.get("DEFAULT_FORKS"), 3);
    assert.deepEqual(warnings.map(({ file }) => file), [join(here, "ansible.cfg")]);
    const named = readConfig({ ...environment, ANSIBLE_CONFIG: join(here, "ansible.cfg") }, here);
    assert.equal(named.config.get("DEFAULT_FORKS"), 2);
    assert.deepEqual(named.warnings, []);
  });
});
