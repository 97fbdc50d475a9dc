/**
 * Inventories that programs print.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/script_inventory.html
 * @module
 */
import {
  defineInventory,
  Fault,
  type InventoryDefinition,
  inventoryReply,
  type LoadInventoryRequest,
} from "@shep/sdk";
import { InventoryBuilder } from "../builder.ts";
import { Document } from "../document.ts";
import { asFault } from "../error.ts";
import { readScriptHostVars, readScriptOutput } from "./output.ts";
import { type ProgramSetting, runProgram } from "./program.ts";

/** So many hosts are asked for at a time, each by a program of its own. */
const AT_ONCE = 8;

/** Reads what a program prints for `--list`, and for `--host` where that is not all. */
export const script: InventoryDefinition = defineInventory({
  name: "script",
  load: async (request) => {
    const builder = new InventoryBuilder();
    try {
      for (const path of request.sources) await readScript(path, builder, settingOf(request));
      return inventoryReply(builder.snapshot());
    } catch (error) {
      throw asFault(error);
    }
  },
});

async function readScript(
  path: string,
  builder: InventoryBuilder,
  setting: ProgramSetting,
): Promise<void> {
  const ask = async (...args: string[]): Promise<Document | undefined> => {
    const { stdout, stderr } = await runProgram(path, args, setting);
    if (stderr.trim() !== "") builder.warn(`${path} says: ${stderr.trimEnd()}`);
    return stdout.trim() === "" ? undefined : printed(stdout, path, args);
  };
  const list = await ask("--list");
  if (list === undefined) return builder.warn(`${path} --list printed nothing`);
  const hosts = readScriptOutput(list, builder);
  for (let start = 0; start < hosts.length; start += AT_ONCE) {
    await Promise.all(
      hosts.slice(start, start + AT_ONCE).map(async (host) => {
        const vars = await ask("--host", host);
        if (vars !== undefined) readScriptHostVars(host, vars, builder);
      }),
    );
  }
}

/** The JSON that a script printed. */
function printed(text: string, path: string, args: readonly string[]): Document {
  try {
    JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Fault("syntax", `What '${[path, ...args].join(" ")}' printed is no JSON: ${why}`, {
      file: path,
      detail: excerpt(text),
      hint: "Diagnostics belong on stderr, so that stdout is JSON and nothing else",
      cause: error,
    });
  }
  return new Document(text, path);
}

/** The first lines, each cut to a width that can be read. */
function excerpt(text: string): string {
  return text.split("\n").slice(0, 5).map((line) => line.slice(0, 200)).join("\n").trimEnd();
}

function settingOf({ options }: LoadInventoryRequest): ProgramSetting {
  const environment = options?.get("environment");
  const pairs = environment instanceof Map ? [...environment] : [];
  return {
    environment: Object.fromEntries(pairs.map(([name, value]) => [String(name), String(value)])),
    cwd: String(options?.get("cwd") ?? "/"),
  };
}
