/** `validate_argument_spec`: holds variables against a specification of arguments. @module */
import type { Value, ValueMap } from "@shep/sdk";
import { plainValue } from "../../variables/plain.ts";
import { specProblems } from "../argument_spec/argument_spec.ts";
import type { ControlAction, ControlContext, ControlResult } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/validate_argument_spec_module.html */
export const validateArgumentSpec: ControlAction = {
  name: "validate_argument_spec",
  summary: "Checks variables, as a role's arguments are checked before it runs.",
  arguments: {
    argument_spec: {
      type: "dict",
      description: "What is expected, by the name of the variable.",
      required: true,
    },
    provided_arguments: {
      type: "dict",
      description: "Values that win over the variables of these names.",
    },
    validate_args_context: {
      type: "dict",
      description: "What the specification is of, for messages.",
      default: new Map(),
    },
  },
  supportsCheck: true,
  examples: ["- validate_argument_spec: {argument_spec: {port: {type: int, required: true}}}"],
  returns: { argument_errors: "What is wrong, each in a sentence." },
  run(args, context): ControlResult {
    const spec = args.get("argument_spec") as ValueMap;
    const provided = args.get("provided_arguments");
    const given: ValueMap = new Map([
      ...variablesOf(spec, context),
      ...(provided instanceof Map ? provided : []),
    ]);
    const errors = specProblems(spec, given);
    const about = { validate_args_context: args.get("validate_args_context") ?? new Map() };
    if (errors.length === 0) return { values: { ...about, msg: "The arg spec validation passed" } };
    return {
      failed: true,
      values: {
        ...about,
        argument_errors: errors,
        argument_spec_data: spec,
        msg: ["Validation of arguments failed:", ...errors].join("\n"),
      },
    };
  },
};

/** The variables that have the names of arguments, rendered. */
function* variablesOf(
  spec: ValueMap,
  { scope, environment }: ControlContext,
): Iterable<[string, Value]> {
  for (const key of spec.keys()) {
    const name = String(key);
    const variable = scope.lookup(name);
    if (variable === undefined) continue;
    const value = plainValue(environment.resolve(variable, scope));
    if (value !== undefined) yield [name, value];
  }
}
