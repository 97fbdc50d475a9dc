/**
 * Where the host's own SDK is: third-party modules run with that one, whatever lies around them.
 *
 * @module
 */
import { toFileUrl } from "@shep/sdk/path";
import { programDirectory } from "./core_plugins.ts";

/** What a third-party module may import by name. */
export interface SdkImports {
  /** The import map: each name with its URL. */
  readonly imports: Readonly<Record<string, string>>;
  /** What the SDK lies in: the URL of a folder, with a slash at its end, or of its only file. */
  readonly root: string;
  /** The packages of npm that the SDK imports. */
  readonly packages: readonly string[];
}

/** The SDK as one file, beside a `shep` that is a program. */
export const SDK_FILE = "shep-sdk.js";

/** The SDK that this host was loaded with. */
export function sdkImports(): SdkImports {
  const program = programDirectory();
  if (program !== undefined) {
    const file = toFileUrl(`${program}/${SDK_FILE}`);
    return { imports: { "@shep/sdk": file }, root: file, packages: [] };
  }
  const main = import.meta.resolve("@shep/sdk");
  return {
    imports: {
      "@shep/sdk": main,
      "@shep/sdk/errors": import.meta.resolve("@shep/sdk/errors"),
      "@shep/sdk/inventory": import.meta.resolve("@shep/sdk/inventory"),
      "@shep/sdk/path": import.meta.resolve("@shep/sdk/path"),
      "@shep/sdk/scaffold": import.meta.resolve("@shep/sdk/scaffold"),
      "@shep/sdk/value": import.meta.resolve("@shep/sdk/value"),
      "@shep/sdk/wire": import.meta.resolve("@shep/sdk/wire"),
      "@shep/sdk/testing": import.meta.resolve("@shep/sdk/testing"),
      "@shep/sdk/timer": import.meta.resolve("@shep/sdk/timer"),
      // The SDK's own imports: from a checkout they are names too.
      "flatbuffers": import.meta.resolve("flatbuffers"),
    },
    root: main.startsWith("file:")
      ? new URL(".", main).href
      : new URL("/@shep/sdk/", import.meta.url).href,
    packages: ["flatbuffers"],
  };
}

/** The flag that gives a module these imports and no others. */
export function importMapFlag({ imports }: SdkImports): string {
  const map = encodeURIComponent(JSON.stringify({ imports }));
  return `--import-map=data:application/json,${map}`;
}
