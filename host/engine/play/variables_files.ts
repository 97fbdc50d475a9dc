/**
 * The files of `vars_files`. Their paths may be made of facts, which a play may gather itself: a
 * file whose path cannot be known yet is left out until it can.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_conditionals.html#conditionals-based-on-facts
 * @module
 */
import { Fault } from "@shep/sdk";
import { candidates } from "../../controller/files.ts";
import type { PlaybookMap, Setting } from "../../playbook/model.ts";
import { holdsTemplate } from "../../playbook/templates.ts";
import { type Environment, type Scope, TemplateError } from "../../template/mod.ts";
import type { HostState } from "../../variables/host_state.ts";
import type { Variables } from "../../variables/scope.ts";
import { faultOf, problemOf } from "../problem.ts";
import type { RunContext } from "../run_context.ts";

/** The variables of a file; none if it is not there. */
export type LoadVariables = (path: string) => Promise<PlaybookMap | undefined>;

/**
 * The variables of an entry: of the first file that is there, of those that it names.
 *
 * @param folder The playbook's.
 * @throws {Fault} `not-found`, where there is none of them.
 */
export async function readVariablesFile(
  { value, position }: Setting,
  folder: string,
  scope: Scope,
  environment: Environment,
  load: LoadVariables,
): Promise<PlaybookMap> {
  const choices = await environment.settle(() => environment.resolve(value, scope));
  const paths = (Array.isArray(choices) ? choices : [choices]).flatMap((path) =>
    candidates(String(path), "vars", [folder])
  );
  for (const path of paths) {
    const variables = await load(path);
    if (variables) return variables;
  }
  throw new Fault("not-found", `The file of variables '${choices}' is not there`, {
    ...position,
    detail: `Looked for:\n${paths.join("\n")}`,
  });
}

/** What the files give a host. */
interface HostFiles {
  /** The last file first. */
  readonly layers: readonly Variables[];
  /** The facts that their paths were made with: another map after each change. */
  readonly facts: HostState["facts"];
}

/** How the files of a play are read. */
export interface VariablesFilesOptions {
  /** The playbook's folder. */
  readonly folder: string;
  readonly load: LoadVariables;
  /** What the path of a file may be made of, on a host that the files before it gave `layers`. */
  readonly scope: (host: string, layers: readonly Variables[]) => Scope;
}

/** The files of a play, read for each of its hosts. */
export class VariablesFiles {
  /** Whether what they give a host can change with its facts. */
  readonly followFacts: boolean;
  readonly #run: RunContext;
  readonly #entries: readonly Setting[];
  readonly #options: VariablesFilesOptions;
  readonly #known = new Map<string, HostFiles>();
  /** Those that no host has read yet, and why. */
  readonly #unread = new Map<Setting, unknown>();
  #revision = 0;

  constructor(run: RunContext, entries: readonly Setting[], options: VariablesFilesOptions) {
    this.#run = run;
    this.#entries = entries;
    this.#options = options;
    this.followFacts = entries.some(({ value }) => holdsTemplate(value));
  }

  /** Grows with each change of what the files give. */
  get revision(): number {
    return this.#revision;
  }

  /** What they give a host, the last file first. */
  of(host: string): readonly Variables[] {
    return this.#known.get(host)?.layers ?? NONE;
  }

  /**
   * Reads them for hosts, as far as their facts are not those they were read with.
   *
   * @throws {Fault} When one is not there, or its path is made of what the facts do not have.
   */
  async read(hosts: Iterable<string>): Promise<void> {
    if (this.#entries.length === 0) return;
    for (const host of hosts) {
      const { facts } = this.#run.states.of(host);
      const known = this.#known.get(host);
      if (known && (known.facts === facts || !this.followFacts)) continue;
      this.#known.set(host, { layers: await this.#layers(host, facts), facts });
      this.#revision++;
    }
  }

  /** Tells of the files that were never read. */
  warnOfUnread(): void {
    for (const [{ position }, error] of this.#unread) {
      const { diagnostic } = problemOf(error, position, this.#run.sources);
      const summary = `${diagnostic.summary}: this file of variables was never read`;
      this.#run.warn({ ...diagnostic, summary });
    }
  }

  async #layers(host: string, facts: HostState["facts"]): Promise<readonly Variables[]> {
    const { scope, folder, load } = this.#options;
    const { environment, sources } = this.#run;
    const layers: Variables[] = [];
    for (const entry of this.#entries) {
      try {
        const seen = scope(host, layers);
        layers.unshift(await readVariablesFile(entry, folder, seen, environment, load));
        this.#unread.delete(entry);
      } catch (error) {
        const isUndefined = error instanceof TemplateError && error.kind === "undefined";
        if (!isUndefined) throw error;
        if (facts.has("module_setup")) {
          const { diagnostic } = faultOf(error, entry.position, sources);
          throw new Fault("not-found", diagnostic.summary, diagnostic);
        }
        this.#unread.set(entry, error);
      }
    }
    return layers;
  }
}

const NONE: readonly Variables[] = [];
