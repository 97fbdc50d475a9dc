/**
 * Compiles what involves other templates: blocks, `extends`, `include` and `import`.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#template-inheritance
 * @module
 */

import { EvaluationError } from "../errors.ts";
import { Frame, MISSING } from "../runtime/frame.ts";
import { Module } from "../runtime/namespace.ts";
import { Output } from "../runtime/output.ts";
import { Runtime } from "../runtime/runtime.ts";
import type * as ast from "../syntax/ast.ts";
import { text } from "../values/text.ts";
import { Callable } from "../values/types.ts";
import { Undefined, UndefinedError } from "../values/undefined.ts";
import type { Compiler, Executor } from "./compiler.ts";
import { compileLocal } from "./expressions.ts";
import type { NameScope } from "./scopes.ts";
import { compileNameStore } from "./targets.ts";
import type { CompiledBlock, Template } from "./template.ts";

/** Compiles the place at which a block appears. */
export function compileBlock(node: ast.Block, scope: NameScope, _compiler: Compiler): Executor {
  const { name } = node;
  const locals = node.scoped ? compileLocals(scope) : undefined;
  return (frame, out) => {
    const { runtime } = frame;
    // A template that extends another only defines blocks; the base says where they appear.
    if (runtime.parent !== undefined) return;
    const { overlay } = runtime;
    if (locals !== undefined) runtime.overlay = locals(frame);
    executeBlock(runtime.blocks?.get(name) ?? [], 0, runtime, out);
    runtime.overlay = overlay;
  };
}

function executeBlock(
  definitions: readonly CompiledBlock[],
  level: number,
  runtime: Runtime,
  out: Output,
): void {
  const block = definitions[level];
  if (block === undefined) {
    throw new UndefinedError(new Undefined("there is no parent block called", { name: "super" }));
  }
  const frame = new Frame(block.layout.size, undefined, runtime);
  frame.slots[block.superSlot] = new Callable("super", () => {
    const written = new Output();
    executeBlock(definitions, level + 1, runtime, written);
    return written.text;
  });
  block.execute(frame, out);
}

/** Compiles `{% extends %}`. */
export function compileExtends(node: ast.Extends, scope: NameScope, compiler: Compiler): Executor {
  const parent = compiler.expression(node.parent, scope);
  const mark = compiler.mark(node);
  return (frame) => {
    const name = text(parent(frame));
    frame.runtime.mark = mark;
    frame.runtime.parent = load(frame.runtime, [name]) ?? notFound([name]);
  };
}

/** Compiles `{% include %}`. */
export function compileInclude(node: ast.Include, scope: NameScope, compiler: Compiler): Executor {
  const template = compiler.expression(node.template, scope);
  const locals = node.withContext ? compileLocals(scope) : undefined;
  const mark = compiler.mark(node);
  return (frame, out) => {
    const value = template(frame);
    const names = (Array.isArray(value) ? value : [value]).map(text);
    frame.runtime.mark = mark;
    const included = load(frame.runtime, names);
    if (included !== undefined) included.render(childRuntime(frame, locals), out);
    else if (!node.ignoreMissing) notFound(names);
  };
}

/** Compiles `{% import %}`. */
export function compileImport(node: ast.Import, scope: NameScope, compiler: Compiler): Executor {
  const load = compileModule(node, scope, compiler);
  const store = compileNameStore(node.target, scope);
  return (frame) => {
    const { name, exports } = load(frame);
    store(frame, new Module(name, exports));
  };
}

/** Compiles `{% from … import … %}`. */
export function compileFrom(node: ast.FromImport, scope: NameScope, compiler: Compiler): Executor {
  const load = compileModule(node, scope, compiler);
  const stores = node.names.map(({ name, alias }) => ({
    name,
    store: compileNameStore(alias, scope),
  }));
  return (frame) => {
    const module = load(frame);
    for (const { name, store } of stores) {
      store(frame, module.exports.get(name) ?? notExported(module.name, name));
    }
  };
}

interface LoadedModule {
  readonly name: string;
  readonly exports: ReadonlyMap<string, unknown>;
}

function compileModule(
  node: ast.Import | ast.FromImport,
  scope: NameScope,
  compiler: Compiler,
): (frame: Frame) => LoadedModule {
  const template = compiler.expression(node.template, scope);
  const locals = node.withContext ? compileLocals(scope) : undefined;
  const mark = compiler.mark(node);
  return (frame) => {
    const name = text(template(frame));
    frame.runtime.mark = mark;
    const imported = load(frame.runtime, [name]) ?? notFound([name]);
    const runtime = childRuntime(frame, locals);
    imported.render(runtime, new Output());
    return { name, exports: runtime.exports };
  };
}

function notExported(template: string, name: string): Undefined {
  const problem = `the template '${template}' does not export the requested name '${name}'`;
  return new Undefined(problem, { name });
}

function load(runtime: Runtime, names: readonly string[]): Template | undefined {
  for (const name of names) {
    const template = runtime.host.load(name, runtime);
    if (template !== undefined) return template;
  }
  return undefined;
}

function notFound(names: readonly string[]): never {
  const list = names.map((name) => `'${name}'`).join(", ");
  throw new EvaluationError("TemplateNotFound", `template not found: ${list}`);
}

type Locals = (frame: Frame) => ReadonlyMap<string, unknown>;

/** All variables the template itself has assigned. */
function compileLocals(scope: NameScope): Locals {
  const locals = [...scope.visibleNames()].map((name) => ({
    name,
    value: compileLocal(name, scope),
  }));
  return (frame) => {
    const { overlay, exports } = frame.runtime;
    const visible = new Map([...overlay ?? [], ...exports]);
    for (const { name, value } of locals) {
      const current = value?.(frame);
      if (current !== undefined && current !== MISSING) visible.set(name, current);
    }
    return visible;
  };
}

/** The state of a template inside this one. Without context it sees global functions only. */
function childRuntime(frame: Frame, locals: Locals | undefined): Runtime {
  const { host, context, mode, origin } = frame.runtime;
  if (locals === undefined) return new Runtime(host, context.empty(), mode, origin);
  const child = new Runtime(host, context, mode, origin);
  child.overlay = locals(frame);
  return child;
}
