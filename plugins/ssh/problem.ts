/**
 * Why a host could not be reached, by what ssh said.
 *
 * @module
 */
import { Fault } from "@shep/sdk";

/** Who was to be reached. */
export interface Destination {
  readonly user: string;
  readonly address: string;
  readonly port: string;
  /** Whether a password was given. */
  readonly hasPassword: boolean;
}

/** What ssh says, and what helps; the first that fits. */
const HINTS: readonly (readonly [RegExp, (to: Destination) => string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    ({ address, port }) =>
      "Its key is not the one in known_hosts: another host answers, or it was set up anew. " +
      `If you know that it was: ssh-keygen -R ${knownName(address, port)}`,
  ],
  [
    /Host key verification failed|No \S+ host key is known/,
    ({ address, port }) =>
      "Its key is not in known_hosts. Connect once by hand and compare it: " +
      `ssh -p ${port} ${address}. ANSIBLE_HOST_KEY_CHECKING=False accepts any.`,
  ],
  [
    /Permission denied|Too many authentication failures/,
    ({ user, hasPassword }) =>
      `It was tried as '${user}'. Name another by ansible_user or -u, a key by --private-key or ` +
      `ssh-add${hasPassword ? "." : ", or give a password with -k."}`,
  ],
  [/Could not resolve hostname/, () => "Give its address as ansible_host."],
  [
    /Connection refused/,
    ({ port }) => `Nobody listens there on port ${port}. Name sshd's by ansible_port.`,
  ],
  [/timed out|Timeout/, () => "A host is waited for as long as -T or ansible_timeout says."],
];

/** The fault of a host that cannot be reached, in Ansible's words and ssh's. */
export function unreachable(said: string, to: Destination): Fault {
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !isNoise(line));
  const reason = lines.join("\n").trim() ||
    `${to.user}@${to.address} port ${to.port} did not answer in time`;
  const hint = HINTS.find(([pattern]) => pattern.test(said))?.[1](to);
  return new Fault("unreachable", `Failed to connect to the host via ssh: ${reason}`, {
    ...(hint === undefined ? {} : { hint }),
  });
}

/** The fault of a password that was refused. */
export function wrongPassword({ user, address }: Destination): Fault {
  return new Fault("unreachable", `Invalid/incorrect password for ${user}@${address}`, {
    hint: "It was given with -k, or as ansible_password.",
  });
}

/** What ssh also says where all is well. */
function isNoise(line: string): boolean {
  return /^Warning: Permanently added|^mux_client_|^ControlSocket .* already exists/.test(line);
}

function knownName(address: string, port: string): string {
  return port === "22" ? address : `[${address}]:${port}`;
}
