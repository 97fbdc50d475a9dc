/**
 * What the host knows of a plugin before it starts it.
 *
 * @module
 */
import type { Offers, Permissions } from "@shep/sdk";
import type { PinnedFiles } from "./pinned_files.ts";

/**
 * Which file a plugin is, and how it is run:
 *
 * - `module`: TypeScript or JavaScript, under `deno run`, from a checkout or from JSR
 * - `bundle`: one script with everything in it, under `deno run`
 * - `executable`: a program of its own, such as `deno compile` makes; its permissions are its word
 */
export type PluginForm = "module" | "bundle" | "executable";

/** A plugin that may be started. */
export interface PluginManifest {
  /** What it is called. */
  readonly name: string;
  /** How it is run. */
  readonly form: PluginForm;
  /** The module's URL, or the path of the file. */
  readonly location: string;
  /** What it is allowed to touch. */
  readonly permissions: Permissions;
  /** What it serves. */
  readonly offers: Offers;
  /** Whether it came with Shep, and needs no grant. */
  readonly isCore: boolean;
  /** The files as they were granted: they are checked right before each start. */
  readonly pinned?: PinnedFiles;
}
