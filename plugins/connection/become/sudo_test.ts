import assert from "node:assert/strict";
import { type Become, Fault } from "@shep/sdk";
import { writeProgram } from "../../../sdk/testing/write_program.ts";
import { DirectLauncher } from "../../local/direct_launcher.ts";
import { Dialogue } from "./dialogue.ts";
import { BecomeLauncher } from "./launcher.ts";
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
 * A stand-in for sudo that asks as sudo asks: it needs no rights, and a password of one's own
 * choosing. Its user is always the same.
 */
const STAND_IN = `#!/bin/sh
prompt= ask=yes
while [ $# -gt 0 ]; do
  case $1 in
    -n) ask=no ;;
    -p) prompt=$2; shift ;;
    -u) user=$2; shift ;;
    --) shift; break ;;
  esac
  shift
done
echo 'We trust you have received the usual lecture.' >&2
[ "$user" = nobody-here ] && { echo "sudo: unknown user $user" >&2; exit 1; }
[ "$user" = freely ] && exec "$@"
[ $ask = no ] && { echo 'sudo: a password is required' >&2; exit 1; }
for attempt in 1 2 3; do
  printf '%s' "$prompt" >&2
  IFS= read -r password || { echo 'sudo: no password was provided' >&2; exit 1; }
  [ "$password" = "open sesame" ] && exec "$@"
  echo 'Sorry, try again.' >&2
done
exit 1
`;

/** Provides the stand-in. */
function withSudo(use: (become: Become, directory: string) => Promise<void>): Promise<void> {
  return withDirectory(async (directory) => {
    const executable = `${directory}/sudo`;
    await writeProgram(executable, STAND_IN);
    await use({ method: "sudo", executable, password: "open sesame" }, directory);
  });
}

Deno.test("a command has its input to itself after the password", () =>
  withSudo((become) =>
    withConnection(async (connection) => {
      const stdin = new TextEncoder().encode("input\n");
      const reply = await connection.exec(
        { kind: "command", argv: ["cat"], stdin, become },
        new RecordedTransfer(),
      );
      assert.deepEqual([text(reply.stdout), text(reply.stderr)], ["input\n", ""]);
    })
  ));

Deno.test("a command without input finds none after the password", () =>
  withSudo((become) =>
    withConnection(async (connection) => {
      const reply = await connection.exec(
        { kind: "command", argv: ["cat"], become },
        new RecordedTransfer(),
      );
      assert.deepEqual([reply.exitCode, text(reply.stdout)], [0, ""]);
    })
  ));

Deno.test("a password that is not asked for is not given", () =>
  withSudo((become) =>
    withConnection(async (connection) => {
      const request = {
        kind: "command",
        argv: ["cat"],
        become: { ...become, user: "freely" },
      } as const;
      const reply = await connection.exec(request, new RecordedTransfer());
      assert.deepEqual([reply.exitCode, text(reply.stdout)], [0, ""]);
    })
  ));

Deno.test("a file of the controller is read by its own user, and written by the other", () =>
  withSudo((become, directory) =>
    withConnection(async (connection) => {
      const [source, destination] = [`${directory}/from`, `${directory}/to`];
      await Deno.writeTextFile(source, "text");
      const transfer = new RecordedTransfer();
      assert.equal(await connection.put({ destination, source, become }, transfer), 4);
      assert.equal(await Deno.readTextFile(destination), "text");
    })
  ));

Deno.test("scripts share a shell that was become once", () =>
  withSudo((become) =>
    withConnection(async (connection) => {
      const shells = new Set<string>();
      for (let round = 0; round < 3; round++) {
        const reply = await connection.exec(
          { kind: "script", script: "echo $$", become },
          new RecordedTransfer(),
        );
        shells.add(text(reply.stdout));
      }
      assert.equal(shells.size, 1);
    })
  ));

Deno.test("words, directory and environment arrive as they are", () =>
  withSudo((become) =>
    withConnection(async (connection) => {
      const request = {
        kind: "command",
        argv: ["sh", "-c", 'pwd; printf "[%s]" "$A" "$@"', "sh", "it's", "$B", ""],
        cwd: "/usr",
        environment: { A: "a'b $c" },
        become,
      } as const;
      const reply = await connection.exec(request, new RecordedTransfer());
      assert.equal(text(reply.stdout), "/usr\n[a'b $c][it's][$B][]");
    })
  ));

Deno.test("a program or directory that is not there is told as without sudo", () =>
  withSudo((become) =>
    withConnection(async (connection) => {
      const missing = { kind: "command", argv: ["no-such-program"], become } as const;
      const reply = await connection.exec(missing, new RecordedTransfer());
      assert.deepEqual(
        [reply.exitCode, text(reply.stderr)],
        [127, "[Errno 2] No such file or directory: b'no-such-program'"],
      );
      const nowhere = { kind: "command", argv: ["true"], cwd: "/no/such", become } as const;
      const moved = await connection.exec(nowhere, new RecordedTransfer());
      assert.equal(moved.exitCode, 127);
      assert.match(text(moved.stderr), /^Unable to change directory.*b'\/no\/such'$/);
    })
  ));

/** What sudo refuses: who, with which password, and what is said. */
const REFUSALS: readonly (readonly [string, Partial<Become>, RegExp])[] = [
  ["a wrong password", { password: "wrong" }, /Incorrect sudo password/],
  ["an empty password", { password: "" }, /Incorrect sudo password/],
  ["a user that there is none", { user: "nobody-here" }, /not allow to become 'nobody-here'/],
];

for (const kind of ["command", "script"] as const) {
  for (const [what, changed, message] of REFUSALS) {
    Deno.test(`${kind}: ${what} is a denied permission`, () =>
      withSudo((become) =>
        withConnection(async (connection) => {
          const request = {
            kind,
            argv: ["true"],
            script: ":",
            become: { ...become, ...changed },
          };
          await assert.rejects(connection.exec(request, new RecordedTransfer()), (error) => {
            assert.ok(error instanceof Fault);
            assert.equal(error.kind, "permission-denied");
            assert.match(error.message, message);
            assert.doesNotMatch(JSON.stringify(error.diagnostic), /wrong"|open sesame/);
            return true;
          });
        })
      ));
  }

  Deno.test(`${kind}: a password that is missing is a denied permission, and told`, () =>
    withSudo(({ method, executable }) =>
      withConnection(async (connection) => {
        const become = { method, executable: executable! };
        const request = { kind, argv: ["true"], script: ":", become };
        await assert.rejects(
          connection.exec(request, new RecordedTransfer()),
          /Missing sudo password/,
        );
      })
    ));
}

Deno.test("a sudo that says nothing is given up at the deadline", () =>
  withDirectory(async (directory) => {
    const executable = `${directory}/sudo`;
    await writeProgram(executable, "#!/bin/sh\nexec sleep 60\n");
    const direct = new DirectLauncher("/", { PATH: Deno.env.get("PATH")! });
    const launcher = new BecomeLauncher(direct, { method: "sudo", executable }, 100);
    const program = await launcher.start({ argv: ["true"] }, "null");
    await assert.rejects(program.drain(() => {}, () => {}), /did not start .* within 0.1 s/);
  }));

Deno.test("a sudo that is not installed is told so", () =>
  withConnection(async (connection) => {
    const become = { method: "sudo", executable: "/no/such/sudo" };
    await assert.rejects(
      connection.exec({ kind: "command", argv: ["true"], become }, new RecordedTransfer()),
      /sudo could not be run: .*No such file or directory: b'\/no\/such\/sudo'/,
    );
  }));

Deno.test("what runs behind sudo is ended when it is aborted", () =>
  withSudo((become, directory) =>
    withConnection(async (connection) => {
      const pids = `${directory}/pids`;
      const script = `echo $$ >>${pids}; sh -c 'echo $$ >>${pids}; exec sleep 60'; true`;
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
    })
  ));

Deno.test("files are written and read behind sudo", () =>
  withSudo((become, directory) =>
    withConnection(async (connection) => {
      const destination = `${directory}/it's a file`;
      const incoming = [new Uint8Array(100_000).fill(1), new Uint8Array(100_000).fill(2)];
      const written = await connection.put(
        { destination, mode: 0o640, become },
        new RecordedTransfer({ incoming }),
      );
      assert.equal(written, 200_000);
      assert.equal((await Deno.stat(destination)).mode! & 0o7777, 0o640);
      const transfer = new RecordedTransfer();
      await connection.fetch({ path: destination, become }, transfer);
      assert.deepEqual(
        transfer.bytes("data"),
        new Uint8Array(incoming.flatMap((each) => [...each])),
      );
      assert.deepEqual([...Deno.readDirSync(directory)].map(({ name }) => name).sort(), [
        "it's a file",
        "sudo",
      ]);
    })
  ));

Deno.test("a file that cannot be written behind sudo is told with the reason", () =>
  withSudo((become, directory) =>
    withConnection(async (connection) => {
      for (const destination of ["/no/such/file", directory]) {
        await assert.rejects(
          connection.put(
            { destination, content: new Uint8Array(1), become },
            new RecordedTransfer(),
          ),
          (error) => error instanceof Fault && error.message.includes(`'${destination}' could not`),
        );
      }
      await assert.rejects(
        connection.fetch({ path: "/no/such/file", become }, new RecordedTransfer()),
        (error) => error instanceof Fault && error.kind === "not-found",
      );
    })
  ));

Deno.test("a dialogue is understood in chunks of one byte", () => {
  const dialogue = new Dialogue("[p]", "READY");
  const rest: number[] = [];
  const states: string[] = [];
  for (const byte of new TextEncoder().encode("lecture\n[p]READY\nerr")) {
    rest.push(...dialogue.hear(new Uint8Array([byte])));
    if (states.at(-1) !== dialogue.state) states.push(dialogue.state);
  }
  assert.deepEqual(states, ["waiting", "asked", "ready"]);
  assert.equal(text(new Uint8Array(rest)), "err");
  assert.equal(dialogue.text, "lecture");
});

const hasSudo = new Deno.Command("sh", {
  args: ["-c", "sudo -n -u nobody true"],
  stdout: "null",
  stderr: "null",
}).outputSync().success;

Deno.test({
  name: "the real sudo becomes another user",
  ignore: !hasSudo,
  fn: () =>
    withConnection(async (connection) => {
      const become = { method: "sudo", user: "nobody" };
      for (const kind of ["command", "script"] as const) {
        const request = { kind, argv: ["id", "-un"], script: "id -un", become };
        const reply = await connection.exec(request, new RecordedTransfer());
        assert.equal(text(reply.stdout), "nobody\n");
      }
    }),
});
