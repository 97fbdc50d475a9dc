/**
 * Serves the plugin `rsync`.
 *
 * @module
 */
import { serve } from "@shep/sdk";
import { plugin } from "./plugin.ts";

if (import.meta.main) await serve(plugin);
