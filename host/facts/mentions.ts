/**
 * Which facts a run reads, as far as its texts tell: `gathering = lazy` gathers no others. What it
 * reads of results is found in the same texts, by `result_reads.ts`.
 *
 * A fact counts as read when its name stands anywhere in a text, be it in a comment. What is not
 * named but could be read all the same (a computed name, all facts at once, a file that is only
 * found while the run goes on) makes every fact one that is read: to gather too much costs
 * milliseconds, to gather too little would be wrong.
 *
 * @module
 */
import { hasMarkup, TemplateText } from "../template/mod.ts";
import { isVariable } from "../variables/fact_names.ts";

/** What a text has in it that needs a closer look. */
const SUSPICIOUS =
  /ansible_|vars|\{[{%]|include|facter|ohai|gather_subset|module_setup|strategy|debugger/;

/** Names that cannot be seen: they are encrypted, or written in escapes. */
const HIDDEN = /\$ANSIBLE_VAULT|\\(?:x[\da-f]{2}|u[\da-f]{4})/i;

/** Facts by name. */
const PREFIXED = /\bansible_([A-Za-z_]\w*)/g;

/** `ansible_facts` with what follows it: `.name`, `['name']`, or something that cannot be told. */
const FACTS = /\bansible_facts\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*(["'])([^"'\\]+)\2\s*\])?/g;

/** `hostvars` with what follows the host: the name of a variable, which is found by itself. */
const HOSTVARS =
  /\bhostvars\s*(?:(?:\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]|\.\s*\w+)\s*(?:\.\s*[A-Za-z_]\w*|\[\s*(["'])[^"'\\]+\1\s*\]))?/g;

/** What may read facts that it does not name. */
const UNTOLD: readonly RegExp[] = [
  // Variables by names that are made: `vars['ansible_' ~ x]`, `lookup('vars', x)`, `var=vars`.
  /\bvars\s*[[.|)\]},%]|\bvar\s*[=:]\s*["']?(?:vars|hostvars)\b/,
  /["'](?:ansible\.builtin\.)?(?:vars|varnames|template)["']|\bwith_(?:vars|varnames|template)\b/,
  /\b(?:lookup|query|q)\s*\(\s*[^\s"']/,
  // Facts that are no variables of Ansible's.
  /\b(?:facter|ohai)_|\bfacter\b|\bohai\b|\bgather_subset\b|\bmodule_setup\b/,
  // Files that are only known when it is their turn, and a user who may ask for anything.
  /\binclude(?:_tasks|_role|_vars)?\b|\{%[-+]?\s*(?:import|from|extends)\b/,
  /\bstrategy\s*:\s*["']?(?:ansible\.builtin\.)?debug\b|\bdebugger\b/,
];

/** Variables of this form that are Ansible's own, or of the loop at hand. */
const NO_FACTS: ReadonlySet<string> = new Set(
  ("check_mode collection_name config_file connection dependent_role_names diff_mode facts " +
    "failed_result failed_task forks index_var inventory_sources limit loop loop_var managed " +
    "parent_role_names parent_role_paths play_batch play_hosts play_hosts_all play_name " +
    "play_role_names playbook_python role_name role_names run_tags search_path skip_tags " +
    "verbosity version").split(" "),
);

/** Collects what the texts of a run mention. */
export class FactMentions {
  readonly #names = new Set<string>();
  readonly #texts = new Set<string>();
  #isAnything = false;
  #isHidden = false;

  /** The facts that are read, without their prefix; nothing where it could be any. */
  get names(): readonly string[] | undefined {
    return this.#isAnything ? undefined : [...this.#names].sort();
  }

  /** All texts that may read a variable; nothing where others might. */
  get texts(): Iterable<string> | undefined {
    return this.#isAnything || this.#isHidden ? undefined : this.#texts;
  }

  /** It could be any fact. */
  addAnything(): void {
    this.#isAnything = true;
    this.#texts.clear();
  }

  /** What a text mentions. */
  addText(text: string): void {
    if (this.#isAnything) return;
    this.#texts.add(text);
    this.#addPlain(text);
  }

  /** A text that is no template, and has no conditions in it. */
  #addPlain(text: string): void {
    this.#isHidden ||= HIDDEN.test(text);
    if (this.#isAnything || !SUSPICIOUS.test(text)) return;
    if (UNTOLD.some((pattern) => pattern.test(text)) || this.#isDynamic(text)) {
      return this.addAnything();
    }
    for (const [whole, name = ""] of text.matchAll(PREFIXED)) {
      if (!NO_FACTS.has(name) && isVariable(whole)) this.#names.add(name);
    }
  }

  /** What the texts in a value mention. */
  addValue(value: unknown): void {
    if (typeof value === "string") hasMarkup(value) ? this.addText(value) : this.#addPlain(value);
    else if (value instanceof TemplateText) this.addText(value.source);
    else if (value instanceof Map || Array.isArray(value)) {
      for (const each of value.values()) this.addValue(each);
    }
  }

  #isDynamic(text: string): boolean {
    for (const [, byDot, , byName] of text.matchAll(FACTS)) {
      const name = byDot ?? byName;
      if (name === undefined) return true;
      this.#names.add(name.replace(/^ansible_/, ""));
    }
    for (const [whole] of text.matchAll(HOSTVARS)) if (whole.trim() === "hostvars") return true;
    return false;
  }
}
