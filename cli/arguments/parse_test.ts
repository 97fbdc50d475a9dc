import assert from "node:assert/strict";
import fc from "fast-check";
import { askAnsible } from "../../testdata/parity/commands.ts";
import { spellings } from "../command.ts";
import { findCommand } from "../command_table.ts";
import { parseArguments } from "./parse.ts";
import { UsageError } from "./usage_error.ts";

const RUN = findCommand("run")!;

/** Command lines, and what they set besides the playbook. */
const ACCEPTED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "site.yml": {},
  "-vvv site.yml": { verbose: ["", "", ""] },
  "-v site.yml -vv --verbose": { verbose: ["", "", "", ""] },
  "-i hosts site.yml": { inventory: ["hosts"] },
  "-ihosts site.yml": { inventory: ["hosts"] },
  "-i=hosts site.yml": { inventory: ["hosts"] },
  "-bi hosts site.yml": { become: [""], inventory: ["hosts"] },
  "-CDvihosts site.yml": { check: [""], diff: [""], verbose: [""], inventory: ["hosts"] },
  "-vvve a=1 site.yml": { verbose: ["", "", ""], "extra-vars": ["a=1"] },
  "--inventory a --inventory-file b -i c site.yml": { inventory: ["a", "b", "c"] },
  "--limit=web:!db site.yml": { limit: ["web:!db"] },
  "--limit web site.yml": { limit: ["web"] },
  "--limit= site.yml": { limit: [""] },
  "--lim web site.yml": { limit: ["web"] },
  "--lim=web site.yml": { limit: ["web"] },
  "--become-u root site.yml": { "become-user": ["root"] },
  "--ex a=b=c site.yml": { "extra-vars": ["a=b=c"] },
  "-e a=1 -e @vars.yml site.yml": { "extra-vars": ["a=1", "@vars.yml"] },
  "-f 10 site.yml": { forks: ["10"] },
  "-f -1 site.yml": { forks: ["-1"] },
  "-t a,b --tags c --skip-tags d site.yml": { tags: ["a,b", "c"], "skip-tags": ["d"] },
  "-i - site.yml": { inventory: ["-"] },
  "site.yml -C": { check: [""] },
  "-c local --force-handlers site.yml": { connection: ["local"], "force-handlers": [""] },
  "--list-hosts --list-tasks --list-tags --syntax-check site.yml": {
    "list-hosts": [""],
    "list-tasks": [""],
    "list-tags": [""],
    "syntax-check": [""],
  },
  "--output jsonl site.yml": { output: ["jsonl"] },
};

/** Command lines that make no sense, and what is said. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "": /needs a PLAYBOOK/,
  "-C": /needs a PLAYBOOK/,
  "--wat site.yml": /has no flag '--wat'/,
  "-Z site.yml": /has no flag '-Z'/,
  "-CZ site.yml": /has no flag '-Z'/,
  "--list site.yml": /'--list' could be --list-hosts or --list-tasks or --list-tags/,
  "site.yml -i": /-i needs a value: -i INVENTORY/,
  "-i --check site.yml": /-i needs a value/,
  "--limit -C site.yml": /--limit needs a value/,
  "--check=yes site.yml": /--check takes no value, but was given 'yes'/,
  "--output xml site.yml": /--output is one of text, json, jsonl, not 'xml'/,
  "--scp-extra-args -l site.yml": /--scp-extra-args has no meaning: .* never by scp/,
  "--sftp-extra-args=-l site.yml": /--sftp-extra-args has no meaning: .* never by sftp/,
};

for (const [line, expected] of Object.entries(ACCEPTED)) {
  Deno.test(`'shep run ${line}' is understood`, () => {
    const parsed = parseArguments(RUN, line.split(" "));
    const given = RUN.flags.filter((flag) => parsed.has(flag.name));
    assert.deepEqual(
      Object.fromEntries(given.map((flag) => [flag.name, parsed.all(flag.name)])),
      expected,
    );
    assert.deepEqual(parsed.positionals, ["site.yml"]);
  });
}

for (const [line, message] of Object.entries(REFUSED)) {
  Deno.test(`'shep run ${line}' is refused`, () => {
    const words = line === "" ? [] : line.split(" ");
    assert.throws(() => parseArguments(RUN, words), (error) => {
      assert(error instanceof UsageError);
      assert.match(error.message, message);
      assert.equal(error.advice.command, "run");
      return true;
    });
  });
}

Deno.test("a value may begin with a dash if it has a space, or stands behind '='", () => {
  const parsed = parseArguments(RUN, ["-e", "-x a", "--limit=-b", "site.yml"]);
  assert.deepEqual(parsed.all("extra-vars"), ["-x a"]);
  assert.equal(parsed.last("limit"), "-b");
});

Deno.test("after -- everything is a playbook", () => {
  const parsed = parseArguments(RUN, ["-C", "--", "--check", "-v"]);
  assert.deepEqual(parsed.positionals, ["--check", "-v"]);
  assert.equal(parsed.count("check"), 1);
});

Deno.test("--help and --version need no playbook", () => {
  assert(parseArguments(RUN, ["-h"]).has("help"));
  assert(parseArguments(RUN, ["--version"]).has("version"));
});

Deno.test("a misspelt flag comes with the flags it may have meant, but not with refused ones", () => {
  assert.throws(() => parseArguments(RUN, ["--limti", "x", "site.yml"]), (error) => {
    assert(error instanceof UsageError);
    assert.equal(error.advice.typed, "--limti");
    assert(error.advice.candidates?.includes("--limit"));
    assert(!error.advice.candidates?.includes("--sftp-extra-args"));
    return true;
  });
});

Deno.test("no spelling stands for two flags", () => {
  const all = RUN.flags.flatMap(spellings);
  assert.equal(new Set(all).size, all.length);
});

Deno.test("any words at all are parsed or refused as a mistake of usage", () => {
  const word = fc.oneof(
    fc.constantFrom(...RUN.flags.flatMap(spellings), "--", "-", "="),
    fc.string(),
  );
  fc.assert(fc.property(fc.array(word), (words) => {
    try {
      parseArguments(RUN, words);
    } catch (error) {
      assert(error instanceof UsageError, String(error));
    }
  }));
});

Deno.test("every flag of ansible-playbook is known", () => {
  const [help] = askAnsible([["ansible-playbook", "--help"]], { folder: "." }) ?? [];
  if (help === undefined) return console.log("skipped: ansible-playbook is not installed");
  const options = help.stdout.slice(help.stdout.indexOf("options:"));
  const theirs = [...options.matchAll(/^ {2}(-.*?)(?: {2,}|$)/gm)]
    .flatMap(([, names = ""]) => names.match(/(?<![\w-])--?[\w-]+/g) ?? []);
  const ours = new Set(RUN.flags.flatMap(spellings));
  assert(theirs.length > 40, `only found ${theirs.length} flags`);
  assert.deepEqual(theirs.filter((name) => !ours.has(name)), []);
});
