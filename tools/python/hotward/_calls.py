"""One function for each command, made from the program's own description of its parameters."""
import inspect
import json
import os
import shutil
import tempfile

from . import _hotward
from ._findings import Findings
from ._tables import as_file, is_table
from ._words import words
from .errors import error_of, name_of

# What the program is told about its terminal means nothing here.
LEFT_OUT = {"json", "quiet", "progress", "config"}
TABLES = ("incidents", "areas")


def commands():
    """Every command as the program describes it."""
    return json.loads(_hotward.usage())["commands"]


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


def signature(command):
    positional, named = [], []
    for option in options_of(command):
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD if is_by_place(option) else (
            inspect.Parameter.KEYWORD_ONLY)
        empty = inspect.Parameter.empty if option["required"] else None
        (positional if is_by_place(option) else named).append(
            inspect.Parameter(name_of(option["name"]), kind, default=empty))
    named.append(inspect.Parameter("on_progress", inspect.Parameter.KEYWORD_ONLY, default=None))
    return inspect.Signature(positional + named)


def is_layer_output(option):
    return option["kind"] == "path" and option["group"] == "Output"


def writes_layers(command):
    """Whether it has a layer to show where no output was named."""
    return command["name"] != "boundaries" and any(
        option["name"] == "output" and option["repeatable"]
        and not option["meaning"].startswith("Report") for option in command["options"])


def call(command, given, on_progress):
    """@param given  parameters by the names of Python; None is as if not given"""
    asked, outputs = {}, {}
    own = None  # a folder for what nobody asked to keep
    try:
        with tempfile.TemporaryDirectory(prefix="hotward-") as tables:
            for option in options_of(command):
                value = given.get(name_of(option["name"]))
                if value is None:
                    continue
                if option["name"] in TABLES and is_table(value):
                    value, more = as_file(option, value, tables)
                    for name, word in more.items():
                        asked.setdefault(name, [word])
                asked[option["name"]] = words(option, value)
                if is_layer_output(option):
                    outputs[option["name"]] = asked[option["name"]]
            if writes_layers(command) and not outputs:
                own = tempfile.mkdtemp(prefix="hotward-")
                layer = os.path.join(own, command["name"] + ".gpkg")
                outputs["output"] = asked["output"] = [layer]
            reply = _hotward.call(command["name"], asked, on_progress)
        if reply.code:
            raise error_of(reply)
        return Findings(command["name"], reply, outputs, own)
    except BaseException:
        if own:
            shutil.rmtree(own, ignore_errors=True)
        raise


def function_of(command):
    shape = signature(command)

    def function(*args, **kwargs):
        try:
            given = shape.bind(*args, **kwargs).arguments
        except TypeError as error:
            raise TypeError(f"{function.__name__}() {error}") from None
        return call(command, given, given.get("on_progress"))

    function.__name__ = function.__qualname__ = name_of(command["name"])
    function.__doc__ = docstring(command)
    function.__signature__ = shape
    function.__module__ = "hotward"
    return function


def functions():
    return [function_of(command) for command in commands()]
