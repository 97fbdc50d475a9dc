/**
 * What an inventory alone says of a host.
 *
 * @module
 */
import type { Inventory } from "../inventory/mod.ts";
import type { Scope } from "../template/mod.ts";
import { hostMagicVariables } from "./magic.ts";
import type { TrustedLayers } from "./scope.ts";

/** The variables of a host before there are plays. */
export function inventoryScope(inventory: Inventory, host: string, trust: TrustedLayers): Scope {
  const magic = hostMagicVariables(inventory, host);
  const layers = inventory.layersOf(host);
  const scope: Scope = {
    lookup: (name) =>
      magic.get(name)?.(scope) ??
        layers.map((layer) => trust.of(layer).get(name)).findLast((value) => value !== undefined),
    names: () =>
      new Set([...magic.keys(), ...layers.flatMap(({ values }) => [...values.keys()])]
        .map(String)),
  };
  return scope;
}
