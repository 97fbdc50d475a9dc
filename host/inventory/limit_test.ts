import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { dataFrom } from "./test_support.ts";
import { Inventory } from "./mod.ts";
import { limitPattern } from "./limit.ts";

const INVENTORY = new Inventory(dataFrom({ web: { hosts: ["w1", "w2"] } }));

const REFUSED: readonly (readonly [limit: string, message: RegExp, hint: RegExp])[] = [
  ["wbe", /No host of the inventory is within the limit 'wbe'/, /Did you mean 'web'/],
  ["web:!web", /No host of the inventory/, /shep inventory --graph/],
  ["localhost", /No host of the inventory/, /./],
  ["@/nowhere/site.retry", /'@\/nowhere\/site\.retry' cannot be read: No such file/, /a host or/],
];

for (const [limit, message, hint] of REFUSED) {
  Deno.test(`the limit ${limit} is refused`, () => {
    assert.throws(() => limitPattern(limit, INVENTORY), (error) => {
      assert(error instanceof Fault);
      assert.match(error.message, message);
      assert.match(error.diagnostic.hint ?? "", hint);
      return true;
    });
  });
}

Deno.test("a limit of an inventory without hosts may be localhost", () => {
  assert.equal(limitPattern("localhost", new Inventory(dataFrom({}))), "localhost");
});
