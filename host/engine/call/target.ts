/**
 * How the host that a task acts on is reached.
 *
 * @module
 */
import type { Value } from "@shep/sdk";
import type { ConnectionTarget } from "../../connection/manager.ts";
import { connectionName, connectionOptions } from "../../connection/options.ts";
import type { Attempt } from "../task/attempt.ts";
import type { PlayContext } from "../play_context.ts";

/**
 * The target of a task: the host that it runs for, or the one it is delegated to, with that
 * host's own connection variables.
 */
export function taskTarget(
  play: PlayContext,
  { task, host, scope, keywords }: Attempt,
  delegate: string | undefined,
): ConnectionTarget {
  const { run } = play;
  const { config } = run.settings;
  const name = delegate ?? host;
  const source = delegate === undefined ? scope : play.taskScope(delegate, task);
  const variable = (key: string): Value | undefined => {
    const value = source.lookup(key);
    return value === undefined ? undefined : run.environment.resolve(value, source) as Value;
  };
  const entry = run.inventory.host(name);
  const isLocal = entry?.implicit ?? false;
  const connection = variable("ansible_connection") ?? (isLocal ? "local" : undefined) ??
    keywords.text("connection") ?? run.settings.connection ?? config.get("DEFAULT_TRANSPORT");
  const kind = connectionName(String(connection));
  const options = connectionOptions(kind, {
    host: name,
    variable,
    keyword: (keyword) => keywords.text(keyword),
    flags: run.settings.connectionFlags ?? {},
    config,
  });
  // On the controller itself programs run beside the playbook.
  if (kind === "local") options.set("playbook_dir", play.playbookDir);
  return { connection: kind, host: name, options };
}
