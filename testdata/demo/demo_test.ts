import assert from "node:assert/strict";

const here = new URL("./", import.meta.url);
const decoder = new TextDecoder();

interface Ended {
  readonly code: number;
  readonly stdout: string;
}

async function run(program: string, args: readonly string[]): Promise<Ended> {
  const { code, stdout } = await new Deno.Command(program, {
    args: [...args],
    cwd: here,
    env: { NO_COLOR: "1", ANSIBLE_NOCOLOR: "1", ANSIBLE_NOCOWS: "1" },
    stdin: "null",
    stderr: "null",
  }).output();
  return { code, stdout: decoder.decode(stdout) };
}

function shep(root: string): Promise<Ended> {
  const main = new URL("../../cli/main.ts", here).href;
  return run(Deno.execPath(), ["run", "-A", main, "run", ...playbook(root)]);
}

function playbook(root: string): string[] {
  return ["-i", "hosts.ini", "-e", `demo_root=${root}`, "site.yml"];
}

/** The recap's lines, with single blanks. */
function recap(stdout: string): string[] {
  const lines = stdout.slice(stdout.indexOf("PLAY RECAP")).split("\n").slice(1);
  return lines.map((line) => line.trim().replace(/\s+/g, " ")).filter((line) => line !== "");
}

/** Every file below a folder by its path, with its mode, and its text or where it leads. */
function tree(root: string, folder = root): Map<string, string> {
  const files = new Map<string, string>();
  for (const { name } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    const { isSymlink, isDirectory, mode } = Deno.lstatSync(path);
    const content = isSymlink
      ? Deno.readLinkSync(path)
      : isDirectory
      ? ""
      : Deno.readTextFileSync(path);
    const bits = ((mode ?? 0) & 0o7777).toString(8);
    files.set(path.slice(root.length), `${bits} ${content.replaceAll(root, "ROOT")}`);
    if (isDirectory) { for (const [below, text] of tree(root, path)) files.set(below, text); }
  }
  return files;
}

async function hasAnsible(): Promise<boolean> {
  try {
    return (await run("ansible-playbook", ["--version"])).code === 0;
  } catch {
    return false;
  }
}

Deno.test("the demo configures a site once, and changes nothing the second time", async () => {
  const root = await Deno.makeTempDir();
  try {
    const first = await shep(root);
    assert.equal(first.code, 0, first.stdout);
    assert.match(recap(first.stdout)[0]!, /^blog : ok=36 changed=20 unreachable=0 failed=0 /);
    const second = await shep(root);
    for (const line of recap(second.stdout)) {
      assert.match(line, / changed=0 unreachable=0 failed=0 /);
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test({
  name: "the demo leaves what Ansible leaves, with the same recap",
  ignore: !(await hasAnsible()),
  async fn(): Promise<void> {
    const [ours, theirs] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
    try {
      const shepRun = await shep(ours);
      const ansibleRun = await run("ansible-playbook", playbook(theirs));
      assert.deepEqual(recap(shepRun.stdout), recap(ansibleRun.stdout));
      assert.deepEqual(tree(ours), tree(theirs));
    } finally {
      await Deno.remove(ours, { recursive: true });
      await Deno.remove(theirs, { recursive: true });
    }
  },
});
