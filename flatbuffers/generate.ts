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
  return new Map([
    ["wire.ts", wireModule(bindings)],
    ["layout.ts", layoutModule(binarySchema)],
  ]);
}

/**
 * The compiler writes a module for each table. One for all of them saves every plugin a third of
 * its start-up, most of which goes into finding and linking modules.
 */
function wireModule(bindings: ReadonlyMap<string, string>): string {
  // The compiler's index files only name the others.
  const modules = [...bindings].filter(([path]) => path.startsWith("shep/wire/")).sort();
  const bodies = modules.map(([, text]) =>
    text
      .replace(/^(import .*;|\/\/ automatically .*|\/\* eslint-disable .*)\n/gm, "")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  );
  return `// Written by \`deno task gen-schemas\` from flatbuffers/*.fbs; do not edit.

import * as flatbuffers from 'flatbuffers';

${bodies.join("\n\n")}
`;
}

function layoutModule(binarySchema: Uint8Array): string {
  const layout = JSON.stringify(readLayout(binarySchema)).replaceAll('{"name"', '\n{"name"');
  return `// Written by \`deno task gen-schemas\` from flatbuffers/*.fbs; do not edit.

import type { SchemaLayout } from '../wire/layout.ts';

/** What the verifier knows of the schemas. */
export const LAYOUT: SchemaLayout = ${layout};
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
