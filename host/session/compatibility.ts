/**
 * Which of Ansible's two ways of templating a run follows.
 *
 * Before ansible-core 2.19 a template gave text, and text that looks like a list, a dict or a
 * boolean was made one; since then an expression keeps its type, and text stays text. Playbooks
 * written for either run if nothing is said.
 *
 * @see https://docs.ansible.com/ansible/latest/porting_guides/porting_guide_core_2.19.html
 * @module
 */
import type { Config } from "../config/mod.ts";
import type { Mode } from "../template/mod.ts";

/** A version whose templating is followed exactly: 2.18 stands for all before it. */
export type Compatibility = "2.18" | "2.19";

const MODES: Readonly<Record<Compatibility, Mode>> = { "2.18": "convert", "2.19": "native" };

/** The ansible-core that a run passes for: what playbooks ask `ansible_version` for. */
export function coreVersion(compatibility: Compatibility | undefined, config: Config): string {
  return `${compatibility ?? config.get("SHEP_COMPAT") ?? "2.19"}.0`;
}

/**
 * What templates give in a run that asks for `compatibility`, or whose settings do.
 *
 * @throws {Fault} if the settings name no such version.
 */
export function templateMode(compatibility: Compatibility | undefined, config: Config): Mode {
  const asked = compatibility ?? config.get("SHEP_COMPAT");
  return asked === null ? "either" : MODES[asked as Compatibility];
}
