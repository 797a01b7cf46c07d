"""hotward repeats: which places see it again and again."""
import csv
import json
import math
import random
import sqlite3
import unittest

from support import Case, feature, police_row, square


def chances(counts):
    """P(X >= y | X >= 1), X Poisson with the mean that leaves this one when zeros are away."""
    mean, low, high = sum(counts) / len(counts), 0.0, sum(counts) / len(counts)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if middle / -math.expm1(-middle) < mean else (low, middle)

    def beyond(y):
        return sum(math.exp(-high + k * math.log(high) - math.lgamma(k + 1)) for k in range(y, y + 200))
    return [min(1.0, beyond(y) / -math.expm1(-high)) for y in counts]


class Repeats(Case):
    def rows(self):
        """Five places in West, of 9, 4, 2, 1 and 1 burglaries, the first under two names."""
        rows = []
        for k, count in enumerate((9, 4, 2, 1, 1)):
            for i in range(count):
                street = "On or near Station Road" if k == 0 and i < 3 else f"On or near Street {k}"
                rows.append(police_row(0.501 + 0.001 * k, 51.385, street=street))
        return rows + [police_row(0.9, 51.6)] * 5

    def test_the_places(self):
        file = self.police_file(self.rows())
        out = self.folder / "repeats.geojson"
        summary = self.summary("repeats", file, "--areas", self.areas, "-o", out)
        found = summary["repeats"]
        self.assertEqual((found["of"], found["all_places"], found["incidents"], found["at_repeats"]),
                         ("map points", 5, 17, 15))
        self.assertEqual([(row["street"], row["count"]) for row in found["places"]],
                         [("On or near Street 0", 9), ("On or near Street 1", 4), ("On or near Street 2", 2)])
        for row, p in zip(found["places"], chances([9, 4, 2, 1, 1])):
            self.assertAlmostEqual(row["p"], p, places=10)
            self.assertAlmostEqual(row["share_pct"], 100 * row["count"] / 17, places=10)
            self.assertGreaterEqual(row["q"], row["p"])
            self.assertRegex(row["place_id"], r"^p\d{6}_\d{6}$")
        layer = json.loads(out.read_text())["features"]
        self.assertEqual(list(layer[0]["properties"]),
                         ["place_id", "street", "count", "share_pct", "p", "q", "area_code", "area_name"])
        self.assertEqual([f["properties"]["place_id"] for f in layer], [row["place_id"] for row in found["places"]])
        self.assertAlmostEqual(layer[0]["geometry"]["coordinates"][0], 0.501, places=5)

    def test_map_points_are_no_victims(self):
        text = " ".join(self.run_program("repeats", self.police_file(self.rows()), "--areas", self.areas, "--type",
                                         "burglary").stdout.split())
        self.assertTrue(text.startswith("15 of the 17 burglaries (88%) happened at 3 map points that had 2 or more; "
                                        "the busiest, On or near Street 0, had 9."), text)
        self.assertIn("These are repeat map points, not repeat victims or addresses", text)
        own = self.write("own.csv", "lon,lat\n" + "0.501,51.385\n" * 3 + "0.502,51.385\n")
        text = " ".join(self.run_program("repeats", own, "--areas", self.areas).stdout.split())
        self.assertNotIn("map point", text)
        self.assertIn("3 of the 4 incidents (75%) happened at 1 place that had 2 or more; the busiest had 3.", text)

    def test_the_tip_has_the_street(self):
        out = self.folder / "repeats.gpkg"
        self.run_program("repeats", self.police_file(self.rows()), "--areas", self.areas, "-o", out)
        with sqlite3.connect(out) as db:
            style, = db.execute("select styleQML from layer_styles").fetchone()
        self.assertIn("street", style)

    def test_least_and_the_table(self):
        file = self.police_file(self.rows())
        found = self.summary("repeats", file, "--areas", self.areas, "--least", "4")["repeats"]
        self.assertEqual([row["count"] for row in found["places"]], [9, 4])
        none = self.run_program("repeats", file, "--areas", self.areas, "--type", "burglary", "--least", "10").stdout
        self.assertIn("No map point had 10 burglaries or more.", none)
        self.assertIn("--least", self.error("repeats", file, "--areas", self.areas, "--least", "1", status=2))
        self.run_program("repeats", file, "--areas", self.areas, "-o", "table.csv")
        with (self.folder / "table.csv").open(encoding="utf-8-sig", newline="") as table:
            self.assertEqual([row["street"] for row in csv.DictReader(table)],
                             [f"On or near Street {k}" for k in range(3)])

    def test_no_chance_is_printed_as_none(self):
        rows = [police_row(0.501, 51.385)] * 40 + [police_row(0.502 + 0.0003 * k, 51.385) for k in range(20)]
        text = self.run_program("repeats", self.police_file(rows), "--areas", self.areas).stdout
        self.assertIn("<0.001", text)
        self.assertNotIn("0.000", text)
        text = self.run_program("repeats", self.police_file([police_row(0.501, 51.385)] * 2
                                                            + [police_row(0.502, 51.385)]), "--areas", self.areas).stdout
        self.assertIn("None is shown to have more than chance puts at one map point", " ".join(text.split()))

    def test_the_same_id_in_every_run(self):
        first = self.summary("repeats", self.police_file(self.rows()), "--areas", self.areas)["repeats"]["places"]
        rows = self.rows() + [police_row(0.5005, 51.383)] * 20
        second = self.summary("repeats", self.police_file(rows), "--areas", self.areas)["repeats"]["places"]
        self.assertEqual({row["place_id"] for row in first} - {row["place_id"] for row in second}, set())

    def test_places_within_a_metre_have_ids_of_their_own(self):
        areas = self.write_json("bng.geojson", {
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
            "features": [feature("A", "A", square(560000, 150000, 561000, 151000))]})
        file = self.write("own.csv", "easting,northing\n" + "560500.1,150500.2\n" * 3 + "560500.3,150500.2\n" * 2)
        found = self.summary("repeats", file, "--areas", areas)["repeats"]["places"]
        self.assertEqual([row["place_id"] for row in found], ["p560500_150500", "p560500_150500_2"])

    def test_same_bytes_on_any_number_of_threads_and_in_any_order(self):
        chance = random.Random(2)
        rows = [police_row(round(0.5 + 0.0005 * int(chance.expovariate(0.3)), 4), 51.385,
                           street=f"On or near {chance.choice('AB')} Street") for _ in range(300)]
        made = set()
        for threads, order in ((1, rows), (2, rows[::-1]), (4, rows[1::2] + rows[::2])):
            file = self.police_file(order, "rows.csv")
            out = self.folder / f"{threads}.geojson"
            summary = self.summary("repeats", file, "--areas", self.areas, "--threads", threads, "-o", out)
            made.add((out.read_bytes(), json.dumps(summary["repeats"])))
        self.assertEqual(len(made), 1)

    def test_refused_for_the_public(self):
        said = self.error("repeats", "none.csv", "--public", status=2)
        self.assertIn("--public is not offered for repeats: it names single places", said)


if __name__ == "__main__":
    unittest.main()
