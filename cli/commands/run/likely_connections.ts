/**
 * Which connections a run is likely to need, told before the host is loaded.
 *
 * It is a guess, by words in the texts that the command line names: where it is wrong, a plugin
 * starts when it is first needed, or in vain.
 *
 * @module
 */

/** What the command line says. */
export interface NamedThings {
  /** `--connection`. */
  readonly connection?: string | undefined;
  /** What `-i` named: files, or names of hosts with commas. */
  readonly inventories: readonly string[];
  /** Files. */
  readonly playbooks: readonly string[];
}

/** `connection: local`, `ansible_connection=ssh` and the like. */
const SAID = /connection["']?\s*[:=]\s*["']?(?:[a-z_]+\.)*([a-z_]+)/g;

/** What acts on the controller without saying how. */
const ON_CONTROLLER = /\blocalhost\b|\blocal_action\b/;

/** Ansible's names for what is ssh here. */
const SSH = ["smart", "paramiko", "paramiko_ssh"];

/**
 * Names of connections: those that are said, and ssh for an inventory that says none.
 *
 * @param read The text of a file; empty if there is none.
 */
export function likelyConnections(
  { connection, inventories, playbooks }: NamedThings,
  read: (file: string) => string,
): ReadonlySet<string> {
  const texts = [...inventories, ...playbooks].map((name) =>
    name.includes(",") ? name : read(name)
  );
  const said = texts.flatMap((text) => Array.from(text.matchAll(SAID), ([, name]) => name!));
  const names = new Set(connection === undefined ? said : [...said, connection]);
  if (texts.some((text) => ON_CONTROLLER.test(text))) names.add("local");
  const isSilent = names.size === 0 && inventories.length > 0;
  if (isSilent || SSH.some((name) => names.has(name))) names.add("ssh");
  return names;
}
