"""System calls that fail, or kill, while an output is replaced: the old one whole, or the new one.

Here every call that moves files, and a sample of the others; with HOTWARD_FAULTS=all, every one.
"""
import errno
import hashlib
import os
import shutil
import signal
import subprocess
import unittest

from support import PROGRAM, Case, police_row

SHIM = os.environ.get("HOTWARD_FAULT_SHIM", "")
ALL = os.environ.get("HOTWARD_FAULTS") == "all"
# Calls that move files are few and matter most; of the others every so many-th, in a sample.
EVERY = {"rename": 1, "mkdir": 1, "fsync": 2, "unlink": 7, "open": 13, "write": 41, "mmap": 1,
         "malloc": 37}
ERROR = {"rename": errno.EIO, "mkdir": errno.ENOSPC, "fsync": errno.EIO, "unlink": errno.EACCES,
         "open": errno.EMFILE, "write": errno.ENOSPC, "mmap": errno.ENOMEM, "malloc": errno.ENOMEM}
CARELESS = {"open": ("out/a.shp", "out/run"), "malloc": ("out/a.tif", "out/run")}
KILLED = ("rename", "mkdir", "unlink", "write")


@unittest.skipUnless(SHIM and os.path.exists(SHIM), "skipped: no fault shim for this system")
class Faults(Case):
    injected = 0

    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"
        self.out.mkdir()
        self.inputs = []
        for month, count in (("2020-01", 30), ("2020-02", 40)):
            rows = [police_row(round(0.501 + i * 1e-4, 4), 51.385, month=month)
                    for i in range(count)]
            self.inputs.append(self.police_file(rows, f"{month}-test-street.csv"))

    @classmethod
    def tearDownClass(cls):
        print(f"{cls.injected} faults injected", flush=True)

    def state(self):
        return {str(path.relative_to(self.out)): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(self.out.rglob("*")) if path.is_file()}

    def keep(self, name):
        """The outputs as they are, to start from again."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.out, self.folder / name)

    def restore(self, name):
        shutil.rmtree(self.out)
        shutil.copytree(self.folder / name, self.out)

    def program(self, words, month, fault=""):
        environment = dict(os.environ)
        if fault:
            environment.update(LD_PRELOAD=SHIM, HOTWARD_FAULT=fault,
                               HOTWARD_FAULT_UNDER=str(self.out),
                               HOTWARD_FAULT_COUNT=str(self.folder / "count"))
        first, *rest = words
        return subprocess.run([PROGRAM, first, self.inputs[month], "--areas", self.areas, *rest,
                               "--overwrite", "-q", "--threads", "1"], cwd=self.folder,
                              capture_output=True, text=True, env=environment)

    def mend(self, told):
        """The next program that writes in the folder puts right what the last one left."""
        beside = self.out / "beside.csv"
        done = subprocess.run([PROGRAM, "join", self.inputs[0], "--areas", self.areas, "-q", "-o",
                               beside], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, (told, done.stderr))
        beside.unlink()
        beside.with_suffix(".manifest.json").unlink()

    def assert_old_or_new(self, old, new, several, told):
        """One output is a whole; of several a kill may leave some old and some new."""
        state = self.state()
        if not several:
            self.assertIn(state, [old, new], told)
        for name in state.keys() | old.keys() | new.keys():
            self.assertIn(state.get(name), (old.get(name), new.get(name)), (name, told))

    def inject(self, words, old, new, call, number, what):
        self.restore("old")
        done = self.program(words, 1, f"{call}:{number}:{what}")
        type(self).injected += 1
        told = (words, call, number, what, done.returncode, done.stderr)
        # Libraries that do not look: Shapelib whether it could open the .cpg that it writes, libgeotiff
        # whether it was given memory. A crash, nothing harmed.
        careless = done.returncode == -signal.SIGSEGV and words[-1] in CARELESS.get(call, ())
        if what == "kill":
            self.assertEqual(done.returncode, -signal.SIGKILL, told)
        elif not careless and done.returncode != 0:
            self.assertEqual(done.returncode, 1, told)
            self.assertEqual(len(done.stderr.strip().split("\n")), 1, told)
            self.assertTrue(done.stderr.startswith("hotward"), told)
        # A hidden folder that could not be listed or removed in the end is the next run's to remove.
        if what == "kill" or call in ("unlink", "open") or careless:
            self.mend(told)
        if done.returncode == 0:
            self.assertEqual(self.state(), new, told)
        else:
            self.assert_old_or_new(old, new, what == "kill" and words.count("-o") > 1, told)

    def campaign(self, *words, sparser=1):
        self.assertEqual(self.program(words, 0).returncode, 0)
        self.keep("old")
        old = self.state()
        self.assertEqual(self.program(words, 1).returncode, 0)
        new = self.state()
        self.assertNotEqual(old, new)
        for call, every in EVERY.items():
            self.restore("old")
            self.program(words, 1, f"{call}:0:5")
            total = int((self.folder / "count").read_text())
            for number in range(1, total + 1, 1 if ALL else every * sparser):
                self.inject(words, old, new, call, number, ERROR[call])
                if call in KILLED:
                    self.inject(words, old, new, call, number, "kill")

    def test_a_shapefile(self):
        self.campaign("join", "-o", "out/a.shp")

    def test_a_geopackage(self):
        self.campaign("join", "-o", "out/a.gpkg")

    def test_a_flatgeobuf(self):
        self.campaign("join", "-o", "out/a.fgb")

    def test_geojson(self):
        self.campaign("rank", "-o", "out/a.geojson")

    def test_a_csv(self):
        self.campaign("rank", "-o", "out/a.csv")

    def test_weights_beside_a_layer(self):
        self.campaign("gi-star", "--cell", "200m", "--weights", "rook", "--write-weights", "out/a.gal",
                      "-o", "out/a.geojson", "-o", "out/b.csv")

    def test_two_layers(self):
        self.campaign("join", "-o", "out/a.csv", "-o", "out/b.fgb")

    def test_a_surface(self):
        self.campaign("density", "--cell", "100m", "-o", "out/a.tif")

    def test_a_folder(self):
        self.campaign("run", "-o", "out/run", sparser=5)


if __name__ == "__main__":
    unittest.main()
