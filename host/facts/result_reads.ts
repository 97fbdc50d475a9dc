/**
 * What a run reads of the results that its tasks keep, as far as its texts tell: what is certainly
 * not read need not be found out.
 *
 * Wherever the name of a result's variable stands in a text, it is read as far as the names behind
 * it say: `found.stat.size` reads that alone, `found.stat` and `found` all that is in them.
 *
 * @module
 */
import type { FactMentions } from "./mentions.ts";

/** `.name`, but no method, or `['name']`. */
const STEP = String.raw`\s*(?:\.\s*[A-Za-z_]\w*(?!\w*\s*\()|\[\s*(?:'[^'\\]+'|"[^"\\]+")\s*\])`;

/** Tests that look at no value within a result. */
const TEST = String
  .raw`\s+is\s+(?:not\s+)?(?:defined|undefined|changed|failed|skipped|succeeded|success)\b`;

/** What is read of results. */
export class ResultReads {
  readonly #mentions: FactMentions;
  readonly #paths = new Map<string, readonly Path[] | undefined>();

  constructor(mentions: FactMentions) {
    this.#mentions = mentions;
  }

  /** Whether `value`, as `stat.mimetype`, may be read of a result that `variable` keeps. */
  has(variable: string, value: string): boolean {
    const path = value.split(".");
    const read = this.#pathsOf(variable);
    return read === undefined || read.some((each) => leadsTo(each, path) || leadsTo(path, each));
  }

  #pathsOf(variable: string): readonly Path[] | undefined {
    if (!this.#paths.has(variable)) {
      const { texts } = this.#mentions;
      const paths = texts && Array.from(texts, (text) => readPaths(text, variable)).flat();
      this.#paths.set(variable, paths);
    }
    return this.#paths.get(variable);
  }
}

/** Names, each of which is looked up in what the one before it has. */
type Path = readonly string[];

/** What a text reads of a variable. */
export function readPaths(text: string, variable: string): Path[] {
  if (!text.includes(variable)) return [];
  const mention = new RegExp(
    `(?<!\\bregister["']?\\s*[:=]\\s*["']?)\\b${variable}\\b((?:${STEP})*)(${TEST})?`,
    "g",
  );
  return Array.from(text.matchAll(mention))
    .filter(([, , test]) => test === undefined)
    .map(([, steps = ""]) => namesOf(steps));
}

function namesOf(steps: string): Path {
  const names = steps.matchAll(/\.\s*(\w+)|'([^']+)'|"([^"]+)"/g);
  return Array.from(names, ([, plain, single, double]) => (plain ?? single ?? double)!);
}

function leadsTo(path: Path, longer: Path): boolean {
  return path.every((name, index) => name === longer[index]);
}
