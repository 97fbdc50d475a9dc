/** Sources of packages and their keys, in an `/etc` of their own, with apt's programs stood in for. */
import assert from "node:assert/strict";
import { act, standIns, testInSandbox, testWithStandIns } from "../system/test_support.ts";
import { withServer } from "../net/test_support.ts";
import { aptKey } from "./apt_key.ts";
import { aptRepository } from "./apt_repository.ts";
import { addSource, dropSource, normalizeSource, suggestName } from "./apt_sources.ts";

const D = "/etc/apt/sources.list.d";

testInSandbox("a source is added and removed once", async ({ etc, root, target }) => {
  const { environment, calls } = await standIns(root, { "apt-get": "" });
  const options = { ...target, environment };
  await Deno.mkdir(`${etc}/apt/sources.list.d`, { recursive: true });
  await Deno.writeTextFile(
    `${etc}/apt/sources.list`,
    "deb http://deb/ x main\n# deb http://off/ x main\n",
  );
  const args = {
    repo: "deb  [arch=amd64]  https://u:p@dl.example.com/a-b/  x  main  # note",
    mode: "0600",
  };
  const checked = await act(aptRepository, args, { ...options, check: true, diff: true });
  assert.equal(checked.status, "changed", JSON.stringify(checked.values));
  assert.equal(
    checked.diffs[0]?.after,
    "deb [arch=amd64] https://u:p@dl.example.com/a-b/ x main\n",
  );
  assert.deepEqual([...Deno.readDirSync(`${etc}/apt/sources.list.d`)], []);
  const made = await act(aptRepository, args, options);
  assert.equal(made.status, "changed", JSON.stringify(made.values));
  assert.deepEqual(made.values["sources_added"], [`${D}/dl_example_com_a_b.list`]);
  const file = `${etc}/apt/sources.list.d/dl_example_com_a_b.list`;
  assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
  assert.deepEqual(await calls(), ["apt-get update"]);
  assert.equal((await act(aptRepository, args, options)).status, "ok");
  const enabled = { repo: "deb http://off/ x main", update_cache: false };
  assert.equal((await act(aptRepository, enabled, options)).status, "changed");
  assert.match(
    await Deno.readTextFile(`${etc}/apt/sources.list`),
    /^deb http:\/\/off\/ x main$/m,
  );
  const gone = await act(aptRepository, { ...args, state: "absent" }, options);
  assert.deepEqual(gone.values["sources_removed"], [`${D}/dl_example_com_a_b.list`]);
  await assert.rejects(Deno.stat(file), Deno.errors.NotFound);
  assert.equal((await act(aptRepository, { ...args, state: "absent" }, options)).status, "ok");
  const bad = await act(aptRepository, { repo: "nonsense" }, options);
  assert.equal(bad.values["msg"], "Invalid repository string: nonsense");
});

testInSandbox(
  "where the lists cannot be fetched, all is put back",
  async ({ etc, root, target }) => {
    const { environment } = await standIns(root, { "apt-get": "echo E: no >&2; exit 100" });
    await Deno.mkdir(`${etc}/apt/sources.list.d`, { recursive: true });
    const args = { repo: "deb http://x/ y z", filename: "mine", update_cache_retries: 1 };
    const { values } = await act(aptRepository, args, { ...target, environment });
    assert.equal(values["msg"], "Failed to update apt cache: E:no");
    assert.deepEqual([...Deno.readDirSync(`${etc}/apt/sources.list.d`)], []);
  },
  { shells: [["dash"]] },
);

Deno.test("sources are found in whatever file they are", () => {
  const files = [{ path: "/a", text: "deb  http://x/ y z\n" }, {
    path: "/b",
    text: "deb-src http://x/ y z\n",
  }];
  assert.deepEqual(addSource(files, "deb http://x/ y z", "/c"), []);
  assert.deepEqual(addSource(files, "deb http://n/ y z", "/b"), [
    { path: "/b", text: "deb-src http://x/ y z\ndeb http://n/ y z\n" },
  ]);
  assert.deepEqual(dropSource(files, "deb http://x/ y z"), [{ path: "/a", text: "" }]);
});

/** A source as it is written, and the name of its file, as Ansible has them. */
const SOURCES: readonly (readonly [string, string, string])[] = [
  [
    "deb [ arch=amd64   trusted=yes ] http://x/ y z",
    "deb [ arch=amd64 trusted=yes ] http://x/ y z",
    "x",
  ],
  ["deb cdrom:[Debian 12]/ y z", "deb cdrom:[Debian 12]/ y z", "cdrom"],
  ["deb http://[::1]/d y z", "deb http://[::1]/d y z", "d"],
  ["deb HTTP://X.org/Deb ./", "deb HTTP://X.org/Deb ./", "X_org_Deb"],
  ["deb tor+https://x/y ./", "deb tor+https://x/y ./", "tor_x_y"],
];

Deno.test("a source is written in one way, and its file is named for its address", () => {
  for (const [line, source, name] of SOURCES) {
    assert.equal(normalizeSource(line), source);
    assert.equal(suggestName(source), name);
  }
});

/** A file, and what it is with the source of `S` in it; none where that goes to a file of its own. */
const S = "deb http://x/ y z";
const ENABLED: readonly (readonly [string, string | undefined])[] = [
  [`#  deb http://x/  y z # a  # b\n`, `${S} # a  # b\n`],
  [` # ${S}\n#${S}`, `${S}\n${S}`],
  [`#${S}\n${S}\n`, `${S}\n${S}\n`],
  [`## ${S}\n`, undefined],
];

Deno.test("a source that is a comment is enabled, with its own comment", () => {
  for (const [text, expected] of ENABLED) {
    assert.deepEqual(
      addSource([{ path: "/a", text }], S, "/b"),
      [expected === undefined ? { path: "/b", text: `${S}\n` } : { path: "/a", text: expected }],
    );
  }
});

Deno.test("a source is enabled in all files that have it as a comment", () => {
  const files = [`#${S}\n`, `${S}\n`, `# ${S} # c\n`, "x\n"]
    .map((text, at) => ({ path: `/${at}`, text }));
  assert.deepEqual(addSource(files, S, "/new"), [
    { path: "/0", text: `${S}\n` },
    { path: "/2", text: `${S} # c\n` },
  ]);
});

testInSandbox("a file has the name that was given, and the others keep their modes", async (
  { etc, target },
) => {
  await Deno.mkdir(`${etc}/apt/sources.list.d`, { recursive: true });
  await Deno.writeTextFile(`${etc}/apt/sources.list`, `# ${S}\n`);
  const args = { repo: S, filename: "a.list", mode: "0600", update_cache: false };
  await act(aptRepository, args, target);
  assert.equal((await Deno.stat(`${etc}/apt/sources.list`)).mode! & 0o777, 0o644);
  const { values } = await act(aptRepository, { ...args, repo: "deb http://n/ ./" }, target);
  assert.deepEqual(values["sources_added"], [`${D}/a.list.list`]);
  const mode = (await Deno.stat(`${etc}/apt/sources.list.d/a.list.list`)).mode!;
  assert.equal(mode & 0o777, 0o600);
  const nested = await act(aptRepository, { ...args, filename: "sub/a" }, target);
  assert.match(String(nested.values["msg"]), /apt reads no directories/);
}, { shells: [["dash"]] });

const FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567";

/** Keeps the fingerprints of keys; that of a file is its content. */
const APT_KEY = {
  "apt-key": `
touch "$STATE/keys"
[ "$1" != --keyring ] || shift 2
case "$*" in
  adv*--list*) sed 's/.*/fpr:::::::::&:/' "$STATE/keys" ;;
  adv*--recv*) for id; do :; done; echo "${FINGERPRINT.slice(0, 24)}$id" >>"$STATE/keys" ;;
  add*) cat "$2" >>"$STATE/keys" ;;
  del*) grep -v "$2" "$STATE/keys" >"$STATE/rest"; mv "$STATE/rest" "$STATE/keys" ;;
esac`,
  gpg: `for file; do :; done; sed 's/.*/fpr:::::::::&:/' "$file"`,
};

testWithStandIns(
  "a key is trusted once, and then no more",
  APT_KEY,
  async (target, programs, root) => {
    const file = `${root}/key.asc`;
    await Deno.writeTextFile(file, `${FINGERPRINT}\n`);
    const args = { file };
    const check = { ...target, check: true };
    assert.equal((await act(aptKey, args, check)).status, "changed");
    // Even to list a keyring that is not there, apt-key would make it.
    await programs.calls();
    await act(aptKey, { file, keyring: `${root}/none.gpg` }, check);
    assert.deepEqual((await programs.calls()).filter((call) => call.startsWith("apt-key")), []);
    const added = await act(aptKey, args, target);
    assert.deepEqual(added.values, {
      id: FINGERPRINT.slice(-16),
      key_id: FINGERPRINT.slice(-16),
      short_id: FINGERPRINT.slice(-8),
      fp: FINGERPRINT.slice(-16),
      before: [],
      after: [FINGERPRINT.slice(-16)],
    });
    for (const [given, digits] of [[FINGERPRINT, 16], [FINGERPRINT.slice(-8), 8]] as const) {
      const { values } = await act(aptKey, { id: given }, target);
      const told = FINGERPRINT.slice(-digits);
      assert.deepEqual(
        [values["id"], values["key_id"], values["fp"], values["before"]],
        [given, given, told, [told]],
      );
    }
    const id = FINGERPRINT.slice(-16);
    for (const again of [args, { id: `0x${id.toLowerCase()}` }, { data: `${FINGERPRINT}\n` }]) {
      assert.equal((await act(aptKey, again, target)).status, "ok");
    }
    assert.equal((await act(aptKey, { id, state: "absent" }, target)).status, "changed");
    assert.equal((await act(aptKey, { id, state: "absent" }, target)).status, "ok");
    await programs.calls();
    await act(aptKey, { id, keyserver: "keys.example.com", keyring: "/k.gpg" }, target);
    assert.ok(
      (await programs.calls()).includes(
        `apt-key --keyring /k.gpg adv --no-tty --keyserver keys.example.com --recv ${id}`,
      ),
    );
    const bad = await act(aptKey, { id: "xyz" }, target);
    assert.equal(bad.values["msg"], "Invalid key_id: xyz");
    await withServer(async (origin) => {
      const missing = await act(aptKey, { url: `${origin}/missing` }, target);
      assert.match(String(missing.values["msg"]), /Failed to download .*404/);
    });
  },
);
