"""hotward concentration: what share of the places has what share of the incidents."""
import csv
import itertools
import json
import math
import random
import unittest

from support import Case, feature, police_row, square

BNG = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
WEST, SOUTH = 560000, 150000


def gini(counts):
    """By all pairs."""
    apart = sum(abs(a - b) for a, b in itertools.product(counts, repeat=2))
    return apart / (2 * len(counts) * sum(counts))


def poisson_gini(mean):
    """The sum of P(X <= k) P(X > k), over the mean."""
    chance, below, total = math.exp(-mean), 0.0, 0.0
    for k in range(int(mean + 40 * math.sqrt(mean) + 60)):
        below += chance
        total += below * max(0.0, 1 - below)
        chance *= mean / (k + 1)
    return total / mean


def holding(counts, pct):
    held, places = 0, 0
    for count in sorted(counts, reverse=True):
        if 100 * held >= pct * sum(counts):
            break
        held, places = held + count, places + 1
    return places


class Concentration(Case):
    def setUp(self):
        super().setUp()
        # Ten areas of 1 km by 1 km in a row.
        self.areas = self.write_json("areas.geojson", {
            "type": "FeatureCollection", "crs": BNG, "features": [
                feature(f"A{i}", f"Area {i}", square(WEST + 1000 * i, SOUTH, WEST + 1000 * (i + 1), SOUTH + 1000))
                for i in range(10)]})

    def spots(self, counts, name="spots.csv"):
        """So many incidents in the middle of each area."""
        rows = [f"{WEST + 500 + 1000 * i},{SOUTH + 500}" for i, n in enumerate(counts) for _ in range(n)]
        return self.write(name, "\n".join(["easting,northing", *rows]) + "\n")

    def found(self, file, *words):
        return self.summary("concentration", file, "--areas", self.areas, *words)["concentration"]

    def said(self, file, *words):
        return self.run_program("concentration", file, "--areas", self.areas, *words).stdout

    def test_the_figures_of_bernasco_and_steenbeek(self):
        for counts, plain, generalised, unbiased in (([10, 8, 2], .78, .78, .78 * 10 / 9),
                                                     ([5, 2, 1], .80, .75, 6 / 7),
                                                     ([3, 1, 1], .78, .56, .70)):
            found = self.found(self.spots(counts), "--universe", "areas")
            self.assertEqual((found["universe"], found["places"], found["empty"]), ("areas", 10, 7))
            self.assertAlmostEqual(found["gini"], plain, places=13)
            self.assertAlmostEqual(found["gini_generalised"], generalised, places=13)
            self.assertAlmostEqual(found["gini_unbiased"], unbiased, places=13)
            null = poisson_gini(sum(counts) / 10)
            self.assertAlmostEqual(found["gini_null"], null, places=12)
            self.assertAlmostEqual(found["gini_adjusted"], (plain - null) / (0.9 - null), places=11)

    def test_the_shares_are_of_the_least_places(self):
        chance = random.Random(1)
        counts = [int(chance.expovariate(0.1)) for _ in range(10)]
        for universe, among in (("areas", counts), ("occupied", [n for n in counts if n > 0])):
            found = self.found(self.spots(counts), "--universe", universe)
            self.assertAlmostEqual(found["gini"], gini(among), places=12)
            self.assertEqual([row["crime_pct"] for row in found["shares"]], [25, 50, 75, 80, 100])
            for row in found["shares"]:
                places = holding(among, row["crime_pct"])
                self.assertEqual(row["places"], places)
                self.assertAlmostEqual(row["places_pct"], 100 * places / len(among), places=10)

    def test_the_smallest_area_with_half(self):
        found = self.found(self.spots([10, 8, 2]), "--universe", "areas")
        self.assertAlmostEqual(found["half_km2"], 1, places=6)
        self.assertAlmostEqual(found["all_km2"], 10, places=6)
        self.assertIsNone(self.found(self.spots([10, 8, 2]))["half_km2"])

    def test_the_universe_is_named_in_every_sentence(self):
        file = self.spots([10, 8, 2, 1, 1])
        points = self.write("dwellings.csv", "easting,northing\n" + "".join(
            f"{WEST + 500 + 1000 * i},{SOUTH + 500 + 100 * j}\n" for i in range(10) for j in range(3)))
        for universe, first, named in (
                ("occupied", "Half of the 22 incidents happened at 40% of the places that had any incidents (2 of 5).",
                 "places that had any"),
                ("areas", "Half of the 22 incidents happened in 20% of the areas (2 of 10).", "areas"),
                ("cells:500m", "Half of the 22 incidents happened in", "hexagons of 500 m"),
                (f"points:{points}", "Half of the 22 incidents happened at 6.7% of the points of dwellings.csv (2 of 30).",
                 "points of dwellings.csv")):
            with self.subTest(universe):
                words = " ".join(self.said(file, "--universe", universe).split())
                self.assertTrue(words.startswith(first), words)
                sentences = words.split("Incidents Places")[0].replace(". ", ".\n").strip().split("\n")
                for sentence in sentences:
                    if sentence.startswith("How sure: "):  # of the method, not of this universe
                        continue
                    self.assertIn(named, sentence.replace("dwellings.\ncsv", "dwellings.csv"))

    def test_points_take_what_is_near(self):
        points = self.write("dwellings.csv", "easting,northing\n" + "".join(
            f"{WEST + 500 + 1000 * i},{SOUTH + 520}\n" for i in range(4)) + f"{WEST - 9000},{SOUTH}\n")
        file = self.spots([4, 3, 2, 1, 5])
        summary = self.summary("concentration", file, "--areas", self.areas, "--universe", f"points:{points}")
        found = summary["concentration"]
        self.assertEqual((found["places"], found["incidents"], found["left_out"]), (4, 10, 5))
        self.assertIn("5 incidents are at none of the points of dwellings.csv and left out", summary["warnings"])
        none = self.found(file, "--universe", f"points:{points}", "--within", "10m")
        self.assertEqual((none["incidents"], none["gini"]), (0, None))
        far = self.found(file, "--universe", f"points:{points}", "--within", "1.1km")
        self.assertEqual(far["left_out"], 0)

    def test_near_nothing_on_random_places(self):
        chance = random.Random(5)
        for mean in (0.3, 3):
            spots = [(WEST + 10 + 20 * i, SOUTH + 10 + 20 * j) for i in range(40) for j in range(40)]
            rows = ["{},{}".format(*chance.choice(spots)) for _ in range(int(mean * len(spots)))]
            file = self.write("random.csv", "\n".join(["easting,northing", *rows]) + "\n")
            points = self.write("spots.csv", "\n".join(["easting,northing", *(f"{x},{y}" for x, y in spots)]) + "\n")
            for universe in ("occupied", f"points:{points}"):
                found = self.found(file, "--universe", universe)
                # Of places with incidents alone, few have a second one at the lower mean.
                near = 0.2 if mean < 1 and universe == "occupied" else 0.06
                self.assertLess(abs(found["gini_adjusted"]), near, (mean, universe))
                self.assertGreater(found["chance"]["p"], 0.01)
                low, high = found["gini_interval"]
                self.assertLess(low, found["gini"])
                self.assertGreater(high, found["gini"])

    def test_bursts_by_the_months(self):
        chance = random.Random(3)
        rows = []
        for _ in range(400):  # four at once
            lon, lat = 0.5 + 0.0005 * chance.randrange(39), 51.385
            rows += [police_row(round(lon, 4), lat, month=f"2020-{chance.randrange(1, 13):02}")] * 4
        file = self.police_file(rows, "bursts.csv")
        wards = self.write_json("two.geojson", {"type": "FeatureCollection", "features": [
            feature("A", "A", square(0.49, 51.38, 0.53, 51.39))]})
        summary = self.summary("concentration", file, "--areas", wards)["concentration"]
        self.assertAlmostEqual(summary["burstiness"], 4, delta=0.6)
        self.assertGreater(summary["bursts"]["gini"], summary["gini_null"])
        self.assertGreater(summary["bursts"]["p"], summary["chance"]["p"])
        text = self.run_program("concentration", file, "--areas", wards).stdout
        self.assertIn("map points that had any", text)
        asked = self.summary("concentration", file, "--areas", wards, "--dispersion", "2")["concentration"]
        self.assertEqual(asked["bursts"]["dispersion"], 2)

    def test_the_table(self):
        self.run_program("concentration", self.spots([10, 8, 2]), "--areas", self.areas, "--universe", "areas",
                         "-o", "curve.csv")
        with (self.folder / "curve.csv").open(encoding="utf-8-sig", newline="") as table:
            rows = list(csv.DictReader(table))
        self.assertEqual(list(rows[0]), ["count", "places", "places_pct", "crime_pct", "chance_pct", "burst_pct"])
        self.assertEqual([(row["count"], row["places"], float(row["crime_pct"])) for row in rows],
                         [("10", "1", 50), ("8", "1", 90), ("2", "1", 100), ("0", "7", 100)])
        self.assertEqual(float(rows[-1]["chance_pct"]), 100)

    def test_same_bytes_on_any_number_of_threads_and_in_any_order(self):
        chance = random.Random(2)
        rows = [police_row(round(0.5 + 0.001 * int(chance.expovariate(0.3)), 3), 51.385,
                           month=f"2020-{chance.randrange(1, 7):02}") for _ in range(500)]
        wards = self.write_json("two.geojson", {"type": "FeatureCollection", "features": [
            feature("A", "A", square(0.49, 51.38, 0.53, 51.39))]})
        made = set()
        for threads, order in ((1, rows), (2, rows[::-1]), (4, rows[1::2] + rows[::2])):
            file = self.police_file(order, "rows.csv")
            out = self.folder / f"{threads}.csv"
            summary = self.summary("concentration", file, "--areas", wards, "--threads", threads, "-o", out)
            made.add((out.read_bytes(), json.dumps(summary["concentration"])))
        self.assertEqual(len(made), 1)

    def test_few_and_none(self):
        one = self.run_program("concentration", self.spots([1]), "--areas", self.areas)
        self.assertIn("too few incidents in the areas (1), so there is no concentration to tell", one.stdout)
        all_here = self.said(self.spots([7]))
        self.assertIn("All 7 incidents happened at the only one", all_here)
        self.assertIsNone(self.found(self.spots([7]))["gini_adjusted"])
        even = self.found(self.spots([1] * 10))
        self.assertEqual((even["gini"], even["gini_null"], even["gini_adjusted"]), (0, 0, None))
        bare = self.found(self.spots([3, 2, 1]), "--simulations", "0")
        self.assertEqual(bare["gini_interval"], [None, None])
        self.assertIsNone(bare["chance"]["p"])

    def test_bad_input_is_one_line(self):
        file = self.spots([3, 2])

        def error(*words, status=2):
            return self.error("concentration", file, "--areas", self.areas, *words, status=status)
        for universe in ("streets", "cells", "points:", "Cells:150m"):
            message = error("--universe", universe)
            self.assertIn("write occupied, areas, cells:150m or points:FILE", message)
        self.assertIn("unit", error("--universe", "cells:150"))
        error("--universe", "cells:0m")
        message = error("--universe", "points:none.csv", status=1)
        self.assertIn("none.csv", message)
        self.assertIn("--universe", message)
        self.write("far.csv", "easting,northing\n100000,100000\n")
        self.assertIn("--universe points:far.csv", error("--universe", "points:far.csv", status=1))
        self.assertIn("--within", error("--within", "10m"))
        self.assertIn("--dispersion", error("--dispersion", "0.5"))
        message = error("--public")
        self.assertIn("--public is not offered for concentration", message)
        self.assertNotIn("--public", self.run_program("concentration", "--help").stdout)


if __name__ == "__main__":
    unittest.main()
