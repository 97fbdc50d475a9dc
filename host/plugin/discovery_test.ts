import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { discover, pluginAt, pluginDirectories } from "./discovery.ts";
import { TestHome } from "./test_support.ts";

const BUNDLE = "#!/usr/bin/env -S deno run --no-prompt\n";

Deno.test("plugins of every form are found, and nothing else", async () => {
  await using home = await TestHome.make();
  const at = home.path;
  await home.write("shep-plugin-bundle", BUNDLE, 0o755);
  await home.write("shep-plugin-python", "#!/usr/bin/python3\n", 0o755);
  await home.write("single.ts", "");
  await home.write("single_test.ts", "");
  await home.write("types.d.ts", "");
  await home.write("Not-A-Name.ts", "");
  await home.write("README.md", "");
  await home.write("folder/main.ts", "");
  await home.write("folder/helper.ts", "");
  await home.write("python-greeter/shep-plugin-greeter", "#!/usr/bin/python3\n", 0o755);
  await home.write("shep-plugin-own/shep-plugin-own", BUNDLE, 0o755);
  await home.write("nothing/here.txt", "");
  await home.write("scaffolded/plugin.ts", "");
  await home.write("two/shep-plugin-a", BUNDLE, 0o755);
  await home.write("two/shep-plugin-b", BUNDLE, 0o755);
  assert.deepEqual(await discover([at]), [
    { name: "folder", form: "module", path: `${at}/folder/main.ts`, folder: `${at}/folder` },
    {
      name: "greeter",
      form: "executable",
      path: `${at}/python-greeter/shep-plugin-greeter`,
      folder: `${at}/python-greeter`,
    },
    {
      name: "scaffolded",
      form: "module",
      path: `${at}/scaffolded/plugin.ts`,
      folder: `${at}/scaffolded`,
    },
    { name: "bundle", form: "bundle", path: `${at}/shep-plugin-bundle` },
    {
      name: "own",
      form: "bundle",
      path: `${at}/shep-plugin-own/shep-plugin-own`,
      folder: `${at}/shep-plugin-own`,
    },
    { name: "python", form: "executable", path: `${at}/shep-plugin-python` },
    { name: "single", form: "module", path: `${at}/single.ts` },
  ]);
});

Deno.test("the first of two directories wins, and one that is not there holds nothing", async () => {
  await using home = await TestHome.make();
  await home.write("a/same.ts", "");
  await home.write("b/same.ts", "");
  await home.write("b/other.ts", "");
  const plugins = await discover([`${home.path}/missing`, `${home.path}/a`, `${home.path}/b`]);
  assert.deepEqual(plugins.map((plugin) => plugin.path), [
    `${home.path}/a/same.ts`,
    `${home.path}/b/other.ts`,
  ]);
});

Deno.test("a plugin is known by where it really is", async () => {
  await using home = await TestHome.make();
  await home.write("real/tool.ts", "");
  await Deno.symlink(`${home.path}/real/tool.ts`, `${home.path}/tool.ts`);
  assert.equal((await pluginAt(`${home.path}/tool.ts`))?.path, `${home.path}/real/tool.ts`);
});

Deno.test("a file that no machine runs is refused when it is named", async () => {
  await using home = await TestHome.make();
  const path = await home.write("shep-plugin-odd", "rm -rf /\n", 0o755);
  await assert.rejects(pluginAt(path), (error) => error instanceof Fault);
});

Deno.test("directories are searched in the order of who named them", () => {
  const directories = pluginDirectories({
    named: ["/named"],
    path: "/env/a::/env/b",
    playbooks: ["/play", "/play"],
    program: "/usr/bin",
  });
  assert.deepEqual(directories, ["/named", "/env/a", "/env/b", "/play/plugins", "/usr/bin"]);
});
