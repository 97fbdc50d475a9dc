/**
 * The configuration of the inventory `constructed`, read and checked.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/constructed_inventory.html
 * @module
 */
import { coerce, didYouMean } from "@shep/sdk";
import { expectList, expectMapping, fieldsOf } from "../../playbook/fields.ts";
import { refuse } from "../../playbook/problem.ts";
import {
  describeNode,
  type Entry,
  isNull,
  type MappingNode,
  positionOf,
  type ScalarNode,
  type SyntaxNode,
  textOf,
} from "../../playbook/syntax_node.ts";
import { TemplateText } from "../../template/mod.ts";
import type { SourcePosition } from "../../playbook/model.ts";

/** An expression over the variables of a host. */
export interface Expression {
  /** As it was written. */
  readonly source: string;
  /** A template that is nothing but the expression. */
  readonly text: TemplateText;
  readonly position: SourcePosition;
  /** The line that it begins on. */
  readonly sourceLine?: string;
}

/** One entry of `keyed_groups`. */
export interface KeyedGroup {
  readonly key: Expression;
  readonly prefix: string;
  readonly separator: string;
  readonly parentGroup?: string | TemplateText;
  /** What stands for an empty value. */
  readonly defaultValue?: string;
  /** Whether the separator stays behind a key of a dictionary whose value is empty. */
  readonly trailingSeparator: boolean;
}

/** What is made of variables. */
export interface ConstructedOptions {
  /** Whether an expression that cannot be evaluated is an error; otherwise it is passed over. */
  readonly strict: boolean;
  /** Variables, by name. */
  readonly compose: ReadonlyMap<string, Expression>;
  /** Conditions by the names of the groups. */
  readonly groups: ReadonlyMap<string, Expression>;
  readonly keyedGroups: readonly KeyedGroup[];
  /** Whether a keyed group without a prefix begins with its separator. */
  readonly leadingSeparator: boolean;
  /** Whether `-e` counts. */
  readonly useExtraVars: boolean;
}

const OPTIONS = [
  "plugin",
  "strict",
  "compose",
  "groups",
  "keyed_groups",
  "leading_separator",
  "use_extra_vars",
  "use_vars_plugins",
] as const;

const KEYED_OPTIONS = [
  "key",
  "prefix",
  "separator",
  "parent_group",
  "default_value",
  "trailing_separator",
] as const;

/**
 * The options that a file says.
 *
 * @throws {Fault} `syntax` with its place, for an option that there is not, and for a value that is
 * none of its type.
 */
export function constructedOptions(root: SyntaxNode): ConstructedOptions {
  const fields = checked(expectMapping(root, "a configuration"), OPTIONS, "'constructed'");
  const vars = fields.get("use_vars_plugins");
  if (vars !== undefined && flag(vars.value, "use_vars_plugins")) {
    refuse(vars.key, "'use_vars_plugins' is not supported yet", {
      hint: "Put what the expressions need into the inventories themselves.",
    });
  }
  return {
    strict: flag(fields.get("strict")?.value, "strict"),
    compose: expressions(fields.get("compose")?.value, "compose"),
    groups: expressions(fields.get("groups")?.value, "groups"),
    keyedGroups: list(fields.get("keyed_groups")?.value, "keyed_groups").map(keyedGroup),
    leadingSeparator: flag(fields.get("leading_separator")?.value, "leading_separator", true),
    useExtraVars: flag(fields.get("use_extra_vars")?.value, "use_extra_vars"),
  };
}

function keyedGroup(node: SyntaxNode): KeyedGroup {
  const mapping = expectMapping(node, "an entry of 'keyed_groups'");
  const fields = checked(mapping, KEYED_OPTIONS, "'keyed_groups'");
  const key = fields.get("key");
  if (key === undefined) {
    refuse(node, "an entry of 'keyed_groups' needs a 'key'", {
      hint: "Write 'key: NAME': the variable whose values become groups.",
    });
  }
  const [defaultValue, trailing] = ["default_value", "trailing_separator"].map((name) =>
    fields.get(name)
  );
  if (defaultValue !== undefined && trailing !== undefined) {
    refuse(trailing.key, "'default_value' and 'trailing_separator' exclude each other", {
      hint: "Leave one of them out.",
    });
  }
  const parent = fields.get("parent_group")?.value;
  return {
    key: expression(key.value, "key"),
    prefix: text(fields.get("prefix")?.value, "prefix", ""),
    separator: text(fields.get("separator")?.value, "separator", "_"),
    ...(parent && !isNull(parent) && { parentGroup: template(parent) }),
    ...(defaultValue && { defaultValue: text(defaultValue.value, "default_value", "") }),
    trailingSeparator: flag(trailing?.value, "trailing_separator", true),
  };
}

function checked(
  mapping: MappingNode,
  names: readonly string[],
  what: string,
): ReadonlyMap<string, Entry> {
  for (const { key } of mapping.entries) {
    const name = String(key.value);
    if (names.includes(name)) continue;
    const hint = didYouMean(name, names) ?? `It has ${names.join(", ")}.`;
    refuse(key, `'${name}' is no option of ${what}`, { hint });
  }
  return fieldsOf(mapping);
}

function expressions(node: SyntaxNode | undefined, name: string): Map<string, Expression> {
  if (node === undefined || isNull(node)) return new Map();
  const { entries } = expectMapping(node, `'${name}'`, "Write 'name: expression' on each line.");
  return new Map(entries.map(({ key, value }) => [String(key.value), expression(value, name)]));
}

function expression(node: SyntaxNode, option: string): Expression {
  const scalar = scalarOf(node, option, "an expression");
  const source = textOf(scalar) ?? pythonLiteral(scalar);
  const { line, column } = scalar.source.textStart(scalar.line, scalar.column);
  const sourceLine = scalar.source.line(line);
  // Errors count from where the braces would be.
  const origin = { file: scalar.source.name, line, column: Math.max(1, column - "{{ ".length) };
  return {
    source,
    text: new TemplateText(`{{ ${source} }}`, origin),
    position: positionOf(scalar),
    ...(sourceLine === undefined ? {} : { sourceLine }),
  };
}

/** A boolean or a number that YAML read, as an expression. */
function pythonLiteral({ value }: ScalarNode): string {
  return value === null ? "none" : String(value);
}

function template(node: SyntaxNode): string | TemplateText {
  const { value } = scalarOf(node, "parent_group", "a text");
  return value instanceof TemplateText ? value : String(value);
}

function text(node: SyntaxNode | undefined, option: string, usual: string): string {
  if (node === undefined || isNull(node)) return usual;
  const scalar = scalarOf(node, option, "a text");
  return textOf(scalar) ?? String(scalar.value);
}

function flag(node: SyntaxNode | undefined, option: string, usual = false): boolean {
  if (node === undefined || isNull(node)) return usual;
  const { value } = scalarOf(node, option, "true or false");
  const is = coerce("bool", value as boolean);
  if (typeof is === "boolean") return is;
  refuse(node, `'${option}' takes true or false, not ${describeNode(node)}`);
}

function list(node: SyntaxNode | undefined, option: string): readonly SyntaxNode[] {
  return node === undefined ? [] : expectList(node, `'${option}'`, "Write '- key: NAME'.");
}

function scalarOf(node: SyntaxNode, option: string, expected: string): ScalarNode {
  if (node.kind === "scalar") return node;
  refuse(node, `'${option}' takes ${expected}, not ${describeNode(node)}`);
}
