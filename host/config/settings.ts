/**
 * Every setting that Shep has, by the names that Ansible gives them.
 *
 * A row says all there is to know of a setting: reading, checking, `shep config` and the lookup
 * `config` follow from it. A flag that means the same wins over it.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html
 * @module
 */
import { CONNECTION_SETTINGS } from "./settings/connection.ts";
import { DISPLAY_SETTINGS } from "./settings/display.ts";
import { INVENTORY_SETTINGS } from "./settings/inventory.ts";
import { LANGUAGE_SETTINGS } from "./settings/language.ts";
import { RUN_SETTINGS } from "./settings/run.ts";
import { VAULT_SETTINGS } from "./settings/vault.ts";

export {
  CONNECTION_SETTINGS,
  DISPLAY_SETTINGS,
  INVENTORY_SETTINGS,
  LANGUAGE_SETTINGS,
  RUN_SETTINGS,
  VAULT_SETTINGS,
};

/** The table. */
export const SETTINGS:
  & typeof CONNECTION_SETTINGS
  & typeof DISPLAY_SETTINGS
  & typeof INVENTORY_SETTINGS
  & typeof LANGUAGE_SETTINGS
  & typeof RUN_SETTINGS
  & typeof VAULT_SETTINGS = {
    ...CONNECTION_SETTINGS,
    ...DISPLAY_SETTINGS,
    ...INVENTORY_SETTINGS,
    ...LANGUAGE_SETTINGS,
    ...RUN_SETTINGS,
    ...VAULT_SETTINGS,
  };

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;
