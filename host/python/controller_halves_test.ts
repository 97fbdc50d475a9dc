import assert from "node:assert/strict";
import { toValue, type ValueMap } from "@shep/sdk";
import { CONTROLLER_HALVES } from "./controller_halves.ts";

/** What is left to the controller's half, of tasks with these arguments on this connection. */
const TASKS: readonly [module: string, connection: string, args: object, left: RegExp | null][] = [
  ["kubernetes.core.k8s", "ssh", { src: "app.yml", kubeconfig: "k.conf" }, null],
  ["kubernetes.core.k8s", "local", { src: "/srv/app.yml" }, null],
  ["kubernetes.core.k8s", "local", { src: "app.yml" }, /'src' is looked for/],
  ["kubernetes.core.k8s", "local", { src: "https://example.com/app.yml" }, null],
  ["kubernetes.core.k8s", "ssh", { template: "app.yml.j2" }, /'template' is rendered/],
  ["kubernetes.core.k8s", "ssh", { template: [{ path: "app.yml.j2" }] }, /'template' is rendered/],
  ["kubernetes.core.helm", "local", { kubeconfig: "/a:/b" }, null],
  ["kubernetes.core.helm", "local", { kubeconfig: "/a:b" }, /'kubeconfig' is looked for/],
  ["kubernetes.core.helm", "local", { kubeconfig: { apiVersion: "v1" } }, null],
  ["kubernetes.core.k8s_cp", "local", { local_path: "x", state: "to_pod" }, /'local_path' is/],
  ["ansible.posix.patch", "ssh", { src: "/x.patch" }, /copy it to the target/],
  ["ansible.posix.patch", "ssh", { src: "/x.patch", remote_src: "yes" }, null],
  ["ansible.posix.patch", "local", { src: "/x.patch", remote_src: true }, null],
];

for (const [module, connection, args, left] of TASKS) {
  Deno.test(`${module} over ${connection}: ${JSON.stringify(args)}`, () => {
    const found = CONTROLLER_HALVES.get(module)!(toValue(args as never) as ValueMap, connection);
    if (left === null) assert.equal(found, undefined);
    else assert.match(found ?? "", left);
  });
}

Deno.test("other modules in two halves are not known", () => {
  assert.equal(CONTROLLER_HALVES.get("community.general.iptables_state"), undefined);
});
