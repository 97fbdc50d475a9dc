/**
 * Lookups of what the host knows of the run: inventory, environment, settings.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/#lookup-plugins
 * @module
 */
import { NoSuchHostError } from "../inventory/mod.ts";
import { type Lookup, lookupError } from "./lookup.ts";
import type { LookupServices } from "./services.ts";
import { termText } from "./terms.ts";

/** The names of the hosts that patterns match; `web[1]` matches none where there is no second one. */
function inventoryHostnames({ inventory }: LookupServices): Lookup {
  return (terms) => {
    const patterns = terms.flat().map((term) => termText("inventory_hostnames", term));
    try {
      return [...inventory.hostsMatching(patterns.join(",")).hosts];
    } catch (error) {
      if (error instanceof NoSuchHostError) return [];
      throw error;
    }
  };
}

/** Variables of the user's environment; a missing one is empty. */
function env({ environment }: LookupServices): Lookup {
  return (terms, options) =>
    terms.map((term) => {
      const name = termText("env", term);
      return Object.hasOwn(environment, name) ? environment[name] : options.get("default") ?? "";
    });
}

const ON_MISSING = ["error", "warn", "skip"];

/** Ansible's settings, as far as Shep has them. */
function config({ config: settings, warn }: LookupServices): Lookup {
  return (terms, options) => {
    const onMissing = String(options.get("on_missing") ?? "error");
    if (!ON_MISSING.includes(onMissing)) {
      throw lookupError(`'on_missing' is ${ON_MISSING.join(", ")}, not '${onMissing}'`);
    }
    return terms.flatMap((term) => {
      const name = termText("config", term);
      const value = settings.get(name);
      if (value !== undefined) return [value];
      const summary = `the setting '${name}' is not supported yet`;
      if (onMissing === "error") throw lookupError(summary);
      if (onMissing === "warn") warn({ summary });
      return [];
    });
  };
}

/** Lookups of what the host knows, by name. */
export function runLookups(services: LookupServices): Map<string, Lookup> {
  return new Map([
    ["config", config(services)],
    ["env", env(services)],
    ["inventory_hostnames", inventoryHostnames(services)],
  ]);
}
