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
import { Fault } from "@shep/sdk";
import type { Mode } from "./template/mod.ts";

/** A version whose templating is followed exactly: 2.18 stands for all before it. */
export type Compatibility = "2.18" | "2.19";

const MODES: Readonly<Record<Compatibility, Mode>> = { "2.18": "convert", "2.19": "native" };

/** What names the version in the user's environment. */
const VARIABLE = "SHEP_COMPAT";

/**
 * What templates give in a run that asks for `compatibility`, or whose environment does.
 *
 * @throws {Fault} if the environment names no such version.
 */
export function templateMode({ compatibility, environment }: {
  readonly compatibility?: Compatibility;
  readonly environment: Readonly<Record<string, string>>;
}): Mode {
  const asked = compatibility ?? environment[VARIABLE] ?? "";
  if (asked === "") return "either";
  if (asked === "2.18" || asked === "2.19") return MODES[asked];
  throw new Fault("invalid-argument", `${VARIABLE} is '${asked}', which is no version to follow`, {
    hint: "Use 2.18 or 2.19, or leave it out: then playbooks written for either run.",
  });
}
