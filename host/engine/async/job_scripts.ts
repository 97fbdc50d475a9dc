/**
 * The scripts by which a job is started on a target, looked at, and removed.
 *
 * A job has a folder of its own, `~/.ansible_async/JID`: `stdin`, `stdout` and `stderr` are its
 * program's, `pid` is the process that watches it, and `end` appears when it is through, with its
 * exit code and its times. It needs POSIX `sh` and `sleep`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_async.html
 * @module
 */
import { sh, shellLines, type ShellText } from "@shep/sdk";

/** A program that goes on when nobody is connected. */
export interface JobProgram {
  readonly argv: readonly string[];
  /** How many seconds it may take; as many as it needs, if 0. */
  readonly limit: number;
}

/** How a job is doing. */
export type JobState =
  | "running"
  /** There is no such job. */
  | "unknown"
  /** It took longer than it may, and was killed. */
  | "expired"
  /** It ended without a word: killed, or the target was started anew. */
  | "lost"
  | JobEnd;

/** How a job ended. */
export interface JobEnd {
  readonly exitCode: number;
  /** Both in seconds since 1970, by the target's clock. */
  readonly began: number;
  readonly ended: number;
}

/** Sets `d` to the folder of a job. */
function folder(id: string): ShellText {
  return sh`d=\${ANSIBLE_ASYNC_DIR:-"$HOME/.ansible_async"}/${id}`;
}

/**
 * What watches a job: \`$1\` is its folder, \`$2\` its limit, the rest its program. It leads a process
 * group of its own, which is killed as a whole when the limit is reached.
 */
const WATCH = `
d=$1 limit=$2; shift 2
echo $$ >"$d/pid"
began=$(date +%s)
"$@" <"$d/stdin" >"$d/stdout" 2>"$d/stderr" &
job=$!
if [ "$limit" -gt 0 ]; then
  (
    sleep "$limit" & nap=$!
    trap 'kill $nap; exit' TERM
    wait $nap
    echo expired >"$d/end"
    kill -s KILL -- -$$
  ) &
  guard=$!
fi
wait $job
code=$?
[ -z "$guard" ] || kill $guard
echo "$code $began $(date +%s)" >"$d/end.new" && mv "$d/end.new" "$d/end"
`;

/**
 * Starts a job, in a session of its own where the target has \`setsid\`; prints its folder. Its
 * standard input is the program's.
 */
export function startScript(id: string, { argv, limit }: JobProgram): ShellText {
  return shellLines([
    folder(id),
    '( umask 077; mkdir -p "$d" && cat >"$d/stdin" ) || exit 1',
    sh`set -- sh -c ${WATCH} job "$d" ${limit} ${argv}`,
    'if command -v setsid >/dev/null; then setsid "$@" </dev/null >/dev/null 2>&1 &',
    'else ( set -m; nohup "$@" </dev/null >/dev/null 2>&1 & ); fi',
    `printf %s "$d"`,
  ]);
}

/** Prints the job's folder, and below it how it is doing. */
export function stateScript(id: string): ShellText {
  return shellLines([
    folder(id),
    'printf "%s\\n" "$d"',
    'if [ ! -d "$d" ]; then echo unknown',
    'elif [ -f "$d/end" ]; then cat "$d/end"',
    // Of a job that begins the file may be empty; and its end may have come between the two looks.
    'elif p=$(cat "$d/pid" 2>/dev/null) && [ -n "$p" ] && ! kill -s 0 "$p" 2>/dev/null; then',
    '  cat "$d/end" 2>/dev/null || echo lost',
    "else echo running; fi",
  ]);
}

/**
 * What {@linkcode stateScript} printed.
 *
 * @throws {TypeError} For anything else.
 */
export function parseState(printed: string): { readonly folder: string; readonly state: JobState } {
  const [folder = "", state = ""] = printed.split("\n");
  if (/^\d+ \d+ \d+$/.test(state)) {
    const [exitCode = 0, began = 0, ended = 0] = state.split(" ").map(Number);
    return { folder, state: { exitCode, began, ended } };
  }
  if (state === "running" || state === "unknown" || state === "expired" || state === "lost") {
    return { folder, state };
  }
  throw new TypeError(`A job is '${state}'`);
}

/** Prints what the job's program wrote, and ends as it did. */
export function outputScript(id: string, exitCode: number): ShellText {
  return shellLines([
    folder(id),
    'cat "$d/stdout"; cat "$d/stderr" >&2',
    sh`exit ${exitCode}`,
  ]);
}

/** Removes all that is left of a job; prints its folder. */
export function eraseScript(id: string): ShellText {
  return shellLines([folder(id), 'rm -rf "$d"; printf %s "$d"']);
}
