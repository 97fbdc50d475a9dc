/**
 * What Ansible's templates can name, and the recorded cases of `template/` that need the machine or
 * plugins.
 *
 * @module
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { USUAL } from "../testdata/parity/shep.ts";
import { denoDirectory } from "./plugin/sandbox.ts";
import type { RunOptions } from "./run_options.ts";
import { withSession } from "./session/session.ts";
import { scopeOf, TemplateText } from "./template/mod.ts";
import { encode, type Expectation, NEED_CONTROLLER, readCases } from "./template/testdata/cases.ts";
import NAMES from "./testdata/template_names.json" with { type: "json" };

const OWN = Deno.env.toObject();

const OPTIONS: RunOptions = {
  ...USUAL,
  playbooks: ["play.yml"],
  inventory: ["h1,"],
  environment: { ...OWN, DENO_DIR: denoDirectory(OWN), HOME: "/root" },
};

type Evaluate = (source: string, mode: "text" | "native" | "convert") => Promise<unknown>;

async function withTemplates(work: (evaluate: Evaluate) => Promise<void>): Promise<void> {
  await withSession(OPTIONS, () => {}, async ({ context: { environment }, loadPlaybooks }) => {
    await assert.rejects(loadPlaybooks());
    await work((source, mode) => {
      const text = new TemplateText(`{{ ${source} }}`);
      const scope = scopeOf({ playbook_dir: "/" });
      return environment.settle(() => environment.evaluate(text, scope, { mode }));
    });
  });
}

Deno.test("recorded cases that need files, environment and plugins", async (t) => {
  await withTemplates(async (evaluate) => {
    for (
      const { id, expr, expected } of readCases().filter((each) => NEED_CONTROLLER.has(each.id))
    ) {
      const ignore = expr.includes("/etc/hostname") && !existsSync("/etc/hostname");
      await t.step({ name: `${id}: ${expr}`, ignore, fn: () => check(expr, expected) });
    }

    async function check(
      expr: string,
      expected: Readonly<Record<string, Expectation>>,
    ): Promise<void> {
      for (const mode of ["text", "native", "convert"] as const) {
        const wanted = expected[mode]!;
        if ("error" in wanted) await assert.rejects(evaluate(expr, mode));
        else assert.deepEqual(encode(await evaluate(expr, mode)), wanted.value, mode);
      }
    }
  });
});

Deno.test("every filter, test and lookup that Ansible has is there", async () => {
  await withTemplates(async (evaluate) => {
    const missing: string[] = [];
    for (const kind of ["filter", "test"] as const) {
      for (const name of NAMES[`${kind}s`]) {
        const isThere = await evaluate(`'${name}' is ${kind}`, "native");
        if (isThere !== true) missing.push(`${kind} ${name}`);
      }
    }
    for (const name of NAMES.lookups) {
      const problem = await evaluate(`lookup('${name}')`, "native").then(() => "", String);
      if (/there is no lookup|not supported/.test(problem)) missing.push(`lookup ${name}`);
    }
    assert.deepEqual(missing, []);
  });
});
