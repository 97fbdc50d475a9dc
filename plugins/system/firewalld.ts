/**
 * The action `firewalld`: services, ports, rules and zones of firewalld, by `firewall-cmd`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/firewalld_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  sh,
  ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  service: { type: "str", description: "A service of firewalld." },
  protocol: { type: "str", description: "A protocol." },
  port: { type: "str", description: "A port or a range: `8080/tcp`, `100-200/udp`." },
  port_forward: {
    type: "list",
    elements: "dict",
    description: "A port that is sent on.",
    fields: {
      port: { type: "str", description: "The port.", required: true },
      proto: {
        type: "str",
        description: "Its protocol.",
        required: true,
        choices: ["udp", "tcp"],
      },
      toport: { type: "str", description: "The port that it is sent to.", required: true },
      toaddr: { type: "str", description: "The address that it is sent to." },
    },
  },
  rich_rule: { type: "str", description: "A rule in firewalld's own language." },
  source: { type: "str", description: "A network that belongs to the zone." },
  interface: { type: "str", description: "An interface that belongs to the zone." },
  icmp_block: { type: "str", description: "A type of ICMP that is blocked." },
  icmp_block_inversion: {
    type: "str",
    description: "Whether blocks of ICMP are turned round: yes or no, and `state` besides.",
  },
  masquerade: {
    type: "str",
    description: "Whether addresses are masked: yes or no, and `state` besides.",
  },
  zone: { type: "str", description: "The zone; the default one, if absent." },
  target: {
    type: "str",
    description: "What becomes of what no rule of the zone matches.",
    choices: ["default", "ACCEPT", "DROP", "%%REJECT%%"],
  },
  permanent: { type: "bool", description: "Whether it holds after a restart, too." },
  immediate: {
    type: "bool",
    description: "Whether it holds at once; it does if it is not permanent.",
    default: false,
  },
  state: {
    type: "str",
    description: "Whether it is to be so; `present` and `absent` are for zones.",
    required: true,
    choices: ["absent", "disabled", "enabled", "present"],
  },
  timeout: {
    type: "int",
    description: "Seconds for which it holds, if it is not permanent.",
    default: 0,
  },
  offline: {
    type: "bool",
    description: "Whether settings may be changed while firewalld does not run.",
    default: false,
  },
} as const;

type FirewallArguments = Arguments<typeof SPECS>;

/** Something that a zone has or has not: what it is called, and how it is asked for. */
interface Item {
  readonly name: string;
  readonly option: string;
  readonly value: string | undefined;
}

const OPTIONS = {
  service: "service",
  protocol: "protocol",
  port: "port",
  rich_rule: "rich-rule",
  source: "source",
  interface: "interface",
  icmp_block: "icmp-block",
} as const;

/** Changes what firewalld lets through. */
export const firewalld = defineAction({
  name: "firewalld",
  summary: "Changes what firewalld lets through, now and after a restart.",
  arguments: SPECS,
  constraints: [
    {
      mutuallyExclusive: [
        ...Object.keys(OPTIONS),
        "port_forward",
        "icmp_block_inversion",
        "masquerade",
        "target",
      ],
    },
    { requiredIf: ["zone"], when: "state", equals: "present" },
    { requiredIf: ["zone"], when: "state", equals: "absent" },
    { requiredBy: ["zone"], by: "interface" },
    { requiredBy: ["zone"], by: "target" },
    { requiredBy: ["permanent"], by: "source" },
  ],
  supportsCheck: true,
  examples: [
    "- firewalld:\n    service: https\n    permanent: true\n    immediate: true\n    state: enabled",
  ],
  returns: { msg: "What was done." },
  async run(args, task): Promise<TaskResult> {
    const item = itemOf(args);
    checkMeaning(args, item);
    const report = readReport(await task.script(firewallScript(args, item, task.check)));
    const what = item === undefined
      ? args.target === undefined ? `zone ${args.zone}` : `zone ${args.zone}'s target`
      : `${item.name} ${item.value ?? ""}`.trim();
    return {
      changed: report.changed,
      values: {
        msg: [
          ...(isPermanent(args) ? ["Permanent operation"] : []),
          ...(isImmediate(args) ? ["Non-permanent operation"] : []),
          ...(report.changed ? [`Changed ${what} to ${args.state}`] : []),
        ].join(", "),
      },
    };
  },
});

function isPermanent(args: FirewallArguments): boolean {
  return args.permanent ?? args.offline;
}

function isImmediate(args: FirewallArguments): boolean {
  return args.immediate || !isPermanent(args);
}

/** @throws {TaskFailure} For more ports than one. */
function itemOf(args: FirewallArguments): Item | undefined {
  for (const [name, option] of Object.entries(OPTIONS)) {
    const value = args[name as keyof typeof OPTIONS];
    if (value !== undefined) return { name, option, value };
  }
  if (args.masquerade !== undefined) {
    return { name: "masquerade", option: "masquerade", value: undefined };
  }
  if (args.icmp_block_inversion !== undefined) {
    return { name: "icmp-block-inversion", option: "icmp-block-inversion", value: undefined };
  }
  if (args.port_forward === undefined) return undefined;
  const [forward, ...others] = args.port_forward;
  if (forward === undefined || others.length > 0) {
    throw new TaskFailure("Only one port forward supported at a time");
  }
  const { port, proto, toport, toaddr } = forward;
  const value = `port=${port}:proto=${proto}:toport=${toport}:toaddr=${toaddr ?? ""}`;
  return { name: "port_forward", option: "forward-port", value };
}

function checkMeaning(args: FirewallArguments, item: Item | undefined): void {
  const { state, port, timeout } = args;
  const isZoneState = state === "present" || state === "absent";
  if (item !== undefined && isZoneState) {
    throw new TaskFailure("absent and present state can only be used in zone level operations");
  }
  if (item === undefined && !isZoneState && args.target === undefined) {
    throw new TaskFailure(
      "no service, port, rule or other thing given: enabled and disabled are for those",
    );
  }
  if (item === undefined && (args.immediate || args.permanent === false)) {
    throw new TaskFailure("zones and their targets can only be changed permanently");
  }
  if (port !== undefined && !/^\d+(?:-\d+)?\/[a-z]+$/.test(port)) {
    throw new TaskFailure("improper port format (missing protocol?)");
  }
  if (timeout > 0 && isPermanent(args)) {
    throw new TaskFailure("timeout means nothing to what is permanent");
  }
}

/** `masquerade: no` with `state: enabled` is the same as `yes` with `disabled`. */
function isWanted(args: FirewallArguments): boolean {
  const said = args.masquerade ?? args.icmp_block_inversion;
  const isOn = args.state === "enabled" || args.state === "present";
  return said !== undefined && /^(?:no|false|off|0)$/i.test(said) ? false : isOn;
}

function firewallScript(
  args: FirewallArguments,
  item: Item | undefined,
  check: boolean,
): ShellText {
  const { zone, target, timeout, offline } = args;
  const option = (verb: string): string =>
    item === undefined
      ? ""
      : `--${verb}-${item.option}${item.value === undefined ? "" : `=${item.value}`}`;
  return targetScript({
    check,
    zone: zone ?? "",
    target: target ?? "",
    wanted: isWanted(args),
    permanent: isPermanent(args) || item === undefined,
    immediate: item !== undefined && isImmediate(args),
    offline,
    query: option("query"),
    add: option("add"),
    drop: option("remove"),
    timeout: timeout > 0 ? timeout : "",
  }, [SCRIPT, item === undefined ? (target === undefined ? ZONE : TARGET) : ITEM, sh`exit 0`]);
}

/** `ask SCOPE …` asks, of what is permanent or of what is so now. */
const SCRIPT = new ShellText(`
command -v firewall-cmd >/dev/null 2>&1 || command -v firewall-offline-cmd >/dev/null 2>&1 ||
  fail "There is no firewall-cmd on the target: firewalld is not installed"
running=
said=$(firewall-cmd --state 2>&1) && running=1
[ -n "$running" ] || {
  [ -z "$immediate" ] || fail "firewall is not currently running, unable to perform immediate actions without a running firewall daemon"
  [ -n "$offline" ] || fail "firewalld is not running, and offline is not set: $said"
}
ask() {
  scope=$1; shift
  [ -z "$zone" ] || [ "$scope" = zones ] || set -- --zone="$zone" "$@"
  if [ -z "$running" ]; then firewall-offline-cmd "$@"
  elif [ "$scope" = now ]; then firewall-cmd "$@"
  else firewall-cmd --permanent "$@"
  fi
}
act() { [ -n "$check" ] || said=$(ask "$@" 2>&1) || fail "firewalld refused: $said"; }`);

/** A query is answered by `no`, behind a warning where another zone is in use than the default one. */
const ITEM = new ShellText(`
for scope in \${permanent:+permanent} \${immediate:+now}; do
  is=; said=$(ask "$scope" "$query" 2>&1)
  case $?-$said in
    0-*) is=1 ;;
    1- | 1-*no) ;;
    *) fail "firewalld refused: $said" ;;
  esac
  [ "$is" != "$wanted" ] || continue
  change "$scope"
  if [ -z "$wanted" ]; then act "$scope" "$drop"
  elif [ "$scope" = now ] && [ -n "$timeout" ]; then act "$scope" "$add" "--timeout=$timeout"
  else act "$scope" "$add"
  fi
done`);

const ZONE = new ShellText(`
is=
for each in $(ask zones --get-zones); do [ "$each" != "$zone" ] || is=1; done
[ "$is" = "$wanted" ] || {
  change zone
  if [ -n "$wanted" ]; then act zones --new-zone="$zone"; else act zones --delete-zone="$zone"; fi
}`);

const TARGET = new ShellText(`
is=$(ask permanent --get-target) || fail "firewalld refused: $is"
[ -n "$wanted" ] || target=default
[ "$is" = "$target" ] || { change target "$is" "$target"; act permanent --set-target="$target"; }`);
