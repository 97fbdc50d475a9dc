/**
 * Which connection serves which host: each is opened when it is first needed, and kept.
 *
 * @module
 */
import { type ExecKind, Fault, type ValueMap } from "@shep/sdk";
import {
  type CallOptions,
  type CallType,
  closeConnection,
  exec,
  type ExecReply,
  type ExecRequest,
  fetch,
  type FetchRequest,
  openConnection,
  type OpenConnectionReply,
  put,
  type PutRequest,
} from "@shep/sdk/wire";
import type { Config } from "../config/mod.ts";
import type { PluginProcess } from "../plugin/process.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import { type Content, repeatPut } from "./repeat_put.ts";
import { SshFiles } from "./ssh_files.ts";

/** How a host is reached. */
export interface ConnectionTarget {
  /** The connection's name: `local`, `ssh`, … */
  readonly connection: string;
  /** The inventory name, for messages. */
  readonly host: string;
  /** The connection's variables. */
  readonly options: ValueMap;
}

/** An open connection to one host. */
export class HostConnection {
  /** Whether it reads the file of the controller that a put names as its source. */
  readonly readsSources: boolean;
  /** The kinds of programs that it runs in their order, and only `after` others' success. */
  readonly chains: readonly ExecKind[];
  readonly #process: PluginProcess;
  readonly #id: number;
  readonly #onLost: () => void;

  /** @param onLost Hears that the host cannot be reached any more. */
  constructor(process: PluginProcess, opened: OpenConnectionReply, onLost: () => void) {
    this.#process = process;
    this.#id = opened.connectionId;
    this.readsSources = opened.readsSources ?? false;
    this.chains = opened.chains ?? [];
    this.#onLost = onLost;
  }

  /** Runs a program on the host. */
  exec(request: ExecRequest, options?: CallOptions): Promise<ExecReply> {
    return this.#call(exec, request, options);
  }

  /** Writes a file on the host. */
  put(request: PutRequest, options?: CallOptions): Promise<{ readonly size: number }> {
    return this.#call(put, request, options);
  }

  /** Writes a file whose content can be read again, should the host be lost in the middle. */
  putContent(
    request: PutRequest,
    content: Content,
    options?: CallOptions,
  ): Promise<{ readonly size: number }> {
    return this.#watched(() =>
      repeatPut(
        content,
        (data) => this.#process.call(put, this.#own(request), { ...options, data }),
      )
    );
  }

  /** Reads a file of the host. */
  fetch(request: FetchRequest, options?: CallOptions): Promise<{ readonly size: number }> {
    return this.#call(fetch, request, options);
  }

  /** Ends it. */
  async close(): Promise<void> {
    await this.#process.call(closeConnection, { connectionId: this.#id });
  }

  #call<Request extends { readonly connectionId?: number }, Reply>(
    type: CallType<Request, Reply>,
    request: Request,
    options?: CallOptions,
  ): Promise<Reply> {
    return this.#watched(() => this.#process.call(type, this.#own(request), options));
  }

  #own<Request>(request: Request): Request & { readonly connectionId: number } {
    return { ...request, connectionId: this.#id };
  }

  async #watched<Reply>(call: () => Promise<Reply>): Promise<Reply> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof Fault && error.kind === "unreachable") this.#onLost();
      throw error;
    }
  }
}

/** All connections of a run. */
export class ConnectionManager {
  readonly #registry: PluginRegistry;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #sshFiles: SshFiles;
  readonly #open = new Map<string, Promise<HostConnection>>();
  #lastNumber = 0;

  /** `config` has the user's environment, which programs on the controller are started with. */
  constructor(registry: PluginRegistry, config: Config) {
    this.#registry = registry;
    this.#environment = config.environment;
    this.#sshFiles = new SshFiles(config);
  }

  /**
   * The connection to a target.
   *
   * @throws {Fault} `unreachable`, with why.
   */
  connect(target: ConnectionTarget): Promise<HostConnection> {
    const key = targetKey(target);
    let connection = this.#open.get(key);
    if (!connection) {
      // After a failure the next task tries again.
      const forget = (): void => void this.#open.delete(key);
      connection = this.#connect(target, forget);
      this.#open.set(key, connection);
      connection.catch(forget);
    }
    return connection;
  }

  /** A number for a program, which no other has. */
  nextNumber(): number {
    return ++this.#lastNumber;
  }

  /** Ends all connections to a host: the next task opens another. */
  async reset(host: string): Promise<void> {
    const ended = [...this.#open].filter(([key]) => hostOf(key) === host);
    for (const [key] of ended) this.#open.delete(key);
    await Promise.allSettled(ended.map(async ([, connection]) => await (await connection).close()));
  }

  async #connect(target: ConnectionTarget, onLost: () => void): Promise<HostConnection> {
    if (!this.#registry.has("connections", target.connection)) {
      const known = [...this.#registry.names("connections")].sort().join(", ");
      throw new Fault(
        "unreachable",
        `The connection '${target.connection}' to '${target.host}' is not supported yet`,
        { hint: `Supported are: ${known}. For this machine: ansible_connection=local` },
      );
    }
    const { process } = await this.#registry.plugin("connections", target.connection);
    const own = target.connection === "ssh" ? await this.#sshFiles.options() : [];
    const options = new Map([...target.options, ...own]);
    const request = { ...target, options, environment: this.#environment };
    return new HostConnection(process, await process.call(openConnection, request), onLost);
  }
}

/** Tasks that reach a host by other options (another user, another port) have another connection. */
export function targetKey({ connection, host, options }: ConnectionTarget): string {
  return [connection, host, ...Array.from(options, ([name, value]) => `${name}=${value}`)].join(
    "\0",
  );
}

function hostOf(key: string): string | undefined {
  return key.split("\0")[1];
}
