/** `pause`, with somebody at the terminal. @module */
import assert from "node:assert/strict";
import { answering, eventsOf, play, runText } from "../test_support.ts";

Deno.test("what is typed is the user_input, and shown only if echo says so", async () => {
  const console = answering(["blue", "secret"]);
  const run = await runText(
    play(
      "- name: Ask\n  pause: {prompt: Which colour}\n  register: colour\n" +
        "- pause: {echo: false}\n  register: word\n" +
        "- debug: {msg: '{{ colour.user_input }} {{ word.user_input }}'}\n",
    ),
    { console },
  );
  assert.equal(eventsOf(run, "task-finished").at(-1)?.result.values.get("msg"), "blue secret");
  assert.match(console.asked[0]!, /^\[Ask\]\nWhich colour:\n$/);
  assert.match(console.asked[1]!, /^\[pause\]\nPress enter to continue.*:\n\(hidden\)$/);
});

Deno.test("a pause of some time asks nobody", async () => {
  const console = answering([]);
  const run = await runText(play("- pause: {seconds: 0, prompt: Wait}\n"), { console });
  assert.equal(run.exitCode, 0);
  assert.deepEqual(console.asked, []);
});

Deno.test("a question that nobody answers fails", async () => {
  const run = await runText(play("- pause:\n"), { console: answering([undefined]) });
  assert.equal(eventsOf(run, "task-finished")[0]?.result.status, "failed");
});

Deno.test("pause stands for all hosts: where they do not wait for each other it fails", async () => {
  const text = play("- pause: {seconds: 0}\n").replace("hosts: h1", "hosts: h1\n  strategy: free");
  const run = await runText(text);
  const [{ result } = { result: undefined }] = eventsOf(run, "task-finished");
  assert.match(String(result?.values.get("msg")), /hosts that wait for each other/);
  assert.equal(result?.diagnostic?.line, 5);
});
