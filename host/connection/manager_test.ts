/** Which connection a task gets. @module */
import assert from "node:assert/strict";
import { Fault, type Value } from "@shep/sdk";
import type { PluginRegistry } from "../plugin/registry.ts";
import { Config } from "../config/mod.ts";
import { ConnectionManager, type ConnectionTarget } from "./manager.ts";

/** A connection plugin that counts what was opened, and answers `exec` with `answer`. */
class FakeConnections {
  opened = 0;
  closed = 0;
  answer: () => Promise<unknown> = () => Promise.resolve({ exitCode: 0 });

  manager(): ConnectionManager {
    const process = {
      call: ({ name }: { name: string }) => {
        if (name === "OpenConnection") return Promise.resolve({ connectionId: ++this.opened });
        if (name !== "CloseConnection") return this.answer();
        this.closed++;
        return Promise.resolve({});
      },
    };
    const registry = {
      has: (_: string, name: string) => name === "fake",
      names: () => ["fake"],
      plugin: () => Promise.resolve({ process }),
    };
    return new ConnectionManager(registry as unknown as PluginRegistry, new Config());
  }
}

function target(host: string, options: Record<string, Value> = {}): ConnectionTarget {
  return { connection: "fake", host, options: new Map(Object.entries(options)) };
}

const EXEC = {} as Parameters<Awaited<ReturnType<ConnectionManager["connect"]>>["exec"]>[0];

Deno.test("a host has one connection, another way to it has its own", async () => {
  const fake = new FakeConnections();
  const manager = fake.manager();
  const [one, same] = await Promise.all([
    manager.connect(target("h1")),
    manager.connect(target("h1")),
  ]);
  assert.equal(one, same);
  await manager.connect(target("h2"));
  await manager.connect(target("h1", { ansible_port: 2222 }));
  assert.equal(fake.opened, 3);
});

Deno.test("a connection that was lost is opened anew, one on which a program failed is kept", async () => {
  const fake = new FakeConnections();
  const manager = fake.manager();
  const connection = await manager.connect(target("h1"));
  fake.answer = () => Promise.reject(new Fault("failed", "no such program"));
  await assert.rejects(connection.exec(EXEC));
  assert.equal(await manager.connect(target("h1")), connection);
  fake.answer = () => Promise.reject(new Fault("unreachable", "gone"));
  await assert.rejects(connection.exec(EXEC));
  assert.notEqual(await manager.connect(target("h1")), connection);
});

Deno.test("a host whose connections are reset gets others, and keeps none open", async () => {
  const fake = new FakeConnections();
  const manager = fake.manager();
  const before = await manager.connect(target("h1"));
  const other = await manager.connect(target("h2"));
  await manager.connect(target("h1", { ansible_port: 2222 }));
  await manager.reset("h1");
  assert.equal(fake.closed, 2);
  assert.notEqual(await manager.connect(target("h1")), before);
  assert.equal(await manager.connect(target("h2")), other);
});

Deno.test("a connection that there is not is told, with those that there are", async () => {
  const manager = new FakeConnections().manager();
  await assert.rejects(
    manager.connect({ connection: "pigeon", host: "h1", options: new Map() }),
    (error) => {
      assert(error instanceof Fault);
      assert.equal(error.kind, "unreachable");
      assert.match(error.diagnostic.hint ?? "", /fake/);
      return true;
    },
  );
});
