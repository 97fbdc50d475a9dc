/**
 * The hosts of a play, as its keyword `hosts` says them.
 *
 * @see https://docs.ansible.com/ansible/latest/inventory_guide/intro_patterns.html
 * @module
 */
import { Fault } from "@shep/sdk";
import type { Play } from "../../playbook/model.ts";
import type { Environment, Scope } from "../../template/mod.ts";
import { OMIT } from "../../variables/plain.ts";

/** A pattern that no host goes by: what is left out is not all of them. */
const NO_HOST = "!all";

/** The pattern of a play's hosts. */
export function hostPattern(play: Play, scope: Scope, environment: Environment): string {
  return joinedPattern(hostPatterns(play, scope, environment));
}

/** The pattern that these parts make up. */
export function joinedPattern(patterns: readonly string[]): string {
  return patterns.join(",") || NO_HOST;
}

/**
 * The same in the parts that it is written in.
 *
 * @param isUnasked Whether what the play asks for is not known, so that nothing is no mistake.
 * @throws {Fault} `invalid-argument`, where a template gave nothing: most likely by mistake.
 */
export function hostPatterns(
  { hosts, position }: Play,
  scope: Scope,
  environment: Environment,
  isUnasked = false,
): string[] {
  const known = environment.resolve(hosts, scope);
  if (known === "" || known === null) {
    if (isUnasked) return [NO_HOST];
    throw new Fault("invalid-argument", "'hosts' is a template that gave nothing", {
      ...position,
      hint: "Where there may be no host, let it give a list: '{{ x | default([]) }}'.",
    });
  }
  return [known].flat().map((each) => each === OMIT ? NO_HOST : String(each));
}
