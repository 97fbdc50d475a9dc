import assert from "node:assert/strict";
import type { Value } from "@shep/sdk";
import { act, testOnTargets } from "./test_support.ts";
import { stat } from "./stat.ts";

/** Those that are everywhere: `file` and `lsattr` are not. */
const PLAIN = { get_mime: false, get_attributes: false };

function fields(values: Readonly<Record<string, Value>>): Record<string, Value> {
  assert.ok(values["stat"] instanceof Map);
  return Object.fromEntries(values["stat"] as Map<string, Value>);
}

testOnTargets("stat describes a file in one round trip", async (root, target) => {
  const path = `${root}/a 'file'`;
  await Deno.writeTextFile(path, "hello\n", { mode: 0o640 });
  await Deno.chmod(path, 0o4750);
  await Deno.utime(path, 1_500_000_000, 1_600_000_000);
  const { status, values } = await act(stat, { path, ...PLAIN }, target);
  assert.equal(status, "ok");
  const got = fields(values);
  const info = await Deno.stat(path);
  assert.deepEqual(
    {
      path: got["path"],
      exists: got["exists"],
      isreg: got["isreg"],
      isdir: got["isdir"],
      islnk: got["islnk"],
      isuid: got["isuid"],
      mode: got["mode"],
      size: got["size"],
      uid: got["uid"],
      gid: got["gid"],
      inode: got["inode"],
      dev: got["dev"],
      nlink: got["nlink"],
      checksum: got["checksum"],
      rusr: got["rusr"],
      wgrp: got["wgrp"],
      readable: got["readable"],
    },
    {
      path,
      exists: true,
      isreg: true,
      isdir: false,
      islnk: false,
      isuid: true,
      mode: "4750",
      size: 6,
      uid: info.uid,
      gid: info.gid,
      inode: info.ino,
      dev: info.dev,
      nlink: 1,
      checksum: "f572d396fae9206628714fb2ce00f72e94f2258f",
      rusr: true,
      wgrp: false,
      readable: true,
    },
  );
  assert.equal(Number(got["atime"]), 1_500_000_000);
  assert.equal(String(got["mtime"]), "1600000000.0");
});

testOnTargets("stat says that a file is not there", async (root, target) => {
  const { values } = await act(stat, { path: `${root}/nope` }, target);
  assert.deepEqual(fields(values), { exists: false });
});

testOnTargets("stat describes a link, or follows it", async (root, target) => {
  await Deno.mkdir(`${root}/dir`);
  await Deno.symlink("dir", `${root}/link`);
  await Deno.symlink("nowhere", `${root}/broken`);
  const link = fields((await act(stat, { path: `${root}/link`, ...PLAIN }, target)).values);
  assert.equal(link["islnk"], true);
  assert.equal(link["lnk_target"], "dir");
  assert.equal(link["lnk_source"], `${root}/dir`);
  const follow = { path: `${root}/link`, follow: true, ...PLAIN };
  const directory = fields((await act(stat, follow, target)).values);
  assert.equal(directory["isdir"], true);
  assert.equal(directory["lnk_target"], undefined);
  const broken = { path: `${root}/broken`, ...PLAIN };
  assert.equal(fields((await act(stat, broken, target)).values)["exists"], true);
  const followed = { ...broken, follow: true };
  assert.equal(fields((await act(stat, followed, target)).values)["exists"], false);
});

testOnTargets("stat computes other checksums, or none", async (root, target) => {
  const path = `${root}/x`;
  await Deno.writeTextFile(path, "");
  const sha256 = { path, checksum_algorithm: "sha256", ...PLAIN };
  assert.equal(
    fields((await act(stat, sha256, target)).values)["checksum"],
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
  const none = { path, get_checksum: false, ...PLAIN };
  assert.equal(fields((await act(stat, none, target)).values)["checksum"], undefined);
});

testOnTargets("stat does without `file` and `lsattr`", async (root, target) => {
  const got = fields((await act(stat, { path: root }, target)).values);
  assert.equal(got["mimetype"], "unknown");
  assert.equal(got["version"], null);
  assert.deepEqual(got["attributes"], []);
}, { only: "busybox" });

testOnTargets("stat knows devices", async (_root, target) => {
  const got = fields((await act(stat, { path: "/dev/null", ...PLAIN }, target)).values);
  assert.equal(got["ischr"], true);
  assert.equal(got["device_type"], 259);
});
