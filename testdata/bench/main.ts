/**
 * `deno task bench [PART …]`: what is measured, by parts; all of them but `remote` if none is named.
 *
 * @module
 */

/** Each part with its program. */
const PARTS: Readonly<Record<string, string>> = {
  playbooks: "bench.ts",
  scale: "scale.ts",
  inventory: "inventory.ts",
  wire: "../../sdk/wire/bench.ts",
  templates: "../../host/template/bench.ts",
  variables: "../../host/variables/bench.ts",
  facts: "../../plugins/facts/bench.ts",
  journal: "../../host/journal/bench.ts",
  modules: "modules.ts",
  remote: "../remote/bench.ts",
};

/** What takes minutes, and needs an sshd. */
const ONLY_BY_NAME: readonly string[] = ["remote"];

const named = Deno.args.filter((word) => word in PARTS);
const others = Deno.args.filter((word) => !(word in PARTS));
const parts = named.length > 0
  ? named
  : Object.keys(PARTS).filter((part) => !ONLY_BY_NAME.includes(part));
for (const part of parts) {
  const program = new URL(PARTS[part]!, import.meta.url).href;
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", program, ...others],
  }).spawn().status;
  if (code !== 0) Deno.exitCode = code;
}
