/**
 * Records anew what Ansible answers: `deno run -A host/inventory/record_testdata.ts`.
 *
 * @module
 */
import { join } from "node:path";
import {
  askForHostvars,
  askForMatches,
  recorded,
  type RecordedMatch,
  TESTDATA,
} from "./test_support.ts";

async function recordHostvars(): Promise<void> {
  const rows = Object.entries(askForHostvars() ?? missing())
    .map(([host, vars]) => `  ${JSON.stringify(host)}: ${JSON.stringify(vars)}`);
  await Deno.writeTextFile(join(TESTDATA, "hostvars.json"), `{\n${rows.join(",\n")}\n}\n`);
}

async function recordPatterns(): Promise<void> {
  const patterns = recorded<RecordedMatch[]>("patterns.json").map(({ pattern }) => pattern);
  const rows = (askForMatches(patterns) ?? missing()).map((match) => `  ${JSON.stringify(match)}`);
  await Deno.writeTextFile(join(TESTDATA, "patterns.json"), `[\n${rows.join(",\n")}\n]\n`);
}

function missing(): never {
  throw new Error("Ansible is not installed here: nothing was recorded.");
}

if (import.meta.main) {
  await recordHostvars();
  await recordPatterns();
}
