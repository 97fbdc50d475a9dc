/**
 * Filters that write and read JSON and YAML.
 *
 * @module
 */

import { type CallContext, type Filter, table, takes } from "../call.ts";
import { EvaluationError, typeError, valueError } from "../errors.ts";
import { toJson } from "../filters/json.ts";
import { absent, flag, integerArgument } from "../methods/arguments.ts";
import { iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { Undefined } from "../values/undefined.ts";
import { parseJson } from "./json_reader.ts";
import { splitDocuments } from "./yaml_documents.ts";
import { toYaml } from "./yaml_writer.ts";

/** What of the outside the filters need. */
export interface SerializationServices {
  /** A YAML text of one document, as a value of the engine. */
  readonly parseYaml?: (text: string, call: CallContext) => unknown;
}

/** A writer that takes options by name (the names of Python's `dump`). */
function writer(
  options: readonly string[],
  write: (value: unknown, option: (name: string) => unknown) => string,
): Filter {
  return (value, { positional, named }) => {
    for (const name of named.keys()) {
      if (!options.includes(name)) throw valueError(`the option '${name}' is not supported yet`);
    }
    if (value instanceof Undefined) return value.fail();
    return write(value, (name) => named.get(name) ?? positional[options.indexOf(name)]);
  };
}

const JSON_OPTIONS = [
  "indent",
  "sort_keys",
  "ensure_ascii",
  "separators",
  "vault_to_text",
  "preprocess_unsafe",
];

function jsonWriter(niceIndent: number | undefined): Filter {
  return writer(JSON_OPTIONS, (value, option) => {
    const given = option("indent");
    const indent = absent(given) ? niceIndent : integerArgument(given);
    const separators = option("separators");
    const [itemSeparator, keySeparator] = absent(separators) ? [] : iterate(separators).map(text);
    return toJson(value, {
      indent: indent === undefined ? undefined : " ".repeat(indent),
      sortKeys: flag(option("sort_keys"), niceIndent !== undefined),
      ascii: flag(option("ensure_ascii"), true),
      ...itemSeparator === undefined ? {} : { itemSeparator },
      ...keySeparator === undefined ? {} : { keySeparator },
    });
  });
}

const YAML_OPTIONS = [
  "indent",
  "default_flow_style",
  "sort_keys",
  "width",
  "explicit_start",
  "explicit_end",
  "allow_unicode",
];

function yamlWriter(nice: boolean): Filter {
  return writer(YAML_OPTIONS, (value, option) => {
    const flow = option("default_flow_style");
    const width = option("width");
    const indent = option("indent");
    return toYaml(value, {
      indent: absent(indent) ? (nice ? 4 : 2) : integerArgument(indent),
      flow: absent(flow) ? (nice ? "none" : "leaves") : flag(flow) ? "all" : "none",
      sortKeys: flag(option("sort_keys"), true),
      width: absent(width) ? 80 : integerArgument(width),
      explicitStart: flag(option("explicit_start")),
      explicitEnd: flag(option("explicit_end")),
    });
  });
}

/** Filters that write and read JSON and YAML, by name. */
export function serializationFilters(services: SerializationServices): Map<string, Filter> {
  const parse = (source: string, call: CallContext): unknown => {
    const { parseYaml } = services;
    if (parseYaml === undefined) {
      throw new EvaluationError("RuntimeError", "reading YAML is not supported yet here");
    }
    return parseYaml(source, call);
  };
  /** Reads text; what is none is data already. */
  const reader =
    (name: string, read: (source: string, call: CallContext) => unknown): Filter =>
    (value, { positional, named }, call) => {
      if (positional.length + named.size > 0) throw typeError(`${name}() takes no arguments`);
      return typeof value === "string" ? read(value, call) : value;
    };
  return table({
    from_json: takes([], (value) => parseJson(text(value))),
    from_yaml: reader("from_yaml", parse),
    from_yaml_all: reader(
      "from_yaml_all",
      (source, call) => splitDocuments(source).map((document) => parse(document, call)),
    ),
    to_json: jsonWriter(undefined),
    to_nice_json: jsonWriter(4),
    to_nice_yaml: yamlWriter(true),
    to_yaml: yamlWriter(false),
  });
}
