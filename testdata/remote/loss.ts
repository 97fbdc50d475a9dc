/**
 * A network that fails: a TCP proxy on the loopback address that counts bytes, and cuts every
 * connection when so many have passed.
 *
 * @module
 */

/** A way through the proxy: from a client, or to it. */
export type Way = "sent" | "received";

/** When a network fails, and what happens just before. */
interface Limit {
  readonly way: Way;
  readonly bytes: number;
  readonly before: () => Promise<void>;
}

/** Hands on what comes in, in both directions, until it is to fail. */
export class LosingProxy implements AsyncDisposable {
  readonly #listener: Deno.TcpListener;
  readonly #connections = new Set<Deno.Conn>();
  readonly #accepting: Promise<void>;
  readonly #relays: Promise<void>[] = [];
  readonly #bytes: Record<Way, number> = { sent: 0, received: 0 };
  #limit: Limit | undefined;

  /** Leads to a port of this machine. */
  constructor(port: number) {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#accepting = this.#accept(port);
  }

  /** Where it listens. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** How many bytes have gone this way; since the failure, if there was one. */
  bytes(way: Way): number {
    return this.#bytes[way];
  }

  /** Whether it has yet to fail. */
  get isToFail(): boolean {
    return this.#limit !== undefined;
  }

  /**
   * Fails, once, when so many bytes more have gone this way, and `before` is done; nothing of them
   * that is late arrives.
   */
  failAfter(way: Way, bytes: number, before = (): Promise<void> => Promise.resolve()): void {
    this.#limit = { way, bytes: this.#bytes[way] + bytes, before };
  }

  async #accept(port: number): Promise<void> {
    for await (const near of this.#listener) {
      const far = await Deno.connect({ hostname: "127.0.0.1", port });
      this.#connections.add(near).add(far);
      this.#relays.push(this.#relay(near, far, "sent"), this.#relay(far, near, "received"));
    }
  }

  async #relay(from: Deno.Conn, to: Deno.Conn, way: Way): Promise<void> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const length = await from.read(buffer).catch(() => null);
      if (length === null) break;
      this.#bytes[way] += length;
      const limit = this.#limit;
      if (limit?.way === way && this.#bytes[way] > limit.bytes) await this.#fail(limit);
      else await writeAll(to, buffer.subarray(0, length)).catch(() => {});
    }
    for (const connection of [from, to]) this.#close(connection);
  }

  async #fail({ before }: Limit): Promise<void> {
    this.#limit = undefined;
    await before();
    this.#bytes.sent = this.#bytes.received = 0;
    for (const connection of this.#connections) this.#close(connection);
  }

  #close(connection: Deno.Conn): void {
    if (this.#connections.delete(connection)) connection.close();
  }

  /** Closes all connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting.catch(() => {});
    for (const connection of this.#connections) this.#close(connection);
    await Promise.all(this.#relays);
  }
}

async function writeAll(to: Deno.Conn, data: Uint8Array): Promise<void> {
  for (let rest = data; rest.length > 0;) rest = rest.subarray(await to.write(rest));
}
