"""Dates: both readings of what could be either are told in every command; plain ones are read."""
import json
import unittest

from support import Case

COMMANDS = {"rank": (), "join": (), "grid": (), "gi-star": ("--cell", "300m"), "moran": ("--cell", "300m"),
            "density": ("--cell", "200m"), "clusters": (), "pattern": (), "near-repeat": (), "check": (),
            "scan": ("--population", "people", "--replications", "9"), "run": ("--overwrite", "-o", "out"),
            "report": ("--overwrite", "-o", "out.html")}
SAID = ("cases.csv: column date: '01/02/2020' is read as 1 February 2020, the day first, as no date shows the "
        "order; if 2 January 2020 is meant, say --date-order month-first")


class Dates(Case):
    def cases(self, dates, name="cases.csv"):
        rows = [f'{0.501 + 0.0005 * i:.4f},51.385,"{date}"' for i, date in enumerate(dates)]
        return self.write(name, "\n".join(["lon,lat,date", *rows]) + "\n")

    def test_both_readings_are_told_in_every_command_though_it_is_quiet(self):
        self.cases(["01/02/2020", "02/03/2020", "05/06/2020"] * 10)
        for command, words in COMMANDS.items():
            for quiet in ([], ["-q"]):
                done = self.run_program(command, "cases.csv", "--areas", self.areas, *words, *quiet, status=None)
                self.assertIn(done.returncode, (0, 3), done.stderr)
                self.assertIn(SAID, done.stderr, (command, quiet))
            for order in ("day-first", "month-first"):
                done = self.run_program(command, "cases.csv", "--areas", self.areas, *words, "--date-order",
                                        order, status=None)
                self.assertNotIn("is read as", done.stderr, command)

    def test_what_is_compared_with_tells_it_too(self):
        self.cases(["14/02/2020"] * 20)
        self.cases(["01/02/2020"] * 20, "others.csv")
        done = self.run_program("density", "cases.csv", "--areas", self.areas, "--cell", "200m", "--against",
                                "others.csv", "-q")
        self.assertIn("'01/02/2020' is read as 1 February 2020", done.stderr)

    def test_plain_dates_are_read(self):
        for text, day in (("2020-01-14T23:30Z", "2020-01-14"), ("14 January 2020", "2020-01-14"),
                          ("2020-Jan-14", "2020-01-14"), ("20200114", "2020-01-14"),
                          ("14.01.2020", "2020-01-14"), ("14/01/2020 13:05", "2020-01-14"),
                          ("Tue 14 Jan 2020", "2020-01-14"), ("2020-01-14 23:30:00.123", "2020-01-14"),
                          ("43844.979166", "2020-01-14"), ("January 14, 2020", "2020-01-14"),
                          ("Jan 2020", "2020-01"), ("January-2020", "2020-01"), ("202001", "2020-01"),
                          ("01/2020", "2020-01")):
            with self.subTest(text):
                self.cases([text] * 3)
                summary = self.summary("rank", "cases.csv", "--areas", self.areas, "--from", day, "--to", day)
                self.assertEqual(summary["incidents"]["in_area"], 3)
                self.assertFalse([w for w in summary["warnings"] if "read as" in w])

    def test_others_say_what_to_write(self):
        for text in ("2020-W03", "Q1 2020", "157900000", "2033010112", "last Tuesday"):
            with self.subTest(text):
                self.cases([text] * 3)
                message = self.error("rank", "cases.csv", "--areas", self.areas, "--from", "2020-01")
                self.assertIn(f"(first: {text})", message)
                self.assertIn("write them as 2019-04, 2019-04-30 or 30/04/2019", message)

    def test_years_of_two_digits_are_read_where_the_column_shows_them(self):
        self.cases([f"{day}/01/20" for day in range(13, 29)])
        for command, words in COMMANDS.items():
            done = self.run_program(command, "cases.csv", "--areas", self.areas, *words, status=None)
            self.assertIn("'13/01/20' is read as 13 January 2020", done.stderr, command)
        summary = self.summary("rank", "cases.csv", "--areas", self.areas, "--from", "2020-01-13", "--to",
                               "2020-01-20")
        self.assertEqual(summary["incidents"]["in_area"], 8)

    def test_years_of_two_digits_that_stay_open_are_refused_with_both_readings(self):
        self.cases(["13/01/20"] * 3)
        message = self.error("rank", "cases.csv", "--areas", self.areas, "--from", "2020-01")
        self.assertIn("'13/01/20' could be 13 January 2020 or 20 January 2013", message)
        self.assertIn("it is not used", self.run_program("rank", "cases.csv", "--areas", self.areas).stderr)
        summary = self.summary("rank", "cases.csv", "--areas", self.areas, "--date-order", "day-first",
                               "--from", "2020-01", "--to", "2020-01")
        self.assertEqual(summary["incidents"]["in_area"], 3)

    def test_seconds_since_1970_are_read(self):
        for texts in (["1577836800", "1577836861"], ["1577836800000", "1577836861000"]):
            self.cases(texts * 3)
            done = self.run_program("rank", "cases.csv", "--areas", self.areas, "--from", "2020-01-01", "--to",
                                    "2020-01-01")
            self.assertIn("since 1970, by UTC", done.stderr)
            self.assertIn("6 incidents in 2 areas, 2020-01-01", done.stdout)

    def test_rows_without_a_position_fall_into_the_month_of_the_others(self):
        dates = ["04/30/2020"] * 10 + ["04/05/2020"] * 10
        rows = [f"0.505,51.385,{date}" for date in dates] + [",,04/05/2020"] * 10
        file = self.write("cases.csv", "\n".join(["lon,lat,date", *rows]) + "\n")
        months = self.summary("check", file, "--areas", self.areas, status=None)["quality"]["months"]
        self.assertEqual([month["month"] for month in months], ["2020-04"], json.dumps(months))


if __name__ == "__main__":
    unittest.main()
