/**
 * Chooses tasks by tags that may be templates. What such a template sees is the same for all hosts:
 * a play's tasks are chosen before any host has its turn.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_tags.html
 * @module
 */
import { Fault } from "@shep/sdk";
import type { Tag, TaskNode } from "../../playbook/model.ts";
import { type Scope, TemplateError, type TemplateText } from "../../template/mod.ts";
import type { Variables } from "../../variables/scope.ts";
import { faultOf } from "../problem.ts";
import type { RunContext } from "../run_context.ts";
import { selectNodes, tagNames, type TagReader, type TagSelection } from "./tags.ts";

/** What an include adds to what a play's tags see. */
export interface TagLayers {
  /** Stronger than what the play says, the strongest first. */
  readonly over: readonly Variables[];
  /** Weaker than that. */
  readonly under: readonly Variables[];
}

const NO_LAYERS: TagLayers = { over: [], under: [] };

const HINT =
  "Tags choose tasks before any host has its turn: they see '-e', the variables of the " +
  "play and of its roles, and those of an include around them.";

/** The choice that a user made among the tasks of a play. */
export class TagSelector {
  readonly #run: RunContext;
  readonly #selection: TagSelection;
  readonly #variables: () => Promise<Scope>;
  #scope: Promise<Scope> | undefined;

  /** @param variables What the play's tags see; asked for if one of them is a template. */
  constructor(run: RunContext, selection: TagSelection, variables: () => Promise<Scope>) {
    this.#run = run;
    this.#selection = selection;
    this.#variables = variables;
  }

  /**
   * The nodes that are left.
   *
   * @throws {Fault} `failed`, at a tag that cannot be rendered.
   */
  async select(
    nodes: readonly TaskNode[],
    layers: TagLayers = NO_LAYERS,
  ): Promise<readonly TaskNode[]> {
    if (!nodes.some(hasTemplates)) return selectNodes(nodes, this.#selection, unread);
    return await this.#reading(layers, (read) => selectNodes(nodes, this.#selection, read));
  }

  /** The names of tags. */
  async names(tags: readonly Tag[]): Promise<readonly string[]> {
    if (!tags.some(isTemplate)) return tagNames(tags, unread);
    return await this.#reading(NO_LAYERS, (read) => tagNames(tags, read));
  }

  async #reading<T>(layers: TagLayers, work: (read: TagReader) => T): Promise<T> {
    const { environment, extraVars } = this.#run;
    const play = await (this.#scope ??= this.#variables());
    const stronger = [extraVars, ...layers.over];
    const scope: Scope = {
      lookup: (name) => {
        const value = found(stronger, name);
        const said = value === undefined ? play.lookup(name) : value;
        return said === undefined ? found(layers.under, name) : said;
      },
      names: () => play.names?.() ?? [],
    };
    return await environment.settle(() => work((template) => this.#read(template, scope)));
  }

  #read(template: TemplateText, scope: Scope): readonly string[] {
    const { environment, sources } = this.#run;
    const { file = "", line = 1, column = 1 } = template.origin;
    const place = { file, line, column };
    try {
      return namesIn(environment.resolve(template, scope), () => {
        throw new Fault("invalid-argument", "a tag is a name, or a list of names", place);
      });
    } catch (error) {
      if (!(error instanceof TemplateError) || error.kind !== "undefined") throw error;
      const { diagnostic } = faultOf(error, place, sources);
      throw new Fault("failed", diagnostic.summary, { ...diagnostic, hint: HINT });
    }
  }
}

/** Text is one name, with commas or without: only what is written itself is taken apart. */
function namesIn(value: unknown, refuse: () => never): readonly string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.filter((item) => item !== null && item !== "").map((item) =>
    typeof item === "object" ? refuse() : String(item)
  );
}

function found(layers: readonly Variables[], name: string): unknown {
  return layers.find((layer) => layer.has(name))?.get(name);
}

function hasTemplates(node: TaskNode): boolean {
  if (node.kind === "task") return node.tags.some(isTemplate);
  return [node.tasks, node.rescue, node.always].some((nodes) => nodes.some(hasTemplates));
}

function isTemplate(tag: Tag): boolean {
  return typeof tag !== "string";
}

function unread(): never {
  throw new TypeError("no tag here is a template");
}
