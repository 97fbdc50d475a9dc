/** What documentation links to is there. @module */
import assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "@shep/sdk/path";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PAGES = globSync("{*.md,{cli,docs,flatbuffers,host,plugins,sdk,testdata}/**/*.md}", {
  cwd: ROOT,
});

/** Where a page leads to inside of the repository. */
function targets(text: string): string[] {
  return Array.from(
    text.matchAll(/\]\(([^)#\s]+)[^)]*\)|^\[[^\]]+\]: *(\S+)/gm),
    ([, inline, reference]) => (inline ?? reference)!,
  ).filter((target) => !/^[a-z]+:/.test(target));
}

Deno.test("every link of the documentation leads somewhere", () => {
  assert(PAGES.length > 20, `only found ${PAGES.length} pages`);
  const broken = PAGES.flatMap((page) =>
    targets(Deno.readTextFileSync(join(ROOT, page)))
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`)
  );
  assert.deepEqual(broken, []);
});
