/** Whole runs over SSH. @module */
import assert from "node:assert/strict";
import { endings, eventsOf } from "../../host/engine/test_support.ts";
import { eventually, HeldTimer, isRunning, readPids } from "../../sdk/test_support.ts";
import { DelayingProxy } from "./delay.ts";
import { LosingProxy } from "./loss.ts";
import { lastResult, runTasks } from "./run_tasks.ts";
import { CAN_MOUNT, MISSING_DOAS, sshTest, USERS } from "./sshd.ts";

const [LOGIN, OTHER] = USERS;

sshTest("hosts are reached by SSH unless something else is said", async (sshd) => {
  const run = await runTasks(
    sshd,
    "- command: sh -c 'echo $SSH_CONNECTION'\n- copy: {content: x, dest: DIR/x}\n"
      .replace("DIR", sshd.directory),
  );
  assert.deepEqual(endings(run), ["command: changed", "copy: changed"]);
  assert.equal(await Deno.readTextFile(`${sshd.directory}/x`), "x");
});

sshTest("hosts that are down are waited for all together, while the others go on", async (sshd) => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted: Deno.Conn[] = [];
  const giveUp = (): void => {
    for (const connection of accepted.splice(0)) connection.close();
  };
  let tried = 0;
  const accepting = (async () => {
    for await (const connection of silent) {
      accepted.push(connection);
      tried++;
    }
  })().catch(() => {});
  const hosts = Array.from(
    { length: 200 },
    (_, index) =>
      `127.0.0.${index + 1}` +
      (index % 20 === 7 ? ` ansible_host=127.0.0.1 ansible_port=${silent.addr.port}` : ""),
  );
  const tasks = Array.from({ length: 10 }, (_, index) => `- command: echo ${index}\n`).join("");
  let reached = 0;
  const run = await runTasks(sshd, tasks, {
    hosts,
    connectionFlags: { timeout: 600 },
    onEvent: ({ type }) => {
      if (type !== "task-finished" || ++reached !== 190) return;
      // No earlier: one after the other, the first would be waited for in vain.
      eventually("all that are down were tried", () => tried === 10).then(giveUp);
    },
  });
  const [recap] = eventsOf(run, "recap");
  const counts = [...recap!.hosts.values()];
  assert.equal(counts.filter(({ unreachable }) => unreachable === 1).length, 10);
  assert.equal(counts.filter(({ ok }) => ok === 10).length, 190);
  assert.equal(run.exitCode, 4);
  assert.equal(tried, 10, "each was tried once");
  silent.close();
  await accepting;
});

/** What may stand between tasks, and costs no round trip. */
const BETWEEN: Readonly<Record<string, string>> = {
  "": "",
  ", what is skipped or only shown between them": '- debug:\n- shell: "false"\n  when: not true\n',
};

for (const [what, between] of Object.entries(BETWEEN)) {
  sshTest(`ten tasks take fewer round trips than ten${what}`, async (sshd) => {
    await using network = new DelayingProxy(sshd.port, 25);
    const host = `127.0.0.1 ansible_port=${network.port}`;
    await runTasks(sshd, "- command: echo\n", { hosts: [host] });
    const tasks = ["command: echo", "stat: {path: /}", "file: {path: /tmp, state: directory}"]
      .concat("shell: echo", "ping:").map((task) => `- ${task}\n${between}`).join("");
    const counts: number[] = [];
    const run = await runTasks(sshd, tasks.repeat(2), {
      hosts: [host],
      onEvent: ({ type }) => {
        if (type === "task-started" || type === "task-finished") counts.push(network.roundTrips);
      },
    });
    assert.equal(run.exitCode, 0);
    const trips = counts.at(-1)! - counts[0]!;
    assert(trips >= 1 && trips < 8, `${trips} round trips`);
  });
}

sshTest(
  "tasks that are sent behind each other happen in order, and not behind a failure",
  async (sshd) => {
    const log = `${sshd.directory}/happened`;
    const run = await runTasks(
      sshd,
      `- copy: {content: "a\\n", dest: ${log}}
- shell: sleep 0.1; echo b >>${log}
- lineinfile: {path: ${log}, line: c}
- shell: echo d >>${log}; exit 1
  ignore_errors: true
- lineinfile: {path: ${log}, line: e}
- command: cat
  args: {stdin: read}
- shell: echo f >>${log}
- block:
    - shell: echo g >>${log}
    - stat: {path: ${log}}
    - command: "false"
    - shell: echo never >>${log}
    - lineinfile: {path: ${log}, line: nor this}
  rescue:
    - shell: echo h >>${log}
- shell: sleep 0.1; echo i >>${log}
- shell: echo j >>${log}
  vars: {ansible_connection: local}
- shell: sleep 0.1; echo k >>${log}
- shell: echo l >>${log}
  vars: {ansible_ssh_extra_args: -C}
- command: "false"
- shell: echo never >>${log}
`,
    );
    const letters = [..."abcdefghijkl"];
    assert.deepEqual((await Deno.readTextFile(log)).trim().split("\n"), letters);
    assert.equal(run.exitCode, 2);
    const times = eventsOf(run, "task-finished").map(({ result: { values } }) =>
      [values.get("start"), values.get("end")].map(String)
    ).filter(([start]) => start !== "undefined");
    assert(times.length > 6);
    for (const [index, [start]] of times.slice(1).entries()) {
      assert(start! >= times[index]![1]!, `${start} is before ${times[index]![1]}`);
    }
  },
);

sshTest("what is read on the controller is that of its turn", async (sshd) => {
  const place = sshd.directory;
  const templates = {
    time: "{{ now().timestamp() }}",
    date: "{{ template_run_date.timestamp() }}",
    lookup: `{{ lookup('file', '${place}/made') }}`,
    include: "{% include './made' %}",
  };
  await Deno.writeTextFile(`${place}/made`, "0");
  for (const [name, text] of Object.entries(templates)) {
    await Deno.writeTextFile(`${place}/${name}.j2`, text);
  }
  const names = [...Object.keys(templates), "copy"];
  const run = await runTasks(
    sshd,
    names.map((name) =>
      `- shell: sleep 0.1; date +%s.%N >${place}/made\n` +
      (name === "copy"
        ? `- copy: {src: ${place}/made, dest: ${place}/copy}\n`
        : `- template: {src: ${place}/${name}.j2, dest: ${place}/${name}}\n`) +
      `- shell: mv ${place}/made ${place}/${name}.turn; echo never >${place}/made\n`
    ).join(""),
  );
  assert.equal(run.exitCode, 0, JSON.stringify(endings(run)));
  for (const name of names) {
    const written = await Deno.readTextFile(`${place}/${name}`);
    const turn = Number(await Deno.readTextFile(`${place}/${name}.turn`));
    assert(Number(written) >= turn - 1e-6, `${name}: ${written} is before ${turn}`);
  }
});

sshTest("each user's programs wait for those of the others", async (sshd) => {
  const place = `/tmp/shep-in-order-${sshd.port}`;
  const users = [LOGIN, "root", OTHER, "root", LOGIN, OTHER, OTHER];
  const run = await runTasks(
    sshd,
    `- copy: {content: "", dest: ${place}, mode: "0666"}\n` +
      users.map((user, n) =>
        `- shell: sleep 0.0${n % 3}; id -un >>${place}\n` +
        (user === LOGIN ? "" : `  become: true\n  become_user: ${user}\n`)
      ).join("") +
      `- command: cat ${place}\n- file: {path: ${place}, state: absent}\n`,
    { variables: `${CLOSED}ansible_password='open sesame'\nansible_become_password='open sesame'` },
  );
  assert.equal(run.exitCode, 0, JSON.stringify(endings(run)));
  const [said] = eventsOf(run, "task-finished").slice(-2);
  assert.deepEqual(String(said!.result.values.get("stdout")).split("\n"), users);
}, { hasUsers: true, ignore: !CAN_MOUNT });

sshTest("the items of a loop do not wait for each other's round trips", async (sshd) => {
  await using network = new DelayingProxy(sshd.port, 25);
  const host = `127.0.0.1 ansible_port=${network.port}`;
  await runTasks(sshd, "- ping:\n", { hosts: [host] });
  const folder = `${sshd.directory}/many`;
  await Deno.mkdir(folder);
  const counts: number[] = [];
  const run = await runTasks(
    sshd,
    `- ping:\n- copy: {content: "{{ item }}", dest: "${folder}/{{ item }}"}\n` +
      "  loop: '{{ range(30) | list }}'\n",
    {
      hosts: [host],
      onEvent: ({ type }) => {
        if (type === "task-started" || type === "task-finished") counts.push(network.roundTrips);
      },
    },
  );
  assert.deepEqual(endings(run), ["ping: ok", "copy: changed"]);
  for (let item = 0; item < 30; item++) {
    assert.equal(await Deno.readTextFile(`${folder}/${item}`), String(item));
  }
  const trips = counts.at(-1)! - counts.at(-2)!;
  assert(trips >= 2 && trips <= 20, `${trips} round trips`);
});

sshTest("the items of a loop keep their order on the target", async (sshd) => {
  const path = `${sshd.directory}/one`;
  const run = await runTasks(
    sshd,
    `- copy: {content: "{{ item }}", dest: ${path}, backup: "{{ item == 'b' }}"}\n` +
      "  loop: [a, a, b, a, /, c]\n  register: written\n  failed_when: item == '/'\n" +
      "  ignore_errors: true\n" +
      "- debug: {msg: \"{{ written.results | map(attribute='changed') | list }}\"}\n",
  );
  assert.deepEqual(lastResult(run).get("msg"), [true, false, true, true, true, true]);
  assert.equal(await Deno.readTextFile(path), "c");
});

sshTest("items on different targets keep their order", async (sshd) => {
  const path = `${sshd.directory}/shared`;
  const run = await runTasks(
    sshd,
    // Two names of one machine, at one of which each takes its time.
    `- copy: {content: "{{ item.0 }}", dest: ${path}, validate: "{{ checks[item.1] }} %s"}\n` +
      "  vars: {checks: {'1': \"sh -c 'sleep 0.1; test -e $0'\", '2': test -e}}\n" +
      "  loop: [[a, '1'], [b, '2'], [c, '1'], [d, '2']]\n" +
      "  delegate_to: '127.0.0.{{ item.1 }}'\n  register: written\n" +
      "- debug: {msg: \"{{ written.results | map(attribute='changed') | list }}\"}\n",
    { hosts: ["127.0.0.1", "127.0.0.2"], limit: "127.0.0.1" },
  );
  assert.deepEqual(lastResult(run).get("msg"), Array(4).fill(true));
  assert.equal(await Deno.readTextFile(path), "d");
});

sshTest("an item that asks more than once waits for those before it", async (sshd) => {
  const path = `${sshd.directory}/lines`;
  const long = `${sshd.directory}/long`;
  const short = `${sshd.directory}/short`;
  await Deno.writeTextFile(long, "long\n".repeat(20_000));
  await Deno.writeTextFile(short, "short\n");
  const run = await runTasks(
    sshd,
    `- lineinfile: {path: ${path}, line: "{{ item }}", create: true}\n` +
      "  loop: '{{ range(12) | list }}'\n" +
      `- copy: {src: ${path}, dest: ${path}.kept, remote_src: true}\n` +
      `- copy: {src: "{{ item }}", dest: ${path}}\n  loop: [${short}, ${long}, ${short}]\n`,
  );
  assert.deepEqual(endings(run), ["lineinfile: changed", "copy: changed", "copy: changed"]);
  const lines = Array.from({ length: 12 }, (_, index) => `${index}\n`);
  assert.equal(await Deno.readTextFile(`${path}.kept`), lines.join(""));
  assert.equal(await Deno.readTextFile(path), "short\n");
});

sshTest("an interrupted run leaves no process on the target", async (sshd) => {
  const pids = `${sshd.directory}/pids`;
  const interrupt = new AbortController();
  const running = runTasks(
    sshd,
    `- shell: echo $$ >>${pids}; sleep 1000 & echo $! >>${pids}; wait\n` +
      `- shell: echo behind >>${pids}\n- lineinfile: {path: ${pids}, line: behind}\n- debug:\n`,
    { signal: interrupt.signal },
  );
  const started = await readPids(pids, 2);
  interrupt.abort();
  const run = await running;
  assert.equal(run.exitCode, 99);
  await eventually("all had ended", () => !started.some(isRunning));
  assert.equal(eventsOf(run, "task-started").length, 1);
  assert.doesNotMatch(await Deno.readTextFile(pids), /behind/);
});

sshTest("a task that takes too long is ended on the target, and the host goes on", async (sshd) => {
  using timeout = new HeldTimer(900_000);
  const pids = `${sshd.directory}/pids`;
  const running = runTasks(
    sshd,
    `- command: sh -c 'echo $$ >${pids}; exec sleep 1000'\n  timeout: 900\n  ignore_errors: true\n` +
      "- command: echo next\n",
  );
  const [pid = 0] = await readPids(pids, 1);
  timeout.elapse();
  assert.deepEqual(endings(await running), ["command: failed", "command: changed"]);
  await eventually("it had ended", () => !isRunning(pid));
});

/** Answers questions for passwords, and keeps them. */
function answering(answers: readonly string[]): {
  readonly questions: string[];
  readonly ask: (question: string) => string | undefined;
} {
  const questions: string[] = [];
  return { questions, ask: (question) => answers[questions.push(question) - 1] };
}

const CLOSED = "ansible_ssh_private_key_file=/dev/null\n" +
  `ansible_user=${LOGIN}\n`;

sshTest("passwords are asked for once, and given to ssh and to sudo", async (sshd) => {
  const { questions, ask } = answering(["open sesame", ""]);
  const place = `/tmp/shep-handed-over-${sshd.port}-{{ inventory_hostname }}`;
  const run = await runTasks(
    sshd,
    "- command: id -un\n- command: id -un\n  become: true\n" +
      `- command: id -un\n  become: true\n  become_user: ${OTHER}\n` +
      `- copy: {content: secret, dest: "${place}", mode: "0600"}\n  become: true\n` +
      `  become_user: ${OTHER}\n` +
      `- stat: {path: "${place}"}\n  become: true\n` +
      `- file: {path: "${place}", state: absent}\n  become: true\n`,
    {
      hosts: ["127.0.0.1", "127.0.0.2"],
      variables: CLOSED,
      passwords: { askConnection: true, askBecome: true },
      askPassword: ask,
    },
  );
  assert.deepEqual(questions, [
    "SSH password: ",
    "BECOME password[defaults to SSH password]: ",
  ]);
  assert.equal(run.exitCode, 0, JSON.stringify(endings(run)));
  const outputs = eventsOf(run, "task-finished")
    .map(({ result }) => result.values.get("stdout")).filter((text) => text !== undefined);
  assert.deepEqual(outputs.slice(0, 6), [LOGIN, LOGIN, "root", "root", OTHER, OTHER]);
  const stat = eventsOf(run, "task-finished").find(({ task }) => task.name === "stat");
  const values = stat?.result.values.get("stat") as ReadonlyMap<string, unknown>;
  assert.deepEqual([values.get("pw_name"), values.get("mode")], [OTHER, "0600"]);
}, { hasUsers: true, ignore: !CAN_MOUNT });

sshTest("su is given the password of the other user", async (sshd) => {
  const run = await runTasks(
    sshd,
    `- command: id -un\n  become: true\n  become_method: su\n  become_user: ${OTHER}\n`,
    { variables: `${CLOSED}ansible_password='open sesame'\nansible_become_password='open sesame'` },
  );
  assert.equal(lastResult(run).get("stdout"), OTHER, JSON.stringify([...lastResult(run)]));
}, { hasUsers: true, ignore: !CAN_MOUNT });

sshTest("doas becomes whom its rules permit, asks only where they say so", async (sshd) => {
  const withPassword = "  vars: {ansible_become_password: open sesame}\n";
  const become = (user: string, more = ""): string =>
    `- shell: id -un; id -un >&2\n  become: true\n  become_user: ${user}\n  ignore_errors: true\n${more}`;
  const run = await runTasks(
    sshd,
    become(OTHER) + become("root") + become("nobody") +
      become(OTHER, withPassword) + become("root", withPassword).repeat(2) +
      become("root", withPassword.replace("open", "close")),
    { variables: `${CLOSED}ansible_password='open sesame'\nansible_become_method=doas` },
  );
  const results = eventsOf(run, "task-finished").map(({ result }) => result.values);
  const told = results.map((values) => values.get("stdout") ?? values.get("msg"));
  assert.deepEqual(told, [
    OTHER,
    "Missing doas password",
    "doas does not allow to become 'nobody'",
    OTHER,
    "root",
    "root",
    "Incorrect doas password",
  ]);
  assert.deepEqual(
    results.flatMap((values) => values.get("stderr") ?? []),
    [OTHER, OTHER, "root", "root"],
  );
  assert.doesNotMatch(JSON.stringify(run.events), /(?:open|close) sesame/);
}, { hasUsers: true, ignore: !CAN_MOUNT || MISSING_DOAS !== undefined });

/** Passwords that are wrong or missing, and what is said. */
const REFUSALS: readonly (readonly [what: string, variables: string, message: RegExp])[] = [
  ["a wrong password of the connection", "ansible_password=wrong", /Permission denied|password/],
  [
    "a wrong password of sudo",
    "ansible_password='open sesame'\nansible_become_password=wrong",
    /Incorrect sudo password/,
  ],
  ["a missing password of sudo", "ansible_password='open sesame'", /Missing sudo password/],
  [
    "a wrong password of su",
    "ansible_password='open sesame'\nansible_become_method=su\nansible_become_password=wrong",
    /Incorrect su password/,
  ],
];

for (const [what, variables, message] of REFUSALS) {
  sshTest(`${what} is a clear error`, async (sshd) => {
    const run = await runTasks(sshd, "- command: id\n  become: true\n", {
      variables: `${CLOSED}${variables}`,
    });
    assert.match(String(lastResult(run).get("msg")), message);
    assert.doesNotMatch(JSON.stringify(run.events), /open sesame/);
  }, { hasUsers: true, ignore: !CAN_MOUNT });
}

sshTest("a large file goes on where its session was lost, there and back", async (sshd) => {
  await using network = new LosingProxy(sshd.port);
  const size = 16 * 1024 * 1024;
  const lostAt = 12 * 1024 * 1024;
  await Deno.writeFile(`${sshd.directory}/big`, new Uint8Array(size).fill(7));
  const paths = { from: `${sshd.directory}/big`, there: `${sshd.directory}/there` };
  const back = `${sshd.directory}/back`;
  const counts: Record<string, number> = {};
  const run = await runTasks(
    sshd,
    `- ping:\n- copy: {src: ${paths.from}, dest: ${paths.there}}\n` +
      `- fetch: {src: ${paths.there}, dest: ${back}, flat: true}\n`,
    {
      hosts: [`127.0.0.1 ansible_port=${network.port}`],
      onEvent: (event) => {
        if (event.type === "task-started" && event.task.action === "copy") {
          network.failAfter("sent", lostAt);
        }
        if (event.type !== "task-finished" || event.task.action === "ping") return;
        assert.equal(network.isToFail, false, `${event.task.action}: nothing was lost`);
        if (event.task.action === "copy") {
          counts["copy"] = network.bytes("sent");
          network.failAfter("received", lostAt);
        } else counts["fetch"] = network.bytes("received");
      },
    },
  );
  assert.deepEqual(endings(run), ["ping: ok", "copy: changed", "fetch: changed"]);
  for (const [action, bytes] of Object.entries(counts)) {
    assert(bytes < size / 2, `${action}: ${bytes} bytes of ${size} went again`);
  }
  const arrived = await Deno.readFile(back);
  assert(arrived.length === size && arrived.every((byte) => byte === 7));
  assert.equal(Object.keys(counts).length, 2);
});

sshTest("the files of a directory take a few round trips, however many they are", async (sshd) => {
  const [from, to] = [`${sshd.directory}/from`, `${sshd.directory}/to`];
  await Deno.mkdir(`${from}/sub`, { recursive: true });
  for (let index = 0; index < 40; index++) {
    const path = index % 2 === 0 ? `${from}/${index}` : `${from}/sub/${index}`;
    await Deno.writeFile(path, new Uint8Array(33_000 + index).fill(index));
  }
  await using network = new DelayingProxy(sshd.port, 10);
  const counts: number[] = [];
  const run = await runTasks(sshd, `- ping:\n- copy: {src: ${from}/, dest: ${to}/}\n`, {
    hosts: [`127.0.0.1 ansible_port=${network.port}`],
    onEvent: ({ type }) => {
      if (type === "task-finished") counts.push(network.roundTrips);
    },
  });
  assert.deepEqual(endings(run), ["ping: ok", "copy: changed"]);
  const trips = counts[1]! - counts[0]!;
  // Directories, what differs, the stream, and its parts; and what ssh says of its windows.
  assert(trips >= 4 && trips < 40, `${trips} round trips`);
  for (const name of ["0", "sub/1", "38", "sub/39"]) {
    assert.deepEqual(await Deno.readFile(`${to}/${name}`), await Deno.readFile(`${from}/${name}`));
  }
});

sshTest("a full disk is told, and leaves no part of a file", async (sshd) => {
  const full = `${sshd.directory}/full`;
  await Deno.writeFile(`${sshd.directory}/big`, new Uint8Array(200_000));
  const run = await runTasks(
    sshd,
    `- copy: {src: ${sshd.directory}/big, dest: ${full}/big}\n  ignore_errors: true\n` +
      `- command: ls -A ${full}\n` +
      `- command: head -c 200000 /dev/zero\n  ignore_errors: true\n` +
      `  vars: {ansible_remote_tmp: ${full}}\n`,
  );
  const [copied, listed, printed] = eventsOf(run, "task-finished").map(({ result }) => result);
  assert.match(String(copied!.values.get("msg")), /No space left/);
  assert.equal(listed!.values.get("stdout"), "");
  assert.match(String(printed!.values.get("msg")), /no space left to keep the program's output/);
}, { hasFullDisk: true, ignore: !CAN_MOUNT });
