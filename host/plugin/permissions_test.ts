import assert from "node:assert/strict";
import { Fault, type Permissions } from "@shep/sdk";
import { isWider, permissionFlags, permissionLines, permissionsBeyond } from "./permissions.ts";

Deno.test("flags say exactly what is granted", () => {
  assert.deepEqual(permissionFlags({}), []);
  assert.deepEqual(permissionFlags({ read: [], net: [] }), []);
  assert.deepEqual(
    permissionFlags({ read: ["/etc", "/usr/share"], run: "*", net: ["example.com:443"] }),
    ["--allow-read=/etc,/usr/share", "--allow-net=example.com:443", "--allow-run"],
  );
});

for (const entry of ["", "/a,/", "/a\n", "/a\0b"]) {
  Deno.test(`an entry that a flag cannot say is refused: ${JSON.stringify(entry)}`, () => {
    assert.throws(
      () => permissionFlags({ read: ["/ok", entry] }),
      (error) => error instanceof Fault && error.message.includes(JSON.stringify(entry)),
    );
  });
}

Deno.test("people read what a plugin may do", () => {
  assert.deepEqual(permissionLines({ read: ["/etc"], run: "*" }), [
    "read files: /etc",
    "start programs, which are not in the sandbox: any",
  ]);
});

/** What is declared, what was granted, and what is beyond it. */
const COMPARISONS: readonly (readonly [Permissions, Permissions, Permissions])[] = [
  [{}, {}, {}],
  [{}, { run: "*" }, {}],
  [{ read: ["/etc"] }, {}, { read: ["/etc"] }],
  [{ read: ["/etc/hosts"] }, { read: ["/etc"] }, {}],
  [{ read: ["/etc/hosts"] }, { read: ["/etc/"] }, {}],
  [{ read: ["/etcetera"] }, { read: ["/etc"] }, { read: ["/etcetera"] }],
  [{ read: ["/etc/../root"] }, { read: ["/etc"] }, { read: ["/etc/../root"] }],
  [{ write: ["/etc"] }, { read: ["/etc"] }, { write: ["/etc"] }],
  [{ read: "*" }, { read: ["/"] }, { read: "*" }],
  [{ read: ["/etc"] }, { read: "*" }, {}],
  [{ net: ["example.com:443"] }, { net: ["example.com"] }, {}],
  [{ net: ["example.com"] }, { net: ["example.com:443"] }, { net: ["example.com"] }],
  [{ net: ["example.com:443.evil"] }, { net: ["example.com"] }, { net: ["example.com:443.evil"] }],
  [{ run: ["/bin/sh"] }, { run: ["/bin"] }, { run: ["/bin/sh"] }],
  [{ env: ["HOME", "PATH"] }, { env: ["HOME"] }, { env: ["PATH"] }],
];

for (const [declared, granted, beyond] of COMPARISONS) {
  const [what, than] = [declared, granted].map((each) => JSON.stringify(each));
  Deno.test(`${what} beside ${than}`, () => {
    assert.deepEqual(permissionsBeyond(granted, declared), beyond);
    assert.equal(isWider(declared, granted), Object.keys(beyond).length > 0);
  });
}
