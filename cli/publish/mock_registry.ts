/**
 * A registry that takes what `deno publish` uploads and serves it again: enough of JSR's interface
 * to run published packages without a network.
 *
 * @see https://jsr.io/docs/api
 * @module
 */
import { untar } from "./tar.ts";

/** What JSR knows of a version of a package. */
interface VersionMeta {
  readonly manifest: Record<string, { readonly size: number; readonly checksum: string }>;
  readonly exports: Record<string, string>;
}

const UPLOAD = /^\/api\/scopes\/([^/]+)\/packages\/([^/]+)\/versions\/([^/]+)$/;
const PACKAGE = /^\/api\/scopes\/([^/]+)\/packages\/([^/]+)$/;

/** Serves on a port of its own until it is disposed of. */
export class MockRegistry implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  /** What is served, by path. */
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #versions = new Map<string, string[]>();

  constructor() {
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => this.#answer(request),
    );
  }

  /** Where it is, as `JSR_URL` takes it. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  /** The paths of all published files. */
  get paths(): string[] {
    return [...this.#files.keys()];
  }

  /** Serves no longer. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const upload = UPLOAD.exec(path);
    if (upload && request.method === "POST") {
      await this.#publish(`@${upload[1]}/${upload[2]}`, upload[3]!, request);
      return Response.json({ id: "1", status: "success", error: null });
    }
    if (upload) return Response.json({ code: "notFound", message: "no such version" }, NOT_FOUND);
    const known = PACKAGE.exec(path);
    if (known) return Response.json({ scope: known[1], name: known[2] });
    if (path.startsWith("/api/")) return Response.json({ id: "1", status: "success", error: null });
    const file = this.#files.get(path);
    if (!file) return new Response("not found", NOT_FOUND);
    return new Response(file, { headers: { "content-type": contentType(path) } });
  }

  async #publish(name: string, version: string, request: Request): Promise<void> {
    const files = untar(await bodyOf(request));
    const manifest: VersionMeta["manifest"] = {};
    for (const [path, bytes] of files) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      manifest[path] = { size: bytes.length, checksum: `sha256-${digest}` };
      this.#files.set(`/${name}/${version}${path}`, bytes);
    }
    const config = new URL(request.url).searchParams.get("config") ?? "/deno.json";
    const { exports } = JSON.parse(new TextDecoder().decode(files.get(config)));
    const entries = typeof exports === "string" ? { ".": exports } : exports;
    this.#serve(`/${name}/${version}_meta.json`, { manifest, exports: entries });
    const versions = [...this.#versions.get(name) ?? [], version];
    this.#versions.set(name, versions);
    this.#serve(`/${name}/meta.json`, {
      name,
      latest: version,
      versions: Object.fromEntries(versions.map((each) => [each, {}])),
    });
  }

  #serve(path: string, content: unknown): void {
    this.#files.set(path, new TextEncoder().encode(JSON.stringify(content)));
  }
}

const NOT_FOUND = { status: 404 };

async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await request.bytes();
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(plain).bytes();
}

function contentType(path: string): string {
  if (path.endsWith(".ts")) return "text/typescript";
  return path.endsWith(".json") ? "application/json" : "application/octet-stream";
}
