/** Connections by a client that starts programs somewhere else. @module */
import assert from "node:assert/strict";
import { type Connection, Fault, type PluginDefinition, type Value } from "@shep/sdk";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import {
  eventually,
  isRunning,
  readPids,
  RecordedTransfer,
  text,
  withDirectory,
} from "../connection/test_support.ts";
import { plugin as chroot } from "./chroot/plugin.ts";
import { plugin as docker } from "./docker/plugin.ts";
import { plugin as kubectl } from "./kubectl/plugin.ts";
import { plugin as nspawn } from "./nspawn/plugin.ts";
import { plugin as podman } from "./podman/plugin.ts";

/** Stands in for a client: keeps its words, and runs the shell that they end with right here. */
const STAND_IN = `#!/bin/sh
printf '%s\\n' "$@" >"$0.words"
while [ $# -gt 0 ] && [ "$1" != /bin/sh ]; do shift; done
exec "$@"
`;

/** Opens a plugin's connection, uses it and closes it. */
async function connected(
  { connections }: PluginDefinition,
  { host = "target", path, variables = {} }: {
    readonly host?: string;
    readonly path: string;
    readonly variables?: Record<string, Value>;
  },
  use: (connection: Connection) => Promise<void>,
): Promise<void> {
  const [definition] = connections!;
  const connection = await definition!.open({
    connection: definition!.name,
    host,
    options: new Map(Object.entries(variables)),
    environment: { PATH: `${path}:${Deno.env.get("PATH")}`, LD_PRELOAD: "/no/such/library" },
  });
  try {
    await use(connection);
  } finally {
    await connection.close();
  }
}

/** Each client with the words that it is given before the shell. */
const CLIENTS: readonly (readonly [
  client: string,
  plugin: PluginDefinition,
  variables: Record<string, Value>,
  words: string,
])[] = [
  ["docker", docker, {}, "exec -i target"],
  [
    "docker",
    docker,
    { ansible_user: "web", ansible_docker_extra_args: "--context 'my site'", ansible_host: "c1" },
    "--context|my site|exec|-i|-u|web|c1",
  ],
  ["podman", podman, { ansible_user: "web" }, "exec -i --user web target"],
  ["kubectl", kubectl, {}, "exec -i target --"],
  [
    "kubectl",
    kubectl,
    { ansible_kubectl_pod: "p1", ansible_kubectl_container: "c1", ansible_kubectl_namespace: "n" },
    "--namespace=n --container=c1 exec -i p1 --",
  ],
  ["chroot", chroot, { ansible_host: "/srv/root" }, "/srv/root"],
  ["systemd-run", nspawn, {}, "--machine=target --quiet --pipe --wait --collect"],
];

for (const [client, plugin, variables, words] of CLIENTS) {
  Deno.test(`${client} is given ${words}`, () =>
    withDirectory(async (path) => {
      await writeProgram(`${path}/${client}`, STAND_IN);
      await connected(plugin, { path, variables }, async (connection) => {
        const { stdout } = await connection.exec(
          { kind: "command", argv: ["echo", "it's", "$HOME"] },
          new RecordedTransfer(),
        );
        assert.equal(text(stdout), "it's $HOME\n");
      });
      const given = (await Deno.readTextFile(`${path}/${client}.words`)).split("\n");
      const expected = words.split(words.includes("|") ? "|" : " ");
      assert.deepEqual(given.slice(0, expected.length + 2), [...expected, "/bin/sh", "-c"]);
    }));
}

Deno.test("a target that is not there is unreachable, with what the client said", () =>
  withDirectory(async (path) => {
    await writeProgram(
      `${path}/docker`,
      "#!/bin/sh\necho 'Error: No such container: target' >&2\nexit 1\n",
    );
    await connected(docker, { path }, async (connection) => {
      await assert.rejects(
        connection.exec({ kind: "script", script: ":" }, new RecordedTransfer()),
        (error) => {
          assert(error instanceof Fault);
          assert.equal(error.kind, "unreachable");
          assert.match(error.message, /'target' cannot be reached by docker: .*No such container/);
          return true;
        },
      );
    });
  }));

Deno.test("a client that is not installed is told", () =>
  withDirectory(async (path) => {
    const [definition] = podman.connections!;
    const connection = await definition!.open({
      connection: "podman",
      host: "target",
      options: new Map(),
      environment: { PATH: path },
    });
    await assert.rejects(
      connection.exec({ kind: "script", script: ":" }, new RecordedTransfer()),
      /client of the connection cannot be run: .*podman/,
    );
    await connection.close();
  }));

Deno.test("a client of another name is refused", () =>
  assert.rejects(
    connected(
      chroot,
      { path: "", variables: { ansible_chroot_exe: "/tmp/chroot" } },
      () => Promise.resolve(),
    ),
    /'\/tmp\/chroot' may not be started/,
  ));

/** The files of a root with nothing but busybox in it; none where that cannot be had. */
function busyboxFiles(): readonly string[] {
  if (Deno.uid() !== 0) return [];
  const script = 'b=$(command -v busybox) && echo $b && ldd $b | grep -o "/[^ ]*"; true';
  const { stdout } = new Deno.Command("sh", { args: ["-c", script], stderr: "null" }).outputSync();
  return text(stdout).split("\n").filter((line) => line !== "");
}

const FILES = busyboxFiles();

if (FILES.length === 0) console.log("No root and no busybox here: chroot is not tested for real");

/** Uses a root with busybox and nothing else. */
function withRoot(use: (root: string) => Promise<void>): Promise<void> {
  return withDirectory(async (root) => {
    for (const file of FILES) {
      await Deno.mkdir(`${root}${file.slice(0, file.lastIndexOf("/"))}`, { recursive: true });
      await Deno.copyFile(file, `${root}${file}`);
    }
    for (const folder of ["bin", "tmp", "dev"]) {
      await Deno.mkdir(`${root}/${folder}`, { recursive: true });
    }
    await Deno.writeTextFile(`${root}/dev/null`, "");
    const install = [root, FILES[0]!, "--install", "-s", "/bin"];
    await new Deno.Command("chroot", { args: install, stderr: "null" }).output();
    await use(root);
  });
}

Deno.test({
  name: "tasks run in a root that has busybox and nothing else",
  ignore: FILES.length === 0,
  fn: () =>
    withRoot((root) =>
      connected(chroot, { host: root, path: "" }, async (connection) => {
        const transfer = new RecordedTransfer();
        const { stdout, stderr, exitCode } = await connection.exec(
          { kind: "command", argv: ["sh", "-c", "ls /; echo err >&2; exit 3"] },
          transfer,
        );
        assert.match(text(stdout), /^bin\ndev\n/);
        assert.deepEqual([exitCode, text(stderr)], [3, "err\n"]);
        const incoming = [new Uint8Array(100_000).fill(1), new Uint8Array(3).fill(2)];
        const streamed = new RecordedTransfer({ incoming });
        assert.equal(await connection.put({ destination: "/tmp/file" }, streamed), 100_003);
        assert.equal(await connection.fetch({ path: "/tmp/file" }, transfer), 100_003);
        assert.deepEqual(transfer.bytes("data"), await Deno.readFile(`${root}/tmp/file`));
        assert.deepEqual([...Deno.readDirSync(`${root}/tmp`)].map(({ name }) => name).length, 2);
      })
    ),
});

Deno.test({
  name: "what runs in a root is ended with all that it started",
  ignore: FILES.length === 0,
  fn: () =>
    withRoot((root) =>
      connected(chroot, { host: root, path: "" }, async (connection) => {
        const script = "echo $$ >>/pids; sleep 60 & echo $! >>/pids; wait";
        const controller = new AbortController();
        const running = assert.rejects(
          connection.exec(
            { kind: "command", argv: ["sh", "-c", script] },
            new RecordedTransfer({ signal: controller.signal }),
          ),
          /given up/,
        );
        const started = await readPids(`${root}/pids`, 2);
        controller.abort(new Error("given up"));
        await running;
        await eventually("all had ended", () => !started.some(isRunning));
      })
    ),
});
