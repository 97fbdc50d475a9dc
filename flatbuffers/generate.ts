/**
 * `deno task gen-schemas` writes the TypeScript bindings and the verifier's layout to `sdk/fbs/`;
 * with `--check` it writes nothing and fails when what stands there is not what it would write.
 *
 * @module
 */
import { compileSchemas } from "./compile.ts";
import { readLayout } from "./reflection.ts";

const SCHEMAS = new URL("./", import.meta.url);
const BINDINGS = new URL("../sdk/fbs/", import.meta.url);

/** Every file of `sdk/fbs/` by its path there. */
export async function generate(): Promise<Map<string, string>> {
  const schemas = new Map<string, string>();
  for (const entry of Deno.readDirSync(SCHEMAS)) {
    if (!entry.name.endsWith(".fbs")) continue;
    schemas.set(entry.name, Deno.readTextFileSync(new URL(entry.name, SCHEMAS)));
  }
  const { bindings, binarySchema } = await compileSchemas(schemas, "envelope.fbs");
  const files = new Map<string, string>();
  for (const [path, text] of bindings) {
    const place = path.replace(/^shep\/wire\//, "");
    // The compiler's index files re-export everything; we import each table from its own file.
    if (place !== path) files.set(place, text);
  }
  files.set("layout.ts", layoutModule(binarySchema));
  return files;
}

function layoutModule(binarySchema: Uint8Array): string {
  return `// Written by \`deno task gen-schemas\` from flatbuffers/*.fbs; do not edit.

import type { SchemaLayout } from '../wire/layout.ts';

/** What the verifier knows of the schemas. */
export const LAYOUT: SchemaLayout = ${JSON.stringify(readLayout(binarySchema), null, 1)};
`;
}

/** The paths which differ from `files`: stale, missing or left over. */
export function staleFiles(files: ReadonlyMap<string, string>): string[] {
  const present = new Set([...Deno.readDirSync(BINDINGS)].map((entry) => entry.name));
  const stale = [...files].filter(([path, text]) =>
    !present.has(path) || Deno.readTextFileSync(new URL(path, BINDINGS)) !== text
  ).map(([path]) => path);
  const leftOver = [...present].filter((name) => !files.has(name));
  return [...stale, ...leftOver].sort();
}

function write(files: ReadonlyMap<string, string>): void {
  Deno.mkdirSync(BINDINGS, { recursive: true });
  for (const entry of Deno.readDirSync(BINDINGS)) {
    if (!files.has(entry.name)) Deno.removeSync(new URL(entry.name, BINDINGS), { recursive: true });
  }
  for (const [path, text] of files) Deno.writeTextFileSync(new URL(path, BINDINGS), text);
}

if (import.meta.main) {
  const files = await generate();
  if (Deno.args.includes("--check")) {
    const stale = staleFiles(files);
    for (const path of stale) console.error(`sdk/fbs/${path} is not what flatbuffers/ says`);
    if (stale.length > 0) {
      console.error("Run `deno task gen-schemas` and commit what it writes.");
      Deno.exit(1);
    }
  } else {
    write(files);
    console.log(`Wrote ${files.size} files to sdk/fbs/`);
  }
}
