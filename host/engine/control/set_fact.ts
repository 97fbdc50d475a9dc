/** `set_fact`: sets variables of a host. @module */
import { Fault, type Value } from "@shep/sdk";
import type { PlaybookMap, PlaybookValue } from "../../playbook/model.ts";
import { VerbatimText } from "../../template/mod.ts";
import type { ControlResult, ValueAction } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/set_fact_module.html */
export const setFact: ValueAction = {
  name: "set_fact",
  summary: "Sets variables of the host, for the rest of the run.",
  arguments: {
    cacheable: { type: "bool", description: "Kept as facts too.", default: false },
  },
  acceptsAny: true,
  supportsCheck: true,
  examples: ["- set_fact: {app_port: 8080}"],
  returns: { ansible_facts: "The variables that were set." },
  run(args, { position, isVerbatim }): ControlResult {
    const facts = new Map<string, Value>();
    const variables: PlaybookMap = new Map();
    for (const [name, value] of args) {
      if (name === "cacheable") continue;
      if (!/^[A-Za-z_]\w*$/.test(name)) {
        throw new Fault("invalid-argument", `'${name}' is not a name that a variable can have`, {
          ...position,
          hint: "Names begin with a letter or an underscore and go on with letters and digits",
        });
      }
      facts.set(name, value);
      const staysText = typeof value === "string" && isVerbatim(name);
      variables.set(name, staysText ? new VerbatimText(value) : value as PlaybookValue);
    }
    if (variables.size === 0) {
      throw new Fault("invalid-argument", "'set_fact' needs at least one variable to set", {
        ...position,
        hint: "Write it as `set_fact: {name: value}`",
      });
    }
    return {
      variables,
      values: { ansible_facts: facts },
      ...(args.get("cacheable") === true ? { facts } : {}),
    };
  },
};
