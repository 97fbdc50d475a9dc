import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { threadMemory } from "../../sdk/test_support.ts";
import { RecordedTransfer, withConnection, withDirectory } from "../connection/test_support.ts";
import { putFile } from "./files.ts";

const MEBIBYTE = 1024 * 1024;

/** The names in a directory. */
function names(directory: string): string[] {
  return [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
}

Deno.test("content is written with its mode", () =>
  withDirectory((directory) =>
    withConnection(async (connection) => {
      const destination = `${directory}/file`;
      const content = new Uint8Array([0, 255, 10]);
      const size = await connection.put(
        { destination, content, mode: 0o666 },
        new RecordedTransfer(),
      );
      assert.equal(size, 3);
      assert.deepEqual(await Deno.readFile(destination), content);
      // Whatever the umask is.
      assert.equal((await Deno.stat(destination)).mode! & 0o7777, 0o666);
      assert.deepEqual(names(directory), ["file"]);
    })
  ));

Deno.test("a streamed file comes back the same", () =>
  withDirectory((directory) =>
    withConnection(async (connection) => {
      const destination = `${directory}/file`;
      const incoming = Array.from({ length: 20 }, (_, index) => new Uint8Array(65_536).fill(index));
      const written = await connection.put({ destination }, new RecordedTransfer({ incoming }));
      const transfer = new RecordedTransfer();
      const read = await connection.fetch({ path: destination }, transfer);
      assert.deepEqual([written, read], [20 * 65_536, 20 * 65_536]);
      assert.deepEqual(
        transfer.bytes("data"),
        new Uint8Array(incoming.flatMap((each) => [...each])),
      );
      assert.equal((await Deno.stat(destination)).mode! & 0o7777, 0o600);
    })
  ));

Deno.test("a file of the controller is copied as it is read, and nothing is streamed", () =>
  withDirectory((directory) =>
    withConnection(async (connection) => {
      const [source, destination] = [`${directory}/from`, `${directory}/to`];
      const content = new Uint8Array(MEBIBYTE + 1).map((_, index) => index % 251);
      await Deno.writeFile(source, content, { mode: 0o644 });
      const transfer = {
        signal: new AbortController().signal,
        write: () => Promise.reject(new Error("streamed to the host")),
        read: () => Promise.reject(new Error("asked the host for a stream")),
      };
      assert.equal(await connection.put({ destination, source }, transfer), content.length);
      assert.deepEqual(await Deno.readFile(destination), content);
      assert.equal((await Deno.stat(destination)).mode! & 0o7777, 0o600);
      const missing = connection.put({ destination, source: `${directory}/none` }, transfer);
      await assert.rejects(missing, (error) => {
        assert.ok(error instanceof Fault);
        assert.equal(error.kind, "not-found");
        assert.match(error.message, /'.*\/none' could not be read/);
        return true;
      });
      assert.deepEqual(names(directory), ["from", "to"]);
      assert.deepEqual(await Deno.readFile(destination), content);
    })
  ));

Deno.test("a file that is replaced is whole at any time", () =>
  withDirectory((directory) =>
    withConnection(async (connection) => {
      const destination = `${directory}/file`;
      await Deno.writeTextFile(destination, "old");
      const transfer = new RecordedTransfer();
      const slow = {
        signal: transfer.signal,
        write: transfer.write.bind(transfer),
        read: async (sink: (data: Uint8Array) => void | Promise<void>) => {
          await sink(new TextEncoder().encode("n"));
          assert.equal(await Deno.readTextFile(destination), "old");
          await sink(new TextEncoder().encode("ew"));
        },
      };
      await connection.put({ destination }, slow);
      assert.equal(await Deno.readTextFile(destination), "new");
    })
  ));

Deno.test("a transfer that breaks leaves nothing behind", () =>
  withDirectory((directory) =>
    withConnection(async (connection) => {
      const transfer = new RecordedTransfer();
      const broken = {
        signal: transfer.signal,
        write: transfer.write.bind(transfer),
        read: async (sink: (data: Uint8Array) => void | Promise<void>) => {
          await sink(new Uint8Array(10));
          throw new Fault("cancelled", "The host gave up");
        },
      };
      await assert.rejects(
        connection.put({ destination: `${directory}/file` }, broken),
        /The host gave up/,
      );
      assert.deepEqual(names(directory), []);
    })
  ));

Deno.test("a copy that is given up, or cannot be put in its place, leaves nothing behind", () =>
  withDirectory(async (directory) => {
    const [source, destination] = [`${directory}/from`, `${directory}/to`];
    await Deno.writeTextFile(source, "new");
    const controller = new AbortController();
    const transfer = new RecordedTransfer({ signal: controller.signal });
    const copying = putFile({ destination, source }, transfer);
    controller.abort(new Error("given up"));
    await assert.rejects(copying, /given up/);
    assert.deepEqual(names(directory), ["from"]);
    await Deno.mkdir(destination);
    await assert.rejects(
      putFile({ destination, source }, new RecordedTransfer()),
      (error) => error instanceof Fault && /to' could not be written/.test(error.message),
    );
    assert.deepEqual(names(directory), ["from", "to"]);
  }));

Deno.test("a directory is not replaced by a file", () =>
  withDirectory((directory) =>
    withConnection(async (connection) => {
      await Deno.mkdir(`${directory}/sub`);
      const request = { destination: `${directory}/sub`, content: new Uint8Array(1) };
      await assert.rejects(
        connection.put(request, new RecordedTransfer()),
        (error) => error instanceof Fault && /sub' could not be written/.test(error.message),
      );
      assert.deepEqual(names(directory), ["sub"]);
    })
  ));

Deno.test("a file that is not there is told so", () =>
  withConnection(async (connection) => {
    await assert.rejects(
      connection.fetch({ path: "/no/such/file" }, new RecordedTransfer()),
      (error) => error instanceof Fault && error.kind === "not-found",
    );
  }));

Deno.test("memory stays flat while much is transferred", () =>
  withDirectory((directory) =>
    withConnection(async (connection) => {
      const chunk = new Uint8Array(65_536);
      const before = threadMemory();
      let peak = before;
      const observed = {
        signal: new AbortController().signal,
        write: () => Promise.resolve(),
        read: async (sink: (data: Uint8Array) => void | Promise<void>) => {
          for (let sent = 0; sent < 256 * MEBIBYTE; sent += chunk.length) {
            await sink(chunk);
            if (sent % (16 * MEBIBYTE) === 0) peak = Math.max(peak, threadMemory());
          }
        },
      };
      const size = await connection.put({ destination: `${directory}/big` }, observed);
      assert.equal(size, 256 * MEBIBYTE);
      assert.ok(peak - before < 100 * MEBIBYTE, `${(peak - before) / MEBIBYTE} MiB more`);
    })
  ));
