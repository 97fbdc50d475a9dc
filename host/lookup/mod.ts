/**
 * Lookups: `{{ lookup('name', …) }}` in templates, and `with_name` on tasks.
 *
 * @module
 */
export { lookupFunctions } from "./functions.ts";
export { Lookups } from "./lookups.ts";
export { lookupServices, type LookupSources } from "./run_services.ts";
export type { LookupServices, PluginLookups, TemplateFile } from "./services.ts";
