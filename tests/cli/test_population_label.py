"""What the population counts has one name in every command: people, households, or what the user says."""
import csv
import unittest
import zipfile

from support import Case, feature, police_row, square


class PopulationLabel(Case):
    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(f"A{i:02}", f"Area {i}", square(0.5 + 0.01 * (i % 4), 51.38 + 0.01 * (i // 4),
                                                    0.51 + 0.01 * (i % 4), 51.39 + 0.01 * (i // 4)),
                    households_2021=1000 + 10 * i, workers=500) for i in range(16)]})
        rows = []
        for i in range(16):
            count = 24 if i in (0, 1, 4) else 3 + i % 3
            rows += [police_row(round(0.505 + 0.01 * (i % 4) + 0.0003 * (n % 5), 6),
                                round(51.385 + 0.01 * (i // 4), 6)) for n in range(count)]
        self.incidents = self.police_file(rows, "street.csv")
        self.common = (self.incidents, "--areas", self.areas, "--population", "households_2021")

    def said(self, command, *words):
        """What is said on both streams."""
        done = self.run_program(command, *self.common, *words)
        return done.stdout + done.stderr

    def test_a_column_of_households_is_recognised_in_every_command(self):
        for command, words, sentence in (
                ("rank", (), "for every 1,000 households"),
                ("gi-star", ("--rate",), "per 1,000 households"),
                ("moran", (), "per household"),
                ("scan", (), "households"),
                ("density", ("--against", "population"), "households"),
                # Where to act tells people and households apart, and has a column for each.
                ("run", ("-o", "out", "--skip", "target"), "for every 1,000 households")):
            with self.subTest(command):
                text = self.said(command, *words)
                self.assertIn(sentence, text)
                self.assertNotIn("people", text)
                self.assertNotIn("People", text)
                self.assertNotIn("per person", text)

    def test_the_label_stands_in_table_layer_legend_and_summary(self):
        text = self.said("rank", "--by", "rate", "-o", "wards.geojson")
        self.assertIn("  Households  ", text.splitlines()[0])
        style = (self.folder / "wards.qml").read_text()
        self.assertIn('name="Households at risk"', style)
        self.assertIn('name="Incidents per 1,000 households"', style)
        self.assertNotIn("people", style)
        summary = self.summary("rank", *self.common)
        self.assertEqual(summary["total"]["population_label"], "households")
        self.said("run", "-o", "out", "--skip", "target")
        with zipfile.ZipFile(self.folder / "out/hotspots.qgz") as project:
            text = project.read("hotspots.qgs").decode()
        self.assertIn("Crimes per 1,000 households", text)
        self.assertNotIn("people", text)

    def test_the_user_has_the_last_word(self):
        words = (self.incidents, "--areas", self.areas, "--population", "workers")
        self.assertIn("for every 1,000 people", self.run_program("rank", *words).stdout)
        text = self.run_program("rank", *words, "--population-label", "workers").stdout
        self.assertIn("for every 1,000 workers", text)
        self.assertIn("  Workers  ", text)
        text = self.run_program("rank", *self.common, "--population-label", "people").stdout
        self.assertIn("for every 1,000 people", text)

    def test_a_table_whose_only_such_column_counts_households(self):
        with (self.folder / "hh.csv").open("w", newline="") as file:
            csv.writer(file).writerows([("code", "No. of households"), *((f"A{i:02}", 100) for i in range(16))])
        text = self.run_program("rank", self.incidents, "--areas", self.areas, "--population",
                                self.folder / "hh.csv").stdout
        self.assertIn("for every 1,000 households", text)

    def test_a_label_without_a_population_is_refused(self):
        self.assertIn("--population", self.error("rank", self.incidents, "--areas", self.areas,
                                                 "--population-label", "households", status=2))


if __name__ == "__main__":
    unittest.main()
