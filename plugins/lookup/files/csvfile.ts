/** `csvfile`: a column of a row of a table. @module */
import { coerce, defineLookup, Fault, type LookupDefinition, type Value } from "@shep/sdk";
import { checkEncoding } from "./encoding.ts";
import { pathsOf, readFirst } from "./paths.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/csvfile_lookup.html */
export const csvfile: LookupDefinition = defineLookup({
  name: "csvfile",
  summary: "A column of the row that begins with a key, in a file of comma-separated values.",
  async find(terms, options): Promise<Value[]> {
    const { file, delimiter = "TAB", col = 1, default: otherwise, encoding } = options;
    checkEncoding(encoding);
    const column = coerce("int", col);
    if (typeof column !== "number") {
      throw new Fault("invalid-argument", `'col' counts columns from 0, and is not '${col}'`);
    }
    const rows = parseRows(await readFirst("csvfile", pathsOf(file)), separatorOf(delimiter));
    return terms.flatMap((key): Value[] => {
      const row = rows.find(([first]) => first === String(key));
      if (!row) return otherwise === undefined ? [] : [otherwise];
      const value = row[column];
      if (value !== undefined) return [value];
      throw new Fault("not-found", `The row '${key}' has no column ${column}`);
    });
  },
});

function separatorOf(delimiter: Value): string {
  const text = String(delimiter);
  if (text === "TAB" || text === "\\t") return "\t";
  if ([...text].length === 1) return text;
  throw new Fault("invalid-argument", `'delimiter' is one character or TAB, not '${text}'`);
}

/** Rows of fields; a field in double quotes may hold the delimiter, newlines and doubled quotes. */
export function parseRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (isQuoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') field += text[++at];
      else isQuoted = false;
    } else if (char === '"' && field === "") isQuoted = true;
    else if (char === separator) {
      row.push(field);
      field = "";
    } else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[at + 1] === "\n") at++;
      rows.push([...row, field]);
      [row, field] = [[], ""];
    } else field += char;
  }
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  return rows;
}
