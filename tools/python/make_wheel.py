"""Builds the package and packs it as a wheel: what `pip wheel .` calls (PEP 517).

    pip wheel . --no-deps                                   builds into build/wheel-cp311
    pip wheel . --no-deps --config-settings=build-dir=DIR   packs what DIR holds, and compiles nothing

The standard library alone, and nothing is fetched. The same build folder gives the same bytes: entries
are sorted and have one fixed time. The wheel is linked with the libraries of this system (GDAL, GEOS,
PROJ and others), which its tag does not tell: it is for this system, and those that have the same.
"""
import base64
import hashlib
import pathlib
import re
import subprocess
import sys
import sysconfig
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ROOT / "tools" / "python" / "hotward"
# Made by the build, beside the modules.
MADE = ("__init__.pyi", "commands.txt", "py.typed")
# What the engine reads, as cmake/install.cmake installs it.
DATA = ("profiles", "samples", "shapefiles/medway")
PYTHON = f"cp{sys.version_info.major}{sys.version_info.minor}"


def version():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"project\(hotward VERSION ([0-9.]+)", text).group(1)


def tag():
    platform = re.sub(r"[-.]", "_", sysconfig.get_platform())
    return f"{PYTHON}-{PYTHON}{sys.abiflags}-{platform}"


def metadata():
    """@return the files of the folder .dist-info, but for RECORD"""
    head = ["Metadata-Version: 2.1", "Name: hotward", f"Version: {version()}",
            "Summary: Where crime and anti-social behaviour gather: joins, ranks and maps incidents",
            "License: Apache-2.0", "Requires-Python: >=3.10",
            "Provides-Extra: layers", "Requires-Dist: geopandas; extra == 'layers'"]
    wheel = ["Wheel-Version: 1.0", "Generator: hotward", "Root-Is-Purelib: false", f"Tag: {tag()}"]
    return {"METADATA": ("\n".join(head) + "\n").encode(),
            "WHEEL": ("\n".join(wheel) + "\n").encode(),
            "LICENSE": (ROOT / "LICENSE").read_bytes()}


def compiled():
    """@return a build folder for this Python, brought up to date"""
    build = ROOT / "build" / f"wheel-{PYTHON}{sys.abiflags}"
    subprocess.run(["cmake", "--preset", "release", "-B", build, "-DHOTWARD_PYTHON=ON",
                    f"-DHOTWARD_PYTHON_INTERPRETER={sys.executable}"], cwd=ROOT, check=True)
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    if "pybind11_DIR:PATH=pybind11_DIR-NOTFOUND" in cache:
        raise SystemExit("hotward: pybind11 is missing (Debian's package pybind11-dev)")
    subprocess.run(["cmake", "--build", build, "--target", "hotward_python", "hotward_stubs"],
                   check=True)
    return build


def package(build):
    """@return path of each file by its name in the wheel"""
    folder = build / "tools" / "python" / "hotward"
    names = [path.name for path in SOURCES.glob("*.py")]
    names += [*MADE, "_hotward" + sysconfig.get_config_var("EXT_SUFFIX")]
    files = {f"hotward/{name}": folder / name for name in names}
    for part in DATA:
        files |= {f"hotward/data/{path.relative_to(ROOT).as_posix()}": path
                  for path in (ROOT / part).rglob("*") if path.is_file()}
    missing = sorted(str(path) for path in files.values() if not path.is_file())
    if missing:
        raise SystemExit("hotward: the build has not made " + ", ".join(missing))
    return files


def line_of_record(name, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


def write(archive, name, content):
    entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    archive.writestr(entry, content)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    settings = config_settings or {}
    unknown = sorted(set(settings) - {"build-dir"})
    if unknown:
        raise SystemExit(f"hotward: no such setting: {', '.join(unknown)} (there is build-dir)")
    build = settings.get("build-dir")
    build = pathlib.Path(build).resolve() if build else compiled()
    contents = {name: path.read_bytes() for name, path in package(build).items()}
    info = f"hotward-{version()}.dist-info"
    last = {f"{info}/{name}": content for name, content in metadata().items()}
    record = f"{info}/RECORD"
    wheel = f"hotward-{version()}-{tag()}.whl"
    lines = ""
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / wheel, "w") as archive:
        # The metadata stand at the end, where readers of archives look first.
        for name, content in [*sorted(contents.items()), *sorted(last.items())]:
            write(archive, name, content)
            lines += line_of_record(name, content)
        write(archive, record, (lines + f"{record},,\n").encode())
    return wheel


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    """So that to know the name and the version nothing must be compiled."""
    info = pathlib.Path(metadata_directory) / f"hotward-{version()}.dist-info"
    info.mkdir()
    for name, content in metadata().items():
        (info / name).write_bytes(content)
    return info.name


def build_sdist(sdist_directory, config_settings=None):
    raise SystemExit("hotward: no source distribution: a wheel is built from the project's folder")
