"""--public: what each of the other commands shows, and what it leaves out."""
import csv
import json
import math
import shutil
import sqlite3
import subprocess
import unittest

from support import police_row
from test_public import LEAST, Public, small


class Places(Public):
    def shown(self, *counts):
        """Counts of the places shown of one area, whose incidents lie at places of so many."""
        rows = [police_row(round(0.5005 + 0.0004 * i, 6), 51.3825, "Anti-social behaviour")
                for i, count in enumerate(counts) for _ in range(count)]
        rows += [police_row(0.5075, 51.3825, "Anti-social behaviour")] * 9
        self.run_program("run", self.police_file(rows, "asb.csv"), *self.common, "--public", "-o", "out",
                         "--overwrite")
        if not (self.folder / "out/csv/places_asb.csv").exists():
            return []
        with (self.folder / "out/csv/places_asb.csv").open(encoding="utf-8-sig", newline="") as file:
            return [int(row["count"]) for row in csv.DictReader(file)]

    def test_what_an_area_has_elsewhere_is_no_small_count(self):
        self.assertEqual(self.shown(20, 8), [20, 9, 8])
        # 5 elsewhere, which are shown as one.
        self.assertEqual(self.shown(20, 8, 4, 1), [20, 9, 8, 5])
        # 3 elsewhere: with the 8 they are 11.
        self.assertEqual(self.shown(20, 8, 2, 1), [20, 11, 9])
        self.assertNotIn(20, self.shown(20, 1))


class Cells(Public):
    def cells(self, *words):
        out = self.folder / "cells.csv"
        summary = self.summary(*words, *self.common, "--cell", "100m", "-o", out, "--overwrite")
        with out.open(encoding="utf-8-sig", newline="") as file:
            return summary, list(csv.DictReader(file))

    def test_grid(self):
        _, plain = self.cells("grid", self.incidents)
        summary, rows = self.cells("grid", self.incidents, "--public")
        self.assertTrue(any(small(int(row["count"])) for row in plain))
        numbers = [int(row["count"]) if row["count"] else None for row in rows]
        self.assert_hidden_well(numbers, summary["grid"]["counted"])
        self.assertEqual(summary["suppressed"], numbers.count(None))
        for row in rows:
            self.assertEqual(row["count"] == "", row["dens_km2"] == "")
        self.assertEqual(summary["grid"]["max_count"], max(n for n in numbers if n is not None))
        self.assertEqual(summary["grid"]["occupied"], sum(int(row["count"]) > 0 for row in plain))

    def grid_of(self, *counts):
        file = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825) for i, count in enumerate(counts)
                                 for _ in range(count)], "few.csv")
        words = ("grid", file, "--areas", self.areas, "--cell", "100m", "--public")
        return self.summary(*words)["grid"], self.run_program(*words, "-q").stdout

    def test_the_highest_count_of_a_grid_is_one_that_is_shown(self):
        grid, text = self.grid_of(4, 4, 4)
        self.assertEqual((grid["occupied"], grid["max_count"]), (3, 0))
        self.assertIn("busiest cell that is shown has 0", text)
        grid, text = self.grid_of(20, 3, 3)
        self.assertEqual((grid["occupied"], grid["max_count"]), (3, 20))
        # Five cells of one each: all are hidden, the empty ones as well.
        grid, text = self.grid_of(1, 1, 1, 1, 1)
        self.assertEqual((grid["occupied"], grid["max_count"]), (None, None))
        self.assertNotIn("at least one", text)
        self.assertNotIn("busiest", text)

    def test_gi_star_shows_classes_alone(self):
        summary, rows = self.cells("gi-star", self.incidents, "--public")
        self.assert_hidden_well([int(row["count"]) if row["count"] else None for row in rows],
                                summary["gi_star"]["counted"])
        for name in rows[0]:
            if name.startswith("gi_") and name != "gi_bin":
                self.assertEqual({row[name] for row in rows}, {""}, name)

    def test_the_classes_of_gi_star_are_those_of_what_is_shown(self):
        """Who lays the average of the hidden counts into each hidden cell comes to the same classes."""
        out = self.folder / "cells.geojson"
        words = (*self.common, "--cell", "100m", "-o", out, "--overwrite")
        shown = self.summary("gi-star", self.incidents, *words, "--public")
        cells = [(f["properties"], f["geometry"]) for f in json.loads(out.read_text())["features"]]
        counts = {cell["cell_id"]: cell["count"] for cell, _ in cells}
        hidden = sorted(name for name, count in counts.items() if count is None)
        rest = shown["gi_star"]["counted"] - sum(count for count in counts.values() if count is not None)
        self.assertGreater(len(hidden), 1)
        for k, name in enumerate(hidden):
            counts[name] = (k + 1) * rest // len(hidden) - k * rest // len(hidden)
        rows = []
        for cell, shape in cells:
            corners = shape["coordinates"][0][:-1]
            middle = [round(sum(c[axis] for c in corners) / len(corners), 6) for axis in (0, 1)]
            rows += [police_row(*middle)] * counts[cell["cell_id"]]
        averages = self.police_file(rows, "averages.csv")
        plain = self.summary("gi-star", averages, *words)
        self.assertEqual(plain["gi_star"]["counted"], shown["gi_star"]["counted"])
        there = [f["properties"] for f in json.loads(out.read_text())["features"]]
        self.assertEqual([(cell["cell_id"], cell["gi_bin"]) for cell in there],
                         [(cell["cell_id"], cell["gi_bin"]) for cell, _ in cells])
        self.assertTrue(any(cell["gi_bin"] for cell in there))

    def test_gi_star_of_areas_hides_what_rank_hides(self):
        out = self.folder / "areas.geojson.out.geojson"
        self.run_program("gi-star", self.incidents, *self.common, "--public", "-o", out)
        hidden = {f["properties"]["area_code"] for f in json.loads(out.read_text())["features"]
                  if f["properties"]["count"] is None}
        self.assertEqual(hidden, {r["area_code"] for r in self.rank("--public")["ranking"] if r["count"] is None})


class Surfaces(Public):
    def setUp(self):
        super().setUp()
        # Twenty at one end of the street, three and four at the other.
        self.incidents = self.police_file([police_row(0.5025, 51.3825)] * 20 + [police_row(0.55, 51.3825)] * 3
                                          + [police_row(0.556, 51.3825)] * 4, "two.csv")
        self.words = ("density", self.incidents, "--areas", self.areas)

    def value_at(self, tif, lon, lat):
        if shutil.which("gdallocationinfo") is None:
            self.skipTest("no gdallocationinfo")
        said = subprocess.run(["gdallocationinfo", "-valonly", "-wgs84", tif, str(lon), str(lat)],
                              capture_output=True, text=True, check=True)
        return float(said.stdout)

    def test_few_leave_no_trace(self):
        plain, public = self.folder / "plain.tif", self.folder / "public.tif"
        self.run_program(*self.words, "-o", plain)
        summary = self.summary(*self.words, "--public", "-o", public)
        self.assertAlmostEqual(summary["density"]["mass"], 20.0)
        self.assertEqual(summary["suppressed"], 7)
        self.assertGreater(self.value_at(plain, 0.55, 51.3825), 0)
        self.assertEqual(self.value_at(public, 0.55, 51.3825), 0)
        at = self.value_at(plain, 0.5025, 51.3825)
        self.assertAlmostEqual(self.value_at(public, 0.5025, 51.3825) / at, 1, delta=0.3)

    def test_contours_stay_away_from_few(self):
        out = self.folder / "contours.geojson"
        self.run_program(*self.words, "--public", "--contours", "100", "-o", out)
        east = max(x for f in json.loads(out.read_text())["features"]
                   for ring in f["geometry"]["coordinates"] for point in
                   (ring if f["geometry"]["type"] == "Polygon" else ring[0]) for x in [point[0]])
        self.assertLess(east, 0.51)

    def test_relative_risk(self):
        file = self.police_file(
            [police_row(0.5025, 51.3825, month=m) for m in ("2019-01", "2020-01") for _ in range(20)]
            + [police_row(lon, 51.3825, month=m) for m in ("2019-01", "2020-01")
               for lon in (0.55, 0.556) for _ in range(4)], "risk.csv")
        tif = self.folder / "risk.tif"
        summary = self.summary("density", file, *self.common, "--against", "before", "--public", "-o", tif)
        self.assertEqual(summary["density"]["left_out"], 16)
        self.assertEqual(self.value_at(tif, 0.55, 51.3825), -9999)
        few = self.police_file([police_row(0.5025, 51.3825, month="2020-01")] * 20
                               + [police_row(0.5025, 51.3825, month="2019-01")] * 3, "few.csv")
        self.assertIn("of 2019-01 lie", self.error("density", few, *self.common, "--against", "before",
                                                   "--public"))

    def test_nowhere_enough(self):
        spread = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825) for i in range(12)], "spread.csv")
        self.assertIn("in no square of 100 m", self.error("density", spread, "--areas", self.areas, "--public",
                                             "--bandwidth", "100m"))


class Refused(Public):
    def test_single_places(self):
        for words, said in ((("join", self.incidents), "each row is one incident"),
                            (("clusters", self.incidents), "--shape ellipse"),
                            (("clusters", self.incidents, "--members", "m.csv"), "single places"),
                            (("clusters", self.incidents, "--suggest", "--shape", "ellipse"), "k_distance"),
                            (("clusters", self.incidents, "--shape", "ellipse", "--min-points", "3", "--eps",
                              "60m"), "raise --min-points"),
                            (("moran", self.incidents), "not offered for moran"),
                            (("scan", self.incidents, "--population", "people"), "not offered for scan")):
            with self.subTest(words[0]):
                self.assertIn(said, self.error(*words, *self.common, "--public", "-o", "out.geojson", status=2))
        self.assertEqual(self.left_behind("street.csv"), [])

    def test_help_lists_it_where_it_is_offered(self):
        for command in ("join", "pattern", "moran", "scan", "concentration", "repeats"):
            self.assertNotIn("--public", self.run_program(command, "--help").stdout)
        for command in ("run", "report", "rank", "places", "grid", "gi-star", "density", "clusters", "peers",
                        "target"):
            self.assertIn("--public", self.run_program(command, "--help").stdout)
        usage = self.run_program("--json-usage").stdout
        self.assertEqual(usage.count('"--public"'), 10)
        self.assertEqual(usage.count('"--ledger"'), 10)

    def test_before_anything_is_read(self):
        for words, key in ((("scan", "none.csv", "--population", "people"), "scan"), (("moran", "none.csv"), "moran"),
                           (("pattern", "none.csv"), "pattern"), (("repeats", "none.csv"), "repeats"),
                           (("concentration", "none.csv"), "concentration"),
                           (("clusters", "none.csv", "--suggest"), "k_distance")):
            with self.subTest(key):
                said = self.error(*words, "--areas", "none.gpkg", "--public", status=2)
                self.assertIn(f"--public is not offered for {key}", said)


class Clusters(Public):
    def clusters(self, rows, *words):
        out = self.folder / "clusters.geojson"
        words = ("clusters", self.police_file(rows, "c.csv"), "--areas", self.areas, "--public", "--shape",
                 "ellipse", "--overwrite", "-o", out, *words)
        summary = self.summary(*words)
        return summary, json.loads(out.read_text())["features"], self.run_program(*words).stdout

    @staticmethod
    def gather(lon, lat, count):
        return [police_row(round(lon + 0.0001 * (i % 5), 6), round(lat + 0.0001 * (i // 5 % 5), 6))
                for i in range(count)]

    def test_a_thin_ellipse_gives_no_place_away(self):
        """Two places, or a line of them: a circle about their centre, which tells no direction."""
        line = [police_row(0.5025 + 0.0003 * i, 51.3825) for i in range(9)]
        for name, rows in (("two", [police_row(0.5025, 51.3825)] * 29 + [police_row(0.5045, 51.3825)] * 2),
                           ("line", line)):
            with self.subTest(name):
                _, features, _ = self.clusters(rows, "--eps", "200m", "--min-points", "5")
                self.assertEqual(len(features), 1)
                geometry = features[0]["geometry"]
                rings = geometry["coordinates"] if geometry["type"] == "Polygon" else geometry["coordinates"][0]
                wide = [max(p[k] for p in rings[0]) - min(p[k] for p in rings[0]) for k in (0, 1)]
                self.assertAlmostEqual(wide[0] * math.cos(math.radians(51.3825)) / wide[1], 1, delta=0.01)
                self.assertIsNone(features[0]["properties"]["dens_km2"])

    def test_a_small_noise_is_hidden_and_what_would_tell_of_it(self):
        rows = self.gather(0.5025, 51.3825, 30) + self.gather(0.5225, 51.3825, 21)
        summary, features, text = self.clusters(rows + self.gather(0.5525, 51.3825, 3))
        found = summary["clusters"]
        self.assertEqual((found["count"], found["noise"], found["sizes"]), (2, None, [30, None]))
        self.assertEqual(summary["suppressed"], 2)
        first, second = (f["properties"] for f in features)
        self.assertAlmostEqual(first["share_pct"], 100 * 30 / 54)
        self.assertEqual([second[name] for name in ("count", "share_pct", "dens_km2")], [None] * 3)
        self.assertIn("How many incidents lie in none is hidden.", text)
        summary, features, text = self.clusters(rows + self.gather(0.5525, 51.3825, 6))
        self.assertEqual((summary["clusters"]["noise"], summary["clusters"]["sizes"]), (6, [30, 21]))
        self.assertIn("51 of 57 incidents (89%) lie in a cluster; 6 in none.", text)
        self.assertEqual(summary["suppressed"], 0)
        summary, _, text = self.clusters(rows)
        self.assertEqual((summary["clusters"]["noise"], summary["clusters"]["sizes"]), (0, [30, 21]))

    def test_a_cluster_of_clusters_does_not_tell_either(self):
        rows = [row for x in range(3) for row in self.gather(0.5025 + 0.0018 * x, 51.3825, 12)]
        rows += [row for x in range(3) for row in self.gather(0.5375 + 0.0018 * x, 51.3825, 12)]
        summary, features, _ = self.clusters(rows + [police_row(0.555, 51.3805)], "--method", "nnh",
                                             "--min-points", "3", "--simulations", "0")
        self.assertIsNone(summary["clusters"]["noise"])
        hidden = {f["properties"]["cluster_id"] for f in features if f["properties"]["count"] is None}
        self.assertTrue(hidden)
        for f in features:
            if f["properties"]["cluster_id"] in hidden and f["properties"]["parent"] is not None:
                self.assertIn(f["properties"]["parent"], hidden)

    def test_as_ellipses(self):
        out = self.folder / "clusters.geojson"
        summary = self.summary("clusters", self.incidents, *self.common, "--public", "--shape", "ellipse",
                               "--min-points", "9", "-o", out)
        self.assertTrue(summary["public"])
        features = json.loads(out.read_text())["features"]
        self.assertGreater(len(features), 0)
        for f in features:
            self.assertGreaterEqual(f["properties"]["count"], LEAST)
            self.assertIsNone(f["properties"]["first"])


class Run(Public):
    def counts(self, folder):
        for path in sorted((folder / "csv").glob("*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    if row.get("count"):
                        yield path.name, int(row["count"])

    def test_no_layer_holds_a_small_count(self):
        rows = self.rows + [row.replace("Burglary", "Anti-social behaviour") for row in self.rows]
        for kind in ("Drugs", "Anti-social behaviour"):  # a place that may be shown
            rows += [police_row(0.5003, 51.3803, kind, "2020-01")] * 8
        file = self.police_file(rows, "both.csv")
        words = ("run", file, *self.common)
        self.summary(*words, "-o", "plain")
        summary = self.summary(*words, "--public", "-o", "public")
        self.assertTrue(any(small(n) for _, n in self.counts(self.folder / "plain")))
        self.assertEqual([found for found in self.counts(self.folder / "public") if small(found[1])], [])
        self.assertTrue(summary["public"])
        self.assertGreater(summary["suppressed"], 0)
        names = {path.stem for path in (self.folder / "public/csv").iterdir()}
        self.assertFalse([n for n in names if n.startswith(("cluster_points", "moran", "scan"))], names)
        self.assertTrue({"areas_asb", "areas_crime", "places_asb", "grid_asb", "gi_star_grid_asb"} <= names, names)
        why = {s["analysis"]: s["why"] for s in summary["skipped"]}
        self.assertIn("not offered for moran", why["moran"])
        for theme in summary["themes"]:
            self.assertEqual(list(theme["places"]), ["places", "merged", "left_out"])
            self.assertFalse(small(theme["places"]["left_out"]))
            self.assert_hidden_well([row["count"] for row in theme["ranking"]], theme["total"]["count"])
        self.assertNotIn("places_incidents", names)
        with sqlite3.connect(self.folder / "public/hotspots.gpkg") as gpkg:
            for name, said in gpkg.execute(
                    "SELECT table_name, description FROM gpkg_contents WHERE data_type = 'features'"):
                self.assertIn("Small counts are hidden", said, name)

    def test_why_an_analysis_is_left_out_tells_no_count(self):
        features = json.loads(self.areas.read_text())["features"]
        features[7]["properties"]["people"] = 0  # three incidents: the scan could not tell what to expect
        areas = self.write_json("empty.geojson", {"type": "FeatureCollection", "features": features})
        words = ("run", self.incidents, "--areas", areas, "--population", "people", "--eps", "60m",
                 "--min-points", "3")
        why = {s["analysis"]: s["why"] for s in self.summary(*words, "-o", "plain")["skipped"]}
        self.assertIn("A07", why["scan"])
        text = self.run_program(*words, "--public", "-o", "public").stdout
        skipped = json.loads((self.folder / "public/summary.json").read_text())["skipped"]
        why = {s["analysis"]: s["why"] for s in skipped if s["theme"] == "crime"}
        for name in ("scan", "moran"):
            self.assertIn(f"not offered for {name}", why[name])
        self.assertEqual(why["clusters"], "--public: it could not be made, and the reason could give away a hidden count")
        self.assertNotIn("A07: ", text + str(skipped))

    def test_a_theme_that_is_too_small_stops_it(self):
        rows = self.rows + [police_row(0.5025, 51.3825, "Anti-social behaviour", "2020-01")] * 3
        message = self.error("run", self.police_file(rows, "few.csv"), *self.common, "--public", "-o", "out")
        self.assertIn("fewer than 5 ASB incidents", message)
        self.assertFalse((self.folder / "out").exists())

    def test_all_incidents_are_left_out_beside_their_parts(self):
        rows = (self.rows + [row.replace("Burglary", "Anti-social behaviour") for row in self.rows]
                + [police_row(0.5025, 51.3825, "Loitering", "2020-01")] * 9)
        summary = self.summary("run", self.police_file(rows, "odd.csv"), *self.common, "--public", "-o", "out")
        self.assertEqual([t["theme"] for t in summary["themes"]], ["asb", "crime"])
        self.assertIn({"theme": "incidents", "analysis": "all",
                       "why": "--public: its counts less those of the other themes could be small"},
                      summary["skipped"])
        few = self.police_file(rows[:-6], "odd few.csv")
        self.assertIn("of other types", self.error("run", few, *self.common, "--public", "-o", "none"))


if __name__ == "__main__":
    unittest.main()
