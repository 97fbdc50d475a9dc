/** Which handlers are owed to whom. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import type { PlaybookValue, Setting, Task } from "../../playbook/model.ts";
import { Environment, scopeOf, TemplateText } from "../../template/mod.ts";
import type { HostScope } from "../../variables/scope.ts";
import { HandlerQueue } from "./handlers.ts";

const POSITION = { file: "play.yml", line: 1, column: 1 };
const SCOPE = scopeOf({ service: "nginx", wanted: ["one", "two"] }) as HostScope;

function handler(name: PlaybookValue, listen: readonly string[] = []): Task {
  return { kind: "task", name, listen, position: POSITION } as unknown as Task;
}

function setting(value: PlaybookValue): Setting {
  return { value, position: POSITION };
}

const everyone = (): boolean => true;

Deno.test("a handler is owed once, however often it is notified", async () => {
  const one = handler("one");
  const queue = new HandlerQueue([{ nodes: [one] }], new Environment());
  await queue.notify([setting("one"), setting("one")], "h1", SCOPE);
  await queue.notify([setting("one")], "h2", SCOPE);
  assert.deepEqual(queue.take(one, everyone), ["h1", "h2"]);
  assert.deepEqual(queue.take(one, everyone), []);
});

Deno.test("what is not due yet stays owed", async () => {
  const one = handler("one");
  const queue = new HandlerQueue([{ nodes: [one] }], new Environment());
  await queue.notify([setting("one")], "h1", SCOPE);
  assert.deepEqual(queue.take(one, () => false), []);
  assert.deepEqual(queue.take(one, everyone), ["h1"]);
});

Deno.test("a topic notifies all that listen, a name only the first that has it", async () => {
  const [first, second] = [handler("same", ["topic"]), handler("same", ["topic"])];
  const queue = new HandlerQueue([{ nodes: [first, second] }], new Environment());
  await queue.notify([setting("same")], "h1", SCOPE);
  assert.deepEqual(queue.take(second, everyone), []);
  await queue.notify([setting("topic")], "h1", SCOPE);
  assert.deepEqual(queue.take(first, everyone), ["h1"]);
  assert.deepEqual(queue.take(second, everyone), ["h1"]);
});

Deno.test("lists that are the same are one, which its name means again", async () => {
  const [role, again, own, other] = [1, 2, 3, 4].map(() => handler("same"));
  const queue = new HandlerQueue([
    { nodes: [role!], identity: "role" },
    { nodes: [own!] },
  ], new Environment());
  await queue.notify([setting("same")], "h1", SCOPE);
  queue.add([{ nodes: [again!], identity: "role" }]);
  await queue.notify([setting("same")], "h1", SCOPE);
  queue.add([{ nodes: [other!], identity: "another" }]);
  assert.deepEqual(queue.handlers, [role, own, other]);
  for (const each of [role, own]) assert.deepEqual(queue.take(each!, everyone), ["h1"]);
  assert.deepEqual(queue.take(other!, everyone), []);
});

Deno.test("names and notifications may be templates, notifications of lists", async () => {
  const templated = handler(new TemplateText("restart {{ service }}"));
  const [one, two] = [handler("one"), handler("two")];
  const queue = new HandlerQueue([{ nodes: [templated, one, two] }], new Environment());
  await queue.notify([setting("restart nginx")], "h1", SCOPE);
  await queue.notify([setting(new TemplateText("{{ wanted }}"))], "h1", SCOPE);
  for (const each of [templated, one, two]) assert.deepEqual(queue.take(each, everyone), ["h1"]);
});

Deno.test("a name that no handler answers to is refused with the nearest one", async () => {
  const queue = new HandlerQueue([{ nodes: [handler("restart nginx")] }], new Environment());
  await assert.rejects(queue.notify([setting("restart ngnix")], "h1", SCOPE), (error) => {
    assert(error instanceof Fault);
    assert.match(error.diagnostic.hint ?? "", /'restart nginx'/);
    return true;
  });
});
