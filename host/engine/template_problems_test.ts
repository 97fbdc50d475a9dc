/**
 * Each case of testdata/template_problems.txt: the rest of a play, and what is told of the template
 * that is wrong in it.
 *
 * @module
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Diagnostic } from "@shep/sdk";
import { eventsOf, TestPlaybook } from "./test_support.ts";

interface Case {
  readonly name: string;
  readonly play: string;
  readonly expected: string;
}

/** `=== name`, the play, `---`, what is told. */
function cases(text: string): Case[] {
  return text.split(/^=== /m).slice(1).map((section) => {
    const [name = "", ...lines] = section.trimEnd().split("\n");
    const end = lines.lastIndexOf("---");
    return {
      name,
      play: lines.slice(0, end).join("\n"),
      expected: lines.slice(end + 1).join("\n"),
    };
  });
}

/** A play that goes on after a failure, so that one run has them all. */
function playbook({ play }: Case): string {
  return `- hosts: h1\n  gather_facts: false\n  ignore_errors: true\n${play}\n`;
}

const FILES = {
  hosts: "h1 ansible_connection=local\n",
  "group_vars/all.yml": "http_port: 80\ntext: hello\nusers: [{name: a}]\n",
  "templates/wrong.j2":
    "one\n{% for user in users %}\n  {{ user.name }} {{ htp_port }}\n{% endfor %}\n",
  "templates/broken.j2": "one\n{% if text %}\n",
};

function show({ file, line, column, summary, sourceLine, detail, hint }: Diagnostic): string {
  return [
    `${basename(file ?? "")}:${line}:${column}: ${summary}`,
    `${sourceLine}\n${" ".repeat((column ?? 1) - 1)}^`,
    detail?.replace(/\/\S*\//g, ""),
    hint === undefined ? undefined : `hint: ${hint}`,
  ].filter((part) => part !== undefined).join("\n");
}

const text = readFileSync(new URL("testdata/template_problems.txt", import.meta.url), "utf8");

Deno.test("what is wrong with a template is told, and where, and what to do", async (t) => {
  const all = cases(text);
  const plays = all.map((each, index) => [`${index}.yml`, playbook(each)] as const);
  const imports = plays.map(([name]) => `- import_playbook: ${name}\n`).join("");
  await using files = await TestPlaybook.write(imports, {
    ...FILES,
    ...Object.fromEntries(plays),
  });
  const run = await files.run();
  const told = eventsOf(run, "task-finished").map(({ result }) => show(result.diagnostic!));
  assert.equal(told.length, all.length, Deno.inspect(run.error));
  for (const [index, { name, expected }] of all.entries()) {
    await t.step(name, () => assert.equal(told[index], expected));
  }
});
