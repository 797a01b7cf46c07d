"""A month without one incident of a type is an answer in every command: zeros, no features, and one
plain sentence. A month that the files do not hold stays an error."""
import json
import random
import unittest

from support import Case, feature, police_row, square

MONTHS = ("2020-01", "2020-02", "2020-03")
QUIET = ("--type", "robbery", "--from", "2020-03", "--to", "2020-03")

# What each command is asked with, and what it says of nothing.
ASKED = {
    "rank": ((), "0 robberies in 9 areas"),
    "join": ((), "0 in an area"),
    "grid": (("--cell", "500m"), "0 robberies were counted"),
    "gi-star": ((), "no hot or cold spots to find"),
    "gi-star cells": (("--cell", "500m"), "no hot or cold spots to find"),
    "gi-star rate": (("--rate", "--population", "people"), "no hot or cold spots to find"),
    "moran": ((), "nothing to compare"),
    "moran rates": (("--population", "people"), "nothing to compare"),
    "density": (("--cell", "200m"), "density is 0 everywhere"),
    "density by rule": (("--cell", "200m", "--bandwidth", "scott"), "density is 0 everywhere"),
    "density against": (("--cell", "200m", "--against", "burglary"), "nothing to compare with burglaries"),
    "density population": (("--cell", "200m", "--against", "population", "--population", "people"),
                           "nothing to compare with people"),
    "clusters": ((), "no clusters to find"),
    "clusters hdbscan": (("--method", "hdbscan"), "no clusters to find"),
    "clusters st-dbscan": (("--method", "st-dbscan"), "no clusters to find"),
    "clusters nnh": (("--method", "nnh"), "no clusters to find"),
    "scan": (("--population", "people"), "no group of areas to find"),
    "scan permutation": (("--model", "permutation"), "no group of areas to find"),
    "scan space-time": (("--model", "space-time", "--population", "people"), "no group of areas to find"),
    "scan bernoulli": (("--model", "bernoulli"), "no group of areas to find"),
    "pattern": ((), "they make no pattern"),
    "concentration": ((), "there is no concentration to tell"),
    "concentration areas": (("--universe", "areas"), "there is no concentration to tell"),
    "repeats": ((), "no place saw any again"),
    "check": ((), "0 in an area"),
}


def board():
    return {"type": "FeatureCollection", "features": [
        feature(f"A{r}{c}", f"Area {r}-{c}",
                square(round(0.50 + 0.01 * c, 2), round(51.30 + 0.01 * r, 2),
                       round(0.51 + 0.01 * c, 2), round(51.31 + 0.01 * r, 2)), people=1000 + 100 * c)
        for r in range(3) for c in range(3)]}


class QuietMonth(Case):
    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", board())
        chance = random.Random(1)
        self.files = [self.month(month, chance) for month in MONTHS]

    def month(self, month, chance):
        kinds = ["Burglary"] * 30 + ["Anti-social behaviour"] * 30
        if month != "2020-03":
            kinds += ["Robbery"] * 20
        rows = [police_row(round(0.5 + 0.03 * chance.random(), 4), round(51.3 + 0.03 * chance.random(), 4),
                           kind, month) for kind in kinds]
        return self.police_file(rows, f"{month}-test-street.csv")

    def words(self, name, *more):
        words, _ = ASKED[name]
        return (name.split()[0], *self.files, "--areas", self.areas, *QUIET, *words, *more)

    def test_every_command_says_so_and_is_done(self):
        for name, (_, said) in ASKED.items():
            with self.subTest(name):
                done = self.run_program(*self.words(name))
                self.assertIn(said, done.stdout)
                quiet = self.run_program(*self.words(name), "-q").stderr
                no_year_before = "hotward rank: warning: no change is shown: the data have nothing from"
                self.assertEqual([line for line in quiet.splitlines()
                                  if not line.startswith(no_year_before)], [])
                incidents = self.summary(*self.words(name))["incidents"]
                self.assert_adds_up(incidents)
                # Those that a Bernoulli scan compares with are read as well.
                self.assertEqual(incidents["in_area"], 60 if name == "scan bernoulli" else 0)

    def test_layers_are_of_zeros_or_of_nothing(self):
        for name in ASKED:
            if name == "check":
                continue
            for ending in ("geojson", "gpkg", "shp", "fgb", "csv"):
                if name.split()[0] in ("pattern", "concentration") and ending != "csv":
                    continue
                with self.subTest(name, ending=ending):
                    path = f"{name.replace(' ', '_')}.{ending}"
                    self.run_program(*self.words(name, "-o", path))
                    self.assertTrue((self.folder / path).exists())
        for name in ("gi-star", "moran", "rank", "grid"):
            rows = json.loads((self.folder / f"{name}.geojson").read_text())["features"]
            self.assertEqual({row["properties"]["count"] for row in rows}, {0}, name)
        for name in ("clusters", "scan", "density", "join"):
            self.assertEqual(json.loads((self.folder / f"{name}.geojson").read_text())["features"], [])
        self.run_program(*self.words("density", "-o", "zero.tif"))
        self.run_program(*self.words("density against", "-o", "none.tif"))

    def test_run_makes_the_tables_of_zeros_and_names_the_rest(self):
        summary = self.summary("run", *self.files, "--areas", self.areas, *QUIET, "--population", "people",
                               "-o", "out")
        self.assertEqual({row["count"] for row in summary["ranking"]}, {0})
        skipped = {one["analysis"]: one["why"] for one in summary["skipped"]}
        months_only = {"near-repeat", "aoristic"}
        too_short = {"emerging", "persistence", "evaluate"}
        self.assertEqual(set(skipped), {"places", "repeats", "concentration", "clusters", "scan", "density",
                                        "gi-star", "moran", "target", *months_only, *too_short})
        for analysis, why in skipped.items():
            if analysis in months_only:
                self.assertIn("dated by month only", why)
                continue
            if analysis not in too_short:
                self.assertTrue(why.startswith("There were no robberies in the areas in 2020-03, so "), why)
        self.assertTrue((self.folder / "out" / "hotspots.qgz").exists())

    def test_run_says_which_theme_is_empty(self):
        file = self.police_file([police_row(0.505, 51.305, month="2020-04")] * 12, "2020-04-test-street.csv")
        summary = self.summary("run", *self.files, file, "--areas", self.areas, "--from", "2020-04",
                               "--to", "2020-04", "-o", "out")
        self.assertEqual([theme["theme"] for theme in summary["themes"]], ["crime"])
        self.assertIn(("asb", "all"), [(one["theme"], one["analysis"]) for one in summary["skipped"]])

    def test_the_months_own_file_alone(self):
        summary = self.summary("rank", self.files[2], "--areas", self.areas, "--type", "robbery")
        self.assertEqual({row["count"] for row in summary["ranking"]}, {0})
        self.assertEqual(summary["total"]["period"], "2020-03")
        summary = self.summary("rank", *self.files, "--areas", self.areas, "--type", "robbery",
                               "--from", "2020-03")
        self.assertEqual(summary["total"]["period"], "2020-03")

    def test_too_few_to_scan_or_to_have_a_pattern(self):
        file = self.police_file([police_row(0.505, 51.305, "Drugs", "2020-03")], "2020-03-more-street.csv")
        words = ("--areas", self.areas, "--type", "drugs", "--from", "2020-03", "--to", "2020-03")
        for command, *more in (("scan", "--population", "people"), ("pattern",)):
            text = self.run_program(command, *self.files, file, *words, *more).stdout
            self.assertIn("There were too few drug offences in the areas in 2020-03 (1), so ", text)

    def test_what_the_files_do_not_hold_stays_an_error(self):
        for name in ASKED:
            words = [word if word != "2020-03" else "2021-03" for word in self.words(name)]
            self.assertIn("2021-03: the files have nothing from then; they hold 2020-01 to 2020-03 (3 months)",
                          self.error(*words), name)
        self.assertIn("Trafic", self.error("rank", *self.files, "--areas", self.areas, "--type", "Trafic",
                                           status=2))


if __name__ == "__main__":
    unittest.main()
