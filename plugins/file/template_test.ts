import assert from "node:assert/strict";
import { act, inDirectory, testOnTargets } from "./test_support.ts";
import { template } from "./template.ts";

testOnTargets("template renders, installs, and then has nothing to do", async (root, target) => {
  await Deno.mkdir(`${root}/templates`);
  await Deno.writeTextFile(`${root}/templates/x.j2`, "port {{ port }}\n", { mode: 0o600 });
  const here = {
    ...target,
    files: root,
    render: (source: string): string => source.replace("{{ port }}", "80"),
  };
  const args = { src: "x.j2", dest: `${root}/x.conf`, mode: "preserve" };
  const predicted = await act(template, args, { ...here, check: true, diff: true });
  assert.equal(predicted.status, "changed");
  assert.equal(predicted.diffs[0]!.after, "port 80\n");
  assert.equal(predicted.diffs[0]!.afterHeader, `${root}/templates/x.j2`);
  const first = await act(template, args, here);
  assert.equal(first.status, "changed");
  assert.equal(first.values["mode"], "0600");
  assert.equal(await Deno.readTextFile(args.dest), "port 80\n");
  assert.equal((await act(template, args, here)).status, "ok");
});

Deno.test("template takes its own name in a directory", async () => {
  await inDirectory(async (root) => {
    await Deno.writeTextFile(`${root}/x.j2`, "text");
    const { values } = await act(template, { src: "x.j2", dest: root + "/" }, { files: root });
    assert.equal(values["dest"], `${root}/x.j2`);
  });
});

Deno.test("template tells the engine what it was asked for", async () => {
  await inDirectory(async (root) => {
    await Deno.writeTextFile(`${root}/x.j2`, "text");
    let seen: Readonly<Record<string, unknown>> = {};
    const render = (source: string, options: Readonly<Record<string, unknown>>): string => {
      seen = options;
      return source;
    };
    const args = {
      src: "x.j2",
      dest: `${root}/x`,
      newline_sequence: "\\r\\n",
      lstrip_blocks: true,
    };
    await act(template, args, { files: root, render });
    assert.equal(seen["newline_sequence"], "\r\n");
    assert.equal(seen["lstrip_blocks"], true);
    assert.equal(seen["trim_blocks"], true);
    assert.equal(seen["variable_start_string"], "{{");
  });
});

Deno.test("template refuses what it cannot do, and says so", async () => {
  const args = { src: "nope.j2", dest: "/no/such", output_encoding: "klingon" };
  const { values } = await act(template, args);
  assert.match(String(values["msg"]), /^unknown encoding: klingon\. There are UTF-8/);
  await assert.rejects(act(template, { src: "nope.j2", dest: "/no" }), /template 'nope.j2'/);
});
