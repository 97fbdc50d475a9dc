/**
 * The task lists of `testdata/modules/`: a file for each action, named after it. What of an action
 * takes many tasks has one of its own, such as `file_links.yml`.
 *
 * A task works below `{{ root }}`, an empty directory that is the same path under both engines. A
 * comment above it names the return values in which the two differ on purpose:
 *
 *     # differs: msg (Ansible's has a traceback in it)
 *     - name: A directory in its place
 *       copy: {content: x, dest: "{{ root }}/directory"}
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** Where the lists are, beside `files/` and `templates/` that they use. */
export const MODULES_FOLDER = fileURLToPath(new URL("../modules/", import.meta.url));

/** The actions that there is a list for; of those, the ones that are named. */
export function moduleNames(wanted: readonly string[], folder = MODULES_FOLDER): string[] {
  const all = [...Deno.readDirSync(folder)]
    .flatMap(({ name }) => name.endsWith(".yml") ? [name.slice(0, -".yml".length)] : [])
    .sort();
  return wanted.length === 0 ? all : all.filter((name) => wanted.includes(name));
}

/** The return values that a task's comment excludes; `line` is any line of the task. */
export function excludedValues(source: string, line: number): string[] {
  const lines = source.split("\n").slice(0, line);
  const start = lines.findLastIndex((each) => each.startsWith("- "));
  const comments: string[] = [];
  for (let at = start - 1; lines[at]?.startsWith("#"); at--) comments.push(lines[at]!);
  const [, names = ""] = /^# differs: ([\w, ]+)/m.exec(comments.join("\n")) ?? [];
  return names.split(",").map((name) => name.trim()).filter((name) => name !== "");
}

/** Where the lists are of actions that change a whole system. */
export const SYSTEM_FOLDER = fileURLToPath(new URL("../system/", import.meta.url));

/**
 * Each task three times: in check mode, for real, and again. What a task did in check mode the second
 * run would not find to do any more, and the third one tells whether anything is left to do. Under a
 * comment `# once` a task stays as it is: it prepares, or looks. Under `# a second apart` what is run
 * again tells the time apart by which it goes.
 */
export function thrice(source: string): string {
  return source.replace(/(?:^#.*\n)*^- name: (.*)\n(?:^ .*\n)*/gm, (task, name) => {
    if (/^# once/m.test(task)) return task;
    const named = (more: string): string =>
      task.replace(/^- name: .*/m, `- name: "${name}${more}"`);
    const between = /^# a second apart/m.test(task) ? SECOND : "";
    return `${named(', perhaps"\n  check_mode: "true')}${task}${between}${named(", again")}`;
  });
}

const SECOND = "- name: A second later\n  command: sleep 1\n";
