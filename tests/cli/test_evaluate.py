"""hotward evaluate: hot cells of one period judged by a later one, and areas that were acted in."""
import csv
import random
import unittest

from support import EAST, WEST, Case, feature, police_row, square

MONTHS = [f"2019-{m:02}" for m in range(1, 13)] + [f"2020-{m:02}" for m in range(1, 13)]


class Evaluate(Case):
    def month_file(self, month, rows, force="test"):
        return self.police_file([police_row(lon, lat, kind, month) for lon, lat, kind in rows],
                                f"{month}-{force}-street.csv")

    def usual(self, months, busy=30, spread=20, seed=1):
        """A busy corner in the west and incidents all over, the same every month but for chance."""
        draw = random.Random(seed)
        files = []
        for month in months:
            rows = [(0.5032 + draw.uniform(-0.0004, 0.0004), 51.383 + draw.uniform(-3e-4, 3e-4),
                     "Burglary") for _ in range(busy)]
            rows += [(draw.uniform(0.5005, 0.5195), draw.uniform(51.3805, 51.3895), "Burglary")
                     for _ in range(spread)]
            files.append(self.month_file(month, rows))
        return files

    def evaluate(self, *words, status=0):
        return self.summary("evaluate", *words, "--areas", self.areas, status=status)["evaluate"]

    def refusal(self, *words, status=1):
        return self.error("evaluate", *words, "--areas", self.areas, status=status)

    def test_the_contract_and_what_must_hold(self):
        files = self.usual(MONTHS)
        found = self.evaluate(*files, "--before", "2019-01..2019-12", "--after", "2020-01..2020-12",
                              "--cell", "100m,150m")
        self.assertEqual(found["before"], "2019-01 to 2019-12")
        self.assertEqual(found["after"], "2020-01 to 2020-12")
        self.assertEqual((found["count_before"], found["count_after"]), (600, 600))
        self.assertEqual([(r["method"], r["cell_m"]) for r in found["rows"]],
                         [(m, c) for c in (100, 150) for m in
                          ("grid", "density", "gi-star", "clusters", "persistence")])
        for row in found["rows"]:
            self.assertAlmostEqual(row["pai"], row["hit_pct"] / row["area_pct"], places=9)
            self.assertAlmostEqual(row["pei"], row["hit_pct"] / row["best_pct"], places=9)
            self.assertAlmostEqual(row["hit_pct"], 100 * row["hits"] / 600, places=9)
            self.assertLessEqual(row["pei"], 1 + 1e-9)
            self.assertLessEqual(row["hit_min"], row["hit_pct"])
            self.assertGreaterEqual(row["hit_max"], row["hit_pct"])
            self.assertLessEqual(row["hit_lo"], row["hit_pct"])
            self.assertGreaterEqual(row["hit_hi"], row["hit_pct"])
            self.assertGreater(row["auc"], 0.5)
            self.assertEqual(row["curve"][-1]["hit_pct"], 100)
            hits = [point["hit_pct"] for point in row["curve"]]
            self.assertEqual(hits, sorted(hits))
        calibrated = {r["method"] for r in found["rows"] if r["rri_calibration"] is not None}
        self.assertEqual(calibrated, {"grid", "density", "clusters"})
        self.assertEqual(found["stability"]["grids"], 48)

    def test_the_year_asked_for_is_judged_by_the_year_before(self):
        files = self.usual(MONTHS)
        found = self.evaluate(*files, "--from", "2020-01", "--to", "2020-12")
        self.assertEqual((found["before"], found["after"]),
                         ("2019-01 to 2019-12", "2020-01 to 2020-12"))

    def test_without_periods_the_months_are_halved(self):
        found = self.evaluate(*self.usual(MONTHS[:5]), "--method", "grid")
        self.assertEqual((found["before"], found["after"]),
                         ("2019-01 to 2019-03", "2019-04 to 2019-05"))

    def test_periods_of_different_lengths_are_judged_by_shares(self):
        files = self.usual(MONTHS[:8])
        found = self.evaluate(*files, "--before", "2019-01..2019-06", "--after", "2019-07..2019-08",
                              "--method", "grid")
        self.assertEqual((found["count_before"], found["count_after"]), (300, 100))

    def test_rolling_judges_every_pair(self):
        files = self.usual(MONTHS[:6])
        found = self.evaluate(*files, "--before", "2019-01..2019-02", "--after", "2019-03",
                              "--rolling", "--method", "grid", "--cell", "150m")
        self.assertEqual([(r["before"], r["after"]) for r in found["rolling"]],
                         [(f"2019-0{m} to 2019-0{m + 1}", f"2019-0{m + 2}")
                          for m in (1, 2, 3, 4)])
        self.assertAlmostEqual(found["rolling"][0]["hit_pct"], found["rows"][0]["hit_pct"])

    def test_layers(self):
        files = self.usual(MONTHS)
        self.run_program("evaluate", *files, "--areas", self.areas, "--from", "2020-01", "--to",
                         "2020-12", "-o", "stability.csv", "--rows", "rows.csv", "--curve",
                         "curve.csv")
        with open(self.folder / "stability.csv", newline="") as file:
            spots = list(csv.DictReader(file))
        self.assertTrue(spots)
        self.assertTrue(all(0 < float(s["hot_pct"]) <= 100 for s in spots))
        with open(self.folder / "rows.csv", newline="") as file:
            self.assertEqual(len(list(csv.DictReader(file))), 15)
        with open(self.folder / "curve.csv", newline="") as file:
            self.assertEqual(len(list(csv.DictReader(file))), 15 * 9)

    def test_periods_that_overlap_or_stand_the_wrong_way_round(self):
        files = self.usual(MONTHS[:6])
        error = self.refusal(*files, "--before", "2019-01..2019-04", "--after", "2019-04..2019-06",
                             status=2)
        self.assertIn("the two overlap", error)
        error = self.refusal(*files, "--before", "2019-04..2019-06", "--after", "2019-01..2019-03",
                             status=2)
        self.assertIn("must end before", error)
        error = self.refusal(*files, "--before", "2019-06..2019-01", "--after", "2019-07", status=2)
        self.assertIn("--before 2019-06..2019-01", error)

    def test_a_period_without_a_row(self):
        files = self.usual(MONTHS[:6])
        error = self.refusal(*files, "--before", "2017-01..2017-06", "--after", "2019-01..2019-06")
        self.assertIn("no incidents in 2017-01 to 2017-06: the data run from 2019-01", error)

    def test_one_month_only(self):
        self.assertIn("two periods", self.refusal(*self.usual(["2019-05"])))

    def test_a_type_that_one_period_lacks_is_an_answer(self):
        files = [self.month_file("2019-01", [(0.505, 51.385, "Burglary")] * 9),
                 self.month_file("2019-02", [(0.505, 51.385, "Robbery")] * 9)]
        done = self.run_program("evaluate", *files, "--areas", self.areas, "--type", "burglary")
        self.assertIn("There were no burglaries in the areas in 2019-02", done.stdout)

    def test_a_force_that_lacks_a_month_is_named(self):
        files = self.usual(MONTHS[:4])
        files += [self.month_file(m, [(0.515, 51.385, "Burglary")] * 20, "other") for m in MONTHS[:3]]
        done = self.run_program("evaluate", *files, "--areas", self.areas)
        self.assertIn("other has no file for 2019-04", done.stderr)

    def test_acted_areas(self):
        def rows(west, east):
            return [(0.505, 51.385, "Burglary")] * west + [(0.515, 51.385, "Burglary")] * east
        files = [self.month_file("2019-01", rows(20, 20)), self.month_file("2019-02", rows(10, 20))]
        words = (*files, "--before", "2019-01", "--after", "2019-02", "--target", "W1",
                 "--control", "East", "--type", "burglary")
        found = self.evaluate(*words)
        self.assertEqual(found["wdd"]["wdd"], -10)
        self.assertAlmostEqual(found["wdd"]["se"], 8.366600, places=6)
        self.assertAlmostEqual(found["wdd"]["z"], -1.195229, places=6)
        self.assertEqual([m["wdd"] for m in found["months"]], [-10])
        text = " ".join(self.run_program("evaluate", *words, "--areas", self.areas).stdout.split())
        self.assertIn("there were 10 fewer burglaries than the control's change would have made",
                      text)
        self.assertIn("chance alone makes as much", text)
        self.assertIn("regression to the mean", text)
        error = self.refusal(*files, "--target", "W1", status=2)
        self.assertIn("--control", error)

    def acted(self, before, after, *words):
        """Text and summary, of West, East and North, and so many burglaries in each."""
        north = feature("N1", "North", square(0.50, 51.39, 0.51, 51.40))
        self.areas = self.write_json("three.geojson", {"type": "FeatureCollection", "features": [WEST, EAST, north]})
        files = []
        for month, counts in (("2019-01", before), ("2019-02", after)):
            places = ((0.505, 51.385), (0.515, 51.385), (0.505, 51.395))
            files.append(self.month_file(month, [(*place, "Burglary") for place, count in zip(places, counts)
                                                 for _ in range(count)]))
        words = (*files, "--before", "2019-01", "--after", "2019-02", "--target", "W1", "--control", "E1", *words)
        text = self.run_program("evaluate", *words, "--areas", self.areas).stdout
        return " ".join(text.split()), self.evaluate(*words)

    def test_what_areas_nearby_did_is_not_the_targets(self):
        text, found = self.acted((40, 40, 200), (45, 40, 100), "--nearby", "N1")
        self.assertEqual((found["wdd"]["wdd"], found["wdd_target"]["wdd"]), (-95, 5))
        self.assertIn("Where something was done and in the areas nearby, together, there were 95 fewer", text)
        self.assertIn("Where something was done, without the areas nearby, there were 5 more", text)

    def test_why_there_is_no_quotient(self):
        text, found = self.acted((100, 0, 50), (10, 5, 50), "--nearby", "N1")
        self.assertIsNone(found["wdq"])
        self.assertIn("The control had no incidents in one of the periods, so there is no WDQ", text)
        text, found = self.acted((100, 100, 50), (90, 80, 50), "--nearby", "N1")
        self.assertIsNone(found["wdq"])
        self.assertIn("The target fell by no larger a share than the control", text)

    def test_no_fall_is_no_regression_to_the_mean(self):
        text, _ = self.acted((100, 40, 20), (130, 40, 20))
        self.assertNotIn("of the fall", text)
        text, _ = self.acted((100, 40, 20), (60, 40, 20))
        self.assertRegex(text, r"would on average be followed by [0-9]+ in as long a time, with nothing done: "
                               r"([0-9]+|all) of the fall may be that")

    def test_what_nearest_takes_in_is_in_no_hot_cell(self):
        inside = [(0.505, 51.385, "Burglary")] * 40
        outside = [(0.522, 51.385, "Burglary")] * 60
        words = ("--before", "2019-01", "--after", "2019-02", "--method", "grid", "--cell", "100m", "--nearest", "300m")
        files = [self.month_file("2019-01", inside), self.month_file("2019-02", inside + outside)]
        found = self.evaluate(*files, *words)
        self.assertEqual((found["count_after"], found["left_out"]), (40, 60))
        self.assertAlmostEqual(found["rows"][0]["hit_pct"], 100 * found["rows"][0]["hits"] / 40)
        said = self.run_program("evaluate", *files, *words, "--areas", self.areas, "-q").stderr
        self.assertIn("60 incidents outside the areas, taken in by --nearest, are left out here", said)
        files[1] = self.month_file("2019-02", outside)
        self.assertIn("there are no incidents inside the areas in 2019-02: 60 outside were taken in by --nearest",
                      self.refusal(*files, *words))

    def test_ways_that_spend_more_of_the_area_are_not_compared(self):
        files = self.usual(MONTHS[:6])
        words = (*files, "--cell", "50m,300m", "--method", "grid", "--hottest", "1%")
        found = self.evaluate(*words)
        small, large = found["rows"]
        self.assertLessEqual(small["area_pct"], 1)
        self.assertGreater(large["area_pct"], 1)
        self.assertGreater(large["hit_pct"], small["hit_pct"])
        text = " ".join(self.run_program("evaluate", *words, "--areas", self.areas).stdout.split())
        self.assertIn("1 of 2 ways is not compared: one of its cells is more than 1% of the area", text)
        self.assertIn("50 m", text.split("Of the")[0])

    def test_it_is_not_published(self):
        error = self.refusal(*self.usual(MONTHS[:4]), "--public", status=2)
        self.assertIn("--public is not offered for evaluate", error)

    def test_same_bytes_on_any_number_of_threads(self):
        files = self.usual(MONTHS[:4])
        one = self.summary("evaluate", *files, "--areas", self.areas, "--threads", "1")
        two = self.summary("evaluate", *files, "--areas", self.areas, "--threads", "4")
        self.assertEqual(one, two)


if __name__ == "__main__":
    unittest.main()
