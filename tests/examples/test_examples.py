"""The programs in examples/, which docs/library.md shows, compiled and run."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["HOTWARD_SOURCE"])
DATA = SOURCE / "tests" / "golden" / "data"


class Examples(unittest.TestCase):
    def run_example(self, name, *words, status=0):
        done = subprocess.run([os.environ["HOTWARD_EXAMPLE_" + name.upper()], *map(str, words)],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def test_gi_star_of_files(self):
        with tempfile.TemporaryDirectory() as folder:
            layer = pathlib.Path(folder) / "hot.geojson"
            words = (DATA / "2019-03-made-up-street.csv", DATA / "areas.geojson", layer)
            text = self.run_example("gi_star_of_files", *words).stdout
            self.assertIn("How:", text)
            self.assertRegex(text, r"hot cells: \d+\n$")
            cells = json.loads(layer.read_text())["features"]
            self.assertIn("gi_bin", cells[0]["properties"])
            # An error names the parameter, and nothing is overwritten unasked.
            self.assertIn("exists already", self.run_example("gi_star_of_files", *words, status=1).stderr)
            missing = self.run_example("gi_star_of_files", "none.csv", *words[1:2], "a.geojson", status=1)
            self.assertEqual(missing.stderr, "none.csv: no such file\n")

    def test_rank_arrays(self):
        # 12 of 800 are 15 per 1,000; 40 of 10,000 are 4: Byar's limits of 40 are 28.6 and 54.5.
        self.assertEqual(self.run_example("rank_arrays").stdout.splitlines(), [
            "1. E1: 15.0 per 1,000 (7.7 to 26.2), 12 incidents (6.2 to 21.0)",
            "2. E2: 10.0 per 1,000 (7.1 to 13.6), 40 incidents (28.6 to 54.5)",
            "3. E4: 4.0 per 1,000 (2.9 to 5.4), 40 incidents (28.6 to 54.5)",
            "4. E3: 0.0 per 1,000 (0.0 to 2.5), 0 incidents (0.0 to 3.7)",
            "2 of 4 wards hold half of all incidents"])

    def test_the_page_shows_them_as_they_are(self):
        page = (SOURCE / "docs" / "library.md").read_text(encoding="utf-8")
        for example in sorted((SOURCE / "examples").glob("*.cpp")):
            text = example.read_text(encoding="utf-8")
            self.assertLess(len(text.splitlines()), 40, example.name)
            self.assertIn(text, page, example.name)


if __name__ == "__main__":
    unittest.main()
