import assert from "node:assert/strict";
import { FactMentions } from "./mentions.ts";

/** The facts that texts read; nothing where it could be any. */
const TEXTS: readonly (readonly [text: string, facts: string | undefined])[] = [
  ["- debug: {msg: hello}", ""],
  ["{{ ansible_os_family }} {{ ansible_facts.distribution }}", "distribution os_family"],
  ["{{ ansible_facts['default_ipv4'].address }}", "default_ipv4"],
  ['when: ansible_facts["os_family"] == "Debian"', "os_family"],
  ["{{ ansible_facts.ansible_local.app }} {{ ansible_local }}", "local"],
  ["{{ hostvars['db'].ansible_eth0.ipv4 }}", "eth0"],
  ["{{ hostvars[groups['db'][0]]['ansible_fqdn'] }}", "fqdn"],
  ["{{ hostvars.db.ansible_fqdn }}", "fqdn"],
  ["ansible_host: x\nansible_connection: local\nansible_user: me", ""],
  ["{{ ansible_check_mode }} {{ ansible_play_hosts }} {{ ansible_managed }}", ""],
  ["vars:\n  a: 1\nvars_prompt: []", ""],
  ["{{ ansible_mine }}", "mine"],
  ["{{ ansible_facts }}", undefined],
  ["{{ ansible_facts | dict2items }}", undefined],
  ["{{ ansible_facts[name] }}", undefined],
  ["{{ ansible_facts['ansible_' ~ name] }}", undefined],
  ["{{ hostvars['db'] }}", undefined],
  ["{{ hostvars['db'][name] }}", undefined],
  ["{{ groups.all | map('extract', hostvars, 'ansible_fqdn') }}", undefined],
  ["{{ vars['ansible_' ~ name] }}", undefined],
  ["{{ vars }}", undefined],
  ["- debug: var=vars", undefined],
  ["{% set all = vars %}", undefined],
  ["{{ {} | combine(vars) }}", undefined],
  ["{{ lookup(kind, 'ansible_fqdn') }}", undefined],
  ["{% from 'more.j2' import x %}", undefined],
  ["- debug:\n    var: hostvars", undefined],
  ["{{ lookup('vars', 'ansible_' ~ name) }}", undefined],
  ["{{ lookup('template', 'x.j2') }}", undefined],
  ["{{ q('ansible.builtin.varnames', '^ansible_') }}", undefined],
  ["{{ facter_os }}", undefined],
  ["- include_tasks: more.yml", undefined],
  ["- ansible.builtin.include_role:", undefined],
  ["{% include 'more.j2' %}", undefined],
  ["strategy: debug", undefined],
];

for (const [text, facts] of TEXTS) {
  Deno.test(`${JSON.stringify(text)} reads ${facts === undefined ? "any fact" : `'${facts}'`}`, () => {
    const mentions = new FactMentions();
    mentions.addText(text);
    assert.equal(mentions.names?.join(" "), facts);
  });
}
