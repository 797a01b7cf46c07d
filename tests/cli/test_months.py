"""hotward months: counts by month, type and area, and months that are missing."""
import csv
import unittest

from support import Case, police_row

WEST, EAST = 0.505, 0.515


class Months(Case):
    def month_file(self, month, rows, force="test"):
        return self.police_file([police_row(lon, 51.385, kind, month) for lon, kind in rows],
                                f"{month}-{force}-street.csv")

    def months(self, *words):
        return self.summary("months", *words, "--areas", self.areas)["trend"]

    def table(self, *words):
        self.run_program("months", *words, "--areas", self.areas, "-o", "m.csv", "--overwrite")
        with open(self.folder / "m.csv", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def three(self):
        """January, February and April of 2020."""
        return [self.month_file("2020-01", [(WEST, "Burglary")] * 31 + [(EAST, "Robbery")] * 2),
                self.month_file("2020-02", [(WEST, "Burglary")] * 29),
                self.month_file("2020-04", [(EAST, "Burglary")] * 60)]

    def test_a_month_without_a_file_is_missing_and_one_without_a_type_is_0(self):
        found = self.months(*self.three())
        self.assertEqual([(m["month"], m["count"], m["days"], m["present"]) for m in found["months"]],
                         [("2020-01", 33, 31, True), ("2020-02", 29, 29, True),
                          ("2020-03", None, 0, False), ("2020-04", 60, 30, True)])
        self.assertEqual(found["months"][1]["per_day"], 1.0)
        self.assertIsNone(found["months"][2]["per_day"])
        self.assertEqual([(t["type"], t["count"]) for t in found["types"]],
                         [("Burglary", 120), ("Robbery", 2)])
        robbery = [row["count"] for row in found["rows"] if row["type"] == "Robbery"]
        self.assertEqual(robbery, [2, 0, None, 0])
        shown = self.run_program("months", *self.three(), "--areas", self.areas)
        self.assertIn("122 incidents in 3 months (90 days): 1.4 a day.", shown.stdout)
        self.assertIn("No count of 2020-03: the files do not hold it.", shown.stdout)
        self.assertIn("the data have nothing from 2020-03", shown.stderr)

    def test_rows_by_month_type_and_area(self):
        rows = self.table(*self.three(), "--by", "all")
        self.assertEqual(list(rows[0]), ["month", "type", "area_code", "area_name", "count", "days",
                                         "per_day"])
        self.assertEqual(len(rows), 4 * 2 * 2)
        count = {(r["month"], r["type"], r["area_code"]): r["count"] for r in rows}
        self.assertEqual(count["2020-01", "Robbery", "E1"], "2")
        self.assertEqual(count["2020-01", "Robbery", "W1"], "0")
        self.assertEqual(count["2020-03", "Burglary", "W1"], "")
        by_area = self.table(*self.three(), "--by", "month-area")
        self.assertEqual([r["count"] for r in by_area if r["area_code"] == "E1"],
                         ["2", "0", "", "60"])
        alone = self.table(*self.three(), "--by", "month", "--from", "2020-01", "--to", "2020-02")
        self.assertEqual([(r["month"], r["count"]) for r in alone],
                         [("2020-01", "33"), ("2020-02", "29")])

    def test_what_one_force_lacks_leaves_the_other_forces_area_alone(self):
        files = [self.month_file(m, [(WEST, "Burglary")] * 20, "alpha")
                 for m in ("2020-01", "2020-02", "2020-03")]
        files += [self.month_file(m, [(EAST, "Burglary")] * 20, "beta")
                  for m in ("2020-01", "2020-02")]
        found = self.months(*files, "--by", "month-area")
        self.assertEqual([m["count"] for m in found["months"]], [40, 40, None])
        march = {r["area_code"]: r["count"] for r in found["rows"] if r["month"] == "2020-03"}
        self.assertEqual(march, {"W1": 20, "E1": None})

    def test_a_type_that_never_happened_is_a_row_of_zeros(self):
        found = self.months(*self.three(), "--type", "drugs")
        self.assertEqual([m["count"] for m in found["months"]], [0, 0, None, 0])
        self.assertEqual(found["types"], [{"type": "Drugs", "count": 0, "share_pct": None}])

    def test_days_that_are_asked_for_are_those_of_the_month(self):
        rows = ["0.505,51.385,2020-01-%02d" % day for day in range(1, 32)]
        rows += ["0.505,51.385,2020-02-%02d" % day for day in range(1, 30)]
        file = self.write("days.csv", "lon,lat,date\n" + "\n".join(rows) + "\n")
        found = self.months(file, "--from", "2020-01-22", "--to", "2020-02-10")
        self.assertEqual([(m["count"], m["days"], m["per_day"]) for m in found["months"]],
                         [(10, 10, 1.0), (10, 10, 1.0)])

    def test_it_is_not_published_and_needs_dates(self):
        files = self.three()
        self.assertIn("--public is not offered for months",
                      self.error("months", *files, "--areas", self.areas, "--public", status=2))
        plain = self.write("plain.csv", "lon,lat\n0.505,51.385\n")
        self.assertIn("no dates", self.error("months", plain, "--areas", self.areas))
        self.assertIn("is before --from", self.error(
            "months", *files, "--from", "2020-02", "--to", "2020-01", status=2))


if __name__ == "__main__":
    unittest.main()
