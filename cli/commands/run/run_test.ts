import assert from "node:assert/strict";
import { Config } from "@shep/host/config";
import { Fault } from "@shep/sdk";
import { parseArguments } from "../../arguments/parse.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { findCommand } from "../../command_table.ts";
import type { Host, Inspection, RunEvent, RunOptions } from "../../host_api.ts";
import type { SignalSource } from "./interrupt.ts";
import { plain } from "../../terminal/style.ts";
import { run } from "./run.ts";

type Script = (options: RunOptions, emit: (event: RunEvent) => void) => Promise<number>;

/** Signals that a test sends. */
class Signals implements SignalSource {
  readonly listeners = new Set<() => void>();

  addSignalListener(signal: Deno.Signal, listener: () => void): void {
    if (signal === "SIGINT") this.listeners.add(listener);
  }

  removeSignalListener(_signal: Deno.Signal, listener: () => void): void {
    this.listeners.delete(listener);
  }

  send(): void {
    for (const listener of this.listeners) listener();
  }
}

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Exit codes with which the process was to end at once. */
  readonly exits: readonly number[];
  readonly signals: Signals;
}

/** What came of `shep run` with a host that does what the script says. */
async function shepRun(line: string, script: Script, signals = new Signals()): Promise<Outcome> {
  const output = { stdout: "", stderr: "" };
  const exits: number[] = [];
  const inspection: Inspection = { playbooks: [{ file: "site.yml", plays: [] }] };
  const host: Host = {
    runPlaybooks: script,
    inspectPlaybooks: async (options, emit) => {
      await script(options, emit);
      return inspection;
    },
    exitCodeOf: () => 4,
  };
  const exitCode = await run(parseArguments(findCommand("run")!, line.split(" ")), {
    streams: {
      width: 80,
      paint: plain,
      paintErrors: plain,
      write: (stream, text) => output[stream] += text,
    },
    config: new Config(),
    host,
    plugins: [],
    environment: {},
    version: "1.2.3",
    signals,
    exit: (code) => exits.push(code),
  });
  return { ...output, exitCode, exits, signals };
}

/** The options that the host is given. */
async function optionsOf(line: string): Promise<RunOptions> {
  let seen: RunOptions | undefined;
  await shepRun(line, (options) => {
    seen = options;
    return Promise.resolve(0);
  });
  return seen!;
}

Deno.test("the host is asked for what the flags say", async () => {
  const {
    plugins: _plugins,
    signal: _signal,
    environment: _environment,
    config: _config,
    ...options
  } = await optionsOf(
    "a.yml b.yml -i x -i y -e a=1 -e @f -l web -t a,b -t c --skip-tags=d,, -CD -f 7 -vvv " +
      "-b --become-user me -c local --force-handlers --flush-cache --output json " +
      "-u you --private-key k -T 5 --ssh-common-args=-v --ssh-extra-args=-x -kK --shard 2/3 " +
      "--conn-pass-file c --become-pass-file d",
  );
  assert.deepEqual(options, {
    playbooks: ["a.yml", "b.yml"],
    inventory: ["x", "y"],
    extraVars: ["a=1", "@f"],
    limit: "web",
    tags: ["a", "b", "c"],
    skipTags: ["d"],
    check: true,
    diff: true,
    forks: 7,
    verbosity: 3,
    become: { user: "me" },
    connection: "local",
    connectionFlags: {
      user: "you",
      privateKey: "k",
      timeout: 5,
      sshCommonArgs: "-v",
      sshExtraArgs: "-x",
    },
    passwords: {
      askConnection: true,
      askBecome: true,
      connectionFile: "c",
      becomeFile: "d",
    },
    shard: { index: 2, count: 3 },
    forceHandlers: true,
    facts: { flushCache: true },
    hidesResults: false,
    version: "1.2.3",
  });
});

Deno.test("what nobody reads is left out of what people read, unless it is said how", async () => {
  const { facts, hidesResults } = await optionsOf("a.yml");
  assert.deepEqual([facts?.gathering, hidesResults], ["lazy", true]);
  const shown = await optionsOf("a.yml --output jsonl");
  assert.deepEqual([shown.facts?.gathering, shown.hidesResults], [undefined, false]);
});

Deno.test("the host is told where vault passwords are", async () => {
  const options = await optionsOf("a.yml --vault-id dev@f --vault-id p --vault-pass-file g -J");
  assert.deepEqual(options.vault, { ids: ["dev@f", "p"], passwordFiles: ["g"], ask: true });
});

Deno.test("what is not said is left to the host", async () => {
  const options = await optionsOf("a.yml --limit=");
  assert(
    !("limit" in options) && !("vault" in options) && !("become" in options) &&
      !("connection" in options),
  );
  assert.equal(options.verbosity, 0);
  assert.equal((await optionsOf("a.yml -vvvvvvvv")).verbosity, 6);
});

const USELESS_METHODS = [
  ["sduo", "Did you mean 'sudo'?"],
  ["runas", "It is for Windows, which Shep does not manage. Supported are 'sudo', 'su', 'doas'."],
  ["pbrun", "Supported are 'sudo', 'su', 'doas'."],
];

for (const [method, hint] of USELESS_METHODS) {
  Deno.test(`'--become-method ${method}' is refused`, async () => {
    await assert.rejects(optionsOf(`-b --become-method ${method} a.yml`), (error) => {
      assert(error instanceof UsageError);
      assert.match(error.message, new RegExp(`become_method '${method}' is not supported`));
      assert.equal(error.advice.hint, hint);
      return true;
    });
  });
}

Deno.test("the user and the method alone are for plays that ask for them", async () => {
  const { become } = await optionsOf("--become-user me --become-method su a.yml");
  assert.deepEqual(become, { user: "me", method: "su", isOnRequest: true });
});

Deno.test("-M names folders, the last one first", async () => {
  const { modulePath } = await optionsOf("-M a:b --module-path c a.yml");
  assert.deepEqual(modulePath, ["c", "a", "b"]);
});

for (const number of ["0", "x", "-1"]) {
  Deno.test(`'-f ${number}' is refused`, async () => {
    await assert.rejects(optionsOf(`-f ${number} a.yml`), {
      name: "UsageError",
      message: `--forks is a number from 1 on, not '${number}'`,
    });
  });
}

for (const share of ["0/0", "5/4", "1", "a/b", "-1/2"]) {
  Deno.test(`'--shard ${share}' is refused`, async () => {
    await assert.rejects(optionsOf(`--shard=${share} a.yml`), {
      name: "UsageError",
      message: `--shard is a share and how many there are, as 1/4, not '${share}'`,
    });
  });
}

Deno.test("the exit code is the host's", async () => {
  assert.equal((await shepRun("a.yml", () => Promise.resolve(2))).exitCode, 2);
});

Deno.test("a run that cannot begin tells why, with the host's exit code", async () => {
  const broken: Script = () =>
    Promise.reject(new Fault("syntax", "not a mapping", { file: "a.yml", line: 3, column: 1 }));
  const { stdout, stderr, exitCode } = await shepRun("a.yml", broken);
  assert.equal(stdout, "");
  assert.equal(stderr, "ERROR! not a mapping\na.yml:3:1\n");
  assert.equal(exitCode, 4);
});

Deno.test("a mistake in Shep comes with its stack", async () => {
  const { stderr } = await shepRun("a.yml", () => Promise.reject(new TypeError("x is undefined")));
  assert.match(stderr, /^ERROR! Unexpected error: x is undefined\n[^]*run_test\.ts:\d+/);
});

Deno.test("a syntax check names the playbooks, and warnings go to stderr", async () => {
  const { stdout, stderr } = await shepRun("--syntax-check a.yml", (_options, emit) => {
    emit({ type: "warning", warning: { summary: "odd" } });
    return Promise.resolve(0);
  });
  assert.equal(stdout, "\nplaybook: site.yml\n");
  assert.equal(stderr, "[WARNING]: odd\n");
});

Deno.test("a list can be had as JSON", async () => {
  const { stdout } = await shepRun("--list-hosts --output json a.yml", () => Promise.resolve(0));
  assert.deepEqual(JSON.parse(stdout), {
    schema_version: 1,
    playbooks: [{ file: "site.yml", plays: [] }],
  });
});

Deno.test("Ctrl-C asks the run to stop and says what it waits for, the second one ends it", async () => {
  const signals = new Signals();
  const position = { file: "a.yml", line: 1, column: 1 };
  const { stderr, exits, exitCode } = await shepRun("a.yml", ({ signal }, emit) => {
    emit({
      type: "play-started",
      play: { name: "p", position, strategy: "linear" },
      hosts: ["h1", "h2"],
    });
    const task = {
      id: 1,
      name: "Wait",
      action: "pause",
      position,
      isHandler: false,
      isCensored: false,
    };
    emit({ type: "task-started", task });
    assert(!signal.aborted);
    signals.send();
    assert(signal.aborted);
    signals.send();
    return Promise.resolve(99);
  }, signals);
  assert.equal(
    stderr,
    "\nInterrupted: waiting for 'Wait' on h1, h2. Ctrl-C again ends at once.\n",
  );
  assert.deepEqual(exits, [99]);
  assert.equal(exitCode, 99);
});

Deno.test("an interrupted run that is torn down by an error ends as interrupted", async () => {
  const signals = new Signals();
  const { exitCode } = await shepRun("a.yml", () => {
    signals.send();
    return Promise.reject(new Fault("cancelled", "cancelled"));
  }, signals);
  assert.equal(exitCode, 99);
});

Deno.test("after the run signals are the system's again", async () => {
  const { signals } = await shepRun("a.yml", () => Promise.resolve(0));
  assert.equal(signals.listeners.size, 0);
});
