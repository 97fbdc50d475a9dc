/**
 * The plugin `kubectl`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/kubernetes/core/kubectl_connection.html
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { execConnection } from "../connection.ts";
import { manifest } from "./manifest.ts";

/** Options of kubectl, and the variables that say them. */
const OPTIONS: readonly (readonly [option: string, variable: string])[] = [
  ["kubeconfig", "ansible_kubectl_kubeconfig"],
  ["context", "ansible_kubectl_context"],
  ["namespace", "ansible_kubectl_namespace"],
  ["container", "ansible_kubectl_container"],
];

const kubectl = execConnection({
  name: "kubectl",
  words: ({ text, words }) => [
    "kubectl",
    ...OPTIONS.flatMap(([option, name]) => {
      const value = text(name);
      return value === undefined ? [] : [`--${option}=${value}`];
    }),
    ...words("ansible_kubectl_extra_args"),
    "exec",
    "-i",
    text("ansible_kubectl_pod") ?? text("ansible_host")!,
    "--",
  ],
});

/** Runs tasks in pods of Kubernetes, by `kubectl exec`. */
export const plugin: PluginDefinition = definePlugin({ ...manifest, connections: [kubectl] });
