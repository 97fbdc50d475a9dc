import assert from "node:assert/strict";
import { editIni, type IniEdit } from "./edit_ini.ts";
import { iniFile } from "./ini_file.ts";
import { act, inDirectory, testChange } from "./test_support.ts";

const owner = `${Deno.uid()}:${Deno.gid()}`;

testChange("an option in a new file", iniFile, {
  args: { path: "ROOT/a.ini", section: "one", option: "a", value: "é", mode: "0640" },
  after: { "a.ini": `640 ${owner} \n[one]\na = é\n` },
  values: { msg: "section and option added", path: "ROOT/a.ini" },
});

testChange("another value, and the rest as it is", iniFile, {
  prepare: (root) =>
    Deno.writeTextFile(`${root}/a.ini`, "# x\n[one]\na=1\n; b\n[two]\na=1\n", { mode: 0o600 }),
  args: { path: "ROOT/a.ini", section: "one", option: "a", value: "2", no_extra_spaces: true },
  after: { "a.ini": `600 ${owner} # x\n[one]\na=2\n; b\n[two]\na=1\n` },
  values: { msg: "option changed" },
});

const EDIT: IniEdit = {
  state: "present",
  section: "s",
  sectionHas: [],
  option: "a",
  values: ["1"],
  exclusive: true,
  allowNoValue: false,
  noExtraSpaces: false,
  ignoreSpaces: false,
  modifyInactiveOption: true,
};

/** A text, what is asked for, and what comes of it. */
const CASES: readonly (readonly [string, Partial<IniEdit>, string])[] = [
  ["[s]\n;a = 1\n", {}, "[s]\na = 1\n"],
  ["[s]\n;a = 1\n", { modifyInactiveOption: false }, "[s]\na = 1\n;a = 1\n"],
  ["[s]\na=1\n", {}, "[s]\na = 1\n"],
  ["[s]\na=1\n", { ignoreSpaces: true }, "[s]\na=1\n"],
  ["[ s ]\na = 2\na = 3\n", {}, "[ s ]\na = 1\n"],
  ["[s]\na = 2\n", { exclusive: false }, "[s]\na = 2\na = 1\n"],
  ["[s]\na = 2\n\n# end", { option: "b" }, "[s]\na = 2\nb = 1\n\n# end\n"],
  ["[s]\n[t]\n", { values: ["1", "2"] }, "[s]\na = 1\na = 2\n[t]\n"],
  ["[s]\naa = 2\n", {}, "[s]\naa = 2\na = 1\n"],
  ["a.b = 2\n[s]\n", { section: undefined, option: "a.b" }, "a.b = 1\n[s]\n"],
  ["[s]\na\n", { values: [], allowNoValue: true }, "[s]\na\n"],
  ["[t]\n", { values: [], allowNoValue: true }, "[t]\n[s]\na\n"],
  ["[s]\na = 1\n[t]\n", { state: "absent", option: undefined }, "[t]\n"],
  ["[s]\na = 1\na = 2\n", { state: "absent", exclusive: false, values: ["2"] }, "[s]\na = 1\n"],
  ["[s]\r\na = 1\r\n", {}, "[s]\r\na = 1\r\n"],
  ["[s]\r\na = 2\rb\r\n", {}, "[s]\na = 1\nb\n"],
  ["[s]\na = 1", {}, "[s]\na = 1\n"],
  ["\xef\xbb\xbf[s]\na = 2\n", {}, "[s]\na = 1\n"],
  ["[s]\na = 2\n  ;a = 1\n#a=3\n", {}, "[s]\na = 1\n"],
  ["[s]\na = 2\n# a\n", {}, "[s]\na = 1\n"],
  ["[s]\n# a\n", { values: [], allowNoValue: true }, "[s]\na\n"],
  ["[s]\nb = 1\n[s]\nb = 2\n", has("b", "2"), "[s]\nb = 1\n[s]\nb = 2\na = 1\n"],
  ["[s]\nb = 1\n[s]\n#b = 2\n", has("b", "3", "2"), "[s]\nb = 1\n[s]\na = 1\n#b = 2\n"],
  ["[s]\nc = 1\n[s]\nb\n", has("b"), "[s]\nc = 1\n[s]\nb\na = 1\n"],
  ["[s]\nb = 1\n", has("b", "2", "3"), "[s]\nb = 1\n[s]\nb = 2\nb = 3\na = 1\n"],
  ["[t]\n", { ...has("a", "2"), exclusive: false }, "[t]\n[s]\na = 1\na = 2\n"],
  ["[s]\nb = 1\n[s]\nb = 2\n", {
    sectionHas: [...has("b").sectionHas, ...has("b", "2").sectionHas],
    option: undefined,
    state: "absent",
  }, "[s]\nb = 1\n"],
  ["[s]\nb = 1\n", { ...has("b", "2"), option: undefined, state: "absent" }, "[s]\nb = 1\n"],
];

function has(option: string, ...values: string[]): Pick<IniEdit, "sectionHas"> {
  return { sectionHas: [{ option, values }] };
}

for (const [before, edit, after] of CASES) {
  Deno.test(`ini_file makes ${JSON.stringify(after)} by ${JSON.stringify(edit)}`, () => {
    assert.equal(editIni(before, { ...EDIT, ...edit }).text, after);
    const again = editIni(after, { ...EDIT, ...edit });
    assert.deepEqual([again.text, again.message], [after, "OK"]);
  });
}

Deno.test("ini_file writes a value once, and without a name there is no section", () =>
  inDirectory(async (root) => {
    const path = `${root}/a.ini`;
    await act(iniFile, { path, section: "", option: "a", values: ["1", "2", "1"] });
    assert.equal(await Deno.readTextFile(path), "a = 1\na = 2\n\n");
    const emptied = await act(iniFile, { path, section: "s", option: "", value: "1" });
    assert.equal(emptied.values["msg"], "only section added");
  }));

Deno.test("ini_file knows a section of several by what it has", () =>
  inDirectory(async (root) => {
    const path = `${root}/wg0.conf`;
    const peer = (ip: string, key: string): string =>
      `[Peer]\nAllowedIPs = ${ip}\nPublicKey = ${key}\n`;
    await Deno.writeTextFile(path, peer("10.0.0.1", "one") + peer("10.0.0.2", "two"));
    const second = (has: { [name: string]: string | string[] }) => ({
      path,
      section: "Peer",
      section_has_values: [{ option: "AllowedIPs", ...has }],
      option: "PublicKey",
      value: "new",
    });
    await act(iniFile, second({ value: "10.0.0.2" }));
    assert.equal(
      await Deno.readTextFile(path),
      peer("10.0.0.1", "one") + peer("10.0.0.2", "new"),
    );
    const both = await act(iniFile, second({ value: "10.0.0.2", values: ["10.0.0.2"] }));
    assert.equal(both.status, "failed");
    assert.match(
      String(both.values["msg"]),
      /either 'value' or 'values' for 'AllowedIPs', not both/,
    );
  }));

Deno.test("ini_file replaces a link, unless it is to follow it", () =>
  inDirectory(async (root) => {
    const [file, path] = [`${root}/a.ini`, `${root}/link`];
    await Deno.writeTextFile(file, "a = 1\n");
    await Deno.symlink("a.ini", path);
    await act(iniFile, { path, option: "a", value: "2", follow: true });
    assert.equal(await Deno.readTextFile(file), "a = 2\n");
    await act(iniFile, { path, option: "a", value: "3" });
    assert.equal((await Deno.lstat(path)).isSymlink, false);
    assert.equal(await Deno.readTextFile(file), "a = 2\n");
    assert.equal(await Deno.readTextFile(path), "a = 3\n");
  }));

Deno.test("ini_file needs a value, and a file where it may make none", () =>
  inDirectory(async (root) => {
    const path = `${root}/a.ini`;
    const nothing = await act(iniFile, { path, section: "s", option: "a" });
    assert.match(String(nothing.values["msg"]), /must be defined/);
    const missing = await act(iniFile, { path, option: "a", value: "1", create: false });
    assert.equal(missing.values["msg"], `Destination ${path} does not exist!`);
  }));
