/**
 * Runs a plugin: under a host, or by hand.
 *
 * @module
 */
import type { PluginDefinition } from "../plugin.ts";
import { sleep } from "../timer.ts";
import { Channel } from "../wire/channel.ts";
import { PROTOCOL_VERSION } from "../wire/codec.ts";
import { Fault, WireError } from "../wire/errors.ts";
import { MAX_FRAME_BYTES } from "../wire/frame.ts";
import type { Hello } from "../wire/messages/handshake.ts";
import { redirectConsole } from "./console.ts";
import { greeting } from "./greeting.ts";
import { pluginHandlers } from "./handlers.ts";
import { processStdio, readFrames, StdioWriter } from "./stdio.ts";

/** How long what still runs may take to end once the host is gone. */
const SHUTDOWN_GRACE_MS = 3_000;

/**
 * Serves the host until it closes stdin. Started by a person, in a terminal or with arguments, the
 * plugin explains itself instead.
 *
 * @example
 * ```ts
 * import { definePlugin, serve } from "@shep/sdk";
 *
 * const plugin = definePlugin({ name: "empty", version: "0.1.0", summary: "Does nothing." });
 * if (import.meta.main) await serve(plugin);
 * ```
 */
export async function serve(plugin: PluginDefinition): Promise<void> {
  if (Deno.args.length > 0 || Deno.stdin.isTerminal() || Deno.stdout.isTerminal()) {
    // Loaded only now: a plugin that serves starts the sooner.
    const { runByHand } = await import("./by_hand.ts");
    Deno.exitCode = await runByHand(plugin, Deno.args);
    return;
  }
  // Ctrl-C in a terminal reaches every process; it is the host that decides what it means.
  Deno.addSignalListener("SIGINT", () => {});
  const exitCode = await serveHost(plugin);
  // A timer or a socket that the plugin forgot must not keep it alive.
  Deno.exit(exitCode);
}

async function serveHost(plugin: PluginDefinition): Promise<number> {
  const stdio = processStdio();
  const writer = new StdioWriter(stdio);
  const handlers = pluginHandlers(plugin, (message) => channel.log(message));
  const channel = new Channel({
    side: "plugin",
    handlers,
    send: writer.send,
    onHello: checkVersion,
  });
  redirectConsole((message) => channel.log(message));
  channel.greet(greeting(plugin));
  writer.flush();
  const receiver = {
    get isWaiting(): boolean {
      return channel.isWaiting;
    },
    receive: (frame: Uint8Array): void => channel.receive(frame),
  };
  try {
    await readFrames(stdio, writer, receiver, MAX_FRAME_BYTES);
    channel.close(new Fault("cancelled", "The host is gone"));
    if (channel.running > 0) await Promise.race([channel.idle(), sleep(SHUTDOWN_GRACE_MS)]);
    return 0;
  } catch (error) {
    const fault = refusal(error);
    channel.refuse(fault);
    writer.flush();
    Deno.stderr.writeSync(
      new TextEncoder().encode(`shep-plugin-${plugin.name}: ${fault.message}\n`),
    );
    return 1;
  }
}

function checkVersion(hello: Hello): void {
  if (hello.protocolVersion === PROTOCOL_VERSION) return;
  const older = hello.protocolVersion < PROTOCOL_VERSION ? "the host" : "the plugin";
  throw new Fault(
    "unsupported-version",
    `The host speaks version ${hello.protocolVersion} of the protocol, ` +
      `this plugin version ${PROTOCOL_VERSION}`,
    { hint: `Upgrade ${older}` },
  );
}

/** What is told to a host whose bytes are of no further use. */
function refusal(error: unknown): Fault {
  return error instanceof WireError
    ? new Fault("invalid-request", `The host broke the protocol: ${error.message}`)
    : Fault.from(error);
}
