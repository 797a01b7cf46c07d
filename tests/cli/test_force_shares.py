"""One force loses coordinates while another finds them: together they hide what each does."""
import unittest

from support import Case, police_row


def row(force, month, number, located):
    lon, lat = (0.502 if force == "alpha" else 0.512), 51.382
    offset = number * 1e-5
    lon, lat = (f"{lon + offset:.5f}", f"{lat + offset:.5f}") if located else ("", "")
    return police_row(lon, lat, month=month).replace(",Test,Test,", f",{force},{force},")


class ForceShares(Case):
    """Each force records 100 incidents a month, all the time. Half of them have no coordinates: those
    of alpha in the first two months, those of beta in the last two."""

    def setUp(self):
        super().setUp()
        self.files = []
        for number, month in enumerate(("2020-01", "2020-02", "2020-03", "2020-04")):
            for force, bad in (("alpha", number < 2), ("beta", number >= 2)):
                rows = [row(force, month, i, not bad or i % 2 == 0) for i in range(100)]
                self.files.append(self.police_file(rows, f"{month}-{force}-street.csv"))
        self.words = (*self.files, "--areas", self.areas)

    def test_no_change_is_told(self):
        words = ("rank", *self.words, "--from", "2020-03", "--to", "2020-04", "--compare", "previous")
        summary = self.summary(*words)
        self.assertEqual(summary["total"]["count"], 300)
        self.assertIsNone(summary["total"]["before"])
        why = summary["total"]["no_change"]
        self.assertIn("0 of 200 incidents of alpha in 2020-03 to 2020-04 (0.0%) have no coordinates, and "
                      "100 of 200 incidents of alpha in 2020-01 to 2020-02 (50.0%)", why)
        self.assertIn("100 of 200 incidents of beta in 2020-03 to 2020-04 (50.0%)", why)
        self.assertIn("no change is shown: ", self.run_program(*words, "-q").stderr)

    def test_check_names_the_force_and_its_months(self):
        said = self.run_program("check", *self.words, status=3).stdout
        self.assertIn("50.0% of the rows of alpha in 2020-01 to 2020-02 (2 months) have no coordinates, "
                      "and 0.0% of its other months'", " ".join(said.split()))
        self.assertIn("of beta in 2020-03 to 2020-04", " ".join(said.split()))

    def test_a_scan_in_time_warns(self):
        said = self.run_program("scan", *self.words, "--model", "permutation", "--replications", "9").stderr
        self.assertIn("an unlike share of the rows of alpha in 2020-01 to 2020-02", said)

    def test_forces_that_keep_their_share_are_compared(self):
        even = [self.police_file([row(force, month, i, i % 4 != 0) for i in range(100)],
                                 f"{month}-{force}-even.csv")
                for month in ("2020-01", "2020-02") for force in ("alpha", "beta")]
        summary = self.summary("rank", *even, "--areas", self.areas, "--from", "2020-02", "--to", "2020-02",
                               "--compare", "previous")
        self.assertEqual(summary["total"]["before"]["count"], 150)


class SmallForces(Case):
    """A force with few of all incidents serves an area nearly alone: it counts there."""

    def setUp(self):
        super().setUp()
        self.files = []
        for month in ("2020-01", "2020-02", "2020-03", "2020-04"):
            rows = [row("alpha", month, i % 500, True) for i in range(1000)]
            self.files.append(self.police_file(rows, f"{month}-alpha-street.csv"))
            if month != "2020-04":
                rows = [row("beta", month, i, True) for i in range(40)]
                self.files.append(self.police_file(rows, f"{month}-beta-street.csv"))
        self.words = (*self.files, "--areas", self.areas)

    def test_no_change_is_told_where_it_counts(self):
        words = ("rank", *self.words, "--from", "2020-03", "--to", "2020-04", "--compare", "previous")
        summary = self.summary(*words)
        changes = {entry["area_name"]: entry["chg_pct"] for entry in summary["ranking"]}
        self.assertEqual(changes, {"West": 0, "East": None})
        self.assertIsNotNone(summary["total"]["before"])
        said = self.run_program(*words, "-q").stderr
        hole = "beta has no file for 2020-04, though it has 2020-01 to 2020-03 (3 months)"
        self.assertIn(f"counts of East are too low: {hole}", said)
        self.assertIn(f"no change is shown for East: {hole}", said)

    def test_check_calls_it_a_fault_and_a_scan_leaves_the_month_out(self):
        self.assertIn("beta has no file for 2020-04", self.run_program("check", *self.words, status=3).stdout)
        said = self.run_program("scan", *self.words, "--model", "permutation", "--replications", "9").stderr
        self.assertIn("not every force has 2020-04", said)


class SmallForceShares(Case):
    """A force with few of all incidents loses coordinates: the area that it serves falls, no other."""

    def setUp(self):
        super().setUp()
        self.files = []
        for number, month in enumerate(("2020-01", "2020-02", "2020-03", "2020-04")):
            rows = [row("alpha", month, i % 500, True) for i in range(1000)]
            self.files.append(self.police_file(rows, f"{month}-alpha-street.csv"))
            rows = [row("beta", month, i, number < 3 or i % 2 == 0) for i in range(40)]
            self.files.append(self.police_file(rows, f"{month}-beta-street.csv"))
        self.words = (*self.files, "--areas", self.areas)

    def test_no_change_is_told_where_it_counts(self):
        words = ("rank", *self.words, "--from", "2020-04", "--to", "2020-04", "--compare", "previous")
        summary = self.summary(*words)
        changes = {entry["area_name"]: entry["chg_pct"] for entry in summary["ranking"]}
        self.assertEqual(changes, {"West": 0, "East": None})
        said = self.run_program(*words, "-q").stderr
        self.assertIn("no change is shown for East: 20 of 40 incidents of beta in 2020-04 (50.0%) have no "
                      "coordinates", said)

    def test_check_calls_it_a_fault_and_a_scan_warns(self):
        said = " ".join(self.run_program("check", *self.words, status=3).stdout.split())
        self.assertIn("50.0% of the rows of beta in 2020-04 have no coordinates", said)
        said = self.run_program("scan", *self.words, "--model", "permutation", "--replications", "9").stderr
        self.assertIn("an unlike share of the rows of beta in 2020-04", said)


if __name__ == "__main__":
    unittest.main()
