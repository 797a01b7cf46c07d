"""hotward density --against people: amounts at points, and people counted by area."""
import json
import shutil
import subprocess
import unittest

from support import Case, feature, police_row, square

# A lattice of points over the two squares.
LATTICE = [(round(0.5005 + 0.0019 * i, 6), round(51.3805 + 0.0009 * j, 6))
           for i in range(11) for j in range(11)]


class Against(Case):
    """Burglaries on a lattice, and 40 more in the middle of the east square."""

    def setUp(self):
        super().setUp()
        self.incidents = self.police_file([police_row(lon, lat) for lon, lat in LATTICE]
                                          + [police_row(0.515, 51.385)] * 40, "incidents.csv")
        self.words = ("density", self.incidents, "--cell", "50m")

    def risk(self, against, *words, **options):
        areas = () if "--areas" in words else ("--areas", self.areas)
        return self.summary(*self.words, *areas, "--against", against, *words, **options)

    def pixels(self, against, *words):
        """The raster's values, as GDAL prints them."""
        if shutil.which("gdal_translate") is None:
            self.skipTest("no gdal_translate")
        tif = self.folder / "pixels.tif"
        self.risk(against, *words, "-o", tif, "--overwrite")
        grid = self.folder / "pixels.asc"
        subprocess.run(["gdal_translate", "-q", "-of", "AAIGrid", tif, grid], check=True)
        return grid.read_text()

    def points(self, name, rows, header="lon,lat,people"):
        return self.write(name, "\n".join([header, *rows]) + "\n")

    @staticmethod
    def sets(density):
        return {t["risk_bin"]: t["area_km2"] for t in density["tolerance"]}


class Amounts(Against):
    """--against FILE:COLUMN."""

    def setUp(self):
        super().setUp()
        self.weights = [(7 * i) % 5 for i in range(len(LATTICE))]
        rows = [f"{lon},{lat},{w}" for (lon, lat), w in zip(LATTICE, self.weights)]
        self.people = self.points("people.csv", rows)
        self.repeated = self.points("repeated.csv", [f"{lon},{lat},1" for (lon, lat), w
                                                     in zip(LATTICE, self.weights) for _ in range(w)])

    def test_a_weight_is_so_many_rows(self):
        weighted, repeated = self.risk("people.csv:people")["density"], self.risk("repeated.csv")["density"]
        for key in ("log2_min", "log2_max", "below_floor", "mass"):
            self.assertAlmostEqual(weighted[key], repeated[key], places=12)
        self.assertEqual(weighted["against"]["amount"], repeated["against"]["incidents"])
        self.assertEqual(self.pixels("people.csv:people"), self.pixels("repeated.csv"))
        # Known amounts both: their tolerance is the same, too, by formula and by draws.
        for words in ((), ("--permutations", 39)):
            one = self.risk("people.csv:people", *words)["density"]
            other = self.risk("repeated.csv:people", *words)["density"]
            self.assertEqual(one["tolerance"], other["tolerance"])

    def test_what_is_said(self):
        more = self.points("more.csv", [*self.people.read_text().strip().split("\n")[1:],
                                        "nan,51.385,9", "0.7,51.385,9", "0.505,51.385,0"])
        tif = self.folder / "risk.tif"
        density = self.risk("more.csv:people", "-o", tif)["density"]
        self.assertEqual(density["against"],
                         {"kind": "file", "name": "more.csv", "column": "people",
                          "amount": float(sum(self.weights)), "outside": 1, "rejected": 1})
        self.assertEqual((density["compared"], density["p"]), ("shares", "normal"))
        self.assertEqual(self.risk("more.csv:people", "--permutations", 19)["density"]["p"], "draws")
        manifest = json.loads((self.folder / "risk.manifest.json").read_text())
        self.assertIn("more.csv", {entry["path"].rsplit("/")[-1] for entry in manifest["inputs"]})
        text = self.run_program(*self.words, "--areas", self.areas, "--against", "more.csv:people").stdout
        self.assertIn("Shares compared with people of more.csv;", text)
        self.assertIn(f"161 incidents beside {sum(self.weights)} of people;", text)

    def test_a_weight_of_nothing_changes_nothing_nor_does_the_order(self):
        rows = self.people.read_text().strip().split("\n")[1:]
        self.points("turned.csv", ["0.512,51.383,0", *rows[::-1]])
        for words in ((), ("--permutations", 39)):
            one, other = (self.risk(f, *words)["density"] for f in ("people.csv:people", "turned.csv:people"))
            self.assertEqual(one.pop("against")["amount"], other.pop("against")["amount"])
            self.assertEqual(one, other)

    def test_the_unit_of_the_amounts_changes_nothing(self):
        self.points("hundreds.csv", [f"{lon},{lat},{w / 128}" for (lon, lat), w in zip(LATTICE, self.weights)])
        one, other = self.risk("people.csv:people")["density"], self.risk("hundreds.csv:people")["density"]
        self.assertAlmostEqual(one["log2_max"], other["log2_max"], places=12)
        self.assertEqual(one["tolerance"], other["tolerance"])
        rule = self.risk("people.csv:people", "--bandwidth", "nrd")["density"]["bandwidth_m"]
        self.assertEqual(self.risk("hundreds.csv:people", "--bandwidth", "nrd")["density"]["bandwidth_m"], rule)

    def test_the_excess_is_found(self):
        self.points("even.csv", [f"{lon},{lat},100" for lon, lat in LATTICE])
        for words in ((), ("--permutations", 199)):
            density = self.risk("even.csv:people", *words)["density"]
            sets = self.sets(density)
            self.assertTrue(0 < sets[2] <= sets[1] < density["tested_km2"] / 3, sets)
        without = self.police_file([police_row(lon, lat) for lon, lat in LATTICE], "even incidents.csv")
        density = self.summary("density", without, "--areas", self.areas, "--cell", "50m",
                               "--against", "even.csv:people")["density"]
        self.assertEqual(set(self.sets(density).values()), {0.0})

    def test_paths_with_colons(self):
        plain = self.risk("people.csv:people")["density"]["log2_max"]
        shutil.copy(self.people, self.folder / "a:b.csv")
        (self.folder / "c:d").mkdir()
        shutil.copy(self.people, self.folder / "c:d" / "e.csv")
        for against in ("a:b.csv:people", "c:d/e.csv:people", self.folder / "a:b.csv:people"):
            self.assertEqual(self.risk(against)["density"]["log2_max"], plain)
        # Without a column each row weighs one; a file of this very name comes first.
        self.assertEqual(self.risk("a:b.csv")["density"]["against"]["incidents"], 121.0)
        shutil.copy(self.repeated, self.folder / "people.csv:people")
        self.assertIn("people.csv:people", self.error(*self.words, "--areas", self.areas,
                                                      "--against", "people.csv:people"))

    def test_layers(self):
        homes = self.write_json("homes.geojson", {"type": "FeatureCollection", "features": [
            feature("", "", [lon, lat], "Point", people=w) for (lon, lat), w in zip(LATTICE, self.weights)]})
        plain = self.risk("people.csv:people")["density"]["log2_max"]
        self.assertAlmostEqual(self.risk("homes.geojson:people")["density"]["log2_max"], plain, places=9)
        self.assertAlmostEqual(self.risk(f"{homes}:homes:people")["density"]["log2_max"], plain, places=9)
        # The name of a layer is one, as ever.
        self.assertEqual(self.risk("homes.geojson:homes")["density"]["against"]["incidents"], 121.0)

    def test_same_bytes_on_any_number_of_threads(self):
        made = set()
        for threads in (1, 2, 4):
            tif, layer = self.folder / f"risk{threads}.tif", self.folder / f"tol{threads}.geojson"
            self.risk("people.csv:people", "--permutations", 39, "--threads", threads, "-o", tif, "-o", layer)
            made.add((tif.read_bytes(), layer.read_bytes()))
        self.assertEqual(len(made), 1)
        told = [self.risk("people.csv:people", "--permutations", 99, "--seed", seed)["density"] for seed in (1, 2, 3)]
        self.assertEqual(len({density["log2_max"] for density in told}), 1)
        self.assertGreater(len({str(density["tolerance"]) for density in told}), 1)

    def test_public(self):
        # Nobody's number of people is hidden: a single one with 500 has a value around.
        self.points("few.csv", ["0.515,51.385,500", "0.505,51.385,400"])
        density = self.risk("few.csv:people", "--public")["density"]
        self.assertFalse(density["log2_max"] is None)
        lone = self.police_file([police_row(0.515, 51.385)] * 20 + [police_row(0.5025, 51.3825)] * 3
                                + [police_row(0.5025, 51.3875)] * 4, "lone.csv")
        words = ("density", lone, "--areas", self.areas, "--cell", "50m", "--against", "people.csv:people")
        self.assertEqual(self.summary(*words, "--public")["density"]["left_out"], 7)

    def test_bad_input(self):
        words = (*self.words, "--areas", self.areas)
        for value in ("-1", "much", "", "nan", "inf", "1e999", "12 people"):
            self.points("bad.csv", ["0.505,51.385,3", f"0.515,51.385,{value}"])
            with self.subTest(value):
                said = self.error(*words, "--against", "bad.csv:people")
                self.assertIn(f"--against bad.csv:people: '{value}' is no number of 0 or more", said)
        self.points("none.csv", ["0.505,51.385,0", "0.515,51.385,0.0", "0.7,51.385,12"])
        for against, status, said in (
                ("people.csv:persons", 1, "--against people.csv:persons: no column 'persons'; there are "
                                          "lon, lat, people"),
                ("people.csv:", 2, "which column"),
                ("none.csv:people", 1, "--against none.csv:people: its amounts within the areas add up to 0"),
                ("absent.csv:people", 1, "--against absent.csv:people: "),
                ("robbery:people", 1, "--against robbery:people: "),
                ("homes:people:more", 1, "--against homes:people:more: ")):
            with self.subTest(against):
                self.assertIn(said, self.error(*words, "--against", against, status=status))
        self.assertIn("differ in size", self.error(*words, "--against", "people.csv:people", "--amounts",
                                                   status=2))


class Population(Against):
    """--against population."""

    def national_square(self, code, west, south, side, **more):
        return feature(code, code, square(west, south, west + side, south + side), **more)

    def national(self, name, *features):
        return self.write_json(name, {
            "type": "FeatureCollection", "features": list(features),
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}})

    def setUp(self):
        super().setUp()
        # A square of 20 by 20 cells around the middle of the two.
        self.one = self.national("one.geojson", self.national_square("A1", 575000, 168000, 1000, people=400))
        rows = [f"{575040 + 37 * i},{168060 + 31 * (i * i % 29)}" for i in range(25)]
        self.inside = self.points("inside.csv", rows, "easting,northing")
        self.one_words = ("density", self.inside, "--areas", self.one, "--cell", "50m")

    def test_people_of_one_area_are_everywhere_alike(self):
        # Then f0 is constant, and the ratio is the density over its mean.
        density = self.summary(*self.one_words, "--population", "people", "--against", "population",
                               "--edge", "uniform", "--floor", "0")["density"]
        plain = self.summary(*self.one_words, "--edge", "uniform")["density"]
        self.assertAlmostEqual(2 ** density["log2_max"], plain["max_per_km2"] / plain["mass"], places=9)
        self.assertEqual(density["against"]["amount"], 400.0)

    def test_people_lie_at_the_centres_of_cells(self):
        two = self.national("two.geojson", self.national_square("A1", 575000, 168000, 1000, people=400),
                            self.national_square("B1", 576000, 168000, 500, people=300))
        centres = [(575025 + 50 * i, 168025 + 50 * j, 1) for i in range(20) for j in range(20)]
        centres += [(576025 + 50 * i, 168025 + 50 * j, 3) for i in range(10) for j in range(10)]
        self.points("centres.csv", [f"{x},{y},{w}" for x, y, w in centres], "easting,northing,people")
        words = ("density", self.inside, "--areas", two, "--cell", "50m", "--population", "people")
        for more in ((), ("--kernel", "gaussian", "--bandwidth", "90m"), ("--edge", "none")):
            one = self.summary(*words, *more, "--against", "population")["density"]
            other = self.summary(*words, *more, "--against", "centres.csv:people")["density"]
            self.assertEqual(one["against"]["amount"], other["against"]["amount"])
            for key in ("log2_min", "log2_max", "below_floor", "tested_km2"):
                self.assertAlmostEqual(one[key], other[key], places=9)
            for a, b in zip(one["tolerance"], other["tolerance"]):
                self.assertAlmostEqual(a["area_km2"], b["area_km2"])

    def test_what_is_said(self):
        done = self.risk("population", "--population", "people")
        against = done["density"]["against"]
        self.assertEqual({k: against[k] for k in ("kind", "name", "amount", "areas", "areas_left_out",
                                                  "incidents_left_out")},
                         {"kind": "population", "name": "people of areas.geojson", "amount": 3000.0,
                          "areas": 2, "areas_left_out": 0, "incidents_left_out": 0})
        self.assertTrue(800 < against["median_side_m"] < 950, against)
        cautions = " ".join(done["warnings"])
        self.assertIn("spread evenly within 2 areas", cautions)
        self.assertIn("borders", cautions)
        done = self.run_program(*self.words, "--areas", self.areas, "--population", "people",
                                "--against", "population")
        self.assertIn("161 incidents beside 3,000 people;", done.stdout)
        self.assertIn("people (people of areas.geojson), spread evenly within 2 areas;", done.stdout)

    def test_large_areas_beside_the_kernel(self):
        def warned(*words):
            summary = self.risk("population", "--population", "people", *words)
            self.assertIn("spread evenly", " ".join(summary["warnings"]))
            return "borders" in " ".join(summary["warnings"])
        # Sides of some 880 m, so twice the bandwidth is above that from 440 m on.
        self.assertTrue(warned("--bandwidth", "400m"))
        self.assertFalse(warned("--bandwidth", "500m"))
        # A Gaussian of 177 m smooths as a quartic of 500 m does.
        self.assertTrue(warned("--bandwidth", "140m", "--kernel", "gaussian"))
        self.assertFalse(warned("--bandwidth", "177m", "--kernel", "gaussian"))

    def test_an_area_too_small_for_a_cell_keeps_its_people(self):
        tiny = self.national("tiny.geojson", self.national_square("A1", 575000, 168000, 1000, people=400),
                             self.national_square("B1", 576001, 168001, 20, people=77))
        density = self.summary("density", self.inside, "--areas", tiny, "--cell", "50m", "--population",
                               "people", "--against", "population")["density"]
        self.assertEqual(density["against"]["amount"], 477.0)

    def test_areas_without_population_are_left_out(self):
        more = self.national("more.geojson", self.national_square("A1", 575000, 168000, 1000, people=400),
                             self.national_square("B1", 576000, 168000, 500, people=None))
        rows = self.inside.read_text().strip().split("\n")[1:]
        both = self.points("both.csv", [*rows, *["576200,168200"] * 7], "easting,northing")
        words = ("--cell", "50m", "--population", "people", "--against", "population")
        summary = self.summary("density", both, "--areas", more, *words)
        alone = self.summary("density", self.inside, "--areas", self.one, *words)["density"]
        self.assertEqual(summary["incidents"]["in_area"], 32)
        against = summary["density"]["against"]
        self.assertEqual((against["areas"], against["areas_left_out"], against["incidents_left_out"]), (1, 1, 7))
        for key in ("log2_min", "log2_max", "below_floor", "mass", "tolerance", "tested_km2"):
            self.assertEqual(summary["density"][key], alone[key])
        self.assertIn("1 of 2 areas has no population and is left out, with 7 incidents",
                      " ".join(summary["warnings"]))
        # Left out for the public, too, unless the difference would tell a small number.
        busy = [at for at in ("575500,168500", "575200,168200", "575800,168800") for _ in range(40)]
        both = self.points("both.csv", [*rows, *busy, *["576200,168200"] * 7], "easting,northing")
        said = self.summary("density", both, "--areas", more, *words, "--public")["density"]
        self.assertEqual(said["against"]["incidents_left_out"], 7)
        few = self.points("few.csv", [*rows, *["576200,168200"] * 2], "easting,northing")
        self.assertIn("--public", self.error("density", few, "--areas", more, *words, "--public"))

    def test_areas_of_nobody(self):
        more = self.national("more.geojson", self.national_square("A1", 575000, 168000, 1000, people=400),
                             self.national_square("B1", 576500, 168000, 1000, people=0))
        summary = self.summary("density", self.inside, "--areas", more, "--cell", "50m", "--population",
                               "people", "--against", "population")
        self.assertEqual(summary["density"]["against"]["areas"], 2)
        self.assertIn("1 of 2 areas has a population of 0", " ".join(summary["warnings"]))
        self.assertGreaterEqual(summary["density"]["below_floor"], 400)

    def test_a_table_of_people(self):
        self.write("table.csv", "code,pop_2019,adults\nW1,1000,900\nE1,2000,1500\n")
        against = self.risk("population", "--population", "table.csv:adults")["density"]["against"]
        self.assertEqual((against["name"], against["amount"]), ("adults of table.csv", 2400.0))

    def test_same_bytes_on_any_number_of_threads(self):
        made = set()
        for threads in (1, 2, 4):
            tif, layer = self.folder / f"risk{threads}.tif", self.folder / f"tol{threads}.geojson"
            self.risk("population", "--population", "people", "--permutations", 39, "--threads", threads,
                      "-o", tif, "-o", layer)
            made.add((tif.read_bytes(), layer.read_bytes()))
        self.assertEqual(len(made), 1)

    def test_public(self):
        summary = self.risk("population", "--population", "people", "--public")
        self.assertTrue(summary["public"])

    def test_bad_input(self):
        words = (*self.words, "--areas", self.areas, "--against", "population")
        self.assertIn("--against population: no population of the areas of",
                      self.error(*words, status=2))
        self.assertIn("differ in size", self.error(*words, "--population", "people", "--amounts", status=2))
        self.assertIn("persons", self.error(*words, "--population", "persons"))
        empty = self.national("empty.geojson", self.national_square("A1", 575000, 168000, 1000, people=0),
                              self.national_square("B1", 576000, 168000, 500, people=None))
        self.assertIn("no area has a population above 0",
                      self.error("density", self.inside, "--areas", empty, "--population", "people",
                                 "--against", "population"))
        # All incidents in the area of which nothing is known.
        half = self.national("half.geojson", self.national_square("A1", 575000, 168000, 1000, people=None),
                             self.national_square("B1", 576000, 168000, 500, people=10))
        self.assertIn("no incidents lie in an area with a population",
                      self.error("density", self.inside, "--areas", half, "--population", "people",
                                 "--against", "population"))


if __name__ == "__main__":
    unittest.main()
