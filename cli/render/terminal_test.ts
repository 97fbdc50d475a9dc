import assert from "node:assert/strict";
import type { Diff } from "@shep/sdk";
import { coloured, plain } from "../terminal/style.ts";
import { PLAIN_OPTIONS, type TerminalOptions, TerminalRenderer } from "./terminal.ts";
import { readEvents, readTestdata } from "./test_support.ts";

const VARIANTS = {
  "site/plain.txt": PLAIN_OPTIONS,
  "site/v.txt": { ...PLAIN_OPTIONS, verbosity: 1 },
  "site/vv.txt": { ...PLAIN_OPTIONS, verbosity: 2 },
  "site/coloured.txt": { ...PLAIN_OPTIONS, paint: coloured, paintErrors: coloured },
  "site/narrow.txt": { ...PLAIN_OPTIONS, width: 40, paint: plain },
};

for (const [name, options] of Object.entries(VARIANTS)) {
  Deno.test(`a run is shown as in ${name}`, () => {
    const renderer = new TerminalRenderer(options);
    const text = readEvents("site/site.jsonl").flatMap((event) => renderer.render(event))
      .map((chunk) => chunk.text).join("");
    if (Deno.env.has("UPDATE_GOLDEN")) {
      Deno.writeTextFileSync(new URL(`./testdata/${name}`, import.meta.url), text);
    }
    assert.equal(text, readTestdata(name));
  });
}

Deno.test("results that are hidden are not shown, nor tasks that have no others", () => {
  const shown = (options: Partial<TerminalOptions>): string => {
    const renderer = new TerminalRenderer({ ...PLAIN_OPTIONS, ...options });
    return readEvents("site/site.jsonl").flatMap((event) => renderer.render(event))
      .map((chunk) => chunk.text).join("");
  };
  assert.match(shown({}), /^skipping: \[/m);
  assert.doesNotMatch(shown({ hidden: ["skipped"] }), /^skipping: \[/m);
  const failuresAlone = shown({ hidden: ["skipped", "ok"] });
  assert.doesNotMatch(failuresAlone, /^ok: \[/m);
  assert.match(failuresAlone, /^(changed|fatal): \[/m);
  assert.doesNotMatch(failuresAlone, /TASK [^\n]*\n\nTASK/);
});

Deno.test("a blank line follows texts that are compared, and none a diff that is prepared", () => {
  const changed = readEvents("site/site.jsonl").find((event) =>
    event.type === "task-finished" && event.result.status === "changed"
  );
  assert(changed?.type === "task-finished");
  const shown = (diff: Diff): string => {
    const event = { ...changed, result: { ...changed.result, diffs: [diff] } };
    return new TerminalRenderer(PLAIN_OPTIONS).render(event).map(({ text }) => text).join("");
  };
  assert.match(shown({ before: "a\n", after: "b\n" }), /^\+b\n\nchanged: /m);
  assert.match(shown({ prepared: "b\n" }), /^b\nchanged: /m);
});
