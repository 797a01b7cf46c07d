"""One function for each command, made from the program's own description of its parameters.

What only some calls need (tables, folders of their own) is imported by those: a short script would
pay more for it than for its work.
"""
import os

from . import _hotward
from ._findings import Findings
from ._words import words
from .errors import error_of, name_of

# What the program is told about its terminal means nothing here.
LEFT_OUT = {"json", "quiet", "progress", "config"}
TABLES = ("incidents", "areas")
HERE = os.path.dirname(os.path.abspath(__file__))

if os.path.isdir(os.path.join(HERE, "data")):  # a wheel has with it what the program installs
    _hotward.bring_files(os.path.join(HERE, "data"))


def _described():
    """Each command's description by the name of its function: the text of a dict. The file was made
    from what the program says of itself, when the package was built."""
    path = os.path.join(HERE, "commands.txt")
    with open(path, encoding="utf-8") as file:
        lines = (line.split("\t", 1) for line in file)
        return {name_of(name): text for name, text in lines}


COMMANDS = _described()


def options_of(command):
    return [option for option in command["options"] if option["name"] not in LEFT_OUT]


def is_by_place(option):
    return not option["names"][0].startswith("-")


def docstring(command):
    lines = [command["question"] + ".", "", "Parameters"]
    for option in options_of(command):
        default = f" (default: {option['default']})" if "default" in option else ""
        lines.append(f"    {name_of(option['name'])}: {option['meaning']}{default}")
        if "choices" in option:
            lines.append(f"        one of {', '.join(option['choices'])}")
    lines += ["    on_progress: called with a stage and its share, from 0 to 1, ten times a second "
              "at most", "", "Returns Findings; raises UsageError, DataError or KeyboardInterrupt."]
    return "\n".join(lines)


def parameters(command):
    """As they stand between the brackets of a function's definition."""
    placed, named = [], []
    for option in options_of(command):
        text = name_of(option["name"]) + ("" if option["required"] else "=None")
        (placed if is_by_place(option) else named).append(text)
    return ", ".join([*placed, "*", *named, "on_progress=None"])


def is_layer_output(option):
    return option["kind"] == "path" and option["group"] == "Output"


def writes_layers(command):
    """Whether it has a layer to show where no output was named."""
    return command["name"] != "boundaries" and any(
        option["name"] == "output" and option["repeatable"]
        and not option["meaning"].startswith("Report") for option in command["options"])


def is_table(value):
    return (isinstance(value, dict) or hasattr(value, "columns")
            or hasattr(value, "__arrow_c_stream__"))


class Folders:
    """Temporary folders of one call: of tables that are written for the engine, and of a result that
    nobody asked to keep. Each is made when it is first asked for."""

    def __init__(self):
        self.made = {}

    def path(self, what):
        if what not in self.made:
            import tempfile
            self.made[what] = tempfile.mkdtemp(prefix="hotward-")
        return self.made[what]

    def remove(self, what):
        if what in self.made:
            import shutil
            shutil.rmtree(self.made.pop(what), ignore_errors=True)


def _asked(command, given, folders):
    """@return the words of each parameter, and the paths of the layers that are written"""
    asked, outputs = {}, {}
    for option in options_of(command):
        value = given.get(name_of(option["name"]))
        if value is None:
            continue
        if option["name"] in TABLES and is_table(value):
            from ._tables import as_file
            value, more = as_file(option, value, folders.path("tables"))
            for name, word in more.items():
                asked.setdefault(name, [word])
        asked[option["name"]] = words(option, value)
        if is_layer_output(option):
            outputs[option["name"]] = asked[option["name"]]
    if writes_layers(command) and not outputs:
        layer = os.path.join(folders.path("result"), command["name"] + ".gpkg")
        outputs["output"] = asked["output"] = [layer]
    return asked, outputs


def call(command, given):
    """@param given  parameters by the names of Python; None is as if not given"""
    folders = Folders()
    try:
        asked, outputs = _asked(command, given, folders)
        reply = _hotward.call(command["name"], asked, given["on_progress"])
        if reply.code:
            raise error_of(reply)
        return Findings(command["name"], reply, outputs, folders.made.get("result"))
    except BaseException:
        folders.remove("result")
        raise
    finally:
        folders.remove("tables")


def function_of(name):
    """@param name  of Python: gi_star"""
    command = eval(COMMANDS[name], {"__builtins__": {}})  # to load json takes longer than the rest
    made = {"__name__": "hotward", "call": lambda given: call(command, given)}
    exec(compile(f"def {name}({parameters(command)}):\n    return call(locals())\n",
                 f"<hotward.{name}>", "exec"), made)
    made[name].__doc__ = docstring(command)
    return made[name]
