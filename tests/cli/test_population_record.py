"""Which estimates a population is of, and when they were released, stands in every output."""
import json
import sqlite3
import unittest

from support import Case, police_row

STATED = ("--population", "people", "--population-series", "mid-2019, 2011-based",
          "--population-released", "2020-10")


class PopulationRecord(Case):
    def setUp(self):
        super().setUp()
        self.file = self.police_file([police_row(0.505, 51.385)] * 12
                                     + [police_row(0.515, 51.385)] * 5)

    def test_summary_manifest_and_package(self):
        record = {"source": "people of areas.geojson", "label": "people",
                  "series": "mid-2019, 2011-based", "released": "2020-10"}
        for command in ("rank", "grid", "clusters"):
            with self.subTest(command):
                out = self.folder / f"{command}.gpkg"
                found = self.summary(command, self.file, "--areas", self.areas, *STATED, "-o", out)
                self.assertEqual(found["population"], record)
                manifest = json.loads((self.folder / f"{command}.manifest.json").read_text())
                self.assertEqual(manifest["population"], record)
                with sqlite3.connect(out) as package:
                    texts = [row[0] for row in package.execute("SELECT metadata FROM gpkg_metadata")]
                self.assertIn("released 2020-10", " ".join(texts))

    def test_what_nobody_states_is_null(self):
        found = self.summary("rank", self.file, "--areas", self.areas, "--population", "people")
        self.assertIsNone(found["population"]["series"])
        self.assertIsNone(found["population"]["released"])
        self.assertNotIn("population", self.summary("rank", self.file, "--areas", self.areas))

    def test_the_wards_that_ship_say_theirs(self):
        found = self.summary("rank", self.police_file([police_row(0.527, 51.383)] * 9))
        self.assertIn("2011-based", found["population"]["series"])

    def test_a_record_of_nothing_and_a_date_that_is_none(self):
        error = self.error("rank", self.file, "--areas", self.areas, "--population-series", "x",
                           status=2)
        self.assertIn("none is known", error)
        error = self.error("rank", self.file, "--areas", self.areas, "--population", "people",
                           "--population-released", "last autumn", status=2)
        self.assertIn("last autumn", error)


if __name__ == "__main__":
    unittest.main()
