/**
 * Facts of the administrator's own, from the directory `fact_path`: the subset `local`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_vars_facts.html#adding-custom-facts
 * @module
 */
import type { Plain } from "@shep/sdk";
import type { FactFamily } from "./family.ts";
import { parseIni } from "./ini.ts";
import type { Sources } from "./sources.ts";

const OUTPUT = "local:";
const STATUS = "local-status:";

/** Writes each file, or what it writes if it is a program, and how the program ended. */
const LOCAL_FACTS = `
for file in "$fact_path"/*.fact; do
  [ -f "$file" ] || continue
  name=\${file##*/}
  section "${OUTPUT}\${name%.fact}"
  if [ -x "$file" ]; then
    { errors=$("$file" 2>&1 >&3 3>&-); code=$?; } 3>&1
  else
    code=0 errors=
    cat "$file"
  fi
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
    const names = sources.sectionsOf(OUTPUT).map((section) => section.slice(OUTPUT.length));
    return { local: Object.fromEntries(names.map((name) => [name, readFact(name, sources)])) };
  },
};

function readFact(name: string, sources: Sources): Plain {
  const [status = "", ...errors] = sources.output(STATUS + name).split("\n");
  const [code = "0", path = name] = status.split(/ (.*)/);
  if (code !== "0") {
    const reason = errors.join("\n").trim();
    return `Failure executing fact script (${path}), rc: ${code}, err: ${reason}`;
  }
  const text = sources.output(OUTPUT + name);
  return parseJson(text) ?? parseIni(text) ??
    `error loading facts as JSON or ini - please check content: ${path}`;
}

function parseJson(text: string): Plain | undefined {
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return undefined;
  }
}
