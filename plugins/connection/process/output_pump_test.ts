import assert from "node:assert/strict";
import { sleep } from "@shep/sdk/timer";
import { OutputPump } from "./output_pump.ts";

/** A stream that its test feeds. */
function manualStream(): {
  stream: ReadableStream<Uint8Array>;
  controller: ReadableByteStreamController;
  isCancelled: () => boolean;
} {
  let controller!: ReadableByteStreamController;
  let isCancelled = false;
  const stream = new ReadableStream({
    type: "bytes",
    start: (given) => void (controller = given),
    cancel: () => void (isCancelled = true),
  });
  return { stream, controller, isCancelled: () => isCancelled };
}

Deno.test("an output that a daemon holds open is given up after the program's end", async () => {
  const { stream, controller, isCancelled } = manualStream();
  const sizes: number[] = [];
  const pump = new OutputPump(stream, (data) => void sizes.push(data.length));
  const run = pump.run();
  controller.enqueue(new Uint8Array(3));
  pump.programEnded();
  await run;
  assert.deepEqual([sizes, isCancelled()], [[3], true]);
});

Deno.test("what a program wrote is not lost where this process has no turn to read it", async () => {
  const { stream, controller } = manualStream();
  let size = 0;
  const pump = new OutputPump(stream, (data) => void (size += data.length));
  const run = pump.run();
  pump.programEnded();
  for (const start = performance.now(); performance.now() < start + 150;);
  controller.enqueue(new Uint8Array(3));
  await sleep(5);
  controller.enqueue(new Uint8Array(4));
  controller.close();
  await run;
  assert.equal(size, 7);
});

Deno.test("a sink that is slow loses nothing after the program's end", async () => {
  const { stream, controller } = manualStream();
  let size = 0;
  const pump = new OutputPump(stream, async (data) => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    size += data.length;
  });
  for (let chunk = 0; chunk < 5; chunk++) controller.enqueue(new Uint8Array(10));
  controller.close();
  pump.programEnded();
  await pump.run();
  assert.equal(size, 50);
});

Deno.test("a sink that throws closes the output", async () => {
  const { stream, controller, isCancelled } = manualStream();
  const pump = new OutputPump(stream, () => {
    throw new Error("full");
  });
  controller.enqueue(new Uint8Array(1));
  await assert.rejects(pump.run(), /full/);
  assert.equal(isCancelled(), true);
});
