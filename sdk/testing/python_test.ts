import assert from "node:assert/strict";
import { toValue } from "../value.ts";
import { Handlers } from "../wire/call.ts";
import { executeTask } from "../wire/messages/action.ts";
import { exec } from "../wire/messages/connection.ts";
import { contractTest, driveAction } from "./mod.ts";
import { Subject } from "./subject.ts";

const FOLDER = new URL("../../testdata/plugins/python-greeter/", import.meta.url).pathname;

/** A Python that has the `flatbuffers` package. */
const PYTHON = ["python3", "/usr/bin/python3"].find(hasFlatBuffers);

function hasFlatBuffers(python: string): boolean {
  try {
    const args = ["-I", "-c", "import flatbuffers.builder"];
    return new Deno.Command(python, { args, stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

if (!PYTHON) {
  console.log("The plugin in Python is not tested: no python3 has the package flatbuffers here");
}
const COMMAND = [PYTHON ?? "python3", "-B", `${FOLDER}shep-plugin-greeter`];

contractTest("a plugin in Python", COMMAND, { ignore: !PYTHON });

Deno.test({
  name: "a plugin in Python carries out its action on the target",
  ignore: !PYTHON,
  async fn(): Promise<void> {
    const { requests, reply } = await driveAction(COMMAND, "greet", { name: "it's ü" }, {
      exec: () => ({ stdout: "hello it's ü" }),
    });
    assert.deepEqual(reply.result, toValue({ greeting: "hello it's ü" }));
    const [asked] = requests;
    assert.equal(
      asked?.name === "exec" && asked.request.script,
      "printf 'hello %s' 'it'\\''s ü'",
    );
  },
});

Deno.test({
  name: "a plugin in Python takes more output than its window",
  ignore: !PYTHON,
  async fn(): Promise<void> {
    await using subject = new Subject(COMMAND, {
      handlers: new Handlers().on(exec, async (_, call) => {
        await call.write("stdout", new Uint8Array(3_000_000).fill(0x61));
        return { exitCode: 0, stdout: new Uint8Array([0x62]), stderr: new Uint8Array(0) };
      }),
    });
    await subject.greet();
    const request = { action: "greet", host: "h", check: false, diff: false, verbosity: 0 };
    const reply = await subject.channel.call(executeTask, {
      ...request,
      arguments: toValue({ name: "x" }),
    });
    assert.equal(reply.result.get("greeting"), "a".repeat(3_000_000) + "b");
  },
});
