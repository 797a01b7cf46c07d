"""What is said: one of each thing, groups and clusters, what -q says, in every command."""
import json
import re
import sqlite3
import unittest
import zipfile

import support
from support import feature, police_row, square

ANALYSES = [("rank",), ("scan",), ("scan", "--model", "permutation"), ("gi-star",), ("moran",),
            ("gi-star", "--cell", "900m"), ("moran", "--cell", "900m"), ("density",), ("grid",),
            ("grid", "--cell", "700m"), ("clusters",), ("clusters", "--method", "st-dbscan"),
            ("clusters", "--method", "hdbscan"), ("pattern",), ("check",), ("join",),
            ("concentration",), ("concentration", "--universe", "areas"),
            ("concentration", "--universe", "cells:700m"), ("repeats",),
            ("density", "--against", "population"), ("density", "--against", "asb")]


class Words(support.Case):
    def setUp(self):
        super().setUp()
        areas = [feature(f"A{i:02}", f"Ward {i}", square(0.50 + 0.01 * (i % 6), 51.38 + 0.01 * (i // 6),
                                                         0.51 + 0.01 * (i % 6), 51.39 + 0.01 * (i // 6)),
                         people=1000)
                 for i in range(36)]
        self.areas = self.write_json("map.geojson", {"type": "FeatureCollection", "features": areas})
        self.words = ("--areas", self.areas, "--population", "people")

    def said(self, *words):
        done = self.run_program(*words, status=None)
        return done.stdout + done.stderr

    def hot(self):
        """Four neighbouring wards have most of the burglaries."""
        rows = [police_row(round(0.501 + 0.01 * (i % 6) + 0.0003 * k, 5), 51.385 + 0.01 * (i // 6))
                for i in range(36) for k in range(20 if i in (14, 15, 20, 21) else 2)]
        return self.police_file(rows, "hot.csv")


class One(Words):
    # "1 burglaries", "1 have", "of 1 areas": a one and a plural, but for "1 of 36 areas".
    PLURAL = re.compile(r"(?<![\d.,–:-])\b1 (?!of )(?!lies)(?:[a-z]+ )?(?!lies)(?:[a-z]+ies|[a-z]{2,}[^s\W\d_]s|have|are|lie)\b")

    def assert_singular(self, text, words):
        found = [m.group() for m in self.PLURAL.finditer(text) if not m.group().endswith(" has")]
        self.assertEqual(found, [], (words, text))

    def test_one_incident_of_each_kind(self):
        rows = [police_row(0.505, 51.385), police_row(0.515, 51.395, "Anti-social behaviour")]
        file = self.police_file(rows, "one.csv")
        for kind in ("burglary", "asb", "crime"):
            for words in ANALYSES:
                own = () if words[0] == "check" else ("--type", kind)
                if words[-1] == "asb" and kind == "asb":
                    continue
                self.assert_singular(self.said(words[0], file, *self.words, *own, *words[1:]), words)

    def test_one_area(self):
        one = self.write_json("single.geojson", {"type": "FeatureCollection", "features": [
            feature("A", "Only", square(0.50, 51.38, 0.53, 51.41), people=1000)]})
        rows = [police_row(0.505, 51.385), police_row(0.515, 51.395), police_row(0.9, 51.6)]
        file = self.police_file(rows, "few.csv")
        for words in ANALYSES:
            text = self.said(words[0], file, "--areas", one, "--population", "people", *words[1:])
            self.assert_singular(text, words)

    def test_one_that_is_left_out(self):
        """One force lacks a month in which another has one burglary."""
        folder = self.folder / "forces"
        folder.mkdir()
        for force, months in (("alpha", ("2020-01", "2020-02", "2020-03")), ("beta", ("2020-01", "2020-03"))):
            for month in months:
                count = 1 if month == "2020-02" else 12
                # Two files of the same bytes would be one and its copy.
                rows = [police_row(0.505 if force == "alpha" else 0.515, 51.385, month=month)] * count
                self.police_file(rows, f"forces/{month}-{force}-street.csv")
        done = self.run_program("scan", folder, *self.words, "--type", "burglary", "--model", "permutation", "-q")
        self.assertIn("not every force has 2020-02: left out of the scan, with 1 burglary, and no group", done.stderr)


class Groups(Words):
    def test_run_has_headings_and_names_the_areas_of_its_scan(self):
        done = self.run_program("run", self.hot(), *self.words, "-o", "out")
        lines = done.stdout.splitlines()
        title = "Areas with more crimes than their population suggests"
        heading = next(i for i, line in enumerate(lines) if line.startswith(title + ": "))
        summary = json.loads((self.folder / "out" / "summary.json").read_text())
        group = summary["themes"][0]["scan"]["clusters"][0]
        self.assertLessEqual({"Ward 14", "Ward 15", "Ward 20", "Ward 21"}, set(group["names"]))
        self.assertEqual(set(re.split(", | and ", lines[heading].split(": ")[1])), set(group["names"]))
        self.assertEqual(lines[heading + 1], "-" * len(lines[heading]))
        self.assertEqual(lines[heading + 2], group["sentence"])
        self.assertRegex(group["sentence"], r" had \d+ crimes where their population suggests \d+: [\d.]+ times "
                         r"the rate elsewhere; chance does this about once in 1,000 \(p = 0\.001\)\.$")
        for warning in summary["warnings"]:
            self.assertNotRegex(warning, r"\bsites?\b|kernel|Gi\*|Moran")
        with zipfile.ZipFile(self.folder / "out" / "hotspots.qgz") as project:
            xml = project.read(next(n for n in project.namelist() if n.endswith(".qgs"))).decode()
        titles = re.findall(r'<layer-tree-layer[^>]* name="([^"]*)"', xml)
        # The group says of what; the panel has little room.
        self.assertIn("Areas with more than their population suggests", titles)
        self.assertIn("Circles around areas with more than their population suggests", titles)
        # Clusters are those of `clusters` alone.
        of_scan = re.findall(r'field="(?:scan_id|observed|expected|start|end|sites|areas|p)" name="([^"]*)"', xml)
        self.assertGreater(len(of_scan), 6)
        for words in [*of_scan, *(t for t in titles if "population suggests" in t)]:
            self.assertNotIn("luster", words)

    def test_titles_say_what_the_model_asks(self):
        mixed = self.police_file([police_row(0.505 + 0.01 * (i % 6), 51.385, kind, f"2020-0{1 + i % 4}")
                                  for i, kind in enumerate(["Burglary", "Robbery", "Robbery"] * 40)], "mixed.csv")
        for words, title in (
                ((), "Areas with more burglaries than their population suggests"),
                (("--rates", "low"), "Areas with fewer burglaries than their population suggests"),
                (("--population-label", "households"), "Areas with more burglaries than their households suggest"),
                (("--model", "bernoulli"), "Areas with a high share of burglaries"),
                (("--model", "permutation"), "Areas and times with more burglaries than usual"),
                (("--model", "space-time"), "Areas and times with more burglaries than their population suggests"),
                (("--model", "permutation", "--cell", "500m"), "Cells and times with more burglaries than usual")):
            self.run_program("scan", mixed, *self.words, "--type", "burglary", *words, "--replications", "9",
                             "-o", "scan.gpkg", "--overwrite")
            with sqlite3.connect(self.folder / "scan.gpkg") as package:
                said = package.execute("SELECT identifier || description FROM gpkg_contents").fetchone()[0]
            self.assertIn(title, said)


class Quiet(Words):
    def quiet(self, *words):
        return self.run_program(*words, "-q").stderr

    def test_a_column_recognised_by_its_values_changes_nothing(self):
        file = self.write("plain.csv", "x,y,type\n" + "0.505,51.385,Burglary\n0.515,51.385,Burglary\n" * 6)
        words = ("grid", file, *self.words)
        self.assertIn("by their values", self.run_program(*words).stderr)
        self.assertEqual(self.quiet(*words), "")

    def test_what_is_left_out_of_a_scan_is_said(self):
        rows = ["lon,lat,date"] + [f"0.505,51.385,2020-01-{day:02}" for day in range(1, 29)]
        file = self.write("dated.csv", "\n".join(rows) + "\n")
        undated = self.write("undated.csv", "lon,lat\n0.515,51.385\n")
        said = self.quiet("scan", file, undated, *self.words, "--model", "permutation", "--replications", "9")
        self.assertIn("1 incident has no date and is left out of the scan", said)

    def test_what_an_incident_is_compared_with_is_said(self):
        rows = [police_row(0.505, 51.385, kind) for kind in ("Burglary", "Robbery", "Anti-social behaviour")] * 4
        said = self.quiet("scan", self.police_file(rows, "mixed.csv"), *self.words, "--model", "bernoulli",
                          "--type", "burglary")
        self.assertIn("compared with are crime and ASB together", said)

    def test_another_season_is_said(self):
        rows = [police_row(0.505, 51.385, month=f"2020-{m:02}") for m in range(1, 5)] * 9
        said = self.quiet("rank", self.police_file(rows, "seasons.csv"), *self.words, "--from", "2020-03",
                          "--to", "2020-04", "--compare", "previous")
        self.assertIn("another part of the year", said)

    def test_how_sure_a_method_is_stays_unsaid(self):
        self.assertEqual(self.quiet("moran", self.hot(), *self.words, "--cell", "600m"), "")


class Plain(Words):
    """What a reader without statistics would ask."""

    def test_a_single_incident_is_no_density(self):
        one = self.police_file([police_row(0.505, 51.385)], "one.csv")
        said = " ".join(self.said("density", one, "--areas", self.areas, "--cell", "100m", "--bandwidth", "300m").split())
        self.assertIn("There was 1 incident in Ward 0: the surface is one round spot about it", said)
        self.assertNotIn("Half of them", said)

    def test_no_cluster_is_said_once(self):
        one = self.police_file([police_row(0.505, 51.385)], "one.csv")
        self.assertEqual(self.said("clusters", one, "--areas", self.areas).lower().count("no cluster"), 1)

    def test_a_table_that_is_left_out_says_so(self):
        self.assertIn("No table is shown: some of its counts are hidden. The layer (-o) has each one's class.",
                      " ".join(self.said("gi-star", self.hot(), *self.words, "--public").split()))

    def test_pattern_begins_with_what_it_found_and_where(self):
        said = self.run_program("pattern", self.hot(), *self.words, "--simulations", "19").stdout
        self.assertLess(said.index("Incidents have"), said.index("Nearest m"))
        self.assertRegex(" ".join(said.split()), r"Incidents have more others within [0-9, to]+( and [0-9 to]+)* m than any "
                                                 r"random layout has; .* 20 distances up to [0-9,]+ m were looked at, of "
                                                 r"which the table shows every second")

    def test_a_period_with_holes_says_what_is_counted(self):
        rows = [police_row(round(0.501 + 0.0001 * i, 4), 51.385, month=month)
                for month in ("2020-01", "2020-02", "2020-05") for i in range(40)]
        said = self.run_program("rank", self.police_file(rows, "holes.csv"), "--areas", self.areas).stdout
        self.assertIn("120 incidents in 36 areas, 2020-01 to 2020-05 without 2020-03 to 2020-04 (2 months)",
                      " ".join(said.split()))


if __name__ == "__main__":
    unittest.main()
