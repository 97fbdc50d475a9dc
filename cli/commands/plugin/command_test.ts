import assert from "node:assert/strict";
import { parseArguments } from "../../arguments/parse.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { COMMON_FLAGS } from "../../command_table.ts";
import { plain } from "../../terminal/style.ts";
import { runPluginCommand } from "./mod.ts";
import { PLUGIN_COMMAND } from "./table.ts";

/** Carries out a command line; returns the exit code and what was printed. */
async function shepPlugin(words: string, home: string): Promise<[number, string, string]> {
  const command = { ...PLUGIN_COMMAND, flags: [...PLUGIN_COMMAND.flags, ...COMMON_FLAGS] };
  const printed = { stdout: "", stderr: "" };
  const code = await runPluginCommand(
    parseArguments(command, words.split(" ").filter((word) => word !== "")),
    {
      width: 80,
      paint: plain,
      paintErrors: plain,
      write: (stream, text) => void (printed[stream] += text),
    },
    { HOME: home, PATH: Deno.env.get("PATH") ?? "" },
  );
  return [code, printed.stdout, printed.stderr];
}

Deno.test("the words behind shep plugin are carried out", async () => {
  const home = await Deno.makeTempDir({ prefix: "shep-plugin-" });
  try {
    await Deno.writeTextFile(`${home}/greeter.ts`, "");
    const [code, stdout, stderr] = await shepPlugin(`list --plugins ${home}`, home);
    assert.equal(code, 0);
    assert.match(stdout, /^builtin: comes with Shep[^]*\ngreeter: not granted/);
    assert.equal(stderr, "");
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("what goes wrong is told as every error is", async () => {
  const home = await Deno.makeTempDir({ prefix: "shep-plugin-" });
  try {
    const [code, stdout, stderr] = await shepPlugin("revoke greeter", home);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(
      stderr,
      /^ERROR! No plugin 'greeter' has been granted\nHint: See: shep plugin list\n$/,
    );
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

for (const words of ["grant", "grant a b", "list a", "grnat a", "init"]) {
  Deno.test(`shep plugin ${words} is refused as a command line`, async () => {
    await assert.rejects(shepPlugin(words, "/nonexistent"), UsageError);
  });
}
