/**
 * The action `ufw`: rules of ufw, and whether it is on.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/ufw_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  sh,
  shellLines,
  ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { splitLines } from "../command/output.ts";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  state: {
    type: "str",
    description: "Whether it is on; `reloaded` and `reset` always change.",
    choices: ["disabled", "enabled", "reloaded", "reset"],
  },
  default: {
    type: "str",
    description: "What becomes of what no rule matches.",
    choices: ["allow", "deny", "reject"],
    aliases: ["policy"],
  },
  direction: {
    type: "str",
    description: "Which way traffic goes that a rule, or the policy, is about.",
    choices: ["in", "incoming", "out", "outgoing", "routed"],
  },
  logging: {
    type: "str",
    description: "How much is logged.",
    choices: ["on", "off", "low", "medium", "high", "full"],
  },
  insert: { type: "int", description: "The place of a new rule." },
  insert_relative_to: {
    type: "str",
    description: "From where that place is counted.",
    choices: ["first-ipv4", "first-ipv6", "last-ipv4", "last-ipv6", "zero"],
    default: "zero",
  },
  rule: {
    type: "str",
    description: "What becomes of what matches.",
    choices: ["allow", "deny", "limit", "reject"],
  },
  log: { type: "bool", description: "Whether what matches is logged.", default: false },
  from_ip: {
    type: "str",
    description: "Where it comes from.",
    default: "any",
    aliases: ["from", "src"],
  },
  from_port: { type: "str", description: "The port that it comes from." },
  to_ip: {
    type: "str",
    description: "Where it goes to.",
    default: "any",
    aliases: ["dest", "to"],
  },
  to_port: { type: "str", description: "The port that it goes to.", aliases: ["port"] },
  proto: {
    type: "str",
    description: "The protocol.",
    choices: ["any", "tcp", "udp", "ipv6", "esp", "ah", "gre", "igmp", "vrrp"],
    aliases: ["protocol"],
  },
  name: { type: "str", description: "An application that ufw knows.", aliases: ["app"] },
  delete: { type: "bool", description: "Whether the rule goes.", default: false },
  interface: {
    type: "str",
    description: "The interface, with `direction`.",
    aliases: ["if"],
  },
  interface_in: {
    type: "str",
    description: "The interface that it comes by.",
    aliases: ["if_in"],
  },
  interface_out: {
    type: "str",
    description: "The interface that it leaves by.",
    aliases: ["if_out"],
  },
  route: { type: "bool", description: "Whether it is only passed on.", default: false },
  comment: { type: "str", description: "What is noted with the rule." },
} as const;

type UfwArguments = Arguments<typeof SPECS>;

/** Changes rules of ufw. */
export const ufw = defineAction({
  name: "ufw",
  summary: "Changes rules of ufw, and turns it on and off.",
  arguments: SPECS,
  constraints: [
    { requiredOneOf: ["state", "default", "rule", "logging"] },
    { mutuallyExclusive: ["name", "proto", "logging"] },
    { requiredBy: ["direction"], by: "interface" },
    { mutuallyExclusive: ["direction", "interface_in"] },
    { mutuallyExclusive: ["direction", "interface_out"] },
  ],
  supportsCheck: true,
  examples: [
    "- ufw:\n    rule: allow\n    port: '443'\n    proto: tcp",
    "- ufw:\n    state: enabled\n    policy: deny",
  ],
  returns: { commands: "What was run.", msg: "What ufw says of itself now." },
  async run(args, task): Promise<TaskResult> {
    const commands = ufwCommands(args);
    const report = readReport(await task.script(ufwScript(args, commands, task.check)));
    const said = report.get("status") ?? "";
    return {
      changed: report.changed,
      values: {
        commands: commands.map((words) => ["ufw", ...words].join(" ")),
        msg: said,
        msg_lines: splitLines(said),
      },
    };
  },
});

const DIRECTIONS = {
  in: "incoming",
  incoming: "incoming",
  out: "outgoing",
  outgoing: "outgoing",
  routed: "routed",
} as const;

/**
 * The commands that the arguments ask for, in the order that Ansible has.
 *
 * @throws {TaskFailure} For a direction that an interface or a rule cannot have.
 */
export function ufwCommands(args: UfwArguments): string[][] {
  const { state, direction, logging, rule } = args;
  const commands: string[][] = [];
  if (state !== undefined) commands.push([STATE_COMMANDS[state]]);
  if (logging !== undefined) commands.push(["logging", logging]);
  if (args.default !== undefined) {
    const way = direction === undefined ? [] : [DIRECTIONS[direction]];
    commands.push(["default", args.default, ...way]);
  }
  if (rule !== undefined) commands.push(ruleCommand(args, rule));
  return commands;
}

const STATE_COMMANDS = {
  enabled: "enable",
  disabled: "disable",
  reloaded: "reload",
  reset: "reset",
} as const;

function ruleCommand(args: UfwArguments, rule: string): string[] {
  const { direction, route, interface_in, interface_out, insert } = args;
  if (direction === "routed" || direction === "incoming" || direction === "outgoing") {
    throw new TaskFailure("For rules, direction must be one of: in, out");
  }
  if (!route && interface_in !== undefined && interface_out !== undefined) {
    throw new TaskFailure("Only route rules can combine interface_in and interface_out");
  }
  const words = (value: string | undefined, ...before: string[]): string[] =>
    value === undefined ? [] : [...before, value];
  return [
    ...(route ? ["route"] : []),
    ...(args.delete ? ["delete"] : []),
    ...(insert === undefined || args.delete ? [] : ["insert", `@${insert}`]),
    rule,
    ...words(direction),
    ...words(args.interface, "on"),
    ...words(interface_in, "in", "on"),
    ...words(interface_out, "out", "on"),
    ...(args.log ? ["log"] : []),
    "from",
    args.from_ip,
    ...words(args.from_port, "port"),
    "to",
    args.to_ip,
    ...words(args.to_port, "port"),
    ...words(args.proto, "proto"),
    ...(args.name === undefined ? [] : ["app", args.name]),
    ...(args.delete ? [] : words(args.comment, "comment")),
  ];
}

function ufwScript(
  { insert, insert_relative_to, state, logging, default: policy, direction }: UfwArguments,
  commands: readonly (readonly string[])[],
  check: boolean,
): ShellText {
  return targetScript({
    check,
    insert: insert ?? 0,
    relative: insert_relative_to,
    state: state ?? "",
    logging: logging ?? "",
    policy: policy ?? "",
    way: direction === undefined ? "incoming" : DIRECTIONS[direction],
  }, [FUNCTIONS, ...commands.map((words) => sh`step ${words}`), shellLines(["finish"])]);
}

/**
 * ufw does not tell whether it changed anything: what it says of itself and its rules are compared.
 * In check mode it prints the rules that it would have.
 */
const FUNCTIONS = new ShellText(`
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
command -v ufw >/dev/null 2>&1 || fail 'Failed to find required executable "ufw" on the target'
ask() { ufw "$@" 2>&1 </dev/null; }
tuples() { grep '^### tuple' /etc/ufw/user.rules /etc/ufw/user6.rules /lib/ufw/user.rules /lib/ufw/user6.rules 2>/dev/null | sed 's/^[^:]*://' | sort; }
status=$(ask status verbose) || fail "ufw: $status"
numbered=
place() {
  case $relative in zero) r=$insert; return ;; esac
  [ -n "$numbered" ] || numbered=$(ask status numbered)
  v4=$(printf '%s\\n' "$numbered" | grep '^\\[' | grep -cv '(v6)')
  v6=$(printf '%s\\n' "$numbered" | grep '^\\[' | grep -c '(v6)')
  case $relative in
    first-ipv4) r=$((insert + 1)) ;;
    last-ipv4) if [ "$v4" = 0 ]; then r=$((insert + 1)); else r=$((insert + v4)); fi ;;
    first-ipv6) r=$((insert + v4 + 1)) ;;
    last-ipv6) if [ "$v6" = 0 ]; then r=$((insert + v4 + 1)); else r=$((insert + v4 + v6)); fi ;;
  esac
  [ "$r" -le $((v4 + v6)) ] || r=0
}
step() {
  case $1 in
    enable) case $status in *"Status: active"*) return ;; esac ;;
    disable) case $status in *"Status: inactive"*) return ;; esac ;;
    reload | reset) change "$1" ;;
    logging)
      case $2-$status in
        on-*"Logging: on"* | off-*"Logging: off"*) return ;;
        *-*"Logging: on ($2)"*) return ;;
      esac ;;
    default)
      case $status in
        *"Status: active"*)
          case $status in *"Default:"*"$2 ($way)"*) return ;; esac ;;
        *)
          case $2 in allow) wanted=ACCEPT ;; deny) wanted=DROP ;; *) wanted=REJECT ;; esac
          case $way in incoming) which=INPUT ;; outgoing) which=OUTPUT ;; *) which=FORWARD ;; esac
          grep -qs "^DEFAULT_\${which}_POLICY=\\"$wanted\\"" /etc/default/ufw && return ;;
      esac ;;
    *) rule_step "$@"; return ;;
  esac
  case $1 in enable | disable | logging | default) change "$1" ;; esac
  [ -n "$check" ] || said=$(ask -f "$@") || fail "ufw $*: $said"
}
rule_step() {
  case " $* " in
    *" insert @"*)
      place
      count=$#
      while [ "$count" -gt 0 ]; do
        word=$1; shift; count=$((count - 1))
        case $word in
          insert) case $1 in @*) shift; count=$((count - 1)); [ "$r" = 0 ] || set -- "$@" insert "$r" ;; *) set -- "$@" "$word" ;; esac ;;
          *) set -- "$@" "$word" ;;
        esac
      done ;;
  esac
  before=$(tuples)
  if [ -n "$check" ]; then
    said=$(ask --dry-run "$@") || fail "ufw $*: $said"
    case $said in *"Could not delete non-existent rule"*) return ;; esac
    after=$(printf '%s\\n' "$said" | grep '^### tuple' | sort)
    printf '%s\\n' "$after" | while IFS= read -r line; do
      [ -z "$line" ] || printf '%s\\n' "$before" | grep -qxF "$line" || exit 1
    done && case " $* " in
      *" delete "*) [ "$(printf '%s\\n' "$after" | grep -c .)" -ge "$(printf '%s\\n' "$before" | grep -c .)" ] ;;
    esac || change rule
    return
  fi
  said=$(ask "$@") || case $said in
    *"Could not delete non-existent rule"*) ;;
    *) fail "ufw $*: $said" ;;
  esac
  [ "$before" = "$(tuples)" ] || change rule
}
finish() {
  [ -z "$changed" ] || [ -n "$check" ] || status=$(ask status verbose)
  say status "$status"
  exit 0
}`);
