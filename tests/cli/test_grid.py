"""hotward grid, from the command line to the layer."""
import csv
import json
import unittest

from support import Case, police_row


class Grid(Case):
    def setUp(self):
        super().setUp()
        self.incidents = self.police_file(
            [police_row(0.505, 51.385)] * 3 + [police_row(0.515, 51.385, "Robbery")] * 5
            + [police_row(0.51, 51.384)]               # on the meridian that the areas share
            + [police_row(0.6, 51.5), police_row(-3.0, 55.0), police_row("", "")])

    def grid(self, *words, **options):
        return self.summary("grid", self.incidents, "--areas", self.areas, *words, **options)

    def test_every_incident_is_in_one_cell_or_left_out(self):
        summary = self.grid()
        self.assert_adds_up(summary["incidents"])
        grid = summary["grid"]
        self.assertEqual((grid["cell_m"], grid["shape"]), (150, "hex"))
        self.assertEqual((grid["counted"], grid["left_out"]), (9, 2))
        self.assertEqual(grid["counted"], summary["incidents"]["in_area"])
        self.assertEqual(grid["occupied"], 3)
        # Two squares of about 700 m by 1,100 m are 1.55 km²; a far stray adds no cell.
        self.assertAlmostEqual(grid["study_km2"], 1.55, delta=0.03)
        self.assertLess(grid["cells"], 120)

    def test_columns_and_sums_of_the_layer(self):
        for shape in ("hex", "square"):
            out = self.folder / f"{shape}.csv"
            summary = self.grid("--shape", shape, "--cell", "0.1km", "-o", out)
            with out.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            self.assertEqual(list(rows[0])[:3], ["cell_id", "count", "dens_km2"])
            self.assertEqual(len(rows), summary["grid"]["cells"])
            self.assertEqual(summary["layers"][0]["features"], len(rows))
            self.assertEqual(sum(int(r["count"]) for r in rows), 9)
            self.assertAlmostEqual(sum(float(r["area_km2"]) for r in rows),
                                   summary["grid"]["study_km2"], places=6)
            self.assertEqual(len({r["cell_id"] for r in rows}), len(rows))
            for row in rows:
                self.assertTrue(row["cell_id"].startswith(shape[0] + "100_"))
                self.assertAlmostEqual(float(row["dens_km2"]),
                                       int(row["count"]) / float(row["area_km2"]), delta=1e-4)

    def test_a_cell_keeps_its_id_whatever_the_study_area(self):
        features = json.loads(self.areas.read_text())["features"]
        west = self.write_json("west.geojson", {"type": "FeatureCollection", "features": features[:1]})
        ids = []
        for areas in (self.areas, west):
            out = self.folder / f"{areas.stem}.csv"
            self.run_program("grid", self.incidents, "--areas", areas, "-o", out)
            with out.open(encoding="utf-8-sig", newline="") as file:
                ids.append({r["cell_id"] for r in csv.DictReader(file) if r["count"] == "3"})
        self.assertEqual(ids[0], ids[1])
        self.assertEqual(len(ids[0]), 1)

    def test_same_bytes_on_any_number_of_threads(self):
        made = set()
        for threads in (1, 2, 4):
            out = self.folder / f"{threads}.geojson"
            self.run_program("grid", self.incidents, "--areas", self.areas, "--threads", threads,
                             "-o", out)
            made.add(out.read_bytes())
        self.assertEqual(len(made), 1)

    def test_bad_cells_are_refused(self):
        for cell, said in (("150", "unit"), ("0.5m", "1 m is the least"), ("0m", "1 m is the least"),
                           ("2km", "larger than the study area"), ("wide", "quantity")):
            message = self.error("grid", self.incidents, "--areas", self.areas, "--cell", cell, status=2)
            self.assertIn(said, message)
        # 200 m and 200 km apart: the rectangle around both would hold billions of cells.
        features = json.loads(self.areas.read_text())["features"]
        far = json.loads(json.dumps(features[0]))
        far["properties"]["area_code"] = "N1"
        for point in far["geometry"]["coordinates"][0]:
            point[1] += 2.0
        areas = self.write_json("far.geojson", {"type": "FeatureCollection", "features": features + [far]})
        message = self.error("grid", self.incidents, "--areas", areas, "--cell", "2m", status=2)
        self.assertRegex(message, r"4000000 is the most: use \d+ m or more")

    def test_points_and_areas_that_do_not_overlap(self):
        away = self.police_file([police_row(-3.0, 55.0)], "away.csv")
        message = self.error("grid", away, "--areas", self.areas)
        self.assertIn("lie outside the areas", message)


if __name__ == "__main__":
    unittest.main()
