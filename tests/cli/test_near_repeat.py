"""hotward near-repeat, from the command line to lines, points and the table of bands."""
import csv
import datetime
import json
import math
import unittest

from support import Case, feature, police_row, square

BNG = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
WEST, SOUTH = 560000, 150000
FIRST = datetime.date(2019, 1, 1)


def scatter(n, seed=1, width=900, height=900, days=60):
    """Incidents (x, y, day) that no order or period of the numbers shows."""
    made, state = [], seed
    for _ in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        made.append((WEST + 1 + (state >> 33) % width, SOUTH + 1 + (state >> 13) % height,
                     (state >> 45) % days))
    return made


def repeats():
    """Two hundred by themselves and forty that follow the first of them, 30 m on, three days later."""
    alone = scatter(200, seed=3, width=3900, height=2900, days=350)
    return alone + [(x + 30, y, day + 3) for x, y, day in alone[:40]]


class NearRepeat(Case):
    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", {
            "type": "FeatureCollection", "crs": BNG, "features": [
                feature("W", "West", square(WEST, SOUTH, WEST + 2000, SOUTH + 3000)),
                feature("E", "East", square(WEST + 2000, SOUTH, WEST + 4000, SOUTH + 3000))]})

    def file(self, incidents, name="cases.csv"):
        rows = [f"{x},{y},{FIRST + datetime.timedelta(days=day)}" for x, y, day in incidents]
        return self.write(name, "\n".join(["easting,northing,date", *rows]) + "\n")

    def words(self, incidents, *words):
        return ("near-repeat", self.file(incidents), "--areas", self.areas, *words)

    def found(self, incidents, *words):
        return self.summary(*self.words(incidents, *words))["near_repeat"]

    def test_the_table_is_that_of_all_pairs(self):
        incidents = scatter(150) + scatter(30)  # thirty at the same place on the same day
        for metric in ("euclid", "manhattan"):
            found = self.found(incidents, "--metric", metric, "--space-bands", "3",
                               "--time-bands", "2", "--permutations", "99")
            self.assertEqual(found["space_m"], [0, 1, 100, 200, 300])
            self.assertEqual(found["time_days"], [0, 7, 14])
            observed = [[0] * 2 for _ in range(4)]
            near, soon, n = [0] * 4, [0] * 2, len(incidents)
            for i, (x, y, day) in enumerate(incidents):
                for u, v, other in incidents[:i]:
                    far = math.dist((x, y), (u, v)) if metric == "euclid" else abs(x - u) + abs(y - v)
                    s = next((k for k in range(4) if far < found["space_m"][k + 1]), None)
                    t = next((k for k in range(2) if abs(day - other) < found["time_days"][k + 1]), None)
                    if s is not None:
                        near[s] += 1
                    if t is not None:
                        soon[t] += 1
                    if s is not None and t is not None:
                        observed[s][t] += 1
            self.assertEqual(found["observed"], observed)
            pairs = n * (n - 1) / 2
            self.assertEqual((found["incidents"], found["pairs"], found["metric"]), (n, pairs, metric))
            for s in range(4):
                for t in range(2):
                    expected = near[s] * soon[t] / pairs
                    self.assertAlmostEqual(found["expected"][s][t], expected, places=9)
                    self.assertAlmostEqual(found["ratio"][s][t], observed[s][t] / expected, places=9)
                    self.assertTrue(0.01 <= found["p"][s][t] <= 1)
                    self.assertEqual(found["flagged"][s][t],
                                     found["ratio"][s][t] >= 1.2 and found["p"][s][t] <= 0.05)

    def test_a_pair_on_an_edge_belongs_above_it(self):
        pair = [(WEST, SOUTH, 0), (WEST, SOUTH + 100, 3)]
        found = self.found(pair, "--same-place", "0m", "--space-bands", "2", "--time-band", "3d",
                           "--time-bands", "2")
        self.assertEqual(found["space_m"], [0, 100, 200])
        self.assertEqual(found["observed"], [[0, 0], [0, 1]])
        self.assertEqual(found["chains"], 0)

    def test_repeats_are_found_and_said_first(self):
        summary = self.summary(*self.words(repeats()))
        found = summary["near_repeat"]
        head = found["headline"]
        self.assertGreater(head["ratio"], 5)
        self.assertEqual((head["p"], head["flagged"]), (0.001, True))
        self.assertEqual((head["space_m"], head["time_days"]), (100, 7))
        self.assertTrue(head["sentence"].startswith(
            "After one incident, another within 100 m in the next 7 days was"), head["sentence"])
        self.assertIn("times as likely as chance makes it", head["sentence"])
        text = self.run_program(*self.words(repeats())).stdout
        self.assertTrue(" ".join(text.split()).startswith(head["sentence"]), text)
        self.assertIn("1 to 100 m", text)
        self.assertIn("*", text)
        self.assertGreaterEqual(found["originators"], 35)
        self.assertGreaterEqual(found["near_repeats"], 40)
        alone = self.found(scatter(200, seed=9, width=3900, height=2900, days=350))
        self.assertFalse(alone["headline"]["flagged"])
        self.assertNotIn("times as likely as", alone["headline"]["sentence"])

    def test_lines_points_and_bands(self):
        chain = [(WEST + 10, SOUTH + 10, 0), (WEST + 10, SOUTH + 10, 2), (WEST + 70, SOUTH + 10, 5),
                 (WEST + 3000, SOUTH + 10, 5)]
        found = self.found(chain, "-o", "links.geojson", "--points", "points.geojson", "--bands", "bands.csv")
        self.assertEqual((found["chains"], found["originators"], found["repeats"], found["near_repeats"]),
                         (1, 1, 1, 1))
        links = json.loads((self.folder / "links.geojson").read_text())["features"]
        self.assertEqual([f["geometry"]["type"] for f in links], ["LineString"])
        self.assertEqual(links[0]["properties"],
                         {"chain_id": 1, "chain_size": 3, "role": "near_repeat", "dist_m": 60, "lag_days": 3,
                          "first": "2019-01-03", "last": "2019-01-06", "street": ""})
        points = json.loads((self.folder / "points.geojson").read_text())["features"]
        self.assertEqual([p["properties"]["role"] for p in points],
                         ["originator", "repeat", "near_repeat", "none"])
        self.assertEqual([p["properties"]["chain_id"] for p in points], [1, 1, 1, 0])
        self.assertEqual([p["properties"]["near"] for p in points], [2, 2, 2, 0])
        self.assertEqual(points[3]["properties"]["area_name"], "East")
        with open(self.folder / "bands.csv", encoding="utf-8-sig", newline="") as table:
            rows = list(csv.DictReader(table))
        self.assertEqual(len(rows), 20)
        self.assertEqual(list(rows[0]), ["dist_from", "dist_to", "lag_from", "lag_to", "observed", "expected",
                                         "ratio", "median", "knox_z", "p", "flagged"])
        self.assertEqual(sum(int(row["observed"]) for row in rows), 3)
        for ending in ("gpkg", "shp", "fgb", "csv"):
            self.run_program(*self.words(chain, "-o", f"as_{ending}.{ending}"))

    def test_same_bytes_on_any_number_of_threads_and_in_any_order(self):
        incidents, made = repeats(), set()
        for threads, order in ((1, incidents), (2, incidents[::-1]), (4, incidents[1::2] + incidents[::2])):
            names = [self.folder / f"{threads}{what}" for what in ("l.geojson", "p.geojson", "b.csv")]
            found = self.found(order, "--threads", threads, "-o", names[0], "--points", names[1],
                               "--bands", names[2])
            made.add((json.dumps(found), *(name.read_bytes().replace(name.stem.encode(), b"") for name in names)))
        self.assertEqual(len(made), 1)

    def test_dates_by_month_are_refused_with_the_reason(self):
        police = self.police_file([police_row(0.505, 51.385, month=f"2020-0{k}") for k in (1, 2, 3)])
        wards = self.write_json("wards.geojson", {"type": "FeatureCollection", "features": [
            feature("W1", "West", square(0.50, 51.38, 0.51, 51.39))]})
        said = self.error("near-repeat", police, "--areas", wards, "-o", "out.gpkg")
        self.assertIn("dated by month only", said)
        mixed = self.write("mixed.csv", f"easting,northing,date\n{WEST + 5},{SOUTH + 5},2020-01-04\n"
                                        f"{WEST + 9},{SOUTH + 5},2020-02\n")
        self.assertIn("dated by month only", self.error("near-repeat", mixed, "--areas", self.areas))
        undated = self.write("undated.csv", f"easting,northing\n{WEST + 5},{SOUTH + 5}\n")
        self.assertIn("have no dates (--time", self.error("near-repeat", undated, "--areas", self.areas))
        self.assertFalse((self.folder / "out.gpkg").exists())

    def test_of_few_of_one_day_and_of_one_place(self):
        alone = [(WEST, SOUTH, 0)]
        text = " ".join(self.run_program(*self.words(alone)).stdout.split())
        self.assertIn("too few incidents in the areas in 2019-01-01 (1), so none can follow another", text)
        found = self.found(alone, "-o", "one.geojson", "--points", "p.gpkg", "--bands", "b.csv")
        self.assertIsNone(found["headline"])
        one_day = [(x, y, 0) for x, y, _ in scatter(50)]
        one_place = [(WEST + 9, SOUTH + 9, day) for _, _, day in scatter(50)]
        for incidents in (one_day, one_place):
            found = self.found(incidents)
            self.assertEqual({p for row in found["p"] for p in row}, {1})
            self.assertFalse(any(flag for row in found["flagged"] for flag in row))
            self.assertIn("no more likely than chance", found["headline"]["sentence"])
        far = self.found([(WEST + 1, SOUTH + 1, 0), (WEST + 2000, SOUTH + 1, 300)])
        self.assertTrue(far["headline"]["sentence"].startswith("No two incidents lie so near"))
        self.assertIsNone(far["headline"]["ratio"])

    def test_times_that_span_a_band_are_said(self):
        rows = [f"{WEST + 9},{SOUTH + 9},2019-01-0{k} 10:00,2019-01-{10 + k} 10:00" for k in (1, 2)]
        file = self.write("spans.csv", "\n".join(["easting,northing,from,to", *rows]) + "\n")
        words = ("near-repeat", file, "--areas", self.areas, "--time", "from", "--time-end", "to")
        self.assertIn("2 incidents ended 7d or more after they began", self.run_program(*words).stderr)
        self.assertNotIn("ended", self.run_program(*words, "--time-band", "30d", "-q").stderr)

    def test_bad_input_is_one_line(self):
        some = scatter(10)

        def said(*words, status=2):
            return self.error(*self.words(some, *words), status=status)
        self.assertIn("--same-place 100m: it is to be a part of the first band of distance, 100m",
                      said("--same-place", "100m"))
        self.assertIn("unit", said("--space-band", "100"))
        self.assertIn("unit", said("--time-band", "7"))
        for option, value in (("--space-band", "0m"), ("--time-band", "0d"), ("--space-bands", "0"),
                              ("--time-bands", "21"), ("--permutations", "9"), ("--metric", "miles"),
                              ("--permutations", "many")):
            self.assertIn(option, said(option, value), option)
        self.assertIn("single incidents", said("--public"))
        self.assertIn("2020", said("--from", "2020-05", "--to", "2020-04"))
        self.assertNotIn("--public", self.run_program("near-repeat", "--help").stdout)
        self.assertEqual(self.left_behind("cases.csv"), [])


if __name__ == "__main__":
    unittest.main()
