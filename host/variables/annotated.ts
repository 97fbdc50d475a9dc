/**
 * Variables whose source says where each was written, and which are no templates: `!unsafe`.
 *
 * @module
 */
import type { Annotations } from "@shep/sdk/inventory";
import type { PlaybookMap } from "../playbook/model.ts";
import { hasMarkup, type Origin, TemplateText } from "../template/mod.ts";

/** Makes a template of a vaulted text, which is no text like any other then. */
export type DecryptText = (vaulted: string, origin: Origin) => TemplateText;

/**
 * The variables with each text that has markup made a template, unless it is `!unsafe`, and each
 * that is `!vault` one that decrypts it. What needs no change is not copied.
 */
export function annotatedMap(
  map: ReadonlyMap<unknown, unknown>,
  annotations: Annotations,
  file: string,
  decrypt?: DecryptText,
): PlaybookMap {
  return new Walk(annotations, file, decrypt).value(map, false) as PlaybookMap;
}

/** Counts the nodes in the order in which they are annotated. */
class Walk {
  readonly #annotations: Annotations;
  readonly #file: string;
  readonly #decrypt: DecryptText | undefined;
  #next = 0;

  constructor(annotations: Annotations, file: string, decrypt: DecryptText | undefined) {
    this.#annotations = annotations;
    this.#file = file;
    this.#decrypt = decrypt;
  }

  value(value: unknown, isInsideUnsafe: boolean): unknown {
    const node = this.#next++;
    const tag = this.#annotations.tags.get(node);
    const isUnsafe = isInsideUnsafe || tag === "!unsafe";
    if (typeof value === "string") return this.#text(value, node, tag, isUnsafe);
    if (Array.isArray(value)) return this.#list(value, isUnsafe);
    if (value instanceof Map) return this.#map(value, isUnsafe);
    return value;
  }

  #list(list: readonly unknown[], isUnsafe: boolean): readonly unknown[] {
    const made = list.map((item) => this.value(item, isUnsafe));
    return made.some((item, index) => item !== list[index]) ? made : list;
  }

  #map(map: ReadonlyMap<unknown, unknown>, isUnsafe: boolean): ReadonlyMap<unknown, unknown> {
    let copy: Map<unknown, unknown> | undefined;
    for (const [key, item] of map) {
      this.#next++;
      const made = this.value(item, isUnsafe);
      if (made === item) continue;
      copy ??= new Map(map);
      copy.set(key, made);
    }
    return copy ?? map;
  }

  #text(
    text: string,
    node: number,
    tag: string | undefined,
    isUnsafe: boolean,
  ): string | TemplateText {
    const isVault = tag === "!vault" || tag === "!vault-encrypted";
    if (isVault && this.#decrypt !== undefined) return this.#decrypt(text, this.#origin(node));
    return isUnsafe || !hasMarkup(text) ? text : new TemplateText(text, this.#origin(node));
  }

  #origin(node: number): Origin {
    const { positions } = this.#annotations;
    const line = positions[node * 2];
    const column = positions[node * 2 + 1];
    return {
      file: this.#file,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    };
  }
}
