"""Renders per CPU-second of Jinja2, with its template compiled, and of Ansible's templar.

Reads the template, its variables and the condition as JSON from stdin; writes the rates as JSON.
"""

import json
import sys
import time

from ansible.parsing.dataloader import DataLoader
from ansible.playbook.conditional import Conditional
from ansible.template import Templar
import jinja2

SECONDS = 0.25


def rate(work):
    work()
    calls = 0
    start = time.process_time()
    while time.process_time() - start < SECONDS:
        work()
        calls += 1
    return calls / (time.process_time() - start)


given = json.load(sys.stdin)
template, variables, condition = given["template"], given["variables"], given["condition"]

environment = jinja2.Environment(trim_blocks=True, keep_trailing_newline=True)
compiled = environment.from_string(template)
expression = environment.compile_expression(condition)

loader = DataLoader()
templar = Templar(loader, variables=variables)
conditional = Conditional(loader=loader)
conditional.when = [condition]

json.dump(
    {
        "template": {
            "jinja2": rate(lambda: compiled.render(variables)),
            "ansible": rate(lambda: templar.template(template, convert_data=False)),
        },
        "condition": {
            "jinja2": rate(lambda: expression(variables)),
            "ansible": rate(lambda: conditional.evaluate_conditional(templar, variables)),
        },
    },
    sys.stdout,
)
