import assert from "node:assert/strict";
import { type Denial, findDenial } from "./denial.ts";

/** What Deno 2.9 says, and what is read from it. */
const SAYINGS: readonly (readonly [text: string, denial: Denial | undefined])[] = [
  [
    'NotCapable: Requires read access to "/etc/passwd", run again with the --allow-read flag',
    { kind: "permission", permission: "read", target: "/etc/passwd" },
  ],
  [
    "NotCapable: Requires env access, run again with the --allow-env flag",
    { kind: "permission", permission: "env" },
  ],
  [
    "Requires write access to <TMP>, run again with the --allow-write flag",
    { kind: "permission", permission: "write", target: "<TMP>" },
  ],
  [
    'A remote specifier was requested: "https://example.com/x.ts", but --no-remote is specified.',
    { kind: "import", target: "https://example.com/x.ts" },
  ],
  [
    'Specifier not found in cache: "https://example.com/x.ts", --cached-only is specified.',
    { kind: "import", target: "https://example.com/x.ts" },
  ],
  ["NotCapable: Can't escalate\n  at x", { kind: "sandbox", reason: "Can't escalate" }],
  ["TypeError: read of undefined", undefined],
  ["", undefined],
];

for (const [text, denial] of SAYINGS) {
  Deno.test(`a refusal is read: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(findDenial(text), denial);
  });
}
