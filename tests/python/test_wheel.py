"""The wheel that tools/python/make_wheel.py packs from the build folder of the package under test:
what is in it, and that it works where neither the build folder nor the sources are looked at."""
import base64
import csv
import email
import hashlib
import importlib.util
import io
import json
import os
import pathlib
import subprocess
import sys
import sysconfig
import tempfile
import unittest
import zipfile

import hotward

SOURCE = pathlib.Path(os.environ["HOTWARD_SOURCE"])
PACKAGE = pathlib.Path(hotward.__file__).resolve().parent
BUILD = PACKAGE.parents[2]
SETTING = f"--config-settings=build-dir={BUILD}"
RANK = """if True:
    import sys
    import hotward
    found = hotward.rank(sys.argv[1], type="burglary", from_="2019-04", to="2020-03",
                         output="wards.geojson")
    print(hotward.__file__, hotward.__version__, sep="\\n")
    print(found)"""


def backend():
    spec = importlib.util.spec_from_file_location("make_wheel",
                                                  SOURCE / "tools" / "python" / "make_wheel.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pip(*words):
    return subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True,
                          check=False)


class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.path = cls.folder / backend().build_wheel(cls.folder, {"build-dir": str(BUILD)})
        cls.version = hotward.__version__

    def new_folder(self, name):
        folder = self.folder / name
        folder.mkdir()
        return folder

    def answer(self, packages, police, name):
        """@return what a fresh process prints that finds hotward in `packages`, and where it wrote"""
        folder = self.new_folder(name)
        environment = {key: value for key, value in os.environ.items() if key != "HOTWARD_DATA"}
        done = subprocess.run([sys.executable, "-c", RANK, police], capture_output=True, text=True,
                              cwd=folder, env=environment | {"PYTHONPATH": str(packages)},
                              check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        path, version, text = done.stdout.split("\n", 2)
        self.assertEqual((pathlib.Path(path).parent.parent, version),
                         (pathlib.Path(packages), self.version))
        return text, folder

    def test_its_name_tells_the_python_and_the_system(self):
        python = f"cp{sys.version_info.major}{sys.version_info.minor}"
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        tag = f"{python}-{python}{sys.abiflags}-{platform}"
        self.assertEqual(self.path.name, f"hotward-{self.version}-{tag}.whl")
        with zipfile.ZipFile(self.path) as archive:
            info = f"hotward-{self.version}.dist-info/"
            metadata = email.message_from_bytes(archive.read(info + "METADATA"))
            wheel = email.message_from_bytes(archive.read(info + "WHEEL"))
            self.assertEqual(archive.read(info + "LICENSE"), (SOURCE / "LICENSE").read_bytes())
        self.assertEqual([metadata[key] for key in ("Name", "Version", "License", "Requires-Python")],
                         ["hotward", self.version, "Apache-2.0", ">=3.10"])
        self.assertEqual([wheel["Tag"], wheel["Root-Is-Purelib"]], [tag, "false"])

    def test_it_holds_the_package_and_what_the_engine_reads(self):
        with zipfile.ZipFile(self.path) as archive:
            packed = {name: archive.read(name) for name in archive.namelist()}
        self.assertEqual(len(packed), len(set(packed)))
        # Without modules that an earlier build has left there.
        modules = {path.name for path in (SOURCE / "tools" / "python" / "hotward").glob("*.py")}
        wanted = {f"hotward/{path.name}": path for path in PACKAGE.iterdir()
                  if path.is_file() and (path.suffix != ".py" or path.name in modules)}
        for part in ("profiles", "samples", "shapefiles/medway"):
            wanted |= {"hotward/data/" + path.relative_to(SOURCE).as_posix(): path
                       for path in (SOURCE / part).rglob("*") if path.is_file()}
        self.assertEqual(set(wanted), {name for name in packed if name.startswith("hotward/")})
        for name, path in wanted.items():
            self.assertEqual(packed[name], path.read_bytes(), name)
        record = f"hotward-{self.version}.dist-info/RECORD"
        rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(packed[record].decode()))}
        self.assertEqual(set(rows), set(packed))
        self.assertEqual(rows.pop(record), ["", ""])
        for name, row in rows.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(packed[name]).digest())
            self.assertEqual(row, ["sha256=" + digest.decode().rstrip("="), str(len(packed[name]))])

    def test_a_build_folder_without_the_package_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "has not made .*_hotward"):
            backend().build_wheel(self.folder, {"build-dir": str(self.new_folder("empty"))})
        with self.assertRaisesRegex(SystemExit, "no such setting: builddir"):
            backend().build_wheel(self.folder, {"builddir": str(BUILD)})

    def test_pip_makes_the_same_bytes(self):
        self.need_pip()
        if "--config-settings" not in pip("wheel", "--help").stdout:
            self.skipTest("skipped: this pip has no --config-settings (it came with 22.1)")
        folder = self.new_folder("by_pip")
        done = pip("wheel", str(SOURCE), SETTING, "--no-index", "--no-deps", "-w", str(folder))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual((folder / self.path.name).read_bytes(), self.path.read_bytes())

    def test_installed_it_ranks_as_the_package_in_the_build_folder(self):
        self.need_pip()
        target = self.folder / "installed"
        done = pip("install", "--no-index", "--no-deps", "--target", str(target), str(self.path))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        police = str(self.folder / "police")
        recipe = "samples/medway-assessment-2020/recipe.toml"
        hotward.sample(target / "hotward" / "data" / recipe, output=police)
        wanted, theirs = self.answer(PACKAGE.parent, police, "of_the_build")
        text, mine = self.answer(target, police, "of_the_wheel")
        self.assertIn("1,650 burglaries in 22 areas", text)
        self.assertEqual(text, wanted)
        self.assertEqual((mine / "wards.geojson").read_bytes(),
                         (theirs / "wards.geojson").read_bytes())
        # The wards are those of the wheel, not of the folder that it was built in.
        record = json.loads((mine / "wards.manifest.json").read_text(encoding="utf-8"))
        wards = [entry["path"] for entry in record["inputs"] if entry["path"].endswith(".shp")]
        self.assertEqual(wards, [str(target / "hotward" / "data" / "shapefiles" / "medway" /
                                     "medway_wards_schematic.shp")])

    def need_pip(self):
        if pip("--version").returncode:
            self.skipTest("skipped: no pip")


if __name__ == "__main__":
    unittest.main()
