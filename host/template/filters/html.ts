/**
 * Filters for HTML and XML. Ansible never escapes by itself, so "safe" text is text.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { typeError, valueError } from "../errors.ts";
import { absent, flag, integerArgument } from "../methods/arguments.ts";
import { entries } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { isMapping, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["'", "&#39;"],
  ['"', "&#34;"],
]);

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ...Array.from(ENTITIES, ([character, entity]) => [entity, character] as const),
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&nbsp;", "\u00a0"],
]);

function escape(value: unknown): string {
  return text(value).replace(/[&<>'"]/g, (character) => ENTITIES.get(character) ?? character);
}

function stripTags(value: unknown): string {
  const plain = text(value).replace(/<!--.*?-->/gs, "").replace(/<[^>]*>/g, "");
  return plain.split(/\s+/).filter((word) => word !== "").join(" ")
    .replace(/&(?:#\d+|\w+);/g, (entity) => CHARACTERS.get(entity) ?? entity);
}

function xmlAttributes(value: unknown, autospace: unknown): string {
  if (!isMapping(value)) throw typeError(`'${typeName(value)}' object has no attribute 'items'`);
  const attributes = entries(value)
    .filter(([, item]) => item !== null && !(item instanceof Undefined))
    .map(([key, item]) => {
      if (/[\s/>=]/.test(text(key))) {
        throw valueError(`Invalid character in attribute name: ${key}`);
      }
      return `${escape(key)}="${escape(item)}"`;
    }).join(" ");
  return flag(autospace, true) && attributes !== "" ? ` ${attributes}` : attributes;
}

const URL_OR_MAIL =
  /^((?:https?:\/\/|www\.)[^\s<>"']+?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)([.,:;!?)\]>]*)$/;

function urlize(
  value: unknown,
  limit: unknown,
  nofollow: unknown,
  target: unknown,
  rel: unknown,
): string {
  const longest = absent(limit) ? Infinity : integerArgument(limit);
  const rels = new Set([...(absent(rel) ? [] : text(rel).split(/\s+/)), "noopener"]);
  if (flag(nofollow)) rels.add("nofollow");
  const attributes = ` rel="${[...rels].sort().join(" ")}"` +
    (absent(target) ? "" : ` target="${escape(target)}"`);
  return escape(value).split(/(\s+)/).map((word) => {
    const [, address = "", tail = ""] = URL_OR_MAIL.exec(word) ?? [];
    if (address === "") return word;
    if (!/^(https?:|www)/.test(address)) return `<a href="mailto:${address}">${address}</a>${tail}`;
    const shown = address.length > longest ? `${address.slice(0, longest)}...` : address;
    const href = address.startsWith("www.") ? `https://${address}` : address;
    return `<a href="${href}"${attributes}>${shown}</a>${tail}`;
  }).join("");
}

/** Filters for HTML and XML, by name. */
export const HTML_FILTERS: ReadonlyMap<string, Filter> = table({
  e: takes([], escape),
  escape: takes([], escape),
  forceescape: takes([], escape),
  safe: takes([], text),
  striptags: takes([], stripTags),
  urlize: takes(["trim_url_limit?", "nofollow?", "target?", "rel?"], urlize),
  xmlattr: takes(["autospace?"], xmlAttributes),
});
