/**
 * Asks for the variables of `vars_prompt`, before their play begins.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_prompts.html
 * @module
 */
import { coerce, Fault, type Value } from "@shep/sdk";
import type { Play, PlaybookMap, PlaybookValue, VarsPrompt } from "../../playbook/model.ts";
import { hasMarkup, overlaid, type Scope, TemplateText } from "../../template/mod.ts";
import type { RunContext } from "../run_context.ts";

/**
 * What is answered, and the defaults of what is not. What `-e` sets is not asked for.
 *
 * @throws {Fault} `failed`, where there is neither somebody to ask nor a default.
 */
export async function promptedVariables(
  run: RunContext,
  { varsPrompt }: Play,
  scope: Scope,
): Promise<PlaybookMap> {
  const answers: PlaybookMap = new Map();
  for (const prompt of varsPrompt) {
    if (run.extraVars.has(prompt.name)) continue;
    const answer = await new Prompter(run, prompt, overlaid(scope, answers)).answer();
    answers.set(prompt.name, answer);
  }
  return answers;
}

class Prompter {
  readonly #run: RunContext;
  readonly #prompt: VarsPrompt;
  readonly #scope: Scope;

  constructor(run: RunContext, prompt: VarsPrompt, scope: Scope) {
    this.#run = run;
    this.#prompt = prompt;
    this.#scope = scope;
  }

  async answer(): Promise<PlaybookValue> {
    const { name, position } = this.#prompt;
    const usual = await this.#resolved(this.#prompt.default ?? null);
    const typed = await this.#ask(await this.#question(usual));
    if (typed === undefined && usual === null) {
      throw new Fault("failed", `'${name}' was to be asked for, but there is no terminal`, {
        ...position,
        hint: `Give it on the command line (-e ${name}=VALUE), or give it a 'default'`,
      });
    }
    const text = typed || usual === null ? typed ?? "" : usual;
    const value = this.#prompt.encrypt === undefined ? text : await this.#encrypted(String(text));
    return await this.#trusted(value);
  }

  async #question(usual: Value): Promise<string> {
    const { name, prompt } = this.#prompt;
    if (prompt === undefined) return `input for ${name}: `;
    const text = String(await this.#resolved(prompt));
    return usual === null ? `${text}: ` : `${text} [${usual}]: `;
  }

  /** What is typed, twice if it is to be confirmed; nothing where nobody can be asked. */
  async #ask(question: string): Promise<string | undefined> {
    const { console, signal, warn } = this.#run;
    if (console === undefined) return undefined;
    const isShown = !await this.#flag("isPrivate");
    const isConfirmed = await this.#flag("isConfirmed");
    for (;;) {
      const typed = await console.ask(question, isShown, signal);
      if (typed === undefined || !isConfirmed) return typed;
      const again = await console.ask(`confirm ${question}`, isShown, signal);
      if (again === undefined || again === typed) return again;
      warn({ summary: "The two answers are not the same: once more" });
    }
  }

  async #encrypted(text: string): Promise<Value> {
    const { environment } = this.#run;
    const { encrypt, salt, saltSize } = this.#prompt;
    const given = [
      ["hashtype", encrypt],
      ["salt", salt],
      ["salt_size", saltSize],
    ].filter(([, value]) => value !== undefined);
    const options = given.map(([name]) => `${name}=${name}`).join(", ");
    const scope = overlaid(this.#scope, new Map([["text", text], ...given as [string, unknown][]]));
    const expression = new TemplateText(`{{ text | password_hash(${options}) }}`);
    try {
      return await environment.settle(() => environment.evaluate(expression, scope)) as Value;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const summary = `'${this.#prompt.name}' cannot be encrypted: ${why}`;
      throw new Fault("failed", summary, { ...this.#prompt.position, cause: error });
    }
  }

  /** The user wrote it: it may be a template, unless it is said to be none. */
  async #trusted(value: Value): Promise<PlaybookValue> {
    if (typeof value !== "string" || !hasMarkup(value)) return value as PlaybookValue;
    return await this.#flag("isUnsafe") ? value : new TemplateText(value);
  }

  async #flag(name: "isPrivate" | "isConfirmed" | "isUnsafe"): Promise<boolean> {
    return coerce("bool", await this.#resolved(this.#prompt[name])) === true;
  }

  #resolved(value: PlaybookValue): Promise<Value> {
    const { environment } = this.#run;
    return environment.settle(() => environment.resolve(value, this.#scope) as Value);
  }
}
