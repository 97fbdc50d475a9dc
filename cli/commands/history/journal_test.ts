/**
 * The journal as a user meets it: runs that are killed, resumed, and looked at afterwards.
 *
 * @module
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

const MAIN = new URL("../../main.ts", import.meta.url).pathname;

/** What a command printed, and how it ended: a code, or a signal. */
interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly ending: number | string | null;
}

/** A folder with a playbook and a journal of its own. */
class Site implements Disposable {
  readonly folder = Deno.makeTempDirSync({ prefix: "shep-journal-" });

  constructor(play: string) {
    Deno.writeTextFileSync(`${this.folder}/site.yml`, play);
    Deno.writeTextFileSync(`${this.folder}/hosts`, "h1 ansible_connection=local\n");
  }

  shep(...args: readonly string[]): Answer {
    const { stdout, stderr, status, signal } = spawnSync(
      Deno.execPath(),
      ["run", "-A", "--quiet", MAIN, ...args],
      {
        cwd: this.folder,
        encoding: "utf8",
        env: { ...Deno.env.toObject(), NO_COLOR: "1", XDG_STATE_HOME: `${this.folder}/state` },
      },
    );
    return { stdout, stderr, ending: status ?? signal };
  }

  lines(name: string): string[] {
    return Deno.readTextFileSync(`${this.folder}/${name}`).trim().split("\n");
  }

  exists(name: string): boolean {
    return [...Deno.readDirSync(this.folder)].some((entry) => entry.name === name);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.folder, { recursive: true });
  }
}

/**
 * Ends the process of the host, which the task's shell descends from, in the middle of the task: once
 * the journal, which is written meanwhile, tells of the task before.
 */
const KILLS_HOST = `
looks=0
until grep -q counts state/shep/journal.db* || [ $((looks += 1)) -gt 3000 ]; do sleep 0.01; done
p=$$
while [ "$p" -gt 1 ]; do
  tr '\\0' ' ' </proc/$p/cmdline | grep -q 'cli/main.ts run' && kill -9 "$p" && exit
  p=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$p/status)
done
`;

const PLAY = `
- hosts: h1
  gather_facts: false
  tasks:
    - name: counts
      shell: echo {{ item }} >> count
      args: {chdir: "{{ playbook_dir }}"}
      loop: [1, 2]
      register: counted
      notify: owed
    - name: is killed
      shell: |
        echo begun >> killed
        [ -e revived ] || sh kill.sh
      args: {chdir: "{{ playbook_dir }}"}
    - debug: {msg: "{{ counted.results | length }} counted"}
  handlers:
    - name: owed
      shell: echo owed >> count
      args: {chdir: "{{ playbook_dir }}"}
`;

Deno.test({
  name: "a run whose host is killed loses no more than the task on its way",
  ignore: Deno.build.os !== "linux",
  fn: () => {
    using site = new Site(PLAY);
    Deno.writeTextFileSync(`${site.folder}/kill.sh`, KILLS_HOST);
    assert.equal(site.shep("run", "-i", "hosts", "site.yml").ending, "SIGKILL");
    const listed = site.shep("history").stdout;
    assert.match(listed, /^1 .* interrupted {2}site\.yml -i hosts$/m);
    Deno.writeTextFileSync(`${site.folder}/revived`, "");
    const { stdout, ending } = site.shep("run", "--resume");
    assert.equal(ending, 0);
    assert.doesNotMatch(stdout, /TASK \[counts\]/);
    assert.match(stdout, /TASK \[is killed\][^]*2 counted[^]*RUNNING HANDLER \[owed\]/);
    assert.deepEqual(site.lines("count"), ["1", "2", "owed"]);
    assert.deepEqual(site.lines("killed"), ["begun", "begun"]);
    assert.match(site.shep("history").stdout, /^1 .* ok /m);
  },
});

const FAILING = `
- name: Web servers
  hosts: h1
  gather_facts: false
  tasks:
    - name: changes
      command: "true"
      notify: restart
    - name: fails
      fail: {msg: "on\\npurpose"}
  handlers:
    - name: restart
      command: "true"
`;

Deno.test("history shows what became of a run, for people and for programs", () => {
  using site = new Site(FAILING);
  site.shep("run", "-i", "hosts", "site.yml", "--check");
  const { stdout, ending } = site.shep("history", "1");
  assert.equal(ending, 0);
  assert.match(stdout, /^Run 1: failed$/m);
  assert.match(stdout, /^PLAY \[Web servers\]$/m);
  assert.match(stdout, /^ {2}TASK \[fails\] {2}site\.yml:9:7\n {4}h1 {2}failed/m);
  assert.match(stdout, /'shep run --resume 1'/);
  const { plays, state, check } = JSON.parse(site.shep("history", "1", "--json").stdout);
  assert.deepEqual([state, check, plays[0].tasks.at(-1).results[0].values.msg], [
    "failed",
    true,
    "on\npurpose",
  ]);
  const { runs } = JSON.parse(site.shep("history", "--json").stdout);
  assert.deepEqual(runs.map(({ run }: { run: number }) => run), [1]);
});

Deno.test("a run that nobody wants on record is not", () => {
  using site = new Site(FAILING);
  site.shep("run", "-i", "hosts", "site.yml", "--no-journal");
  assert.ok(!site.exists("state"));
  assert.equal(site.shep("history").stdout, "No run is in the journal yet.\n");
});

Deno.test("a journal that cannot be written is a warning, and the run goes on", () => {
  using site = new Site(FAILING);
  Deno.writeTextFileSync(`${site.folder}/state`, "a file where a folder should be");
  const { stdout, stderr } = site.shep("run", "-i", "hosts", "site.yml");
  assert.match(stderr, /WARNING.*not in the journal/s);
  assert.match(stdout, /PLAY RECAP [*]+\nh1 +: ok=1 +changed=1 +unreachable=0 +failed=1/);
});

Deno.test("a run that ends before its first task is no run, and nothing is said of a journal", () => {
  using site = new Site("- hosts: '{{ nobody }}'\n  tasks:\n    - ping:\n");
  const { stderr, ending } = site.shep("run", "-i", "hosts", "site.yml");
  assert.match(stderr, /'nobody' is undefined/);
  assert.doesNotMatch(stderr, /journal/);
  assert.equal(ending, 4);
  assert.equal(site.shep("history").stdout, "No run is in the journal yet.\n");
});

/** Command lines that make no sense, and what is said. */
const REFUSED: readonly (readonly [args: readonly string[], said: RegExp, ending: number])[] = [
  [["run", "--resume", "site.yml"], /takes the number of a run, not 'site.yml'/, 2],
  [["run", "--resume", "--no-journal"], /no journal to resume/, 2],
  [["run", "--resume", "7"], /no run 7/, 1],
  [["run", "--resume"], /no run that could be resumed/, 1],
  [["history", "last"], /has a number, not 'last'/, 2],
  [["history", "7"], /no run 7/, 1],
];

for (const [args, said, ending] of REFUSED) {
  Deno.test(`'shep ${args.join(" ")}' is refused where there is no run`, () => {
    using site = new Site(FAILING);
    const answer = site.shep(...args);
    assert.match(answer.stderr, said);
    assert.equal(answer.ending, ending);
  });
}
