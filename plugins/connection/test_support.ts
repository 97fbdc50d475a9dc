/** What the tests of this folder share. @module */
import type { Connection, StreamChannel, TransferContext } from "@shep/sdk";
import { localConnection } from "../local/connection.ts";

export { eventually, isRunning, readPids } from "../../sdk/test_support.ts";

/** A transfer as the host has it: what was streamed is kept. */
export class RecordedTransfer implements TransferContext {
  /** Aborts the call. */
  readonly signal: AbortSignal;
  /** What was streamed to the host. */
  readonly streamed: { channel: StreamChannel; data: Uint8Array }[] = [];
  readonly #incoming: readonly Uint8Array[];

  /** `incoming` is what the host streams. */
  constructor(
    options: { readonly signal?: AbortSignal; readonly incoming?: readonly Uint8Array[] } = {},
  ) {
    this.signal = options.signal ?? new AbortController().signal;
    this.#incoming = options.incoming ?? [];
  }

  /** Keeps what is streamed to the host. */
  write(channel: StreamChannel, data: Uint8Array): Promise<void> {
    this.streamed.push({ channel, data: data.slice() });
    return Promise.resolve();
  }

  /** Hands over what the host streams. */
  async read(sink: (data: Uint8Array) => void | Promise<void>): Promise<void> {
    for (const data of this.#incoming) await sink(data);
  }

  /** How many bytes were streamed on a channel. */
  size(channel: StreamChannel): number {
    return this.bytes(channel).length;
  }

  /** All that was streamed on a channel. */
  bytes(channel: StreamChannel): Uint8Array {
    const chunks = this.streamed.filter((each) => each.channel === channel);
    return new Uint8Array(chunks.flatMap(({ data }) => [...data]));
  }
}

/** A transfer that answers: what is streamed to the host, it streams back in other words. */
export class AnsweringTransfer implements TransferContext {
  readonly signal: AbortSignal = new AbortController().signal;
  /** What was streamed to the host. */
  readonly heard: string[] = [];
  readonly #answers: readonly string[];
  readonly #spoken = new EventTarget();

  /** `answers` are what the host says: the first at once, each other to one line that it heard. */
  constructor(answers: readonly string[]) {
    this.#answers = answers;
  }

  /** Hears what is streamed to the host. */
  write(_channel: StreamChannel, data: Uint8Array): Promise<void> {
    this.heard.push(text(data));
    this.#spoken.dispatchEvent(new Event("line"));
    return Promise.resolve();
  }

  /** Says one thing, and then another whenever it has heard something. */
  async read(sink: (data: Uint8Array) => void | Promise<void>): Promise<void> {
    for (const [index, answer] of this.#answers.entries()) {
      while (this.heard.length < index) {
        await new Promise((resolve) =>
          this.#spoken.addEventListener("line", resolve, { once: true })
        );
      }
      await sink(new TextEncoder().encode(answer));
    }
  }
}

/** Opens a connection with a small environment, uses it and closes it. */
export async function withConnection(
  use: (connection: Connection) => Promise<void>,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const connection = await localConnection.open({
    connection: "local",
    host: "localhost",
    options: new Map(),
    environment: { PATH: Deno.env.get("PATH") ?? "/usr/bin:/bin", PWD: "/", ...environment },
  });
  try {
    await use(connection);
  } finally {
    await connection.close();
  }
}

/** Uses a directory that is removed afterwards. */
export async function withDirectory(use: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempDir();
  try {
    await use(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

/** Bytes as text. */
export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
