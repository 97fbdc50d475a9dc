/**
 * What a plugin may ask while it works for the host: the host acts in the name of the call that
 * the plugin was handed, and of nothing else.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import {
  exec,
  type ExecReply,
  type ExecRequest,
  fetch,
  type FetchRequest,
  Handlers,
  listDirectory,
  type ListDirectoryReply,
  type ListDirectoryRequest,
  loadInventory,
  type LoadInventoryReply,
  type LoadInventoryRequest,
  put,
  type PutRequest,
  readFile,
  type ReadFileReply,
  type ReadFileRequest,
  renderTemplate,
  type RenderTemplateReply,
  type RenderTemplateRequest,
  type ServedCall,
} from "@shep/sdk/wire";
import { bytesOf, type FoundFile, list, stat } from "./files.ts";
import { sha1OfBytes, sha1OfFile } from "./sha1.ts";

/** Larger files are streamed. */
const INLINE_BYTES = 48 * 1024;

/** What stands behind one call that a plugin works on. */
export interface PluginSession {
  /**
   * The file of the controller that a plugin means, if it may see it; in clear text, unless it is
   * wanted as it is.
   *
   * @throws {Fault} `permission-denied`, if not.
   */
  find(path: string, search: string, isAsItIs?: boolean): Promise<FoundFile>;
  exec?(request: ExecRequest, call: ServedCall): Promise<ExecReply>;
  put?(request: PutRequest, call: ServedCall): Promise<{ readonly size: number }>;
  fetch?(request: FetchRequest, call: ServedCall): Promise<{ readonly size: number }>;
  render?(request: RenderTemplateRequest): Promise<RenderTemplateReply>;
  /** What another inventory says of a source. */
  load?(request: LoadInventoryRequest): Promise<LoadInventoryReply>;
}

/** The handlers of everything a plugin may ask. Each finds its session by the call it is part of. */
export function sessionHandlers(): Handlers {
  return new Handlers()
    .on(exec, (request, call) => served(call, "exec")(request, call))
    .on(put, (request, call) => served(call, "put")(request, call))
    .on(fetch, (request, call) => served(call, "fetch")(request, call))
    .on(renderTemplate, (request, call) => served(call, "render")(request))
    .on(loadInventory, (request, call) => served(call, "load")(request))
    .on(readFile, (request, call) => serveFile(request, call))
    .on(listDirectory, (request, call) => serveDirectory(request, call));
}

function session(call: ServedCall): PluginSession {
  const context = call.parentContext;
  if (typeof context === "object" && context !== null && "find" in context) {
    return context as PluginSession;
  }
  throw new Fault("permission-denied", "A plugin may ask the host only while it works for it", {
    hint: "Name the call in whose name you ask",
  });
}

type Service = "exec" | "put" | "fetch" | "render" | "load";

/** A service of the call's session. */
function served<Name extends Service>(
  call: ServedCall,
  name: Name,
): NonNullable<PluginSession[Name]> {
  const found = session(call);
  const service = found[name];
  if (!service) throw new Fault("permission-denied", `This call has no use for '${name}'`);
  return service.bind(found) as NonNullable<PluginSession[Name]>;
}

async function serveFile(request: ReadFileRequest, call: ServedCall): Promise<ReadFileReply> {
  const { path, search = "", encrypted, statOnly, dataUpTo = 0, checksumUpTo = 0 } = request;
  const found = await session(call).find(path, search, encrypted);
  const { clear: _clear, content: _content, ...file } = found;
  if (file.kind !== "file") return file;
  const inlineBytes = statOnly ? Math.min(dataUpTo, INLINE_BYTES) : INLINE_BYTES;
  // A limit of 0 bytes asks for none at all, not even those of an empty file.
  if (inlineBytes > 0 && file.size <= inlineBytes) {
    return { ...file, data: await bytesOf(found) };
  }
  const isTooLarge = checksumUpTo > 0 && file.size > checksumUpTo;
  if (statOnly) return isTooLarge ? file : { ...file, sha1: await sha1Of(found) };
  for await (const chunk of contentOf(found)) await call.write("data", chunk);
  return file;
}

function sha1Of({ path, size, clear, content = clear }: FoundFile): Promise<string> {
  return content === undefined ? sha1OfFile(path, size) : sha1OfBytes(content);
}

async function serveDirectory(
  request: ListDirectoryRequest,
  call: ServedCall,
): Promise<ListDirectoryReply> {
  const found = await session(call).find(request.path, request.search ?? "");
  const entries = found.kind === "directory" ? await list(found.path) : [];
  return { ...found, entries };
}

/** The bytes of a file, as they are read. */
export async function* contentOf({ path, clear }: FoundFile): AsyncGenerator<Uint8Array> {
  if (clear === undefined) {
    using file = await Deno.open(path);
    yield* file.readable;
    return;
  }
  for (let start = 0; start < clear.length; start += INLINE_BYTES) {
    yield clear.subarray(start, start + INLINE_BYTES);
  }
}

/** A session for a plugin that reads nothing but what is allowed, and that as `open` gives it. */
export function readingSession(
  isAllowed: (path: string) => boolean,
  resolvePath: (path: string) => string,
  open: (found: FoundFile) => Promise<FoundFile>,
): PluginSession {
  return {
    find: async (path) => {
      const resolved = resolvePath(path);
      if (isAllowed(resolved)) return await open(await stat(resolved));
      throw new Fault("permission-denied", `The plugin may not read '${path}'`);
    },
  };
}
