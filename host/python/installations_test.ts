/** Which modules in Python there cannot be, in trees that look like installations. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { play, TestPlaybook } from "../engine/test_support.ts";
import { findPackages, mayBeModule } from "./installations.ts";

/** An installation of ansible-core and of a collection, below a prefix. */
function installation(prefix: string): Record<string, string> {
  const packages = `${prefix}/lib/python3.12/site-packages`;
  return {
    [`${packages}/ansible/release.py`]: "",
    [`${packages}/ansible/modules/ping.py`]: "",
    [`${packages}/ansible/config/ansible_builtin_runtime.yml`]:
      "plugin_routing:\n  modules:\n    moved:\n      redirect: my.tools.moved\n",
    [`${packages}/ansible_collections/community/general/plugins/modules/xattr.py`]: "",
    [`${packages}/ansible_collections/my/tools/plugins/modules/sub/measure.py`]: "",
    [`${packages}/ansible_collections/my/tools/meta/runtime.yml`]:
      "plugin_routing:\n  modules:\n    old:\n      redirect: my.tools.new\n",
  };
}

async function inTree(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
  body: (root: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(dirname(`${root}/${path}`), { recursive: true });
      await Deno.writeTextFile(`${root}/${path}`, text.replaceAll("ROOT", root));
    }
    for (const [path, target] of Object.entries(links)) {
      await Deno.mkdir(dirname(`${root}/${path}`), { recursive: true });
      await Deno.symlink(target.replaceAll("ROOT", root), `${root}/${path}`);
    }
    await body(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const PROGRAM = "\x7fELF";

/** Ways in which a Python comes to have an ansible-core. */
const INSTALLED: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly path: string;
}[] = [
  {
    name: "the Python of the path",
    files: { "usr/bin/python3.12": PROGRAM, ...installation("usr") },
    links: { "usr/bin/python3": "python3.12" },
    path: "usr/bin",
  },
  {
    name: "a virtual environment",
    files: { "usr/bin/python3.12": PROGRAM, ...installation("venv") },
    links: { "venv/bin/python3": "ROOT/usr/bin/python3.12" },
    path: "venv/bin",
  },
  {
    name: "the Python of the program ansible",
    files: {
      "bin/ansible": "#!ROOT/apps/ansible/bin/python\n",
      "apps/ansible/bin/python": PROGRAM,
      ...installation("apps/ansible"),
    },
    path: "bin",
  },
  {
    name: "a version that a shim may start",
    files: { "env/shims/python3": "#!/bin/sh\n", ...installation("env/versions/3.12.1") },
    path: "env/shims",
  },
];

for (const { name, files, links = {}, path } of INSTALLED) {
  Deno.test(`what there is in ${name} is told without starting it`, () =>
    inTree({ ...files, "library/own.py": "", "library/bare": "" }, links, async (root) => {
      const packages = await findPackages({ PATH: `${root}/none:${root}/${path}` });
      assert(packages.isKnown);
      const folders = { libraries: [`${root}/library`], collections: [] };
      const may = (module: string): Promise<boolean> => mayBeModule(module, folders, packages);
      const there = [
        ...["own", "bare", "ping", "xattr", "ansible.builtin.ping", "my.tools.sub.measure"],
        ...["moved", "ansible.legacy.moved", "my.tools.old"],
      ];
      for (const module of there) assert(await may(module), module);
      for (const module of ["owm", "my.tools.ping", "ansible.builtin.own", "no.such.ping"]) {
        assert(!await may(module), module);
      }
    }));
}

Deno.test("where nobody can know which Python it is, any module may be there", async () => {
  const cases: readonly Record<string, string>[] = [
    { "bin/python3": "#!/bin/sh\n", ...installation("usr") },
    { "bin/ansible": "#!/bin/sh\n", "bin/python3.12": PROGRAM, ...installation("") },
  ];
  for (const files of cases) {
    await inTree(files, {}, async (root) => {
      const packages = await findPackages({ PATH: `${root}/bin` });
      const nowhere = { libraries: [], collections: [] };
      assert(await mayBeModule("any.such.module", nowhere, packages));
    });
  }
});

Deno.test("no Python is started for a name that is mistyped", async () => {
  const started = '#!/bin/sh\n>"${0%/*}/started"\nexit 1\n';
  await using playbook = await TestPlaybook.write(play("- png:\n"), {
    "env/shims/python3": "",
    ...installation("env/versions/3"),
  });
  await writeProgram(playbook.path("env/shims/python3"), started);
  const PATH = `${playbook.path("env/shims")}:${Deno.env.get("PATH")}`;
  const environment = { ...Deno.env.toObject(), PATH };
  const typo = await playbook.run({ environment });
  assert.match(String(typo.error), /there is no action 'png'/);
  const isStarted = (): Promise<boolean> =>
    Deno.stat(playbook.path("env/shims/started")).then(() => true, () => false);
  assert(!await isStarted());
  await Deno.writeTextFile(playbook.path("play.yml"), play("- my.tools.old:\n"));
  await playbook.run({ environment });
  assert(await isStarted(), "it is started for one that may be there");
});
