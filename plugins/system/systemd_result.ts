/**
 * What the script about a unit reported, as return values.
 *
 * @module
 */
import type { Task, TaskResult } from "@shep/sdk";
import type { Report } from "../file/target.ts";

/** The result of a task about a unit. */
export function unitResult(name: string | undefined, report: Report, task: Task): TaskResult {
  if (report.get("offline") !== undefined) {
    task.warn(
      "The target is a chroot or systemd is offline: what is reported of units may not be so",
    );
  }
  const status = report.get("status");
  const state = report.get("state");
  const enabled = report.get("enabled");
  return {
    changed: report.changed,
    values: {
      name: name ?? null,
      status: status === undefined ? {} : parseUnitStatus(status),
      ...(enabled === undefined ? {} : { enabled: enabled === "yes" }),
      ...(state === undefined ? {} : { state }),
    },
  };
}

/**
 * The properties that `systemctl show` prints, a line each. A value in braces may go on over lines
 * until they close.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseUnitStatus("Id=a.service\nExecStart={ path=/a ;\n b }\nType=simple"), {
 *   Id: "a.service",
 *   ExecStart: "{ path=/a ;\n b }",
 *   Type: "simple",
 * });
 * ```
 */
export function parseUnitStatus(text: string): Record<string, string> {
  const properties: Record<string, string> = {};
  let open: string | undefined;
  for (const line of text.split("\n")) {
    if (open !== undefined) {
      properties[open] += `\n${line}`;
      if (line.trimEnd().endsWith("}")) open = undefined;
      continue;
    }
    const at = line.indexOf("=");
    if (at < 1) continue;
    const [name, value] = [line.slice(0, at), line.slice(at + 1)];
    properties[name] = value.trim();
    if (name.startsWith("Exec") && value.startsWith("{") && !value.endsWith("}")) open = name;
  }
  return properties;
}
