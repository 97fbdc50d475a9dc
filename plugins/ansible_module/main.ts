/**
 * The plugin `ansible-module` as a process of its own.
 *
 * @module
 */
import { serve } from "@shep/sdk";
import { plugin } from "./plugin.ts";

if (import.meta.main) await serve(plugin);
