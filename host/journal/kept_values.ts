/**
 * What the journal keeps of a result. No secret is among it: `no_log` has emptied the result by
 * now, and stars stand for what came out of a vault.
 *
 * @module
 */
import { jsonText, type Value, type ValueMap } from "@shep/sdk";
import type { ResultInfo } from "../events.ts";
import { MASK } from "../vault/secret.ts";

/** Longer results are not kept whole. */
const LONGEST = 1024 * 1024;

/** Values as JSON, and whether they are not what the task really returned. */
export interface KeptValues {
  readonly values: string;
  readonly isWithheld: boolean;
}

/** What is kept of a result. */
export function keptValues({ values, isCensored }: ResultInfo): KeptValues {
  const text = jsonText(values);
  if (text.length > LONGEST) return { values: jsonText(withoutTheLong(values)), isWithheld: true };
  return { values: text, isWithheld: isCensored || text.includes(MASK) };
}

/** The values that are short. */
function withoutTheLong(values: ValueMap): Value {
  return new Map([...values].filter(([, value]) => jsonText(value).length < LONGEST / 100));
}
