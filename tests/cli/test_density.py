"""hotward density, from the command line to raster and contours."""
import json
import unittest

from support import Case, police_row


class Density(Case):
    def setUp(self):
        super().setUp()
        self.incidents = self.police_file(
            [police_row(0.505, 51.385)] * 30 + [police_row(0.515, 51.385, "Robbery")] * 12
            + [police_row(0.500 + 0.0007 * i, 51.381 + 0.0003 * i) for i in range(1, 25)]
            + [police_row(0.6, 51.5)])

    def density(self, *words, **options):
        return self.summary("density", self.incidents, "--areas", self.areas, *words, **options)

    def test_the_surface_holds_every_incident(self):
        for kernel in ("quartic", "gaussian", "epanechnikov", "triweight", "uniform", "conic"):
            density = self.density("--kernel", kernel)["density"]
            self.assertEqual((density["kernel"], density["bandwidth_m"], density["rule"]),
                             (kernel, 300, "given"))
            self.assertAlmostEqual(density["mass"], 66.0, places=6)
        # Some of the kernels reach over the edge, and what lies outside is lost.
        self.assertLess(self.density("--edge", "none")["density"]["mass"], 65.5)

    def test_the_peak_is_where_the_incidents_are(self):
        density = self.density("--cell", "20m", "--bandwidth", "100m")["density"]
        # 30 incidents at one place, others too far: 30 * 3 / (pi 0.1²) per km², less what the
        # nearest centre, up to 14 m away, loses: (1 - 0.0196)² at the worst.
        peak = 30 * 3 / (3.14159265 * 0.01)
        self.assertLess(density["max_per_km2"], peak * 1.01)
        self.assertGreater(density["max_per_km2"], peak * 0.95)

    def test_raster_and_contours(self):
        tif, layer = self.folder / "d.tif", self.folder / "c.geojson"
        summary = self.density("-o", tif, "-o", layer, "--contours", "50,90")
        self.assertEqual([entry["path"] for entry in summary["layers"]], [str(tif), str(layer)])
        self.assertEqual(self.left_behind("2020-01-test-street.csv"),
                         ["c.geojson", "c.manifest.json", "c.qml", "d.manifest.json", "d.qml", "d.tif"])
        features = json.loads(layer.read_text())["features"]
        self.assertEqual([f["properties"]["pct"] for f in features], [90, 50])
        self.assertEqual([f["properties"]["level"] for f in features], [2, 1])
        for f in features:
            self.assertGreaterEqual(f["properties"]["held_pct"], f["properties"]["pct"])
        self.assertGreater(features[1]["properties"]["dens_min"], features[0]["properties"]["dens_min"])
        said = self.run_program("density", self.incidents, "--areas", self.areas, "-o", tif,
                                "--overwrite").stdout
        self.assertIn(f"Wrote {tif}.\n", said)
        before = tif.read_bytes()
        self.assertIn("exists", self.error("density", self.incidents, "--areas", self.areas, "-o", tif))
        self.density("-o", tif, "--overwrite")
        self.assertEqual(tif.read_bytes(), before)

    def test_same_bytes_on_any_number_of_threads_and_in_any_order(self):
        rows = self.incidents.read_text().strip().split("\n")
        turned = self.write("turned.csv", "\n".join([rows[0], *rows[:0:-1]]) + "\n")
        made = set()
        for threads, file in ((1, self.incidents), (2, self.incidents), (4, self.incidents), (2, turned)):
            out = self.folder / f"{threads}{file.stem}.tif"
            self.run_program("density", file, "--areas", self.areas, "--threads", threads, "-o", out)
            made.add(out.read_bytes())
        self.assertEqual(len(made), 1)

    def test_rules(self):
        for rule in ("nrd", "scott", "diggle", "likelihood"):
            density = self.density("--bandwidth", rule)["density"]
            self.assertEqual(density["rule"], rule)
            self.assertGreater(density["bandwidth_m"], 0)
            self.assertAlmostEqual(density["mass"], 66.0, places=6)

    def test_bad_input(self):
        areas = ("--areas", self.areas)
        for words, said in ((("--bandwidth", "0m"), "above 0"), (("--bandwidth", "300"), "unit"), (("--bandwidth=-5m",), "below zero"),
                            (("--bandwidth", "silverman"), "or a rule"),
                            (("--cell", "0.2m"), "1 m is the least"),
                            (("--cell", "3km"), "larger than the study area"),
                            (("--contours", "120"), "no share"), (("-o", "x.png"), "extension")):
            self.assertIn(said, self.error("density", self.incidents, *areas, *words, status=2))
        summary = self.density("--bandwidth", "40m")
        self.assertTrue(any("below the cell's" in w for w in summary["warnings"]))
        one = self.police_file([police_row(0.505, 51.385)] * 4, "one.csv")
        self.assertIn("same easting", self.error("density", one, *areas, "--bandwidth", "nrd"))
        self.assertIn("2 distinct places", self.error("density", one, *areas, "--bandwidth", "diggle"))


if __name__ == "__main__":
    unittest.main()
