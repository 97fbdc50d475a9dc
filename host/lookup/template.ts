/**
 * The lookup `template`: files, rendered with the caller's variables.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/template_lookup.html
 * @module
 */
import type { ValueMap } from "@shep/sdk";
import { templateOptions } from "../engine/call/template_file.ts";
import { TemplateText, truthy } from "../template/mod.ts";
import { entries } from "../template/values/sequence.ts";
import { isMapping } from "../template/values/types.ts";
import { type Lookup, lookupError, type LookupOptions } from "./lookup.ts";
import { pathsOf } from "./search.ts";
import type { LookupServices } from "./services.ts";
import { termText } from "./terms.ts";

/** The lookup; text that looks like a list or a dict becomes one unless `convert_data` is off. */
export function templateLookup({ readTemplate, readsBack }: LookupServices): Lookup {
  return (terms, options, call) => {
    const converts = truthy(options.get("convert_data") ?? true);
    if (!converts) call.keepText();
    return terms.map((term) => {
      const name = termText("template", term);
      const paths = pathsOf(name, "templates", call);
      const file = call.wait(paths, () => readTemplate(paths, name));
      if (!file) {
        const looked = paths.join(", ");
        throw lookupError(`the template file '${name}' could not be found: looked for ${looked}`);
      }
      const { path, text, variables } = file;
      return call.render(new TemplateText(text, { file: path, line: 1, column: 1 }), {
        variables: new Map([...variables, ...givenVariables(options)]),
        syntax: templateOptions(options as ValueMap),
        mode: readsBack && converts ? "convert" : "text",
      });
    });
  };
}

function givenVariables(options: LookupOptions): [string, unknown][] {
  const given = options.get("template_vars");
  if (given === undefined) return [];
  if (!isMapping(given)) throw lookupError("'template_vars' of the lookup 'template' is a dict");
  return entries(given).map(([name, value]) => [String(name), value]);
}
