"""System calls that fail, or kill, while an output is replaced: the old one whole, or the new one.

Here a sample of the calls of every command and format; with HOTWARD_FAULTS=all, every one. The program
is started once for each job and copied for each fault (tests/faults/fault_shim.c).
"""
import datetime
import errno
import os
import shutil
import signal
import subprocess
import unittest

from support import PROGRAM, Case, feature, square

SHIM = os.environ.get("HOTWARD_FAULT_SHIM", "")
ALL = os.environ.get("HOTWARD_FAULTS") == "all"
# Calls that move files are few and matter most; of the others every so many-th, in a sample.
EVERY = {"rename": 1, "mkdir": 1, "fsync": 2, "unlink": 5, "open": 11, "write": 23, "read": 17,
         "mmap": 3, "malloc": 37}
# What each call does instead: an error by its name; half of a write; the end of the program.
INSTEAD = {"rename": ("EIO", "EACCES", "kill"), "mkdir": ("ENOSPC", "EACCES", "kill"),
           "fsync": ("EIO", "EINVAL", "kill"), "unlink": ("EACCES", "kill"),
           "open": ("EMFILE", "EACCES", "kill"), "write": ("ENOSPC", "EIO", "short", "kill"),
           "read": ("EIO",), "mmap": ("ENOMEM",), "malloc": ("ENOMEM",)}
# Libraries that do not look whether they could open a file or were given memory crash; nothing is
# harmed by that (docs/reliability.md).
CARELESS = ("open", "malloc")


class Served:
    """A job that stands ready to be run with a fault, as often as it is asked for."""

    def __init__(self, case, words):
        asked, self.ask = os.pipe()
        self.told, told = os.pipe()
        self.stderr = case.folder / f"stderr-{self.ask}"
        environment = dict(os.environ, LD_PRELOAD=SHIM, HOTWARD_FAULT_ASKED=str(asked),
                           HOTWARD_FAULT_TOLD=str(told), HOTWARD_FAULT_UNDER=str(case.out),
                           HOTWARD_FAULT_INPUTS=str(case.inputs),
                           HOTWARD_FAULT_STDERR=str(self.stderr))
        self.process = subprocess.Popen([PROGRAM, *map(str, words)], cwd=case.folder,
                                        stdout=subprocess.DEVNULL, env=environment,
                                        pass_fds=(asked, told))
        os.close(asked)
        os.close(told)
        self.lines = os.fdopen(self.told)
        case.addCleanup(self.end)

    def end(self):
        os.close(self.ask)
        self.process.wait()
        self.lines.close()

    def run(self, fault="open:0:1"):
        """How it ended, what it said, and how often the call was made."""
        os.write(self.ask, fault.encode() + b"\n")
        status, count = map(int, self.lines.readline().split())
        return os.waitstatus_to_exitcode(status), self.stderr.read_text(), count


@unittest.skipUnless(SHIM and os.path.exists(SHIM), "skipped: no fault shim for this system")
class Faults(Case):
    injected = 0
    crashed = 0

    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"
        self.inputs = self.folder / "in"
        self.out.mkdir()
        self.inputs.mkdir()
        self.months = []
        for month, count in (("2020-01", 30), ("2020-02", 40)):
            start = datetime.datetime.fromisoformat(month + "-01")
            rows = ["easting,northing,from,to,type"]
            for i in range(count):
                at = start + datetime.timedelta(hours=7 * i)
                rows.append(f"{574100 + i % 12 * 60},{167200 + i // 12 * 100},{at:%Y-%m-%d %H:%M},"
                            f"{at + datetime.timedelta(hours=2):%Y-%m-%d %H:%M},Burglary")
            self.months.append(self.write(f"in/{month}.csv", "\n".join(rows) + "\n"))
        # On the National Grid, as the incidents: no other system has to be looked up for each fault.
        on_grid = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
        areas = [feature(f"A{i}", f"Area {i}", square(574000 + 400 * i, 167000, 574400 + 400 * i, 168000),
                         people=100 + i) for i in range(2)]
        self.areas = self.write_json("in/areas.geojson", {
            "type": "FeatureCollection", "crs": on_grid, "features": areas})

    @classmethod
    def tearDownClass(cls):
        print(f"{cls.injected} faults injected; {cls.crashed} of them crashed a library that does not "
              "look", flush=True)

    def state(self):
        """What stands in the folder of the outputs, and hidden folders even where they are empty."""
        return {str(path.relative_to(self.out)): path.read_bytes() if path.is_file() else None
                for path in self.out.rglob("*")
                if path.is_file() or path.name.startswith(".hotward")}

    def keep(self, name):
        """The outputs as they are, to start from again."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.out, self.folder / name)

    def restore(self, name):
        shutil.rmtree(self.out)
        shutil.copytree(self.folder / name, self.out)

    def mend(self, told):
        """The next program that writes in the folder puts right what the last one left."""
        code, said, _ = self.next.run()
        self.assertEqual(code, 0, (told, said))
        for name in ("beside.csv", "beside.manifest.json"):
            (self.out / name).unlink()

    def assert_old_or_new(self, state, old, new, several, told):
        """One output is a whole; of several a kill may leave some old and some new."""
        if not several:
            self.assertIn(state, [old, new], told)
        for name in state.keys() | old.keys() | new.keys():
            self.assertIn(state.get(name), (old.get(name), new.get(name)), (name, told))

    def inject(self, job, old, new, fault, several):
        call, _, what = fault.split(":")
        code, said, _ = job.run(fault)
        type(self).injected += 1
        told = (fault, code, said)
        crashed = code in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS) and call in CARELESS
        type(self).crashed += crashed
        if what == "kill":
            self.assertEqual(code, -signal.SIGKILL, told)
        elif not crashed and code != 0:
            self.assertEqual(code, 1, told)
            self.assertEqual(len(said.strip().split("\n")), 1, told)
            self.assertTrue(said.startswith("hotward"), told)
        state = self.state()
        if any(name.startswith(".hotward") for name in state):
            self.assertTrue(what == "kill" or crashed, told)
            self.mend(told)
            state = self.state()
        if code == 0:
            self.assertEqual([name for name in state.keys() | new.keys() if state.get(name) != new.get(name)], [], told)
        else:
            self.assert_old_or_new(state, old, new, several and what == "kill", told)

    def campaign(self, command, *words, sparser=1):
        """Outputs of January are replaced by those of February, again and again."""
        common = ["--areas", self.areas, "--overwrite", "-q", "--threads", "1", "--time", "from",
                  "--time-end", "to", *words]
        january, job = (Served(self, [command, month, *common]) for month in self.months)
        self.next = Served(self, ["rank", self.months[0], "--areas", self.areas, "--time", "from",
                                  "-q", "-o", self.out / "beside.csv"])
        code, said, _ = january.run()
        self.assertEqual(code, 0, said)
        self.keep("old")
        old = self.state()
        code, said, _ = job.run()
        self.assertEqual(code, 0, said)
        new = self.state()
        self.assertNotEqual(old, new)
        self.restore("old")
        several = list(words).count("-o") + sum(
            word in ("--points", "--bands", "--members", "--chart", "--windows") for word in words) > 1
        for call, every in EVERY.items():
            _, _, count = job.run(f"{call}:0:1")
            self.restore("old")
            for number in range(1, count + 1, 1 if ALL else every * sparser):
                for what in INSTEAD[call] if ALL else INSTEAD[call][::len(INSTEAD[call]) - 1 or 1]:
                    error = what if what in ("kill", "short") else str(getattr(errno, what))
                    with self.subTest(call=call, number=number, what=what):
                        self.inject(job, old, new, f"{call}:{number}:{error}", several)
                    if self.state() != old:
                        self.restore("old")

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

    def test_weights_beside_layers(self):
        self.campaign("gi-star", "--cell", "200m", "--weights", "rook", "--write-weights",
                      "out/a.gal", "-o", "out/a.geojson", "-o", "out/b.csv")

    def test_two_layers(self):
        self.campaign("join", "-o", "out/a.csv", "-o", "out/b.fgb")

    def test_a_surface(self):
        self.campaign("density", "--cell", "100m", "-o", "out/a.tif")

    def test_a_surface_and_its_contours(self):
        self.campaign("density", "--cell", "100m", "-o", "out/a.tif", "-o", "out/b.shp", sparser=2)

    def test_clusters_and_their_members(self):
        self.campaign("clusters", "--eps", "200m", "--min-points", "3", "--members", "out/m.gpkg",
                      "-o", "out/a.shp", sparser=2)

    def test_a_scan_and_its_windows(self):
        self.campaign("scan", "--population", "people", "--replications", "19", "--windows",
                      "out/w.geojson", "-o", "out/a.fgb", sparser=2)

    def test_a_trend_and_its_chart(self):
        self.campaign("trend", "--chart", "out/c.svg", "-o", "out/a.csv", "-o", "out/a.gpkg",
                      sparser=2)

    def test_months(self):
        self.campaign("months", "--by", "all", "-o", "out/a.csv", sparser=2)

    def test_near_repeats(self):
        self.campaign("near-repeat", "--permutations", "19", "--space-band", "300m", "-o",
                      "out/a.gpkg", "--points", "out/p.shp", "--bands", "out/b.csv", sparser=2)

    def test_hours(self):
        self.campaign("aoristic", "-o", "out/a.csv", "-o", "out/a.gpkg", sparser=2)

    def test_a_folder(self):
        self.campaign("run", "-o", "out/run", sparser=8)

    def test_a_public_folder(self):
        self.campaign("run", "--public", "-o", "out/run", sparser=16)


if __name__ == "__main__":
    unittest.main()
