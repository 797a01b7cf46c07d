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
FLAGS = ("-std=c++20 -Wall -Wextra -Werror=return-type -DFMT_HEADER_ONLY "
         f"-DHOTWARD_VERSION='\"0\"' -DHOTWARD_BUILD_DATA='\"{ROOT}\"' "
         "-DHOTWARD_INSTALL_DATA='\"share/hotward\"' -DHOTWARD_SHARED_DIR='\"no-shared\"' "
         f"-DHOTWARD_SOURCE_DIR='\"{ROOT}\"'")
# Rooms whose tests call nothing that lies in a library of others.
TESTED = {"core": ["core"], "stats": ["stats"], "table": ["table"],
          "csv": ["io/csv_scanner_test.cpp", "io/field_text_test.cpp", "io/number_style_test.cpp"],
          "methods": ["methods"]}
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


def sources():
    for folder in ("engine", "tools"):
        for path in sorted((ROOT / folder).rglob("*.cpp")):
            name = path.relative_to(ROOT)
            if not name.stem.endswith("_posix") and "python" not in name.parts:
                yield name


def batches():
    """Sources of one folder, eight at a time: their headers are read once."""
    folders = {}
    for name in sources():
        folders.setdefault(name.parent, []).append(name)
    for folder, names in folders.items():
        for i in range(0, len(names), 8):
            yield f"{folder}/{i // 8}.cpp", names[i:i + 8]


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
  command = {COMPILER} {FLAGS} $flags -I{ROOT} -isystem {include} -isystem {include}/gdal -MMD -MF $out.d -c $in -o $out
  depfile = $out.d
  deps = gcc
  description = $in
rule look
  command = {COMPILER} {FLAGS} -fsyntax-only -I{ROOT} -isystem {include} -isystem {include}/gdal -MMD -MF $out.d -MT $out $in && touch $out
  depfile = $out.d
  deps = gcc
  description = $in
rule ar
  command = rm -f $out && x86_64-w64-mingw32-ar rcs $out @$out.rsp
  rspfile = $out.rsp
  rspfile_content = $in
rule link
  command = {COMPILER} $in -static -o $out
rule rc
  command = x86_64-w64-mingw32-windres -I{ROOT}/tools/windows $in -O coff -o $out
"""]
    compiled = []
    for out, names in batches():
        text = "".join(f'#include "{name}"\n' for name in names)
        batch = build / "batches" / out
        batch.parent.mkdir(parents=True, exist_ok=True)
        if not batch.exists() or batch.read_text() != text:
            batch.write_text(text)
        lines.append(f"build obj/{out}.o: look {batch}\n")
        compiled.append(f"obj/{out}.o")
    lines.append(f"build obj/manifest.o: rc {ROOT}/tools/windows/hotward.rc | {ROOT}/tools/windows/hotward.manifest\n")
    compiled.append("obj/manifest.o")
    lines.append("build compiled: phony " + " ".join(compiled) + "\n")
    # The rooms that are tested, quick, with the thread that stands in for oneTBB.
    archives = {"basis.a": ("core", "stats", "table", "io/csv"),
                "more.a": ("methods", "index", "weights", "geometry")}
    for archive, rooms in archives.items():
        members = []
        for name in sources():
            if not any(name.is_relative_to(f"engine/{room}") for room in rooms):
                continue
            out = f"quick/{name.with_suffix('.o')}"
            lines.append(f"build {out}: cxx {ROOT / name}\n"
                         f"  flags = -O1 -I{ROOT}/tests/windows/one_thread\n")
            members.append(out)
        lines.append(f"build {archive}: ar {' '.join(members)}\n")
    lines.append(f"build quick/main.o: cxx {ROOT}/tests/main.cpp\n  flags = -O0\n")
    programs = []
    for room, entries in TESTED.items():
        objects = []
        for name in (file for entry in entries for file in test_files(entry)):
            if str(name) in LEFT_OUT:
                continue
            out = f"quick/{name.with_suffix('.o')}"
            lines.append(f"build {out}: cxx {ROOT / name}\n  flags = -O0\n")
            objects.append(out)
        lines.append(f"build {room}_test.exe: link {' '.join(objects)} quick/main.o "
                     f"{'more.a ' if room == 'methods' else ''}basis.a\n")
        programs.append(f"{room}_test.exe")
    lines.append("build programs: phony " + " ".join(programs) + "\n")
    (build / "build.ninja").write_text("".join(lines))
    print(f"{len(compiled)} sources, {len(programs)} programs")


if __name__ == "__main__":
    main()
