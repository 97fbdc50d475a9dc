/**
 * Plugins: found, looked at, granted and started.
 *
 * @module
 */
export {
  type AvailablePlugins,
  availablePlugins,
  foundPlugins,
  type PluginSearch,
} from "./available.ts";
export { type CoreDeclaration, coreManifests, programDirectory } from "./core_plugins.ts";
export { discover, type FoundPlugin, pluginAt, pluginDirectories } from "./discovery.ts";
export {
  type DescribeOptions,
  describeUngranted,
  grantChanges,
  type Granted,
  granted,
  grantedManifests,
  revoked,
  type Ungranted,
  ungrantedHint,
  ungrantedLaunch,
} from "./grants.ts";
export { launchCommand, type LaunchContext, scriptFlags } from "./launch.ts";
export { type LockedPlugin, lockPath, type PluginLock, readLock, writeLock } from "./lock_file.ts";
export type { PluginForm, PluginManifest } from "./manifest.ts";
export { permissionFlags, permissionLines } from "./permissions.ts";
export { type PinnedFiles, readPinned } from "./pinned_files.ts";
export { type FileContent, fileContent, readHead, requestedFlags } from "./program_form.ts";
export { PluginProcess, type ProcessOptions } from "./process.ts";
export type { Launch } from "./spawn.ts";
export {
  type AddressContext,
  type AdoptedAction,
  PluginRegistry,
  type RegistryOptions,
  type RunningPlugin,
} from "./registry.ts";
export { SDK_FILE, type SdkImports } from "./sdk_imports.ts";
export { launchContext, type Surroundings } from "./surroundings.ts";
