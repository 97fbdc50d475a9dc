/** Every lookup, against what ansible-core answered. See `record_testdata.ts`. @module */
import assert from "node:assert/strict";
import { toValue, type Value } from "@shep/sdk";
import { USUAL } from "../../testdata/parity/shep.ts";
import { jsonValue } from "../../testdata/parity/json_value.ts";
import { loopItems } from "../engine/loop/loops.ts";
import { fromFileUrl } from "@shep/sdk/path";
import type { RunOptions } from "../run_options.ts";
import { type Session, withSession } from "../session/session.ts";
import { scopeOf, TemplateText } from "../template/mod.ts";
import { plainValue } from "../variables/plain.ts";
import { trusted } from "../variables/trust.ts";
import recorded from "./testdata/recorded.json" with { type: "json" };
import type { Recorded } from "./testdata/recorded.ts";

const FOLDER = fromFileUrl(new URL("./testdata/play", import.meta.url).href);

/** What Shep answers otherwise, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  "query('sequence', start=1, end=3)": "options alone make a sequence, as in later versions",
  "query('first_found', files=['2.conf'], paths=['conf.d']) | map('basename')":
    "options alone name files, as in later versions",
  "lookup('file', 'a.txt', errors='bogus')": "an unknown way to treat errors is refused",
  "lookup('pipe', 'echo \"{{\" name \"}}\"')": "texts in an expression are no templates",
  "lookup('items', ['{{ name }}'])": "texts in an expression are no templates",
  "lookup('lines', 'echo \"{{ name }}\"')": "texts in an expression are no templates",
  "lookup('config', 'DEFAULT_FORKS')": "Shep's own default",
};

const OPTIONS: RunOptions = {
  ...USUAL,
  playbooks: [`${FOLDER}/play.yml`],
  inventory: [`${FOLDER}/hosts`],
  environment: { ...Deno.env.toObject(), LOOKUP_TEST: "from {{ env }}" },
};

const { vars, calls, loops } = recorded as Recorded;

/** A value of the recording, as a playbook has it. */
function written(value: unknown): unknown {
  return trusted(toValue(value as Value), { origin: {} });
}

const VARIABLES = {
  ...Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, written(value)])),
  playbook_dir: FOLDER,
};

async function answer({ context }: Session, expression: string): Promise<unknown> {
  const { environment } = context;
  const text = new TemplateText(`{{ ${expression} }}`, { file: "play.yml", line: 1, column: 1 });
  const scope = scopeOf(VARIABLES);
  // What was recorded is the value itself, before a template makes anything of it.
  const value = await environment.settle(() =>
    environment.evaluate(text, scope, { mode: "native" })
  );
  return jsonValue(plainValue(value) as Value);
}

async function items(
  { context }: Session,
  kind: string,
  value: unknown,
): Promise<unknown> {
  const { environment, lookups } = context;
  const scope = scopeOf(VARIABLES);
  const position = { file: "play.yml", line: 1, column: 1 };
  const loop = { kind, position };
  const found = await environment.settle(() =>
    loopItems(
      loop,
      environment.resolve(written(value), scope) as Value,
      (name, terms) => environment.call(scope, (call) => lookups.items(name, terms, call)),
    )
  );
  return jsonValue([...found]);
}

Deno.test("lookups answer what ansible-core answers", async (t) => {
  await withSession(OPTIONS, () => {}, async (session) => {
    for (const { expression, value, error } of calls) {
      if (expression in DIFFERENT) continue;
      await t.step(expression, async () => {
        if (error !== undefined) await assert.rejects(answer(session, expression));
        else assert.deepEqual(await answer(session, expression), value);
      });
    }
    for (const loop of loops) {
      await t.step(`with_${loop.kind}: ${JSON.stringify(loop.value)}`, async () => {
        const asked = items(session, loop.kind, loop.value);
        if (loop.error !== undefined) await assert.rejects(asked);
        else assert.deepEqual(await asked, loop.items);
      });
    }
  });
});
