/** Becoming another user by a program that asks on a terminal only. @module */
import assert from "node:assert/strict";
import { type Become, type Connection, type ExecRequest, Fault } from "@shep/sdk";
import { writeProgram } from "../../../sdk/testing/write_program.ts";
import {
  eventually,
  isRunning,
  readPids,
  RecordedTransfer,
  text,
  withConnection,
  withDirectory,
} from "../test_support.ts";

/**
 * A stand-in for doas that asks as doas asks, on the terminal alone, and like it closes what else it
 * inherited. It needs no rights, and a password of one's own choosing.
 */
const STAND_IN = `#!/bin/sh
exec 3>&- 4>&- 5>&- 6>&-
ask=yes
while [ $# -gt 0 ]; do
  case $1 in
    -n) ask=no; shift ;;
    -u) user=$2; shift 2 ;;
    *) break ;;
  esac
done
[ "$user" = freely ] && exec "$@"
[ "$user" = nobody-here ] && { echo 'doas: Operation not permitted' >&2; exit 1; }
[ $ask = yes ] || { echo 'doas: Authentication required' >&2; exit 1; }
settings=$(stty -g </dev/tty) && stty -echo </dev/tty || { echo 'doas: a tty is required' >&2; exit 1; }
printf '\\rdoas (me@here) password: ' >/dev/tty
IFS= read -r password </dev/tty
stty "$settings" </dev/tty
echo >/dev/tty
[ "$password" = " open \\\\ sesame" ] && exec "$@"
echo 'doas: Authentication failed' >&2
exit 1
`;

const hasScript = new Deno.Command("sh", {
  args: ["-c", "command -v script && command -v stty"],
  stdout: "null",
}).outputSync().success;

if (!hasScript) console.log("No script(1) is installed: passwords on a terminal are not tested");

/** Defines a test that has the stand-in, and a connection to this machine. */
function doasTest(
  name: string,
  use: (connection: Connection, become: Become, directory: string) => Promise<void>,
  environment: Readonly<Record<string, string>> = {},
): void {
  Deno.test({
    name,
    ignore: !hasScript,
    fn: () =>
      withDirectory(async (directory) => {
        const executable = `${directory}/doas`;
        await writeProgram(executable, STAND_IN);
        const become = { method: "doas", executable, password: " open \\ sesame" };
        await withConnection((connection) => use(connection, become, directory), environment);
      }),
  });
}

doasTest(
  "a command has its input and outputs to itself, byte for byte",
  async (connection, become) => {
    const stdin = new Uint8Array(100_000).map((_, index) => index);
    const argv = ["sh", "-c", "printf 'a\\r\\nb' >&2; cat; exit 3"];
    const transfer = new RecordedTransfer();
    const reply = await connection.exec({ kind: "command", argv, stdin, become }, transfer);
    const stdout = new Uint8Array([...transfer.bytes("stdout"), ...reply.stdout]);
    assert.deepEqual([reply.exitCode, text(reply.stderr)], [3, "a\r\nb"]);
    assert(stdout.length === stdin.length && stdout.every((byte, at) => byte === stdin[at]));
  },
);

doasTest("what it says is never mixed with what the terminal shows", async (connection, become) => {
  const argv = ["sh", "-c", "[ -t 0 ] || [ -t 1 ] || [ -t 2 ] || echo no terminal >&2"];
  for (let round = 0; round < 10; round++) {
    const reply = await connection.exec({ kind: "command", argv, become }, new RecordedTransfer());
    assert.deepEqual([text(reply.stdout), text(reply.stderr)], ["", "no terminal\n"]);
  }
});

doasTest("scripts share a shell that was become once", async (connection, become) => {
  const shells = new Set<string>();
  for (let round = 0; round < 3; round++) {
    const request = { kind: "script", script: "echo $$; echo err >&2", become } as const;
    const reply = await connection.exec(request, new RecordedTransfer());
    assert.equal(text(reply.stderr), "err\n");
    shells.add(text(reply.stdout));
  }
  assert.equal(shells.size, 1);
});

doasTest("who is not asked keeps the first line of the input", async (connection, become) => {
  const stdin = new TextEncoder().encode("one\ntwo\n");
  const request = { kind: "command", argv: ["cat"], stdin, become: { ...become, user: "freely" } };
  const reply = await connection.exec({ ...request, kind: "command" }, new RecordedTransfer());
  assert.equal(text(reply.stdout), "one\ntwo\n");
});

/** What is refused: who, with which password, and what is said. */
const REFUSALS: readonly (readonly [
  what: string,
  changed: Partial<Become>,
  message: RegExp,
  kinds: readonly ExecRequest["kind"][],
])[] = [
  ["a wrong password", { password: "wrong" }, /Incorrect doas password/, ["command", "script"]],
  ["an empty password", { password: "" }, /Incorrect doas password/, ["command"]],
  ["another user", { user: "nobody-here" }, /not allow to become 'nobody-here'/, ["command"]],
];

for (const [what, changed, message, kinds] of REFUSALS) {
  doasTest(`${what} is a denied permission`, async (connection, become) => {
    for (const kind of kinds) {
      const request = { kind, argv: ["true"], script: ":", become: { ...become, ...changed } };
      await assert.rejects(connection.exec(request, new RecordedTransfer()), (error) => {
        assert(error instanceof Fault);
        assert.equal(error.kind, "permission-denied");
        assert.match(error.message, message);
        assert.doesNotMatch(JSON.stringify(error.diagnostic), /wrong"|sesame/);
        return true;
      });
    }
  });
}

doasTest(
  "what runs behind it is ended when it is aborted",
  async (connection, become, directory) => {
    const pids = `${directory}/pids`;
    const script = `trap '' HUP; echo $$ >>${pids}; sleep 60 & echo $! >>${pids}; wait`;
    const controller = new AbortController();
    const running = assert.rejects(
      connection.exec(
        { kind: "command", argv: ["sh", "-c", script], become },
        new RecordedTransfer({ signal: controller.signal }),
      ),
      /given up/,
    );
    const started = await readPids(pids, 2);
    controller.abort(new Error("given up"));
    await running;
    await eventually("all had ended", () => !started.some(isRunning));
  },
);

doasTest("where no terminal can be made, it is told what to do", async (connection, become) => {
  const argv = ["true"];
  await assert.rejects(
    connection.exec({ kind: "command", argv, become }, new RecordedTransfer()),
    (error) => {
      assert(error instanceof Fault);
      assert.match(error.message, /a password from a terminal only: There is no script\(1\)/);
      assert.match(error.diagnostic.hint ?? "", /Install script.*nopass.*another become_method/);
      return true;
    },
  );
}, { PATH: "/no/such/directory" });
