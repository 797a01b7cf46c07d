"""--public: map points with too few incidents are shown as one of several, and none of them tells a small count."""
import json
import random
import unittest

from support import Case, block, police_row

LEAST = 5
WEST, SOUTH, WIDE, HIGH = 0.50, 51.38, 0.0075, 0.0048
KINDS = ("Burglary", "Drugs", "Robbery")


class Merged(Case):
    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", block(4, 4, WEST, SOUTH, WIDE, HIGH))

    def town(self, seed):
        """Most places have one or two incidents; some areas have hardly any."""
        chance = random.Random(seed)
        rows = []
        for _ in range(400):
            i, k = chance.randrange(4), min(chance.randrange(4), chance.randrange(4))
            at = round(WEST + WIDE * (i + chance.random()), 6), round(SOUTH + HIGH * (k + chance.random()), 6)
            count = chance.choice((1, 1, 1, 1, 2, 2, 3, 4, 5, 9)) if (i, k) != (3, 3) else 1
            rows += [police_row(*at, chance.choice(KINDS)) for _ in range(count)]
        return self.police_file(rows, f"{seed}.csv"), rows

    def places(self, path):
        return [f["properties"] | {"at": tuple(f["geometry"]["coordinates"])}
                for f in json.loads(path.read_text())["features"]]

    def check(self, places, rows, found):
        """What a reader has: the layer, the total, and which points may be."""
        at = {}
        for row in rows:
            lon, lat = row.split(",")[4:6]
            at[float(lon), float(lat)] = at.get((float(lon), float(lat)), 0) + 1
        for place in places:
            self.assertGreaterEqual(place["count"], LEAST)
            if place["type_count"] is not None:
                self.assertGreaterEqual(place["type_count"], LEAST)
                self.assertNotIn(place["count"] - place["type_count"], range(1, LEAST))
            near = [n for (lon, lat), n in at.items()
                    if abs(lon - place["at"][0]) < 3e-6 and abs(lat - place["at"][1]) < 3e-6]
            self.assertEqual(sum(near), 0 if place["merged"] else place["count"])
        rest = len(rows) - sum(place["count"] for place in places)
        self.assertEqual(found["left_out"], rest)
        self.assertNotIn(rest, range(1, LEAST))
        self.assertEqual(found["merged"], sum(place["merged"] for place in places))
        self.assertEqual(found["places"], len(places))

    def by_area(self, rows):
        counts = {}
        for row in rows:
            lon, lat = map(float, row.split(",")[4:6])
            code = f"A{int((lon - WEST) / WIDE)}{int((lat - SOUTH) / HIGH)}"
            counts[code] = counts.get(code, 0) + 1
        return counts

    def test_by_itself(self):
        for seed in range(4):
            with self.subTest(seed):
                file, rows = self.town(seed)
                words = ("places", file, "--areas", self.areas, "--public", "-o", "p.geojson", "--overwrite")
                found = self.summary(*words)["places"]
                places = self.places(self.folder / "p.geojson")
                self.check(places, rows, found)
                self.assertGreater(found["merged"], 20)
                for code, count in self.by_area(rows).items():
                    rest = count - sum(p["count"] for p in places if p["area_code"] == code)
                    if any(p["area_code"] == code for p in places):
                        self.assertNotIn(rest, range(1, LEAST), code)
                text = " ".join(self.run_program(*words).stdout.split())
                self.assertIn(f"and {found['merged']} that stand for the sums of several together", text)
                self.assertIn(f"{found['left_out']} of {len(rows):,} ", text)

    def test_in_a_folder(self):
        for seed, words in ((5, ()), (6, ("--cell", "120m", "--shape", "square")), (7, ("--cell", "400m"))):
            with self.subTest(seed):
                file, rows = self.town(seed)
                out = self.folder / f"out{seed}"
                summary = self.summary("run", file, "--areas", self.areas, "--public", *words, "-o", out)
                points = [path for path in (out / "geojson").glob("*.geojson") if any(
                    one["geometry"]["type"] == "Point" for one in json.loads(path.read_text())["features"])]
                self.assertEqual([path.stem for path in points], ["places_crime"])
                self.check(self.places(points[0]), rows, summary["themes"][0]["places"])
                cells = json.loads((out / "geojson/grid_crime.geojson").read_text())["features"]
                self.assertGreater(sum(cell["properties"]["count"] or 0 for cell in cells), 0)

    def test_the_order_of_rows_and_areas_changes_nothing(self):
        file, rows = self.town(8)
        seen = set()
        for turn in range(2):
            features = json.loads(self.areas.read_text())["features"]
            areas = self.write_json("turned.geojson", {"type": "FeatureCollection",
                                                       "features": features[::-1] if turn else features})
            random.Random(turn).shuffle(rows)
            self.police_file(rows, "8.csv")
            for command, out in (("places", "p.csv"), ("run", "out")):
                self.run_program(command, file, "--areas", areas, "--public", "--overwrite", "-o", out, "--threads", 1 + turn)
            seen.add(((self.folder / "p.csv").read_bytes(), (self.folder / "out/csv/places_crime.csv").read_bytes()))
        self.assertEqual(len(seen), 1)

    def test_no_public_layer_of_points_of_any_analysis_has_a_small_count(self):
        file, _ = self.town(9)
        usage = json.loads(self.run_program("--json-usage").stdout)
        commands = [c["name"] for c in usage["commands"]
                    if any("--public" in o["names"] for o in c["options"])]
        self.assertIn("places", commands)
        looked_at = 0
        for command in commands:
            if command in ("run", "report"):
                continue
            words = ("--shape", "ellipse") if command == "clusters" else ()
            out = self.folder / f"{command}.geojson"
            self.run_program(command, file, "--areas", self.areas, "--population", "people", "--public", *words, "-o",
                             out, status=None)
            if not out.exists():
                continue
            for one in json.loads(out.read_text())["features"]:
                if one["geometry"]["type"] != "Point":
                    continue
                looked_at += 1
                for name, value in one["properties"].items():
                    if name in ("count", "type_count"):
                        self.assertNotIn(value, range(1, LEAST), f"{command}: {name}")
        self.assertGreater(looked_at, 20)


if __name__ == "__main__":
    unittest.main()
