/**
 * The action `locale_gen`: locales of Debian and its kin.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/locale_gen_module.html
 * @module
 */
import { defineAction, ShellText, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: {
    type: "list",
    elements: "str",
    description: "The locales: `de_AT.UTF-8`.",
    required: true,
  },
  state: {
    type: "str",
    description: "Whether they are to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
} as const;

/** Makes locales. */
export const localeGen = defineAction({
  name: "locale_gen",
  summary: "Makes locales of Debian and its kin, and removes them.",
  arguments: SPECS,
  supportsCheck: true,
  examples: ["- locale_gen:\n    name: de_AT.UTF-8"],
  async run({ name, state }, task): Promise<TaskResult> {
    const variables = { state, names: name.join(" "), check: task.check };
    const report = readReport(await task.script(targetScript(variables, [SCRIPT])));
    return { changed: report.changed, values: { name, state } };
  },
});

/** `locale -a` writes `utf8` for UTF-8, and so are names compared. */
const SCRIPT = new ShellText(`
file=/etc/locale.gen
command -v locale-gen >/dev/null 2>&1 || fail "There is no locale-gen on the target: the package 'locales' is missing"
[ -f "$file" ] || fail "There is no $file on the target"
plain() { printf '%s\\n' "$1" | sed 's/\\.[Uu][Tt][Ff]-*8/.utf8/; s/\\.[Ii][Ss][Oo]-*8859-*\\([0-9]*\\)/.iso8859\\1/'; }
there=$(locale -a 2>/dev/null)
differing=
for each in $names; do
  is=absent
  printf '%s\\n' "$there" | grep -qx "$(plain "$each")" && is=present
  [ "$is" = "$state" ] || differing="$differing $each"
done
[ -n "$differing" ] || exit 0
for each in $differing; do
  grep -q "^[# ]*$each\\([ .]\\|$\\)" "$file" /usr/share/i18n/SUPPORTED 2>/dev/null || [ "$state" = absent ] ||
    fail "The locale $each is not available on your system."
done
change locale $differing
[ -z "$check" ] || exit 0
cp -p "$file" "$file.shep-$$" || fail "Cannot write beside $file"
trap 'rm -f "$file.shep-$$"' 0
for each in $differing; do
  if [ "$state" = present ]; then
    if grep -q "^[# ]*$each\\( \\|$\\)" "$file"; then sed "s/^[# ]*\\($each\\( .*\\)\\{0,1\\}\\)$/\\1/" "$file"
    else cat "$file"; grep "^$each " /usr/share/i18n/SUPPORTED
    fi
  else sed "s/^\\($each\\( .*\\)\\{0,1\\}\\)$/# \\1/" "$file"
  fi >"$file.shep-$$" && cat "$file.shep-$$" >"$file.shep-$$.new" && mv -f "$file.shep-$$.new" "$file" ||
    fail "Cannot write $file"
done
if [ "$state" = present ]; then said=$(locale-gen 2>&1)
else said=$(locale-gen --purge 2>&1 || locale-gen 2>&1)
fi || fail "locale-gen failed: $said"
exit 0`);
