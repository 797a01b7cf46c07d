"""hotward evaluate: hot cells of one period judged by a later one, and areas that were acted in."""
import csv
import random
import unittest

from support import Case, police_row

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
