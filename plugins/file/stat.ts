/**
 * The action `stat`: what there is to know of a file.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/stat_module.html
 * @module
 */
import { defineAction, ShellText, type TaskResult } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { FULL_STAT, statFields } from "./stat_fields.ts";
import { readReport, targetScript } from "./target.ts";

const SPECS = {
  path: {
    type: "path",
    description: "The file.",
    required: true,
    aliases: ["dest", "name"],
  },
  follow: { type: "bool", description: "Whether links are followed.", default: false },
  get_checksum: {
    type: "bool",
    description: "Whether the checksum of a file is computed.",
    default: true,
    gives: ["stat.checksum"],
  },
  checksum_algorithm: {
    type: "str",
    description: "How it is computed.",
    choices: ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"],
    default: "sha1",
    aliases: ["checksum", "checksum_algo"],
  },
  get_mime: {
    type: "bool",
    description: "Whether `file` is asked what is in it.",
    default: true,
    gives: ["stat.mimetype", "stat.mime_type", "stat.charset"],
    aliases: ["mime", "mime_type", "mime-type"],
  },
  get_attributes: {
    type: "bool",
    description: "Whether `lsattr` is asked for its flags.",
    default: true,
    gives: ["stat.attributes", "stat.attr_flags", "stat.version"],
    aliases: ["attr", "attributes"],
  },
} as const;

/** Describes a file. */
export const stat = defineAction({
  name: "stat",
  summary: "Tells whether a file is there, and what it is.",
  arguments: SPECS,
  supportsCheck: true,
  examples: ["- name: Is it there\n  stat:\n    path: /etc/app.conf\n  register: conf"],
  returns: { stat: "What is known of it: `exists`, `isdir`, `size`, `mode`, `checksum`, …" },
  async run({ path, follow, checksum_algorithm, ...wanted }, task): Promise<TaskResult> {
    const script = statScript({ path, follow, algorithm: checksum_algorithm, ...wanted });
    const report = readReport(await task.script(script, { isLast: true, isDecisive: true }));
    return { values: { stat: statFields(report, wanted) } };
  },
});

/** What the script is to find out. */
export interface StatRequest {
  readonly path: string;
  readonly follow: boolean;
  readonly algorithm: string;
  readonly get_checksum: boolean;
  readonly get_mime: boolean;
  readonly get_attributes: boolean;
}

/** The script that looks at everything. */
export function statScript(
  { path, follow, algorithm, get_checksum, get_mime, get_attributes }: StatRequest,
): ShellText {
  const variables = { path: expandingWord(path), option: follow ? "-L" : "", algorithm };
  return targetScript(variables, [
    LOOK,
    get_mime ? MIME : "",
    get_checksum ? CHECKSUM : "",
    get_attributes ? ATTRIBUTES : "",
    "wait",
    "exit 0",
  ]);
}

const LOOK = new ShellText(`
if [ -n "$option" ]; then [ -e "$path" ]; else is_there "$path"; fi || exit 0
s=$(LC_ALL=C stat $option -c '${FULL_STAT.gnu}' -- "$path" 2>/dev/null) ||
  s=$(stat $option -f '${FULL_STAT.bsd}' -- "$path") ||
  fail "Cannot look at $path"
say path "$path"
say full_stat "$s"
[ -r "$path" ] && say readable 1
[ -w "$path" ] && say writeable 1
[ -x "$path" ] && say executable 1
if [ -L "$path" ] && [ -z "$option" ]; then
  link_target "$path" && say lnk_target "$r"
  r=$(readlink -f -- "$path" && echo x) && say lnk_source "\${r%??}"
fi`);

/**
 * `file` takes as long as everything else, so it runs beside the others; of a directory it is known
 * what it would say. What each says is told by a write of its own.
 */
const MIME = new ShellText(`
if [ -d "$path" ] && [ ! -L "$path" ]; then
  command -v file >/dev/null 2>&1 && say mime 'inode/directory; charset=binary'
else
  { mime=$(file -b --mime-type --mime-encoding -- "$path" 2>/dev/null) && say mime "$mime"; } &
fi`);

/** A program alone in its substitution takes no second process. */
const CHECKSUM = new ShellText(`
if [ -f "$path" ] && [ -r "$path" ] && { [ -n "$option" ] || [ ! -L "$path" ]; }; then
  sum=$(LC_ALL=C "\${algorithm}sum" <"$path" 2>/dev/null) ||
    sum=$(openssl dgst -r "-$algorithm" <"$path" 2>/dev/null) &&
    say checksum "\${sum%% *}" || say fail "Could not hash file '$path' with algorithm '$algorithm'"
fi`);

const ATTRIBUTES = new ShellText(`
flags=$(LC_ALL=C lsattr -vd -- "$path" 2>/dev/null) && say flags "$flags"`);
