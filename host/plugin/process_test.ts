import assert from "node:assert/strict";
import type { FaultKind } from "@shep/sdk";
import { describe, MAX_FRAME_BYTES } from "@shep/sdk/wire";
import { PluginProcess, type ProcessOptions } from "./process.ts";
import { eventually, HeldTimer, isRunning } from "../../sdk/test_support.ts";
import { brokenLaunch, faultOf, told } from "./test_support.ts";

/** Starts the broken plugin in a mode, and has it end with the test. */
function broken(
  args: readonly string[],
  options: ProcessOptions = {},
  flags: readonly string[] = [],
): Promise<PluginProcess> {
  return PluginProcess.start("broken", brokenLaunch(args, flags), { shutdownMs: 300, ...options });
}

Deno.test("a plugin that keeps to the protocol answers", async () => {
  await using plugin = await broken(["well"]);
  assert.equal((await plugin.call(describe, {})).summary, "well");
});

/** Plugins that never get as far as a greeting. */
const AT_START: readonly {
  readonly behaviour: string;
  readonly args: readonly string[];
  readonly kind: FaultKind;
  readonly says: readonly RegExp[];
  readonly options?: ProcessOptions;
}[] = [
  {
    behaviour: "garbage before the greeting",
    args: ["garbage"],
    kind: "internal",
    says: [/'broken' broke the protocol: Not a frame of ours/, /stdout belongs to the protocol/],
  },
  {
    behaviour: "printing to stdout",
    args: ["prints"],
    kind: "internal",
    says: [/Bytes outside the protocol: "hello, I am a plugin/],
  },
  {
    behaviour: "no greeting at all",
    args: ["mute"],
    kind: "deadline-exceeded",
    says: [/'broken' did not greet in 800 ms/, /a plugin of Shep\?/],
    options: { handshakeMs: 800 },
  },
  {
    behaviour: "dying without a word",
    args: ["gone"],
    kind: "internal",
    says: [/'broken' exited with code 3 before it greeted/, /Is it a plugin of Shep\?/],
  },
  {
    behaviour: "an older version of the protocol",
    args: ["version", "0"],
    kind: "unsupported-version",
    says: [/speaks version 0 of the protocol, this shep version 1/, /Upgrade the plugin/],
  },
  {
    behaviour: "a newer version of the protocol",
    args: ["version", "77"],
    kind: "unsupported-version",
    says: [/speaks version 77 of the protocol, this shep version 1/, /Upgrade shep/],
  },
  {
    behaviour: "another message before the greeting",
    args: ["talks-first"],
    kind: "internal",
    says: [/LogMessage came before Hello/],
  },
  {
    behaviour: "a permission that it lacks when it is loaded",
    args: ["denied-at-start", "/etc/hostname"],
    kind: "permission-denied",
    says: [/'broken' was refused read access to '\/etc\/hostname'/, /--allow-read=\/etc\/hostname/],
  },
];

for (const { behaviour, args, kind, says, options } of AT_START) {
  Deno.test(`start refuses ${behaviour}`, async () => {
    const fault = await faultOf(broken(args, options));
    assert.equal(fault.kind, kind, told(fault));
    for (const pattern of says) assert.match(told(fault), pattern);
  });
}

/** Plugins that greet well, and break something when they are asked. */
const WHEN_ASKED: readonly {
  readonly behaviour: string;
  readonly args: readonly string[];
  readonly kind: FaultKind;
  readonly says: readonly RegExp[];
  readonly flags?: readonly string[];
}[] = [
  {
    behaviour: "half a frame and the end",
    args: ["half-frame"],
    kind: "internal",
    says: [/It ended in the middle of a frame, after 30 bytes of it/],
  },
  {
    behaviour: "a frame over the limit",
    args: ["huge-frame"],
    kind: "internal",
    says: [new RegExp(`A frame of 2147483636 bytes is over the limit of ${MAX_FRAME_BYTES}`)],
  },
  {
    behaviour: "a corrupt frame",
    args: ["corrupt"],
    kind: "internal",
    says: [/'broken' broke the protocol: Not a valid frame/],
  },
  {
    behaviour: "printing to stdout later on",
    args: ["prints-later"],
    kind: "internal",
    says: [/Bytes outside the protocol: "debug: got a call/],
  },
  {
    behaviour: "dying with a call in flight",
    args: ["dies"],
    kind: "internal",
    says: [/'broken' exited with code 7/, /It wrote to stderr:\na last word/],
  },
  {
    behaviour: "a plugin that refuses the host's version",
    args: ["refuses"],
    kind: "unsupported-version",
    says: [/The host speaks version 1, I speak 2 to 4/, /Upgrade the host/],
  },
  {
    behaviour: "a permission denied in a handler",
    args: ["denied", "/etc/hostname"],
    kind: "permission-denied",
    says: [
      /'broken' was refused read access to '\/etc\/hostname'/,
      /--allow-read=\/etc\/hostname/,
      /shep plugin grant broken/,
    ],
  },
  {
    behaviour: "eating the heap",
    args: ["eats-memory"],
    kind: "internal",
    says: [/'broken' (exited with code 133|was ended by SIG\w+)/, /more memory than a plugin is/],
    flags: ["--v8-flags=--max-old-space-size=64"],
  },
];

for (const { behaviour, args, kind, says, flags } of WHEN_ASKED) {
  Deno.test(`a call fails by ${behaviour}`, async () => {
    await using plugin = await broken(args, {}, flags);
    const fault = await faultOf(plugin.call(describe, {}));
    assert.equal(fault.kind, kind, told(fault));
    for (const pattern of says) assert.match(told(fault), pattern);
  });
}

Deno.test("a call fails by a closed stdout, though the process goes on", async () => {
  const greeting = await Deno.makeTempFile();
  try {
    const { program, args, environment } = brokenLaunch(["greeting", greeting], ["--allow-write"]);
    await new Deno.Command(program, { args: [...args], env: environment }).output();
    await using plugin = await PluginProcess.start("broken", {
      program: "/bin/sh",
      args: ["-c", 'cat "$0"; exec >&-; exec sleep 1000', greeting],
      environment,
    });
    const fault = await faultOf(plugin.call(describe, {}));
    assert.match(told(fault), /'broken' closed its stdout and went on running/);
  } finally {
    await Deno.remove(greeting);
  }
});

Deno.test("every call in flight fails when the plugin dies, and every later one", async () => {
  await using plugin = await broken(["dies"]);
  const calls = Array.from({ length: 20 }, () => faultOf(plugin.call(describe, {})));
  for (const fault of await Promise.all(calls)) assert.match(told(fault), /exited with code 7/);
  assert.match(told(await faultOf(plugin.call(describe, {}))), /exited with code 7/);
});

Deno.test("a second greeting ends the plugin", async () => {
  await using plugin = await broken(["greets-twice"]);
  const fault = await faultOf(plugin.call(describe, {}));
  assert.match(told(fault), /Hello came twice/);
});

Deno.test("a reply to an unknown id is reported, and the right one still arrives", async () => {
  const oddities: string[] = [];
  await using plugin = await broken(["unknown-id"], { onOddity: (what) => oddities.push(what) });
  assert.equal((await plugin.call(describe, {})).summary, "unknown-id");
  assert.deepEqual(oddities, ["DescribeReply for call 9999, which waits for none"]);
});

Deno.test("a second reply is reported and changes nothing", async () => {
  const oddities: string[] = [];
  await using plugin = await broken(["double-reply"], { onOddity: (what) => oddities.push(what) });
  assert.equal((await plugin.call(describe, {})).summary, "double-reply");
  assert.equal((await plugin.call(describe, {})).summary, "double-reply");
  assert.equal(oddities[0], "DescribeReply for call 1, which waits for none");
});

Deno.test("a plugin that never answers costs the caller its deadline and the grace of a cancel", async () => {
  await using plugin = await broken(["silent"]);
  const fault = await faultOf(plugin.call(describe, {}, { timeoutMs: 50 }));
  assert.equal(fault.kind, "deadline-exceeded", told(fault));
});

Deno.test("2 MiB on stderr neither block the plugin nor stay in the host", async () => {
  await using plugin = await broken(["floods"]);
  assert.equal((await plugin.call(describe, {})).summary, "floods");
});

/** Runs `act` with a file that the plugin writes the id of its child to, and what else it has to tell. */
async function withChild(
  mode: string,
  act: (plugin: PluginProcess, file: string) => Promise<void>,
): Promise<{ plugin: number; child: number }> {
  const file = await Deno.makeTempFile();
  try {
    const plugin = await broken([mode, file], {}, [
      "--allow-run=sleep,setsid",
      `--allow-read=${file}`,
      `--allow-write=${file}`,
    ]);
    await act(plugin, file);
    const [child] = /^\d+$/m.exec(await Deno.readTextFile(file)) ?? [];
    assert(child !== undefined, "the fault did not happen: nothing was left behind");
    return { plugin: plugin.pid, child: Number(child) };
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("a plugin that ignores the end of stdin and SIGTERM is killed with its child", async () => {
  const { plugin, child } = await withChild("stubborn", async (process, file) => {
    assert.equal((await process.call(describe, {})).summary, "stubborn");
    using grace = new HeldTimer(300);
    using lastResort = new HeldTimer(800);
    const closing = process.close();
    grace.elapse();
    await eventually(
      "it was asked to end",
      async () => (await Deno.readTextFile(file)).includes("asked to end"),
    );
    lastResort.elapse();
    await closing;
  });
  assert(!isRunning(plugin));
  await eventually("its child was gone", () => !isRunning(child));
});

Deno.test("a plugin that dies takes along what it started", async () => {
  const { child } = await withChild("orphans", async (process) => {
    assert.match(told(await faultOf(process.call(describe, {}))), /exited with code 5/);
    await process.close();
  });
  await eventually("its child was gone", () => !isRunning(child));
});

Deno.test("a stray in a session of its own, which holds the pipes, keeps nobody waiting", async () => {
  const { child } = await withChild("escapes", async (process) => {
    assert.match(told(await faultOf(process.call(describe, {}))), /exited with code 5/);
    await process.close();
  });
  try {
    assert(isRunning(child), "the fault did not happen: the stray is gone");
  } finally {
    Deno.kill(child, "SIGKILL");
  }
});

Deno.test("closing twice is as good as once, and calls after it are refused", async () => {
  const plugin = await broken(["well"]);
  await Promise.all([plugin.close(), plugin.close()]);
  await plugin.close();
  assert.equal((await faultOf(plugin.call(describe, {}))).kind, "cancelled");
});
