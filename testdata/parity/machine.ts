/**
 * A Debian system that runs in a container: its own systemd, users and packages, none of which is
 * this machine's. It shares nothing but the kernel, and has no network.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd-nspawn.html
 * @module
 */
import { existsSync } from "node:fs";
import { sleep } from "@shep/sdk/timer";

/** What a system is made of, beside Debian's required packages. */
const PACKAGES = [
  ...["systemd-sysv", "dbus", "libpam-systemd", "openssh-server", "sudo", "cron", "locales"],
  ...["procps", "iproute2", "kmod", "acl", "gnupg", "debconf-utils", "apt-utils", "dpkg-dev"],
  ...["iptables", "nftables", "ufw", "firewalld", "python3-firewall"],
  ...["lvm2", "xfsprogs", "btrfs-progs", "dosfstools"],
  ...["dnf", "rpm", "createrepo-c", "zypper", "pacman-package-manager"],
  // For Ansible alone.
  ...["python3", "python3-apt", "python3-debian"],
];

const PROGRAMS = ["debootstrap", "systemd-nspawn", "nsenter", "ssh", "losetup"];

/** Why there can be no such system here; nothing if there can be one. */
export function missingForMachine(): string | undefined {
  if (Deno.uid() !== 0) return "a system in a container needs root";
  const missing = PROGRAMS.filter((name) => !isInstalled(name));
  if (missing.length === 0) return undefined;
  return `${missing.join(", ")} is not installed (Debian: apt install debootstrap ` +
    "systemd-container openssh-client)";
}

function isInstalled(name: string): boolean {
  return (Deno.env.get("PATH") ?? "").split(":").concat("/usr/sbin")
    .some((directory) => existsSync(`${directory}/${name}`));
}

/** Makes the system's files in a directory, unless they are there; takes minutes. */
export async function makeSystem(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  const unfinished = `${directory}.unfinished`;
  await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  await run("debootstrap", "--variant=minbase", "bookworm", unfinished);
  const script = `
    set -e; export DEBIAN_FRONTEND=noninteractive LC_ALL=C
    printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d
    apt-get update -q
    apt-get install -q -y --no-install-recommends ${PACKAGES.join(" ")}
    apt-get clean; rm -f /usr/sbin/policy-rc.d /etc/apt/sources.list
    # Its own firewall starts when a task starts it.
    systemctl disable -q firewalld; echo shep >/etc/hostname
    echo 'PermitRootLogin yes' >/etc/ssh/sshd_config.d/shep.conf; mkdir -p -m 700 /root/.ssh`;
  await run("chroot", unfinished, "sh", "-c", script);
  await Deno.rename(unfinished, directory);
}

async function run(program: string, ...args: readonly string[]): Promise<string> {
  const command = new Deno.Command(program, { args: [...args], stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  const [said, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (!success) throw new Error(`${program} failed: ${said}${error}`);
  return said!.trim();
}

/** Where the machine has a disk of its own, of 512 MiB. */
export const DISK = "/dev/shep-disk";

/** Such a system while it runs, on files of its own that lie over those it was made from. */
export class Machine implements AsyncDisposable {
  /** What differs from the files that it was made from. */
  readonly changes: string;
  readonly #folder: string;
  readonly #ending: AsyncDisposableStack;

  private constructor(folder: string, ending: AsyncDisposableStack) {
    this.changes = `${folder}/changes`;
    this.#folder = folder;
    this.#ending = ending;
  }

  /** Starts one, with its files in a folder. */
  static async start(system: string, folder: string): Promise<Machine> {
    await using ending = new AsyncDisposableStack();
    const root = await layOver(system, folder, ending);
    await run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", `${folder}/key`);
    await Deno.copyFile(`${folder}/key.pub`, `${root}/root/.ssh/authorized_keys`);
    const disk = await makeDisk(`${folder}/disk`, ending);
    const program = boot(root, disk, `${folder}/console`, ending);
    // It is entered like a network that ends at sshd, whatever the machine's firewall says.
    await Deno.writeTextFile(
      `${folder}/reach`,
      `#!/bin/sh\nexec nsenter --all --target "$(pgrep -P ${program.pid})" /usr/sbin/sshd -i\n`,
      { mode: 0o755 },
    );
    const machine = new Machine(folder, ending.move());
    await using unless = new AsyncDisposableStack();
    unless.use(machine);
    await machine.#isUp();
    unless.move();
    return machine;
  }

  /** How it is reached. */
  variables(): Record<string, string> {
    return {
      ansible_connection: "ssh",
      // Connections that are kept open are known by this.
      ansible_host: this.#folder.slice(1).replaceAll("/", "-"),
      ansible_user: "root",
      ansible_ssh_private_key_file: `${this.#folder}/key`,
      ansible_ssh_common_args: this.#words().join(" "),
      ansible_python_interpreter: "/usr/bin/python3",
    };
  }

  #words(): string[] {
    const options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"];
    return [...options, `ProxyCommand=${this.#folder}/reach`].flatMap((option) => ["-o", option]);
  }

  async #isUp(): Promise<void> {
    const words = ["-F", "none", "-i", `${this.#folder}/key`, ...this.#words(), "root@shep"];
    for (let left = 100; left > 0; left--) {
      // `degraded` is up, too: no container can do all that a machine does at its start.
      const { stdout } = await new Deno.Command("ssh", {
        args: [...words, "systemctl", "is-system-running"],
        stderr: "null",
      }).output();
      if (/^(running|degraded)/.test(new TextDecoder().decode(stdout))) return;
      await sleep(200);
    }
    throw new Error(`The machine does not come up: ${this.#folder}/console tells why`);
  }

  /** Ends it; its changes stay. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#ending.disposeAsync();
  }
}

/** Lays an empty file system over one, and returns where. */
async function layOver(
  system: string,
  folder: string,
  ending: AsyncDisposableStack,
): Promise<string> {
  const [changes, work, root] = ["changes", "work", "root"].map((name) => `${folder}/${name}`);
  for (const each of [changes!, work!, root!]) await Deno.mkdir(each, { recursive: true });
  const layers = `lowerdir=${system},upperdir=${changes},workdir=${work}`;
  await run("mount", "-t", "overlay", "-o", layers, "overlay", root!);
  ending.defer(async () => void await run("umount", root!));
  return root!;
}

/** A disk that is a file. */
async function makeDisk(path: string, ending: AsyncDisposableStack): Promise<string> {
  await run("truncate", "-s", "512M", path);
  const disk = await run("losetup", "--find", "--show", path);
  ending.defer(async () => void await run("losetup", "--detach", disk));
  return disk;
}

function boot(
  root: string,
  disk: string,
  console: string,
  ending: AsyncDisposableStack,
): Deno.ChildProcess {
  const args = [
    ...["--boot", "--quiet", "--directory", root, "--machine=shep", "--register=no"],
    ...(existsSync("/run/systemd/system") ? [] : ["--keep-unit"]),
    ...["--private-network", "--resolv-conf=off", "--timezone=off", "--link-journal=no"],
    `--bind=${disk}:${DISK}`,
  ];
  const script = `exec systemd-nspawn "$@" >${console} 2>&1`;
  const program = new Deno.Command("sh", { args: ["-c", script, "sh", ...args], stdin: "null" })
    .spawn();
  ending.defer(async () => {
    program.kill("SIGTERM");
    await program.status;
  });
  return program;
}
