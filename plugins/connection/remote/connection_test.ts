/** A target that is lost, and clients of which each finds that out for itself. @module */
import assert from "node:assert/strict";
import { Fault, type Sink, type TransferContext } from "@shep/sdk";
import { SpawnedProgram } from "../process/spawned_program.ts";
import type { Program, ProgramStatus } from "../program.ts";
import { RecordedTransfer, text, withDirectory } from "../test_support.ts";
import type { ClientRequest, TargetClient } from "./client.ts";
import { RemoteConnection } from "./connection.ts";

/** A client that does not know at once that its target was lost. */
class LosableProgram implements Program {
  readonly #program: SpawnedProgram;
  readonly #findsOut: boolean;
  #isLost = false;

  /** `findsOut` is whether it ever ends for that. */
  constructor(program: SpawnedProgram, findsOut: boolean) {
    this.#program = program;
    this.#findsOut = findsOut;
  }

  /** How many writes it took that went nowhere. */
  lostWrites = 0;

  /** Loses the target, which is found out once something was written. */
  lose(): void {
    this.#isLost = true;
  }

  /** Ends as a client does that has found out. */
  end(): void {
    Deno.kill(this.#program.id, "SIGKILL");
  }

  write(data: Uint8Array): Promise<void> {
    if (!this.#isLost) return this.#program.write(data);
    if (this.lostWrites++ === 0 && this.#findsOut) this.end();
    return Promise.resolve();
  }

  status(): Promise<ProgramStatus> {
    return this.#program.status();
  }

  closeInput(): Promise<void> {
    return this.#program.closeInput();
  }

  drain(stdout: Sink, stderr: Sink): Promise<ProgramStatus> {
    return this.#program.drain(stdout, stderr);
  }

  terminate(): Promise<void> {
    return this.#program.terminate();
  }
}

/** Reaches this machine, by clients that can be lost. */
class LosableClient implements TargetClient {
  readonly deadline = 10_000;
  /** In the order in which they were started. */
  readonly programs: LosableProgram[] = [];
  readonly #findsOut: boolean;

  /** `findsOut` is whether clients end for having lost their target. */
  constructor(findsOut: boolean) {
    this.#findsOut = findsOut;
  }

  start({ script, stdin }: ClientRequest): Promise<Program> {
    const launch = {
      argv: ["/bin/sh", "-c", script.text],
      cwd: "/",
      environment: { PATH: Deno.env.get("PATH") ?? "/usr/bin:/bin" },
    };
    const program = new LosableProgram(
      new SpawnedProgram(launch, stdin, "process"),
      this.#findsOut,
    );
    this.programs.push(program);
    return Promise.resolve(program);
  }

  explain(said: string): Fault {
    return new Fault("unreachable", said);
  }
}

const CONTENT = new TextEncoder().encode("content");

/** Uses a connection with one idle shell that was lost together with a file on its way. */
async function afterLoss(
  findsOut: boolean,
  use: (connection: RemoteConnection, shell: LosableProgram, path: string) => Promise<void>,
): Promise<void> {
  await withDirectory(async (directory) => {
    const client = new LosableClient(findsOut);
    const connection = new RemoteConnection(client, { target: "here" });
    try {
      await connection.exec({ kind: "script", script: ":" }, new RecordedTransfer());
      const destination = `${directory}/file`;
      await assert.rejects(
        connection.put({ destination }, losing(client)),
        (error) => error instanceof Fault && error.kind === "unreachable",
      );
      assert.equal(client.programs.length, 2);
      await use(connection, client.programs[0]!, destination);
    } finally {
      await connection.close();
    }
  });
}

/** Streams a file, and loses the target in the middle: the client that carries it knows first. */
function losing(client: LosableClient): TransferContext {
  return {
    signal: new AbortController().signal,
    write: () => Promise.resolve(),
    read: async (sink) => {
      await sink(CONTENT.subarray(0, 3));
      const [shell, carrier] = client.programs;
      shell!.lose();
      carrier!.end();
    },
  };
}

Deno.test("a shell that was lost with a file on its way is not used when that is put again", async () => {
  await afterLoss(true, async (connection, shell, destination) => {
    const again = new RecordedTransfer({ incoming: [CONTENT] });
    assert.equal(await connection.put({ destination }, again), CONTENT.length);
    assert.equal(await Deno.readTextFile(destination), text(CONTENT));
    assert.equal(shell.lostWrites, 1);
  });
});

Deno.test("a shell that says nothing after a loss is not waited for without end", async () => {
  await afterLoss(false, (_connection, shell) => {
    assert.equal(shell.lostWrites, 1);
    return Promise.resolve();
  });
});
