/**
 * `deno task build`: Shep and its core plugins as files that lie beside each other.
 *
 * Each is made as a bundled script; where Deno's base binary can be had, that is replaced by a
 * compiled program with the same permissions. The SDK lies beside them, for plugins that are modules.
 *
 * @module
 */
import { type CoreDeclaration, scriptFlags, SDK_FILE } from "@shep/host/plugin";
import { corePlugins } from "@shep/plugins";
import { bundleModule, bundleProgram, bundleScript } from "./bundle.ts";
import { compileProgram, COMPILES_ALL, NoBaseBinary } from "./compile.ts";

/** A file to be made. */
interface Target {
  readonly name: string;
  /** The path of the module that is run. */
  readonly entry: string;
  /** The flags of `deno run`. */
  readonly flags: readonly string[];
}

/** What a build is told. */
export interface BuildOptions {
  /** The absolute path of the directory that everything goes to. */
  readonly directory: string;
  /** Whether to stop at bundled scripts. */
  readonly bundleOnly?: boolean;
  /** Hears what is being done, a line each. */
  readonly log: (line: string) => void;
}

/**
 * The host is the user's own: what it starts it holds back, nothing holds it. With all of it compiled
 * beforehand a run ends 10 ms earlier, of 120; to the plugins it makes no difference.
 */
const HOST: Target = {
  name: "shep",
  entry: new URL("../main.ts", import.meta.url).pathname,
  flags: [
    "--quiet",
    COMPILES_ALL,
    "--allow-all",
    "--no-config",
    "--no-lock",
    "--no-remote",
    "--no-npm",
  ],
};

/** How the program `shep` begins. */
const START = "Deno.exit(await program.main(Deno.args));";

/** The core plugin as a target, with the flags that the host would start it with. */
function pluginTarget({ name, location, permissions }: CoreDeclaration): Target {
  const flags = scriptFlags({ form: "bundle", location, permissions, isCore: true });
  return { name: `shep-plugin-${name}`, entry: new URL(location).pathname, flags };
}

/** Makes everything. */
export async function build(options: BuildOptions): Promise<void> {
  const { directory, log } = options;
  const plugins = corePlugins().map(pluginTarget);
  await Deno.mkdir(directory, { recursive: true });
  await bundleProgram({ ...HOST, output: `${directory}/${HOST.name}` }, START);
  log(`${directory}/${HOST.name}: bundled`);
  for (const { name, entry, flags } of plugins) {
    const output = `${directory}/${name}`;
    await bundleScript({ entry, output, flags });
    log(`${output}: bundled`);
  }
  await bundleModule(
    new URL(import.meta.resolve("@shep/sdk")).pathname,
    `${directory}/${SDK_FILE}`,
  );
  if (!options.bundleOnly) await compileAll([HOST, ...plugins], options);
}

/** Either all are compiled or none: a compiled host brings no `deno` to run scripts with. */
async function compileAll(
  targets: readonly Target[],
  { directory, log }: BuildOptions,
): Promise<void> {
  const compiled: string[] = [];
  try {
    for (const { name, flags } of targets) {
      const script = `${directory}/${name}`;
      await compileProgram({ script, output: `${script}.compiled`, flags });
      compiled.push(script);
    }
  } catch (error) {
    if (!(error instanceof NoBaseBinary)) throw error;
    log(`not compiled, the bundled scripts stay: ${error.message}`);
    for (const script of compiled) await Deno.remove(`${script}.compiled`);
    return;
  }
  for (const script of compiled) {
    await Deno.rename(`${script}.compiled`, script);
    log(`${script}: compiled`);
  }
}

if (import.meta.main) {
  const bundleOnly = Deno.args.includes("--bundle-only");
  await build({ directory: `${Deno.cwd()}/dist`, bundleOnly, log: (line) => console.log(line) });
}
