/**
 * `shep vars`: which value of a variable counts on a host, and why.
 *
 * @module
 */
import type { InventoryView, VariableSetting } from "@shep/host";
import type { Config } from "@shep/host/config";
import { didYouMean, Fault } from "@shep/sdk";
import type { Arguments } from "../../arguments/arguments.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { renderEntries } from "../../render/value.ts";
import { tellError } from "../../settings.ts";
import type { Streams } from "../../terminal/streams.ts";
import type { Paint } from "../../terminal/style.ts";
import { requireHost } from "../inventory/mod.ts";
import { readView } from "../inventory/view.ts";

/**
 * Carries out `shep vars`, and returns the exit code.
 *
 * @throws {UsageError} for more than a host and a name.
 */
export async function runVarsCommand(
  args: Arguments,
  streams: Streams,
  config: Config,
): Promise<number> {
  const [host = "", name, extra] = args.positionals;
  if (extra !== undefined) {
    throw new UsageError(`shep vars does not take '${extra}'`, { command: "vars" });
  }
  try {
    const view = await readView(args, config, streams);
    requireHost(host, view);
    const text = explained(view, host, name, streams.paint).map((line) => line + "\n").join("");
    streams.write("stdout", text);
    return 0;
  } catch (error) {
    return tellError(streams, error);
  }
}

function explained(
  view: InventoryView,
  host: string,
  name: string | undefined,
  paint: Paint,
): string[] {
  const settings = view.settings(host);
  const names = name === undefined ? [...settings.keys()].sort() : [name];
  return names.flatMap((each) => {
    const said = settings.get(each);
    if (said === undefined) throw unknownVariable(each, host, [...settings.keys()]);
    const [strongest, ...overridden] = said;
    return [
      ...valueLines(each, strongest!),
      paint("verbose", `    ${placeOf(strongest!)}`),
      ...overridden.flatMap((setting) => overriddenLines(each, setting, paint)),
    ];
  });
}

function valueLines(name: string, { value }: VariableSetting): string[] {
  return renderEntries(new Map([[name, value]]));
}

function overriddenLines(name: string, setting: VariableSetting, paint: Paint): string[] {
  return [
    ...valueLines(name, setting).map((line, index) =>
      paint("skipped", index === 0 ? `    over ${line}` : `         ${line}`)
    ),
    paint("verbose", `        ${placeOf(setting)}`),
  ];
}

/** `group_vars/web.yml:3 (inventory group_vars/*)` */
function placeOf({ file, line, level }: VariableSetting): string {
  return `${line === undefined ? file : `${file}:${line}`} (${level})`;
}

function unknownVariable(name: string, host: string, known: readonly string[]): Fault {
  const hint = didYouMean(name, known) ??
    "What plays, roles and facts set is known when they run: debug shows it there.";
  return new Fault("not-found", `the inventory sets no variable '${name}' for ${host}`, { hint });
}
