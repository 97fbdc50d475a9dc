/** What the keywords of a task come to. @module */
import assert from "node:assert/strict";
import { Config } from "../../config/mod.ts";
import { Fault, toValue } from "@shep/sdk";
import type { InheritedKeyword, PlaybookValue, Setting, Task } from "../../playbook/model.ts";
import { Environment, scopeOf, TemplateText } from "../../template/mod.ts";
import type { HostScope } from "../../variables/scope.ts";
import { Keywords } from "./keywords.ts";

const POSITION = { file: "play.yml", line: 1, column: 1 };
const NO_BECOME = { config: new Config() } as Parameters<Keywords["become"]>[0];

type Given = { readonly [keyword in InheritedKeyword]?: PlaybookValue };

function keywords(
  given: Given,
  variables: Record<string, unknown> = {},
  environment: readonly PlaybookValue[] = [],
): Keywords {
  const setting = (value: PlaybookValue): Setting => ({ value, position: POSITION });
  const task = {
    settings: new Map(Object.entries(given).map(([name, value]) => [name, setting(value)])),
    environment: environment.map(setting),
  } as unknown as Task;
  return new Keywords(task, scopeOf(variables) as HostScope, new Environment());
}

Deno.test("a flag takes what Ansible takes for true and false, and templates", () => {
  const flag = (value: PlaybookValue): boolean => keywords({ no_log: value }).flag("no_log", false);
  for (const value of [true, "yes", "on", "1", 1, new TemplateText("{{ 1 == 1 }}")]) {
    assert.equal(flag(value), true, String(value));
  }
  for (const value of [false, "no", "off", 0, new TemplateText("{{ 'no' }}")]) {
    assert.equal(flag(value), false, String(value));
  }
  assert.throws(() => flag("perhaps"), Fault);
});

Deno.test("a flag that was not set is what the caller says", () => {
  assert.equal(keywords({}).flag("check_mode", true), true);
});

Deno.test("a doubt censors, but lets nothing pass", () => {
  const missing = new TemplateText("{{ missing }}");
  const doubtful = keywords({
    no_log: missing,
    ignore_errors: missing,
    any_errors_fatal: missing,
    delegate_to: missing,
  });
  assert.equal(doubtful.isCensored(), true);
  assert.equal(doubtful.lets("failed"), false);
  assert.equal(doubtful.isFatal(false), true);
  assert.equal(doubtful.delegate(), undefined);
});

Deno.test("ignore_errors is for failures, ignore_unreachable for lost hosts", () => {
  assert.equal(keywords({ ignore_errors: true }).lets("failed"), true);
  assert.equal(keywords({ ignore_errors: true }).lets("unreachable"), false);
  assert.equal(keywords({ ignore_unreachable: true }).lets("unreachable"), true);
  assert.equal(keywords({ ignore_unreachable: true }).lets("failed"), false);
});

Deno.test("the innermost environment wins, name by name, and values become texts", () => {
  const dict = (plain: Record<string, string | number>): PlaybookValue => toValue(plain);
  const environment = keywords({}, { more: toValue({ C: 3, D: true, E: null }) }, [
    dict({ A: "play", B: "play" }),
    dict({ B: "task" }),
    new TemplateText("{{ more }}"),
  ]).environment();
  assert.deepEqual(environment, { A: "play", B: "task", C: "3", D: "True", E: "None" });
});

Deno.test("what is said of become for those who ask is for no others", () => {
  const settings = { ...NO_BECOME, become: { user: "me", isOnRequest: true } };
  assert.equal(keywords({}).become(settings), undefined);
  assert.equal(keywords({ become: true }).become(settings)?.user, "me");
  assert.equal(keywords({}).become({ ...settings, become: { user: "me" } })?.user, "me");
});

Deno.test("variables win over the keywords of become", () => {
  assert.equal(keywords({ become: false }).become(NO_BECOME), undefined);
  assert.deepEqual(keywords({ become: true, become_user: "web" }).become(NO_BECOME), {
    method: "sudo",
    user: "web",
  });
  const { user } = keywords({ become: true }).become(NO_BECOME) ?? {};
  assert.equal(user, "root");
  assert.deepEqual(
    keywords({ become: false, become_user: "web" }, {
      ansible_become: true,
      ansible_become_user: "db",
      ansible_become_password: "secret",
    }).become(NO_BECOME),
    { method: "sudo", user: "db", password: "secret" },
  );
});

Deno.test("a number that is none is refused", () => {
  assert.equal(keywords({ timeout: "5" }).number("timeout"), 5);
  assert.throws(() => keywords({ timeout: "soon" }).number("timeout"), /takes a number/);
});
