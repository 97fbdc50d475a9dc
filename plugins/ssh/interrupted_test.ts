/** Files whose session is lost while they are on their way. @module */
import assert from "node:assert/strict";
import { type Connection, Fault, type TransferContext } from "@shep/sdk";
import { LosingProxy, type Way } from "../../testdata/remote/loss.ts";
import { sshTest, type TestSshd } from "../../testdata/remote/sshd.ts";
import { RecordedTransfer } from "../connection/test_support.ts";
import { connected } from "./test_support.ts";

const MEBIBYTE = 1024 * 1024;

/** No part ends with it. */
const SIZE = 12 * MEBIBYTE + 12_345;

/** When the session is lost. */
const LOST_AT = 8 * MEBIBYTE;

/** What connecting anew takes, and what a stream and ssh add; less than a part. */
const OVERHEAD = MEBIBYTE / 2;

const CONTENT = randomBytes(SIZE);

function randomBytes(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

/** What the host streams: the content, in chunks. */
function incoming(content: Uint8Array): TransferContext {
  return new RecordedTransfer({
    incoming: Array.from(
      { length: Math.ceil(content.length / 65_472) },
      (_, index) => content.subarray(index * 65_472, (index + 1) * 65_472),
    ),
  });
}

/**
 * Defines a test with a network that fails once when so much has gone one way, and `before` is done.
 */
function lossTest(
  name: string,
  way: Way,
  use: (connection: Connection, network: LosingProxy, sshd: TestSshd) => Promise<void>,
  before?: (sshd: TestSshd) => Promise<void>,
): void {
  sshTest(name, async (sshd) => {
    await using network = new LosingProxy(sshd.port);
    await connected(sshd, async (connection) => {
      await connection.exec({ kind: "script", script: ":" }, new RecordedTransfer());
      network.failAfter(way, LOST_AT, before && (() => before(sshd)));
      await use(connection, network, sshd);
    }, { ansible_port: network.port });
  });
}

/** Puts the content, in vain. */
async function putInVain(
  connection: Connection,
  network: LosingProxy,
  destination: string,
): Promise<void> {
  await assert.rejects(
    connection.put({ destination }, incoming(CONTENT)),
    (error) => error instanceof Fault && error.kind === "unreachable",
  );
  assert.equal(network.isToFail, false);
}

async function namesIn(directory: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(directory))).map(({ name }) => name);
}

lossTest(
  "a file that was lost on its way is continued",
  "sent",
  async (connection, network, sshd) => {
    const folder = `${sshd.directory}/folder`;
    await Deno.mkdir(folder);
    const destination = `${folder}/it's a file`;
    await putInVain(connection, network, destination);
    const [temporary] = await namesIn(folder);
    const arrived = (await Deno.stat(`${folder}/${temporary}`)).size;
    assert(arrived > LOST_AT / 2 && arrived <= LOST_AT, `${arrived} bytes had arrived`);
    const size = await connection.put({ destination, mode: 0o640 }, incoming(CONTENT));
    assert.equal(size, SIZE);
    const rest = SIZE - (arrived - arrived % MEBIBYTE);
    const sent = network.bytes("sent");
    // What was in a pipe may have arrived since.
    assert(
      sent >= SIZE - LOST_AT && sent < rest + OVERHEAD,
      `${sent} bytes were sent for a rest of ${rest}`,
    );
    assert.deepEqual(await namesIn(folder), ["it's a file"]);
    assert((await Deno.readFile(destination)).every((byte, index) => byte === CONTENT[index]));
    assert.equal((await Deno.stat(destination)).mode! & 0o7777, 0o640);
  },
);

lossTest(
  "a part that is not what was sent is sent again",
  "sent",
  async (connection, network, sshd) => {
    const folder = `${sshd.directory}/folder`;
    await Deno.mkdir(folder);
    const destination = `${folder}/file`;
    await putInVain(connection, network, destination);
    const [temporary] = await namesIn(folder);
    using file = await Deno.open(`${folder}/${temporary}`, { write: true });
    await file.write(new Uint8Array([CONTENT[0]! ^ 1]));
    assert.equal(await connection.put({ destination }, incoming(CONTENT)), SIZE);
    assert(network.bytes("sent") >= SIZE, `${network.bytes("sent")} bytes were sent`);
    assert.deepEqual(await namesIn(folder), ["file"]);
    assert((await Deno.readFile(destination)).every((byte, index) => byte === CONTENT[index]));
  },
);

lossTest(
  "of a file that was lost on its way back, the rest is fetched",
  "received",
  async (connection, network, sshd) => {
    const path = `${sshd.directory}/it's a file`;
    await Deno.writeFile(path, CONTENT);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const transfer: TransferContext = {
      signal: new AbortController().signal,
      read: () => Promise.reject(new Error("nothing is sent")),
      write: (_, data) => Promise.resolve(void pieces.push(data.slice())),
    };
    assert.equal(await connection.fetch({ path }, transfer), SIZE);
    assert.equal(network.isToFail, false);
    const received = network.bytes("received");
    // What ssh had not handed on yet when it was lost comes again.
    assert(received < SIZE - LOST_AT / 2, `${received} bytes of ${SIZE} came afterwards`);
    const whole = await new Blob(pieces).bytes();
    assert(whole.length === SIZE && whole.every((byte, index) => byte === CONTENT[index]));
  },
);

lossTest(
  "a file that changed while its session was lost is not put together",
  "received",
  async (connection, network, sshd) => {
    const path = `${sshd.directory}/file`;
    await Deno.writeFile(path, CONTENT);
    const transfer: TransferContext = {
      signal: new AbortController().signal,
      read: () => Promise.reject(new Error("nothing is sent")),
      write: () => Promise.resolve(),
    };
    await assert.rejects(connection.fetch({ path }, transfer), /It was changed meanwhile/);
    assert.equal(network.isToFail, false);
  },
  (sshd) => Deno.writeFile(`${sshd.directory}/file`, new Uint8Array(SIZE)),
);
