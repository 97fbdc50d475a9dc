/** What a task costs on its target is the programs that it runs: each takes a millisecond. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import type { AnyAction, Plain } from "@shep/sdk";
import { copy } from "./copy.ts";
import { file } from "./file.ts";
import { lineinfile } from "./lineinfile.ts";
import { stat } from "./stat.ts";
import { STATUS_VALUES } from "./target.ts";
import { act, inDirectory } from "./test_support.ts";

const PROGRAMS =
  "cat cp chgrp chmod chown file getent grep head id lsattr mkdir mv readlink rm rmdir sed sha1sum stat sync touch"
    .split(" ");

interface Case {
  readonly action: AnyAction;
  readonly args: Readonly<Record<string, Plain>>;
  readonly programs: string;
  /** The results that nobody reads. */
  readonly unread?: readonly string[];
}

/** Within a directory that has the file `old` with the text `old\n`, and the mode 0644. */
const CASES: Readonly<Record<string, Case>> = {
  "a directory that is there": {
    action: file,
    args: { path: "ROOT", state: "directory" },
    programs: "stat",
  },
  "a directory that is there, which is all that matters": {
    action: file,
    args: { path: "ROOT", state: "directory" },
    programs: "",
    unread: STATUS_VALUES,
  },
  "a new directory, of which nothing else matters": {
    action: file,
    args: { path: "ROOT/new", state: "directory" },
    programs: "mkdir",
    unread: STATUS_VALUES,
  },
  "a file that is there, which is all that matters": {
    action: file,
    args: { path: "ROOT/old", state: "file" },
    programs: "",
    unread: STATUS_VALUES,
  },
  "a directory of which only the mode is asked for": {
    action: file,
    args: { path: "ROOT", state: "directory", mode: "0755" },
    programs: "stat",
    unread: STATUS_VALUES,
  },
  "a directory of which somebody reads the mode": {
    action: file,
    args: { path: "ROOT/new", state: "directory" },
    programs: "mkdir stat",
    unread: STATUS_VALUES.filter((value) => value !== "mode"),
  },
  "a new directory of which only the mode is asked for": {
    action: file,
    args: { path: "ROOT/new", state: "directory", mode: "0750" },
    programs: "mkdir",
    unread: STATUS_VALUES,
  },
  "a new directory with its mode": {
    action: file,
    args: { path: "ROOT/new", state: "directory", mode: "0750" },
    programs: "mkdir stat",
  },
  "a new file with its mode": {
    action: copy,
    args: { content: "new\n", dest: "ROOT/new", mode: "0640" },
    programs: "mv stat",
  },
  "a new file, of which nobody asks what it is like": {
    action: copy,
    args: { content: "new\n", dest: "ROOT/new" },
    programs: "mv",
    unread: STATUS_VALUES,
  },
  "a new file of which only the mode is asked for": {
    action: copy,
    args: { content: "new\n", dest: "ROOT/new", mode: "0640" },
    programs: "mv stat",
    unread: STATUS_VALUES,
  },
  "a new file of which somebody reads the size": {
    action: copy,
    args: { content: "new\n", dest: "ROOT/new" },
    programs: "mv stat",
    unread: STATUS_VALUES.filter((value) => value !== "size"),
  },
  "a file of another size, of which nobody asks what it is like": {
    action: copy,
    args: { content: "longer\n", dest: "ROOT/old" },
    programs: "mv stat stat sync",
    unread: STATUS_VALUES,
  },
  "a file that is as it should be": {
    action: copy,
    args: { content: "old\n", dest: "ROOT/old", mode: "0644" },
    programs: "sha1sum stat",
  },
  "a file of another size": {
    action: copy,
    args: { content: "longer\n", dest: "ROOT/old" },
    programs: "mv stat stat sync",
  },
  "a new copy of a file of the target, which nobody asks about": {
    action: copy,
    args: { src: "ROOT/old", dest: "ROOT/new", remote_src: true },
    programs: "cat mv stat touch",
    unread: ["checksum", "md5sum"],
  },
  "a line that is there": {
    action: lineinfile,
    args: { path: "ROOT/old", line: "old" },
    programs: "head",
  },
  "a new line": {
    action: lineinfile,
    args: { path: "ROOT/old", line: "new" },
    programs: "cp head mv sync",
  },
  "a line in place of another": {
    action: lineinfile,
    args: { path: "ROOT/old", line: "new", regexp: "^old" },
    programs: "cat mv sha1sum stat stat sync",
  },
  "stat of a file, without its checksum": {
    action: stat,
    args: { path: "ROOT/old", get_checksum: false, get_mime: false, get_attributes: false },
    programs: "stat",
  },
};

for (const [name, { action, args, programs, unread = [] }] of Object.entries(CASES)) {
  Deno.test({
    name: `${name}: no program runs but ${programs || "the shell"}`,
    ignore: Deno.build.os !== "linux",
    fn: () =>
      inDirectory(async (folder) => {
        const root = join(folder, "root");
        await Deno.mkdir(root);
        await Deno.writeTextFile(`${root}/old`, "old\n", { mode: 0o644 });
        const log = join(folder, "log");
        await Deno.writeTextFile(log, "");
        const environment = { PATH: await tellingPrograms(folder, log) };
        const here = Object.fromEntries(
          Object.entries(args).map(([key, value]) => [
            key,
            typeof value === "string" ? value.replace("ROOT", root) : value,
          ]),
        );
        const { status, values } = await act(action, here, { environment, unread });
        assert.notEqual(status, "failed", JSON.stringify(values));
        const ran = (await Deno.readTextFile(log)).trim().split("\n");
        assert.equal(ran.sort().join(" "), programs);
      }),
  });
}

/** A directory of programs which write down that they were run. */
async function tellingPrograms(folder: string, log: string): Promise<string> {
  const bin = join(folder, "bin");
  await Deno.mkdir(bin);
  const path = Deno.env.get("PATH") ?? "";
  for (const program of PROGRAMS) {
    const text = `#!/bin/sh\necho ${program} >>'${log}'\nPATH='${path}' exec ${program} "$@"\n`;
    await writeProgram(join(bin, program), text);
  }
  return bin;
}
