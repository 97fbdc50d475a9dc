import assert from "node:assert/strict";
import { checkArguments, type Plain, toValue } from "@shep/sdk";
import { SPECS, type SynchronizeArguments } from "./arguments.ts";
import { commandText, rsyncOptions } from "./command_line.ts";

const FORMAT = "'--out-format=<<CHANGED>>%i %n%L'";

/** Arguments, and the options that they stand for; those of every run are left out. */
const CASES: readonly (readonly [Readonly<Record<string, Plain>>, string])[] = [
  [{}, "--delay-updates --compress --archive"],
  [{ archive: false }, "--delay-updates --compress"],
  [
    { recursive: false, links: false, perms: false, times: false, owner: false, group: false },
    "--delay-updates --compress --archive " +
    "--no-recursive --no-links --no-perms --no-times --no-owner --no-group",
  ],
  [{ recursive: true, times: true }, "--delay-updates --compress --archive"],
  [
    { archive: false, recursive: true, links: true, perms: true, times: true, owner: true },
    "--delay-updates --compress --recursive --links --perms --times --owner",
  ],
  [{ archive: false, group: true, dirs: true }, "--delay-updates --compress --group --dirs"],
  [{ compress: false, delay_updates: false }, "--archive"],
  [{ delete: true }, "--delay-updates --compress --delete-after --archive"],
  [{ existing_only: true }, "--delay-updates --compress --existing --archive"],
  [
    { checksum: true, copy_links: true },
    "--delay-updates --compress --checksum --copy-links --archive",
  ],
  [{ rsync_timeout: 5 }, "--delay-updates --compress --timeout=5 --archive"],
  [
    { partial: true, rsync_opts: ["--exclude=a b", "-z"] },
    "--delay-updates --compress --archive '--exclude=a b' -z --partial",
  ],
  [
    { link_dest: ["/a", "/b"] },
    "--delay-updates --compress --archive --hard-links -ii --link-dest=/a --link-dest=/b",
  ],
];

Deno.test("arguments become rsync's options", () => {
  for (const [given, expected] of CASES) {
    const text = commandText(rsyncOptions(argumentsOf(given), false));
    assert.equal(
      text.replace("-F ", "").replace(` ${FORMAT}`, ""),
      expected,
      JSON.stringify(given),
    );
  }
});

Deno.test("check mode is rsync's own, and a directory's own filters always hold", () => {
  for (const delay_updates of [true, false]) {
    const options = rsyncOptions(argumentsOf({ delay_updates }), true);
    assert(options.includes("--dry-run"));
    assert(options.includes("-F"));
  }
});

function argumentsOf(given: Readonly<Record<string, Plain>>): SynchronizeArguments {
  const all = { src: "/src", dest: "/dest", ...given };
  const action = { name: "synchronize", summary: "", arguments: SPECS };
  const { arguments: checked, problems } = checkArguments(action, toValue(all));
  assert.deepEqual(problems, []);
  return Object.fromEntries(checked) as unknown as SynchronizeArguments;
}
