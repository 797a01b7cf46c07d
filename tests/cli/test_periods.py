"""Which periods are compared, and when no change may be told: months, forces and places that lack."""
import unittest

from support import Case, police_row

MONTHS = ("2020-01", "2020-02", "2020-03", "2020-04")


class Periods(Case):
    """Force alpha serves the west, beta the east."""

    def force_file(self, force, month, count, without_place=0, kind="Burglary"):
        lon = 0.505 if force == "alpha" else 0.515
        rows = [police_row(lon, 51.385, kind, month)] * (count - without_place)
        rows += [police_row("", "", kind, month)] * without_place
        return self.police_file(rows, f"{month}-{force}-street.csv")

    def two_forces(self, without=(), months=MONTHS, count=50):
        return [self.force_file(force, month, count) for month in months for force in ("alpha", "beta")
                if (force, month) not in without]

    def rank(self, files, *words, **options):
        return self.summary("rank", *files, "--areas", self.areas, *words, **options)

    def change(self, summary):
        return [(r["area_code"], r["count"], r["prev"], r["chg_pct"]) for r in summary["ranking"]]


class Compared(Periods):
    def setUp(self):
        super().setUp()
        self.files = self.two_forces(months=[f"{year}-{month:02}" for year in (2019, 2020)
                                             for month in range(1, 13)], count=12)

    def before(self, *words):
        return self.rank(self.files, *words)["total"]["before"]

    def test_a_part_of_a_year_is_compared_with_the_same_months_of_the_last(self):
        summary = self.rank(self.files, "--from", "2020-03", "--to", "2020-04")
        self.assertEqual(summary["total"]["before"]["period"], "2019-03 to 2019-04")
        self.assertIsNone(summary["total"]["no_change"])
        self.assertEqual(self.change(summary), [("E1", 24, 24, 0.0), ("W1", 24, 24, 0.0)])
        self.assertFalse([w for w in summary["warnings"] if "part of the year" in w])
        self.assert_adds_up(summary["incidents"])
        self.assertEqual(summary["incidents"]["in_area"], 48)

    def test_a_year_is_compared_with_the_year_before(self):
        for words in ((), ("--compare", "previous"), ("--compare", "last-year")):
            before = self.before("--from", "2020-01", "--to", "2020-12", *words)
            self.assertEqual(before["period"], "2019-01 to 2019-12")

    def test_another_season_is_said(self):
        words = ("--from", "2020-03", "--to", "2020-04")
        for compare, period in (("previous", "2020-01 to 2020-02"), ("2019-06..2019-07", "2019-06 to 2019-07")):
            summary = self.rank(self.files, *words, "--compare", compare)
            self.assertEqual(summary["total"]["before"]["period"], period)
            self.assertIn(f"2020-03 to 2020-04 is compared with {period}, another part of the year",
                          " ".join(summary["warnings"]))

    def test_none_compares_with_nothing(self):
        summary = self.rank(self.files, "--from", "2020-03", "--to", "2020-04", "--compare", "none")
        self.assertEqual((summary["total"]["before"], summary["total"]["no_change"]), (None, "--compare none"))
        self.assertEqual({r["prev"] for r in summary["ranking"]}, {None})
        self.assertFalse([w for w in summary["warnings"] if "change" in w])

    def test_words_that_are_none(self):
        period = ("--from", "2020-03", "--to", "2020-04")
        words = ("rank", self.files[0], "--areas", self.areas)
        for more, said in ((("--compare", "lastyear", *period), "--compare lastyear: write last-year"),
                           (("--compare", "2020-02..2020-03", *period), "must end before"),
                           (("--compare", "2019-02..2019-04", *period), "not as long as each other"),
                           (("--compare", "previous"), "--from and --to")):
            self.assertIn(said, self.error(*words, *more, status=2))
        self.assertIn("--against before", self.error("density", self.files[0], "--compare", "none", *period,
                                                     "--areas", self.areas, status=2))


class Lacking(Periods):
    period = ("--from", "2020-03", "--to", "2020-04", "--compare", "previous")

    def test_a_force_without_a_month_tells_no_change(self):
        for hole in ("2020-04", "2020-02"):
            with self.subTest(hole):
                for path in self.folder.glob("*-street.csv"):
                    path.unlink()
                summary = self.rank(self.two_forces([("beta", hole)]), *self.period)
                self.assertIsNone(summary["total"]["before"])
                self.assertIn(f"beta has no file for {hole}, though it has", summary["total"]["no_change"])
                # Alpha's area is none of its business.
                rows = {r["area_code"]: r for r in summary["ranking"]}
                self.assertEqual((rows["E1"]["chg_pct"], rows["E1"]["chg_p"]), (None, None))
                self.assertIn(f"beta has no file for {hole}", rows["E1"]["no_change"])
                self.assertEqual((rows["W1"]["prev"], rows["W1"]["chg_pct"]), (100, 0.0))
                self.assertNotIn("no_change", rows["W1"])
                self.assertIn(f"no change is shown for East, nor for all areas together: beta has no file for {hole}",
                              " ".join(summary["warnings"]))

    def test_forces_in_every_area_leave_no_change(self):
        # Beta has a third of the West's incidents, too.
        rows = [police_row(0.505, 51.385, month=m).replace("Test", "Beta Constabulary") for m in MONTHS[:3]] * 20
        merged = [self.police_file(rows + [police_row(lon, 51.385, month=m).replace("Test", force)
                                           for force, lon in (("Alpha Police", 0.505), ("Beta Constabulary", 0.515))
                                           for m in MONTHS if (force, m) != ("Beta Constabulary", "2020-04")
                                           for _ in range(50)], "merged.csv")]
        summary = self.rank(merged, *self.period)
        self.assertEqual({(r["prev"], r["chg_pct"], r["chg_p"]) for r in summary["ranking"]}, {(None, None, None)})
        self.assertIn("no change is shown: beta has no row of 2020-04", " ".join(summary["warnings"]))

    def test_a_force_that_supplies_nothing_here_does_not_matter(self):
        files = self.two_forces()
        files.append(self.police_file([police_row(-1.5, 53.0)] * 40, "2020-01-far-street.csv"))
        summary = self.rank(files, *self.period)
        self.assertEqual(self.change(summary), [("E1", 100, 100, 0.0), ("W1", 100, 100, 0.0)])
        self.assertFalse([w for w in summary["warnings"] if "far" in w])

    def test_forces_of_one_file_are_told_by_its_rows(self):
        rows = []
        for force, lon in (("Alpha Police", 0.505), ("Beta Constabulary", 0.515)):
            for month in MONTHS:
                if (force, month) == ("Beta Constabulary", "2020-04"):
                    continue
                rows += [police_row(lon, 51.385, month=month).replace("Test", force)] * 50
        file = self.police_file(rows, "merged.csv")
        summary = self.rank([file], *self.period)
        self.assertIn("beta has no row of 2020-04", summary["total"]["no_change"])
        self.assertEqual({r["area_code"]: r["chg_pct"] for r in summary["ranking"]}, {"W1": 0.0, "E1": None})

    def test_check_calls_it_a_fault(self):
        files = self.two_forces([("beta", "2020-04")])
        quality = self.summary("check", *files, "--areas", self.areas, status=3)["quality"]
        self.assertIn("beta has no file for 2020-04, though it has 2020-01 to 2020-03 (3 months)",
                      quality["faults"])
        self.summary("check", *self.two_forces(), "--areas", self.areas)

    def test_other_commands_say_it(self):
        files = self.two_forces([("beta", "2020-04")])
        for command, *words in (("clusters", "--eps", "50m"), ("join",), ("grid",)):
            warnings = self.summary(command, *files, "--areas", self.areas, *words)["warnings"]
            self.assertIn("counts are too low: beta has no file for 2020-04", " ".join(warnings))

    def test_a_scan_in_time_leaves_the_month_out(self):
        files = self.two_forces([("beta", "2020-04")])
        for words in (("--model", "permutation"),
                      ("--model", "space-time", "--population", "people", "--type", "burglary")):
            summary = self.summary("scan", *files, "--areas", self.areas, *words)
            self.assertEqual(summary["scan"]["periods"], 3)
            self.assertIn("not every force has 2020-04: left out of the scan, with 50",
                          " ".join(summary["warnings"]))
        found = self.summary("scan", *files, "--areas", self.areas, "--model", "permutation")["scan"]
        self.assertEqual(found["significant"], 0)

    def test_density_refuses_it(self):
        files = self.two_forces([("beta", "2020-02")])
        message = self.error("density", *files, "--areas", self.areas, *self.period, "--against", "before")
        self.assertIn("--against before: beta has no file for 2020-02", message)

    def test_data_that_end_within_the_period(self):
        rows = "".join(f"0.505,51.385,2020-{month:02}-{day:02}\n" for month in (1, 2, 3, 4)
                       for day in range(1, 29) if (month, day) <= (4, 10) for _ in range(3))
        file = self.write("days.csv", "lon,lat,date\n" + rows)
        summary = self.rank([file], *self.period)
        self.assertIsNone(summary["ranking"][0]["prev"])
        self.assertIn("the data end on 2020-04-10", summary["total"]["no_change"])


class Coordinates(Periods):
    period = Lacking.period

    def setUp(self):
        super().setUp()
        self.files = [self.force_file("alpha", month, 100, without)
                      for month, without in zip(MONTHS, (1, 0, 30, 31))]

    def test_unlike_shares_tell_no_change(self):
        summary = self.rank(self.files, *self.period)
        self.assertIsNone(summary["ranking"][0]["chg_pct"])
        said = summary["total"]["no_change"]
        self.assertIn("61 of 200 incidents of 2020-03 to 2020-04 (30.5%) have no coordinates", said)
        self.assertIn("1 of 200 incidents of 2020-01 to 2020-02 (0.5%)", said)

    def test_the_worst_case_is_said(self):
        found = self.rank(self.files, *self.period)["total"]["change_bound"]
        # 139 of 200 now and 199 of 200 before have coordinates.
        self.assertEqual((found["count"], found["prev"]), (139, 199))
        self.assertAlmostEqual(found["lo_pct"], 100 * (139 / 200 - 1), places=9)
        self.assertAlmostEqual(found["hi_pct"], 100 * (200 / 199 - 1), places=9)
        words = ("Wherever the incidents without coordinates lie, the change of all areas together since 2020-01 to "
                 "2020-02 is between −30.5% and +0.5%.")
        for command in ("rank", "trend"):
            text = self.run_program(command, *self.files, "--areas", self.areas, *self.period).stdout
            self.assertIn(words, " ".join(text.split()), command)
        change = self.summary("trend", *self.files, "--areas", self.areas, *self.period)["trend"]["change"]
        self.assertAlmostEqual(change["bound_lo_pct"], found["lo_pct"], places=9)
        self.assertAlmostEqual(change["bound_hi_pct"], found["hi_pct"], places=9)
        # Where a month is missing the worst case is not known.
        self.assertNotIn("change_bound", self.rank([self.files[0], *self.files[2:]], *self.period)["total"])

    def test_both_figures_are_said_without_a_comparison_too(self):
        for compare in ((), ("--compare", "none")):
            warnings = " ".join(self.rank(self.files, *self.period[:4], *compare)["warnings"])
            self.assertIn("61 of 200 incidents of 2020-03 to 2020-04 (30.5%) have no coordinates", warnings)
            self.assertIn("1 of 200 incidents of the other months (0.5%)", warnings)

    def test_like_shares_are_compared(self):
        files = [self.force_file("beta", month, 100, 20) for month in MONTHS]
        self.assertEqual(self.rank(files, *self.period)["ranking"][0]["chg_pct"], 0.0)
        few = [self.force_file("alpha", month, 10, without) for month, without in zip(MONTHS, (0, 0, 1, 0))]
        self.assertEqual(self.rank(few, *self.period)["ranking"][0]["chg_pct"], -5.0)

    def test_positions_that_are_none_count_as_such(self):
        rows = [police_row(0.505, 51.385, month=month) for month in MONTHS for _ in range(60)]
        rows += [police_row(0, 0, month="2020-03")] * 40
        summary = self.rank([self.police_file(rows, "zero.csv")], *self.period)
        self.assertIn("40 of 160", summary["total"]["no_change"])

    def test_check_says_it_by_month(self):
        quality = self.summary("check", *self.files, "--areas", self.areas, status=3)["quality"]
        self.assertEqual([(m["without_coordinates"], m["without_coordinates_pct"]) for m in quality["months"]],
                         [(1, 1.0), (0, 0.0), (30, 30.0), (31, 31.0)])
        self.assertIn("30.5% of the rows of 2020-03 to 2020-04 (2 months) have no coordinates, and 0.5% of the "
                      "other months'", " ".join(quality["faults"]))


class Reach(Periods):
    def test_a_time_that_the_files_do_not_hold(self):
        files = self.two_forces()
        for words in (("--from", "2023-01"), ("--to", "2019-12"), ("--from", "2021-01", "--to", "2021-02"),
                      ("--from", "2021-01", "--to", "2021-02", "--compare", "previous")):
            for command in ("rank", "join", "check", "grid", "clusters"):
                if command != "rank" and "--compare" in words:
                    continue
                message = self.error(command, *files, "--areas", self.areas, *words)
                self.assertIn("the files have nothing from then; they hold 2020-01 to 2020-04", message)
                self.assertNotIn("areas", message.replace(str(self.areas), ""))
        self.assertIn("--from 2023-01:", self.error("rank", *files, "--from", "2023-01", "--areas", self.areas))

    def test_a_month_without_a_robbery_is_a_table_of_zeros(self):
        files = self.two_forces()
        words = ("--type", "robbery", "--from", "2020-04", "--to", "2020-04")
        summary = self.rank(files, *words)
        self.assertEqual([r["count"] for r in summary["ranking"]], [0, 0])
        self.assertIn("0 robberies", self.run_program("rank", *files, "--areas", self.areas, *words).stdout)
        self.rank(files, *words, "--population", "people", "--by", "rate", "-o", "zeros.gpkg")

    def test_a_quiet_month_before_is_a_count_of_zero(self):
        files = self.two_forces()
        files.append(self.police_file([police_row(0.505, 51.385, "Robbery", "2020-04")] * 3,
                                      "2020-04-gamma-street.csv"))
        row = self.rank(files, "--type", "robbery", "--from", "2020-04", "--to", "2020-04", "--compare",
                        "2020-03..2020-03")["total"]
        self.assertIn("gamma", row["no_change"])


class Breaks(Periods):
    def setUp(self):
        super().setUp()
        months = [f"{year}-{month:02}" for year in (2019, 2020) for month in range(1, 13)]
        self.files = [self.force_file("alpha", m, 30 if m in ("2019-05", "2019-06") else 100) for m in months]

    def test_a_break_in_either_period_is_said(self):
        for period in (("2020-05", "2020-06"), ("2019-05", "2019-05")):
            summary = self.rank(self.files, "--from", period[0], "--to", period[1])
            self.assertIn("crime of 2019-05", " ".join(summary["warnings"]))
            self.assertIn("does not fit the months around it", " ".join(summary["warnings"]))

    def test_its_size_is_not_published(self):
        """With the total of a year it gives the count of the month away."""
        for words, is_public in ((("--public",), True), ((), False)):
            summary = self.rank(self.files, "--from", "2019-01", "--to", "2019-12", *words)
            warnings = " ".join(summary["warnings"])
            self.assertIn("does not fit the months around it", warnings.replace("do not fit", "does not fit"))
            self.assertEqual("than they suggest" not in warnings, is_public)

    def test_a_series_too_uneven_is_said_once_and_in_one_wording(self):
        counts = (10, 10, 100, 100, 100, 10)
        files = [self.force_file("uneven", f"2020-{i + 1:02}", n) for i, n in enumerate(counts)]
        said = "crime is too uneven to say which months are at fault: 6 of 6 months do not fit"
        warnings = " ".join(self.rank(files, "--from", "2020-03", "--to", "2020-03")["warnings"])
        self.assertIn(said, warnings)
        self.assertNotIn("does not fit", warnings)
        quality = self.summary("check", *files, status=3)["quality"]
        self.assertEqual([fault for fault in quality["faults"] if "uneven" in fault],
                         [f"{said} those around them, and any change may be one of the record"])
        self.assertFalse([fault for fault in quality["faults"] if "does not fit" in fault])
        self.assertEqual(len([b for b in quality["breaks"] if b["group"] == "crime"]), 6)

    def test_elsewhere_it_is_not(self):
        summary = self.rank(self.files, "--from", "2020-09", "--to", "2020-10")
        self.assertNotIn("does not fit", " ".join(summary["warnings"]))


if __name__ == "__main__":
    unittest.main()
