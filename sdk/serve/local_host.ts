/**
 * A host for one plugin run by hand: it carries requests out on this machine, as far as the
 * process may, and shows each of them.
 *
 * @module
 */
import { Handlers } from "../wire/call.ts";
import { Fault } from "../wire/errors.ts";
import { type FileKind, listDirectory, readFile, renderTemplate } from "../wire/messages/action.ts";
import { exec, type ExecReply, type ExecRequest, fetch, put } from "../wire/messages/connection.ts";

/** Whether the process holds a permission. */
export type MayFunction = (descriptor: Deno.PermissionDescriptor) => boolean;

/** How a {@linkcode localHost} behaves. */
export interface LocalHostOptions {
  /** Hears of every request, in a line or more. */
  readonly onRequest: (text: string) => void;
  /** Whether the process holds a permission; asks Deno if absent. */
  readonly may?: MayFunction;
}

/** What a host serves, on this machine. */
export function localHost({ onRequest, may = granted }: LocalHostOptions): Handlers {
  const need = (descriptor: Deno.PermissionDescriptor, act: string, flag: string): void => {
    if (may(descriptor)) return;
    throw new Fault("permission-denied", `This process may not ${act}`, {
      hint: `Give it the permission: deno run ${flag} …`,
    });
  };
  const needRead = (what: string, path: string): void => {
    onRequest(`${what} ${path}`);
    need({ name: "read", path }, `read '${path}'`, `--allow-read=${path}`);
  };
  return new Handlers()
    .on(exec, (request) => {
      onRequest(execText(request));
      if (request.streamed) throw byAHostOnly("A conversation with a program is carried");
      need({ name: "run" }, "run programs", "--allow-run");
      return runProgram(request);
    })
    .on(put, async (request, call) => {
      const { destination, mode = 0o600 } = request;
      onRequest(`put ${destination}`);
      need(
        { name: "write", path: destination },
        `write '${destination}'`,
        `--allow-write=${destination}`,
      );
      const content = request.content ??
        (request.source === undefined
          ? await collect((sink) => call.consume("data", sink))
          : await Deno.readFile(request.source));
      await Deno.writeFile(destination, content, { mode });
      return { size: content.length };
    })
    .on(fetch, async ({ path }, call) => {
      needRead("fetch", path);
      const content = await Deno.readFile(path);
      await call.write("data", content);
      return { size: content.length };
    })
    .on(readFile, async ({ path, statOnly }) => {
      needRead(statOnly ? "stat file" : "read file", path);
      const found = await stat(path);
      const data = found.kind === "file" && !statOnly ? { data: await Deno.readFile(path) } : {};
      return { ...found, ...data };
    })
    .on(listDirectory, async ({ path }) => {
      needRead("list directory", path);
      const { kind } = await stat(path);
      if (kind !== "directory") return { kind, path, entries: [] };
      const names = [...Deno.readDirSync(path)].map((entry) => entry.name).sort();
      const entries = await Promise.all(names.map(async (name) => {
        const { kind, mode } = await stat(`${path}/${name}`);
        return { name, kind, mode };
      }));
      return { kind, path, entries };
    })
    .on(renderTemplate, ({ path }) => {
      onRequest(`render template ${path}`);
      throw byAHostOnly("Templates are rendered");
    });
}

function byAHostOnly(what: string): Fault {
  return new Fault("unsupported-message", `${what} by a host only`, {
    hint: "Run the action in a playbook",
  });
}

function granted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}

/** A request for a program, as a person reads it. */
function execText({ kind, library = "", script = "", argv = [] }: ExecRequest): string {
  return kind === "script"
    ? `script\n${(library + script).replace(/^/gm, "  | ")}`
    : `command ${argv.join(" ")}`;
}

async function runProgram(request: ExecRequest): Promise<ExecReply> {
  const { kind, library = "", script = "", argv = [], stdin, cwd, environment = {} } = request;
  const [program, ...args] = kind === "script" ? ["sh", "-c", library + script] : argv;
  const started = Date.now();
  const child = new Deno.Command(program!, {
    args,
    env: environment,
    ...(cwd === undefined ? {} : { cwd }),
    stdin: stdin ? "piped" : "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  if (stdin) {
    const writer = child.stdin.getWriter();
    // A program that does not read all of it is none of our business.
    await writer.write(stdin).then(() => writer.close()).catch(() => {});
  }
  const { code, signal, stdout, stderr } = await output;
  const said = { stdout, stderr, started, ended: Date.now() };
  return signal === null ? { exitCode: code, ...said } : { exitCode: -1, signal, ...said };
}

async function stat(
  path: string,
): Promise<{ kind: FileKind; path: string; size: number; mode: number }> {
  try {
    const { isDirectory, size, mode } = await Deno.stat(path);
    const kind = isDirectory ? "directory" : "file";
    return { kind, path, size, mode: (mode ?? 0) & 0o7777 };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { kind: "missing", path, size: 0, mode: 0 };
  }
}

async function collect(
  consume: (sink: (data: Uint8Array) => void) => Promise<void>,
): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  await consume((data) => void chunks.push(data.slice()));
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
