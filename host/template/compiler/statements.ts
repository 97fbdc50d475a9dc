/**
 * Compiles statements.
 *
 * @module
 */

import { Output } from "../runtime/output.ts";
import { conclude, finalize } from "../runtime/result.ts";
import type * as ast from "../syntax/ast.ts";
import { truthy } from "../values/compare.ts";
import type { Compiler, Executor } from "./compiler.ts";
import {
  compileBlock,
  compileExtends,
  compileFrom,
  compileImport,
  compileInclude,
} from "./inheritance.ts";
import { compileFor, LoopSignal } from "./loops.ts";
import { compileCallBlock, compileMacro } from "./macros.ts";
import type { NameScope } from "./scopes.ts";
import { clear, compileStore } from "./targets.ts";

/** Compiles one statement. */
export function compileStatement(
  node: ast.Statement,
  scope: NameScope,
  compiler: Compiler,
): Executor {
  switch (node.type) {
    case "data": {
      const { text } = node;
      return (_frame, out) => out.push(text);
    }
    case "output":
      return compileOutput(node, scope, compiler);
    case "do": {
      const expression = compiler.expression(node.expression, scope);
      return (frame) => {
        expression(frame);
      };
    }
    case "if":
      return compileIf(node, scope, compiler);
    case "for":
      return compileFor(node, scope, compiler);
    case "break":
    case "continue": {
      const signal = new LoopSignal(node.type);
      return () => {
        throw signal;
      };
    }
    case "set":
      return compileSet(node, scope, compiler);
    case "setBlock":
      return compileSetBlock(node, scope, compiler);
    case "filterBlock":
      return compileFilterBlock(node, scope, compiler);
    case "with":
      return compileWith(node, scope, compiler);
    case "group":
      return compiler.sequence(node.body, scope);
    case "macro":
      return compileMacro(node, scope, compiler);
    case "callBlock":
      return compileCallBlock(node, scope, compiler);
    case "block":
      return compileBlock(node, scope, compiler);
    case "extends":
      return compileExtends(node, scope, compiler);
    case "include":
      return compileInclude(node, scope, compiler);
    case "import":
      return compileImport(node, scope, compiler);
    case "fromImport":
      return compileFrom(node, scope, compiler);
  }
}

function compileOutput(node: ast.Output, scope: NameScope, compiler: Compiler): Executor {
  const expression = compiler.expression(node.expression, scope);
  const mark = compiler.mark(node.expression);
  return (frame, out) => {
    frame.runtime.mark = mark;
    out.push(finalize(expression(frame)));
  };
}

function compileIf(node: ast.If, scope: NameScope, compiler: Compiler): Executor {
  const branches = node.branches.map(({ condition, body }) => ({
    condition: compiler.expression(condition, scope),
    body: compiler.sequence(body, scope),
    mark: compiler.mark(condition),
  }));
  const otherwise = compiler.sequence(node.otherwise, scope);
  const [only] = branches;
  if (only !== undefined && branches.length === 1) {
    const { condition, body, mark } = only;
    return (frame, out) => {
      frame.runtime.mark = mark;
      if (truthy(condition(frame))) body(frame, out);
      else otherwise(frame, out);
    };
  }
  return (frame, out) => {
    for (const { condition, body, mark } of branches) {
      frame.runtime.mark = mark;
      if (truthy(condition(frame))) return body(frame, out);
    }
    otherwise(frame, out);
  };
}

function compileSet(node: ast.Set, scope: NameScope, compiler: Compiler): Executor {
  const value = compiler.expression(node.value, scope);
  const store = compileStore(node.target, scope, compiler);
  const mark = compiler.mark(node);
  return (frame) => {
    frame.runtime.mark = mark;
    store(frame, value(frame));
  };
}

function compileSetBlock(node: ast.SetBlock, scope: NameScope, compiler: Compiler): Executor {
  const inner = scope.nested();
  const body = compiler.body(node.body, inner);
  const slot = inner.blockBody = scope.layout.allocate();
  const filter = compiler.expression(node.filter, inner);
  const store = compileStore(node.target, scope, compiler);
  return (frame) => {
    const written = new Output();
    body(frame, written);
    const { mode } = frame.runtime;
    frame.slots[slot] = conclude(written, mode === "convert" ? "text" : mode);
    store(frame, filter(frame));
  };
}

function compileFilterBlock(
  node: ast.FilterBlock,
  scope: NameScope,
  compiler: Compiler,
): Executor {
  const inner = scope.nested();
  const body = compiler.body(node.body, inner);
  const slot = inner.blockBody = scope.layout.allocate();
  const filter = compiler.expression(node.filter, inner);
  return (frame, out) => {
    const written = new Output();
    body(frame, written);
    frame.slots[slot] = written.text;
    out.push(finalize(filter(frame)));
  };
}

function compileWith(node: ast.With, scope: NameScope, compiler: Compiler): Executor {
  const values = node.values.map((value) => compiler.expression(value, scope));
  const inner = scope.nested();
  const stores = node.targets.map((target) => compileStore(target, inner, compiler));
  const body = compiler.body(node.body, inner);
  const slots = inner.slots();
  return (frame, out) => {
    const assigned = values.map((evaluate) => evaluate(frame));
    stores.forEach((store, index) => store(frame, assigned[index]));
    body(frame, out);
    clear(frame, slots);
  };
}
