"""Answers command lines of Ansible, a JSON list of them on stdin, as one process that loads it once."""

import importlib
import json
import os
import sys
import tempfile

CLASSES = {
    "ansible": ("ansible.cli.adhoc", "AdHocCLI"),
    "ansible-inventory": ("ansible.cli.inventory", "InventoryCLI"),
    "ansible-playbook": ("ansible.cli.playbook", "PlaybookCLI"),
}


def loaded(command):
    module, name = CLASSES[command]
    return getattr(importlib.import_module(module), name)


def answer(words):
    """In a process of its own, so that no command sees what another left in a module."""
    command = loaded(words[0])
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        child = os.fork()
        if child == 0:
            os.dup2(stdout.fileno(), 1)
            os.dup2(stderr.fileno(), 2)
            run(command, words)
        _, status = os.waitpid(child, 0)
        return {
            "stdout": whole(stdout),
            "stderr": whole(stderr),
            "exitCode": os.waitstatus_to_exitcode(status),
        }


def run(command, words):
    code = 1
    try:
        command.cli_executor(words)
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def whole(file):
    file.seek(0)
    return file.read().decode()


loaded("ansible")
json.dump([answer(words) for words in json.load(sys.stdin)], sys.stdout)
