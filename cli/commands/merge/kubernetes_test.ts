/** What docs/scale.md shows for Kubernetes, as far as it can be had without one. */
import assert from "node:assert/strict";
import { writeProgram } from "../../../sdk/testing/write_program.ts";
import { load } from "js-yaml";

const MAIN = new URL("../../main.ts", import.meta.url).pathname;
const DOCUMENT = await Deno.readTextFile(new URL("../../../docs/scale.md", import.meta.url));

/** What of a Job is looked at. */
interface Job {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: {
    readonly completionMode: string;
    readonly completions: number;
    readonly parallelism: number;
    readonly template: {
      readonly spec: {
        readonly restartPolicy: string;
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly args: readonly string[];
          readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
        }[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

const [, yaml = ""] = /^```yaml\n(.*?)^```/ms.exec(DOCUMENT) ?? [];
const { apiVersion, kind, spec } = load(yaml) as Job;
const { containers: [container], volumes, restartPolicy } = spec.template.spec;
const SHARDS = spec.completions;

Deno.test("the Job is an Indexed Job whose command knows how many shards there are", () => {
  assert.deepEqual([apiVersion, kind, spec.completionMode], ["batch/v1", "Job", "Indexed"]);
  assert(spec.parallelism <= SHARDS);
  assert.equal(restartPolicy, "Never");
  assert.match(container!.args.join(" "), new RegExp(`--shard \\$JOB_COMPLETION_INDEX/${SHARDS} `));
  const mounted = container!.volumeMounts.map(({ name }) => name);
  assert.deepEqual(volumes.map(({ name }) => name).toSorted(), mounted.toSorted());
});

/** What runs in a container: the words, where the volumes are somewhere else. */
async function inContainer(
  root: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const mounts = container!.volumeMounts.map(({ mountPath }) => mountPath);
  const places = new RegExp(`(?<![\\w/])(?=(?:${mounts.join("|")})\\b)`, "g");
  const [program, ...args] = words.map((word) => word.replaceAll(places, root));
  const output = await new Deno.Command(program!, {
    args,
    env: { NO_COLOR: "1", PATH: `${root}/bin:${Deno.env.get("PATH")}`, ...environment },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return {
    code: output.code,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
  };
}

/** Uses what a container has: the program, a playbook, and the inventory of a fleet. */
async function withContainer(
  hosts: readonly string[],
  use: (root: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "shep-kubernetes-" });
  try {
    for (const folder of ["bin", "site", "state"]) await Deno.mkdir(`${root}/${folder}`);
    await writeProgram(
      `${root}/bin/shep`,
      `#!/bin/sh\nexec '${Deno.execPath()}' run -A --quiet '${MAIN}' "$@"\n`,
    );
    await Deno.writeTextFile(`${root}/site/inventory`, `${hosts.join("\n")}\n`);
    await Deno.writeTextFile(
      `${root}/site/site.yml`,
      "- hosts: all\n  gather_facts: false\n  tasks:\n  - debug: {msg: done}\n",
    );
    await use(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("its command, run as each of the indices, does the whole fleet once", () => {
  const hosts = Array.from({ length: 3 * SHARDS }, (_, index) => `web${index}`);
  return withContainer(hosts, async (root) => {
    const words = [...container!.command, ...container!.args];
    const runs = Array.from({ length: SHARDS }, (_, index) => ({
      JOB_COMPLETION_INDEX: String(index),
    }));
    // As many at a time as a small machine has processors.
    for (let at = 0; at < runs.length; at += 2) {
      const done = await Promise.all(
        runs.slice(at, at + 2).map((environment) => inContainer(root, words, environment)),
      );
      for (const { code, stdout, stderr } of done) assert.equal(code, 0, stdout + stderr);
    }
    const [, merge] = /`(shep merge [^`]+)` tells what became/.exec(DOCUMENT) ?? [];
    const { code, stdout, stderr } = await inContainer(root, ["sh", "-c", merge!]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, new RegExp(`^RECAP of ${hosts.length} hosts in ${SHARDS} journals$`, "m"));
    for (const host of hosts) assert.match(stdout, new RegExp(`^${host} +: +ok=1 `, "m"));
    // A host that two shards had would be told.
    assert.doesNotMatch(stdout + stderr, /WARNING/);
  });
});
