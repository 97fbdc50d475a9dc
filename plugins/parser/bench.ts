/**
 * How long a playbook of 5,000 lines takes: `deno bench plugins/parser/bench.ts`.
 *
 * The aim is 15 ms once the code is warm.
 *
 * @module
 */

import { readEvents } from "./events.ts";
import { samplePlaybook } from "./sample.ts";
import { parseYaml } from "./yaml.ts";

const PLAYBOOK = samplePlaybook(5000);
const DEDENTED = `${PLAYBOOK}  vars:\n    packages: [\n    git,\n    vim\n    ]\n`;
const JSON_TEXT = JSON.stringify(parseYaml(PLAYBOOK, { file: "site.yml" }).root);

Deno.bench("grammar alone", () => void readEvents(PLAYBOOK));
Deno.bench("parseYaml", () => void parseYaml(PLAYBOOK, { file: "site.yml" }));
Deno.bench(
  "parseYaml, a bracket indented too little",
  () => void parseYaml(DEDENTED, { file: "site.yml" }),
);
Deno.bench("parseYaml, JSON", () => void parseYaml(JSON_TEXT, { file: "site.json" }));
