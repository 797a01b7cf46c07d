"""The plugin beside PyQt6 itself, where that is installed.

    python3 qt6.py names FILE.py ...       prints each name of Qt that PyQt6 has not; status 1
    python3 qt6.py run PLUGIN FILE.qgz     loads every module of the plugin, calls what uses Qt alone

A program of its own: PyQt5, on which QGIS 3 stands, and PyQt6 do not belong into one process.
`qgis.PyQt.QtCore` is PyQt6.QtCore here; of QGIS's own classes there is only the name. Status 77: no
PyQt6.
"""
import ast
import collections
import importlib
import os
import pathlib
import re
import sys
import types

UNKNOWN = object()
MODULES = ("QtCore", "QtGui", "QtXml", "QtWidgets", "QtNetwork")


def qt(module):
    return importlib.import_module("PyQt6." + module)


def returned(method):
    """The class of what a method returns, as its own help says it; UNKNOWN where it is none of Qt's."""
    kinds = set(re.findall(r"-> (\w+)$", method.__doc__ or "", re.MULTILINE))
    if len(kinds) == 1:
        kind = kinds.pop()
        for module in MODULES:
            if hasattr(qt(module), kind):
                return getattr(qt(module), kind)
    return UNKNOWN


class Names(ast.NodeVisitor):
    """Follows names that are imported from qgis.PyQt: their attributes, those of what is made of them,
    and those of what their methods return."""

    def __init__(self):
        self.known = collections.ChainMap()
        self.faults = []

    def fault(self, node, text):
        self.faults.append(f"line {node.lineno}: {text}")
        return UNKNOWN

    def visit_ImportFrom(self, node):
        package, _, module = (node.module or "").rpartition(".")
        for name in node.names:
            if node.module == "qgis.PyQt":
                self.known[name.asname or name.name] = qt(name.name)
            elif package == "qgis.PyQt":
                found = getattr(qt(module), name.name, None)
                if found is None:
                    self.fault(node, f"{module} has no {name.name}")
                self.known[name.asname or name.name] = UNKNOWN if found is None else found

    def visit_FunctionDef(self, node):
        outer, self.known = self.known, self.known.new_child()
        for argument in ast.walk(node.args):
            if isinstance(argument, ast.arg):
                self.known[argument.arg] = UNKNOWN
        self.generic_visit(node)
        self.known = outer

    def visit_Assign(self, node):
        kind = self.visit(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.known[target.id] = kind
            else:
                self.visit(target)

    def visit_Name(self, node):
        return self.known.get(node.id, UNKNOWN)

    def visit_Attribute(self, node):
        owner = self.visit(node.value)
        if owner in (None, UNKNOWN):
            return UNKNOWN
        if not hasattr(owner, node.attr):
            return self.fault(node, f"{getattr(owner, '__name__', owner)} has no {node.attr}")
        return getattr(owner, node.attr)

    def visit_Call(self, node):
        called = self.visit(node.func)
        for argument in [*node.args, *(word.value for word in node.keywords)]:
            self.visit(argument)
        if called in (None, UNKNOWN) or isinstance(called, type):
            return called
        return returned(called)


def faults_of(text):
    names = Names()
    names.visit(ast.parse(text))
    return names.faults


class OfQgis(types.ModuleType):
    """Any class that is asked for, with nothing in it."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, type(name, (), {}))
        return getattr(self, name)


class Cases:
    """A layer of delimited text."""

    def __init__(self, path):
        self.path = path

    def source(self):
        return (f"file://{self.path}?type=csv&delimiter=%5Ct&xField=East%20ing&yField=N"
                "&crs=EPSG:27700")

    def crs(self):
        return self

    def authid(self):
        return "EPSG:27700"


def run(plugin, project):
    sys.modules["qgis"] = types.ModuleType("qgis")
    sys.modules["qgis.core"] = OfQgis("qgis.core")
    sys.modules["qgis.PyQt"] = types.ModuleType("qgis.PyQt")
    for module in MODULES:
        sys.modules["qgis.PyQt." + module] = qt(module)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = qt("QtGui").QGuiApplication([])
    sys.path.insert(0, str(plugin.parent))
    modules = {path.stem: importlib.import_module(f"{plugin.name}.{path.stem}")
               for path in sorted(plugin.glob("*.py")) if path.stem != "__init__"}
    words = modules["layers"]._as_delimited_text(Cases(project))
    assert words == [str(project), "--x", "East ing", "--y", "N", "--crs", "EPSG:27700"], words
    document = modules["results"]._document(str(project))
    groups = document.documentElement().firstChildElement("layer-tree-group")
    assert not groups.isNull() and document.elementsByTagName("maplayer").length() > 0
    assert not modules["provider"].HotwardProvider().icon().isNull()
    del application
    print(f"{len(modules)} modules")


def main(what, *words):
    try:
        for module in MODULES:
            qt(module)
    except ImportError as error:
        print(error)
        return 77
    if what == "run":
        run(*map(pathlib.Path, words))
        return 0
    faults = [f"{path}: {fault}" for path in words
              for fault in faults_of(pathlib.Path(path).read_text(encoding="utf-8"))]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
