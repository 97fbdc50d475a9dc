/**
 * A rule of iptables as the words of its command line.
 *
 * @see https://man7.org/linux/man-pages/man8/iptables-extensions.8.html
 * @module
 */

/** What of a rule a task may say. */
export interface IptablesRule {
  readonly protocol?: string;
  readonly source?: string;
  readonly destination?: string;
  readonly match: readonly string[];
  readonly tcp_flags?: {
    readonly flags?: readonly string[];
    readonly flags_set?: readonly string[];
  };
  readonly jump?: string;
  readonly gateway?: string;
  readonly log_prefix?: string;
  readonly log_level?: string;
  readonly goto?: string;
  readonly in_interface?: string;
  readonly out_interface?: string;
  readonly fragment?: string;
  readonly set_counters?: string;
  readonly source_port?: string;
  readonly destination_port?: string;
  readonly destination_ports: readonly string[];
  readonly to_ports?: string;
  readonly to_destination?: string;
  readonly to_source?: string;
  readonly syn: "ignore" | "match" | "negate";
  readonly set_dscp_mark?: string;
  readonly set_dscp_mark_class?: string;
  readonly comment?: string;
  readonly ctstate: readonly string[];
  readonly src_range?: string;
  readonly dst_range?: string;
  readonly match_set?: string;
  readonly match_set_flags?: string;
  readonly limit?: string;
  readonly limit_burst?: string;
  readonly uid_owner?: string;
  readonly gid_owner?: string;
  readonly reject_with?: string;
  readonly icmp_type?: string;
  readonly ip_version: "ipv4" | "ipv6" | "both";
}

/** A flag and its value; `!` before the value stands before the flag. */
function flag(name: string, value: string | undefined): string[] {
  if (value === undefined) return [];
  return value.startsWith("!") ? ["!", name, value.slice(1).trim()] : [name, value];
}

/** The words that come after the chain; `isV6` tells which of two kinds of ICMP is meant. */
export function ruleWords(rule: IptablesRule, isV6: boolean): string[] {
  const { match } = rule;
  const needs = (module: string): string[] => match.includes(module) ? [] : ["-m", module];
  const when = (wanted: unknown, words: readonly string[]): readonly string[] =>
    wanted === undefined ? [] : words;
  const jump = rule.jump ?? (rule.reject_with === undefined ? undefined : "REJECT");
  return [
    ...flag("-p", rule.protocol),
    ...flag("-s", rule.source),
    ...flag("-d", rule.destination),
    ...match.flatMap((module) => ["-m", module]),
    ...tcpFlags(rule.tcp_flags),
    ...flag("-j", jump),
    ...flag("--gateway", rule.gateway),
    ...flag("--log-prefix", rule.log_prefix),
    ...flag("--log-level", rule.log_level),
    ...flag("--to-destination", rule.to_destination),
    ...(rule.destination_ports.length === 0
      ? []
      : [...needs("multiport"), "--dports", rule.destination_ports.join(",")]),
    ...flag("--to-source", rule.to_source),
    ...flag("-g", rule.goto),
    ...flag("-i", rule.in_interface),
    ...flag("-o", rule.out_interface),
    ...(rule.fragment === undefined ? [] : [...(rule.fragment.startsWith("!") ? ["!"] : []), "-f"]),
    ...(rule.set_counters === undefined ? [] : ["-c", ...rule.set_counters.trim().split(/[\s,]+/)]),
    ...flag("--source-port", rule.source_port),
    ...flag("--destination-port", rule.destination_port),
    ...flag("--to-ports", rule.to_ports),
    ...flag("--set-dscp", rule.set_dscp_mark),
    ...flag("--set-dscp-class", rule.set_dscp_mark_class),
    ...(rule.syn === "ignore" ? [] : rule.syn === "match" ? ["--syn"] : ["!", "--syn"]),
    ...(rule.ctstate.length === 0 ? [] : connectionStates(rule)),
    ...when(rule.src_range ?? rule.dst_range, needs("iprange")),
    ...flag("--src-range", rule.src_range),
    ...flag("--dst-range", rule.dst_range),
    ...setMatch(rule),
    ...when(rule.limit ?? rule.limit_burst, needs("limit")),
    ...flag("--limit", rule.limit),
    ...flag("--limit-burst", rule.limit_burst),
    ...when(rule.uid_owner ?? rule.gid_owner, needs("owner")),
    ...flag("--uid-owner", rule.uid_owner),
    ...flag("--gid-owner", rule.gid_owner),
    ...flag("--reject-with", rule.reject_with),
    ...flag(isV6 ? "--icmpv6-type" : "--icmp-type", rule.icmp_type),
    ...when(rule.comment, needs("comment")),
    ...(rule.comment === undefined ? [] : ["--comment", rule.comment]),
  ];
}

function tcpFlags({ flags, flags_set }: NonNullable<IptablesRule["tcp_flags"]> = {}): string[] {
  if (flags === undefined || flags_set === undefined) return [];
  return ["--tcp-flags", flags.join(","), flags_set.join(",")];
}

function connectionStates({ match, ctstate }: IptablesRule): string[] {
  const isOld = match.includes("state") && !match.includes("conntrack");
  const module = isOld || match.includes("conntrack") ? [] : ["-m", "conntrack"];
  return [...module, isOld ? "--state" : "--ctstate", ctstate.join(",")];
}

function setMatch({ match, match_set, match_set_flags }: IptablesRule): string[] {
  if (match_set === undefined) return [];
  const module = match.includes("set") ? [] : ["-m", "set"];
  const flags = match_set_flags === undefined ? [] : [match_set_flags];
  return [...module, ...flag("--match-set", match_set), ...flags];
}
