"""--public: small counts are hidden, and so is what would give them away."""
import csv
import json
import random
import shutil
import sqlite3
import subprocess
import unittest

from support import Case, feature, police_row, square

LEAST = 5


def small(number):
    return number is not None and 0 < number < LEAST


class Public(Case):
    """A street of twelve squares of about 350 m, with counts that fall from west to east."""

    COUNTS = (60, 40, 31, 20, 12, 9, 9, 3, 2, 1, 0, 0)
    BEFORE = (50, 42, 3, 22, 15, 8, 9, 6, 7, 5, 4, 0)

    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(f"A{i:02}", f"Area {i}", square(0.5 + 0.005 * i, 51.38, 0.505 + 0.005 * i, 51.385),
                    people=1000 + i) for i in range(12)]})
        self.rows = []
        for i in range(12):
            for month, counts in (("2020-01", self.COUNTS), ("2019-12", self.BEFORE)):
                for n in range(counts[i]):
                    self.rows.append(police_row(
                        round(0.5025 + 0.005 * i + 0.0004 * (n % 5), 6), round(51.3825 + 0.0003 * (n % 7), 6),
                        ("Burglary", "Robbery", "Drugs")[n % 7 % 3], month))
        self.incidents = self.police_file(self.rows, "street.csv")
        self.common = ("--areas", self.areas, "--from", "2020-01", "--to", "2020-01")

    def rank(self, *words, file=None):
        return self.summary("rank", file or self.incidents, *self.common, *words)

    def assert_hidden_well(self, numbers, total):
        """No small number, never one alone, and room for each to be five or more."""
        self.assertFalse([n for n in numbers if small(n)], numbers)
        hidden = sum(n is None for n in numbers)
        rest = total - sum(n for n in numbers if n is not None)
        self.assertNotEqual(hidden, 1, numbers)
        if hidden == len(numbers):
            self.assertGreaterEqual(rest, LEAST)
        elif hidden:
            self.assertGreaterEqual(rest - hidden, LEAST - 1, numbers)
        else:
            self.assertEqual(rest, 0)


class Rank(Public):
    def test_small_counts_and_those_that_tell_of_them_are_hidden(self):
        summary = self.rank("--public", "--population", "people")
        rows = {row["area_code"]: row for row in summary["ranking"]}
        self.assertEqual([code for code in sorted(rows) if rows[code]["count"] is None],
                         ["A05", "A07", "A08", "A09"])
        self.assertEqual([code for code in sorted(rows) if rows[code]["prev"] is None],
                         ["A02", "A10"])
        self.assertIs(summary["public"], True)
        self.assertEqual(summary["suppressed"], 6)
        self.assert_hidden_well([row["count"] for row in rows.values()], summary["total"]["count"])
        self.assert_hidden_well([row["prev"] for row in rows.values()], summary["total"]["before"]["count"])
        for row in rows.values():
            derived = {"share_pct", "cum_pct", "rate_1k", "rate_lo", "rate_hi", "rate_lo998", "rate_hi998",
                       "chg_pct", "chg_p", "dens_km2", "rank", "rank_lo", "rank_hi", "p_top5"}
            if row["count"] is None:
                self.assertEqual({name for name in derived if row[name] is not None}, set(), row)
            else:
                self.assertEqual({name for name in derived - {"chg_pct", "chg_p"} if row[name] is None},
                                 set(), row)
            if row["prev"] is None:
                self.assertIsNone(row["chg_pct"])
                self.assertIsNone(row["chg_p"])
            self.assertIsNotNone(row["pop"])

    def test_types_are_hidden_along_rows_and_columns(self):
        summary = self.rank("--public")
        rows = summary["ranking"]
        plain = {row["area_code"]: row for row in self.rank()["ranking"]}
        names = list(rows[0]["types"])
        self.assertEqual(names, ["Burglary", "Drugs", "Robbery"])
        for row in rows:
            if row["count"] is not None:
                self.assert_hidden_well(list(row["types"].values()), row["count"])
        for name in names:
            total = sum(row["types"][name] for row in plain.values())
            self.assert_hidden_well([row["types"][name] for row in rows], total)
        for row in rows:  # what is shown is right
            for name, number in row["types"].items():
                self.assertIn(number, (None, plain[row["area_code"]]["types"][name]))

    def test_what_is_shown_follows_from_what_is_shown(self):
        """Ranks, running shares and the top five are those among the areas that are shown."""
        summary = self.rank("--public")
        rows = summary["ranking"]
        shown = [row for row in rows if row["count"] is not None]
        self.assertEqual(rows[:len(shown)], shown)
        self.assertEqual([row["area_code"] for row in rows[len(shown):]], ["A05", "A07", "A08", "A09"])
        running = 0
        for row in shown:
            running += row["count"]
            self.assertAlmostEqual(row["cum_pct"], 100 * running / summary["total"]["count"])
            self.assertEqual(row["rank"], 1 + sum(other["count"] > row["count"] for other in shown))
        self.assertEqual(summary["total"]["top_5"]["share_pct"], shown[4]["cum_pct"])
        self.assertIsNone(summary["total"]["top_5"]["corrected_pct"])
        # Other numbers in their place would give the same answer, but for the totals.
        other = list(self.COUNTS)
        other[7:10] = 2, 1, 3
        file = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825, "Drugs", "2020-01")
                                 for i in range(12) for _ in range(other[i])], "other.csv")
        one = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825, "Drugs", "2020-01")
                                for i in range(12) for _ in range(self.COUNTS[i])], "one.csv")
        words = ("--areas", self.areas, "--public")
        self.assertEqual(self.summary("rank", file, *words)["ranking"],
                         self.summary("rank", one, *words)["ranking"])

    def test_the_table_shows_a_letter_and_says_why(self):
        text = self.run_program("rank", self.incidents, *self.common, "--public", "-q").stdout
        line = next(line for line in text.split("\n") if "Area 8" in line)
        self.assertEqual(line.split()[:6], ["c", "Area", "8", "c", "c", "c"])
        self.assertIn("c: hidden", text)
        self.assertNotIn("c: hidden", self.run_program("rank", self.incidents, *self.common, "-q").stdout)

    def test_layers_hold_nulls_and_say_so(self):
        files = [self.folder / f"wards.{e}" for e in ("geojson", "gpkg", "csv", "shp")]
        self.run_program("rank", self.incidents, *self.common, "--public", *[w for f in files for w in ("-o", f)])
        features = json.loads(files[0].read_text())["features"]
        self.assertEqual(sum(f["properties"]["count"] is None for f in features), 4)
        with sqlite3.connect(files[1]) as gpkg:
            said, = gpkg.execute("SELECT description FROM gpkg_contents WHERE data_type = 'features'").fetchone()
            self.assertIn("Small counts are hidden", said)
            counts = [n for n, in gpkg.execute("SELECT count FROM wards_incidents")]
        self.assertFalse([n for n in counts if small(n)])
        with files[2].open(encoding="utf-8-sig", newline="") as file:
            self.assertEqual(sum(row["count"] == "" for row in csv.DictReader(file)), 4)
        qml = (self.folder / "wards.qml").read_text()
        self.assertIn('label="hidden"', qml)
        manifest = json.loads((self.folder / "wards.manifest.json").read_text())
        self.assertIn("--public", manifest["command_line"])

    def test_off_by_default_and_nothing_to_hide_changes_nothing(self):
        self.assertNotIn("public", self.rank())
        large = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825) for i in range(12) for _ in range(9)],
                                 "large.csv")
        words = ("rank", large, "--areas", self.areas)
        plain, public = self.summary(*words), self.summary(*words, "--public")
        self.assertEqual(public["ranking"], plain["ranking"])
        self.assertEqual(public["total"], plain["total"])
        self.assertEqual(public["suppressed"], 0)

    def test_the_order_of_rows_and_areas_and_the_threads_change_nothing(self):
        features = json.loads(self.areas.read_text())["features"]
        turned = self.write_json("turned.geojson", {"type": "FeatureCollection", "features": features[::-1]})
        rows = list(self.rows)
        random.Random(1).shuffle(rows)
        file = self.police_file(rows, "shuffled.csv")
        plain = self.rank("--public")["ranking"]
        self.assertEqual(self.rank("--public", file=file)["ranking"], plain)
        self.assertEqual(self.summary("rank", self.incidents, "--areas", turned, "--from", "2020-01", "--to",
                                      "2020-01", "--public")["ranking"], plain)
        made = set()
        for threads in (1, 2, 4):
            out = self.folder / f"{threads}.geojson"
            self.run_program("rank", file, *self.common, "--public", "--threads", threads, "-o", out)
            made.add(out.read_bytes())
        self.assertEqual(len(made), 1)

    def test_random_streets(self):
        for seed in range(8):
            chance = random.Random(seed)
            rows = [police_row(0.5025 + 0.005 * i, 51.3825, kind, "2020-01")
                    for i in range(12) for kind in ("Burglary", "Robbery", "Drugs", "Shoplifting")
                    for _ in range(chance.choice((0, 0, 1, 2, 3, 5, 8, 13, 40)))]
            file = self.police_file(rows, f"{seed}.csv")
            with self.subTest(seed):
                summary = self.summary("rank", file, "--areas", self.areas, "--public")
                self.assert_hidden_well([row["count"] for row in summary["ranking"]], len(rows))
                for row in summary["ranking"]:
                    if row["count"]:
                        self.assert_hidden_well(list(row["types"].values()), row["count"])

    def test_by_rate_and_density(self):
        for by in ("rate", "density"):
            rows = self.rank("--public", "--by", by, "--population", "people")["ranking"]
            column = {"rate": "rate_1k", "density": "dens_km2"}[by]
            values = [row[column] for row in rows if row["count"] is not None]
            self.assertEqual(values, sorted(values, reverse=True))
            self.assertEqual(sum(row["rank"] is None for row in rows), 4)

    def test_too_few_to_say_anything(self):
        few = self.police_file([police_row(0.5025, 51.3825)] * 4, "few.csv")
        message = self.error("rank", few, "--areas", self.areas, "--public")
        self.assertIn("fewer than 5", message)
        self.assertNotIn("4", message)


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

    def test_gi_star_shows_classes_alone(self):
        summary, rows = self.cells("gi-star", self.incidents, "--public")
        _, plain = self.cells("gi-star", self.incidents)
        self.assert_hidden_well([int(row["count"]) if row["count"] else None for row in rows],
                                summary["gi_star"]["counted"])
        self.assertEqual([row["gi_bin"] for row in rows], [row["gi_bin"] for row in plain])
        for name in rows[0]:
            if name.startswith("gi_") and name != "gi_bin":
                self.assertEqual({row[name] for row in rows}, {""}, name)

    def test_gi_star_of_areas_hides_what_rank_hides(self):
        out = self.folder / "areas.geojson.out.geojson"
        self.run_program("gi-star", self.incidents, *self.common, "--public", "-o", out)
        hidden = {f["properties"]["area_code"] for f in json.loads(out.read_text())["features"]
                  if f["properties"]["count"] is None}
        self.assertEqual(hidden, {r["area_code"] for r in self.rank("--public")["ranking"] if r["count"] is None})


class Surfaces(Public):
    def setUp(self):
        super().setUp()
        # Twenty at one end of the street, three at the other.
        self.incidents = self.police_file([police_row(0.5025, 51.3825)] * 20 + [police_row(0.55, 51.3825)] * 3,
                                          "two.csv")
        self.words = ("density", self.incidents, "--areas", self.areas)

    def value_at(self, tif, lon, lat):
        if shutil.which("gdallocationinfo") is None:
            self.skipTest("no gdallocationinfo")
        said = subprocess.run(["gdallocationinfo", "-valonly", "-wgs84", tif, str(lon), str(lat)],
                              capture_output=True, text=True, check=True)
        return float(said.stdout)

    def test_cells_of_few_have_no_value(self):
        plain, public = self.folder / "plain.tif", self.folder / "public.tif"
        self.run_program(*self.words, "-o", plain)
        summary = self.summary(*self.words, "--public", "-o", public)
        self.assertAlmostEqual(summary["density"]["mass"], 20.0)
        self.assertGreater(summary["suppressed"], 0)
        self.assertGreater(self.value_at(plain, 0.55, 51.3825), 0)
        self.assertEqual(self.value_at(public, 0.55, 51.3825), -9999)
        self.assertEqual(self.value_at(public, 0.5025, 51.3825), self.value_at(plain, 0.5025, 51.3825))

    def test_contours_stay_away_from_few(self):
        out = self.folder / "contours.geojson"
        self.run_program(*self.words, "--public", "--contours", "100", "-o", out)
        east = max(x for f in json.loads(out.read_text())["features"]
                   for ring in f["geometry"]["coordinates"] for point in
                   (ring if f["geometry"]["type"] == "Polygon" else ring[0]) for x in [point[0]])
        self.assertLess(east, 0.51)

    def test_relative_risk(self):
        file = self.police_file(
            [police_row(0.5025, 51.3825, month=m) for m in ("2019-12", "2020-01") for _ in range(20)]
            + [police_row(0.55, 51.3825, month=m) for m in ("2019-12", "2020-01") for _ in range(3)], "risk.csv")
        tif = self.folder / "risk.tif"
        summary = self.summary("density", file, *self.common, "--against", "before", "--public", "-o", tif)
        self.assertGreater(summary["density"]["hidden_cells"], 0)
        self.assertEqual(self.value_at(tif, 0.55, 51.3825), -9999)
        few = self.police_file([police_row(0.5025, 51.3825, month="2020-01")] * 20
                               + [police_row(0.5025, 51.3825, month="2019-12")] * 3, "few.csv")
        self.assertIn("of 2019-12 lie", self.error("density", few, *self.common, "--against", "before",
                                                   "--public"))

    def test_nowhere_enough(self):
        spread = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825) for i in range(12)], "spread.csv")
        self.assertIn("--public", self.error("density", spread, "--areas", self.areas, "--public",
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

    def test_clusters_as_ellipses(self):
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
            rows += [police_row(0.5025, 51.3825, kind, "2020-01")] * 8
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
        self.assertTrue({"wards_asb", "wards_crime", "places_asb", "grid_asb", "gi_star_grid_asb"} <= names, names)
        why = {s["analysis"]: s["why"] for s in summary["skipped"]}
        self.assertIn("not offered for moran", why["moran"])
        for theme in summary["themes"]:
            self.assertGreater(theme["places"]["left_out"], 0)
            self.assert_hidden_well([row["count"] for row in theme["ranking"]], theme["total"]["count"])
        self.assertNotIn("places_incidents", names)
        with sqlite3.connect(self.folder / "public/hotspots.gpkg") as gpkg:
            for name, said in gpkg.execute(
                    "SELECT table_name, description FROM gpkg_contents WHERE data_type = 'features'"):
                self.assertIn("Small counts are hidden", said, name)

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
