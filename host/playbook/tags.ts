/**
 * Tags.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_tags.html
 * @module
 */
import { refuse } from "./problem.ts";
import { describeNode, type SyntaxNode, templateOf } from "./syntax_node.ts";

/** The names that `tags` lists: text with commas, or a list. */
export function readTags(node: SyntaxNode): string[] {
  if (node.kind === "sequence") return node.items.flatMap(readTag);
  if (node.kind === "scalar" && typeof node.value !== "number") return readTag(node);
  refuse(node, `'tags' takes a name or a list of names, not ${describeNode(node)}`);
}

function readTag(node: SyntaxNode): string[] {
  if (templateOf(node) !== undefined) {
    refuse(node, "a template in 'tags' is not supported yet", {
      hint: "Tags choose what runs before there are variables: write them as they are.",
    });
  }
  if (
    node.kind === "scalar" && (typeof node.value === "string" || typeof node.value === "number")
  ) {
    return String(node.value).split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");
  }
  refuse(node, `a tag is a name, not ${describeNode(node)}`);
}
