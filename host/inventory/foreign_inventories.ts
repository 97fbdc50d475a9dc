/**
 * Inventories that the reader of files hands a source to: programs, plugins that a file names, and
 * `constructed`, which is the host's own.
 *
 * @module
 */
import { didYouMean, Fault, inventoryData, inventoryReply } from "@shep/sdk";
import { loadInventory, type LoadInventoryReply, type LoadInventoryRequest } from "@shep/sdk/wire";
import { toValue } from "@shep/sdk/value";
import type { PluginSession } from "../controller/session.ts";
import { Inventory } from "./mod.ts";
import { type LoadContext, readNodes } from "../playbook/mod.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import { shortName } from "../short_name.ts";
import type { Environment } from "../template/mod.ts";
import { inventoryScope } from "../variables/inventory_scope.ts";
import type { TrustedLayers, Variables } from "../variables/scope.ts";

/** What other inventories are read with. */
export interface ForeignServices {
  readonly registry: PluginRegistry;
  /** The user's environment, which programs are started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly loading: LoadContext;
  readonly trust: TrustedLayers;
  readonly extraVars: Promise<Variables>;
  /** The templates over an inventory. */
  readonly templates: (inventory: Inventory) => Environment;
}

/** The inventory that the host is itself. */
const CONSTRUCTED = "constructed";

/** The inventory whose sources are programs. */
const SCRIPT = "script";

/**
 * What another inventory says of a source.
 *
 * @param reading What a plugin may read while it works.
 * @throws {Fault} `not-found`, if there is no inventory of that name.
 */
export async function loadForeign(
  request: LoadInventoryRequest,
  services: ForeignServices,
  reading: PluginSession,
): Promise<LoadInventoryReply> {
  const { registry, environment } = services;
  const asked = request.inventory ?? "";
  const name = registry.has("inventories", asked) ? asked : shortName(asked);
  if (name === CONSTRUCTED) return await constructedInventory(request, services);
  if (name === SCRIPT) {
    const options = toValue({ environment, cwd: Deno.cwd() });
    return await registry.call("inventories", SCRIPT, loadInventory, { ...request, options });
  }
  if (!registry.has("inventories", name)) throw unknownInventory(asked, request, registry);
  const call = { ...request, inventory: name };
  return await registry.call("inventories", name, loadInventory, call, { context: reading });
}

async function constructedInventory(
  { sources, known }: LoadInventoryRequest,
  { loading, trust, templates, extraVars }: ForeignServices,
): Promise<LoadInventoryReply> {
  // Few inventories are constructed: no other run waits for what does it.
  const { construct, constructedOptions } = await import("./constructed/mod.ts");
  const [file = ""] = sources;
  const options = constructedOptions(await readNodes(file, loading));
  const data = inventoryData(known ?? NOTHING);
  const inventory = new Inventory(data);
  const made = await construct(data, options, { file }, {
    environment: templates(inventory),
    scopeOf: (host) => inventoryScope(inventory, host, trust),
    extraVars: () => extraVars,
  });
  return inventoryReply(made);
}

const NOTHING: LoadInventoryReply = {
  hosts: [],
  groups: [],
  variableFiles: [],
  playbookVariableFiles: [],
  warnings: [],
};

function unknownInventory(
  name: string,
  { configuration, sources }: LoadInventoryRequest,
  registry: PluginRegistry,
): Fault {
  const file = configuration?.file ?? sources[0];
  const known = [...registry.names("inventories"), CONSTRUCTED];
  const hint = didYouMean(name, known) ??
    "Put a plugin of that name beside the others (shep plugin list), or hand in what it finds: " +
      "ansible-inventory -i THIS --list --yaml --export > hosts.yml";
  return new Fault("not-found", `there is no inventory plugin '${name}'`, {
    ...(file === undefined ? {} : { file }),
    ...(configuration?.line === undefined ? {} : { line: configuration.line }),
    hint,
  });
}
