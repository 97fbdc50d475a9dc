/**
 * The action `rpm_key`: keys that rpm trusts.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/rpm_key_module.html
 * @module
 */
import { defineAction, sh, shellLines, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { readReport, targetScript } from "../file/target.ts";
import { downloadTo } from "../net/download.ts";

const SPECS = {
  key: {
    type: "str",
    description: "A file of the target, an address, or the number of a key that is trusted.",
    required: true,
  },
  state: {
    type: "str",
    description: "Whether it is trusted.",
    choices: ["absent", "present"],
    default: "present",
  },
  validate_certs: {
    type: "bool",
    description: "Whether the server of an address has to prove who it is.",
    default: true,
  },
  fingerprint: {
    type: "list",
    elements: "str",
    description: "The fingerprint that the key must have, or one of several.",
  },
} as const;

/** Adds keys that rpm trusts, and removes them. */
export const rpmKey = defineAction({
  name: "rpm_key",
  summary: "Adds keys that rpm trusts, and removes them.",
  arguments: SPECS,
  supportsCheck: true,
  examples: ["- rpm_key:\n    key: https://example.com/RPM-GPG-KEY"],
  async run({ key, state, validate_certs, fingerprint }, task): Promise<TaskResult> {
    const isAddress = /^[a-z]+:\/\//.test(key);
    const isFile = !isAddress && /[/.]/.test(key);
    if (!isAddress && !isFile && !/^(?:0x)?[0-9A-Fa-f]{8,40}$/.test(key)) {
      throw new TaskFailure(`Not a valid key ${key}`);
    }
    const wanted = (fingerprint ?? []).map((each) => each.replaceAll(/\s/g, "").toUpperCase());
    const script = targetScript({
      check: task.check,
      state,
      wanted: wanted.join(" "),
      id: isAddress || isFile ? "" : key.replace(/^0x/i, "").toLowerCase().slice(-8),
      file: "",
    }, [
      FUNCTIONS,
      shellLines([
        isAddress
          ? downloadTo("file", key, ".asc", { validatesCerts: validate_certs })
          : isFile
          ? sh`file=${expandingWord(key)}; [ -r "$file" ] || fail "Cannot read $file"`
          : sh`:`,
      ]),
      SCRIPT,
    ]);
    const report = readReport(await task.script(script));
    return { changed: report.changed };
  },
});

const FUNCTIONS = new ShellText(`
export LC_ALL=C
command -v rpm >/dev/null 2>&1 || fail 'Failed to find required executable "rpm" on the target'
fingerprints() {
  command -v gpg >/dev/null 2>&1 || fail "There is no gpg on the target, which tells the number of a key"
  gpg --no-tty --batch --with-colons --import-options show-only --import --dry-run -- "$file" 2>/dev/null |
    sed -n 's/^fpr:::::::::\\([0-9A-F]*\\):.*/\\1/p'
}`);

/** rpm keeps each key as a package whose version is the end of the key's number. */
const SCRIPT = new ShellText(`
[ -n "$id" ] || {
  all=$(fingerprints)
  [ -n "$all" ] || fail "Unexpected gpg output: there is no key in $file"
  first=$(printf '%s\\n' "$all" | head -n 1)
  [ -z "$wanted" ] || {
    match=
    for each in $wanted; do case $all in *"$each"*) match=1 ;; esac; done
    [ -n "$match" ] || fail "The specified fingerprint, '$wanted', does not match any key fingerprints in '$all'"
  }
  id=$(printf %s "$first" | tr A-F a-f)
  id=\${id#"\${id%????????}"}
}
is=absent
rpm -q gpg-pubkey --qf '%{version}\\n' 2>/dev/null | grep -qi "$id$" && is=present
[ "$is" != "$state" ] || exit 0
[ "$state" = absent ] || [ -n "$file" ] || fail "When importing a key, a valid file must be given"
change key "$is" "$state"
[ -z "$check" ] || exit 0
if [ "$state" = present ]; then said=$(rpm --import "$file" 2>&1) || fail "Cannot import the key: $said"
else
  full=$(rpm -q gpg-pubkey --qf '%{name}-%{version}-%{release}\\n' | grep -i "$id-" | head -n 1)
  said=$(rpm --erase --allmatches "$full" 2>&1) || fail "Cannot remove the key: $said"
fi
exit 0`);
