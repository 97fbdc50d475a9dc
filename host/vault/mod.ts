/**
 * Ansible's vault: texts and files that only those with a password can read.
 *
 * @module
 */
export { MASK, Secret } from "./secret.ts";
export { DEFAULT_ID, isVaulted, VAULT_PREFIX } from "./envelope.ts";
export {
  type Identity,
  Keyring,
  type KeyringOptions,
  type OpenedVault,
  sealWith,
  type VaultPlace,
} from "./keyring.ts";
export {
  type EnvironmentVariables,
  parseVaultId,
  type PasswordSource,
  passwordSources,
  type VaultRequest,
} from "./sources.ts";
export {
  type AskPassword,
  openKeyring,
  type PasswordPurpose,
  type PasswordWorld,
  type ProgramAnswer,
  readIdentities,
} from "./passwords.ts";
export { systemWorld } from "./system.ts";
