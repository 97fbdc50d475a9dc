/** Waiting for jobs. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import type { ExecReply } from "@shep/sdk/wire";
import { Jobs, newJobId } from "./jobs.ts";

const { signal } = new AbortController();

/** A target that gives these answers: a job's state, or an error. */
function target(answers: readonly (string | Fault)[]): Jobs & { readonly asked: () => number } {
  const left = [...answers];
  const execute = (): Promise<ExecReply> => {
    const answer = left.shift() ?? "running";
    if (answer instanceof Fault) return Promise.reject(answer);
    const stdout = new TextEncoder().encode(`/home/jobs/j1.2\n${answer}\n`);
    return Promise.resolve({ exitCode: 0, stdout, stderr: new Uint8Array(0) });
  };
  return Object.assign(new Jobs(execute), { asked: () => answers.length - left.length });
}

const LOST = new Fault("unreachable", "The connection was closed");

Deno.test("a connection that is lost while a job is waited for is no harm", async () => {
  const jobs = target(["running", LOST, "3 10 12"]);
  const state = await jobs.wait("j1.2", 0.01, 60, signal);
  assert.deepEqual(state, { exitCode: 3, began: 10, ended: 12 });
  assert.equal(jobs.asked(), 3);
});

Deno.test("a target that stays away longer than the job may take is unreachable", async () => {
  await assert.rejects(target([LOST, LOST, LOST]).wait("j1.2", 0.001, -1, signal), /closed/);
});

Deno.test("any other error ends the waiting", async () => {
  const jobs = target([new Fault("failed", "no space left"), "0 1 2"]);
  await assert.rejects(jobs.wait("j1.2", 0.001, 60, signal), /no space left/);
});

Deno.test("a job that never ends is given up after its time", async () => {
  assert.equal(await target([]).wait("j1.2", 0.001, 0, signal), "expired");
});

Deno.test("jobs have names of their own, in Ansible's form", () => {
  const names = new Set(Array.from({ length: 100 }, newJobId));
  assert.equal(names.size, 100);
  for (const name of names) assert.match(name, /^j\d{12}\.\d+$/);
});
