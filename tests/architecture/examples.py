"""Fails, and names the header, where a header of a method shows no example, or one that is
not compiled: each must stand, token by token, in an examples_test.cpp of tests/, which runs it and
checks what comes out. Headers of methods are those of engine/methods, stats and weights.

An example is the block of `///   code` lines below `/// Example:`. A header with the sentence "Only
for this room's files." needs none, and then no file outside its folder may include it.
"""
import pathlib
import re
import sys

ROOM_ONLY = "Only for this room's files."


def bare(lines):
    """The code without its comments and white space."""
    return "".join("".join(re.sub(r"//.*", "", line).split()) for line in lines)


def example(text):
    found = re.search(r"^ */// Example:\n((?: *///   .*\n)+)", text, re.MULTILINE)
    return [line.strip()[3:] for line in found[1].splitlines()] if found else None


def outsiders(root, header):
    name = f'#include "{header.relative_to(root)}"'
    for folder in ("engine", "tools", "bench"):
        for path in (root / folder).rglob("*.[ch]pp"):
            if path.parent != header.parent and name in path.read_text(encoding="utf-8"):
                yield path.relative_to(root)


def faults(root):
    tested = "".join(bare(path.read_text(encoding="utf-8").splitlines())
                     for path in (root / "tests").rglob("examples_test.cpp"))
    for header in sorted(path for room in ("methods", "stats", "weights")
                         for path in (root / "engine" / room).rglob("*.hpp")):
        text = header.read_text(encoding="utf-8")
        head = " ".join(text.split("#pragma once")[0].replace("//", " ").split())
        name = header.relative_to(root)
        code = example(text)
        if ROOM_ONLY in head:
            yield from (f"{name} is for its room only, but {path} includes it"
                        for path in outsiders(root, header))
        elif code is None:
            yield f"{name} shows no example"
        elif bare(code) not in tested:
            yield f"{name}: no examples_test.cpp holds its example"


def main(root):
    found = list(faults(root))
    print("\n".join(f"  {fault}" for fault in found) if found else "every example is compiled")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
