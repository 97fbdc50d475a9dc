/**
 * A plugin that breaks the protocol in the one way that its first argument names. It writes its
 * own bytes: the SDK would not let it.
 */
import {
  describe,
  errorReply,
  FrameSplitter,
  FrameWriter,
  hello,
  type MessageCodec,
  logMessage,
  MAX_FRAME_BYTES,
  PROTOCOL_VERSION,
} from "@shep/sdk/wire";
import { Fault } from "@shep/sdk";

const [mode, option = ""] = Deno.args;
const writer = new FrameWriter();

function frame<T>(codec: MessageCodec<T>, message: T, correlationId = 0): Uint8Array {
  return writer.frame({ correlationId, parentId: 0 }, codec, message).slice();
}

function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

function greeting(protocolVersion: number): Uint8Array {
  return frame(hello, {
    protocolVersion,
    name: "broken",
    version: "0.0.0",
    kinds: [],
    features: ["a-feature-from-the-future"],
    maxFrameBytes: MAX_FRAME_BYTES,
    streamWindowBytes: 65_536,
  });
}

function description(): Parameters<typeof describe.reply.write>[1] {
  return {
    summary: mode!,
    permissions: {},
    actions: [],
    connections: [],
    inventories: [],
    parsers: [],
    filters: [],
    lookups: [],
  };
}

/** Reads the host's frames; the first is its greeting, each further one gets `answer`. */
async function serve(answer: (id: number) => void | Promise<void>): Promise<void> {
  write(greeting(PROTOCOL_VERSION));
  let id = -1;
  const pending: (void | Promise<void>)[] = [];
  // The host's ids are odd and rise by two: nothing has to be read from the frame.
  const splitter = new FrameSplitter(() => {
    if (id > 0) pending.push(answer(id));
    id += 2;
  });
  for await (const chunk of Deno.stdin.readable) splitter.push(chunk);
  await Promise.all(pending);
}

function answer(id: number): void {
  write(frame(describe.reply, description(), id));
}

function forEver(): Promise<never> {
  setInterval(() => {}, 1 << 30);
  return new Promise(() => {});
}

/** Starts a program that outlives its parent unless somebody ends it, and tells its process id. */
function leaveBehind(program: string[]): void {
  const [command, ...args] = program;
  const child = new Deno.Command(command!, {
    args,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  Deno.writeTextFileSync(option, `${child.pid}\n`, { append: true });
}

const MODES: Readonly<Record<string, () => void | Promise<void>>> = {
  "well": () => serve(answer),
  "garbage": () => write(crypto.getRandomValues(new Uint8Array(4096)).fill(0xff, 0, 16)),
  "prints": () => {
    console.log("hello, I am a plugin");
    return serve(answer);
  },
  "prints-later": () => serve(() => console.log("debug: got a call")),
  "mute": () => forEver(),
  "gone": () => Deno.exit(3),
  "half-frame": () => serve(() => (write(greeting(1).subarray(0, 30)), Deno.exit(0))),
  "huge-frame": () =>
    serve(() => {
      const bytes = greeting(1);
      new DataView(bytes.buffer).setUint32(0, 0x7fff_fff0, true);
      write(bytes);
      return forEver();
    }),
  "corrupt": () =>
    serve((id) => {
      const bytes = frame(describe.reply, description(), id);
      bytes.fill(0xee, 16, 28);
      write(bytes);
    }),
  "unknown-id": () =>
    serve((id) => {
      write(frame(describe.reply, description(), 9_999));
      answer(id);
    }),
  "double-reply": () => serve((id) => (answer(id), answer(id))),
  "silent": () => serve(() => {}),
  "dies": () =>
    serve(() => {
      console.error("a last word");
      Deno.exit(7);
    }),
  // A file to be written by `cat`: this runtime does not let go of its own stdout.
  "greeting": () => Deno.writeFileSync(option, greeting(PROTOCOL_VERSION)),
  "floods": () =>
    serve((id) => {
      const line = new TextEncoder().encode("x".repeat(1023) + "\n");
      for (let count = 0; count < 2048; count++) {
        for (let at = 0; at < line.length;) at += Deno.stderr.writeSync(line.subarray(at));
      }
      console.error("the flood is over");
      answer(id);
    }),
  "stubborn": async () => {
    Deno.addSignalListener("SIGTERM", () => {
      Deno.writeTextFileSync(option, "asked to end\n", { append: true });
    });
    leaveBehind(["sleep", "1000"]);
    await serve(answer);
    await forEver();
  },
  "orphans": () =>
    serve(() => {
      leaveBehind(["sleep", "1000"]);
      Deno.exit(5);
    }),
  "escapes": () =>
    serve(() => {
      leaveBehind(["setsid", "sh", "-c", `echo escaped >>'${option}'; exec sleep 1000`]);
      while (!Deno.readTextFileSync(option).includes("escaped"));
      Deno.exit(5);
    }),
  "version": () => {
    write(greeting(Number(option)));
    return forEver();
  },
  "refuses": () =>
    serve((id) => {
      const fault = new Fault("unsupported-version", "The host speaks version 1, I speak 2 to 4", {
        hint: "Upgrade the host",
      });
      write(frame(errorReply, fault, id));
    }),
  "greets-twice": () => {
    write(greeting(PROTOCOL_VERSION));
    return serve(answer);
  },
  "talks-first": () => {
    write(frame(logMessage, { level: "info", text: "me first" }));
    return serve(answer);
  },
  "denied": () =>
    serve((id) => {
      try {
        Deno.readTextFileSync(option);
      } catch (error) {
        write(frame(errorReply, Fault.from(error), id));
      }
    }),
  "denied-at-start": () => void Deno.readTextFileSync(option),
  "eats-memory": () =>
    serve(() => {
      const kept: string[][] = [];
      while (true) kept.push(Array.from({ length: 10_000 }, (_, i) => `${i} ${kept.length}`));
    }),
};

await MODES[mode!]!();
