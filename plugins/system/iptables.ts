/**
 * The action `iptables`: rules, chains and policies of the kernel's firewall.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/iptables_module.html
 * @module
 */
import {
  type Arguments,
  type ArgumentSpec,
  defineAction,
  sh,
  ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";
import { ruleWords } from "./iptables_rule.ts";

const text = <Text extends string>(description: Text): { type: "str"; description: Text } => ({
  type: "str",
  description,
});

const SPECS = {
  table: {
    type: "str",
    description: "The table.",
    choices: ["filter", "nat", "mangle", "raw", "security"],
    default: "filter",
  },
  state: {
    type: "str",
    description: "Whether the rule, or the chain, is to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
  action: {
    type: "str",
    description: "Where a new rule goes: to the end, or to the top.",
    choices: ["append", "insert"],
    default: "append",
  },
  rule_num: text("The place of a rule that is inserted."),
  ip_version: {
    type: "str",
    description: "Which of the two firewalls, or both.",
    choices: ["ipv4", "ipv6", "both"],
    default: "ipv4",
  },
  chain: text("The chain."),
  protocol: text("The protocol; here and below, `!` before a value means any other."),
  source: text("Where it comes from."),
  destination: text("Where it goes to."),
  tcp_flags: {
    type: "dict",
    description: "Flags of TCP.",
    default: new Map(),
    fields: {
      flags: { type: "list", elements: "str", description: "Those that are looked at." },
      flags_set: { type: "list", elements: "str", description: "Those of them that are set." },
    },
  },
  match: {
    type: "list",
    elements: "str",
    description: "Modules that match.",
    default: [] as string[],
  },
  jump: text("What is done with what matches."),
  gateway: text("Where a copy goes, with `jump: TEE`."),
  log_prefix: text("What an entry of the log begins with."),
  log_level: {
    type: "str",
    description: "The level of an entry of the log.",
    choices: [
      ...["0", "1", "2", "3", "4", "5", "6", "7"],
      ...["emerg", "alert", "crit", "error", "warning", "notice", "info", "debug"],
    ],
  },
  goto: text("The chain in which it goes on."),
  in_interface: text("The interface that it came by."),
  out_interface: text("The interface that it leaves by."),
  fragment: text("Only parts of a packet but the first."),
  set_counters: text("The counters of the rule: packets and bytes."),
  source_port: text("The port it comes from, or a range."),
  destination_port: text("The port it goes to, or a range."),
  destination_ports: {
    type: "list",
    elements: "str",
    description: "Several ports it may go to.",
    default: [] as string[],
  },
  to_ports: text("The port that it is redirected to."),
  to_destination: text("Where it is sent instead."),
  to_source: text("Where it is made to come from."),
  syn: {
    type: "str",
    description: "Whether only packets match that open a connection, or only others.",
    choices: ["ignore", "match", "negate"],
    default: "ignore",
  },
  set_dscp_mark: text("The mark of DSCP that it gets."),
  set_dscp_mark_class: text("The class of DSCP that it gets."),
  comment: text("What is noted with the rule."),
  ctstate: {
    type: "list",
    elements: "str",
    description: "States of connections.",
    default: [] as string[],
  },
  src_range: text("A range of addresses that it comes from."),
  dst_range: text("A range of addresses that it goes to."),
  match_set: text("A set of ipset."),
  match_set_flags: {
    type: "str",
    description: "Which addresses are looked up in the set.",
    choices: ["src", "dst", "src,dst", "dst,src", "src,src", "dst,dst"],
  },
  limit: text("How many match in a time."),
  limit_burst: text("How many match before that."),
  uid_owner: text("Whose program it comes from."),
  gid_owner: text("The group whose program it comes from."),
  reject_with: text("What is answered."),
  icmp_type: text("The type of ICMP."),
  flush: { type: "bool", description: "Whether all rules go.", default: false },
  policy: {
    type: "str",
    description: "What becomes of what no rule of the chain matches.",
    choices: ["ACCEPT", "DROP", "QUEUE", "RETURN"],
  },
  wait: text("How many seconds another iptables may take."),
  chain_management: {
    type: "bool",
    description: "Whether the chain is made, or removed, with its rule.",
    default: false,
  },
  numeric: {
    type: "bool",
    description: "Whether addresses are shown as numbers; they are never looked up here.",
    default: false,
  },
} as const satisfies Record<string, ArgumentSpec>;

type RuleArguments = Arguments<typeof SPECS>;

/** Changes rules of the kernel's firewall. */
export const iptables = defineAction({
  name: "iptables",
  summary: "Changes rules, chains and policies of the kernel's firewall.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["set_dscp_mark", "set_dscp_mark_class"] },
    { mutuallyExclusive: ["flush", "policy"] },
    { requiredIf: ["gateway"], when: "jump", equals: "TEE" },
  ],
  supportsCheck: true,
  examples: [
    "- iptables:\n    chain: INPUT\n    protocol: tcp\n    destination_port: '443'\n" +
    "    ctstate: [NEW]\n    jump: ACCEPT\n    comment: web",
    "- iptables:\n    chain: FORWARD\n    policy: DROP",
  ],
  returns: { rule: "The rule as it stands on the command line." },
  async run(args, task): Promise<TaskResult> {
    checkMeaning(args);
    const versions = args.ip_version === "both" ? ["ipv4", "ipv6"] as const : [args.ip_version];
    let changed = false;
    for (const version of versions) {
      const report = readReport(await task.script(iptablesScript(args, version, task.check)));
      changed ||= report.changed;
    }
    const { chain, table, state, flush, chain_management, ip_version } = args;
    const rule = ruleWords(args, ip_version === "ipv6").join(" ");
    return {
      changed,
      values: { chain: chain ?? null, table, state, flush, chain_management, ip_version, rule },
    };
  },
});

function checkMeaning(args: RuleArguments): void {
  const { chain, flush, log_prefix, log_level, jump } = args;
  if (chain === undefined && !flush) {
    throw new TaskFailure("Either chain or flush parameter must be specified.");
  }
  if ((log_prefix ?? log_level) !== undefined && jump !== undefined && jump !== "LOG") {
    throw new TaskFailure("Logging options can only be used with the LOG jump target.");
  }
}

function iptablesScript(
  args: RuleArguments,
  version: "ipv4" | "ipv6",
  check: boolean,
): ShellText {
  const words = ruleWords(args, version === "ipv6");
  const { wait, table, chain, rule_num, action, chain_management, policy, flush, state } = args;
  return targetScript({
    check,
    tool: version === "ipv4" ? "iptables" : "ip6tables",
    chain: chain ?? "",
    number: rule_num ?? "",
    insert: action === "insert" || rule_num !== undefined,
    manage: chain_management,
    policy: policy ?? "",
    flush,
    state,
  }, [
    new ShellText(
      `ask() { "$tool" ${sh`${wait === undefined ? [] : ["-w", wait]}`} -t ${sh`${table}`} "$@"; }`,
    ),
    sh`set -- ${words}`,
    SCRIPT,
  ]);
}

/** The rule's words are `$@`. */
const SCRIPT = new ShellText(`
PATH=$PATH:/usr/sbin:/sbin
command -v "$tool" >/dev/null 2>&1 || fail "Failed to find required executable \\"$tool\\" on the target"
act() { [ -n "$check" ] || said=$(ask "$@" 2>&1) || fail "'$tool $*' failed: $said"; }
has_chain() { ask -S "$chain" >/dev/null 2>&1; }
if [ -n "$flush" ]; then change flush; act -F \${chain:+"$chain"}; exit 0; fi
if [ -n "$policy" ]; then
  said=$(ask -S "$chain" 2>&1) || fail "Cannot look at the chain $chain: $said"
  is=$(printf '%s\\n' "$said" | sed -n "s/^-P $chain //p")
  [ "$is" = "$policy" ] || { change policy "$is" "$policy"; act -P "$chain" "$policy"; }
  exit 0
fi
if [ -n "$manage" ] && [ $# = 0 ]; then
  if [ "$state" = present ]; then has_chain || { change chain; act -N "$chain"; }
  elif has_chain; then change chain; act -X "$chain"
  fi
  exit 0
fi
is=absent; ask -C "$chain" "$@" >/dev/null 2>&1 && is=present
[ "$is" != "$state" ] || exit 0
change rule "$is" "$state"
if [ "$state" = absent ]; then act -D "$chain" "$@"; exit 0; fi
[ -z "$manage" ] || has_chain || act -N "$chain"
if [ -n "$insert" ]; then act -I "$chain" \${number:+"$number"} "$@"; else act -A "$chain" "$@"; fi
exit 0`);
