/** `async_status`: how a job of an earlier task is doing. @module */
import { Fault } from "@shep/sdk";
import type { ControlResult, ReachAction } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/async_status_module.html */
export const asyncStatus: ReachAction = {
  name: "async_status",
  summary: "Tells how a job in the background is doing, and what came of it.",
  arguments: {
    jid: { type: "str", description: "The job: `ansible_job_id` of its task.", required: true },
    mode: {
      type: "str",
      description: "Whether to ask for it, or to remove what is left of it.",
      choices: ["status", "cleanup"],
      default: "status",
    },
  },
  supportsCheck: true,
  examples: [
    "- async_status: {jid: '{{ build.ansible_job_id }}'}\n  register: job\n" +
    "  until: job is finished\n  retries: 30",
  ],
  returns: { finished: "Whether it is through.", started: "Whether it has begun." },
  async reach(args, { jobs, position }): Promise<ControlResult> {
    const id = String(args.get("jid"));
    if (!/^j\d+\.\d+$/.test(id)) {
      throw new Fault("invalid-argument", `'${id}' is no job`, { ...position });
    }
    const desk = await jobs();
    if (args.get("mode") === "cleanup") {
      const erased = await desk.erase(id);
      return { values: { ansible_job_id: id, erased, started: 0, finished: 0 } };
    }
    const { status, values, facts, diffs } = await desk.status(id);
    return {
      diffs,
      ...(facts === undefined ? {} : { facts }),
      failed: status === "failed",
      skipped: status === "skipped",
      changed: status === "changed",
      values: Object.fromEntries(values),
    };
  },
};
