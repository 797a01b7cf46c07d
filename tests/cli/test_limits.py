"""Signals and the system's limits: an orderly end, one line, and nothing half-written."""
import json
import math
import os
import resource
import signal
import subprocess
import time
import unittest

from support import PROGRAM, Case, feature, police_row, square, wait_until_it_listens


class Limits(Case):
    def setUp(self):
        super().setUp()
        rows = [police_row(round(0.50 + i % 200 * 1e-4, 4), round(51.38 + i // 200 * 1e-4, 4))
                for i in range(5000)]
        self.police = self.police_file(rows)

    def test_every_signal_that_asks_for_an_end_is_obeyed(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT,
                       signal.SIGXCPU):
            program = subprocess.Popen(
                [PROGRAM, "scan", self.police, "--areas", self.areas, "--population", "people",
                 "--replications", "100000000", "-q", "-o", "scan.geojson"],
                cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            wait_until_it_listens(program, number)
            time.sleep(0.5)
            program.send_signal(number)
            _, message = program.communicate(timeout=120)
            self.assertEqual(program.returncode, 130, (number, message))
            self.assertEqual(len(message.strip().split("\n")), 1, message)
            self.assertEqual([name for name in os.listdir(self.folder) if "scan" in name], [])

    def end_by_sigint(self, *words, after_s):
        """Ends long before the work would, which takes hours, and works less than seconds more."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        program = subprocess.Popen([PROGRAM, *map(str, words), "-q"], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(program.kill)
        wait_until_it_listens(program)
        time.sleep(after_s)
        self.assertIsNone(program.poll(), "ended before it could be interrupted")
        with open(f"/proc/{program.pid}/stat") as status:
            worked = sum(map(int, status.read().rsplit(")")[1].split()[11:13]))
        program.send_signal(signal.SIGINT)
        _, message = program.communicate(timeout=120)
        self.assertEqual((program.returncode, message), (130, f"hotward {words[0]}: interrupted\n"))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        # A clock of 0.8 s ends what does not listen. CPU seconds, for others may use the machine.
        self.assertLess(cpu_s - worked / os.sysconf("SC_CLK_TCK"), 4.0)
        self.assertEqual([n for n in os.listdir(self.folder) if n.startswith(".hotward")], [])

    def test_permutations_of_hours_are_stopped(self):
        cells = {"type": "FeatureCollection", "features": [
            feature(f"C{i:03}", f"C{i:03}", square(*(round(x, 4) for x in (
                0.50 + i % 20 * 0.001, 51.38 + i // 20 * 0.0005, 0.501 + i % 20 * 0.001,
                51.3805 + i // 20 * 0.0005)))) for i in range(400)]}
        areas = self.write_json("cells.geojson", cells)
        for words in (["gi-star", "--p", "permutations"], ["moran"]):
            for draws in ("independent", "auto"):
                self.end_by_sigint(words[0], self.police, "--areas", areas, *words[1:], "--draws",
                                   draws, "--permutations", "100000000", after_s=1.0)
            self.end_by_sigint(words[0], self.police, "--areas", areas, *words[1:], "--draws",
                               "shared", "--permutations", "10000000", after_s=1.0)
            message = self.error(words[0], self.police, "--areas", areas, *words[1:], "--draws",
                                 "shared", "--permutations", "10000001", status=2)
            self.assertIn("at most 10,000,000 permutations", message)

    def test_the_reading_of_large_areas_is_stopped(self):
        # Boundaries that cross themselves cost GEOS and this program most.
        tips = 399
        ring = [[0.51 + 0.01 * math.cos(2 * math.pi * 199 * i / tips),
                 51.385 + 0.005 * math.sin(2 * math.pi * 199 * i / tips)] for i in range(tips)]
        star = json.dumps(feature("CODE", "Star", [ring + ring[:1]]))
        stars = ",".join(star.replace("CODE", f"S{i:04}") for i in range(2000))
        self.write("stars.geojson", '{"type":"FeatureCollection","features":[' + stars + "]}")
        self.end_by_sigint("rank", self.police, "--areas", "stars.geojson", after_s=3.0)

    def test_a_library_that_does_not_listen_is_not_waited_for(self):
        """GDAL reads this for seconds, deaf to everything."""
        areas = ",".join(json.dumps(feature(f"T{i}", f"T{i}", square(
            *(round(x, 6) for x in (0.5 + i % 500 * 4e-5, 51.38 + i // 500 * 2.5e-5,
                                    0.50003 + i % 500 * 4e-5, 51.38002 + i // 500 * 2.5e-5)))))
            for i in range(200_000))
        self.write("tiny.geojson", '{"type":"FeatureCollection","features":[' + areas + "]}")
        for command in ("rank", "join"):
            self.end_by_sigint(command, self.police, "--areas", "tiny.geojson", "-o", "o.gpkg",
                               after_s=0.2)
            self.assertFalse((self.folder / "o.gpkg").exists())

    def test_a_limit_on_the_size_of_files_is_an_error_of_one_line(self):
        before = sorted(os.listdir(self.folder))
        for name in ("a.geojson", "a.gpkg", "a.shp", "a.fgb", "a.csv", "a.xlsx", "a.ods"):
            message = self.error(
                "join", self.police, "--areas", self.areas, "-o", name,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000)))
            self.assertIn(f"{name}: cannot be written", message)
            self.assertLess(len(message), 400, message)
            self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_few_open_files_are_enough_or_said(self):
        done = self.run_program(
            "join", self.police, "--areas", self.areas, "-o", "a.gpkg", status=None,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (7, 7)))
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertEqual((self.folder / "a.gpkg").exists(), done.returncode == 0)

    def test_outputs_that_differ_in_their_case_alone_are_refused(self):
        message = self.error("join", self.police, "--areas", self.areas, "-o", "a.shp",
                             "-o", "a.SHP", status=2)
        self.assertIn("the same file", message)
        timed = self.write("timed.csv", "lon,lat,time\n" + "".join(
            f"0.50{i % 9},51.385,2020-01-{i:02}\n" for i in range(1, 29)))
        for one, other in (("p.gpkg", "P.GPKG"), ("p.gpkg", "p.gpkg"),
                           ("p.shp", "p.geojson")):
            message = self.error("near-repeat", timed, "--areas", self.areas, "--time", "time",
                                 "--points", one, "--bands", other, status=2)
            self.assertIn(f"--bands {other}: ", message)
            self.assertIn(f"of --points {one}" if one == "p.shp" else f"as --points {one}", message)


if __name__ == "__main__":
    unittest.main()
