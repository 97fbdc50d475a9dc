/**
 * Where the plugins that come with Shep are: as modules beside its own, or as files beside the
 * `shep` program.
 *
 * @module
 */
import type { Offers, Permissions } from "@shep/sdk";
import { Fault } from "@shep/sdk/errors";
import type { PluginManifest } from "./manifest.ts";
import { dirname, fromFileUrl } from "@shep/sdk/path";
import { fileContent, readHead } from "./program_form.ts";

/** A core plugin, as it declares itself. */
export interface CoreDeclaration {
  /** What it is called: its file is `shep-plugin-NAME`. */
  readonly name: string;
  /** The URL of its module. */
  readonly location: string;
  /** What it may touch. */
  readonly permissions: Permissions;
  /** What it serves. */
  readonly offers: Offers;
}

/** The file of this module, as long as it is one of its own. */
const OWN_FILE = "/core_plugins.ts";

/** The directory of the `shep` program, where Shep is one and not a set of modules. */
export function programDirectory(): string | undefined {
  if (Deno.build.standalone) return dirname(Deno.realPathSync(Deno.execPath()));
  if (import.meta.url.endsWith(OWN_FILE)) return undefined;
  // The program is what was started; what it imports lies below it.
  return dirname(Deno.realPathSync(fromFileUrl(Deno.mainModule)));
}

/**
 * The core plugins as they are started.
 *
 * @param program The directory of the `shep` program: there each is `shep-plugin-NAME`, a bundled
 * script or a program.
 * @throws {Fault} `not-found`, when one is missing there.
 */
export async function coreManifests(
  core: readonly CoreDeclaration[],
  program: string | undefined = programDirectory(),
): Promise<PluginManifest[]> {
  if (program === undefined) {
    return core.map((plugin) => ({ ...plugin, form: "module", isCore: true }));
  }
  return await Promise.all(core.map((plugin) => besideProgram(plugin, program)));
}

async function besideProgram(plugin: CoreDeclaration, program: string): Promise<PluginManifest> {
  const location = `${program}/shep-plugin-${plugin.name}`;
  try {
    const { kind } = fileContent(await readHead(location));
    return { ...plugin, location, form: kind === "bundle" ? "bundle" : "executable", isCore: true };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Fault("not-found", `A plugin that comes with shep is missing: ${location}`, {
      hint: "Install Shep again: its plugins lie beside the shep program",
      cause: error,
    });
  }
}
