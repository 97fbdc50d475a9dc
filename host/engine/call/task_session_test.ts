import assert from "node:assert/strict";
import type { ServedCall } from "@shep/sdk/wire";
import { TaskSession, type TaskSessionOptions } from "./task_session.ts";

Deno.test("a program that is conversed with is not left to the background", async () => {
  const options: Partial<TaskSessionOptions> = {
    check: false,
    route: () => assert.fail("it was left"),
  };
  const session = new TaskSession(options as TaskSessionOptions);
  await assert.rejects(
    session.exec({ kind: "script", script: "cat", streamed: true }, {} as ServedCall),
    { kind: "invalid-argument", message: "A program that is conversed with cannot be left behind" },
  );
});
