import assert from "node:assert/strict";
import { parseYaml, YamlError } from "./yaml.ts";

/** Blocks of: "##### " and a name, the text as a JSON string, the error as it is printed. */
const MISTAKES = (await Deno.readTextFile(new URL("./testdata/mistakes.txt", import.meta.url)))
  .split(/^##### /m).slice(1).map((block) => {
    const [name = "", source = "", ...printed] = block.trimEnd().split("\n");
    return { name, source: JSON.parse(source), printed: printed.join("\n") };
  });

for (const { name, source, printed } of MISTAKES) {
  Deno.test(`explains ${name}`, () => {
    assert.throws(() => parseYaml(source, { file: "site.yml" }), (error) => {
      assert(error instanceof YamlError);
      assert.equal(String(error), printed);
      return true;
    });
  });
}
