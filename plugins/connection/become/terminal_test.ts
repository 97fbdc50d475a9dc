import assert from "node:assert/strict";
import { sh } from "@shep/sdk";
import { SHELLS } from "../../shell_protocol/test_support.ts";
import { text } from "../test_support.ts";
import { onTerminal } from "./terminal.ts";

/** Asks on its terminal, and tells what it was answered, what it reads, and where it runs. */
const ASKING = `stty -echo </dev/tty; printf 'Password: ' >/dev/tty; IFS= read -r answer </dev/tty
echo >/dev/tty; printf '<%s>\\n' "$answer"; cat; [ "$(ps -o pgid= -p $$ | tr -d ' ')" = "$1" ] && echo leads >&2
exit 7`;

const hasScript = new Deno.Command("sh", {
  args: ["-c", "command -v script && command -v ps"],
  stdout: "null",
}).outputSync().success;

for (const shell of SHELLS) {
  Deno.test({
    name: `${shell.join(" ")}: only the prompt goes through the terminal`,
    ignore: !hasScript,
    fn: async () => {
      const { text: script } = onTerminal(sh`${["sh", "-c", ASKING, "sh"]} $$`);
      const [program, ...args] = [...shell, "-c", script];
      const child = new Deno.Command(program!, {
        args,
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      const stdout = child.stdout.bytes();
      const stderr = child.stderr.getReader();
      const writer = child.stdin.getWriter();
      const { value: prompt } = await stderr.read();
      assert.equal(text(prompt!), "Password: ");
      await writer.write(new TextEncoder().encode(" it's \\a\nthe rest\n"));
      await writer.close();
      const { code } = await child.status;
      assert.deepEqual([code, text(await stdout)], [7, "< it's \\a>\nthe rest\n"]);
      let said = "";
      for (let { value } = await stderr.read(); value; { value } = await stderr.read()) {
        said += text(value);
      }
      assert.equal(said, "leads\n");
    },
  });
}
