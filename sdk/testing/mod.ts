/**
 * For the tests of a plugin: its actions on this machine, or against a scripted host, and the
 * contract that every plugin keeps.
 *
 * @module
 */
import { checkClause, contractClauses, type ContractOptions } from "./contract.ts";

export {
  type ContractCheck,
  type ContractOptions,
  type ContractReport,
  testContract,
} from "./contract.ts";
export * from "./drive.ts";
export * from "./local_task.ts";

/**
 * Registers the contract as a test, a step for each clause.
 *
 * @example
 * ```ts
 * import { contractTest } from "@shep/sdk/testing";
 *
 * // In the plugin's own test file, at its top level.
 * export function contract(): void {
 *   const plugin = new URL("./plugin.ts", import.meta.url).pathname;
 *   contractTest("the greeter", [Deno.execPath(), "run", "--no-prompt", plugin]);
 * }
 * ```
 */
export function contractTest(
  name: string,
  command: readonly string[],
  options: ContractOptions & { readonly ignore?: boolean } = {},
): void {
  Deno.test({
    name: `${name} keeps the contract of a plugin`,
    ignore: options.ignore ?? false,
    fn: async (context) => {
      for (const clause of contractClauses()) {
        await context.step(`it ${clause}`, async () => {
          const { ok, detail } = await checkClause(clause, command, options);
          if (!ok) throw new Error(detail);
        });
      }
    },
  });
}
