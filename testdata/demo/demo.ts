// `deno task demo`: runs site.yml twice in a temporary directory; the second run changes nothing.

const here = new URL("./", import.meta.url);
const root = await Deno.makeTempDir({ prefix: "shep-demo-" });

async function run(title: string): Promise<void> {
  console.log(`\n%c${title}`, "font-weight: bold");
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      new URL("../../cli/main.ts", here).href,
      "run",
      "--no-journal",
      "-i",
      "hosts.ini",
      "-e",
      `demo_root=${root}`,
      "site.yml",
    ],
    cwd: here,
  }).spawn().status;
  if (code !== 0) Deno.exit(code);
}

try {
  await run(`A small web site, configured in ${root}`);
  await run("The same again: nothing is left to change");
} finally {
  await Deno.remove(root, { recursive: true });
}
