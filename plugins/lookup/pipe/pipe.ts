/** `pipe` and `lines`: what programs print. @module */
import { defineLookup, Fault, type LookupDefinition, type Value } from "@shep/sdk";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/pipe_lookup.html */
export const pipe: LookupDefinition = defineLookup({
  name: "pipe",
  summary: "What commands print on this machine, without blanks at the end.",
  find: (terms, options) =>
    Promise.all(terms.map(async (term) => (await output("pipe", term, options)).trimEnd())),
});

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/lines_lookup.html */
export const lines: LookupDefinition = defineLookup({
  name: "lines",
  summary: "The lines that commands print on this machine.",
  async find(terms, options): Promise<string[]> {
    const outputs = await Promise.all(terms.map((term) => output("lines", term, options)));
    return outputs.flatMap(linesOf);
  },
});

async function output(
  lookup: string,
  term: Value,
  { chdir = "/", environment }: Readonly<Record<string, Value>>,
): Promise<string> {
  const variables = environment instanceof Map ? environment : new Map<string, Value>();
  const { code, stdout, stderr } = await new Deno.Command("/bin/sh", {
    args: ["-c", String(term)],
    cwd: String(chdir),
    clearEnv: true,
    env: Object.fromEntries([...variables].map(([name, value]) => [String(name), String(value)])),
    stdin: "null",
  }).output();
  if (code === 0) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(stdout);
  throw new Fault("failed", `lookup_plugin.${lookup}(${term}) returned ${code}`, {
    detail: new TextDecoder().decode(stderr).trimEnd(),
  });
}

function linesOf(text: string): string[] {
  const all = text.split(/\r\n|\r|\n/);
  if (all.at(-1) === "") all.pop();
  return all;
}
