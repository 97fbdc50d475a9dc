/**
 * Filters that choose at random, or as a seed says.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { typeError } from "../errors.ts";
import { absent, integerArgument } from "../methods/arguments.ts";
import { iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { isInteger } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { MersenneTwister } from "./mersenne_twister.ts";

/** A source of integers from 0 up to, not including, a limit. */
type Source = (limit: number) => number;

function sourceFor(seed: unknown): Source {
  if (absent(seed)) return (limit) => Math.floor(Math.random() * limit);
  const twister = new MersenneTwister(isInteger(seed) ? seed : text(seed));
  return (limit) => twister.below(limit);
}

/** A number below the value, or an element of the list. */
function random(value: unknown, start: unknown, step: unknown, seed: unknown): unknown {
  const below = sourceFor(seed);
  if (isInteger(value)) {
    const first = integerArgument(start ?? undefined, 0);
    const stride = integerArgument(step ?? undefined, 1);
    const choices = Math.ceil((Number(value) - first) / stride);
    if (!(choices > 0)) throw typeError(`empty range for random: ${first} to ${text(value)}`);
    return first + stride * below(choices);
  }
  if (!absent(start) || !absent(step)) {
    throw typeError("start and step can only be used with integer values");
  }
  const elements = iterate(value);
  if (elements.length === 0) return new Undefined("No random item, sequence was empty.");
  return elements[below(elements.length)];
}

function shuffle(value: unknown, seed: unknown): unknown[] {
  const below = sourceFor(seed);
  const result = [...iterate(value)];
  for (let i = result.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** Filters that choose at random, by name. */
export const RANDOM_FILTERS: ReadonlyMap<string, Filter> = table({
  random: takes(["start?", "step?", "seed?"], random),
  shuffle: takes(["seed?"], shuffle),
});
