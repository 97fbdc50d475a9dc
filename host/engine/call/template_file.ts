/**
 * What a template file sees beside the task's variables, and how it is read.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/template_module.html
 * @module
 */
import { Fault, type ValueMap } from "@shep/sdk";
import type { RenderTemplateRequest } from "@shep/sdk/wire";
import { bytesOf, type FoundFile } from "../../controller/files.ts";
import type { SourcePosition } from "../../playbook/model.ts";
import { formatDate } from "../../template/ansible/date_format.ts";
import { type DateTime, localDate } from "../../template/ansible/date_time.ts";
import { type Syntax, TemplateText } from "../../template/mod.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { PlayContext } from "../play_context.ts";

/** How the options of the `template` action are called in the engine. */
const SYNTAX: Readonly<Record<string, keyof Syntax>> = {
  trim_blocks: "trimBlocks",
  lstrip_blocks: "lstripBlocks",
  newline_sequence: "newlineSequence",
  block_start_string: "blockStart",
  block_end_string: "blockEnd",
  variable_start_string: "variableStart",
  variable_end_string: "variableEnd",
  comment_start_string: "commentStart",
  comment_end_string: "commentEnd",
};

/** The engine's syntax for the options of a task. */
export function templateOptions(options: ValueMap): Partial<Syntax> {
  const syntax: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(SYNTAX)) {
    const value = options.get(name);
    if (value !== undefined && value !== null) syntax[field] = value;
  }
  return syntax as Partial<Syntax>;
}

/** A template of the playbook. */
export interface FoundTemplate {
  readonly path: string;
  readonly origin: SourcePosition;
  /** Renders it with the task's variables. */
  render(): string;
}

/** A file that an action wants to be rendered, as its task sees it. */
export async function foundTemplate(
  found: FoundFile,
  { path, options }: RenderTemplateRequest,
  { play: { run }, scope }: { readonly play: PlayContext; readonly scope: HostScope },
): Promise<FoundTemplate> {
  const origin = { file: found.path, line: 1, column: 1 };
  const dest = options.get("dest");
  const variables = scope.with(
    await templateVariables({
      path: found.path,
      written: path,
      managed: run.settings.config.get("DEFAULT_MANAGED_STR"),
      ...(typeof dest === "string" ? { dest } : {}),
    }),
  );
  const text = new TemplateText(templateSource(await bytesOf(found), found.path), origin);
  return {
    path: found.path,
    origin,
    render: () => run.environment.render(text, variables, templateOptions(options)),
  };
}

/**
 * The text of a template file. A byte order mark is kept, as Ansible keeps it.
 *
 * @throws {Fault} For bytes that are no UTF-8.
 */
export function templateSource(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Fault("failed", `The template '${path}' is not encoded in UTF-8`, {
      file: path,
      hint: "A template always is, whatever output_encoding says; copy takes files as they are",
      cause,
    });
  }
}

/** Where a template file is, and where its text goes. */
export interface TemplatePlace {
  readonly path: string;
  /** As the task or lookup names it. */
  readonly written: string;
  /** Where the result goes; nowhere in particular for a lookup. */
  readonly dest?: string;
  /** The setting `ansible_managed`. */
  readonly managed: string;
}

/** The variables that only templates have. */
export async function templateVariables(
  { path, written, dest, managed }: TemplatePlace,
): Promise<ReadonlyMap<string, unknown>> {
  const { uid, mtime } = await Deno.stat(path);
  const modified = localDate(mtime ?? new Date(0));
  const owner = await userName(uid);
  const host = Deno.hostname();
  return new Map<string, unknown>([
    ["ansible_managed", managedText(managed, { host, uid: owner, file: written }, modified)],
    ["template_host", host],
    ["template_uid", owner],
    ["template_path", written],
    ["template_fullpath", path],
    ["template_mtime", modified],
    ["template_run_date", localDate(new Date())],
    ...(dest === undefined ? [] : [["template_destpath", dest] as const]),
  ]);
}

/** The user's name on this machine; the number where it has none. */
async function userName(uid: number | null): Promise<string | number> {
  const users = await Deno.readTextFile("/etc/passwd").catch(() => "");
  const name = users.split("\n").map((line) => line.split(":"))
    .find((fields) => fields[2] === String(uid))?.[0];
  return name ?? uid ?? 0;
}

/** The setting with the template's file in it, and the time when that was changed. */
function managedText(
  managed: string,
  about: Readonly<Record<string, string | number>>,
  { time, microsecond }: DateTime,
): string {
  const filled = managed.replace(/\{(host|uid|file)\}/g, (_, name: string) => {
    const text = String(about[name]);
    return name === "file" ? text.replaceAll("%", "%%") : text;
  });
  return formatDate(new Date(time), filled, microsecond);
}
