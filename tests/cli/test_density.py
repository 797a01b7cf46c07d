"""hotward density, from the command line to raster and contours."""
import json
import shutil
import subprocess
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
        self.assertTrue(any("shorter than a cell" in w for w in summary["warnings"]))
        one = self.police_file([police_row(0.505, 51.385)] * 4, "one.csv")
        self.assertIn("same easting", self.error("density", one, *areas, "--bandwidth", "nrd"))
        self.assertIn("2 distinct places", self.error("density", one, *areas, "--bandwidth", "diggle"))


class RelativeRisk(Case):
    """January beside December: 40 incidents moved from the west square's middle to the east's."""

    def setUp(self):
        super().setUp()
        def spread(month, kind="Burglary"):
            return [police_row(round(0.5005 + 0.0019 * i, 6), round(51.3805 + 0.0009 * j, 6), kind, month)
                    for i in range(11) for j in range(11)]
        self.incidents = self.police_file(
            spread("2020-01") + [police_row(0.515, 51.385, month="2020-01")] * 40
            + spread("2019-01") + [police_row(0.505, 51.385, month="2019-01")] * 40
            + spread("2020-01", "Robbery"), "two.csv")
        self.period = ("--from", "2020-01", "--to", "2020-01")

    def risk(self, against, *words, **options):
        return self.summary("density", self.incidents, "--areas", self.areas, "--type", "burglary",
                            *self.period, "--cell", "50m", "--against", against, *words, **options)

    def test_the_period_before(self):
        summary = self.risk("before")
        self.assert_adds_up(summary["incidents"])
        density = summary["density"]
        self.assertEqual(density["against"],
                         {"kind": "before", "name": "2019-01", "incidents": 161.0})
        self.assertEqual((density["compared"], density["floor"], density["p"], density["bandwidth_m"]),
                         ("shares", 0.05, "permutations", 300.0))
        self.assertAlmostEqual(density["mass"], 161.0, places=6)
        self.assertGreater(density["log2_max"], 0.5)
        self.assertLess(density["log2_min"], -0.5)
        self.assertEqual([(t["risk_bin"], t["pct"]) for t in density["tolerance"]],
                         [(-1, 95.0), (1, 95.0), (-2, 99.0), (2, 99.0)])
        areas = {t["risk_bin"]: t["area_km2"] for t in density["tolerance"]}
        self.assertTrue(0 < areas[2] <= areas[1] < density["tested_km2"], areas)
        self.assertTrue(0 < areas[-2] <= areas[-1] < density["tested_km2"], areas)

    def test_a_finding_is_said_once_for_each_level(self):
        said = " ".join(self.run_program("density", self.incidents, "--areas", self.areas, "--type", "burglary",
                                         *self.period, "--cell", "50m", "--against", "before").stdout.split())
        self.assertRegex(said, r"^Compared with 2019-01, burglaries stand out: more than their share in \S+ km², "
                               r"and fewer in \S+ km², of the \S+ km² where there is enough of both; chance "
                               r"alone marks about \S+ km² each way \(95%\)\. At 99%: more in ")
        self.assertEqual(said.count("At 9"), 1)

    def test_raster_and_tolerance_contours(self):
        tif, layer = self.folder / "risk.tif", self.folder / "tolerance.geojson"
        density = self.risk("before", "-o", tif, "-o", layer)["density"]
        features = json.loads(layer.read_text())["features"]
        self.assertEqual([list(f["properties"]) for f in features],
                         [["risk_bin", "risk", "pct", "rr", "area_km2"]] * 4)
        self.assertEqual([(f["properties"]["risk_bin"], f["properties"]["risk"]) for f in features],
                         [(-1, "lowered"), (1, "raised"), (-2, "lowered"), (2, "raised")])
        for f in features:
            self.assertEqual(f["properties"]["rr"] > 1, f["properties"]["risk"] == "raised")
            parts = f["geometry"]["coordinates"]
            if f["geometry"]["type"] == "Polygon":
                parts = [parts]
            xs = [x for part in parts for x, _ in part[0]]
            # Raised in the east, around 0.515, lowered in the west, around 0.505.
            middle = 0.515 if f["properties"]["risk"] == "raised" else 0.505
            self.assertTrue(min(xs) < middle < max(xs), xs)
        qml = (self.folder / "risk.qml").read_text()
        self.assertIn("singlebandpseudocolor", qml)
        self.assertIn("#ae1529", qml)  # the strongest red of the diverging scale
        if shutil.which("gdalinfo") is None:
            self.skipTest("no gdalinfo")
        said = subprocess.run(["gdalinfo", "-json", "-mm", tif], capture_output=True, text=True, check=True)
        band = json.loads(said.stdout)["bands"][0]
        self.assertAlmostEqual(band["computedMax"], density["log2_max"], places=3)
        self.assertAlmostEqual(band["computedMin"], density["log2_min"], places=3)
        self.assertEqual(band["unit"], "log2 of the ratio")

    def test_exchanging_the_samples_turns_the_sign(self):
        one = self.risk("robbery")["density"]
        other = self.summary("density", self.incidents, "--areas", self.areas, "--type", "robbery",
                             *self.period, "--cell", "50m", "--against", "burglary")["density"]
        self.assertAlmostEqual(one["log2_max"], -other["log2_min"], places=9)
        self.assertEqual(one["against"]["incidents"], 121)
        self.assertEqual(other["against"]["incidents"], 161)
        self.assertAlmostEqual(one["tolerance"][1]["area_km2"], other["tolerance"][0]["area_km2"])

    def test_points_of_another_file(self):
        dwellings = self.write("dwellings.csv", "lon,lat\n" + "".join(
            f"{0.5005 + 0.0019 * i:.6f},{51.3805 + 0.0009 * j:.6f}\n" for i in range(11) for j in range(11))
            + "nan,51.385\n0.505,nan\n0.7,51.385\n")
        tif = self.folder / "risk.tif"
        summary = self.risk("dwellings.csv", "-o", tif)
        against = summary["density"]["against"]
        self.assertEqual(against, {"kind": "file", "name": "dwellings.csv", "incidents": 121.0,
                                   "outside": 1, "rejected": 2})
        self.assertGreater(summary["density"]["log2_max"], 0.3)
        manifest = json.loads((self.folder / "risk.manifest.json").read_text())
        self.assertEqual({entry["path"].rsplit("/")[-1] for entry in manifest["inputs"]},
                         {"areas.geojson", "two.csv", "dwellings.csv"})
        # Twice as many everywhere is the same share, so nothing changes.
        twice = self.write("twice.csv", "lon,lat\n" + "".join(
            dwellings.read_text().split("\n", 1)[1].replace("nan,51.385\n", "") for _ in range(2)))
        self.assertAlmostEqual(self.risk(twice)["density"]["log2_max"], summary["density"]["log2_max"])

    def test_amounts_keep_the_total(self):
        half = self.police_file([police_row(0.505, 51.385, month="2020-01")] * 20
                                + [police_row(0.505, 51.385, month="2019-01")] * 40, "half.csv")
        words = ("density", half, "--areas", self.areas, *self.period, "--against", "before")
        self.assertAlmostEqual(self.summary(*words)["density"]["log2_max"], 0.0)
        amounts = self.summary(*words, "--amounts")["density"]
        self.assertAlmostEqual(amounts["log2_max"], -1.0)
        self.assertEqual(amounts["compared"], "amounts")

    def test_same_bytes_on_any_number_of_threads(self):
        made = set()
        for threads in (1, 2, 4):
            tif, layer = self.folder / f"risk{threads}.tif", self.folder / f"tol{threads}.geojson"
            self.risk("before", "--permutations", 19, "--threads", threads, "-o", tif, "-o", layer)
            made.add((tif.read_bytes(), layer.read_bytes()))
        self.assertEqual(len(made), 1)

    def test_the_floor_leaves_out_what_stands_on_nothing(self):
        everywhere = self.risk("before", "--floor", "0")["density"]
        high = self.risk("before", "--floor", "0.9")["density"]
        self.assertLess(everywhere["below_floor"], high["below_floor"])
        self.assertLess(high["tested_km2"], everywhere["tested_km2"])

    def test_bad_input(self):
        words = ("density", self.incidents, "--areas", self.areas, "--type", "burglary")
        for more, status, said in (
                (("--against", "before"), 2, "--from and --to"),
                (("--against", "before", "--from", "2020-01"), 2, "--from and --to"),
                (("--against", "before", "--from", "2019-01", "--to", "2019-01"), 1,
                 "the data have nothing from the period before (2018-01)"),
                (("--against", "before", "--from", "2020-01", "--to", "2020-02"), 1,
                 "the data have nothing from 2019-02"),
                (("--against", "population"), 2, "no population of the areas"),
                (("--against", "burglary"), 2, "a part of itself"),
                (("--against", "acquisitive"), 2, "Burglary is among the incidents"),
                (("--against", "no such.csv"), 1, "--against no such.csv: "),
                (("--amounts",), 2, "--against before"),
                (("--amounts", "--against", "robbery"), 2, "differ in size"),
                (("--against", "robbery", "--floor", "2"), 2, "--floor"),
                (("--against", "robbery", "--unit", "cell"), 2, "ratio"),
                (("--against", "robbery", "--bandwidth", "0m"), 2, "above 0")):
            with self.subTest(more):
                self.assertIn(said, self.error(*words, *more, status=status))
        away = self.write("away.csv", "lon,lat\n-3.0,55.0\n")
        self.assertIn("outside the areas", self.error(*words, "--against", away))
        # In the areas, but nowhere near the incidents.
        west = self.police_file([police_row(0.5003, 51.3803)] * 9, "west.csv")
        east = self.write("east.csv", "lon,lat\n0.5197,51.3897\n")
        self.assertIn("in no cell", self.error("density", west, "--areas", self.areas, "--against", east))
        undated = self.write("undated.csv", "lon,lat\n0.505,51.385\n")
        self.error("density", undated, "--areas", self.areas, *self.period, "--against", "before")
        self.assertIn("twice", self.error("density", "-", "--areas", self.areas, "--against", "robbery",
                                          status=2, input=self.incidents.read_text()))

    def test_one_type_is_no_mixture(self):
        mixed = self.police_file([police_row(0.505, 51.385)] * 3
                                 + [police_row(0.505, 51.385, "Anti-social behaviour")] * 3, "mixed.csv")
        words = ("density", mixed, "--areas", self.areas)
        self.assertIn("counted together", " ".join(self.summary(*words)["warnings"]))
        self.assertNotIn("counted together", " ".join(self.summary(*words, "--type", "asb")["warnings"]))


if __name__ == "__main__":
    unittest.main()
