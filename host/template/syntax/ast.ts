/**
 * The syntax tree of a template. Every node knows the offset at which it begins.
 *
 * @module
 */

import type { ArithmeticOperator } from "../values/arithmetic.ts";

interface Base {
  readonly offset: number;
}

/** A constant. */
export interface Literal extends Base {
  readonly type: "literal";
  readonly value: unknown;
}

/** A variable, read. */
export interface Name extends Base {
  readonly type: "name";
  readonly name: string;
}

/** A value the compiler keeps under a number of its own, such as the body of a filter block. */
export interface Slot extends Base {
  readonly type: "slot";
  readonly slot: number;
}

/** `base.name` */
export interface Attribute extends Base {
  readonly type: "attribute";
  readonly base: Expression;
  readonly name: string;
}

/** `base[key]` */
export interface Item extends Base {
  readonly type: "item";
  readonly base: Expression;
  readonly key: Expression;
}

/** `base[start:stop:step]` */
export interface Slice extends Base {
  readonly type: "slice";
  readonly base: Expression;
  readonly start: Expression | undefined;
  readonly stop: Expression | undefined;
  readonly step: Expression | undefined;
}

/** `[a, b]` or `(a, b)` */
export interface Sequence extends Base {
  readonly type: "list" | "tuple";
  readonly elements: readonly Expression[];
}

/** `{a: b}` */
export interface Dict extends Base {
  readonly type: "dict";
  readonly entries: readonly (readonly [Expression, Expression])[];
}

/** `-a`, `+a`, `not a` */
export interface Unary extends Base {
  readonly type: "unary";
  readonly operator: "-" | "+" | "not";
  readonly operand: Expression;
}

/** `a + b` and the other arithmetic operators */
export interface Binary extends Base {
  readonly type: "binary";
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `a and b`, `a or b` */
export interface Logical extends Base {
  readonly type: "logical";
  readonly operator: "and" | "or";
  readonly left: Expression;
  readonly right: Expression;
}

/** The comparison operators. */
export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

/** `a < b <= c` */
export interface Comparison extends Base {
  readonly type: "comparison";
  readonly first: Expression;
  readonly rest: readonly (readonly [ComparisonOperator, Expression])[];
}

/** `a ~ b ~ c` */
export interface Concatenation extends Base {
  readonly type: "concatenation";
  readonly parts: readonly Expression[];
}

/** `a if condition else b` */
export interface Conditional extends Base {
  readonly type: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression | undefined;
}

/** The arguments of a call, a filter or a test. */
export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
  /** `*args` */
  readonly spread: Expression | undefined;
  /** `**kwargs` */
  readonly spreadNamed: Expression | undefined;
}

/** `input | name(…)` */
export interface FilterCall extends Base {
  readonly type: "filter";
  readonly input: Expression;
  readonly name: string;
  readonly args: Arguments;
}

/** `input is name(…)` */
export interface TestCall extends Base {
  readonly type: "test";
  readonly input: Expression;
  readonly name: string;
  readonly args: Arguments;
}

/** `callee(…)` */
export interface Call extends Base {
  readonly type: "call";
  readonly callee: Expression;
  readonly args: Arguments;
}

/** What a part of an expression writes that is a template of its own: never evaluated again. */
export interface Embedded extends Base {
  readonly type: "embedded";
  readonly body: Body;
}

/** Anything that has a value. */
export type Expression =
  | Literal
  | Name
  | Slot
  | Attribute
  | Item
  | Slice
  | Sequence
  | Dict
  | Unary
  | Binary
  | Logical
  | Comparison
  | Concatenation
  | Conditional
  | FilterCall
  | TestCall
  | Call
  | Embedded;

/** What can be assigned to: a name, `namespace.attribute`, or a tuple of targets. */
export type Target =
  | Base & { readonly type: "nameTarget"; readonly name: string }
  | Base & { readonly type: "attributeTarget"; readonly name: string; readonly attribute: string }
  | Base & { readonly type: "tupleTarget"; readonly targets: readonly Target[] };

/** The parameters of a macro; defaults belong to the last ones. */
export interface Parameters {
  readonly names: readonly string[];
  readonly defaults: readonly Expression[];
}

/** Text outside tags. */
export interface Data extends Base {
  readonly type: "data";
  readonly text: string;
}

/** `{{ expression }}` */
export interface Output extends Base {
  readonly type: "output";
  readonly expression: Expression;
}

/** `{% do expression %}` */
export interface Do extends Base {
  readonly type: "do";
  readonly expression: Expression;
}

/** `{% if %}…{% elif %}…{% else %}…{% endif %}` */
export interface If extends Base {
  readonly type: "if";
  readonly branches: readonly { readonly condition: Expression; readonly body: Body }[];
  readonly otherwise: Body;
}

/** `{% for target in iterable if filter recursive %}…{% else %}…{% endfor %}` */
export interface For extends Base {
  readonly type: "for";
  readonly target: Target;
  readonly iterable: Expression;
  readonly filter: Expression | undefined;
  readonly recursive: boolean;
  readonly body: Body;
  readonly otherwise: Body;
}

/** `{% break %}` or `{% continue %}` */
export interface LoopControl extends Base {
  readonly type: "break" | "continue";
}

/** `{% set target = value %}` */
export interface Set extends Base {
  readonly type: "set";
  readonly target: Target;
  readonly value: Expression;
}

/** `{% set target | filter %}…{% endset %}`; the filter's input is {@linkcode BLOCK_BODY} */
export interface SetBlock extends Base {
  readonly type: "setBlock";
  readonly target: Target;
  readonly filter: Expression;
  readonly body: Body;
}

/** `{% filter name %}…{% endfilter %}` */
export interface FilterBlock extends Base {
  readonly type: "filterBlock";
  readonly filter: Expression;
  readonly body: Body;
}

/** `{% with a = 1, b = 2 %}…{% endwith %}` */
export interface With extends Base {
  readonly type: "with";
  readonly targets: readonly Target[];
  readonly values: readonly Expression[];
  readonly body: Body;
}

/** `{% autoescape %}`: only groups, since Ansible never escapes. */
export interface Group extends Base {
  readonly type: "group";
  readonly body: Body;
}

/** `{% macro name(…) %}…{% endmacro %}` */
export interface Macro extends Base {
  readonly type: "macro";
  readonly name: string;
  readonly parameters: Parameters;
  readonly body: Body;
}

/** `{% call(…) macro(…) %}…{% endcall %}` */
export interface CallBlock extends Base {
  readonly type: "callBlock";
  readonly parameters: Parameters;
  readonly call: Call;
  readonly body: Body;
}

/** `{% block name %}…{% endblock %}` */
export interface Block extends Base {
  readonly type: "block";
  readonly name: string;
  readonly scoped: boolean;
  readonly body: Body;
}

/** `{% extends parent %}` */
export interface Extends extends Base {
  readonly type: "extends";
  readonly parent: Expression;
}

/** `{% include template ignore missing %}` */
export interface Include extends Base {
  readonly type: "include";
  readonly template: Expression;
  readonly ignoreMissing: boolean;
  readonly withContext: boolean;
}

/** `{% import template as target %}` */
export interface Import extends Base {
  readonly type: "import";
  readonly template: Expression;
  readonly target: string;
  readonly withContext: boolean;
}

/** `{% from template import name as alias %}` */
export interface FromImport extends Base {
  readonly type: "fromImport";
  readonly template: Expression;
  readonly names: readonly { readonly name: string; readonly alias: string }[];
  readonly withContext: boolean;
}

/** Anything that writes output or changes variables. */
export type Statement =
  | Data
  | Output
  | Do
  | If
  | For
  | LoopControl
  | Set
  | SetBlock
  | FilterBlock
  | With
  | Group
  | Macro
  | CallBlock
  | Block
  | Extends
  | Include
  | Import
  | FromImport;

/** Statements in order. */
export type Body = readonly Statement[];

/** Any node. */
export type Node = Statement | Expression | Target;

/** The number under which the body of a filter or set block is the input of its filters. */
export const BLOCK_BODY = -1;

/** Whether `holds` for a node in `tree`, looking at the outer ones first. */
export function someNode(tree: unknown, holds: (node: Node) => boolean): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  if (Array.isArray(tree)) return tree.some((child) => someNode(child, holds));
  if ("type" in tree && holds(tree as Node)) return true;
  return Object.values(tree).some((child) => someNode(child, holds));
}

/** Every node in `tree`, the outer ones first. */
export function nodesIn(tree: unknown): Node[] {
  const nodes: Node[] = [];
  someNode(tree, (node) => {
    nodes.push(node);
    return false;
  });
  return nodes;
}

/** Whether the variable `name` is read anywhere in `body`. */
export function mentions(body: unknown, name: string): boolean {
  return someNode(body, (node) => node.type === "name" && node.name === name);
}
