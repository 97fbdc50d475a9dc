/**
 * The one script that reads all that facts are made of.
 *
 * @module
 */
import { sh, ShellText } from "@shep/sdk";
import type { FactFamily } from "./family.ts";
import { FILES_SECTION, PATHS_SECTION } from "./sources.ts";

/** System administration's programs are not on the path of every user. */
const PROLOGUE = String.raw`
section() { printf '\036%s\n' "$1"; }
section environment; env -0 2>/dev/null || env; echo
LC_ALL=C; export LC_ALL
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin
limit=; command -v timeout >/dev/null 2>&1 && limit="timeout $gather_timeout"
`;

/** What the families' commands find in shell variables. */
export interface ScriptVariables {
  /** `$gather_timeout`: how long a command may take that could hang, in seconds. */
  readonly gatherTimeout: number;
  /** `$fact_path`: the directory of local facts. */
  readonly factPath: string;
}

/**
 * The script that reads what `families` need: each file's lines by one `grep` for all of them, and
 * each command's output in a section of its own. One program costs a target about a millisecond,
 * which is why few are started.
 */
export function factScript(
  families: readonly FactFamily[],
  { gatherTimeout, factPath }: ScriptVariables,
): ShellText {
  const files = unique(families.flatMap((family) => family.files ?? []));
  const paths = unique(families.flatMap((family) => family.paths ?? []));
  const commands = new Map(families.flatMap((family) => Object.entries(family.commands ?? {})));
  const pieces = [
    sh`gather_timeout=${gatherTimeout}; fact_path=${factPath}`.text,
    PROLOGUE,
    // A second file makes grep name the file of each line.
    `section ${FILES_SECTION}; grep -s '' /dev/null ${files.join(" ")} 2>/dev/null`,
    `section ${PATHS_SECTION}; for path in ${paths.join(" ")}; do`,
    `  [ -e "$path" ] && printf '%s\\n' "$path"; done`,
    ...[...commands].map(([name, command]) =>
      `section ${name}; { ${command.trim()}; } 2>/dev/null`
    ),
    ":",
  ];
  return new ShellText(pieces.join("\n"));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
