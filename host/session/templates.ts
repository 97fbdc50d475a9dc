/**
 * What the templates of a session are made with.
 *
 * @module
 */
import { dirname } from "@shep/sdk/path";
import { templateMode } from "./compatibility.ts";
import type { Inventory } from "../inventory/mod.ts";
import { Lookups, lookupServices } from "../lookup/mod.ts";
import { findPythonFilter } from "../python/filters.ts";
import type { Environment } from "../template/mod.ts";
import { templateEnvironment } from "./template_environment.ts";
import type { KnownOptions, SessionServices } from "./options.ts";
import type { Reading } from "./reading.ts";

/** What templates are made with. */
export interface Templates {
  readonly lookups: Lookups;
  readonly environment: Environment;
}

/** What templates are made with where these are the hosts. */
export function templatesOver(
  inventory: Inventory,
  options: KnownOptions,
  { registry, vault, warn }: SessionServices,
  { places }: Reading,
): Templates {
  const mode = templateMode(options.compatibility, options.config);
  const lookups = new Lookups(
    lookupServices({ options, registry, inventory, vault, mode, warn }),
  );
  const environment = templateEnvironment({
    roots: options.playbooks.map((file) => dirname(file)),
    lookups,
    registry,
    findFilter: findPythonFilter(registry, places),
    vault,
    environment: options.environment,
    mode,
    warn,
  });
  return { lookups, environment };
}
