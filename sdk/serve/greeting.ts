/**
 * What a plugin says first.
 *
 * @module
 */
import { type PluginDefinition, pluginKinds } from "../plugin.ts";
import { PROTOCOL_VERSION } from "../wire/codec.ts";
import { MAX_FRAME_BYTES } from "../wire/frame.ts";
import type { Hello } from "../wire/messages/handshake.ts";
import { STREAM_WINDOW_BYTES } from "../wire/streams.ts";

/** What this plugin introduces itself with. */
export function greeting(plugin: PluginDefinition): Hello {
  return {
    protocolVersion: PROTOCOL_VERSION,
    name: plugin.name,
    version: plugin.version,
    kinds: pluginKinds(plugin),
    features: [],
    maxFrameBytes: MAX_FRAME_BYTES,
    streamWindowBytes: STREAM_WINDOW_BYTES,
  };
}
