/**
 * A long playbook for measurements and tests.
 *
 * @module
 */

const TASK = `    - name: Install package 000
      become: yes
      apt: name=git state=present
      when: ansible_os_family == "Debian" and not skip_000 | bool
      tags: [packages, "git"]
    - name: Write configuration 000
      template:
        src: "{{ item.src }}"
        dest: /etc/app/{{ item.name }}.conf   # where it is read
        mode: 0644
        owner: 'root'
      loop:
        - { src: a.j2, name: a }
        - { src: b.j2, name: b }
      notify: restart app
    - name: Run 000
      shell: |
        set -e
        echo "one: {{ one }}"
        if [ -f /tmp/x ]; then cat /tmp/x; fi
      register: result_000
      changed_when: result_000.rc == 0
      retries: 3
      delay: 1.5
`;

/** A playbook of one play with at least `lines` lines. */
export function samplePlaybook(lines: number): string {
  const perTask = TASK.split("\n").length - 1;
  const tasks = Array.from(
    { length: Math.ceil(lines / perTask) },
    (_, index) => TASK.replaceAll("000", String(index)),
  );
  return `- hosts: all\n  gather_facts: no\n  tasks:\n${tasks.join("")}`;
}
