import assert from "node:assert/strict";
import { launchCommand, type LaunchContext } from "./launch.ts";
import type { PluginManifest } from "./manifest.ts";
import { bubblewrapped, requestedSandbox } from "./sandbox.ts";

const CONTEXT: LaunchContext = {
  deno: "/opt/deno",
  environment: {
    HOME: "/home/me",
    PATH: "/bin",
    NODE_OPTIONS: "--require evil.cjs",
    LD_PRELOAD: "/evil.so",
    AWS_SECRET_ACCESS_KEY: "secret",
  },
};

const PLUGIN: PluginManifest = {
  name: "p",
  form: "bundle",
  location: "/plugins/shep-plugin-p",
  permissions: { net: ["example.com:443"] },
  offers: {},
  isCore: false,
};

Deno.test("a bundle runs by the host's flags, whatever its first line says", () => {
  const { program, args, cwd } = launchCommand(PLUGIN, CONTEXT);
  assert.equal(program, "/opt/deno");
  assert.equal(cwd, "/plugins");
  assert.deepEqual(args, [
    "run",
    "--quiet",
    "--no-prompt",
    "--cached-only",
    "--v8-flags=--max-old-space-size=512",
    "--no-lock",
    "--no-config",
    "--no-remote",
    "--no-npm",
    "--allow-net=example.com:443",
    "/plugins/shep-plugin-p",
  ]);
});

Deno.test("nothing is inherited that is not on the list", () => {
  assert.deepEqual(launchCommand(PLUGIN, CONTEXT).environment, {
    NO_COLOR: "1",
    DENO_NO_UPDATE_CHECK: "1",
    HOME: "/home/me",
    PATH: "/bin",
  });
});

/** What a module may load, by where it and the SDK are. */
const SOURCES: readonly (readonly [string, Partial<PluginManifest>, string | undefined, RegExp])[] =
  [
    [
      "a core module of a checkout",
      { location: "file:///c/p/main.ts", isCore: true },
      undefined,
      /--no-remote/,
    ],
    [
      "a core module of JSR",
      { location: "https://jsr.io/@shep/plugins/1.0.0/p/main.ts", isCore: true },
      undefined,
      /--no-config --allow-import=jsr\.io:443/,
    ],
    [
      "a module beside an SDK of a checkout",
      { location: "/p/main.ts" },
      "file:///c/sdk/",
      /--no-config --import-map=data:\S+ --no-remote --no-npm/,
    ],
    [
      "a module beside an SDK of JSR",
      { location: "/p/main.ts" },
      "https://jsr.io/@shep/sdk/",
      /--no-config --import-map=data:\S+ --allow-import=jsr\.io:443/,
    ],
    [
      "a module beside no SDK",
      { location: "/p/main.ts" },
      undefined,
      /--no-config --no-remote --no-npm/,
    ],
  ];

for (const [name, more, root, flags] of SOURCES) {
  Deno.test(`${name} may load no more than it needs`, () => {
    const sdk = root === undefined ? {} : { sdk: { imports: {}, root, packages: [] } };
    const { args } = launchCommand({ ...PLUGIN, form: "module", ...more }, { ...CONTEXT, ...sdk });
    assert.match(args.join(" "), flags);
  });
}

Deno.test("a program runs as it is, and its memory is capped where that can be", () => {
  const plugin: PluginManifest = { ...PLUGIN, form: "executable" };
  assert.equal(launchCommand(plugin, CONTEXT).program, "/plugins/shep-plugin-p");
  const { program, args } = launchCommand(plugin, { ...CONTEXT, prlimit: "/bin/prlimit" });
  assert.equal(program, "/bin/prlimit");
  assert.deepEqual(args.slice(1), ["--", "/plugins/shep-plugin-p"]);
  const core = launchCommand({ ...plugin, isCore: true }, { ...CONTEXT, prlimit: "/bin/prlimit" });
  assert.equal(core.program, "/plugins/shep-plugin-p");
});

Deno.test("bubblewrap shows a plugin what it was granted, and the network only then", () => {
  const wrap = (permissions: PluginManifest["permissions"]): string => {
    const plugin: PluginManifest = { ...PLUGIN, permissions };
    const launch = { program: "/opt/deno", args: ["run"], environment: {}, cwd: "/plugins" };
    const { program, args } = bubblewrapped("/bin/bwrap", launch, plugin, CONTEXT);
    assert.equal(program, "/bin/bwrap");
    return args.join(" ");
  };
  assert.doesNotMatch(wrap({}), /--share-net|\/etc\/hosts|--ro-bind \/ \//);
  assert.match(wrap({}), /--unshare-all .*--cap-drop ALL .*--chdir \/plugins -- \/opt\/deno run$/);
  assert.match(wrap({ net: "*" }), /--share-net .*\/etc\/resolv\.conf/);
  assert.match(wrap({ read: ["/etc/motd"] }), /--ro-bind-try \/etc\/motd \/etc\/motd/);
  assert.match(wrap({ write: ["/srv"] }), / --bind-try \/srv \/srv/);
  assert.match(wrap({ read: "*" }), /--ro-bind \/ \/ --proc/);
});

Deno.test("a plugin that may start programs is not wrapped: it is trusted", () => {
  const context = { ...CONTEXT, bubblewrap: "/bin/bwrap" };
  assert.equal(launchCommand(PLUGIN, context).program, "/bin/bwrap");
  const trusted = { ...PLUGIN, permissions: { run: ["ssh"] } };
  assert.equal(launchCommand(trusted, context).program, "/opt/deno");
});

Deno.test("a sandbox that is asked for is there or refused", () => {
  const nowhere = (): undefined => undefined;
  assert.equal(requestedSandbox(undefined, nowhere), undefined);
  assert.equal(requestedSandbox("none", nowhere), undefined);
  assert.equal(requestedSandbox("bwrap", () => "/bin/bwrap"), "/bin/bwrap");
  assert.throws(() => requestedSandbox("bwrap", nowhere), /asks for bubblewrap, and there is no/);
  assert.throws(() => requestedSandbox("docker", nowhere), /has the value 'docker'/);
});
