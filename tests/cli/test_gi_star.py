"""hotward gi-star, from the command line to the layer."""
import json
import math
import unittest

from local_statistics import PROGRAMS, MapCase, read_csv
from support import police_row

COLUMNS = ["count", "gi_z", "gi_p", "gi_q", "gi_bin"]


class GiStar(MapCase):
    def setUp(self):
        super().setUp()
        self.counts = self.hot_counts()
        self.map = self.square_map()
        self.incidents = self.incidents_of(self.counts)

    def gi_star(self, *words, **options):
        return self.summary("gi-star", self.incidents, "--areas", self.map, *words, **options)

    def test_columns_and_summary(self):
        out = self.folder / "hot.csv"
        summary = self.gi_star("-o", out)
        self.assert_adds_up(summary["incidents"])
        gi = summary["gi_star"]
        self.assertEqual((gi["sites"], gi["of"], gi["value"]), (36, "areas", "count"))
        self.assertEqual((gi["null"], gi["p"], gi["correction"]),
                         ("total", "exact", "Benjamini-Hochberg"))
        rows = read_csv(out)
        self.assertEqual(list(rows[0])[:7], ["area_code", "area_name", *COLUMNS])
        self.assertEqual([int(r["count"]) for r in rows], self.counts)
        bins = [int(r["gi_bin"]) for r in rows]
        for name, value in (("hot_99", 3), ("hot_95", 2), ("hot_90", 1),
                            ("cold_90", -1), ("cold_95", -2), ("cold_99", -3)):
            self.assertEqual(gi[name], bins.count(value), name)
        self.assertEqual(self.table(out)["A44"]["gi_bin"], "3")
        for r in rows:
            z, p, q = (float(r[c]) for c in ("gi_z", "gi_p", "gi_q"))
            self.assertTrue(0 < p <= q <= 1, r)
            expected = sum(q <= level for level in (0.10, 0.05, 0.01))
            self.assertEqual(abs(int(r["gi_bin"])), expected)
            tails = float(r["gi_p_upper"]), float(r["gi_p_lower"])
            self.assertAlmostEqual(p, min(1, 2 * min(tails)), places=8)
            if expected:
                self.assertGreater(z * int(r["gi_bin"]), 0)

    def test_areas_without_a_rate_are_not_counted_as_examined(self):
        codes = [row["area_code"] for row in json.loads(self.run_program(
            "rank", self.incidents, "--areas", self.map, "--json").stdout)["ranking"]]
        people = "".join(f"{code},{1000 if i > 1 else 'N/A'}\n" for i, code in enumerate(sorted(codes)))
        file = self.write("people.csv", "code,pop\n" + people)
        for command, more in (("gi-star", ("--rate",)), ("moran", ())):
            said = self.run_program(command, self.incidents, "--areas", self.map, "--population", file,
                                    *more).stdout
            self.assertIn("over 34 of 36 areas", " ".join(said.split()), command)

    def test_z_of_a_site_by_hand(self):
        out = self.folder / "hot.csv"
        self.gi_star("-o", out)
        mean = sum(self.counts) / 36
        s = math.sqrt(sum((x - mean) ** 2 for x in self.counts) / 36)
        corner = [0, 1, 6, 7]  # A00 and its three neighbours
        total = sum(self.counts[i] - mean for i in corner)
        z = total / (s * math.sqrt((36 * 4 - 16) / 35))
        self.assertAlmostEqual(float(self.table(out)["A00"]["gi_z"]), z, places=8)

    def test_spdep_on_the_22_wards(self):
        areas, incidents, order = self.wards22()
        expected = read_csv(PROGRAMS / "wards22.local.csv")
        for extra in ((), ("--value", "score")):
            out = self.folder / "wards.csv"
            summary = self.summary("gi-star", incidents, "--areas", areas, "-o", out, "--overwrite",
                                   *extra)
            self.assertEqual(summary["gi_star"]["weights"]["components"], 2)
            self.assertEqual(summary["gi_star"]["value"], "score" if extra else "count")
            ours = self.table(out)
            for code, theirs in zip(order, expected):
                # The layer holds ten significant digits.
                self.assertAlmostEqual(float(ours[code]["gi_z"]), float(theirs["Gistar_z_B"]),
                                       delta=1e-8, msg=code)

    def test_neighbours_of_the_22_wards_as_spdep_sees_them(self):
        areas, incidents, order = self.wards22()
        out = self.folder / "wards.gal"
        self.run_program("gi-star", incidents, "--areas", areas, "--write-weights", out)
        words = out.read_text().split("\n")
        self.assertEqual(words[0], "0 22 areas area_code")
        seen = {(words[k].split()[0], other)
                for k in range(1, 45, 2) for other in words[k + 1].split()}
        theirs = {(order[int(r["i"]) - 1], order[int(r["j"]) - 1])
                  for r in read_csv(PROGRAMS / "wards22.nb.csv")}
        self.assertEqual(seen, theirs)

    def test_weights_go_out_and_come_back(self):
        plain = self.folder / "plain.csv"
        self.gi_star("-o", plain, "--write-weights", self.folder / "map.gal")
        for extension in ("gal", "gwt"):
            weights = self.folder / f"map.{extension}"
            self.gi_star("--write-weights", weights, "--overwrite")
            again = self.folder / f"{extension}.csv"
            summary = self.gi_star("--weights", weights, "-o", again)
            self.assertEqual(again.read_bytes(), plain.read_bytes())
            self.assertEqual(summary["gi_star"]["weights"]["description"],
                             f"weights of map.{extension}")
            record = json.loads((self.folder / f"{extension}.manifest.json").read_text())
            self.assertIn(str(weights), [i["path"] for i in record["inputs"]])
        message = self.error("gi-star", self.incidents, "--areas", self.map, "--write-weights",
                             self.folder / "map.gal")
        self.assertIn("map.gal", message)
        message = self.error("gi-star", self.incidents, "--write-weights", "map.txt", status=2)
        self.assertIn(".gal or .gwt", message)

    def test_kinds_of_weights(self):
        links = {}
        for weights in ("queen", "rook", "knn:4", "band:1200m"):
            links[weights] = self.gi_star("--weights", weights)["gi_star"]["weights"]["links"]
        # 6 x 6: 4 corners with 3, 16 on the rim with 5, 16 within with 8.
        self.assertEqual(links["queen"], 4 * 3 + 16 * 5 + 16 * 8)
        self.assertEqual(links["rook"], 4 * 2 + 16 * 3 + 16 * 4)
        self.assertEqual(links["knn:4"], 36 * 4)
        # Centres lie 695 m apart from west to east, 1,113 m from south to north.
        self.assertEqual(links["band:1200m"], links["rook"])
        for weights, said in (("king", "queen, rook, band:500m"), ("band:500", "unit"),
                              ("knn:few", "knn:8"), ("band:", "--weights band")):
            message = self.error("gi-star", self.incidents, "--areas", self.map, "--weights",
                                 weights, status=2)
            self.assertIn(said, message)
        message = self.error("gi-star", self.incidents, "--areas", self.map, "--weights", "knn:36")
        self.assertIn("from 1 to 35", message)

    def test_grid_sites_keep_their_ids_and_add_up(self):
        out = self.folder / "cells.csv"
        for shape, most in (("hex", 7), ("square", 9)):
            summary = self.gi_star("--cell", "500m", "--shape", shape, "-o", out, "--overwrite")
            gi = summary["gi_star"]
            self.assertEqual((gi["of"], gi["cell_m"], gi["shape"]), ("cells", 500, shape))
            rows = read_csv(out)
            self.assertEqual(list(rows[0])[:6], ["cell_id", *COLUMNS])
            self.assertEqual(len(rows), gi["sites"])
            self.assertEqual(sum(int(r["count"]) for r in rows), sum(self.counts))
            self.assertLess(gi["weights"]["mean_neighbours"], most - 1)
            hottest = max(rows, key=lambda r: float(r["gi_z"]))
            self.assertIn(hottest["gi_bin"], ("2", "3"))
        both = ("--cell", "500m", "--value", "area_name")
        self.assertEqual(self.run_program("gi-star", self.incidents, "--areas", self.map, *both,
                                          status=None).returncode, 1)

    def test_neighbouring_cells_touch(self):
        gal = self.folder / "cells.gal"
        for shape in ("hex", "square"):
            gi = self.gi_star("--cell", "500m", "--shape", shape, "--write-weights", gal,
                              "--overwrite")["gi_star"]
            lines = gal.read_text().split("\n")
            links = [(lines[k].split()[0], other)
                     for k in range(1, len(lines) - 1, 2) for other in lines[k + 1].split()]
            self.assertEqual(len(links), gi["weights"]["links"])
            for one, other in links:
                (x1, y1), (x2, y2) = self.centre(one), self.centre(other)
                if shape == "hex":
                    self.assertAlmostEqual(math.dist((x1, y1), (x2, y2)), 500, places=6)
                else:
                    self.assertEqual(max(abs(x1 - x2), abs(y1 - y2)), 500)

    @staticmethod
    def centre(cell_id):
        """Of h500_<column>_<row>; of a square its south-western corner."""
        column, row = (int(n) for n in cell_id.split("_")[1:])
        if cell_id[0] == "s":
            return 500 * column, 500 * row
        return 500 * column + (250 if row % 2 else 0), row * 500 * math.sqrt(3) / 2

    def test_same_bytes_on_any_number_of_threads_and_for_any_order_of_rows(self):
        for words in ((), ("--cell", "400m"), ("--p", "permutations", "--permutations", "499"),
                      ("--p", "permutations", "--permutations", "499", "--draws", "shared",
                       "--null", "conditional")):
            made = set()
            for threads, shuffled in ((1, None), (2, 1), (4, 2)):
                # One name, as the record of an output holds its inputs' names.
                incidents = self.incidents_of(self.counts, shuffled=shuffled)
                out = self.folder / f"t{threads}.geojson"
                self.run_program("gi-star", incidents, "--areas", self.map, *words, "--threads",
                                 threads, "-o", out, "--overwrite")
                made.add(out.read_bytes())
            self.assertEqual(len(made), 1, words)

    def test_p_exact_and_by_permutations_agree(self):
        exact, drawn = self.folder / "exact.csv", self.folder / "drawn.csv"
        self.gi_star("--p", "exact", "-o", exact)
        gi = self.gi_star("--p", "permutations", "-o", drawn)["gi_star"]
        self.assertEqual((gi["p"], gi["permutations"], gi["draws"]),
                         ("permutations", 9999, "independent"))
        for code, row in self.table(exact).items():
            p = float(row["gi_p"]) / 2
            # Twice a share of 9,999: 5 standard deviations, and the + 1 of the estimate.
            bound = 2 * (5 * math.sqrt(p * (1 - min(p, 1)) / 9999) + 2e-4)
            self.assertAlmostEqual(float(self.table(drawn)[code]["gi_p"]), 2 * p, delta=bound)

    def test_corrections(self):
        found = {}
        for correction in ("none", "fdr", "by", "bonferroni"):
            out = self.folder / f"{correction}.csv"
            self.gi_star("--correction", correction, "-o", out)
            found[correction] = [(float(r["gi_p"]), float(r["gi_q"])) for r in read_csv(out)]
        p = sorted(p for p, _ in found["none"])
        for (_, none), (_, fdr), (_, by), (value, bonferroni) in zip(*found.values()):
            self.assertEqual(none, value)
            self.assertAlmostEqual(bonferroni, min(1, 36 * value), places=9)
            self.assertTrue(none <= fdr <= min(by, bonferroni) + 1e-12)
            # Benjamini and Hochberg step up: the least m p / k over all ranks from this p's on.
            step = min(36 * p[k] / (k + 1) for k in range(36) if p[k] >= value)
            self.assertAlmostEqual(fdr, min(1, step), places=8)

    def test_mid_p_is_what_is_corrected(self):
        out = self.folder / "mid.csv"
        gi = self.gi_star("--mid-p", "--correction", "none", "-o", out)["gi_star"]
        self.assertTrue(gi["mid_p"])
        for row in read_csv(out):
            self.assertEqual(row["gi_q"], row["gi_mid_p"])
            self.assertLessEqual(float(row["gi_mid_p"]), float(row["gi_p"]))

    def test_people_named_in_vain_are_said(self):
        features = json.loads(self.map.read_text())["features"]
        rows = "\n".join(f"{one['properties']['area_code']},100" for one in features)
        file = self.write("people.csv", "area_code,pop\n" + rows + "\n")
        words = ("gi-star", self.incidents, "--areas", self.map, "--population", file, "-q")
        self.assertIn("--population is not used: counts are examined; --rate", self.run_program(*words).stderr)
        self.assertNotIn("not used", self.run_program(*words, "--rate").stderr)

    def test_rates_need_people_and_leave_out_areas_without_them(self):
        message = self.error("gi-star", self.incidents, "--areas", self.map, "--rate", status=2)
        self.assertIn("--population", message)
        people = [1000 + 10 * i for i in range(36)]
        people[3], people[20] = 0, None
        areas = self.square_map("people.geojson", people=people)
        out = self.folder / "rates.csv"
        summary = self.summary("gi-star", self.incidents, "--areas", areas, "--population",
                               "people", "--rate", "-o", out)
        gi = summary["gi_star"]
        self.assertEqual((gi["value"], gi["sites"], gi["undefined"]), ("rate_1k", 36, 2))
        self.assertIn("2 of 36 areas have no value and are left out", " ".join(summary["warnings"]))
        rows = read_csv(out)
        self.assertEqual(list(rows[0])[:4], ["area_code", "area_name", "count", "value"])
        for i, row in enumerate(rows):
            if i in (3, 20):
                self.assertEqual([row[c] for c in ("value", *COLUMNS[1:])], [""] * 5)
            else:
                rate = 1000 * self.counts[i] / people[i]
                self.assertAlmostEqual(float(row["value"]), rate, places=5)
                self.assertNotEqual(row["gi_p"], "")


class ValueColumn(MapCase):
    def test_gaps_and_negative_values(self):
        values = [math.sin(i) * 5 - 2 for i in range(36)]
        values[7] = None
        areas = self.square_map(score=values)
        out = self.folder / "score.csv"
        summary = self.summary("gi-star", self.incidents_of([1] * 36), "--areas", areas, "--value",
                               "score", "-o", out)
        self.assertEqual(summary["gi_star"]["undefined"], 1)
        self.assertEqual(summary["gi_star"]["p"], "permutations")
        rows = self.table(out)
        self.assertEqual(rows["A11"]["gi_z"], "")
        self.assertEqual(sum(r["gi_z"] != "" for r in rows.values()), 35)

    def test_nan_in_a_file_is_no_value(self):
        areas = self.square_map(score=[float(i) for i in range(36)])
        areas.write_text(areas.read_text().replace('"score": 5.0', '"score": NaN'))
        gi = self.summary("gi-star", self.incidents_of([1] * 36), "--areas", areas, "--value",
                          "score")["gi_star"]
        self.assertEqual(gi["undefined"], 1)

    def test_what_is_no_number(self):
        areas = self.square_map(score=["many"] + ["3"] * 35)
        incidents = self.incidents_of([1] * 36)
        message = self.error("gi-star", incidents, "--areas", areas, "--value", "score")
        self.assertIn("'many' is no number (column score, code A00)", message)
        message = self.error("gi-star", incidents, "--areas", areas, "--value", "marks")
        self.assertIn("no column 'marks'", message)


class BadInput(MapCase):
    def gi_error(self, counts, *words, side=None, status=1, **columns):
        areas = self.square_map(side=side, **columns)
        return self.error("gi-star", self.incidents_of(counts, side=side), "--areas", areas, *words,
                          status=status)

    def test_all_counts_equal(self):
        self.assertIn("every value is 2", self.gi_error([2] * 36))

    def test_all_zero(self):
        self.assertIn("every value is 0", self.gi_error([1] * 36, "--value", "none", none=[0] * 36))
        message = self.error("gi-star", self.police_file([police_row(-3.0, 55.0)]), "--areas",
                             self.square_map())
        self.assertIn("lie outside the areas", message)

    def test_one_site_and_two(self):
        self.assertIn("needs 3 areas or cells, got 1", self.gi_error([4], side=1))
        two = self.square_map(side=2, skip=((1, 0), (1, 1)))
        message = self.error("gi-star", self.incidents_of([4, 1], side=2), "--areas", two)
        self.assertIn("needs 3 areas or cells, got 2", message)

    def test_cells_that_cannot_be(self):
        for cell, said in (("9km", "larger than the study area"), ("0.5m", "1 m is the least"),
                           ("1m", "4000000 is the most"), ("150", "unit")):
            self.assertIn(said, self.gi_error([1] + [0] * 35, "--cell", cell, status=2))

    def test_a_gal_file_that_names_an_unknown_id(self):
        links = {f"A{r}{c}": [] for r in range(2) for c in range(2)}
        links["A01"] = ["A00", "B77"]
        message = self.gi_error([1, 2, 3, 4], "--weights", self.gal(links), side=2)
        for said in ("map.gal", "line 5", "'B77'"):
            self.assertIn(said, message)

    def test_a_gal_file_that_is_of_other_areas(self):
        message = self.gi_error([1, 2, 3, 4], "--weights", self.gal({"A00": [], "A01": []}), side=2)
        self.assertIn("it has 2 sites, the layer 4", message)
        message = self.gi_error([1, 2, 3, 4], "--weights", self.folder / "none.gal", side=2)
        self.assertIn("none.gal: no such file", message)
        message = self.gi_error([1, 2, 3, 4], "--weights", self.write("x.gal", "PDF"), side=2)
        self.assertIn("x.gal: line 1: not a GAL file", message)

    def test_words_that_contradict(self):
        self.assertIn("give one of them", self.gi_error([1] * 36, "--rate", "--value", "people",
                                                        status=2, people=list(range(36))))
        self.assertIn("cells have none", self.gi_error(
            [1] * 36, "--cell", "500m", "--value", "people", status=2, people=list(range(36))))
        self.assertIn("cells have no population", self.gi_error(
            [1] * 36, "--cell", "500m", "--rate", status=2))
        self.assertIn("no exact p-values", self.gi_error(
            [1] * 36, "--p", "exact", "--value", "half", half=[i / 2 for i in range(36)]))
        self.assertIn("--permutations", self.gi_error([1] * 36, "--permutations", "0", status=2))


class Guards(MapCase):
    def warnings(self, counts, *words, areas):
        return " ".join(self.summary("gi-star", self.incidents_of(counts), "--areas", areas,
                                     *words)["warnings"])

    def test_few_sites_zeros_islands_and_parts(self):
        full = self.square_map()
        text = self.warnings(self.hot_counts(), areas=full)
        self.assertEqual(text, "")
        sparse = [0] * 35 + [3]
        self.assertIn("35 of 36 areas have a value of 0", self.warnings(sparse, areas=full))
        # The second column is a river: the first lies alone, with A00 cut off from A20.
        gap = {(row, 1) for row in range(6)} | {(1, 0)}
        split = self.square_map("split.geojson", skip=gap)
        counts = self.hot_counts()
        text = self.warnings(counts, areas=split)
        for said in ("only 29 areas", "1 area has no neighbours (Square 0-0): --weights knn:4",
                     "2 parts that are not neighbours, such as the sides of a river; --bridges"):
            self.assertIn(said, text)
        summary = self.summary("gi-star", self.incidents_of(counts), "--areas", split, "--bridges")
        self.assertNotIn("parts", " ".join(summary["warnings"]))
        weights = summary["gi_star"]["weights"]
        self.assertEqual((weights["components"], weights["islands"]), (1, 0))
        self.assertEqual(len(weights["bridges"]), 2)
        self.assertAlmostEqual(weights["bridges"][0]["distance_m"], 697, delta=3)

    def test_unequal_areas_only_where_counts_are_looked_at(self):
        areas = self.square_map(people=[1000 + i for i in range(36)])
        layer = json.loads(areas.read_text())
        layer["features"][35]["geometry"]["coordinates"][0][1][0] += 0.05
        layer["features"][35]["geometry"]["coordinates"][0][2][0] += 0.05
        areas.write_text(json.dumps(layer))
        counts = self.hot_counts()
        self.assertIn("large ones have more because they are large", self.warnings(counts, areas=areas))
        self.assertNotIn("large ones have more because they are large",
                         self.warnings(counts, "--population", "people", "--rate", areas=areas))
        self.assertNotIn("large ones have more because they are large",
                         self.warnings(counts, "--cell", "600m", areas=areas))

    def test_crime_and_asb_are_not_called_mixed_where_one_was_asked_for(self):
        asb = police_row(0.525, 51.325, "Anti-social behaviour")
        incidents = self.police_file([police_row(0.505, 51.305)] * 5 + [asb] * 9)
        for words, mixed in (((), True), (("--type", "asb"), False)):
            summary = self.summary("gi-star", incidents, "--areas", self.square_map(), *words)
            self.assertEqual("counted together" in " ".join(summary["warnings"]), mixed)


if __name__ == "__main__":
    unittest.main()
