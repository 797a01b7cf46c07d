"""hotward aoristic, from the command line to the table of hours."""
import csv
import unittest

from support import Case, police_row


class Aoristic(Case):
    def file(self, *spans, name="cases.csv"):
        rows = [f"0.505,51.385,{begin},{end}" for begin, end in spans]
        return self.write(name, "\n".join(["lon,lat,from,to", *rows]) + "\n")

    def words(self, *spans):
        return ("aoristic", self.file(*spans), "--areas", self.areas, "--time", "from", "--time-end", "to")

    def test_spans_are_shared_out_and_moments_are_not(self):
        words = self.words(("2024-01-05 22:30", "2024-01-06 00:30"), ("2024-01-05 22:15", ""))
        found = self.summary(*words, "-o", "hours.csv")["aoristic"]
        self.assertEqual(found["weights"][4][22:24], [1.25, 0.5])
        self.assertEqual(found["weights"][5][0], 0.25)
        self.assertEqual(sum(map(sum, found["weights"])), 2)
        self.assertEqual((found["counted"], found["spans"], found["swapped"], found["long_spans"]), (2, 1, 0, 0))
        with open(self.folder / "hours.csv", encoding="utf-8-sig", newline="") as table:
            rows = list(csv.DictReader(table))
        self.assertEqual(list(rows[0]), ["weekday", "hour", "weight", "share_pct", "known"])
        self.assertEqual(len(rows), 168)
        row = next(r for r in rows if (r["weekday"], r["hour"]) == ("Friday", "22"))
        self.assertEqual([float(row[k]) for k in ("weight", "share_pct", "known")], [1.25, 62.5, 1])
        text = " ".join(self.run_program(*words).stdout.split())
        self.assertTrue(text.startswith("Half of the 2 incidents fall into 1 of the 168 hours of the week; the "
                                        "busiest is Friday from 22 to 23, with 1.3 (62.5%)."), text)

    def test_the_clocks_go_forward_and_back(self):
        spring = self.summary(*self.words(("2024-03-31 00:00", "2024-03-31 03:00")))["aoristic"]
        self.assertEqual(spring["weights"][6][:3], [0.5, 0, 0.5])
        autumn = self.summary(*self.words(("2024-10-27 00:00", "2024-10-27 03:00")))["aoristic"]
        self.assertEqual(autumn["weights"][6][:3], [0.25, 0.5, 0.25])

    def test_swapped_times_are_put_in_order_and_counted(self):
        words = self.words(("2024-01-06 00:30", "2024-01-05 22:30"))
        found = self.summary(*words)["aoristic"]
        self.assertEqual((found["swapped"], found["weights"][4][23]), (1, 0.5))
        self.assertIn("1 row", self.run_program(*words, "-q").stderr)

    def test_long_spans_are_spread_or_left_out(self):
        words = self.words(("2024-01-05 22:30", "2024-02-05 22:30"), ("2024-01-05 09:00", ""))
        found = self.summary(*words)["aoristic"]
        self.assertEqual((found["counted"], found["long_spans"]), (2, 1))
        self.assertAlmostEqual(found["weights"][0][0], 1 / 168, places=12)
        text = " ".join(self.run_program(*words).stdout.split())
        self.assertIn("1 span of over seven days", text)
        self.assertIn("How sure: when incidents with a span happened is not known", text)
        found = self.summary(*words, "--long-spans", "exclude")["aoristic"]
        self.assertEqual((found["counted"], found["long_spans"], found["weights"][4][9]), (1, 1, 1))

    def test_the_order_of_rows_changes_nothing(self):
        spans = [(f"2024-01-{1 + k % 20:02} {k % 24:02}:{k % 60:02}", f"2024-01-{2 + k % 24:02} 07:{k % 60:02}")
                 for k in range(80)]
        self.assertEqual(self.summary(*self.words(*spans))["aoristic"],
                         self.summary(*self.words(*spans[::-1]))["aoristic"])

    def test_an_end_says_nothing_of_when_incidents_are_dated(self):
        """Ends of a day alone, or that nobody knows, leave the hours of the beginnings."""
        words = self.words(("2024-01-05 22:30", "2024-01-06"), ("2024-01-05 09:00", "1970-01-01"),
                           ("2024-01-05 09:00", "2024-02-03"), ("2024-01-05 09:00", "31/12/2999"))
        found = self.summary(*words, "--long-spans", "exclude")["aoristic"]
        # From 22:30 until the end of the 6th: 25 hours and a half, less a minute.
        self.assertAlmostEqual(found["weights"][4][23], 60 / 1529, places=9)
        self.assertAlmostEqual(found["weights"][5][23], 59 / 1529, places=9)
        self.assertEqual((found["counted"], found["long_spans"], found["swapped"]), (3, 1, 0))
        self.assertEqual(found["weights"][4][9], 2)
        months = self.summary("months", *words[1:])["trend"]["months"]
        self.assertEqual([month["month"] for month in months], ["2024-01"])

    def test_what_has_no_times_of_day_is_refused(self):
        said = self.error("aoristic", self.police_file([police_row(0.505, 51.385)]), "--areas", self.areas)
        self.assertIn("dated by month only", said)
        self.assertIn("dated by day only", self.error(*self.words(("2024-01-05", "2024-01-06"))))
        bare = self.write("bare.csv", "lon,lat\n0.505,51.385\n")
        self.assertIn("have no dates", self.error("aoristic", bare, "--areas", self.areas))
        one = self.words(("2024-01-05 10:00", ""))
        self.assertIn("--public is not offered for aoristic", self.error(*one, "--public", status=2))
        self.assertIn("--long-spans", self.error(*one, "--long-spans", "no", status=2))


if __name__ == "__main__":
    unittest.main()
