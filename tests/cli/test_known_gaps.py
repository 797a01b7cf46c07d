"""Known gaps and changed definitions are named where the period holds one, with their source."""
import unittest

from support import Case, police_row

WEST, EAST = 0.505, 0.515


class KnownGaps(Case):
    def month_file(self, month, force, kind="Burglary", rows=20, lon=WEST):
        return self.police_file([police_row(lon, 51.385, kind, month)] * rows,
                                f"{month}-{force}-street.csv")

    def warnings(self, command, *words):
        return " ".join(self.summary(command, *words, "--areas", self.areas)["warnings"])

    def test_a_force_that_published_nothing(self):
        files = [self.month_file(m, "gwent") for m in ("2025-07", "2025-08", "2026-01")]
        period = ("--from", "2025-08", "--to", "2025-10")
        for command in ("rank", "trend", "months", "grid"):
            found = self.warnings(command, *files, *period)
            self.assertIn("known gap: Gwent Police published nothing for 2025-09 to 2025-12 "
                          "(github.com/", found, command)
        self.assertNotIn("known gap", self.warnings("rank", *files, "--from", "2025-07", "--to",
                                                    "2025-08"))
        quality = self.summary("check", *files, "--areas", self.areas, status=3)["quality"]
        self.assertTrue(any("Gwent Police published nothing" in note for note in quality["notes"]))

    def test_it_is_said_of_the_period_before_too(self):
        files = [self.month_file(m, "devon-and-cornwall") for m in ("2022-10", "2023-11")]
        self.assertIn("Devon and Cornwall Police published nothing for 2022-11",
                      self.warnings("rank", *files, "--from", "2023-11", "--to", "2023-11"))

    def test_a_force_of_no_weight_and_another_force_are_not_named(self):
        files = [self.month_file(m, "kent", rows=400) for m in ("2025-02", "2025-03")]
        files.append(self.month_file("2025-01", "btp", rows=4, lon=EAST))
        self.assertNotIn("known gap", self.warnings("rank", *files))

    def test_a_type_that_ended(self):
        files = [self.month_file("2018-01", "btp"),
                 self.month_file("2018-02", "btp", "Anti-social behaviour", 1)]
        words = "British Transport Police publish no anti-social behaviour since April 2016"
        self.assertIn(words, self.warnings("rank", *files, "--type", "asb"))
        self.assertNotIn(words, self.warnings("rank", *files, "--type", "burglary"))

    def test_a_definition_matters_across_its_change_alone(self):
        files = [self.month_file(f"{year}-{month}", "kent", kind)
                 for year in (2016, 2017, 2018) for month, kind in
                 (("05", "Burglary"), ("06", "Robbery"))]
        words = "changed definition: since April 2017 sheds and garages"
        across = ("--from", "2017-05", "--to", "2017-06")
        self.assertIn(words, self.warnings("rank", *files, *across))
        self.assertNotIn(words, self.warnings("rank", *files, *across, "--type", "robbery"))
        self.assertNotIn(words, self.warnings("rank", *files, "--from", "2018-05", "--to",
                                              "2018-06"))


if __name__ == "__main__":
    unittest.main()
