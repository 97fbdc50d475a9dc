/** An sshd of the tests' own, on every loopback address. @module */
import type { Value } from "@shep/sdk";
import { eventually } from "../../plugins/connection/test_support.ts";

/** Whether tests can have an sshd; they are skipped with this line where not. */
export const MISSING = ["/usr/sbin/sshd", "/usr/bin/ssh"].some((path) => !isThere(path))
  ? "OpenSSH is not installed (Debian: apt install openssh-server): SSH is not tested"
  : Deno.uid() !== 0
  ? "Only root can have an sshd that others can log in to: SSH is not tested"
  : undefined;

/** Whether tests can have doas; they are skipped with this line where not. */
export const MISSING_DOAS = isThere("/usr/bin/doas")
  ? undefined
  : "doas is not installed (Debian: apt install opendoas): the real one is not tested";

for (const line of [MISSING, MISSING_DOAS]) if (line) console.log(line);

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Defines a test that has an sshd to itself. */
export function sshTest(
  name: string,
  fn: (sshd: TestSshd) => Promise<void>,
  options: SshdOptions & { readonly ignore?: boolean } = {},
): void {
  Deno.test({
    name,
    ignore: MISSING !== undefined || (options.ignore ?? false),
    fn: async () => {
      await using sshd = await TestSshd.start(options);
      await fn(sshd);
    },
  });
}

/** How an sshd of the tests differs from others. */
export interface SshdOptions {
  /** Lines of its configuration. */
  readonly settings?: readonly string[];
  /**
   * Whether there are the users {@linkcode USERS}, for it and what it starts alone: their files lie
   * over the system's in a mount namespace of its own. Needs root.
   */
  readonly hasUsers?: boolean;
  /**
   * Whether its directory has a file system `full` of 64 KiB, for it and what it starts alone. Needs
   * root.
   */
  readonly hasFullDisk?: boolean;
  /** Whether keys are exchanged as OpenSSH does if nothing is said, and not as cheaply as can be. */
  readonly hasUsualKeyExchange?: boolean;
}

/** Users with the password `open sesame`; the first may become any other by sudo, with it. */
export const USERS = ["shep-login", "shep-other"] as const;

/** Whether users and file systems can be made for tests. */
export const CAN_MOUNT = new Deno.Command("unshare", {
  args: ["--mount", "mount", "--bind", "/etc/hosts", "/etc/hosts"],
  stdout: "null",
  stderr: "null",
}).outputSync().success;

const PASSWORD_HASH =
  "$6$shepsalt$lO8cAV00tCJH4..SmuIpSnuHDaERBq5PAVIZHYSHGIz5y7xUdI.c/wu.ULSm6a.0jrK0QuMn9CDkx4REWA1ct1";

/** The words that start a program where what was asked for is mounted. */
async function namespace(
  directory: string,
  { hasUsers = false, hasFullDisk = false }: SshdOptions,
): Promise<string[]> {
  const lines: string[] = [];
  if (hasUsers) lines.push(...await mountUsers(directory));
  if (hasFullDisk) {
    await Deno.mkdir(`${directory}/full`);
    lines.push(`mount -t tmpfs -o size=64k shep ${directory}/full || exit`);
  }
  if (lines.length === 0) return [];
  return ["unshare", "--mount", "sh", "-c", [...lines, 'exec "$@"'].join("\n"), "sh"];
}

/** The lines that lay files with the users over those of the system. */
async function mountUsers(directory: string): Promise<string[]> {
  const entries = (entry: (name: string, id: number) => string): string =>
    USERS.map((name, index) => entry(name, 61_001 + index)).join("\n") + "\n";
  const files: readonly (readonly [name: string, mode: number, text: string])[] = [
    [
      "passwd",
      0o644,
      await Deno.readTextFile("/etc/passwd") +
      entries((name, id) => `${name}:x:${id}:${id}::/tmp:/bin/sh`),
    ],
    [
      "group",
      0o644,
      await Deno.readTextFile("/etc/group") + entries((name, id) => `${name}:x:${id}:`),
    ],
    [
      "shadow",
      0o600,
      await Deno.readTextFile("/etc/shadow") +
      entries((name) => `${name}:${PASSWORD_HASH}:19000:0:99999:7:::`),
    ],
    ["sudoers", 0o440, `root ALL=(ALL:ALL) NOPASSWD: ALL\n${USERS[0]} ALL=(ALL:ALL) ALL\n`],
    [
      "doas.conf",
      0o400,
      `permit nopass ${USERS[0]} as ${USERS[1]}\npermit ${USERS[0]} as root\n`,
    ],
  ];
  const mounts = files.map(async ([name, mode, text]) => {
    await Deno.writeTextFile(`${directory}/${name}`, text, { mode });
    return `[ ! -e /etc/${name} ] || mount --bind ${directory}/${name} /etc/${name} || exit`;
  });
  return [...needsDoasFile() ? [mountEtc(directory)] : [], ...await Promise.all(mounts)];
}

/** Whether doas has no rules of the system's that others could be laid over. */
function needsDoasFile(): boolean {
  return MISSING_DOAS === undefined && !isThere("/etc/doas.conf");
}

/** The line that lays a copy over `/etc`, with a place for the rules of doas. */
function mountEtc(directory: string): string {
  const copy = `${directory}/etc`;
  return `cp -a /etc ${copy} && : >${copy}/doas.conf && mount --bind ${copy} /etc || exit`;
}

async function run(program: string, ...args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args: [...args] }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(`${program}: ${text.decode(stderr)}`);
  return text.decode(stdout);
}

/** A running sshd, with keys made for it; every address of 127.0.0.0/8 is a host. */
export class TestSshd implements AsyncDisposable {
  /** Its files, and those of its clients. */
  readonly directory: string;
  /** Where it listens. */
  readonly port: number;
  readonly #child: Deno.ChildProcess;

  private constructor(directory: string, port: number, child: Deno.ChildProcess) {
    this.directory = directory;
    this.port = port;
    this.#child = child;
  }

  /** Starts it. */
  static async start(options: SshdOptions = {}): Promise<TestSshd> {
    const directory = await Deno.makeTempDir({ prefix: "shep-ssh-" });
    // Its users have to read what lies there.
    await Deno.chmod(directory, 0o755);
    for (const key of ["host_key", "user_key", "other_key"]) {
      await run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", `${directory}/${key}`);
    }
    await Deno.copyFile(`${directory}/user_key.pub`, `${directory}/authorized_keys`);
    const config = [
      ...options.settings ?? [],
      "ListenAddress 0.0.0.0",
      `HostKey ${directory}/host_key`,
      `AuthorizedKeysFile ${directory}/authorized_keys`,
      `PidFile ${directory}/pid`,
      "StrictModes no",
      "UsePAM no",
      "PermitRootLogin yes",
      "MaxStartups 1000",
      ...(options.hasUsualKeyExchange ? [] : ["KexAlgorithms curve25519-sha256"]),
      // No profile of whoever runs the tests.
      `SetEnv HOME=${directory}`,
    ];
    await Deno.writeTextFile(`${directory}/sshd_config`, config.join("\n") + "\n");
    // Debian's sshd wants it, and only its service makes it.
    await Deno.mkdir("/run/sshd", { recursive: true }).catch(() => {});
    const [, key] = (await Deno.readTextFile(`${directory}/host_key.pub`)).split(" ");
    await Deno.writeTextFile(
      `${directory}/known_hosts`,
      `[127.0.0.*]:* ssh-ed25519 ${key}\n`,
    );
    await Deno.mkdir(`${directory}/masters`, { mode: 0o700 });
    await Deno.writeTextFile(`${directory}/ssh_config`, "");
    const words = [
      ...await namespace(directory, options),
      ...["/usr/sbin/sshd", "-D", "-f", `${directory}/sshd_config`, "-E", `${directory}/log`],
    ];
    // Between the two, a port may be taken by others.
    for (;;) {
      const port = freePort();
      const child = await listening([...words, "-p", String(port)], `${directory}/log`, port);
      if (child) return new TestSshd(directory, port, child);
    }
  }

  /** What a host of this sshd is reached with. */
  variables(more: Record<string, Value> = {}): Map<string, Value> {
    return new Map(Object.entries({
      ansible_port: this.port,
      ansible_ssh_private_key_file: `${this.directory}/user_key`,
      ansible_ssh_common_args: `-F ${this.directory}/ssh_config ` +
        `-o UserKnownHostsFile=${this.directory}/known_hosts -o IdentitiesOnly=yes`,
      shep_control_directory: `${this.directory}/masters`,
      ...more,
    }));
  }

  /** The environment of whoever connects: with a home of its own. */
  get environment(): Record<string, string> {
    return { PATH: Deno.env.get("PATH")!, HOME: this.directory, PWD: this.directory };
  }

  /** The processes of sshd's sessions, the masters' and their shells' parents. */
  async sessions(): Promise<number[]> {
    const out = await run("ps", "-A", "-o", "pid=,ppid=,args=");
    const rows = out.trim().split("\n").map((line) => line.trim().split(/\s+/));
    const ofParent = (parent: number): number[] =>
      rows.filter(([, ppid]) => Number(ppid) === parent).map(([pid]) => Number(pid));
    return ofParent(this.#child.pid);
  }

  /** Ends all sessions as a crash would; resolves when those at the other end have noticed. */
  async killSessions(): Promise<void> {
    await this.#killSessions();
    await eventually("the sessions were gone", async () => (await this.sessions()).length === 0);
    await eventually("ssh had noticed", async () => {
      const processes = await run("ps", "-A", "-o", "comm=,args=");
      return !processes.split("\n").some((line) =>
        line.startsWith("ssh ") && line.includes(this.directory)
      );
    });
  }

  async #killSessions(): Promise<void> {
    for (const pid of await this.sessions()) {
      try {
        Deno.kill(pid, "SIGKILL");
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
  }

  /** Ends it with its sessions, and removes its files. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#killSessions();
    this.#child.kill("SIGTERM");
    await this.#child.status;
    await Deno.remove(this.directory, { recursive: true });
  }
}

/** A port that nobody listens on, yet. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  return listener.addr.port;
}

/** Starts an sshd, and comes back when it listens; without it, if its port was taken meanwhile. */
async function listening(
  [program, ...args]: readonly string[],
  log: string,
  port: number,
): Promise<Deno.ChildProcess | undefined> {
  const child = new Deno.Command(program!, {
    args,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let hasEnded = false;
  child.status.then(() => hasEnded = true);
  let said = "";
  await eventually("sshd listened", async () => {
    const isOver = hasEnded;
    said = await Deno.readTextFile(log).catch(() => "");
    return isOver || said.includes(` port ${port}.`);
  });
  if (said.includes(`Server listening on 0.0.0.0 port ${port}.`)) return child;
  if (said.includes(`Bind to port ${port} on 0.0.0.0 failed`)) return undefined;
  throw new Error(`sshd did not start: ${said}`);
}
