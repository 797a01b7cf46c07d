"""hotward check: which months of which force and type are there, broken off, or ended."""
import unittest

from support import Case, police_row

WEST, EAST = 0.505, 0.515
MONTHS = [f"2020-{m:02}" for m in range(1, 9)]


class Coverage(Case):
    def month_file(self, month, force, counts, lon=WEST):
        rows = [police_row(lon, 51.385, kind, month) for kind, n in counts.items() for _ in range(n)]
        return self.police_file(rows, f"{month}-{force}-street.csv")

    def check(self, files, status):
        return self.summary("check", *files, "--areas", self.areas, status=status)["quality"]

    def states(self, quality, force, kind):
        row = next(r for r in quality["coverage"]["rows"] if (r["force"], r["type"]) == (force, kind))
        return dict(zip(quality["coverage"]["months"], row["months"]))

    def test_two_forces_with_a_hole_a_stub_and_an_end(self):
        files = [self.month_file(m, "alpha", {"Burglary": 40, "Robbery": 0 if m == "2020-03" else 2})
                 for m in MONTHS]
        for m in MONTHS:
            counts = {"Burglary": 5 if m == "2020-05" else 50,
                      "Anti-social behaviour": 30 if m < "2020-06" else 0}
            if m != "2020-02":
                files.append(self.month_file(m, "beta", counts, EAST))
        quality = self.check(files, 3)
        alpha = self.states(quality, "alpha", "Robbery")
        self.assertEqual(set(alpha.values()), {"present"})
        self.assertEqual([m for m, s in self.states(quality, "beta", None).items() if s == "absent"],
                         ["2020-02"])
        self.assertEqual([m for m, s in self.states(quality, "beta", "Burglary").items()
                          if s == "partial"], ["2020-05"])
        asb = self.states(quality, "beta", "Anti-social behaviour")
        self.assertEqual([m for m, s in asb.items() if s == "ended"], MONTHS[5:])
        faults = " ".join(quality["faults"])
        self.assertIn("beta: Anti-social behaviour ended: nothing from 2020-06 on", faults)
        notes = " ".join(quality["notes"])
        self.assertIn("beta of 2020-05 has at most a fifth" if self.states(quality, "beta", None)[
            "2020-05"] == "partial" else "beta: Burglary of 2020-05 has at most a fifth", notes)
        self.assertIn("beta has no file for 2020-02", faults)
        text = self.run_program("check", *files, "--areas", self.areas, status=3).stdout
        self.assertIn("Months of each force:", text)
        self.assertRegex(text, r"beta +Anti-social behaviour +2020-01, 2020-03 to 2020-05 \(3 months\)")

    def test_what_one_of_several_forces_hardly_has_is_said_by_every_command(self):
        """Beside a force with all of its rows, another's stub is no break of the whole."""
        files = []
        for m in MONTHS:
            files.append(self.month_file(m, "alpha", {"Burglary": 60, "Anti-social behaviour": 60}))
            files.append(self.month_file(m, "beta", {"Burglary": 0 if m == "2020-06" else 30,
                                                     "Anti-social behaviour": 25}, EAST))
        words = (*files, "--areas", self.areas, "--from", "2020-05", "--to", "2020-06", "-q")
        said = ("counts are too low: beta has at most a fifth of its usual rows of Burglary in 2020-06: look whether "
                "its file is whole")
        for command in ("rank", "months", "trend", "grid", "gi-star", "places"):
            for kind, expected in (("burglary", True), ("crime", True), ("asb", False)):
                cells = ("--cell", "300m") if command == "gi-star" else ()
                done = self.run_program(command, *words, "--type", kind, *cells)
                self.assertEqual(said in done.stderr, expected, (command, kind, done.stderr))
        later = self.run_program("rank", *files, "--areas", self.areas, "--from", "2020-07", "--to", "2020-08",
                                 "--compare", "previous", "--type", "burglary", "-q").stderr
        self.assertIn("the change compares with too few: beta has at most a fifth of its usual rows of Burglary "
                      "in 2020-06", later)
        self.assertNotIn("counts are too low", later)

    def test_one_force_with_all_its_months_says_nothing_more(self):
        files = [self.month_file(m, "alpha", {"Burglary": 40}) for m in MONTHS]
        quality = self.check(files, 0)
        self.assertEqual(set(self.states(quality, "alpha", None).values()), {"present"})
        text = self.run_program("check", *files, "--areas", self.areas).stdout
        self.assertNotIn("Months of each force", text)


if __name__ == "__main__":
    unittest.main()
