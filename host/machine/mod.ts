/**
 * Filters and tests of Ansible that look at this machine, or open vaults.
 *
 * @module
 */
export { PATH_TESTS, pathFilters, type UserEnvironment } from "./paths.ts";
export { VAULT_FILTERS, vaultTests } from "./vaults.ts";
