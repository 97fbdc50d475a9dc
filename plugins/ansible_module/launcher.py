"""Runs one packed module on a target. What stands in capitals is filled in by the plugin."""

import base64
import importlib.abc
import importlib.util
import json
import sys
import zlib

SOURCES = json.loads(zlib.decompress(base64.b64decode("PACKED_SOURCES")))
MAIN = "MAIN_MODULE"
ARGUMENTS = base64.b64decode("MODULE_ARGUMENTS")


class Importer(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports from the sources that came along: nothing is written to the target's disk."""

    def find_spec(self, name, path=None, target=None):
        if name not in SOURCES:
            return None
        file = "/packed/%s.py" % name.replace(".", "/")
        spec = importlib.util.spec_from_loader(
            name, self, origin=file, is_package=SOURCES[name][1]
        )
        spec.has_location = True
        return spec

    def is_package(self, name):
        return SOURCES[name][1]

    def get_source(self, name):
        return SOURCES[name][0]

    def get_code(self, name):
        return compile(SOURCES[name][0], "<%s>" % name, "exec", dont_inherit=True)


sys.meta_path.insert(0, Importer())

import ansible.module_utils.basic as basic  # noqa: E402

basic._ANSIBLE_ARGS = ARGUMENTS
basic._ANSIBLE_PROFILE = "legacy"
spec = importlib.util.find_spec(MAIN)
main = importlib.util.module_from_spec(spec)
main.__name__ = "__main__"
sys.modules["__main__"] = main
exec(spec.loader.get_code(MAIN), main.__dict__)
