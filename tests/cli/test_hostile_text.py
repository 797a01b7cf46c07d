"""Texts of files on the terminal, and numbers that are none: each stays on its line."""
import json
import unittest

from support import WEST, Case, feature, police_row, square

NAME = "Ri\x1b[2J\x1b]0;owned\x07ver\nhotward: everything is fine\u202e"


class HostileText(Case):
    def setUp(self):
        super().setUp()
        self.hostile = self.write_json("hostile.geojson", {"type": "FeatureCollection", "features": [
            feature("H\x1b[31m1", NAME, square(0.505, 51.38, 0.515, 51.39), people=0), WEST]})
        rows = [police_row(0.506 + i * 1e-4, 51.385, kind=f"Pi\x1b[{i % 2}mracy") for i in range(40)]
        self.incidents = self.police_file(rows)

    def assert_harmless(self, text):
        for sign in ("\x1b", "\x07", "\x9b", "\u202e"):
            self.assertNotIn(sign, text)
        for line in text.split("\n"):
            self.assertFalse(line.startswith("hotward: everything"), text)

    def test_no_name_of_an_area_moves_the_cursor(self):
        commands = (["rank", "--population", "people", "--by", "rate"], ["check"], ["gi-star"],
                    ["moran", "--weights", "knn:1"], ["clusters", "--eps", "100m", "--min-points", "3"],
                    ["rank", "--population", "no\x1b[31m\ncolumn"], ["rank", "--area-id", "\x1b[1m"],
                    ["scan", "--population", "people"], ["grid", "--cell", "100m"])
        for command, *words in commands:
            done = self.run_program(command, self.incidents, "--areas", self.hostile, *words,
                                    status=None)
            self.assertIn(done.returncode, (0, 1, 2, 3), (command, done.stderr))
            self.assert_harmless(done.stdout + done.stderr)

    def test_what_other_programs_read_is_kept_as_it_is(self):
        ranking = self.summary("rank", self.incidents, "--areas", self.hostile)["ranking"]
        self.assertIn(NAME, [row["area_name"] for row in ranking])
        self.run_program("rank", self.incidents, "--areas", self.hostile, "-o", "out.geojson")
        names = [f["properties"]["area_name"]
                 for f in json.loads((self.folder / "out.geojson").read_text())["features"]]
        self.assertIn(NAME, names)

    def test_a_message_is_a_line_that_can_be_read(self):
        weights = self.write("long.gal", "2\n" + "x" * 1_000_000 + " 1\nW1\n")
        message = self.error("gi-star", self.incidents, "--areas", self.areas, "--weights", weights)
        self.assertLess(len(message), 2200)
        self.assertIn("which the layer has not", message)

    def test_numbers_that_are_none_are_refused(self):
        for words in (["density", "--cell", "1e308km"], ["density", "--cell", "0x10m"],
                      ["density", "--cell", "nanm"], ["density", "--cell", " 50m"],
                      ["density", "--cell", "-0m"], ["density", "--bandwidth", "infm"],
                      ["clusters", "--shape", "concave", "--ratio", "nan"],
                      ["clusters", "--min-points", "nan"], ["clusters", "--min-points", "inf"],
                      ["clusters", "--min-points", "0x10"], ["density", "--floor", "nan"],
                      ["scan", "--population", "people", "--max-window", "0x2mo"]):
            message = self.error(words[0], self.incidents, "--areas", self.areas, *words[1:],
                                 status=2)
            self.assertLess(len(message), 400, message)


if __name__ == "__main__":
    unittest.main()
