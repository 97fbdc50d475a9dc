/** A plugin with a filter and a lookup, which playbooks of tests use. @module */
import { defineFilter, defineLookup, definePlugin, serve, type Value } from "@shep/sdk";

const shout = defineFilter({
  name: "shout",
  summary: "Text in capitals, with marks behind it.",
  apply: (value, args, named): Value =>
    String(value).toUpperCase() + String(named["mark"] ?? args[0] ?? ""),
});

const words = defineLookup({
  name: "words",
  summary: "The words of each text.",
  find: (terms, options): Value[] =>
    terms.flatMap((term) => String(term).split(String(options["separator"] ?? " "))),
});

const plugin = definePlugin({
  name: "words",
  version: "0.1.0",
  summary: "A filter and a lookup.",
  filters: [shout],
  lookups: [words, { ...words, name: "acme.text.words" }],
});

if (import.meta.main) await serve(plugin);
