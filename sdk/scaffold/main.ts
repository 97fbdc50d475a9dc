/**
 * `deno task plugin:new NAME [FOLDER]`: writes a new plugin that uses this checkout's SDK.
 *
 * @module
 */
import { Fault } from "../wire/errors.ts";
import { scaffoldPlugin } from "./mod.ts";

/**
 * Writes the plugin `name` to `folder`.
 *
 * @throws {Fault} When it cannot be called so, or the folder is there already.
 */
export function writePlugin(name: string, folder: string, sdk: string): void {
  const files = scaffoldPlugin(name, { sdk });
  try {
    Deno.mkdirSync(folder);
  } catch (error) {
    throw new Fault("failed", `The folder '${folder}' cannot be made`, {
      detail: String(error),
      hint: "Name another one: nothing is overwritten",
      cause: error,
    });
  }
  for (const [path, text] of files) Deno.writeTextFileSync(`${folder}/${path}`, text);
}

if (import.meta.main) {
  const [name = "", folder = name] = Deno.args;
  try {
    const sdk = new URL("..", import.meta.url).href.replace(/\/$/, "");
    writePlugin(name, folder, sdk);
    console.log(`Wrote ${folder}. Now: cd ${folder} && deno task test`);
  } catch (error) {
    const { summary, detail, hint } = Fault.from(error).diagnostic;
    console.error([summary, detail, hint].filter((line) => line !== undefined).join("\n"));
    Deno.exitCode = 1;
  }
}
