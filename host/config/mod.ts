/**
 * Settings: `ansible.cfg`, `ANSIBLE_*`, and what both leave as it is.
 *
 * @module
 */
export { Config, type ConfigSources, type SettingOrigin } from "./config.ts";
export { type IniEntry, parseIni } from "./ini.ts";
export { type ReadConfig, readConfig } from "./read.ts";
export type { Setting, SettingType, SettingTypes, ValueOf } from "./setting.ts";
export * from "./settings.ts";
