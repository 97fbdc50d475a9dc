/**
 * What reading another host's variables costs, with few hosts and with many: it is to cost the same.
 * `deno run -A host/variables/bench.ts`
 *
 * @module
 */
import process from "node:process";
import { runPlaybook } from "../../testdata/parity/shep.ts";

const READS = 20_000;
const ROUNDS = 5;

/** How many times as much it may cost with many: what is left is noise. */
const AT_MOST = 1.25;

const TEMPLATE = `{% for i in range(${READS}) %}{{ hostvars['h7'].port }}{% endfor %}`;
const PLAY = `- hosts: h1
  gather_facts: false
  tasks:
    - debug: {msg: "${TEMPLATE}"}
    - debug: {msg: "${TEMPLATE}"}
`;

const folder = await Deno.makeTempDir({ prefix: "shep-hostvars-" });

/** Microseconds of processor time for one read, among so many hosts. */
async function cost(hosts: number): Promise<number> {
  const names = Array.from({ length: hosts }, (_, index) => `h${index}`);
  await Deno.writeTextFile(`${folder}/hosts`, `${names.join("\n")}\n[all:vars]\nport=80\n`);
  await Deno.writeTextFile(`${folder}/play.yml`, PLAY);
  const costs: number[] = [];
  let before = process.cpuUsage();
  const { exitCode, error } = await runPlaybook(
    `${folder}/play.yml`,
    { inventory: [`${folder}/hosts`] },
    ({ type }) => {
      if (type === "task-started") before = process.cpuUsage();
      if (type !== "task-finished") return;
      const { user, system } = process.cpuUsage(before);
      costs.push((user + system) / READS);
    },
  );
  if (exitCode !== 0) throw new Error("the playbook failed", { cause: error });
  return Math.min(...costs);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

try {
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    few.push(await cost(20));
    many.push(await cost(5000));
  }
  const ratio = median(many.map((each, round) => each / few[round]!));
  console.log(
    `hostvars[x]: ${median(few).toFixed(2)} µs with 20 hosts, ` +
      `${median(many).toFixed(2)} µs with 5,000: ${ratio.toFixed(2)} times ` +
      `(${ratio <= AT_MOST ? "at most" : "above"} ${AT_MOST})`,
  );
  if (ratio > AT_MOST) Deno.exitCode = 1;
} finally {
  await Deno.remove(folder, { recursive: true });
}
