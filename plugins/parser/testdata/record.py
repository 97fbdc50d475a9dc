#!/usr/bin/python3
"""Records what Ansible's YAML loader answers to each snippet, in pyyaml.json.

Needs ansible-core; run it in this directory after adding a snippet. With "-" it answers the
snippets on its standard input instead, for comparisons with random ones.
"""

import json
import sys

from ansible.parsing.yaml.loader import AnsibleLoader
from ansible.utils.unsafe_proxy import AnsibleUnsafe


class Vault(str):
    pass


class Loader(AnsibleLoader):
    """Ansible's loader, but vaulted text stays encrypted and timestamps stay text."""


Loader.add_constructor("!vault", lambda loader, node: Vault(loader.construct_scalar(node)))
Loader.add_constructor("!vault-encrypted", lambda loader, node: Vault(loader.construct_scalar(node)))
Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(loader.construct_scalar(node)))


def encode(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, AnsibleUnsafe) and isinstance(value, str):
        return {"unsafe": str(value)}
    if isinstance(value, Vault):
        return {"vault": str(value)}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, dict):
        return {"dict": [[encode(k), encode(v)] for k, v in value.items()]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    raise TypeError(type(value))


def load(text):
    """JSON first, as Ansible does."""
    try:
        return json.loads(text)
    except ValueError:
        return Loader(text, "snippet.yml").get_single_data()


def answer(text):
    try:
        return {"yaml": text, "value": encode(load(text))}
    except Exception as error:
        return {"yaml": text, "error": type(error).__name__}


def main():
    if sys.argv[1:] == ["-"]:
        json.dump([answer(text) for text in json.load(sys.stdin)], sys.stdout)
        return
    with open("snippets.json") as file:
        rows = [answer(text) for text in json.load(file)]
    with open("pyyaml.json", "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
