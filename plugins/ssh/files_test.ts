/** Files on their way to a target and back. @module */
import assert from "node:assert/strict";
import { Fault, type TransferContext } from "@shep/sdk";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { threadMemory } from "../../sdk/test_support.ts";
import { sshTest } from "../../testdata/remote/sshd.ts";
import { RecordedTransfer } from "../connection/test_support.ts";
import { connected } from "./test_support.ts";

const MEBIBYTE = 1024 * 1024;

/** How much is streamed in one go; where there is time, ask for 1024. */
const STREAMED_BYTES = Number(Deno.env.get("SHEP_TEST_STREAM_MIB") ?? 64) * MEBIBYTE;

sshTest("files of any size arrive, and come back", (sshd) =>
  connected(sshd, async (connection) => {
    for (const size of [0, 1, 4096, 4097, 60_000]) {
      const content = crypto.getRandomValues(new Uint8Array(size));
      const destination = `${sshd.directory}/it's a file`;
      const written = await connection.put(
        { destination, content, mode: 0o640 },
        new RecordedTransfer(),
      );
      assert.equal(written, size);
      assert.deepEqual(await Deno.readFile(destination), content);
      assert.equal((await Deno.stat(destination)).mode! & 0o7777, 0o640);
      const transfer = new RecordedTransfer();
      assert.equal(await connection.fetch({ path: destination }, transfer), size);
      assert.deepEqual(transfer.bytes("data"), content);
    }
  }));

sshTest(
  "much is streamed in both directions, and is not kept",
  (sshd) =>
    connected(sshd, async (connection) => {
      const destination = `${sshd.directory}/big`;
      const chunk = crypto.getRandomValues(new Uint8Array(65_536));
      const before = threadMemory();
      let peak = before;
      let received = 0;
      const watch = (bytes: number): void => {
        if (bytes % MEBIBYTE === 0) peak = Math.max(peak, threadMemory());
      };
      const transfer: TransferContext = {
        signal: new AbortController().signal,
        read: async (sink) => {
          for (let sent = 0; sent < STREAMED_BYTES; sent += chunk.length) {
            watch(sent);
            await sink(chunk);
          }
        },
        write: (_, data) => {
          received += data.length;
          watch(received);
          return Promise.resolve();
        },
      };
      assert.equal(await connection.put({ destination }, transfer), STREAMED_BYTES);
      assert.equal((await Deno.stat(destination)).size, STREAMED_BYTES);
      assert.equal(await connection.fetch({ path: destination }, transfer), STREAMED_BYTES);
      assert.equal(received, STREAMED_BYTES);
      // What is no longer needed is there for a while: only of much can be told that it is not kept.
      const most = Math.max(STREAMED_BYTES / 4, 100 * MEBIBYTE);
      assert(peak - before < most, `${(peak - before) / MEBIBYTE} MiB more`);
    }),
);

sshTest(
  "a file that is lost on its way leaves the old one, and no part",
  (sshd) =>
    connected(sshd, async (connection) => {
      const folder = `${sshd.directory}/folder`;
      await Deno.mkdir(folder);
      await Deno.writeTextFile(`${folder}/file`, "old");
      const transfer: TransferContext = {
        signal: new AbortController().signal,
        read: async (sink) => {
          await sink(new Uint8Array(100_000));
          throw new Error("the source broke");
        },
        write: () => Promise.resolve(),
      };
      await assert.rejects(
        connection.put({ destination: `${folder}/file` }, transfer),
        /the source broke/,
      );
      assert.equal(await Deno.readTextFile(`${folder}/file`), "old");
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["file"]);
    }),
);

sshTest("a file whose checksum is wrong is not put into place", async (sshd) => {
  // A `cat` that loses bytes, before the system's own.
  const lossy = `${sshd.directory}/bin`;
  await Deno.mkdir(lossy);
  await writeProgram(`${lossy}/cat`, "#!/bin/sh\nhead -c 10\n/bin/cat >/dev/null\n");
  await Deno.writeTextFile(`${sshd.directory}/.bashrc`, `PATH=${lossy}:$PATH\n`);
  await connected(sshd, async (connection) => {
    const destination = `${sshd.directory}/file`;
    const incoming = [new Uint8Array(1000)];
    for (const content of [new Uint8Array(1000), new Uint8Array(10_000), undefined]) {
      await assert.rejects(
        connection.put(
          content === undefined ? { destination } : { destination, content },
          new RecordedTransfer({ incoming }),
        ),
        /could not be written: Its checksum is \d+ 10, not \d+ 1/,
      );
    }
    await assert.rejects(Deno.stat(destination), Deno.errors.NotFound);
  });
});

sshTest(
  "what cannot be read or written is told with the reason",
  (sshd) =>
    connected(sshd, async (connection) => {
      for (const destination of ["/no/such/file", sshd.directory]) {
        await assert.rejects(
          connection.put({ destination, content: new Uint8Array(1) }, new RecordedTransfer()),
          (error) => error instanceof Fault && error.message.includes(`'${destination}' could not`),
        );
      }
      await assert.rejects(
        connection.fetch({ path: "/no/such/file" }, new RecordedTransfer()),
        (error) => error instanceof Fault && error.kind === "not-found",
      );
    }),
);

sshTest(
  "what the kernel makes up as it is read can be fetched",
  (sshd) =>
    connected(sshd, async (connection) => {
      const transfer = new RecordedTransfer();
      assert((await connection.fetch({ path: "/proc/version" }, transfer)) > 10);
    }),
);
