/** What `-e` takes. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { extraVariables } from "./extra_vars.ts";
import type { PlaybookMap } from "../playbook/model.ts";
import { TemplateText } from "../template/mod.ts";

const READER = {
  parse: (_: string, source: string): Promise<PlaybookMap> =>
    Promise.resolve(new Map([["parsed", source]])),
  load: (path: string): Promise<PlaybookMap> => Promise.resolve(new Map([["loaded", path]])),
};

Deno.test("pairs are texts; files and YAML are read; later ones win", async () => {
  assert.deepEqual(
    await extraVariables(["a=1 b='two words'", "@vars.yml", "{x: 1}", "a=3"], READER),
    new Map([["a", "3"], ["b", "two words"], ["loaded", "vars.yml"], ["parsed", "{x: 1}"]]),
  );
});

Deno.test("the user's own text may be a template", async () => {
  const value = (await extraVariables(["a={{ b }}"], READER)).get("a");
  assert(value instanceof TemplateText);
});

Deno.test('nothing at all sets nothing, as by -e "$VARS"', async () => {
  assert.deepEqual(await extraVariables(["", "a=1"], READER), new Map([["a", "1"]]));
});

Deno.test("a path without its @ is told so", async () => {
  await assert.rejects(extraVariables(["./vars.yml"], READER), (error) => {
    assert(error instanceof Fault);
    assert.equal(error.diagnostic.hint, "Put an @ before it: -e @./vars.yml");
    return true;
  });
});

Deno.test("what sets nothing is refused", async () => {
  await assert.rejects(extraVariables(["nonsense"], READER), Fault);
});
