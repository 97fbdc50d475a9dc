/**
 * The files of a new plugin: it runs, passes its own test and keeps the contract as it stands.
 *
 * @module
 */
import { Fault } from "../wire/errors.ts";
import { actionSource, readme, testSource } from "./template.ts";

/** What a plugin may be called: its executable is `shep-plugin-NAME`. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The published SDK. */
const PUBLISHED = "jsr:@shep/sdk@^0.1";

/** What the SDK itself imports by name, for a plugin that maps it to a checkout. */
const FLATBUFFERS = "npm:flatbuffers@25.9.23/mjs/flatbuffers.js";

/**
 * What the launcher is run with: no permission, and nothing that the user's surroundings could
 * change. The host starts it with the same flags of its own.
 */
const LAUNCHER_FLAGS =
  "--quiet --no-prompt --no-config --no-lock --no-remote --no-npm --ignore-env";

/** Where a new plugin finds the SDK. */
export interface ScaffoldOptions {
  /** The folder of a checkout's SDK, as a URL or a path; the published SDK if absent. */
  readonly sdk?: string;
}

/**
 * The files of a plugin, by their path below its folder.
 *
 * @throws {Fault} `invalid-argument`, when a plugin cannot be called so.
 *
 * @example
 * ```ts
 * import { scaffoldPlugin } from "@shep/sdk/scaffold";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...scaffoldPlugin("release-notes").keys()], [
 *   "plugin.ts",
 *   "plugin_test.ts",
 *   "deno.json",
 *   "README.md",
 * ]);
 * ```
 */
export function scaffoldPlugin(name: string, options: ScaffoldOptions = {}): Map<string, string> {
  if (!NAME.test(name)) {
    throw new Fault("invalid-argument", `A plugin cannot be called '${name}'`, {
      detail: "A name is lower-case letters, digits and single dashes, and begins with a letter",
      hint: suggestion(name),
    });
  }
  const action = name.replaceAll("-", "_");
  return new Map([
    ["plugin.ts", actionSource(name, action)],
    ["plugin_test.ts", testSource(name, action)],
    ["deno.json", configuration(name, options)],
    ["README.md", readme(name, action)],
  ]);
}

function suggestion(name: string): string {
  const likely = name.toLowerCase().replace(/^(shep-plugin-|[^a-z]+)/, "")
    .replace(/[^a-z0-9]+/g, "-").replace(/-$/, "");
  return likely === "" ? "Try 'my-plugin'" : `Try '${likely}'`;
}

function configuration(name: string, { sdk }: ScaffoldOptions): string {
  const imports = sdk === undefined
    ? { "@shep/sdk": PUBLISHED, "@shep/sdk/testing": `${PUBLISHED}/testing` }
    : {
      "@shep/sdk": `${sdk}/mod.ts`,
      "@shep/sdk/testing": `${sdk}/testing/mod.ts`,
      "flatbuffers": FLATBUFFERS,
    };
  const launcher = `dist/shep-plugin-${name}`;
  const build = [
    "deno bundle --quiet --minify --platform browser -o dist/plugin.js plugin.ts",
    `echo '#!/usr/bin/env -S deno run ${LAUNCHER_FLAGS}' > ${launcher}`,
    `cat dist/plugin.js >> ${launcher}`,
    "rm dist/plugin.js",
    `chmod +x ${launcher}`,
  ];
  const tasks = { test: "deno test -A", build: build.join(" && ") };
  return JSON.stringify({ imports, tasks }, null, 2) + "\n";
}
