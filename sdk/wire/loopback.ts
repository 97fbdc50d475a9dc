/**
 * A host's channel and a plugin's in one process, back to back.
 *
 * @module
 */
import { Channel, type ChannelOptions } from "./channel.ts";
import { Fault } from "./errors.ts";

/** What one end of a loopback is made of. */
export type LoopbackEnd = Omit<ChannelOptions, "side" | "send">;

/**
 * Two channels whose frames are written, verified and read as between two processes; a frame
 * arrives a microtask after it was sent. Neither has greeted the other.
 */
export function loopback(
  host: LoopbackEnd,
  plugin: LoopbackEnd,
): { readonly host: Channel; readonly plugin: Channel } {
  const deliverTo = (peer: () => Channel) => (frame: Uint8Array): void => {
    const copy = frame.slice();
    queueMicrotask(() => receive(peer(), copy, [ends.host, ends.plugin]));
  };
  const ends: { readonly host: Channel; readonly plugin: Channel } = {
    host: new Channel({ ...host, side: "host", send: deliverTo(() => ends.plugin) }),
    plugin: new Channel({ ...plugin, side: "plugin", send: deliverTo(() => ends.host) }),
  };
  return ends;
}

/** What breaks the protocol ends the conversation, for both. */
function receive(channel: Channel, frame: Uint8Array, both: readonly Channel[]): void {
  try {
    channel.receive(frame);
  } catch (error) {
    const fault = Fault.from(error);
    for (const each of both) each.close(fault);
  }
}
