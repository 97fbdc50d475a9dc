/**
 * Every parameter that Ansible documents for a module is declared by the action of its name: with
 * the same aliases, type, choices and default. Skipped where Ansible is not installed.
 */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import {
  type AnyAction,
  type ArgumentSpec,
  type ArgumentSpecs,
  coerce,
  type Value,
} from "@shep/sdk";
import { plugin } from "./builtin/plugin.ts";
import { isInstalled } from "./file/test_support.ts";

/** An option as `ansible-doc` tells it. */
interface Option {
  readonly type?: string;
  readonly elements?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly choices?: readonly unknown[];
  readonly aliases?: readonly string[];
  readonly suboptions?: Readonly<Record<string, Option>>;
}

/**
 * What is documented as an option and is none, is worded so that it cannot be compared, or is
 * otherwise in the current documentation than in that of 2.14.
 */
const INCOMPARABLE: Readonly<Record<string, readonly string[]>> = {
  blockinfile: ["insertafter", "insertbefore"],
  command: ["free_form"],
  dnf: ["name"],
  // Not needed where nothing is cloned, as the text of its documentation says.
  git: ["dest"],
  lineinfile: ["insertafter", "insertbefore", "others"],
  locale_gen: ["name"],
  // What the module documents as needed, those that it hands its task on to do without.
  package: ["name", "state"],
  raw: ["free_form", "executable"],
  rpm_key: ["fingerprint"],
  script: ["free_form", "cmd"],
  service: ["name"],
  shell: ["free_form", "cmd", "executable"],
  template: ["newline_sequence"],
  unarchive: ["extra_opts"],
  yum_repository: [
    ...["bandwidth", "cost", "deltarpm_metadata_percentage", "deltarpm_percentage"],
    ...["failovermethod", "http_caching", "ip_resolve", "keepcache", "metadata_expire"],
    ...["metadata_expire_filter", "mirrorlist_expire", "priority", "retries", "sslverify"],
    ...["timeout", "ui_repoid_vars"],
  ],
};

async function documentation(
  names: readonly string[],
): Promise<Record<string, Record<string, Option>>> {
  const { stdout } = await new Deno.Command("ansible-doc", {
    args: ["-t", "module", "-j", ...names],
    env: { LC_ALL: "C.UTF-8" },
    stderr: "null",
  }).output();
  const modules: Record<string, { doc: { options?: Record<string, Option> } }> = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  return Object.fromEntries(
    Object.entries(modules).map(([name, { doc }]) => [name.split(".").at(-1)!, doc.options ?? {}]),
  );
}

async function loadActions(): Promise<AnyAction[]> {
  return await Promise.all(
    (plugin.actions ?? []).map((action) => "load" in action ? action.load() : action),
  );
}

/** What an old name has become an alias of. */
function specOf(alias: string, specs: ArgumentSpecs): ArgumentSpec | undefined {
  return Object.values(specs).find(({ aliases }) => aliases?.includes(alias));
}

/** What differs, a line each. */
function differences(name: string, option: Option, spec: ArgumentSpec | undefined): string[] {
  if (spec === undefined) return [`${name} is not declared`];
  const missing = (option.aliases ?? []).filter((alias) => !spec.aliases?.includes(alias));
  const type = option.type ?? "raw";
  const declared = spec.default === undefined ? null : spec.default;
  const converted = option.default === undefined || option.default === null
    ? null
    : coerce(spec.type, option.default as Value) ?? option.default;
  const isSameDefault = isDeepStrictEqual(declared, converted) ||
    (declared === null && [false, 0, ""].includes(converted as never)) ||
    (converted === null && [false, 0, ""].includes(declared as never)) ||
    (converted === null && Array.isArray(declared) && declared.length === 0) ||
    (converted instanceof Map || JSON.stringify(converted) === "{}") && declared instanceof Map;
  const choices = (option.choices ?? []).map(String).sort();
  return [
    ...(missing.length === 0 ? [] : [`${name} has no alias ${missing.join(", ")}`]),
    ...(type === spec.type || type === "raw" || spec.type === "raw" || type === "jsonarg" ||
        type === "json" || type === "sid"
      ? []
      : [`${name} is of type ${spec.type}, documented as ${type}`]),
    ...(option.elements === undefined || option.elements === spec.elements
      ? []
      : [`${name} has elements ${spec.elements}, documented as ${option.elements}`]),
    ...((option.required ?? false) === (spec.required ?? false)
      ? []
      : [`${name} is ${spec.required ? "" : "not "}required`]),
    ...(isSameDefault ? [] : [
      `${name} is by default ${JSON.stringify(declared)}, documented as ${
        JSON.stringify(converted)
      }`,
    ]),
    ...(choices.length === 0 || choices.every((each) => spec.choices?.includes(each)) ||
        spec.type === "bool" || spec.type === "list"
      ? []
      : [`${name} has choices ${spec.choices}, documented as ${choices}`]),
    ...Object.entries(option.suboptions ?? {}).flatMap(([field, each]) =>
      differences(`${name}.${field}`, each, spec.fields?.[field])
    ),
  ];
}

Deno.test({
  name: "every parameter that Ansible documents is declared",
  ignore: !isInstalled("ansible-doc"),
  fn: async () => {
    const actions = await loadActions();
    const documented = await documentation(actions.map(({ name }) => name));
    const problems = actions.flatMap(({ name, arguments: specs }) =>
      Object.entries(documented[name] ?? {})
        .filter(([option]) => !INCOMPARABLE[name]?.includes(option))
        .flatMap(([option, each]) =>
          differences(`${name}.${option}`, each, specs[option] ?? specOf(option, specs))
        )
    );
    assert.ok(Object.keys(documented).length > 15, "ansible-doc told too little");
    assert.deepEqual(problems, []);
  },
});
