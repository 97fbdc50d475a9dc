import assert from "node:assert/strict";
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
