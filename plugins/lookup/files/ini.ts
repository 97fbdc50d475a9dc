/** `ini`: values of INI files and of Java's properties. @module */
import { coerce, defineLookup, Fault, type LookupDefinition, type Value } from "@shep/sdk";
import { checkEncoding } from "./encoding.ts";
import { parseIni } from "./parse_ini.ts";
import { pathsOf, readFirst } from "./paths.ts";

/** Where the values of a file of properties are: it has no sections. */
const PROPERTIES = "java_properties";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ini_lookup.html */
export const ini: LookupDefinition = defineLookup({
  name: "ini",
  summary: "Values of a section of an INI file, or of a file of properties.",
  async find(terms, options): Promise<Value[]> {
    const { file, type = "ini", section = "global", re = false } = options;
    checkEncoding(options["encoding"]);
    if (type !== "ini" && type !== "properties") {
      throw new Fault("invalid-argument", `'type' is ini or properties, not '${type}'`);
    }
    const isProperties = type === "properties";
    const text = await readFirst("ini", pathsOf(file));
    const isExact = coerce("bool", options["case_sensitive"] ?? false) === true;
    const sections = parseIni(isProperties ? `[${PROPERTIES}]\n${text}` : text, {
      keyOf: isExact ? (key) => key : (key) => key.toLowerCase(),
      allowsNoValue: coerce("bool", options["allow_no_value"] ?? false) === true,
    });
    const name = isProperties ? PROPERTIES : String(section);
    const values = sections.get(name);
    if (!values) throw new Fault("not-found", `No section '${name}' in ${pathsOf(file).at(-1)}`);
    return terms.flatMap((term): Value[] => {
      const key = String(term);
      if (coerce("bool", re) === true) return matching(values, key);
      return [values.get(isExact ? key : key.toLowerCase()) ?? options["default"] ?? ""];
    });
  },
});

/** The values whose keys begin as a pattern says. */
function matching(values: ReadonlyMap<string, string>, pattern: string): string[] {
  try {
    const expression = new RegExp(`^(?:${pattern})`, "u");
    return [...values].filter(([key]) => expression.test(key)).map(([, value]) => value);
  } catch (error) {
    throw new Fault("invalid-argument", `The pattern '${pattern}' is malformed`, { cause: error });
  }
}
