/**
 * A shell's script in namespaces of its own. When this process ends, however that comes about, the
 * kernel ends everything that the script started, and takes back what it mounted.
 *
 * @see https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 * @module
 */

/** The script is told by the end of its input, which is this process holding a pipe open. */
const WATCHED = `
exec 3<&0 </dev/null
{ read -r _ <&3; kill -KILL -1; } &
exec 3<&-
`;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Such a script while it runs. It ends when it is disposed of, or this process gets a signal. */
export class Enclosure implements AsyncDisposable {
  /** How it ended: its exit code. */
  readonly ended: Promise<number>;
  readonly #program: Deno.ChildProcess;
  readonly #end = (): void => void this.#close();
  #closed: Promise<void> | undefined;

  /** Starts a script, whose output goes to a file. */
  constructor(script: string, args: readonly string[], log: string) {
    const words = ["--mount", "--pid", "--mount-proc", "--fork", "--kill-child", "sh", "-c"];
    this.#program = new Deno.Command("sh", {
      // Not of the terminal's group: a signal is to reach this process, and it alone.
      args: ["-c", `exec setsid unshare "$@" >${log} 2>&1`, "sh", ...words, WATCHED + script, "sh"]
        .concat(args),
      stdin: "piped",
    }).spawn();
    this.ended = this.#program.status.then(({ code }) => code);
    for (const signal of SIGNALS) Deno.addSignalListener(signal, this.#end);
  }

  /** Whether a signal ended it. */
  get isInterrupted(): boolean {
    return this.#closed !== undefined;
  }

  /** The process that made the namespaces; the script is its child. */
  get pid(): number {
    return this.#program.pid;
  }

  #close(): Promise<void> {
    return this.#closed ??= this.#program.stdin.close();
  }

  /** Ends it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
    await this.ended;
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, this.#end);
  }
}
