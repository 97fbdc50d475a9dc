/** Timers without Node's. @module */
import assert from "node:assert/strict";
import { after, sleep } from "./timer.ts";

Deno.test("it happens, and not too early", async () => {
  const start = performance.now();
  await sleep(5.2);
  assert(performance.now() - start >= 5);
});

Deno.test("what is cancelled does not happen", async () => {
  const happened: string[] = [];
  const cancel = after(1, () => happened.push("cancelled"));
  cancel();
  await sleep(5);
  cancel();
  assert.deepEqual(happened, []);
});

Deno.test("a sleep ends with its signal, and leaves nothing behind there", async () => {
  const controller = new AbortController();
  const sleeping = sleep(3_600_000, controller.signal);
  controller.abort(new Error("enough"));
  await assert.rejects(sleeping, /enough/);
  await assert.rejects(sleep(1, controller.signal), /enough/);
});

Deno.test("a process stays for what is due, and does not for what was cancelled", async () => {
  const program = `
    import { after } from ${JSON.stringify(new URL("./timer.ts", import.meta.url).href)};
    after(3_600_000, () => {})();
    after(1, () => console.log("done"));
  `;
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", program],
    signal: AbortSignal.timeout(60_000),
  }).output();
  assert(success);
  assert.equal(new TextDecoder().decode(stdout), "done\n");
});
