/**
 * Serves the plugin `ssh`.
 *
 * @module
 */
import { serve } from "@shep/sdk";
import { sshPlugin } from "./plugin.ts";

if (import.meta.main) await serve(sshPlugin());
