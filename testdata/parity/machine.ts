/**
 * A Debian system that runs in a container: its own systemd, users and packages, none of which is
 * this machine's. It shares nothing but the kernel, and has no network.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd-nspawn.html
 * @module
 */
import { existsSync } from "node:fs";
import { sleep } from "@shep/sdk/timer";
import { Enclosure } from "./enclosure.ts";

/** What a system is made of, beside Debian's required packages. */
const PACKAGES = [
  ...["systemd-sysv", "dbus", "libpam-systemd", "openssh-server", "sudo", "cron", "locales"],
  ...["procps", "iproute2", "kmod", "acl", "gnupg", "debconf-utils", "apt-utils", "dpkg-dev"],
  ...["iptables", "nftables", "ufw", "firewalld", "python3-firewall"],
  ...["lvm2", "xfsprogs", "btrfs-progs", "dosfstools"],
  ...["dnf", "rpm", "createrepo-c", "zypper", "pacman-package-manager"],
  ...["python3-pip", "python3-venv", "ruby"],
  // For Ansible alone.
  ...["python3", "python3-apt", "python3-debian"],
];

const PROGRAMS = [
  ...["debootstrap", "systemd-nspawn", "unshare", "nsenter", "setsid", "ssh", "losetup", "pgrep"],
];

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

/** Makes the system's files in a directory, unless they are there as they are made; takes minutes. */
export async function makeSystem(directory: string): Promise<void> {
  const recipe = [MAKE, ...PACKAGES].join("\n");
  const followed = await Deno.readTextFile(`${directory}.recipe`).catch(() => "");
  if (existsSync(directory) && followed === recipe) return;
  const unfinished = `${directory}.unfinished`;
  const log = `${directory}.log`;
  for (const old of [unfinished, directory]) {
    await Deno.remove(old, { recursive: true }).catch(() => {});
  }
  {
    await using making = new Enclosure(MAKE, [unfinished, ...PACKAGES], log);
    const code = await making.ended;
    if (making.isInterrupted) throw new Error("Interrupted");
    if (code !== 0) throw new Error(`The system cannot be made: ${log} tells why`);
  }
  await Deno.rename(unfinished, directory);
  await Deno.writeTextFile(`${directory}.recipe`, recipe);
}

const MAKE = `
set -e; export DEBIAN_FRONTEND=noninteractive LC_ALL=C
root=$1; shift
debootstrap --variant=minbase bookworm "$root"
printf '#!/bin/sh\\nexit 101\\n' >"$root/usr/sbin/policy-rc.d"; chmod 755 "$root/usr/sbin/policy-rc.d"
mount -t proc proc "$root/proc"
chroot "$root" apt-get update -q
chroot "$root" apt-get install -q -y --no-install-recommends "$@"
chroot "$root" apt-get clean
rm -f "$root/usr/sbin/policy-rc.d" "$root/etc/apt/sources.list"
# Its own firewall starts when a task starts it.
chroot "$root" systemctl disable -q firewalld
umount "$root/proc"
echo shep >"$root/etc/hostname"
echo 'PermitRootLogin yes' >"$root/etc/ssh/sshd_config.d/shep.conf"; mkdir -p -m 700 "$root/root/.ssh"
`;

/** Where the machine has a disk of its own, of 512 MiB. */
export const DISK = "/dev/shep-disk";

/** Such a system while it runs, on files of its own that lie over those it was made from. */
export class Machine implements AsyncDisposable {
  /** What differs from the files that it was made from. */
  readonly changes: string;
  readonly #folder: string;
  readonly #running: Enclosure;

  private constructor(folder: string, running: Enclosure) {
    this.changes = `${folder}/changes`;
    this.#folder = folder;
    this.#running = running;
  }

  /** Starts one, with its files in a folder. */
  static async start(system: string, folder: string): Promise<Machine> {
    await run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", `${folder}/key`);
    const running = new Enclosure(RUN, [system, folder, DISK], `${folder}/console`);
    // It is entered like a network that ends at sshd, whatever the machine's firewall says.
    await Deno.writeTextFile(`${folder}/reach`, reach(running.pid), { mode: 0o755 });
    const machine = new Machine(folder, running);
    await using unless = new AsyncDisposableStack();
    unless.use(machine);
    await machine.#isUp();
    unless.move();
    return machine;
  }

  /** Whether a signal ended it while it was needed. */
  get isInterrupted(): boolean {
    return this.#running.isInterrupted;
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
    let isOver = false;
    void this.#running.ended.then(() => isOver = true);
    const words = ["-F", "none", "-i", `${this.#folder}/key`, ...this.#words(), "root@shep"];
    for (let left = 100; left > 0 && !isOver; left--) {
      // `degraded` is up, too: no container can do all that a machine does at its start.
      const { stdout } = await new Deno.Command("ssh", {
        args: [...words, "systemctl", "is-system-running"],
        stderr: "null",
      }).output();
      if (/^(running|degraded)/.test(new TextDecoder().decode(stdout))) return;
      await sleep(200);
    }
    if (this.isInterrupted) throw new Error("Interrupted");
    const console = await Deno.readTextFile(`${this.#folder}/console`);
    throw new Error(`The machine does not come up: ${console}`);
  }

  /** Ends it; its changes stay. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#running[Symbol.asyncDispose]();
  }
}

/**
 * An empty file system laid over the system's, and a disk that is a file: a loop device that is
 * detached while it is open goes when it is closed.
 */
const RUN = `
set -e
system=$1 folder=$2 bound=$3; shift 3
cd "$folder"; mkdir changes work root
mount -t overlay -o "lowerdir=$system,upperdir=changes,workdir=work" overlay root
cp key.pub root/root/.ssh/authorized_keys
truncate -s 512M disk
disk=$(losetup --find --show disk)
exec 4<>"$disk"
losetup --detach "$disk"
[ -d /run/systemd/system ] || set -- --keep-unit
# A machine that starts again ends with this.
code=133
while [ "$code" = 133 ]; do
  code=0
  systemd-nspawn --boot --quiet --directory root --machine=shep --register=no "$@" \\
    --private-network --resolv-conf=off --timezone=off --link-journal=no --bind="$disk:$bound" \\
    4<&- || code=$?
done
`;

/** The machine's first process is the child of nspawn, that of the script, and that of `unshare`. */
function reach(unshare: number): string {
  return `#!/bin/sh
script=$(pgrep -P ${unshare}) && nspawn=$(pgrep -x -P "$script" systemd-nspawn) &&
  exec nsenter --all --target "$(pgrep -P "$nspawn")" /usr/sbin/sshd -i
`;
}

async function run(program: string, ...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args], stdin: "null" })
    .output();
  if (!success) throw new Error(`${program} failed: ${new TextDecoder().decode(stderr)}`);
}
