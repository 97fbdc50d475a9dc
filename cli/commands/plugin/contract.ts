/**
 * `shep plugin test`: holds a plugin to the contract that every plugin keeps.
 *
 * @module
 */
import { ungrantedLaunch } from "@shep/host/plugin";
import { testContract } from "@shep/sdk/testing";
import { escapeLine } from "../../terminal/escape.ts";
import { type PluginContext, requirePlugin } from "./context.ts";
import type { GrantOptions } from "./grant.ts";

/** Prints each clause and whether it is kept; returns the exit code: 1 if any is broken. */
export async function testPlugin(
  target: string,
  { trust }: Pick<GrantOptions, "trust">,
  context: PluginContext,
): Promise<number> {
  const plugin = await requirePlugin(target, context);
  const { launch } = await ungrantedLaunch(plugin, context.launch, {
    trustProgram: trust ?? false,
  });
  const { checks } = await testContract([launch.program, ...launch.args]);
  const lines = checks.flatMap(({ name, ok, detail }) =>
    ok ? [`ok      it ${name}`] : [`FAILED  it ${name}`, ...detail.split("\n").map(indented)]
  );
  const failed = checks.filter(({ ok }) => !ok).length;
  lines.push(`${checks.length - failed} of ${checks.length} clauses are kept`);
  context.write(lines.map((line) => escapeLine(line) + "\n").join(""));
  return failed === 0 ? 0 : 1;
}

function indented(line: string): string {
  return `        ${line}`;
}
