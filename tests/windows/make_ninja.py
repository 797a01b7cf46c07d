"""Writes build.ninja: every source compiled for Windows, and unit tests that run there.

    python3 tests/windows/make_ninja.py build/windows && ninja -C build/windows

Compiled only, against the headers that are installed here, which are linked one by one into a folder:
those of glibc must not be seen. Programs are linked of the rooms alone that need no foreign library;
oneTBB is stood in for by one thread (tests/windows/one_thread).
"""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ("gdal", "boost", "tbb", "oneapi", "fmt", "CLI", "nlohmann", "tl", "toml++", "fast_float",
           "geos_c.h", "geos", "proj.h", "proj_constants.h", "sqlite3.h", "sqlite3ext.h", "zlib.h",
           "zconf.h", "catch2")
COMPILER = "x86_64-w64-mingw32-g++-posix"
# What nearly every source includes: read once, for all that are looked at.
AHEAD = ("<algorithm>", "<charconv>", "<cmath>", "<filesystem>", "<functional>", "<map>", "<memory>",
         "<optional>", "<random>", "<span>", "<string>", "<variant>", "<vector>", "<fmt/format.h>",
         "<nlohmann/json.hpp>", "<tl/expected.hpp>")
FLAGS = ("-std=c++20 -Wall -Wextra -Werror=return-type "
         f"-DHOTWARD_VERSION='\"0\"' -DHOTWARD_BUILD_DATA='\"{ROOT}\"' "
         "-DHOTWARD_INSTALL_DATA='\"share/hotward\"' -DHOTWARD_SHARED_DIR='\"no-shared\"' "
         f"-DHOTWARD_SOURCE_DIR='\"{ROOT}\"'")
# Rooms whose tests call nothing that lies in a library of others.
TESTED = {"core": ["core"], "stats": ["stats"], "table": ["table"],
          "csv": ["io/csv_scanner_test.cpp", "io/field_text_test.cpp"]}
METHODS = sorted(path.name for path in (ROOT / "tests/methods").iterdir() if path.is_dir())
TESTED |= {room: [f"methods/{room}"] for room in METHODS}
# What they are linked with; of the rooms that are true some files need a library of others.
ARCHIVES = {"basis.a": {"core": False, "stats": False, "table": False, "io/csv": True,
                        "io/files/byte_reader.cpp": True, "io/files/mapped_file.cpp": True,
                        "io/files/mapped_file_windows.cpp": True},
            "more.a": {"methods": False, "index": False, "weights": False, "geometry": True}}
# These need PROJ, GEOS or GDAL to link, or measure what one thread has not.
LEFT_OUT = set()


def link_headers(folder):
    folder.mkdir(parents=True, exist_ok=True)

    def link(name, target):
        if not name.is_symlink():
            name.symlink_to(target)

    for name in HEADERS:
        if pathlib.Path("/usr/include", name).exists():
            link(folder / name, f"/usr/include/{name}")
    (folder / "openssl").mkdir(exist_ok=True)
    triplet = subprocess.run(["gcc", "-print-multiarch"], capture_output=True, text=True).stdout.strip()
    for place in ("/usr/include/openssl", f"/usr/include/{triplet}/openssl"):
        for header in pathlib.Path(place).glob("*.h"):
            link(folder / "openssl" / header.name, header)


def write_changed(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def sources():
    for folder in ("engine", "tools"):
        for path in sorted((ROOT / folder).rglob("*.cpp")):
            name = path.relative_to(ROOT)
            if not name.stem.endswith("_posix") and "python" not in name.parts:
                yield name


def batches(names, most=8):
    """Sources of one folder, eight at a time: their headers are read once."""
    folders = {}
    for name in names:
        folders.setdefault(name.parent, []).append(name)
    for folder, names in folders.items():
        for i in range(0, len(names), most):
            yield f"{folder}/{i // most}", names[i:i + most]


def test_files(entry):
    if entry.endswith(".cpp"):
        return [pathlib.Path("tests", entry)]
    return [path.relative_to(ROOT) for path in sorted((ROOT / "tests" / entry).rglob("*_test.cpp"))]


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    include = build / "include"
    link_headers(include)
    lines = [f"""ninja_required_version = 1.5
builddir = .
rule cxx
  command = {COMPILER} {FLAGS} -DFMT_HEADER_ONLY $flags -I{ROOT} -isystem {include} -isystem {include}/gdal -MMD -MF $out.d -c $in -o $out
  depfile = $out.d
  deps = gcc
  description = $in
rule ahead
  command = {COMPILER} {FLAGS} -I{ROOT} -isystem {include} -isystem {include}/gdal -x c++-header $in -o $out
  description = $in
rule look
  command = {COMPILER} {FLAGS} -fsyntax-only -Winvalid-pch -include {build}/ahead/ahead.hpp -I{ROOT} -isystem {include} -isystem {include}/gdal -MMD -MF $out.d -MT $out $in && touch $out
  depfile = $out.d
  deps = gcc
  description = $in
rule ar
  command = rm -f $out && x86_64-w64-mingw32-ar rcs $out @$out.rsp
  rspfile = $out.rsp
  rspfile_content = $in
rule stubs
  command = python3 {ROOT}/tests/windows/foreign_stubs.py $out $in
rule link
  command = {COMPILER} $in -static -o $out
rule rc
  command = x86_64-w64-mingw32-windres -I{ROOT}/tools/windows $in -O coff -o $out
"""]
    write_changed(build / "ahead/ahead.hpp", "".join(f"#include {name}\n" for name in AHEAD))
    lines.append(f"build {build}/ahead/ahead.hpp.gch: ahead {build}/ahead/ahead.hpp\n")
    def batch(kind, out, names):
        path = build / kind / f"{out}.cpp"
        write_changed(path, "".join(f'#include "{name}"\n' for name in names))
        return path

    compiled = []
    for out, names in batches(sources()):
        path = batch("batches", out, names)
        lines.append(f"build obj/{out}.o: look {path} | {build}/ahead/ahead.hpp.gch\n")
        compiled.append(f"obj/{out}.o")
    lines.append(f"build obj/manifest.o: rc {ROOT}/tools/windows/hotward.rc | {ROOT}/tools/windows/hotward.manifest\n")
    compiled.append("obj/manifest.o")
    lines.append("build compiled: phony " + " ".join(compiled) + "\n")
    # The rooms that are tested, quick, with the thread that stands in for oneTBB. Where some files of
    # a room need a library that is not here, each has an object of its own, so that the others link.
    for archive, rooms in ARCHIVES.items():
        members = []
        for room, alone in rooms.items():
            names = [name for name in sources() if name.is_relative_to(f"engine/{room}")]
            for number, (_, names) in enumerate(batches(names, 1 if alone else 8)):
                out = f"{room}/{number}"
                members.append(f"quick/{out}.o")
                lines.append(f"build {members[-1]}: cxx {batch('quick', out, names)}\n"
                             f"  flags = -O1 -I{ROOT}/tests/windows/one_thread\n")
        lines.append(f"build {archive}: ar {' '.join(members)}\n")
    lines.append(f"build quick/main.o: cxx {ROOT}/tests/main.cpp\n  flags = -O0\n")
    programs = []
    for room, entries in TESTED.items():
        objects = []
        names = [name for entry in entries for name in test_files(entry) if str(name) not in LEFT_OUT]
        for out, names in batches(names):
            objects.append(f"quick/{room}/{out}.o")
            lines.append(f"build {objects[-1]}: cxx {batch(f'quick/{room}', out, names)}\n  flags = -O0\n")
        # Twice, for they need one another: a table's shapes are drawn from a grid of geometry.
        linked = f"{' '.join(objects)} more.a basis.a more.a basis.a"
        lines.append(f"build quick/{room}_stubs.cpp: stubs {linked}\n"
                     f"build quick/{room}_stubs.o: cxx quick/{room}_stubs.cpp\n  flags = -O0\n"
                     f"build {room}_test.exe: link quick/main.o quick/{room}_stubs.o {linked}\n")
        programs.append(f"{room}_test.exe")
    lines.append("build programs: phony " + " ".join(programs) + "\n")
    (build / "build.ninja").write_text("".join(lines))
    print(f"{len(compiled)} batches of sources, {len(programs)} programs")


if __name__ == "__main__":
    main()
