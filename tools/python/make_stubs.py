"""Writes what the package has of the program's own description, into the package's folder.

    hotward --json-usage | python3 make_stubs.py hotward/

__init__.pyi is for editors and type checkers. commands.txt is what the functions are made from: a
line for each command, its name, a tab and its description as a dict of Python's, so that none is read
but those in use.
"""
import json
import pathlib
import sys

LEFT_OUT = {"json", "quiet", "progress", "config"}
HEAD = '''"""Types of the package hotward. Made from the program: not to be edited."""
import datetime
import os
from typing import Any, Callable, Dict, List, Optional, Sequence, Union

_Path = Union[str, "os.PathLike[str]"]
_Table = Any
_Date = Union[str, datetime.date]
_Number = Union[str, int, float]

__version__: str

class Error(Exception):
    code: str
    parameter: str

class UsageError(Error, ValueError): ...
class DataError(Error): ...

class Findings:
    name: str
    summary: Dict[str, Any]
    text: str
    warnings: List[str]
    faults_found: bool
    outputs: Dict[str, List[str]]
    @property
    def layer(self) -> Any: ...
    @property
    def layers(self) -> Dict[str, Any]: ...
    def __getitem__(self, key: str) -> Any: ...
    def __contains__(self, key: str) -> bool: ...
    def _repr_html_(self) -> str: ...
'''
KINDS = {"flag": "bool", "text": "str", "column": "str", "choice": "str", "path": "_Path",
         "spec": "_Number", "days": "Union[_Number, datetime.timedelta]"}


def python_name(option):
    name = option["name"].replace("-", "_")
    return name + "_" if name == "from" else name


def type_of(option):
    kind = KINDS.get(option["kind"], "_Number")
    if option["name"] in ("from", "to"):
        kind = "_Date"
    if option["repeatable"]:
        kind = f"Union[{kind}, Sequence[{kind}]]"
    if option["name"] in ("incidents", "areas"):
        kind = f"Union[{kind}, _Table]"
    return kind


def stub(command):
    placed, named = [], []
    for option in command["options"]:
        if option["name"] in LEFT_OUT:
            continue
        text = f"{python_name(option)}: {type_of(option)}"
        if not option["required"]:
            text = f"{python_name(option)}: Optional[{type_of(option)}] = ..."
        (named if option["names"][0].startswith("-") else placed).append(text)
    named.append("on_progress: Optional[Callable[[str, float], Any]] = ...")
    arguments = ",\n    ".join(placed + ["*"] + named)
    name = command["name"].replace("-", "_")
    return f"\ndef {name}(\n    {arguments},\n) -> Findings: ...\n"


def line(command):
    return f"{command['name']}\t{command!r}\n"


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    commands = json.load(sys.stdin)["commands"]
    (folder / "__init__.pyi").write_text(HEAD + "".join(map(stub, commands)), encoding="utf-8")
    (folder / "commands.txt").write_text("".join(map(line, commands)), encoding="utf-8")
