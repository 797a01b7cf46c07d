"""Writes a C++ file with a function for each of PROJ's, GEOS's and GDAL's that objects call.

    python3 tests/windows/foreign_stubs.py out.cpp object.o... archive.a...

Those libraries are not here for Windows. A test that calls one of them fails, with the function's
name; all others of its program can be linked, and run.
"""
import pathlib
import re
import subprocess
import sys


def main():
    out, *inputs = sys.argv[1:]
    found = subprocess.run(["x86_64-w64-mingw32-nm", "-u", *inputs], capture_output=True, text=True).stdout
    names = sorted(set(re.findall(r"\bU ((?:proj_|GEOS|VSI|CPL|OGR|GDAL)\w+)$", found, re.M)))
    text = "#include <stdexcept>\n" + "".join(
        f'extern "C" void {name}() {{ throw std::runtime_error("{name} is not here"); }}\n' for name in names)
    pathlib.Path(out).write_text(text)


main()
