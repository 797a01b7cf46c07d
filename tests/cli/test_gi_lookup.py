"""gi-star --lookup: the answer by number of neighbours and sum, and the join that uses it."""
import random
import shutil
import subprocess
import sys
import unittest

from local_statistics import read_csv
from support import EAST, SOURCE, WEST, Case, feature, square

DISTRIBUTED = SOURCE / "examples" / "distributed"
ANSWERS = ("gi_z", "gi_p", "gi_q", "gi_bin", "gi_p_upper", "gi_p_lower", "gi_mid_p")


def duckdb_for_node():
    """What runs DuckDB here: Node with its package, found as Node finds packages; or nothing."""
    node = shutil.which("node")
    if node is None:
        return None
    found = subprocess.run([node, "-e", "require('@duckdb/node-api')"], capture_output=True,
                           cwd=DISTRIBUTED)
    return node if found.returncode == 0 else None


class Lookup(Case):

    def setUp(self):
        super().setUp()
        draw = random.Random(11)
        rows = ["longitude,latitude,date,type"]
        for k in range(900):
            lon, lat = ((draw.gauss(0.507, 0.001), draw.gauss(51.386, 0.0007)) if k % 4 == 0 else
                        (draw.uniform(0.4995, 0.5205), draw.uniform(51.3795, 51.3905)))
            rows.append(f"{lon:.6f},{lat:.6f},2020-01-{1 + k % 28:02},Burglary")
        self.cases = self.write("cases.csv", "\n".join(rows) + "\n")
        self.asked = ("gi-star", self.cases, "--areas", self.areas, "--cell", "100m", "--shape", "square")

    def made(self, *more):
        self.run_program(*self.asked, "-o", "cells.csv", "--lookup", "lookup.csv", *more)
        return read_csv(self.folder / "cells.csv"), read_csv(self.folder / "lookup.csv")

    def test_every_cell_finds_its_answer_by_hand(self):
        cells, lookup = self.made()
        table = {(int(row["sites"]), int(row["total"])): row for row in lookup}
        self.assertEqual(len(table), len(lookup))
        places = dict.fromkeys(table, 0)
        at = {tuple(map(int, row["cell_id"].split("_")[1:])): row for row in cells}
        for (column, line), row in at.items():
            near = [at[column + dx, line + dy] for dx in (-1, 0, 1) for dy in (-1, 0, 1)
                    if (column + dx, line + dy) in at]
            pair = len(near), sum(int(other["count"]) for other in near)
            places[pair] += 1
            self.assertEqual([table[pair][name] for name in ANSWERS], [row[name] for name in ANSWERS])
        self.assertEqual({pair: int(row["places"]) for pair, row in table.items()}, places)
        self.assertEqual(sorted(table), [tuple(map(int, (r["sites"], r["total"]))) for r in lookup])

    def test_with_the_weights_beside(self):
        self.made("--write-weights", "cells.gal")
        self.assertEqual(self.left_behind("cases.csv", "cells.csv", "cells.manifest.json", "lookup.csv",
                                          "lookup.manifest.json", "cells.gal"), [])

    def test_refused_where_a_sum_does_not_settle_it(self):
        for more, why in ((("--p", "permutations"), "only an exact p"),
                          (("--null", "conditional"), "only an exact p"),
                          (("--public",), "not with --public")):
            self.assertIn(why, self.error(*self.asked, "--lookup", "lookup.csv", *more, status=2))
        north = feature("N1", "North", square(0.50, 51.39, 0.51, 51.40), people=3000)
        areas = self.write_json("three.geojson", {"type": "FeatureCollection",
                                                  "features": [WEST, EAST, north]})
        self.assertIn("of counts alone", self.error(
            "gi-star", self.cases, "--areas", areas, "--value", "people", "--lookup", "a.csv", status=2))
        self.assertEqual(self.left_behind("cases.csv", "three.geojson"), [])

    def compare(self, status=0):
        done = subprocess.run([sys.executable, DISTRIBUTED / "compare.py", "cells.csv", "found.csv"],
                              capture_output=True, text=True, cwd=self.folder)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout

    @unittest.skipIf(duckdb_for_node() is None,
                     "skipped: no DuckDB (npm install @duckdb/node-api; NODE_PATH=its node_modules)")
    def test_duckdb_has_the_same_by_one_join(self):
        self.asked = (*self.asked[:4], "--cell", "250m", "--shape", "square")
        cells, _ = self.made()
        self.run_program("join", self.cases, "--areas", self.areas, "-o", "incidents.csv")
        found = self.folder / "found.csv"
        subprocess.run([duckdb_for_node(), DISTRIBUTED / "duckdb.mjs", "incidents.csv", "cells.csv",
                        "lookup.csv", found], check=True, cwd=self.folder)
        self.assertIn(f"{len(cells)} of {len(cells)} cells compared, 0 values differ", self.compare())
        text = found.read_text().splitlines()
        found.write_text("\n".join(text[:5] + [text[5].replace(",", ",1", 1)] + text[6:]) + "\n")
        self.assertIn("count is", self.compare(status=1))
        found.write_text("\n".join(text[:-1]) + "\n")
        self.assertIn("no row", self.compare(status=1))

    def test_the_page_shows_the_statements_as_they_are(self):
        page = (SOURCE / "docs" / "distributed.md").read_text(encoding="utf-8")
        self.assertIn((DISTRIBUTED / "gi_star.sql").read_text(encoding="utf-8"), page)


if __name__ == "__main__":
    unittest.main()
