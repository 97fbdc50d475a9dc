/**
 * A network that takes its time: a TCP proxy on the loopback address that holds every byte back.
 *
 * @module
 */

/** Hands on what comes in after a delay, in both directions. */
export class DelayingProxy implements AsyncDisposable {
  readonly #listener: Deno.TcpListener;
  readonly #milliseconds: number;
  readonly #connections = new Set<Deno.Conn>();
  readonly #accepting: Promise<void>;
  readonly #relays: Promise<void>[] = [];
  #roundTrips = 0;
  #isAnswered = true;

  /** Leads to a port of this machine; a byte needs `milliseconds` in each direction. */
  constructor(port: number, milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#accepting = this.#accept(port);
  }

  /** Where it listens. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** How often something was said after the last answer had begun. */
  get roundTrips(): number {
    return this.#roundTrips;
  }

  async #accept(port: number): Promise<void> {
    for await (const near of this.#listener) {
      const far = await Deno.connect({ hostname: "127.0.0.1", port });
      // The delay is this proxy's, not that of bytes that wait for more.
      for (const connection of [near as Deno.TcpConn, far]) connection.setNoDelay(true);
      this.#connections.add(near).add(far);
      this.#relays.push(
        this.#relay(near, far, () => {
          if (this.#isAnswered) this.#roundTrips++;
          this.#isAnswered = false;
        }),
        this.#relay(far, near, () => this.#isAnswered = true),
      );
    }
  }

  async #relay(from: Deno.Conn, to: Deno.Conn, onData: () => void): Promise<void> {
    let sent: Promise<unknown> = Promise.resolve();
    for (;;) {
      const buffer = new Uint8Array(65_536);
      const length = await from.read(buffer).catch(() => null);
      if (length === null) break;
      onData();
      const due = delay(this.#milliseconds);
      sent = Promise.all([sent, due]).then(() => writeAll(to, buffer.subarray(0, length)))
        .catch(() => {});
    }
    await Promise.all([sent, delay(this.#milliseconds)]);
    for (const connection of [from, to]) {
      if (this.#connections.delete(connection)) connection.close();
    }
  }

  /** Closes all connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting.catch(() => {});
    for (const connection of this.#connections) connection.close();
    this.#connections.clear();
    await Promise.all(this.#relays);
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function writeAll(to: Deno.Conn, data: Uint8Array): Promise<void> {
  for (let rest = data; rest.length > 0;) rest = rest.subarray(await to.write(rest));
}
