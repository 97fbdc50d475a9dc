/**
 * `shep config`: what can be set, and what is.
 *
 * @see https://docs.ansible.com/ansible/latest/cli/ansible-config.html
 * @module
 */
import {
  type Config,
  type Setting,
  type SettingName,
  type SettingOrigin,
  SETTINGS,
} from "@shep/host/config";
import { type Plain, toValue } from "@shep/sdk/value";
import type { Arguments } from "../../arguments/arguments.ts";
import { renderEntries } from "../../render/value.ts";
import type { Streams } from "../../terminal/streams.ts";

/** Carries out `shep config`, and returns the exit code. */
export function runConfigCommand(args: Arguments, streams: Streams, config: Config): number {
  const lines = args.positionals[0] === "list"
    ? listed()
    : dumped(config, args.has("only-changed"));
  streams.write("stdout", lines.map((line) => line + "\n").join(""));
  return 0;
}

function names(): SettingName[] {
  return (Object.keys(SETTINGS) as SettingName[]).sort();
}

function listed(): string[] {
  return renderEntries(toValue(Object.fromEntries(names().map((name) => [name, described(name)]))));
}

function described(name: SettingName): Plain {
  const { type, default: usual, description, env, ini, choices }: Setting = SETTINGS[name];
  return {
    description,
    type,
    default: usual,
    ...(choices && { choices }),
    ...(ini.length > 0 && { ini: ini.map(([section, key]) => ({ section, key })) }),
    ...(env.length > 0 && { env }),
  };
}

/** `NAME(where it is said) = value`, as `ansible-config dump` has it. */
function dumped(config: Config, onlyChanged: boolean): string[] {
  const file = config.file ?? "none";
  const settings = names().filter((name) =>
    !onlyChanged || config.originOf(name).kind !== "default"
  );
  return [
    `CONFIG_FILE() = ${file}`,
    ...settings.map((name) =>
      `${name}(${placeOf(config.originOf(name))}) = ${JSON.stringify(config.valueOf(name))}`
    ),
  ];
}

function placeOf(origin: SettingOrigin): string {
  if (origin.kind === "default") return "default";
  if (origin.kind === "environment") return `env: ${origin.variable}`;
  return `${origin.file}:${origin.entry.line}`;
}
