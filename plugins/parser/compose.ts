/**
 * From the events of the grammar to a tree: tags, anchors, aliases, merge keys, equal keys.
 *
 * @module
 */

import { colonInValue, complexKey } from "./diagnose.ts";
import { refuse } from "./error.ts";
import {
  COLLECTION_STYLE,
  type Event,
  EVENT_ID,
  isBlock,
  SCALAR_STYLE,
  type ScalarEvent,
  scalarText,
} from "./events.ts";
import { combinePairs, mergedPairs } from "./mapping.ts";
import { startOfLine } from "./position.ts";
import { resolvePlain } from "./scalars.ts";
import type { NodeTag, Pair, ScalarNode, SyntaxNode, SyntaxWarning } from "./syntax.ts";
import { parseTag, readTagged, requiredKind, type Tag } from "./tags.ts";

/** Nodes that aliases may add to one document: ten aliases of ten of ten of… end here. */
export const MAX_ALIASED_NODES = 1_000_000;

/** Events of what can be tagged and anchored. */
type NodeEvent = Extract<Event, { tagStart: number }>;
type AliasEvent = Extract<Event, { type: typeof EVENT_ID.ALIAS }>;

interface Anchor {
  /** Missing while it is still being read: an alias to it would be a cycle. */
  node?: SyntaxNode;
  /** How many nodes an alias to it adds. */
  size: number;
}

const KIND_NAMES = { scalar: "scalar", sequence: "list", mapping: "dictionary" } as const;

/** Makes the tree of one document. */
export class Composer {
  /** What was probably not meant, in the order in which it was found. */
  readonly warnings: SyntaxWarning[] = [];
  readonly #source: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, Anchor>();
  #next: number;
  /** Nodes so far, an alias counted as all that it stands for. */
  #size = 0;
  #aliased = 0;
  #textEnd: number;

  /**
   * @param next index of the event that begins the root node.
   * @param textEnd where the text before the root ends, such as `---`.
   */
  constructor(source: string, events: readonly Event[], next: number, textEnd: number) {
    this.#source = source;
    this.#events = events;
    this.#next = next;
    this.#textEnd = textEnd;
  }

  /** Index of the first event that was not used. */
  get next(): number {
    return this.#next;
  }

  /** Where the last text that was read ends: a value that is missing would be there. */
  get textEnd(): number {
    return this.#textEnd;
  }

  /**
   * The next node, with all that it contains.
   *
   * @throws {Refusal} at what is grammatical YAML, but nothing that Ansible reads.
   */
  compose(): SyntaxNode {
    const event = this.#take();
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event);
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) {
      throw new TypeError(`event ${event.type} begins no node`);
    }
    const sizeBefore = this.#size++;
    const tag = this.#tag(event);
    const anchor = this.#openAnchor(event);
    const node = this.#node(event, tag);
    if (tag !== undefined) checkKind(tag, node);
    if (anchor !== undefined) {
      anchor.node = node;
      anchor.size = this.#size - sizeBefore;
    }
    return node;
  }

  #take(): Event {
    const event = this.#events[this.#next++];
    if (event === undefined) throw new TypeError("the events end inside a node");
    return event;
  }

  #node(event: NodeEvent, tag: Tag | undefined): SyntaxNode {
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event, tag);
    const offset = event.start;
    if (event.type === EVENT_ID.SEQUENCE) {
      return { kind: "sequence", items: this.#items(), offset, ...markOf(tag) };
    }
    return { kind: "mapping", pairs: this.#pairs(), offset, ...markOf(tag) };
  }

  #scalar(event: ScalarEvent, tag: Tag | undefined): ScalarNode {
    const text = scalarText(this.#source, event);
    const offset = this.#startOf(event);
    const isPlain = event.style === SCALAR_STYLE.PLAIN;
    const isQuoted = !isPlain && !isBlock(event);
    const untagged = isPlain ? resolvePlain : String;
    const value = tag === undefined ? untagged(text) : readTagged(tag, text, offset);
    if (event.valueEnd >= 0) this.#textEnd = event.valueEnd + (isQuoted ? 1 : 0);
    return {
      kind: "scalar",
      value,
      offset,
      ...(isQuoted ? { quoted: true } : {}),
      ...markOf(tag),
    };
  }

  /** Where a scalar begins: at its quote, at the `|` of a block, or where it is missing. */
  #startOf(event: ScalarEvent): number {
    if (event.valueStart < 0) return this.#textEnd;
    if (event.style === SCALAR_STYLE.PLAIN) return event.valueStart;
    if (!isBlock(event)) return event.valueStart - 1;
    const before = this.#source.slice(this.#textEnd, event.valueStart).trimEnd();
    const header = startOfLine(before, before.length);
    return this.#textEnd + header + before.slice(header).search(/[|>]/);
  }

  #items(): SyntaxNode[] {
    const items: SyntaxNode[] = [];
    while (!this.#closes()) items.push(this.compose());
    return items;
  }

  #pairs(): Pair[] {
    const own: Pair[] = [];
    const merged: Pair[] = [];
    while (!this.#closes()) {
      const isMerge = this.#atMergeKey();
      const key = this.#key();
      this.#checkValueStart();
      const value = this.compose();
      if (isMerge) mergedPairs(value).forEach((pair) => merged.push(pair));
      else own.push({ key, value });
    }
    const { pairs, duplicates } = combinePairs(merged, own);
    for (const { first, second } of duplicates) {
      const message = `the key ${JSON.stringify(String(second.value))} is given twice in this ` +
        `dictionary; the last value is used`;
      this.warnings.push({ message, offset: second.offset, relatedOffset: first.offset });
    }
    return pairs;
  }

  /** Whether the collection ends here; steps over its end. */
  #closes(): boolean {
    if (this.#events[this.#next]?.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }

  #atMergeKey(): boolean {
    const event = this.#events[this.#next];
    return event?.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN &&
      event.tagStart < 0 && event.valueEnd - event.valueStart === 2 &&
      this.#source.startsWith("<<", event.valueStart);
  }

  #key(): ScalarNode {
    const key = this.compose();
    if (key.kind === "scalar" && !(key.value instanceof Uint8Array)) return key;
    const { message, offset, hint } = complexKey(this.#source, key);
    refuse(message, offset, hint);
  }

  /**
   * Refuses `a: !tag b: c` and `a: &anchor b: c`, which the grammar library takes for a dictionary
   * in a dictionary; without the tag it refuses them itself.
   */
  #checkValueStart(): void {
    const event = this.#events[this.#next];
    if (event?.type !== EVENT_ID.MAPPING || event.style !== COLLECTION_STYLE.BLOCK) return;
    const between = this.#source.slice(this.#textEnd, event.start);
    if (/[\r\n]/.test(between)) return;
    const { message, offset, hint } = colonInValue(this.#source, event.start);
    refuse(message, offset, hint);
  }

  #tag(event: NodeEvent): Tag | undefined {
    if (event.tagStart < 0) return undefined;
    this.#textEnd = event.tagEnd;
    return parseTag(this.#source.slice(event.tagStart, event.tagEnd), event.tagStart);
  }

  #openAnchor(event: NodeEvent): Anchor | undefined {
    if (event.anchorStart < 0) return undefined;
    this.#textEnd = Math.max(this.#textEnd, event.anchorEnd);
    const name = this.#source.slice(event.anchorStart, event.anchorEnd);
    const offset = event.anchorStart - 1;
    if (this.#anchors.has(name)) {
      refuse(`the anchor "&${name}" is defined twice`, offset, "Give one of them another name.");
    }
    const anchor: Anchor = { size: 0 };
    this.#anchors.set(name, anchor);
    return anchor;
  }

  #alias(event: AliasEvent): SyntaxNode {
    const name = this.#source.slice(event.anchorStart, event.anchorEnd);
    const offset = event.anchorStart - 1;
    const anchor = this.#anchors.get(name);
    if (anchor === undefined) {
      const hint = `"*" starts an alias, and no "&${name}" comes before it. ` +
        `Quote the value if the "*" belongs to it.`;
      refuse(`undefined alias "*${name}"`, offset, hint);
    }
    if (anchor.node === undefined) {
      const hint =
        "A value cannot contain itself. Move the anchor to what the alias should repeat.";
      refuse(`the alias "*${name}" stands inside its own anchor`, offset, hint);
    }
    this.#textEnd = event.anchorEnd;
    this.#size += anchor.size;
    this.#aliased += anchor.size;
    if (this.#aliased > MAX_ALIASED_NODES) {
      const hint = `Aliases may add ${MAX_ALIASED_NODES} values at most to a document. ` +
        `Aliases of values that are full of aliases multiply.`;
      refuse(`the alias "*${name}" makes the document too large`, offset, hint);
    }
    return anchor.node;
  }
}

function markOf(tag: Tag | undefined): { tag?: NodeTag } {
  return tag?.kind === "mark" ? { tag: tag.mark } : {};
}

function checkKind(tag: Tag, node: SyntaxNode): void {
  const required = requiredKind(tag);
  if (required === undefined || required === node.kind) return;
  const name = tag.kind === "mark" ? tag.mark : `!!${tag.type}`;
  refuse(
    `${name} needs a ${KIND_NAMES[required]}, and this is a ${KIND_NAMES[node.kind]}`,
    node.offset,
    "Correct the value or remove the tag.",
  );
}
