/**
 * Inventories of many hosts.
 *
 * @module
 */

/** An inventory of `hosts` hosts with variables of their own, in `groups` groups. */
export function inventoryText(form: "ini" | "yml", hosts: number, groups: number): string {
  const perGroup = Math.ceil(hosts / groups);
  const all = Array.from({ length: groups }, (_, group) => {
    const first = group * perGroup;
    const names = Array.from({ length: Math.min(perGroup, hosts - first) }, (_, n) => first + n);
    return form === "ini" ? iniGroup(group, names) : yamlGroup(group, names);
  });
  return form === "ini" ? all.join("") : `all:\n  children:\n${all.join("")}`;
}

function iniGroup(group: number, hosts: readonly number[]): string {
  const lines = hosts.map((host) =>
    `${nameOf(host)} ansible_host=10.0.0.${host % 256} rack=${host % 40} name="host ${host}"\n`
  );
  return `[g${group}]\n${lines.join("")}`;
}

function yamlGroup(group: number, hosts: readonly number[]): string {
  const lines = hosts.map((host) =>
    `        ${nameOf(host)}: {ansible_host: 10.0.0.${host % 256}, rack: ${host % 40}, ` +
    `name: "host ${host}"}\n`
  );
  return `    g${group}:\n      hosts:\n${lines.join("")}`;
}

function nameOf(host: number): string {
  return `host${String(host).padStart(5, "0")}`;
}
