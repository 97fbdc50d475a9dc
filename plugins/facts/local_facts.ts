/**
 * Facts of the administrator's own, from the directory `fact_path`: the subset `local`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_vars_facts.html#adding-custom-facts
 * @module
 */
import { parseJson, type Plain } from "@shep/sdk";
import type { FactFamily } from "./family.ts";
import { parseIni } from "./ini.ts";
import type { Sources } from "./sources.ts";

const OUTPUT = "local:";
const STATUS = "local-status:";

/** Writes each file, or what it writes if it is a program, and how the program ended. */
const LOCAL_FACTS = `
for file in "$fact_path"/*.fact; do
  name=\${file##*/}
  section "${OUTPUT}\${name%.fact}"
  if [ ! -e "$file" ]; then
    [ -L "$file" ] || continue
    code=link errors=
  elif [ -f "$file" ] && [ -x "$file" ]; then
    errors=$("$file" 2>&1 >&3 3>&-); code=$?
  else
    errors=$(cat "$file" 2>&1 >&3 3>&-) && code=0 || code=unreadable
  fi 3>&1
  echo
  section "${STATUS}\${name%.fact}"
  printf '%s %s\\n%s\\n' "$code" "$file" "$errors"
done`;

/** The subset `local`. */
export const localFacts: FactFamily = {
  name: "local",
  isMinimal: true,
  commands: { local: LOCAL_FACTS },
  parse: (sources) => {
    const names = sources.sectionsOf(STATUS).map((section) => section.slice(STATUS.length));
    return { local: Object.fromEntries(names.map((name) => [name, readFact(name, sources)])) };
  },
  warnings: (sources) => {
    const names = sources.sectionsOf(STATUS).map((section) => section.slice(STATUS.length));
    return names.map((name) => problemOf(name, sources)).filter((each) => each !== undefined);
  },
};

/** A file's fact; where it cannot be made, what went wrong stands in its place. */
function readFact(name: string, sources: Sources): Plain {
  return problemOf(name, sources) ?? valueOf(sources.output(OUTPUT + name)) ?? null;
}

/** What went wrong with a file, in Ansible's words. */
function problemOf(name: string, sources: Sources): string | undefined {
  const [status = "", ...errors] = sources.output(STATUS + name).split("\n");
  const [code = "0", path = name] = status.split(/ (.*)/);
  const reason = errors.join("\n").trim();
  if (code === "link") return `Could not stat fact (${path}): it is a link to nothing`;
  if (code === "unreadable") return `Could not read fact (${path}): ${reason}`;
  if (code !== "0") return `Failure executing fact script (${path}), rc: ${code}, err: ${reason}`;
  const value = valueOf(sources.output(OUTPUT + name));
  if (value !== undefined) return undefined;
  return `error loading facts as JSON or ini - please check content: ${path}`;
}

function valueOf(text: string): Plain | undefined {
  try {
    return parseJson(text);
  } catch {
    return parseIni(text);
  }
}
