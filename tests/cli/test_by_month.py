"""grid --by-month and gi-star --by-month: how many incidents each cell has in each month, of each type."""
import collections
import random
import unittest

from local_statistics import read_csv
from support import Case

TYPES = ("Burglary", "Anti-social behaviour", "Violence, and more")
HEAD = ("cell_id", "month", "type", "count")


class ByMonth(Case):

    def setUp(self):
        super().setUp()
        draw = random.Random(5)
        spots = [(draw.uniform(0.4995, 0.5205), draw.uniform(51.3795, 51.3905)) for _ in range(40)]
        self.rows = []
        for _ in range(1200):
            lon, lat = draw.choice(spots)
            month = draw.choice(("2019-11", "2020-01", "2020-01", "2020-03"))
            self.rows.append(f"{lon:.6f},{lat:.6f},{month}-{draw.randint(1, 28):02},\"{draw.choice(TYPES)}\"")
        self.cases = self.of_rows("cases.csv", self.rows)

    def of_rows(self, name, rows, head="longitude,latitude,date,type"):
        return self.write(name, "\n".join([head, *rows]) + "\n")

    def made(self, command="grid", cases=None, *more):
        cell = () if "--cell" in more else ("--cell", "150m")
        self.run_program(command, cases or self.cases, "--areas", self.areas, *cell, "-o", "cells.csv",
                         "--by-month", "months.csv", "--overwrite", *more)
        return read_csv(self.folder / "cells.csv"), read_csv(self.folder / "months.csv")

    def counted_by_hand(self, cases):
        """Each type in each month alone, by the command's own count of one period."""
        expected = {}
        for month in ("2019-11", "2020-01", "2020-03"):
            for kind in TYPES:
                self.run_program("grid", cases, "--areas", self.areas, "--cell", "150m", "--from", month, "--to", month,
                                 "--type", kind, "-o", "one.csv", "--overwrite")
                for row in read_csv(self.folder / "one.csv"):
                    if row["count"] != "0":
                        expected[row["cell_id"], month, kind] = int(row["count"])
        return expected

    def test_each_count_is_that_of_its_month_and_type_alone(self):
        cells, months = self.made()
        self.assertEqual(tuple(months[0]), HEAD)
        found = {(row["cell_id"], row["month"], row["type"]): int(row["count"]) for row in months}
        self.assertEqual(len(found), len(months))
        self.assertEqual(found, self.counted_by_hand(self.cases))
        sums = collections.Counter()
        for (cell, _, _), count in found.items():
            sums[cell] += count
        self.assertEqual({row["cell_id"]: int(row["count"]) for row in cells if row["count"] != "0"}, dict(sums))
        self.assertGreater(len({month for _, month, _ in found}), 2)

    def test_rows_come_by_cell_month_and_type(self):
        cells, months = self.made()
        at = {row["cell_id"]: i for i, row in enumerate(cells)}
        order = [(at[row["cell_id"]], row["month"], row["type"]) for row in months]
        self.assertEqual(order, sorted(order))

    def test_gi_star_hands_out_the_same_and_no_order_of_rows_or_thread_changes_a_byte(self):
        self.made()
        first = (self.folder / "months.csv").read_bytes()
        self.made("gi-star")
        self.assertEqual((self.folder / "months.csv").read_bytes(), first)
        shuffled = random.Random(6).sample(self.rows, len(self.rows))
        for threads in (1, 2):
            self.made("grid", self.of_rows("shuffled.csv", shuffled), "--threads", threads)
            self.assertEqual((self.folder / "months.csv").read_bytes(), first)

    def test_every_cell_is_of_some_share_of_the_work(self):
        """So wide that each holds some: none of them may fall between two threads."""
        for threads in (1, 2, 3, 5):
            cells, months = self.made("grid", None, "--cell", "400m", "--threads", threads)
            sums = collections.Counter()
            for row in months:
                sums[row["cell_id"]] += int(row["count"])
            self.assertEqual({row["cell_id"]: int(row["count"]) for row in cells if row["count"] != "0"}, dict(sums))
            self.assertGreater(len(sums), len(cells) / 2)

    def test_only_what_is_asked_for(self):
        cells, months = self.made("grid", None, "--type", "burglary", "--from", "2020-01", "--to", "2020-02")
        self.assertEqual({(row["month"], row["type"]) for row in months}, {("2020-01", "Burglary")})
        self.assertEqual(sum(int(row["count"]) for row in months), sum(int(row["count"]) for row in cells))

    def test_without_dates_or_types(self):
        places = [",".join(row.split(",")[:2]) for row in self.rows]
        cells, months = self.made("grid", self.of_rows("bare.csv", places, "longitude,latitude"))
        self.assertEqual({(row["month"], row["type"]) for row in months}, {("", "")})
        self.assertEqual({row["cell_id"]: row["count"] for row in months},
                         {row["cell_id"]: row["count"] for row in cells if row["count"] != "0"})

    def test_refused_where_it_cannot_be(self):
        told = self.error("grid", self.cases, "--areas", self.areas, "--by-month", "m.csv", "--public", status=2)
        self.assertIn("--by-month: not with --public", told)
        told = self.error("gi-star", self.cases, "--areas", self.areas, "--by-month", "m.csv", status=2)
        self.assertIn("--cell", told)
        self.error("grid", self.cases, "--areas", self.areas, "-o", "m.csv", "--by-month", "m.csv", status=2)
        self.assertEqual(self.left_behind("cases.csv"), [])


if __name__ == "__main__":
    unittest.main()
