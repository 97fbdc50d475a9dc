import assert from "node:assert/strict";
import { LAYOUT } from "../sdk/fbs/layout.ts";
import { Message } from "../sdk/fbs/wire.ts";
import { compileSchemas } from "./compile.ts";
import { generate, staleFiles } from "./generate.ts";
import { readLayout } from "./reflection.ts";

Deno.test("what stands in sdk/fbs is what the schemas say", async () => {
  assert.deepEqual(staleFiles(await generate()), [], "Run `deno task gen-schemas` and commit it");
});

Deno.test("a changed, a missing and a left-over file are found", () => {
  const wire = Deno.readTextFileSync(new URL("../sdk/fbs/wire.ts", import.meta.url));
  assert.deepEqual(staleFiles(new Map([["wire.ts", wire + " "], ["new.ts", ""]])), [
    "layout.ts",
    "new.ts",
    "wire.ts",
  ]);
});

Deno.test("the layout names every member of the union under its tag", () => {
  const union = LAYOUT.unions.find((members) => members.length > 0)!;
  const names = union.map((index) => LAYOUT.tables[index]?.name ?? "NONE");
  assert.deepEqual(names, Object.keys(Message).filter((name) => isNaN(Number(name))));
});

Deno.test("a schema that does not compile is told with its line", async () => {
  const schemas = new Map([["bad.fbs", "table T {\n  x: nonsense;\n}\nroot_type T;\n"]]);
  await assert.rejects(compileSchemas(schemas, "bad.fbs"), (error: Error) => {
    assert.equal(error.name, "SyntaxError");
    assert.match(error.message, /nonsense, originally at: flatbuffers\/bad\.fbs:2/);
    return true;
  });
});

Deno.test("every shape of field is told apart", async () => {
  const schema = `
    struct Point { x: int32; y: int32; }
    table Leaf { name: string (required); }
    union Any { Leaf }
    table Root {
      scalar: int64; text: string; leaf: Leaf; any: Any;
      points: [Point]; texts: [string]; leaves: [Leaf]; point: Point; old: int (deprecated);
    }
    root_type Root; file_identifier "TEST";`;
  const { binarySchema } = await compileSchemas(new Map([["t.fbs", schema]]), "t.fbs");
  const layout = readLayout(binarySchema);
  assert.equal(layout.identifier, "TEST");
  assert.deepEqual(
    layout.tables[layout.root]!.fields.map((
      { name, shape, size, ref, required },
    ) => [name, shape, size, shape === "inlines" ? ref : 0, required]),
    [
      ["scalar", "inline", 8, 0, false],
      ["text", "string", 4, 0, false],
      ["leaf", "table", 4, 0, false],
      ["any_type", "inline", 1, 0, false],
      ["any", "union", 4, 0, false],
      ["points", "inlines", 4, 8, false],
      ["texts", "strings", 4, 0, false],
      ["leaves", "tables", 4, 0, false],
      ["point", "inline", 8, 0, false],
    ],
  );
});

Deno.test("a vector of unions, which the verifier does not know, is refused", async () => {
  const schema = "table A {} union Any { A } table Root { all: [Any]; } root_type Root;";
  const { binarySchema } = await compileSchemas(new Map([["t.fbs", schema]]), "t.fbs");
  assert.throws(() => readLayout(binarySchema), /Vectors of unions/);
});
