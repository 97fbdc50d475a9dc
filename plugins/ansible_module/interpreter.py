"""Finds and packs modules, and applies filters, for the plugin `ansible-module`.

Reads a request as a line of JSON, and answers with one. It runs on the controller, in the Python
that has ansible-core, and stays until its input ends. Its own text is its first argument.
"""

import ast
import base64
import collections
import importlib.util
import json
import os
import sys
import zlib

MODULE_UTILS = "ansible.module_utils"


def package_folder(name):
    """The folder of an installed package, without importing it."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    return list(spec.submodule_search_locations)[0] if spec and spec.submodule_search_locations else None


ANSIBLE = package_folder("ansible")


def other_python():
    """The Python that the `ansible` of the path runs in, or else the system's own."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        try:
            with open(os.path.join(folder, "ansible"), "rb") as file:
                line = file.readline().decode("utf-8", "replace")
        except OSError:
            continue
        words = line[2:].split() if line.startswith("#!") else []
        if words and "python" in words[-1]:
            return words[-1]
    return "/usr/bin/python3"


def move_to_ansible():
    """Goes on in the Python that has ansible-core, where this one has not."""
    python = other_python()
    if ANSIBLE is not None or os.environ.get("SHEP_MOVED") or not os.access(python, os.X_OK):
        return
    os.environ["SHEP_MOVED"] = "1"
    os.execv(python, [python, "-c", "import sys; exec(sys.argv[1])", sys.argv[1]])


move_to_ansible()


def version():
    """The version of ansible-core, if it is installed."""
    if ANSIBLE is None:
        return None
    from ansible.release import __version__

    return __version__


def collection_roots(given):
    """The folders that hold `ansible_collections`: those that are named, then those installed."""
    roots = [os.path.join(root, "ansible_collections") for root in given]
    roots += [os.path.join(root, "ansible_collections") for root in sys.path]
    return [root for root in dict.fromkeys(roots) if os.path.isdir(root)]


# `path` is that of the module; none where there is an action plugin alone.
Module = collections.namedtuple("Module", "name path has_action warnings")


class Removed(Exception):
    """A module that its collection says it had once."""


def own_module(library, name):
    """The path of a module in a folder; its name need not tell that it is in Python."""
    paths = [os.path.join(library, name + extension) for extension in (".py", "")]
    return next(filter(os.path.isfile, paths), None)


def is_core(namespace, collection):
    return namespace == "ansible" and collection in ("builtin", "legacy")


ROUTING = {}


def routing(path, name):
    """`plugin_routing` of a file, which is only parsed if it mentions the name: one has 9,700 lines."""
    if path not in ROUTING:
        try:
            with open(path, encoding="utf-8") as file:
                ROUTING[path] = file.read()
        except OSError:
            ROUTING[path] = ""
    if isinstance(ROUTING[path], str):
        if " %s:" % name not in ROUTING[path]:
            return {}
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        ROUTING[path] = (yaml.load(ROUTING[path], loader) or {}).get("plugin_routing") or {}
    return ROUTING[path]


class Finder:
    """Where modules and what they import are."""

    def __init__(self, libraries, collections):
        self.libraries = libraries
        self.roots = collection_roots(collections)

    def module(self, name):
        """The module of a name, wherever it was moved to."""
        if "." not in name:
            for library in self.libraries:
                path = own_module(library, name)
                action = os.path.join(os.path.dirname(library), "action_plugins", name + ".py")
                if path is not None:
                    return Module(name, path, os.path.isfile(action), [])
            candidates = ["ansible.builtin." + name, "ansible.posix." + name, "community.general." + name]
        else:
            candidates = [name]
        found = map(self.moved, candidates)
        return next((module for module in found if module), None)

    def moved(self, name):
        """The module of a full name, by the redirections of its collection, and of those it leads to."""
        seen, warnings, has_action = [], [], False
        while name not in seen:
            seen.append(name)
            namespace, collection, short = (name.split(".", 2) + [""] * 2)[:3]
            route = self.route(namespace, collection, "modules", short)
            if "tombstone" in route:
                raise Removed(name, route["tombstone"].get("warning_text") or "")
            if "deprecation" in route:
                text = route["deprecation"].get("warning_text") or "it will be removed"
                warnings.append("%s is deprecated: %s" % (name, text))
            action = self.route(namespace, collection, "action", short)
            has_action = has_action or "redirect" in action
            if "redirect" in route:
                name = route["redirect"]
                continue
            has_action = has_action or self.has_action(namespace, collection, short)
            for folder in self.plugin_folders(namespace, collection, "modules"):
                path = os.path.join(folder, short.replace(".", "/") + ".py")
                if os.path.isfile(path):
                    return Module(name, path, has_action, warnings)
            return Module(name, None, True, warnings) if has_action else None
        raise ValueError("its redirections go round in a circle: " + ", ".join(seen))

    def route(self, namespace, collection, kind, short):
        """What the collection says about a name: where it is now, or that it is gone."""
        if is_core(namespace, collection):
            files = [os.path.join(ANSIBLE, "config", "ansible_builtin_runtime.yml")]
        else:
            files = [os.path.join(root, namespace, collection, "meta", "runtime.yml") for root in self.roots]
        for file in files:
            names = routing(file, short).get(kind) or {}
            if names.get(short):
                return names[short]
        return {}

    def plugin_folders(self, namespace, collection, kind):
        if is_core(namespace, collection):
            return [os.path.join(ANSIBLE, {"modules": "modules", "action": "plugins/action"}[kind])]
        return [os.path.join(root, namespace, collection, "plugins", kind) for root in self.roots]

    def has_action(self, namespace, collection, short):
        folders = self.plugin_folders(namespace, collection, "action")
        return any(os.path.isfile(os.path.join(folder, short + ".py")) for folder in folders)

    def source(self, module):
        """The path of what `import module` would import on the target, and whether it is a package."""
        parts = module.split(".")
        if module.startswith(MODULE_UTILS + "."):
            rest = parts[2:]
            own = [os.path.join(os.path.dirname(library), "module_utils") for library in self.libraries]
            folders = own + [os.path.join(ANSIBLE, "module_utils")]
        elif parts[0] == "ansible_collections" and len(parts) > 5:
            rest, folders = parts[1:], self.roots
        else:
            return None
        for folder in folders:
            path = os.path.join(folder, *rest)
            if os.path.isfile(path + ".py"):
                return path + ".py", False
            if os.path.isfile(os.path.join(path, "__init__.py")):
                return os.path.join(path, "__init__.py"), True
        return None

    def moved_source(self, module):
        """Where what `import module` would import was moved to, and what is said of that."""
        parts = module.split(".")
        if module.startswith(MODULE_UTILS + "."):
            route = self.route("ansible", "builtin", "module_utils", ".".join(parts[2:]))
        elif parts[0] == "ansible_collections" and len(parts) > 5:
            route = self.route(parts[1], parts[2], "module_utils", ".".join(parts[5:]))
        else:
            return None
        if "redirect" not in route:
            return None
        to = route["redirect"]
        if not to.startswith(("ansible.", "ansible_collections.")):
            namespace, collection, short = to.split(".", 2)
            to = "ansible_collections.%s.%s.plugins.module_utils.%s" % (namespace, collection, short)
        text = (route.get("deprecation") or {}).get("warning_text")
        return to, ["%s is deprecated: %s" % (module, text)] if text else []


def imports(source, path, module, is_package):
    """The names that a source may import from `module_utils`: modules, or what is in them."""
    for node in ast.walk(ast.parse(source, path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = module.split(".")
                package = package[: len(package) - node.level + int(is_package)]
                base = ".".join(package + ([base] if base else []))
            yield base
            for alias in node.names:
                yield base + "." + alias.name


# What stands for a module that was moved.
ALIAS = "import sys\nimport %s as moved\nsys.modules[__name__] = moved\n"


def pack(finder, full_name, path):
    """
    A module with all that it imports, by the names that are imported: `[source, is package]`; with
    what is said of their names.
    """
    parts = full_name.split(".")
    is_builtin = len(parts) < 3 or parts[:2] in (["ansible", "builtin"], ["ansible", "legacy"])
    main = "ansible.modules." + parts[-1] if is_builtin else ".".join(
        ["ansible_collections", *parts[:2], "plugins.modules", *parts[2:]]
    )
    with open(path, encoding="utf-8") as file:
        sources = {main: [file.read(), False, path]}
    if "module_utils" not in sources[main][0]:
        raise ValueError("it does not use AnsibleModule, and no other kind is supported")
    waiting, warnings = [main, MODULE_UTILS + ".basic"], []
    while waiting:
        name = waiting.pop()
        if name not in sources:
            found = finder.source(name)
            moved = None if found else finder.moved_source(name)
            if found:
                with open(found[0], encoding="utf-8") as file:
                    sources[name] = [file.read(), found[1], found[0]]
            elif moved:
                sources[name] = [ALIAS % moved[0], False, name]
                warnings += moved[1]
            else:
                continue
        source, is_package, origin = sources[name]
        waiting += [each for each in imports(source, origin, name, is_package) if each not in sources]
        waiting += [parent for parent in parents(name) if parent not in sources]
    for name in list(sources):
        for parent in parents(name):
            sources.setdefault(parent, ["", True, ""])
    sources["ansible"][0] = "__version__ = %r" % version()
    plain = {name: [source, is_package] for name, (source, is_package, _) in sources.items()}
    return main, base64.b64encode(zlib.compress(json.dumps(plain).encode(), 6)).decode(), warnings


def parents(name):
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


FILTERS = {}


def filters_of(folder):
    """The filters of all plugins in a folder, which are run for that."""
    if folder not in FILTERS:
        FILTERS[folder] = {}
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".py") or name == "__init__.py":
                continue
            path = os.path.join(folder, name)
            spec = importlib.util.spec_from_file_location("shep_filters_" + name[:-3], path)
            plugin = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(plugin)
            if hasattr(plugin, "FilterModule"):
                FILTERS[folder].update(plugin.FilterModule().filters())
    return FILTERS[folder]


def apply(request):
    name = request["filter"]
    for folder in request["folders"]:
        if name in filters_of(folder):
            positional, named = json.loads(request["arguments"])
            value = filters_of(folder)[name](*positional, **named)
            return {"value": json.dumps(value, default=as_json)}
    raise NameError("no filter '%s' in %s" % (name, ", ".join(request["folders"])))


def as_json(value):
    """What JSON has no form for: sets, generators and mappings are lists and dicts, all else text."""
    if hasattr(value, "items"):
        return dict(value.items())
    return list(value) if hasattr(value, "__iter__") else str(value)


def find(request):
    name = request["name"]
    finder = Finder(request["libraries"], request["collections"])
    if ANSIBLE is None:
        # Without ansible-core nothing can be packed, but a repository's own modules are seen.
        is_own = any(own_module(library, name) for library in finder.libraries)
        return {"version": None, "found": [name] if is_own else []}
    found = finder.module(name)
    if found is None:
        return {"version": version(), "found": []}
    result = {"version": version(), "found": [found.name], "has_action": found.has_action}
    if request["pack"] and found.path is not None:
        result["main"], result["sources"], warnings = pack(finder, found.name, found.path)
        result["warnings"] = found.warnings + warnings
    return result


# What a plugin prints is no answer.
answers, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = apply(request) if "filter" in request else find(request)
    except Removed as removed:
        reply = {"removed": removed.args}
    except Exception as error:  # the plugin tells what went wrong
        reply = {"error": "%s: %s" % (type(error).__name__, error)}
    answers.write(json.dumps({"id": request["id"], **reply}) + "\n")
    answers.flush()
