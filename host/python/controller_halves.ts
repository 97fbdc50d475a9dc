/**
 * Modules in Python that Ansible has another half of: an action plugin of the same name, which runs
 * on the controller and only finds files there, or renders them. Where a task gives it nothing to
 * do, the module alone is what Ansible would run.
 *
 * @see https://docs.ansible.com/ansible/latest/plugins/action.html
 * @module
 */
import { coerce, type Value, type ValueMap } from "@shep/sdk";

/** What a task that calls such a module leaves to its other half; nothing if it leaves nothing. */
export type ControllerHalf = (given: ValueMap, connection: string) => string | undefined;

/** `kubernetes.core`: one half for all. */
const kubernetes: ControllerHalf = (given, connection) => {
  if (isGiven(given.get("template"))) {
    return "'template' is rendered there. Give 'definition' a lookup of it: " +
      "\"{{ lookup('template', 'it.yml') | from_yaml_all }}\"";
  }
  if (connection !== "local") return undefined;
  const found = ["kubeconfig", "src", "local_path"].find((name) => isSearched(given.get(name)));
  return found &&
    `'${found}' is looked for among the playbook's files: give a path that is absolute`;
};

/** A file of the target, or else of the controller. */
const patch: ControllerHalf = (given) =>
  coerce("bool", given.get("remote_src") ?? null) === true
    ? undefined
    : "'src' is looked for there: copy it to the target, and say 'remote_src: true'";

const KUBERNETES =
  "helm helm_info helm_plugin helm_plugin_info helm_repository k8s k8s_cluster_info k8s_cp " +
  "k8s_drain k8s_exec k8s_info k8s_json_patch k8s_log k8s_rollback k8s_scale k8s_service";

/** Those that are known, by their full names. No other module in two halves is run. */
export const CONTROLLER_HALVES: ReadonlyMap<string, ControllerHalf> = new Map([
  ...KUBERNETES.split(" ").map((name) => [`kubernetes.core.${name}`, kubernetes] as const),
  ["ansible.posix.patch", patch],
]);

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Whether it is a path, or several behind each other, that only the controller can complete. */
function isSearched(value: Value | undefined): boolean {
  return typeof value === "string" && value !== "" && !/^(?:https?|ftp):\/\//.test(value) &&
    value.split(":").some((path) => !path.startsWith("/"));
}
