/**
 * The action `alternatives`: which program a name stands for.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/alternatives_module.html
 * @module
 */
import { defineAction, sh, ShellText, type TaskResult } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { fieldDiff } from "../file/diff.ts";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: { type: "str", description: "The name of the group: `java`.", required: true },
  path: { type: "path", description: "The program.", required: true },
  link: { type: "path", description: "The link that leads to it." },
  priority: { type: "int", description: "How much it is preferred; 50 for a new one." },
  state: {
    type: "str",
    description: "Whether it is there, chosen, chosen by priority, or gone.",
    choices: ["present", "selected", "auto", "absent"],
    default: "selected",
  },
  subcommands: {
    type: "list",
    elements: "dict",
    description: "Links that change with it.",
    aliases: ["slaves"],
    fields: {
      name: { type: "str", description: "The name of the link's group.", required: true },
      path: { type: "path", description: "Where it leads to.", required: true },
      link: { type: "path", description: "The link.", required: true },
    },
  },
} as const;

/** Chooses what a name stands for. */
export const alternatives = defineAction({
  name: "alternatives",
  summary: "Chooses which of several programs a name stands for.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: ["- alternatives:\n    name: java\n    path: /usr/lib/jvm/java-17/bin/java"],
  async run(args, task): Promise<TaskResult> {
    const { name, path, link, priority, state, subcommands } = args;
    const slaves = (subcommands ?? []).flatMap((each) => [
      "--slave",
      each.link,
      each.name,
      each.path,
    ]);
    const script = targetScript({
      check: task.check,
      name,
      path: expandingWord(path),
      link: link === undefined ? "" : expandingWord(link),
      priority: priority ?? "",
      state,
      slaves: (subcommands ?? []).map((each) => `${each.name} ${each.path}`).sort().join("\n"),
      has_slaves: subcommands !== undefined,
    }, [sh`set -- ${slaves}`, SCRIPT]);
    const report = readReport(await task.script(script));
    const is = report.get("value") ?? "";
    const becomes = report.all("change").some((each) => each === "value") ? path : is;
    return {
      changed: report.changed,
      ...(task.diff && report.changed
        ? { diff: fieldDiff({ name, path: is }, { name, path: becomes, state }) }
        : {}),
    };
  },
});

/** The words after `--install` for links that change along are `$@`. */
const SCRIPT = new ShellText(`
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
tool=
for each in update-alternatives alternatives; do command -v $each >/dev/null 2>&1 && { tool=$each; break; }; done
[ -n "$tool" ] || fail 'Failed to find required executable "update-alternatives" on the target'
act() { [ -n "$check" ] || said=$($tool "$@" 2>&1) || fail "$tool $*: $said"; }
about=$($tool --query "$name" 2>/dev/null) || about=
field() { printf '%s\\n' "$about" | sed -n "1,/^$/s/^$1: //p" | head -n 1; }
mode=$(field Status) value=$(field Value)
[ -n "$link" ] || link=$(field Link)
say value "$value"
block=$(printf '%s\\n' "$about" | sed -n "\\\\#^Alternative: $path\\$#,/^$/p")
is_priority=$(printf '%s\\n' "$block" | sed -n 's/^Priority: //p')
is_slaves=$(printf '%s\\n' "$block" | sed -n 's/^ //p' | sort)
if [ "$state" = absent ]; then
  [ -z "$block" ] || { change alternative; act --remove "$name" "$path"; }
  exit 0
fi
if [ -z "$block" ] || { [ -n "$priority" ] && [ "$priority" != "$is_priority" ]; } ||
  { [ -n "$has_slaves" ] && [ "$slaves" != "$is_slaves" ]; }
then
  [ -e "$path" ] || fail "Specified path $path does not exist"
  [ -n "$link" ] || fail "Needed to install the alternative, but unable to do so as we are missing the link"
  change alternative
  act --install "$link" "$name" "$path" "\${priority:-\${is_priority:-50}}" "$@"
fi
case $state in
  selected) [ "$value" = "$path" ] && [ "$mode" = manual ] || {
    [ "$value" = "$path" ] || { change value; act --set "$name" "$path"; }
  } ;;
  auto) [ "$mode" != manual ] || { change mode; act --auto "$name"; } ;;
esac
exit 0`);
