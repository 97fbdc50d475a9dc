import assert from "node:assert/strict";
import { launchFailure } from "./launch_failure.ts";

const MISSING = "[Errno 2] No such file or directory: b'prog'";
const DENIED = "[Errno 13] Permission denied: b'prog'";

const NOT_STARTED: readonly [exitCode: number, stderr: string, rc: number, message: string][] = [
  [127, `${MISSING}\n`, 2, MISSING],
  [126, "[Errno 8] Exec format error: b'prog'", 8, "[Errno 8] Exec format error: b'prog'"],
  [127, "sh: 1: exec: prog: not found\n", 2, MISSING],
  [127, "bash: line 1: exec: prog: not found\n", 2, MISSING],
  [127, "bash: line 1: prog: command not found\n", 2, MISSING],
  [127, "bash: line 1: prog: No such file or directory\n", 2, MISSING],
  [126, "sh: 1: exec: prog: Permission denied\n", 13, DENIED],
  [126, "bash: line 1: prog: Is a directory\n", 13, DENIED],
];

for (const [exitCode, stderr, rc, message] of NOT_STARTED) {
  Deno.test(`${JSON.stringify(stderr)} means that it was not started`, () => {
    assert.deepEqual(launchFailure("prog", result({ exitCode, stderr })), { rc, message });
  });
}

const RAN: readonly { exitCode: number; stderr: string; stdout?: string }[] = [
  { exitCode: 1, stderr: "prog: not found\n" },
  { exitCode: 127, stderr: "prog: not found\n", stdout: "x" },
  { exitCode: 127, stderr: "sh: 1: other: not found\n" },
  { exitCode: 127, stderr: "env: 'other': No such file or directory\n" },
  { exitCode: 127, stderr: "prog: cannot find the way\n" },
  { exitCode: 127, stderr: "warming up\nprog: not found\n" },
  { exitCode: 126, stderr: "" },
];

for (const each of RAN) {
  Deno.test(`${JSON.stringify(each)} comes from the program itself`, () => {
    assert.equal(launchFailure("prog", result(each)), undefined);
  });
}

function result(
  { exitCode, stderr, stdout = "" }: { exitCode: number; stderr: string; stdout?: string },
): Parameters<typeof launchFailure>[1] {
  const stdoutBytes = new TextEncoder().encode(stdout);
  return { exitCode, stdout, stderr, stdoutBytes, started: 0, ended: 0 };
}
