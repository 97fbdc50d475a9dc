/**
 * The inventory `constructed`.
 *
 * @module
 */
export { construct, type ConstructionServices } from "./construct.ts";
export { type ConstructedOptions, constructedOptions } from "./options.ts";
