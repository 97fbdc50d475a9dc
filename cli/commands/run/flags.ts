/**
 * The flags of `shep run`: those of `ansible-playbook`, and `--output`.
 *
 * @see https://docs.ansible.com/ansible/latest/cli/ansible-playbook.html
 * @module
 */
import type { Flag } from "../../command.ts";
import { VAULT_FLAGS } from "../../vault_flags.ts";

const WHAT = "What runs where";
const HOW = "How";
const CONNECTION = "Connection and privileges";
const OUTPUT = "Output";
const INSPECTION = "Look without running";

const SUPPORTED_FLAGS: readonly Flag[] = [
  {
    name: "inventory",
    short: "i",
    aliases: ["inventory-file"],
    value: "INVENTORY",
    isFile: true,
    help: "An inventory file or directory, or host names with commas: 'web1,web2,'. Repeatable.",
    group: WHAT,
  },
  {
    name: "plugins",
    value: "DIR",
    isFile: true,
    help: "A directory to look for plugins in, before those of SHEP_PLUGINS. Repeatable.",
    group: WHAT,
  },
  {
    name: "module-path",
    short: "M",
    value: "PATH",
    isFile: true,
    help: "Folders of modules in Python, separated by colons, before all others. Repeatable.",
    group: WHAT,
  },
  {
    name: "limit",
    short: "l",
    value: "PATTERN",
    help: "Only run on hosts that match this pattern too.",
    group: WHAT,
  },
  {
    name: "shard",
    value: "I/N",
    help: "Only run on the I-th of N shares of the hosts, which stay the same from run to run.",
    group: WHAT,
  },
  {
    name: "tags",
    short: "t",
    value: "TAGS",
    help: "Only run what has one of these tags, separated by commas. Repeatable.",
    group: WHAT,
  },
  {
    name: "skip-tags",
    value: "TAGS",
    help: "Do not run what has one of these tags, separated by commas. Repeatable.",
    group: WHAT,
  },
  {
    name: "start-at-task",
    value: "NAME",
    help: "Start at the task of this name; '*' and '?' stand for others.",
    group: WHAT,
  },
  {
    name: "step",
    help: "Ask before each task whether it is to be done.",
    group: HOW,
  },
  {
    name: "extra-vars",
    short: "e",
    value: "VARS",
    help: "Variables that win over all others: 'a=1 b=2', YAML, JSON, or @FILE. Repeatable.",
    group: WHAT,
  },
  {
    name: "check",
    short: "C",
    help: "Change nothing; tell what would change.",
    group: HOW,
  },
  {
    name: "diff",
    short: "D",
    help: "Show what changes in files, before and after.",
    group: HOW,
  },
  {
    name: "forks",
    short: "f",
    value: "NUMBER",
    help: "How many hosts to work on at once (default: 200).",
    group: HOW,
  },
  {
    name: "flush-cache",
    help: "Forget the facts that were kept of the inventory's hosts.",
    group: HOW,
  },
  {
    name: "resume",
    help: "Go on with the run of that number, or with the last that did not end well; it is " +
      "carried out as it was asked for.",
    group: HOW,
  },
  {
    name: "no-journal",
    help: "Do not write the run down: it is not in the history, and cannot be resumed.",
    group: HOW,
  },
  {
    name: "force-handlers",
    help: "Run the handlers that were notified even where a task failed.",
    group: HOW,
  },
  {
    name: "connection",
    short: "c",
    value: "NAME",
    help: "The connection plugin to reach hosts with, unless a host's variables name one.",
    group: CONNECTION,
  },
  {
    name: "user",
    short: "u",
    value: "USER",
    help: "The user to log in as, unless a play or a host's variables name one.",
    group: CONNECTION,
  },
  {
    name: "private-key",
    aliases: ["key-file"],
    value: "FILE",
    isFile: true,
    help: "The private key to log in with.",
    group: CONNECTION,
  },
  {
    name: "timeout",
    short: "T",
    value: "SECONDS",
    help: "How long it may take to connect to a host (default: 10).",
    group: CONNECTION,
  },
  {
    name: "ssh-common-args",
    value: "ARGS",
    help: "Arguments for ssh, such as '-o ProxyJump=gate'.",
    group: CONNECTION,
  },
  {
    name: "ssh-extra-args",
    value: "ARGS",
    help: "Further arguments for ssh.",
    group: CONNECTION,
  },
  {
    name: "ask-pass",
    short: "k",
    help: "Ask for the password of the connections.",
    group: CONNECTION,
  },
  {
    name: "connection-password-file",
    aliases: ["conn-pass-file"],
    value: "FILE",
    isFile: true,
    help: "A file with that password, or a script that prints it.",
    group: CONNECTION,
  },
  {
    name: "become",
    short: "b",
    help: "Run tasks as another user.",
    group: CONNECTION,
  },
  {
    name: "become-method",
    value: "METHOD",
    help: "How to become that user (default: sudo).",
    group: CONNECTION,
  },
  {
    name: "become-user",
    value: "USER",
    help: "The user to become (default: root).",
    group: CONNECTION,
  },
  {
    name: "ask-become-pass",
    short: "K",
    help: "Ask for the password that is needed to become that user.",
    group: CONNECTION,
  },
  {
    name: "become-password-file",
    aliases: ["become-pass-file"],
    value: "FILE",
    isFile: true,
    help: "A file with that password, or a script that prints it.",
    group: CONNECTION,
  },
  {
    name: "output",
    value: "FORMAT",
    choices: ["text", "json", "jsonl"],
    help: "text for people, json for one document at the end, jsonl for an event a line.",
    group: OUTPUT,
  },
  {
    name: "verbose",
    short: "v",
    help: "Show more: -v results, -vv where tasks stand, -vvv arguments and plugins' messages.",
    group: OUTPUT,
  },
  {
    name: "list-hosts",
    help: "List the hosts of each play, and run nothing.",
    group: INSPECTION,
  },
  {
    name: "list-tasks",
    help: "List the tasks that would run, and run nothing.",
    group: INSPECTION,
  },
  {
    name: "list-tags",
    help: "List the tags there are, and run nothing.",
    group: INSPECTION,
  },
  {
    name: "syntax-check",
    help: "Check the playbooks for mistakes, and run nothing.",
    group: INSPECTION,
  },
];

/** What Ansible copies files with. */
const REFUSED_FLAGS: readonly Flag[] = ["scp", "sftp"].map((program) => ({
  name: `${program}-extra-args`,
  value: "ARGS",
  help: "Refused.",
  group: CONNECTION,
  refusal: `has no meaning: files go through ssh itself, and never by ${program}`,
}));

/** Every flag that `ansible-playbook` has, and Shep's own. */
export const RUN_FLAGS: readonly Flag[] = [
  ...SUPPORTED_FLAGS,
  ...VAULT_FLAGS,
  ...REFUSED_FLAGS,
];
