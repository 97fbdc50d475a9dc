/**
 * A playbook of 5,000 lines: tasks of ten lines, as playbooks have them.
 *
 * @module
 */

const TASK = `    - name: configure {{ app }}
      copy:
        content: "listen {{ port }};"
        dest: /etc/{{ app }}/app.conf
        mode: "0644"
      when: app is defined and port | int > 0
      loop: [1, 2, 3]
      register: result
      notify: restart
      tags: [app, config]
`;

/** Its text. */
export const LONG_PLAYBOOK = `- hosts: all\n  tasks:\n${TASK.repeat(500)}`;
