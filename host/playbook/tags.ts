/**
 * Tags.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_tags.html
 * @module
 */
import { hasMarkup, TemplateText } from "../template/mod.ts";
import type { Tag } from "./model.ts";
import { refuse } from "./problem.ts";
import { describeNode, type SyntaxNode, templateOf } from "./syntax_node.ts";

/** What `tags` lists: text with commas, or a list; a template stands for what it gives. */
export function readTags(node: SyntaxNode): Tag[] {
  if (node.kind === "sequence") return node.items.flatMap(readTag);
  if (node.kind === "scalar" && typeof node.value !== "number") return readTag(node);
  refuse(node, `'tags' takes a name or a list of names, not ${describeNode(node)}`);
}

function readTag(node: SyntaxNode): Tag[] {
  const template = templateOf(node);
  if (template !== undefined) return partsOf(template);
  if (
    node.kind === "scalar" && (typeof node.value === "string" || typeof node.value === "number")
  ) {
    return String(node.value).split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");
  }
  refuse(node, `a tag is a name, not ${describeNode(node)}`);
}

/** Anything between commas; a comma within braces belongs to an expression. */
const PART = /(?:\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|[^,])+/gs;

function partsOf(template: TemplateText): Tag[] {
  const parts = (template.source.match(PART) ?? []).map((part) => part.trim());
  if (parts.length === 1) return [template];
  return parts.filter((part) => part !== "").map((part) =>
    hasMarkup(part) ? new TemplateText(part, template.origin) : part
  );
}
