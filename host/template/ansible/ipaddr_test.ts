import assert from "node:assert/strict";
import { Environment, scopeOf, TemplateText } from "../mod.ts";
import { formatAddress, parseAddress } from "./ip_network.ts";
import { IP_FILTERS, IP_TESTS } from "./ipaddr.ts";

const environment = new Environment({ filters: IP_FILTERS, tests: IP_TESTS });

function evaluate(expression: string): unknown {
  return environment.condition(new TemplateText(expression), scopeOf({}));
}

/** Mostly the examples of the documentation of `ansible.utils`. */
const CASES: readonly (readonly [string, unknown])[] = [
  ["'192.0.2.1' | ansible.utils.ipaddr", "192.0.2.1"],
  ["'nonsense' | ipaddr", false],
  ["'192.0.2.1/33' | ipaddr", false],
  ["'192.0.2.1/24' | ipaddr('address')", "192.0.2.1"],
  ["'192.0.2.1/24' | ipaddr('network')", "192.0.2.0"],
  ["'192.0.2.1/24' | ipaddr('netmask')", "255.255.255.0"],
  ["'192.0.2.1/24' | ipaddr('prefix')", 24],
  ["'192.0.2.1/24' | ipaddr('broadcast')", "192.0.2.255"],
  ["'192.0.2.1/24' | ipaddr('subnet')", "192.0.2.0/24"],
  ["'192.0.2.1/24' | ipaddr('host/prefix')", "192.0.2.1/24"],
  ["'192.0.2.0/24' | ipaddr('net')", "192.0.2.0/24"],
  ["'192.0.2.0/24' | ipaddr('address')", false],
  ["'192.0.2.0/24' | ipaddr('size')", 256],
  ["'192.0.2.0/24' | ipaddr('1')", "192.0.2.1/24"],
  ["'192.0.2.0/24' | ipaddr(-1)", "192.0.2.255/24"],
  ["'192.0.2.0/24' | ipaddr('first_usable')", "192.0.2.1"],
  ["'192.0.2.0/24' | ipaddr('last_usable')", "192.0.2.254"],
  ["'192.0.2.5/24' | ipaddr('next_usable')", "192.0.2.6"],
  ["'192.0.2.0/24' | ipaddr('range_usable')", "192.0.2.1-192.0.2.254"],
  ["'192.0.2.7' | ipaddr('192.0.2.0/24')", "192.0.2.7"],
  ["'192.0.3.7' | ipaddr('192.0.2.0/24')", false],
  ["'192.168.1.1' | ipaddr('private')", "192.168.1.1"],
  ["'8.8.8.8' | ipaddr('public')", "8.8.8.8"],
  ["'10.0.0.1' | ipaddr('public')", false],
  ["'192.0.2.1/255.255.255.0' | ipaddr('prefix')", 24],
  ["'192.0.2.1' | ipaddr('revdns')", "1.2.0.192.in-addr.arpa."],
  ["3221225985 | ipaddr('address')", "192.0.2.1"],
  ["['192.0.2.1', 'x', '::1'] | ipaddr", ["192.0.2.1", "::1"]],
  ["['192.0.2.1', '::1'] | ipv4", ["192.0.2.1"]],
  ["['192.0.2.1', '::1'] | ipv6", ["::1"]],
  ["'2001:db8::1' | ipwrap", "[2001:db8::1]"],
  ["'192.0.2.1' | ipwrap", "192.0.2.1"],
  ["'host' | ipwrap", "host"],
  ["'10.0.0.0/8' | nthhost(305)", "10.0.1.49"],
  ["'192.0.2.5' | ipmath(3)", "192.0.2.8"],
  ["'192.0.2.5' | ipmath(-10)", "192.0.1.251"],
  ["'192.168.144.5' | ipsubnet(20)", "192.168.144.0/20"],
  ["'192.168.0.0/16' | ipsubnet(20)", 16],
  ["'192.168.0.0/16' | ipsubnet(20, 0)", "192.168.0.0/20"],
  ["'192.168.0.0/16' | ipsubnet(20, -1)", "192.168.240.0/20"],
  ["'192.168.144.16/30' | ipsubnet('192.168.144.0/24')", "5"],
  ["'192.168.122.1/24' | next_nth_usable(2)", "192.168.122.3"],
  ["'192.168.122.254/24' | next_nth_usable(2)", false],
  ["'192.168.122.10/24' | previous_nth_usable(2)", "192.168.122.8"],
  ["'2001:db8:32c:faad::/64' | ipaddr('network')", "2001:db8:32c:faad::"],
  ["'2001:0DB8::0001' | ipaddr('address')", "2001:db8::1"],
  ["'::ffff:192.0.2.1' is ansible.utils.ipv6", true],
  ["'192.0.2.300' is ansible.utils.ip", false],
  ["'10.1.1.1' is ansible.utils.private", true],
];

for (const [expression, expected] of CASES) {
  Deno.test(expression, () => assert.deepEqual(evaluate(expression), expected));
}

Deno.test("an unknown query is an error", () => {
  assert.throws(() => evaluate("'192.0.2.1' | ipaddr('colour')"), /unknown filter type: colour/);
});

Deno.test("addresses are read and written in their shortest form", () => {
  for (
    const address of [
      "::",
      "::1",
      "1::",
      "1:0:0:2::3",
      "fe80::1:2:3:4",
      "1:2:3:4:5:6:7:8",
      "0.0.0.0",
    ]
  ) {
    const parsed = parseAddress(address);
    assert.ok(parsed !== undefined, address);
    assert.equal(formatAddress(parsed), address);
  }
  for (
    const bad of [
      "1::2::3",
      ":1",
      "1:2:3:4:5:6:7",
      "12345::",
      "1.2.3",
      "256.0.0.1",
      "",
      "::g",
      "1:2:3:4:5:6:7::8:9",
    ]
  ) {
    assert.equal(parseAddress(bad), undefined, bad);
  }
});
