/**
 * The action `tempfile`: a file or directory that nobody else has.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/tempfile_module.html
 * @module
 */
import { defineAction, ShellText, type TaskResult } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { readReport, statusValues, targetScript } from "./target.ts";

const SPECS = {
  state: {
    type: "str",
    description: "What is made.",
    choices: ["directory", "file"],
    default: "file",
  },
  path: { type: "path", description: "The directory that it is made in; the system's, if absent." },
  prefix: { type: "str", description: "What its name begins with.", default: "ansible." },
  suffix: { type: "str", description: "What its name ends with.", default: "" },
} as const;

/** Makes a temporary file or directory. */
export const tempfile = defineAction({
  name: "tempfile",
  summary: "Makes a temporary file or directory.",
  arguments: SPECS,
  examples: ["- tempfile:\n    state: directory\n    suffix: build\n  register: work"],
  returns: { path: "Where it is." },
  async run({ state, path, prefix, suffix }, task): Promise<TaskResult> {
    const script = targetScript({
      directory: path === undefined ? "" : expandingWord(path),
      state,
      name: `${prefix}${randomName()}${suffix}`,
    }, [SCRIPT]);
    const report = readReport(await task.script(script));
    return {
      changed: true,
      values: { path: report.get("path") ?? null, ...statusValues(report.stat) },
    };
  },
});

/** Eight letters and digits; the script fails rather than use a name that is taken. */
function randomName(): string {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return Array.from(
    crypto.getRandomValues(new Uint32Array(8)),
    (number) => letters[number % letters.length],
  ).join("");
}

const SCRIPT = new ShellText(`
[ -n "$directory" ] || for each in "$TMPDIR" "$TEMP" "$TMP" /tmp /var/tmp /usr/tmp .; do
  [ -n "$each" ] && [ -d "$each" ] && [ -w "$each" ] && directory=$each && break
done
path=\${directory%/}/$name
umask 077
set -C
case $state in
  file) printf '' >"$path" ;;
  directory) mkdir -- "$path" ;;
esac || fail "Cannot make $path"
say path "$path"
look "$path"; say stat "$s"`);
