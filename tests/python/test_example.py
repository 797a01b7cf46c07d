"""examples/python/burglary.py, run as its reader would: what it prints and writes is what the program
finds in the same files."""
import collections
import csv
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import geopandas
except ImportError:
    geopandas = None

PROGRAM = os.environ["HOTWARD"]
SOURCE = pathlib.Path(os.environ["HOTWARD_SOURCE"])
EXAMPLE = SOURCE / "examples" / "python" / "burglary.py"
YEAR = ("--type", "burglary", "--from", "2019-04", "--to", "2020-03")


@unittest.skipIf(geopandas is None, "skipped: no GeoPandas")
class Example(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.home = pathlib.Path(folder.name)
        (cls.home / "samples").symlink_to(SOURCE / "samples")
        done = subprocess.run([sys.executable, EXAMPLE], cwd=cls.home, capture_output=True,
                              text=True, check=False, env=os.environ | {"MPLBACKEND": "Agg"})
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        cls.lines = done.stdout.splitlines()
        cls.made = cls.home / "out" / "burglary"

    def from_program(self, name, *words):
        """@return the summary, and the rows of the layer"""
        layer = self.home / (name + ".geojson")
        done = subprocess.run([PROGRAM, name, self.made / "police", *YEAR, *words, "-o", layer,
                               "--json", "-q"], capture_output=True, text=True, check=True)
        features = json.loads(layer.read_text(encoding="utf-8"))["features"]
        return json.loads(done.stdout), [feature["properties"] for feature in features]

    def test_it_counts_the_rows_of_the_files(self):
        types, months = collections.Counter(), collections.Counter()
        for path in (self.made / "police").glob("*/*-street.csv"):
            with open(path, newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    types[row["Crime type"]] += 1
                    months[row["Month"]] += row["Crime type"] == "Burglary"
        self.assertEqual(self.lines[0], f"{sum(types.values()):,} incidents of {len(types)} types")
        self.assertEqual([line.split() for line in self.lines[2:5]],
                         [[month, str(months[month])] for month in sorted(months)[-3:]])

    def test_its_wards_are_those_of_the_program(self):
        summary, rows = self.from_program("rank")
        wards = geopandas.read_file(self.made / "burglary.gpkg", layer="wards")
        for key in ("area_name", "count", "rank", "rank_lo", "rank_hi"):
            self.assertEqual(list(wards[key]), [row[key] for row in rows], key)
        first = sorted(rows, key=lambda row: row["rank"])[:3]
        for line, row in zip(self.lines[6:9], first):
            shown = [row[key] for key in ("area_name", "count", "rank", "rank_lo", "rank_hi")]
            self.assertEqual(line.split()[1:], " ".join(map(str, shown)).split())
        share = summary["total"]["top_5"]["share_pct"]
        self.assertEqual(self.lines[9], f"The first five have {share:.1f} % of all")

    def test_its_hot_cells_are_those_of_the_program(self):
        _, rows = self.from_program("gi-star", "--cell", "250m")
        hot = [row for row in rows if row["gi_bin"] >= 2]
        self.assertGreater(len(hot), 10)
        self.assertEqual(self.lines[10], f"{len(hot)} hot cells of {len(rows):,}, with "
                                         f"{sum(row['count'] for row in hot)} burglaries")
        cells = geopandas.read_file(self.made / "burglary.gpkg", layer="cells")
        for key in ("cell_id", "count", "gi_bin"):
            self.assertEqual(list(cells[key]), [row[key] for row in rows], key)
        # Each hot cell's share of each ward, one by one, adds up to what the wards say.
        wards = geopandas.read_file(self.made / "burglary.gpkg", layer="wards")
        shapes = cells[cells["gi_bin"] >= 2].geometry
        for name, km2, ward in zip(wards["area_name"], wards["hot_km2"], wards.geometry):
            self.assertAlmostEqual(km2, sum(shape.intersection(ward).area for shape in shapes) / 1e6,
                                   places=6, msg=name)
        hottest = wards.nlargest(3, "hot_km2")
        self.assertEqual([line.split() for line in self.lines[12:15]],
                         [f"{name} {km2:.2f}".split() for name, km2 in
                          zip(hottest["area_name"], hottest["hot_km2"])])

    def test_its_page_has_the_findings_and_the_warnings(self):
        page = (self.made / "found.html").read_text(encoding="utf-8")
        self.assertIn("How: Getis-Ord Gi* of", page)
        self.assertIn("<li>the areas are schematic: not the official boundary</li>", page)

    def test_it_draws_where_matplotlib_is(self):
        has_matplotlib = importlib.util.find_spec("matplotlib") is not None
        self.assertEqual((self.made / "burglary.png").is_file(), has_matplotlib)
        self.assertEqual(self.lines[-1] == "no matplotlib: no map", not has_matplotlib)

    def test_it_is_short_and_in_cells(self):
        lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
        self.assertLess(len(lines), 60)
        self.assertGreater(sum(line.startswith("# %% ") for line in lines), 5)


if __name__ == "__main__":
    unittest.main()
