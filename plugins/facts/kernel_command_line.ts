/** What the kernel was started with: the subset `cmdline`. @module */
import type { FactFamily } from "./family.ts";
import type { Sources } from "./sources.ts";

const COMMAND_LINE = "/proc/cmdline";

/** The subset `cmdline`. */
export const kernelCommandLine: FactFamily = {
  name: "cmdline",
  isMinimal: true,
  files: [COMMAND_LINE],
  parse: (sources) => {
    const parameters = readParameters(sources);
    return {
      cmdline: Object.fromEntries(parameters),
      proc_cmdline: collectParameters(parameters),
    };
  },
};

type Parameter = readonly [name: string, value: string | true];

function readParameters(sources: Sources): Parameter[] {
  const text = sources.lines(COMMAND_LINE).join(" ");
  return (text.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((item) => {
    const equals = item.indexOf("=");
    return equals < 0 ? [item, true] : [item.slice(0, equals), item.slice(equals + 1)];
  });
}

/** A parameter that is given more than once has all of its values. */
function collectParameters(
  parameters: readonly Parameter[],
): Record<string, string | true | string[]> {
  const collected = new Map<string, string | true | string[]>();
  for (const [name, value] of parameters) {
    const before = collected.get(name);
    const isFirst = before === undefined || before === true || value === true;
    collected.set(name, isFirst ? value : [...(Array.isArray(before) ? before : [before]), value]);
  }
  return Object.fromEntries(collected);
}
