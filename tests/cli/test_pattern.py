"""hotward pattern, from the command line to the table."""
import csv
import json
import math
import unittest

from support import Case, feature, square

BNG = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
WEST, SOUTH = 560000, 150000


def scatter(n, seed=1, width=4000, height=3000):
    """n points that no order or period of the numbers shows, in whole metres."""
    points, state = [], seed
    for _ in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        points.append((WEST + 1 + (state >> 33) % (width - 2), SOUTH + 1 + (state >> 13) % (height - 2)))
    return points


def nearest(points):
    return [min(math.dist(p, q) for j, q in enumerate(points) if j != i) for i, p in enumerate(points)]


class Pattern(Case):
    def setUp(self):
        super().setUp()
        # Two areas that make one rectangle of 4 km by 3 km: their common side is no edge.
        self.areas = self.write_json("areas.geojson", {
            "type": "FeatureCollection", "crs": BNG, "features": [
                feature("W", "West", square(WEST, SOUTH, WEST + 1500, SOUTH + 3000)),
                feature("E", "East", square(WEST + 1500, SOUTH, WEST + 4000, SOUTH + 3000))]})

    def points(self, name, points):
        rows = [f"{x},{y}" for x, y in points]
        return self.write(name, "\n".join(["easting,northing", *rows]) + "\n")

    def pattern(self, points, *words, name="points.csv"):
        file = self.points(name, points)
        return self.summary("pattern", file, "--areas", self.areas, *words)["pattern"]

    def test_the_index_is_that_of_the_formulas(self):
        points = scatter(200)
        found = self.pattern(points, "--simulations", "0")
        self.assertAlmostEqual(found["area_km2"], 12, places=6)
        self.assertAlmostEqual(found["perimeter_km"], 14, places=6)
        n, area, perimeter = len(points), 12e6, 14e3
        mean = sum(nearest(points)) / n
        expected = 0.5 * math.sqrt(area / n)
        index = found["incidents"]
        self.assertAlmostEqual(index["mean_m"], mean, places=6)
        self.assertAlmostEqual(index["ratio"], mean / expected, places=9)
        self.assertAlmostEqual(index["z"], (mean - expected) / (0.26136 / math.sqrt(n * n / area)), places=6)
        donnelly = expected + (0.0514 + 0.0412 / math.sqrt(n)) * perimeter / n
        self.assertAlmostEqual(index["donnelly"]["ratio"], mean / donnelly, places=9)
        self.assertEqual(found["repeated_pct"], 0)
        self.assertEqual(found["places"], index)

    def test_repeats_are_told_apart(self):
        points = scatter(100)
        file = self.points("repeats.csv", points + points[:60] * 3)
        words = ("pattern", file, "--areas", self.areas, "--simulations", "9")
        summary = self.summary(*words)
        found = summary["pattern"]
        self.assertEqual((found["incidents"]["n"], found["places"]["n"]), (280, 100))
        self.assertAlmostEqual(found["repeated_pct"], 100 * 240 / 280, places=9)
        self.assertAlmostEqual(found["places"]["mean_m"], sum(nearest(points)) / 100, places=6)
        self.assertLess(found["incidents"]["ratio"], found["places"]["ratio"])
        self.assertIn("85.7% of the incidents share their place", " ".join(summary["warnings"]))
        self.assertIn("read the row of places, not that of incidents", self.run_program(*words).stdout)
        alone = self.summary(*words, "--places-only")["pattern"]
        self.assertEqual((alone["ripley"]["of"], alone["ripley"]["n"]), ("places", 100))
        self.assertEqual((found["ripley"]["of"], found["ripley"]["n"]), ("incidents", 280))
        self.assertGreater(found["ripley"]["rows"][0]["k"], alone["ripley"]["rows"][0]["k"])

    def test_k_counts_the_pairs(self):
        points = scatter(120)
        found = self.pattern(points, "--edge", "none", "--radius", "600m", "--simulations", "0")
        for row in found["ripley"]["rows"]:
            pairs = sum(math.dist(p, q) <= row["r_m"] for i, p in enumerate(points)
                        for j, q in enumerate(points) if i != j)
            self.assertAlmostEqual(row["k"], 12e6 / (120 * 119) * pairs, delta=1e-3)
            self.assertAlmostEqual(row["l"], math.sqrt(row["k"] / math.pi), places=6)
            self.assertIsNone(row["l_lo"])
        self.assertEqual([row["r_m"] for row in found["ripley"]["rows"]], [30.0 * k for k in range(1, 21)])
        self.assertEqual(found["ripley"]["window"], [WEST, SOUTH, WEST + 4000, SOUTH + 3000])
        self.assertIsNone(found["ripley"]["p"])

    def test_gathered_even_and_spread_out(self):
        gathered = [(x + dx, y) for x, y in scatter(40) if x < WEST + 3900 for dx in range(0, 50, 10)]
        found = self.pattern(gathered, name="gathered.csv")
        self.assertLess(found["incidents"]["ratio"], 0.5)
        self.assertEqual(found["ripley"]["p"], 0.01)
        row = found["ripley"]["rows"][0]
        self.assertGreater(row["l"], row["l_hi"])
        board = [(WEST + 100 + 200 * i, SOUTH + 100 + 200 * j) for i in range(20) for j in range(15)]
        found = self.pattern(board, name="board.csv")
        self.assertGreater(found["incidents"]["ratio"], 1.8)
        row = next(r for r in found["ripley"]["rows"] if r["r_m"] == 187.5)
        self.assertLess(row["l"], row["l_lo"])
        # An even layout lies within the envelope of even layouts, but for one in fifty.
        found = self.pattern(scatter(300, seed=5), "--simulations", "199", name="even.csv")
        self.assertGreater(found["ripley"]["p"], 0.05)
        self.assertLess(abs(found["incidents"]["donnelly"]["z"]), 3)

    def test_the_table(self):
        file = self.points("points.csv", scatter(80))
        self.run_program("pattern", file, "--areas", self.areas, "-o", "table.csv", "-o", "table.gpkg")
        with (self.folder / "table.csv").open(encoding="utf-8-sig", newline="") as table:
            rows = list(csv.DictReader(table))
        self.assertEqual(list(rows[0]), ["r_m", "k", "l", "l_minus_r", "l_lo", "l_hi", "l_mean"])
        self.assertEqual(len(rows), 20)
        self.assertEqual(float(rows[-1]["r_m"]), 750)  # a quarter of the shorter side
        for row in rows:
            self.assertLessEqual(float(row["l_lo"]), float(row["l_mean"]))
            self.assertLessEqual(float(row["l_mean"]), float(row["l_hi"]))
            self.assertAlmostEqual(float(row["l_minus_r"]), float(row["l"]) - float(row["r_m"]), places=4)
        self.assertIn("shapes", self.error("pattern", file, "--areas", self.areas, "-o", "table.shp", status=2))

    def test_random_maps_tell_how_far_they_have_come(self):
        file = self.points("points.csv", scatter(2000))
        for command, *words in (("pattern", "--simulations", "99"),
                                ("clusters", "--method", "nnh", "--simulations", "99")):
            done = self.run_program(command, file, "--areas", self.areas, "--progress", "json", *words)
            told = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
            self.assertIn("trying random maps", {line["stage"] for line in told}, command)

    def test_same_bytes_on_any_number_of_threads_and_in_any_order(self):
        points = scatter(700) + scatter(200) * 2
        made = set()
        for threads, order in ((1, points), (2, points[::-1]), (4, points[1::2] + points[::2])):
            file = self.points("points.csv", order)
            out = self.folder / f"{threads}.csv"
            summary = self.summary("pattern", file, "--areas", self.areas, "--simulations", "19",
                                   "--threads", threads, "-o", out)
            made.add((out.read_bytes(), json.dumps(summary["pattern"])))
        self.assertEqual(len(made), 1)

    def test_layouts_fall_within_areas_of_any_shape(self):
        """Two strips far apart fill an eighth of their rectangle: even points are no pattern there."""
        self.areas = self.write_json("strips.geojson", {
            "type": "FeatureCollection", "crs": BNG, "features": [
                feature("W", "West", square(WEST, SOUTH, WEST + 250, SOUTH + 3000)),
                feature("E", "East", square(WEST + 3750, SOUTH, WEST + 4000, SOUTH + 3000))]})
        even = [(x if x < WEST + 250 else x + 3500, y) for x, y in scatter(300, seed=4, width=500)]
        found = self.pattern(even)
        self.assertEqual(found["layouts"]["on"], "areas")
        self.assertGreater(found["ripley"]["p"], 0.05)
        self.assertGreater(found["incidents"]["p"], 0.05)
        # L far above the distance itself is the shape of the areas, and so is that of chance.
        row = found["ripley"]["rows"][-1]
        self.assertGreater(row["l"], 1.5 * row["r_m"])
        self.assertAlmostEqual(row["l_mean"] / row["l"], 1, delta=0.1)

    def test_snapped_points_are_compared_with_map_points(self):
        """300 incidents, each on one of 400 map points; the map points come from other incidents."""
        places = scatter(400, seed=7)
        even = [places[i * 37 * i % 400] for i in range(300)]
        unknown = self.pattern(even, name="even.csv")
        self.assertEqual(unknown["layouts"]["on"], "unknown")
        self.assertIn("map points", unknown["layouts"]["why_unknown"])
        self.assertEqual([unknown[k]["p"] for k in ("incidents", "places", "ripley")], [None] * 3)
        text = self.run_program("pattern", self.points("even.csv", even), "--areas", self.areas).stdout
        self.assertIn("cannot be known", " ".join(text.split()))
        self.assertNotIn("chance alone", " ".join(text.split()))
        universe = self.points("universe.csv", places + places[::3])
        found = self.pattern(places[:150:5] * 3, "--universe", universe, name="some.csv")
        self.assertEqual(found["layouts"]["on"], "places")
        self.assertEqual(found["layouts"]["map_points"], len(set(places)))
        self.assertIsNotNone(found["places"]["p"])
        gathered = sorted(places)[:60] * 3
        found = self.pattern(gathered, "--universe", universe, "--places-only", name="gathered.csv")
        self.assertLessEqual(found["ripley"]["p"], 0.05)

    def test_a_universe_without_points_is_refused(self):
        far = self.points("far.csv", [(WEST + 90000, SOUTH), (WEST + 91000, SOUTH)])
        some = self.points("points.csv", scatter(20) * 2)
        words = ("pattern", some, "--areas", self.areas, "--universe")
        self.assertIn("no point of it lies in the areas", self.error(*words, far))
        self.assertIn("none.csv", self.error(*words, self.folder / "none.csv"))

    def test_bad_input_is_one_line(self):
        def said(points, *words, status=1):
            return self.error("pattern", self.points("points.csv", points), "--areas", self.areas, *words,
                              status=status)
        one = self.run_program("pattern", self.points("points.csv", scatter(1)), "--areas", self.areas)
        self.assertIn("too few incidents in the areas (1), so they make no pattern", one.stdout)
        some = scatter(10)
        self.assertIn("unit", said(some, "--radius", "500", status=2))
        for radius in ("2km", "0m"):
            message = said(some, "--radius", radius, status=2)
            self.assertIn(f"--radius {radius}", message)
            self.assertIn("half the map's shorter side", message)
        self.assertIn("--edge", said(some, "--edge", "torus", status=2))
        # All at one place: there is no index of places, and incidents lie at distance 0.
        found = self.pattern(some[:1] * 50, "--simulations", "9")
        self.assertEqual((found["incidents"]["ratio"], found["places"]["ratio"]), (0, None))
        self.assertIn("2 points", said(some[:1] * 50, "--places-only"))
        self.assertEqual(self.left_behind("points.csv"), [])


if __name__ == "__main__":
    unittest.main()
