import assert from "node:assert/strict";
import { parseYaml } from "./yaml.ts";
Deno.test("smoke", () => {
  for (
    const s of [
      "a: 1\nb: [x, 'y']\nc: !vault |\n  abc # |\n  d",
      '{"a": 1e3}',
      "---\n---\n",
      "",
      "x: {{ y }}",
      "a: &x {k: 1}\nb: {<<: *x, z: 3}\nb: 2",
    ]
  ) {
    try {
      console.log(Deno.inspect(parseYaml(s, { file: "f" }), { depth: 9 }));
    } catch (e) {
      console.log(String(e));
    }
  }
  assert(true);
});
