/**
 * Caches of Deno's, for tests of what a machine has to have before Shep runs on it.
 *
 * @module
 */

/** The cache of whoever runs this. */
async function ownCache(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

/** Copies the packages of npm that this machine has to another cache, which has nothing else. */
export async function copyPackages(cache: string): Promise<void> {
  await copyTree(`${await ownCache()}/npm`, `${cache}/npm`);
}

/** Removes from a cache what is known of a package's versions; the packages stay. */
export async function forgetVersions(cache: string): Promise<void> {
  for await (const registry of Deno.readDir(`${cache}/npm`)) {
    const packages = `${cache}/npm/${registry.name}`;
    for await (const { name } of Deno.readDir(packages)) {
      await Deno.remove(`${packages}/${name}/registry.json`).catch(() => {});
    }
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyTree(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
