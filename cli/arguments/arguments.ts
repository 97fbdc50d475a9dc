/**
 * What was said on the command line, after parsing.
 *
 * @module
 */

/** The flags and positional arguments of one command line. */
export class Arguments {
  /** What is not a flag, in order. */
  readonly positionals: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  /**
   * @param values Each flag of the command by its name, with the values it was given: one empty
   * text per mention of a switch.
   */
  constructor(positionals: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.positionals = positionals;
    this.#values = values;
  }

  /** Every value that the flag was given. */
  all(name: string): readonly string[] {
    const values = this.#values.get(name);
    if (values === undefined) throw new TypeError(`There is no flag '${name}' in the table`);
    return values;
  }

  /** The value it was given last. */
  last(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** How often it was given. */
  count(name: string): number {
    return this.all(name).length;
  }

  /** Whether it was given. */
  has(name: string): boolean {
    return this.count(name) > 0;
  }
}
