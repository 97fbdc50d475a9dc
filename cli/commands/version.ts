/**
 * `shep version`.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };

/** Shep's version, and what it runs on. */
export function versionText(): string {
  const { deno, v8 } = Deno.version;
  return `shep ${config.version} (deno ${deno}, v8 ${v8}, ${Deno.build.target})\n`;
}
