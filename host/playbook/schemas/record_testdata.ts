/**
 * Makes small documents of the published JSON Schemas, each with one thing that they accept:
 * `deno run -A host/playbook/schemas/record_testdata.ts FOLDER`, where FOLDER has the schemas.
 *
 * @see https://github.com/ansible/ansible-lint/tree/main/src/ansiblelint/schemas
 * @module
 */

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly not?: Schema;
}

/** What a file may hold, and which part of a schema says so. */
export interface SchemaDocument {
  /** `playbook`, `vars`, `inventory`, or the file of a role's `meta` folder. */
  readonly kind: string;
  /** What is in it, as `task.when`. */
  readonly about: string;
  readonly document: unknown;
}

/** How many members of an enumeration are tried. */
const ENOUGH = 3;

/** Deeper parts are filled with what is simplest. */
const DEPTH = 3;

const PING = { ping: {} };

/** What stands for the parts that are varied by themselves. */
const PARTS: Readonly<Record<string, unknown>> = {
  task: PING,
  block: { block: [PING] },
  "play-role": { role: "text" },
  vars_prompt: { name: "text", prompt: "text" },
};

/** What stands for a property that names an action. */
const ACTIONS: Readonly<Record<string, readonly unknown[]>> = {
  action: ["ping"],
  local_action: ["ping", { module: "ping" }],
};

/** What stands for a property of which a schema says nothing. */
const ANYTHING: Readonly<Record<string, unknown>> = { loop_control: {}, module_defaults: {} };

/** The values that a schema accepts, one for each way in which it says so. */
function samples(schema: Schema, root: Schema, depth = 0): unknown[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/$defs/", "");
    // What Galaxy alone reads, and what another schema says.
    if (name.endsWith("PlatformModel") || root.$defs?.[name] === undefined) return [];
    return name in PARTS && depth > 0 ? [PARTS[name]] : samples(root.$defs![name]!, root, depth);
  }
  if (schema.not !== undefined && Object.keys(schema.not).length === 0) return [];
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return alternatives.flatMap((each) => samples(each, root, depth));
  if (schema.enum !== undefined) return schema.enum.slice(0, ENOUGH);
  if (schema.pattern !== undefined) return textsFor(schema.pattern);
  const isObject = (schema.properties ?? schema.patternProperties) !== undefined;
  const types = [schema.type ?? (isObject ? "object" : "string")].flat();
  return types.flatMap((type) => samplesOf(type, schema, root, depth));
}

function samplesOf(type: string, schema: Schema, root: Schema, depth: number): unknown[] {
  switch (type) {
    case "boolean":
      return [true, false];
    case "integer":
    case "number":
      return [1];
    case "null":
      return [null];
    case "array":
      if (schema.items === undefined || depth >= DEPTH) return [[]];
      return [[], ...samples(schema.items, root, depth + 1).map((item) => [item])];
    case "object":
      return objects(schema, root, depth);
    default:
      return ["text"];
  }
}

function objects(schema: Schema, root: Schema, depth: number): unknown[] {
  if (depth >= DEPTH) return [{}];
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  const others = typeof additionalProperties === "object" ? [["text", additionalProperties]] : [];
  const all = [
    ...Object.entries(properties),
    ...Object.entries(patternProperties).map(([, value]) => ["text", value] as const),
    ...others as [string, Schema][],
  ];
  return [
    {},
    ...all.flatMap(([name, value]) =>
      samples(value, root, depth + 1).map((sample) => ({ [name]: sample }))
    ),
  ];
}

/** Whole files that are vaulted have tests of their own. */
function textsFor(pattern: string): string[] {
  if (pattern.includes("ANSIBLE_VAULT")) return [];
  if (pattern.startsWith("^\\{")) return ["{{ sample }}"];
  return [pattern.includes("%?$") ? "30%" : "text"];
}

/** Documents that differ from `whole` in one property of `name`. */
function variations(
  name: string,
  root: Schema,
  whole: (part: Readonly<Record<string, unknown>>) => unknown,
  kind = "playbook",
): SchemaDocument[] {
  const { properties = {} } = root.$defs![name]!;
  return Object.entries(properties).flatMap(([property, schema]) => {
    const isAnything = !Object.keys(schema).some((key) =>
      /^(\$ref|type|enum|pattern|.*Of)$/.test(key)
    );
    const values = ACTIONS[property] ??
      (isAnything ? [ANYTHING[property] ?? "{{ sample }}"] : samples(schema, root, 1));
    return values.map((value) => ({
      kind,
      about: `${name}.${property}`,
      document: whole({ [property]: value }),
    }));
  });
}

async function read(folder: string, name: string): Promise<Schema> {
  return JSON.parse(await Deno.readTextFile(`${folder}/${name}.json`));
}

const [folder] = Deno.args;
if (folder === undefined) throw new Error("which folder has the schemas?");
const playbooks = await read(folder, "ansible");
const inPlay = (part: Readonly<Record<string, unknown>>): unknown => [{ hosts: "all", ...part }];
const documents: SchemaDocument[] = [
  ...variations("play", playbooks, inPlay),
  ...variations("task", playbooks, (part) => {
    const [property = ""] = Object.keys(part);
    const task = property in ACTIONS ? part : { ...PING, ...part };
    return inPlay({ [property === "listen" ? "handlers" : "tasks"]: [task] });
  }),
  ...variations("block", playbooks, (part) => inPlay({ tasks: [{ block: [PING], ...part }] })),
  ...variations("play-role", playbooks, (part) => inPlay({ roles: [{ role: "text", ...part }] })),
  ...variations(
    "vars_prompt",
    playbooks,
    (part) => inPlay({ vars_prompt: [{ name: "text", prompt: "text", ...part }] }),
  ),
  ...["import_playbook", "ansible.builtin.import_playbook"].flatMap((name) =>
    [{}, { name: "text" }, { tags: "text" }, { vars: {} }, { when: "text" }].map((part) => ({
      kind: "playbook",
      about: name,
      document: [{ [name]: "text", ...part }],
    }))
  ),
  ...samples(await read(folder, "vars"), playbooks).map((document) => (
    { kind: "vars", about: "vars", document }
  )),
  ...samples(await read(folder, "inventory"), await read(folder, "inventory")).map((document) => (
    { kind: "inventory", about: "inventory", document }
  )),
];
const specs = await read(folder, "role-arg-spec");
const meta = await read(folder, "meta");
const roles: readonly SchemaDocument[] = [
  ...samples({ type: "object", properties: meta.properties ?? {} }, meta).map((document) => (
    { kind: "main", about: "meta", document }
  )),
  ...variations("GalaxyInfoModel", meta, (part) => ({ galaxy_info: part }), "main"),
  ...variations("DependencyModel", meta, (part) => (
    { dependencies: [{ role: "text", ...part }] }
  ), "main"),
  ...["entry_point", "option"].flatMap((name) =>
    variations(name, specs, (part) => ({
      argument_specs: { main: name === "option" ? { options: { text: part } } : part },
    }), "argument_specs")
  ),
];
const lines = [...documents, ...roles].map((each) => `  ${JSON.stringify(each)}`);
const target = new URL("./testdata/documents.json", import.meta.url);
await Deno.writeTextFile(target, `[\n${lines.join(",\n")}\n]\n`);
console.log(`${lines.length} documents`);
