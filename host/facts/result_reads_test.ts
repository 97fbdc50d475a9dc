import assert from "node:assert/strict";
import { FactMentions } from "./mentions.ts";
import { ResultReads } from "./result_reads.ts";

/** Texts, and whether they may read `stat.mimetype` of what `found` keeps. */
const TEXTS: readonly (readonly [text: string, isRead: boolean])[] = [
  ["- stat: {path: x}\n  register: found", false],
  ['{"register": "found"}', false],
  ["- stat: path=x\n  register: 'found'\n  when: found.stat.exists", false],
  ["when: not found.stat.exists and found.stat.size > 3", false],
  ["when: found.stat['mode'] == '0644' or found[\"stat\"].isdir", false],
  ["when: found is changed or found.stat is not defined or found is not skipped", false],
  ["{{ found.changed }} {{ found . stat . uid }} {{ hostvars['h'].found.stat.gid }}", false],
  ["{{ found_too.stat }} {{ unfound }}", false],
  ["{{ found.stat.mimetype }}", true],
  ["{{ found.stat['mimetype'] }}", true],
  ["{{ found['stat'] [ 'mimetype' ] }}", true],
  ["{{ found.stat.mimetype.size }}", true],
  ["{{ found }}", true],
  ["- debug: var=found", true],
  ["{{ found.stat }}", true],
  ["{{ found | to_json }}", true],
  ["{{ found.stat | dict2items }}", true],
  ["{{ found.stat[name] }}", true],
  ["{{ found['stat'][name] }}", true],
  ["{{ found[name] }}", true],
  ["{{ found.stat.get('mimetype') }}", true],
  ["{{ found.stat.items() | list }}", true],
  ["{{ found.get('stat').mimetype }}", true],
  ["{{ (found).stat.exists }}", true],
  ["{{ [found] | map(attribute='stat.mimetype') }}", true],
  ["{{ found is mapping }}", true],
  ["{{ hostvars['h']['found'] }}", true],
  ["{{ hostvars['h'] }}", true],
  ["{{ hostvars['h'][name] }}", true],
  ["{{ vars[name] }}", true],
  ["{{ lookup('vars', name) }}", true],
  ["- include_tasks: more.yml", true],
  ["- debugger: on_failed", true],
  ['{{ "\\x66ound" }}', true],
  ["x: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3434", true],
];

for (const [text, isRead] of TEXTS) {
  Deno.test(`${JSON.stringify(text)} ${isRead ? "may read" : "does not read"} it`, () => {
    const mentions = new FactMentions();
    mentions.addText(text);
    assert.equal(new ResultReads(mentions).has("found", "stat.mimetype"), isRead);
  });
}

Deno.test("of an inventory, what is a template reads results", () => {
  const has = (value: string): boolean => {
    const mentions = new FactMentions();
    mentions.addValue(new Map([["x", [value]]]));
    return new ResultReads(mentions).has("found", "stat.mimetype");
  };
  assert.deepEqual(["found", "{{ found }}", "$ANSIBLE_VAULT;1.1"].map(has), [false, true, true]);
});
