import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import type { FactFamily } from "./family.ts";
import { matchesFilter, selectFamilies } from "./subset.ts";

const parse = () => ({});

const FAMILIES: readonly FactFamily[] = [
  { name: "platform", aliases: ["kernel"], isMinimal: true, parse },
  { name: "env", isMinimal: true, parse },
  { name: "hardware", aliases: ["processor"], requires: ["platform"], parse },
  { name: "network", aliases: ["default_ipv4"], requires: ["platform"], parse },
  { name: "virtual", parse },
];

/** What `gather_subset` selects. */
const SELECTIONS: readonly (readonly [subset: string, families: string])[] = [
  ["all", "platform env hardware network virtual"],
  ["min", "platform env"],
  ["", "platform env"],
  ["!all", "platform env"],
  ["!all !min", ""],
  ["network", "platform env network"],
  ["!all network", "platform env network"],
  ["!all !min network", "platform network"],
  ["!all !min default_ipv4", "platform network"],
  ["default_ipv4 !min !all", "platform network"],
  ["!all !min kernel", "platform"],
  ["all !hardware", "platform env network virtual"],
  ["!hardware all", "platform env network virtual"],
  ["!hardware", "platform env"],
  ["all !min", "platform hardware network virtual"],
  ["all !env !processor", "platform hardware network virtual"],
  ["!all network !network", "platform env network"],
  ["min virtual", "platform env virtual"],
];

for (const [subset, expected] of SELECTIONS) {
  Deno.test(`gather_subset '${subset}' selects '${expected}'`, () => {
    const names = subset.split(" ").filter((name) => name !== "");
    const selected = selectFamilies(FAMILIES, names).map(({ name }) => name);
    assert.equal(selected.join(" "), expected);
  });
}

Deno.test("a subset that there is none is told, with the one that was meant", () => {
  for (const name of ["netwrok", "!netwrok"]) {
    assert.throws(() => selectFamilies(FAMILIES, [name]), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.kind, "invalid-argument");
      assert.match(error.message, /'netwrok'/);
      assert.match(error.diagnostic.hint ?? "", /network/);
      return true;
    });
  }
});

/** Which filters keep `ansible_distribution`. */
const FILTERS: readonly (readonly [patterns: readonly string[], isKept: boolean])[] = [
  [[], true],
  [[""], true],
  [["distribution"], true],
  [["dist*"], true],
  [["ansible_dist*"], true],
  [["ansible_distri?ution"], true],
  [["*bution"], true],
  [["env", "distribution"], true],
  [["ansible_[a-d]istribution"], true],
  [["ansible_[!d]istribution"], false],
  [["distribution_version"], false],
  [["dist"], false],
  [["ansible.distribution"], false],
  [["(", "[", "\\"], false],
];

for (const [patterns, isKept] of FILTERS) {
  Deno.test(`filter ${JSON.stringify(patterns)} ${isKept ? "keeps" : "drops"} it`, () => {
    assert.equal(matchesFilter("ansible_distribution", patterns), isKept);
  });
}
