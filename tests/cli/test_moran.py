"""hotward moran, from the command line to the layer."""
import json
import math
import unittest

from local_statistics import PROGRAMS, MapCase, read_csv
from support import police_row

COLUMNS = ["moran_i", "moran_z", "moran_p", "moran_q", "quadrant"]
GEARY = ["geary_c", "geary_z", "geary_p", "geary_q"]


class Moran(MapCase):
    def setUp(self):
        super().setUp()
        self.counts = self.hot_counts()
        self.map = self.square_map()
        self.incidents = self.incidents_of(self.counts)

    def moran(self, *words, **options):
        return self.summary("moran", self.incidents, "--areas", self.map, *words, **options)

    def test_columns_and_summary(self):
        out = self.folder / "moran.csv"
        summary = self.moran("-o", out)
        self.assert_adds_up(summary["incidents"])
        moran = summary["moran"]
        self.assertEqual((moran["sites"], moran["of"], moran["value"]), (36, "areas", "count"))
        self.assertEqual((moran["components"], moran["islands"]), (1, 0))
        self.assertAlmostEqual(moran["expected"], -1 / 35, places=12)
        self.assertAlmostEqual(moran["z"], (moran["i"] - moran["expected"])
                               / math.sqrt(moran["variance"]), places=9)
        self.assertEqual(moran["p"], 2 / 1000)  # stronger than all 999 random layouts
        self.assertLess(moran["geary"]["c"], moran["geary"]["expected"])
        self.assertGreater(moran["general_g"]["g"], moran["general_g"]["expected"])
        local = moran["local"]
        self.assertEqual((local["null"], local["p"], local["convention"]),
                         ("conditional", "exact", "population"))
        rows = read_csv(out)
        self.assertEqual(list(rows[0]), ["area_code", "area_name", "count", *COLUMNS, *GEARY])
        shown = [r["quadrant"] for r in rows]
        for name in ("HH", "LL", "HL", "LH"):
            self.assertEqual(local[name], shown.count(name), name)
        for r in rows:
            self.assertEqual(r["quadrant"] == "NS", float(r["moran_q"]) > 0.05, r)
        self.assertEqual(self.table(out)["A44"]["quadrant"], "HH")
        # Rows are standardised and no site is an island: the sum of the parts is n times the whole.
        self.assertAlmostEqual(sum(float(r["moran_i"]) for r in rows), 36 * moran["i"], places=6)

    def test_borders_with_vertices_on_one_side_only_are_borders(self):
        # A lies along B, C and D, and has no corner where they meet.
        boxes = {"A": (570, 160, 579, 170), "B": (570, 157, 573, 160),
                 "C": (573, 157, 576, 160), "D": (576, 157, 579, 160)}
        features = [{"type": "Feature", "properties": {"area_code": code},
                     "geometry": {"type": "Polygon", "coordinates": [[
                         [1000 * x, 1000 * y]
                         for x, y in ((w, s), (e, s), (e, n), (w, n), (w, s))]]}}
                    for code, (w, s, e, n) in boxes.items()]
        areas = self.write_json("beats.geojson", {
            "type": "FeatureCollection", "features": features,
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}})
        for kind in ("queen", "rook"):
            links = self.folder / f"{kind}.gal"
            self.summary("moran", self.incidents, "--areas", areas, "--raw", "--weights", kind,
                         "--write-weights", links)
            lines = links.read_text().splitlines()[1:]
            found = {one.split()[0]: "".join(two.split()) for one, two in zip(*[iter(lines)] * 2)}
            self.assertEqual(found, {"A": "BCD", "B": "AC", "C": "ABD", "D": "AC"}, kind)

    def test_spdep_on_the_22_wards(self):
        areas, incidents, order = self.wards22()
        theirs = {(r["style"], r["test"]): r for r in read_csv(PROGRAMS / "global_tests.csv")
                  if r["dataset"] == "wards22"}
        out = self.folder / "wards.csv"
        moran = self.summary("moran", incidents, "--areas", areas, "-o", out)["moran"]
        for test, ours, name in (("moran_rand", moran, "i"), ("geary_rand", moran["geary"], "c")):
            row = theirs["W", test]
            self.assertAlmostEqual(ours[name], float(row["stat"]), places=9)
            self.assertAlmostEqual(ours["expected"], float(row["expect"]), places=9)
            self.assertAlmostEqual(ours["variance"], float(row["var"]), places=9)
        # The general G takes links of weight 1.
        row = theirs["B", "globalG"]
        self.assertAlmostEqual(moran["general_g"]["g"], float(row["stat"]), places=9)
        self.assertAlmostEqual(moran["general_g"]["variance"], float(row["var"]), places=9)
        ours = self.table(out)
        for code, local in zip(order, read_csv(PROGRAMS / "wards22.local.csv")):
            for mine, other in (("moran_i", "Ii"), ("moran_z", "Z_cond"), ("geary_c", "localC_W")):
                # The layer holds ten significant digits.
                self.assertAlmostEqual(float(ours[code][mine]), float(local[other]), delta=1e-8,
                                       msg=code)
            if ours[code]["quadrant"] != "NS":
                names = {"HH": "High-High", "LL": "Low-Low", "HL": "High-Low", "LH": "Low-High"}
                self.assertEqual(names[ours[code]["quadrant"]], local["quadr"])

    def test_rates_of_the_22_wards_are_standardised_with_spdeps_estimates(self):
        areas, incidents, order = self.wards22()
        text = (PROGRAMS / "wards22.eb.params.txt").read_text()
        a, b = (float(part.split("=")[1]) for part in text.split()[1:3])
        data = {r["WD13CD"]: r for r in read_csv(PROGRAMS / "wards22.data.csv")}
        people = self.write("people.csv", "code,pop\n" + "".join(
            f"{code},{data[code]['pop']}\n" for code in order))
        out = self.folder / "wards.csv"
        words = ("moran", incidents, "--areas", areas, "--population", people, "-o", out)
        moran = self.summary(*words)["moran"]
        self.assertEqual((moran["value"], moran["local"]["p"]), ("eb_rate", "permutations"))
        rows = self.table(out)
        z = []
        for code in order:
            count, pop = float(data[code]["count"]), float(data[code]["pop"])
            z.append((count / pop - b) / math.sqrt(a + b / pop))
            self.assertAlmostEqual(float(rows[code]["value"]), z[-1], delta=1e-8)
        # Moran's I of them, by its formula over spdep's neighbours.
        links = [(int(r["i"]) - 1, int(r["j"]) - 1) for r in read_csv(PROGRAMS / "wards22.nb.csv")]
        mean = sum(z) / 22
        degree = [sum(i == k for i, _ in links) for k in range(22)]
        cross = sum((z[i] - mean) * (z[j] - mean) / degree[i] for i, j in links)
        self.assertAlmostEqual(moran["i"], cross / sum((x - mean) ** 2 for x in z), places=9)
        raw = self.summary(*words, "--raw", "--overwrite")["moran"]
        self.assertEqual((raw["value"], raw["local"]["p"]), ("count", "exact"))

    def test_geodas_convention_scales_i_alone(self):
        ours, theirs = self.folder / "ours.csv", self.folder / "theirs.csv"
        self.moran("-o", ours)
        local = self.moran("--convention", "geoda", "-o", theirs)["moran"]["local"]
        self.assertEqual(local["convention"], "geoda")
        for mine, other in zip(read_csv(ours), read_csv(theirs)):
            self.assertAlmostEqual(float(other["moran_i"]), float(mine["moran_i"]) * 35 / 36,
                                   places=8)
            for column in COLUMNS[1:]:
                self.assertEqual(other[column], mine[column])

    def test_same_bytes_on_any_number_of_threads_and_for_any_order_of_rows(self):
        for words in ((), ("--cell", "400m"), ("--cell", "400m", "--draws", "shared", "--p",
                                               "permutations", "--permutations", "499")):
            made = set()
            for threads, shuffled in ((1, None), (2, 1), (4, 2)):
                incidents = self.incidents_of(self.counts, shuffled=shuffled)
                out = self.folder / f"t{threads}.geojson"
                done = self.run_program("moran", incidents, "--areas", self.map, *words,
                                        "--threads", threads, "-o", out, "--overwrite", "--json")
                made.add((out.read_bytes(), json.dumps(json.loads(done.stdout)["moran"])))
            self.assertEqual(len(made), 1, words)

    def test_seeds_change_permutations_and_nothing_else(self):
        one, other, again = (self.moran("--seed", seed)["moran"] for seed in (1, 2, 1))
        self.assertEqual(one, again)
        self.assertEqual(one["i"], other["i"])

    def test_shared_draws_are_what_large_grids_take(self):
        words = ("--cell", "50m", "--p", "permutations", "--permutations", "9")
        moran = self.moran(*words)["moran"]
        self.assertGreater(moran["sites"], 10000)
        self.assertEqual((moran["local"]["draws"], moran["local"]["permutations"]), ("shared", 9))
        moran = self.moran(*words, "--draws", "independent")["moran"]
        self.assertEqual(moran["local"]["draws"], "independent")

    def test_shared_draws_are_what_very_many_neighbours_take(self):
        # Some 400 neighbours of each of 1,296 cells, 2,999 times: 1.5 thousand million of them.
        words = ("--cell", "100m", "--p", "permutations", "--permutations", "2999")
        moran = self.moran(*words, "--weights", "band:1200m")["moran"]
        self.assertLess(moran["sites"], 10000)
        self.assertEqual(moran["local"]["draws"], "shared")
        self.assertEqual(self.moran(*words)["moran"]["local"]["draws"], "independent")

    def test_a_map_too_large_for_permutations_says_so(self):
        # 10 m cells over 3.6 km: 130,000 of them, most with an incident.
        points = "\n".join(f"{575000 + 10 * (k % 360) + 5},{165000 + 10 * (k // 360) + 5}"
                           for k in range(360 * 360) if k % 5)
        dense = self.write("dense.csv", "easting,northing\n" + points + "\n")
        ring = [[575000, 165000], [578600, 165000], [578600, 168600], [575000, 168600], [575000, 165000]]
        areas = self.write_json("dense.geojson", {
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
            "features": [{"type": "Feature", "properties": {"area_code": "D1"},
                          "geometry": {"type": "Polygon", "coordinates": [ring]}}]})
        words = ("moran", dense, "--areas", areas, "--cell", "10m", "--shape", "square")
        moran = self.summary(*words)["moran"]
        self.assertEqual(moran["permutations"], 0)
        self.assertEqual(moran["p"], moran["p_normal"])
        self.assertIn("too large for permutations", self.run_program(*words).stdout)
        # As many as asked for, where these are few.
        few = self.summary(*words, "--permutations", 9, "--draws", "shared")["moran"]
        self.assertEqual(few["permutations"], 9)

    def test_areas_without_people_are_undefined_and_counted(self):
        people = [1000 + 10 * i for i in range(36)]
        people[3], people[20] = 0, None
        areas = self.square_map("people.geojson", people=people)
        out = self.folder / "rates.csv"
        summary = self.summary("moran", self.incidents, "--areas", areas, "--population", "people",
                               "-o", out)
        moran = summary["moran"]
        self.assertEqual((moran["value"], moran["undefined"]), ("eb_rate", 2))
        self.assertAlmostEqual(moran["expected"], -1 / 33, places=12)
        self.assertIn("2 of 36 areas have no value and are left out", " ".join(summary["warnings"]))
        for i, row in enumerate(read_csv(out)):
            self.assertEqual([row[c] == "" for c in ("value", *COLUMNS)], [i in (3, 20)] * 6)

    def test_links_to_oneself_are_left_out(self):
        codes = [f"A{r}{c}" for r in range(6) for c in range(6)]
        links = {code: [codes[k] for k in (i - 1, i + 1) if 0 <= k < 36]
                 for i, code in enumerate(codes)}
        plain = self.moran("--weights", self.gal(links))["moran"]
        with_self = {code: [*others, code] for code, others in links.items()}
        self.assertEqual(self.moran("--weights", self.gal(with_self, "self.gal"))["moran"]["i"],
                         plain["i"])

    def test_values_below_zero_have_no_general_g(self):
        areas = self.square_map("score.geojson", score=[i - 10.5 for i in range(36)])
        summary = self.summary("moran", self.incidents, "--areas", areas, "--value", "score")
        self.assertIsNone(summary["moran"]["general_g"])
        self.assertIn("A third measure of the whole map is left out: the general G", " ".join(summary["warnings"]))
        self.assertGreater(summary["moran"]["i"], 0.5)


class BadInput(MapCase):
    def moran_error(self, counts, *words, side=None, status=1, **columns):
        areas = self.square_map(side=side, **columns)
        return self.error("moran", self.incidents_of(counts, side=side), "--areas", areas, *words,
                          status=status)

    def test_counts_that_say_nothing(self):
        self.assertIn("every value is 2", self.moran_error([2] * 36))
        self.assertIn("every value is 0",
                      self.moran_error([1] * 36, "--value", "none", none=[0] * 36))
        self.assertIn("needs 4 areas or cells, got 1", self.moran_error([4], side=1))
        two = self.square_map(side=2, skip=((1, 0), (1, 1)))
        message = self.error("moran", self.incidents_of([4, 1], side=2), "--areas", two)
        self.assertIn("needs 4 areas or cells, got 2", message)

    def test_nobody_anywhere(self):
        message = self.moran_error([1, 2] * 18, "--population", "people", people=[0] * 36)
        self.assertIn("population", message)

    def test_no_neighbours_anywhere(self):
        apart = self.square_map(skip={(r, c) for r in range(6) for c in range(6) if r % 2 or c % 2})
        incidents = self.incidents_of([1, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0] * 3)
        message = self.error("moran", incidents, "--areas", apart)
        self.assertIn("no area or cell has a neighbour", message)

    def test_cells_that_cannot_be(self):
        for cell, said in (("9km", "larger than the study area"), ("0.5m", "1 m is the least"),
                           ("1m", "4000000 is the most")):
            self.assertIn(said, self.moran_error([1] + [0] * 35, "--cell", cell, status=2))

    def test_points_and_areas_that_do_not_overlap(self):
        message = self.error("moran", self.police_file([police_row(-3.0, 55.0)]), "--areas",
                             self.square_map())
        self.assertIn("lie outside the areas", message)

    def test_a_gwt_file_that_names_an_unknown_id(self):
        weights = self.write("map.gwt", "0 4 map area_code\nA00 A01 1\nA00 B77 1\n")
        message = self.moran_error([1, 2, 3, 4], "--weights", weights, side=2)
        for said in ("map.gwt", "line 3", "'B77'"):
            self.assertIn(said, message)

    def test_words_that_contradict(self):
        self.assertIn("give one of them", self.moran_error([1] * 36, "--raw", "--value", "people",
                                                           status=2, people=list(range(36))))


if __name__ == "__main__":
    unittest.main()
