"""Times that are no help, in every command that asks for them: one line, or an answer that says so."""
import unittest

from support import Case, police_row

ASKED = ("trend", "months", "concentration", "repeats")


class BadTimes(Case):
    def own(self, dates, name="own.csv"):
        rows = "".join(f"{0.505 + 0.001 * (i % 4)},51.385,Burglary,{date}\n" for i, date in enumerate(dates))
        return self.write(name, "lon,lat,type,date\n" + rows)

    def month(self, month, counts, force="test", lon=0.505):
        rows = [police_row(lon, 51.385, kind, month) for kind, n in counts.items() for _ in range(n)]
        return self.police_file(rows, f"{month}-{force}-street.csv")

    def answer(self, command, *words):
        key = "trend" if command == "months" else command
        return self.summary(command, *words, "--areas", self.areas)[key]

    def text(self, command, *words):
        done = self.run_program(command, *words, "--areas", self.areas)
        return " ".join((done.stdout + done.stderr).split())

    def test_one_month_only(self):
        file = self.month("2020-01", {"Burglary": 20})
        for command in ASKED:
            self.answer(command, file)
        self.assertIsNone(self.answer("concentration", file)["bursts"])
        for command in ("near-repeat", "aoristic"):
            self.assertIn("dated by month only", self.error(command, file, "--areas", self.areas))

    def test_periods_that_hold_no_row_name_the_span_of_the_files(self):
        file = self.month("2020-01", {"Burglary": 20})
        for command in (*ASKED, "near-repeat", "aoristic"):
            said = self.error(command, file, "--areas", self.areas, "--from", "2023-01", "--to", "2023-02")
            self.assertIn("the files have nothing from then; they hold 2020-01", said, command)

    def test_from_after_to(self):
        file = self.month("2020-01", {"Burglary": 20})
        for command in (*ASKED, "near-repeat", "aoristic"):
            said = self.error(command, file, "--areas", self.areas, "--from", "2020-02", "--to", "2020-01", status=2)
            self.assertIn("before --from", said, command)

    def test_dates_that_are_none_are_counted(self):
        file = self.own(["2020-02-30"] * 2 + ["2020-01-05"] * 9 + ["soon"])
        for command in (*ASKED, "near-repeat"):
            summary = self.summary(command, file, "--areas", self.areas)
            self.assertEqual(summary["incidents"]["rejected"]["bad_date"], 3, command)
            self.assert_adds_up(summary["incidents"])
            self.assertIn("no date that can be read ('2020-02-30')", " ".join(summary["warnings"]))

    def test_dates_far_ahead_are_named_as_a_hole(self):
        file = self.own(["2020-01-05"] * 20 + ["2099-01-05"] * 5)
        for command in ("trend", "months"):
            found = self.answer(command, file)
            self.assertEqual(sum(not m["present"] for m in found["months"]), 947)
            self.assertIn("the data have nothing from 2020-02 to 2098-12", self.text(command, file))

    def test_several_ways_to_write_a_date(self):
        file = self.own(["2020-01-05"] * 5 + ["25/02/2020"] * 5 + ["13 March 2020"] * 5)
        for command in ("trend", "months"):
            self.assertEqual([(m["month"], m["count"]) for m in self.answer(command, file)["months"]],
                             [("2020-01", 5), ("2020-02", 5), ("2020-03", 5)])

    def test_a_time_zone_turns_no_hour(self):
        file = self.own(["2020-03-31T23:30:00Z", "2020-03-31T23:30:00+01:00", "2020-04-01T00:10:00+01:00"])
        self.assertEqual([(m["month"], m["count"]) for m in self.answer("months", file)["months"]],
                         [("2020-03", 2), ("2020-04", 1)])

    def test_all_on_one_day(self):
        file = self.own(["2020-01-05"] * 30)
        months = self.answer("trend", file)["months"]
        self.assertEqual([(m["count"], m["days"]) for m in months], [(30, 1)])
        self.assertIn("1 day)", self.text("months", file))
        self.assertIsNone(self.answer("concentration", file)["bursts"])
        near = self.answer_of_near_repeats(file)
        self.assertEqual((near["headline"]["ratio"], near["headline"]["p"]), (1, 1))

    def answer_of_near_repeats(self, file):
        return self.summary("near-repeat", file, "--areas", self.areas)["near_repeat"]

    def test_a_force_with_one_file_only(self):
        files = [self.month(f"2020-{m:02}", {"Burglary": 40}, "alpha") for m in range(1, 5)]
        files.append(self.month("2020-02", {"Burglary": 40}, "beta", 0.515))
        found = self.answer("trend", *files, "--from", "2020-03", "--to", "2020-04", "--compare", "previous")
        self.assertIsNone(found["change"]["pct"])
        self.assertIn("beta has no file", found["change"]["no_change"])
        self.assertIsNone(next(a for a in found["areas"] if a["area_code"] == "E1")["change"]["pct"])

    def test_a_type_with_no_incident_in_the_period_is_an_answer(self):
        files = [self.month("2020-01", {"Burglary": 20}), self.month("2020-02", {"Burglary": 20, "Robbery": 3})]
        for command in ASKED:
            self.answer(command, *files, "--type", "robbery", "--from", "2020-01", "--to", "2020-01")


if __name__ == "__main__":
    unittest.main()
