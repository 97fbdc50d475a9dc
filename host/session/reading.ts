/**
 * How a session reads its files, and what it hears of them on the way.
 *
 * @module
 */
import { dirname } from "@shep/sdk/path";
import { isSelected } from "../engine/tags/tags.ts";
import { FactMentions } from "../facts/mentions.ts";
import type { FactSettings } from "../facts/options.ts";
import { loadContext } from "./loading.ts";
import type { LoadContext, PlaybookMap } from "../playbook/mod.ts";
import { rolePaths } from "../playbook/role/paths.ts";
import { type ModulePlaces, withPythonModules } from "../python/modules.ts";
import type { ConfiguredOptions } from "../run_options.ts";
import { type Environment, overlaid } from "../template/mod.ts";
import type { KnownOptions, SessionServices } from "./options.ts";

/** What names of imports are rendered with. */
export interface EarlyVariables {
  readonly environment: Environment;
  readonly extraVars: PlaybookMap;
}

/** How files are read. */
export interface Reading {
  readonly loading: LoadContext;
  /** Where modules and filters in Python are looked for. */
  readonly places: ModulePlaces;
  /** The facts that the texts name, where anybody wants to know. */
  readonly mentions: FactMentions | undefined;
  /** Whether facts may be left out that no text names. */
  readonly isLazy: boolean;
  /** Whether nobody sees a result but the playbooks. */
  readonly readsAlone: boolean;
}

/**
 * How the files of a session are read.
 *
 * @param early Known once the inventory is read.
 */
export function readingOf(
  options: KnownOptions,
  { registry, vault, warn }: SessionServices,
  facts: FactSettings,
  early: Promise<EarlyVariables>,
): Reading {
  const isLazy = gathersLazily(facts, options);
  const readsAlone = hidesResults(options);
  const mentions = isLazy || readsAlone ? new FactMentions() : undefined;
  for (const text of options.extraVars) mentions?.addText(text);
  const files = options.recording?.files ?? new Set<string>();
  const hear = (text: string, file: string): void => {
    mentions?.addText(text);
    files.add(file);
  };
  const paths = rolePaths(options.config);
  const plain = loadContext(registry, vault, paths, warn, hear);
  const besides = options.playbooks.map((file) => `${dirname(file)}/collections`);
  const places = {
    collections: [...besides, ...paths.collections],
    files,
    libraries: {
      first: options.modulePath ?? [],
      last: options.config.get("DEFAULT_MODULE_PATH"),
    },
  };
  const loading: LoadContext = {
    ...plain,
    selects: (tags) => isSelected(tags, options),
    actions: withPythonModules(plain.actions, registry, places, options.environment),
    render: async (template, variables) => {
      const { environment, extraVars } = await early;
      const scope = overlaid(variables, extraVars);
      return await environment.settle(() => environment.evaluate(template, scope));
    },
  };
  return { loading, places, mentions, isLazy, readsAlone };
}

/** Facts are all gathered where a result is shown, or facts are kept for other runs. */
function gathersLazily(
  { gathering, cache }: FactSettings,
  { verbosity }: ConfiguredOptions,
): boolean {
  return gathering === "lazy" && cache.kind === "memory" && verbosity === 0;
}

function hidesResults(
  { hidesResults: isAsked = false, verbosity, config }: ConfiguredOptions,
): boolean {
  return isAsked && verbosity === 0 && !config.get("ENABLE_TASK_DEBUGGER");
}
