/**
 * What other programs know of a target, where they are installed: the subsets `facter` and `ohai`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/setup_module.html
 * @module
 */
import { parseJson } from "@shep/sdk";
import type { FactFamily, Facts } from "./family.ts";

/** The subset `facter`. */
export const facter: FactFamily = {
  name: "facter",
  prefix: "facter_",
  commands: {
    facter: `
PATH=$PATH:/opt/puppetlabs/bin
command -v facter >/dev/null && {
  $limit facter --puppet --json || $limit facter --json
}`,
  },
  parse: (sources) => readProgram(sources.output("facter")),
};

/** The subset `ohai`. */
export const ohai: FactFamily = {
  name: "ohai",
  prefix: "ohai_",
  commands: { ohai: "command -v ohai >/dev/null && $limit ohai" },
  parse: (sources) => readProgram(sources.output("ohai")),
};

function readProgram(output: string): Facts {
  try {
    const facts = parseJson(output);
    return facts instanceof Map ? Object.fromEntries(facts) : {};
  } catch {
    // Not installed, or it failed: then it says nothing, as it does to Ansible.
    return {};
  }
}
