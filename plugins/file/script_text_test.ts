/** Scripts are data: the same request is the same text, and check mode is the same script. */
import assert from "node:assert/strict";
import { sh, type ShellText } from "@shep/sdk";
import { fileScript, type FileState } from "./file_script.ts";
import {
  type ContentOrigin,
  installOneScript,
  type InstallOptions,
  installScript,
} from "./install_script.ts";
import { parseMode } from "./mode.ts";
import { compareScript } from "./new_files.ts";
import { statScript } from "./stat.ts";
import { TARGETS } from "./test_support.ts";

const attributes = { mode: parseMode("u+x,go="), owner: "me", group: "us" };

function fileText(state: FileState | undefined, check: boolean): ShellText {
  return fileScript({
    path: "/a b",
    state,
    attributes,
    src: "c",
    follow: true,
    force: true,
    recurse: true,
    accessed: "now",
    modified: "preserve",
    check,
    diff: true,
  });
}

function installText(origin: ContentOrigin, check: boolean): ShellText {
  const item = { dest: sh`${"/a b"}`, name: "x", size: 3, sha1: "0", token: "t", origin };
  return installScript([item, item], installOptions(check));
}

function installOptions(check: boolean): InstallOptions {
  return {
    attributes,
    directoryMode: parseMode("0700"),
    force: true,
    follow: false,
    backup: true,
    validate: "check '%s' 100%% --file=%s",
    unsafeWrites: false,
    makeParents: true,
    check,
    diff: true,
  };
}

const SCRIPTS: Readonly<Record<string, (check: boolean) => ShellText>> = {
  ...Object.fromEntries(
    ([undefined, "file", "directory", "absent", "link", "hard", "touch"] as const).map((state) => [
      `file, ${state ?? "as it is"}`,
      (check: boolean) => fileText(state, check),
    ]),
  ),
  "install, inline": (check) => installText({ kind: "inline", bytes: new Uint8Array(3) }, check),
  "install, one file": (check) => {
    const item = { dest: sh`${"/a b"}`, name: "x", size: 3, sha1: "0", token: "t" };
    const origin = { kind: "inline", bytes: new Uint8Array(3) } as const;
    return installOneScript({ ...item, origin }, installOptions(check));
  },
  "install, elsewhere": (check) => installText({ kind: "elsewhere" }, check),
  "a comparison": (check) => {
    const item = { dest: sh`${"/a b"}`, name: "x", size: 3, sha1: "0", token: "t" };
    return compareScript([{ ...item, origin: { kind: "elsewhere" } }], installOptions(check));
  },
};

for (const [name, script] of Object.entries(SCRIPTS)) {
  Deno.test(`the script of ${name} in check mode differs in one variable`, () => {
    assert.equal(script(true).text, script(true).text);
    const [real, checking] = [script(false), script(true)].map(({ text }) => text.split("\n"));
    const differing = real!.flatMap((line, index) =>
      line === checking![index] ? [] : [[line, checking![index]]]
    );
    assert.deepEqual(differing, [["check=''", "check='1'"]]);
  });

  for (const { name: target, shell } of TARGETS) {
    Deno.test(`the script of ${name} is syntax that ${target} reads`, () => {
      const [program, ...args] = [...shell, "-n", "-c", script(false).text];
      const { stderr } = new Deno.Command(program!, { args }).outputSync();
      assert.equal(new TextDecoder().decode(stderr), "");
    });
  }
}

Deno.test("a command that validates is quoted word by word", () => {
  const { text } = installText({ kind: "placed" }, false);
  assert.match(text, /validate\(\) \{ 'check' ''"\$t"'' '100%' '--file='"\$t"''; \}/);
});

Deno.test("stat runs only the programs that it was asked for", () => {
  const request = { path: "/x", follow: false, algorithm: "md5" };
  const none = { get_checksum: false, get_mime: false, get_attributes: false };
  assert.doesNotMatch(statScript({ ...request, ...none }).text, /lsattr|mime|openssl/);
  assert.match(statScript({ ...request, ...none, get_mime: true }).text, /--mime-type/);
});
