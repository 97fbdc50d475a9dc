/**
 * The playbooks of `testdata/playbooks/`: a folder for each rule, named after it.
 *
 * A folder holds `play.yml`, `expected.txt` (the transcript that both engines give) and, if need
 * be, `hosts.ini` or `inventory/`, and `options.json`.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TranscriptOptions } from "./transcript.ts";
import type { Gathering } from "@shep/host";

/** What a playbook is run with, beside its inventory. */
export interface RuleOptions extends TranscriptOptions {
  readonly extraVars?: readonly string[];
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  readonly limit?: string;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly forceHandlers?: boolean;
  readonly become?: boolean;
  /** When plays begin with gathering facts; Ansible takes `lazy` for `implicit`. */
  readonly gathering?: Gathering;
  /** Variables of the environment, such as `ANSIBLE_HASH_BEHAVIOUR`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Why Ansible gives another transcript: then it is not asked. See `docs/differences.md`. */
  readonly differs?: string;
}

/** One rule. */
export interface Rule {
  readonly name: string;
  readonly playbook: string;
  readonly inventory: string;
  readonly options: RuleOptions;
  /** The path of the transcript that is expected. */
  readonly expected: string;
}

const FOLDER = fileURLToPath(new URL("../playbooks/", import.meta.url));

/** Every rule, by name. */
export function rules(): Rule[] {
  return [...Deno.readDirSync(FOLDER)]
    .filter(({ isDirectory, name }) => isDirectory && existsSync(`${FOLDER}${name}/play.yml`))
    .map(({ name }) => rule(name))
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

function rule(name: string): Rule {
  const folder = `${FOLDER}${name}/`;
  const own = [`${folder}hosts.ini`, `${folder}inventory`].find((path) => existsSync(path));
  const options = `${folder}options.json`;
  return {
    name,
    playbook: `${folder}play.yml`,
    inventory: own ?? `${FOLDER}hosts.ini`,
    options: existsSync(options) ? JSON.parse(Deno.readTextFileSync(options)) : {},
    expected: `${folder}expected.txt`,
  };
}
