/** Firewalls, with programs that stand in for theirs and keep what they were told. */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import { firewalld } from "./firewalld.ts";
import { iptables } from "./iptables.ts";
import { ruleWords } from "./iptables_rule.ts";
import { act, once, testWithStandIns } from "./test_support.ts";

/** Keeps rules as lines `CHAIN words`, chains, and one policy. */
const IPTABLES = `
touch "$STATE/rules" "$STATE/chains"
while :; do case $1 in -w | -t) shift 2 ;; *) break ;; esac; done
verb=$1 chain=$2; shift; [ $# = 0 ] || shift
case $verb in -I) case $1 in [0-9]*) shift ;; esac ;; esac
line="$chain $*"
case $verb in
  -C) grep -qxF -- "$line" "$STATE/rules" ;;
  -A | -I) printf '%s\\n' "$line" >>"$STATE/rules" ;;
  -D) grep -vxF -- "$line" "$STATE/rules" >"$STATE/rest"; mv "$STATE/rest" "$STATE/rules" ;;
  -N) echo "$chain" >>"$STATE/chains" ;;
  -X) : >"$STATE/chains" ;;
  -P) echo "$1" >"$STATE/policy" ;;
  -S)
    case $chain in
      INPUT) echo "-P INPUT $(cat "$STATE/policy" 2>/dev/null || echo ACCEPT)" ;;
      *) grep -qx "$chain" "$STATE/chains" ;;
    esac ;;
  -F) : >"$STATE/rules" ;;
esac`;

testWithStandIns(
  "a rule is added and removed once",
  { iptables: IPTABLES, ip6tables: IPTABLES },
  async (
    target,
    programs,
  ) => {
    const rule = {
      chain: "INPUT",
      protocol: "tcp",
      destination_port: "443",
      ctstate: ["NEW", "ESTABLISHED"],
      jump: "ACCEPT",
      comment: "it's web",
      wait: "5",
    };
    await once(iptables, rule, target);
    assert.ok(
      (await programs.calls()).includes(
        "iptables -w 5 -t filter -A INPUT -p tcp -j ACCEPT --destination-port 443 " +
          "-m conntrack --ctstate NEW,ESTABLISHED -m comment --comment it's web",
      ),
    );
    await once(iptables, { ...rule, state: "absent" }, target);
    await once(iptables, { ...rule, rule_num: "3", table: "nat", ip_version: "ipv6" }, target);
    assert.ok(
      (await programs.calls()).some((call) => call.startsWith("ip6tables -w 5 -t nat -I INPUT 3")),
    );
    await once(iptables, { chain: "INPUT", policy: "DROP" }, target);
    await once(iptables, { chain: "LOGGED", chain_management: true }, target);
    await once(iptables, { chain: "LOGGED", chain_management: true, state: "absent" }, target);
    assert.equal((await act(iptables, { flush: true }, target)).status, "changed");
    assert.deepEqual(await Deno.readTextFile(`${programs.state}/rules`), "");
  },
);

Deno.test("a rule's words", () => {
  const none = {
    match: [],
    destination_ports: [],
    ctstate: [],
    syn: "ignore",
    ip_version: "ipv4",
  } as const;
  const cases: readonly (readonly [Parameters<typeof ruleWords>[0], string])[] = [
    [{ ...none, source: "!10.0.0.0/8", in_interface: "eth0" }, "! -s 10.0.0.0/8 -i eth0"],
    [{ ...none, match: ["state"], ctstate: ["NEW"] }, "-m state --state NEW"],
    [{ ...none, reject_with: "tcp-reset" }, "-j REJECT --reject-with tcp-reset"],
    [{ ...none, destination_ports: ["80", "90:95"] }, "-m multiport --dports 80,90:95"],
    [{ ...none, syn: "negate", limit: "2/min" }, "! --syn -m limit --limit 2/min"],
    [{ ...none, match_set: "bad", match_set_flags: "src" }, "-m set --match-set bad src"],
    [
      { ...none, tcp_flags: { flags: ["ALL"], flags_set: ["ACK", "SYN"] } },
      "--tcp-flags ALL ACK,SYN",
    ],
    [{ ...none, uid_owner: "me", set_counters: "1 2" }, "-c 1 2 -m owner --uid-owner me"],
  ];
  for (const [rule, expected] of cases) assert.equal(ruleWords(rule, false).join(" "), expected);
  assert.equal(ruleWords({ ...none, icmp_type: "8" }, true).join(" "), "--icmpv6-type 8");
});

/** Keeps what each zone has, for now and for ever, as empty files. */
const FIREWALL_CMD = `
scope=now zone=public
for word; do
  case $word in
    --state) [ ! -e "$STATE/down" ] || { echo "not running"; exit 252; }; echo running; exit ;;
    --permanent) scope=permanent ;;
    --zone=*) zone=\${word#*=} ;;
    --timeout=*) ;;
    --get-zones) echo public $(ls "$STATE" | sed -n 's/^zone=//p'); exit ;;
    --new-zone=*) touch "$STATE/zone=\${word#*=}"; exit ;;
    --delete-zone=*) rm "$STATE/zone=\${word#*=}"; exit ;;
    --get-target) cat "$STATE/target" 2>/dev/null || echo default; exit ;;
    --set-target=*) echo "\${word#*=}" >"$STATE/target"; exit ;;
    --add-service=nope) echo "Error: INVALID_SERVICE: nope"; exit 101 ;;
    --query-*) [ -e "$STATE/$scope.$zone.$(echo "\${word#--query-}" | tr / _)" ] || { echo no; exit 1; }; exit ;;
    --add-*) touch "$STATE/$scope.$zone.$(echo "\${word#--add-}" | tr / _)"; exit ;;
    --remove-*) rm "$STATE/$scope.$zone.$(echo "\${word#--remove-}" | tr / _)"; exit ;;
  esac
done`;

const FIREWALLD = { "firewall-cmd": FIREWALL_CMD, "firewall-offline-cmd": FIREWALL_CMD };

/** The default zone, while others are in use: firewall-cmd warns, and says no. */
const WARNING = "You're performing an operation over default zone ('public')";

testWithStandIns("a warning of firewalld is no refusal", {
  "firewall-cmd": `
case $* in
  *--query*) echo "${WARNING}" >&2; [ -e "$STATE/on" ] || { echo no; exit 1; } ;;
  *--add*) touch "$STATE/on" ;;
esac`,
}, async (target) => {
  await once(firewalld, { service: "https", permanent: true, state: "enabled" }, target);
});

testWithStandIns("firewalld lets things through, now and after a restart", FIREWALLD, async (
  target,
  programs,
) => {
  const both = { permanent: true, immediate: true, zone: "dmz" };
  const items: readonly Record<string, Plain>[] = [
    { service: "https" },
    { port: "8080-8090/tcp" },
    { source: "10.0.0.0/8" },
    { rich_rule: 'rule service name="ftp" audit limit value="1/m" accept' },
    { masquerade: "yes" },
    { port_forward: [{ port: "80", proto: "tcp", toport: "8080" }] },
    { interface: "eth1" },
  ];
  for (const item of items) await once(firewalld, { ...both, ...item, state: "enabled" }, target);
  await programs.calls();
  await once(firewalld, { ...both, service: "https", state: "disabled" }, target);
  const changes = (await programs.calls()).filter((call) => call.includes("--remove"));
  assert.deepEqual(changes, [
    "firewall-cmd --permanent --zone=dmz --remove-service=https",
    "firewall-cmd --zone=dmz --remove-service=https",
  ]);
  await once(firewalld, { service: "ssh", state: "enabled", timeout: 60 }, target);
  assert.ok((await programs.calls()).includes("firewall-cmd --add-service=ssh --timeout=60"));
  await once(firewalld, { zone: "mine", state: "present", permanent: true }, target);
  await once(
    firewalld,
    { zone: "mine", target: "DROP", state: "enabled", permanent: true },
    target,
  );
  await once(firewalld, { zone: "mine", state: "absent", permanent: true }, target);
});

testWithStandIns("what firewalld cannot do is told", FIREWALLD, async (target, { state }) => {
  const message = async (args: Readonly<Record<string, Plain>>): Promise<string> =>
    String((await act(firewalld, args, target)).values["msg"]);
  assert.match(
    await message({ service: "nope", state: "enabled" }),
    /firewalld refused: Error: INVALID_SERVICE/,
  );
  assert.match(await message({ port: "80", state: "enabled" }), /improper port format/);
  assert.match(
    await message({ service: "x", state: "present", zone: "y" }),
    /zone level operations/,
  );
  await Deno.writeTextFile(`${state}/down`, "");
  assert.match(await message({ service: "x", state: "enabled" }), /not currently running/);
  const offline = { service: "x", state: "enabled", permanent: true, offline: true };
  assert.equal((await act(firewalld, offline, target)).status, "changed");
});

Deno.test("one thing at a time is changed", async () => {
  await assert.rejects(
    act(firewalld, { service: "a", port: "1/tcp", state: "enabled" }),
    /only one of/,
  );
  await assert.rejects(act(firewalld, { state: "present" }), /'zone'/);
  const { values } = await act(iptables, { protocol: "tcp" });
  assert.match(String(values["msg"]), /Either chain or flush parameter/);
});
