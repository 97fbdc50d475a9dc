/**
 * What has to be known of the target before a program is run there, in one round trip: whether
 * `creates` or `removes` spare it, and what its words expand to.
 *
 * @module
 */
import { sh, shellLines, type ShellText, type Task, TaskFailure } from "@shep/sdk";
import { expandingWord, globbingWord, isExpandable } from "./expansion.ts";

/** The conditions under which a program runs, and the words that the target expands. */
export interface Preparation {
  readonly chdir?: string | undefined;
  readonly creates?: string | undefined;
  readonly removes?: string | undefined;
  /** The words of a command; none where a shell does the expansion. */
  readonly words?: readonly string[];
}

/** What the target said. */
export type Prepared =
  | { readonly verdict: "creates" | "removes" | "nodir" }
  | { readonly verdict: "run"; readonly cwd?: string; readonly words: readonly string[] };

/**
 * The script that looks. Its output is a verdict and, for `run`, the working directory and the
 * expanded words, each ended by a NUL.
 */
export function preparationScript(
  { chdir, creates, removes, words = [] }: Preparation,
): ShellText {
  return shellLines([
    "tell() { printf '%s\\0' \"$@\"; }",
    'is_there() { [ -e "$1" ] || [ -L "$1" ]; }',
    "unset CDPATH",
    ...(chdir === undefined
      ? []
      : [sh`cd ${expandingWord(chdir)} 2>/dev/null || { tell nodir; exit 0; }`]),
    ...(!creates ? [] : [sh`is_there ${globbingWord(creates)} && { tell creates; exit 0; }`]),
    ...(!removes ? [] : [sh`is_there ${globbingWord(removes)} || { tell removes; exit 0; }`]),
    sh`tell run "$PWD"${shellWords(words)}`,
  ]);
}

function shellWords(words: readonly string[]): ShellText {
  return words.reduce((text, word) => sh`${text} ${expandingWord(word)}`, sh``);
}

/**
 * Asks the target, if there is anything to be asked.
 *
 * @throws {TaskFailure} When the target cannot run the script.
 */
export async function prepare(preparation: Preparation, task: Task): Promise<Prepared> {
  const { chdir, creates, removes, words = [] } = preparation;
  const expandable = [...words, chdir ?? ""].some(isExpandable);
  const mustLook = expandable || Boolean(creates || removes) ||
    (task.check && chdir !== undefined);
  if (!mustLook) return { verdict: "run", words, ...(chdir === undefined ? {} : { cwd: chdir }) };
  const { exitCode, stdout, stderr } = await task.script(preparationScript(preparation));
  const [verdict, cwd, ...expanded] = stdout.split("\0").slice(0, -1);
  if (verdict === "run" && cwd !== undefined) {
    return { verdict, words: expanded, ...(chdir === undefined ? {} : { cwd }) };
  }
  if (verdict === "creates" || verdict === "removes" || verdict === "nodir") return { verdict };
  throw new TaskFailure(`The target's shell could not look before the program runs: ${stderr}`, {
    rc: exitCode,
  });
}
