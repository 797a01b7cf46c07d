"""hotward scan beside people by year and by strata, and with years as its unit of time."""
import datetime
import unittest

from support import Case, feature, police_row, square

AREAS = [f"A{i + 1}" for i in range(6)]


class ScanPeople(Case):
    """Six areas in a row of 5,000 people each."""

    def setUp(self):
        super().setUp()
        features = [feature(code, f"Area {i + 1}",
                            square(0.5 + 0.01 * i, 51.38, 0.51 + 0.01 * i, 51.39), people=5000)
                    for i, code in enumerate(AREAS)]
        self.areas = self.write_json("six.geojson", {"type": "FeatureCollection", "features": features})

    def scan(self, file, *words):
        return self.summary("scan", file, "--areas", self.areas, "--dispersion", "poisson",
                            "--replications", "99", *words)["scan"]

    def rows(self, counts, month="2020-01"):
        return [police_row(round(0.505 + 0.01 * i, 3), 51.385, "Burglary", month)
                for i, n in enumerate(counts) for _ in range(n)]

    def table(self, lines, head="code,year,people", name="by.csv"):
        return self.write(name, "\n".join([head, *lines]) + "\n")

    def by_age(self, incidents=(60, 20), gone=()):
        """Old people suffer all of it, and three in five of the first area's people are old."""
        lines = []
        for i, code in enumerate(AREAS):
            old = 3000 if i == 0 else 1000
            lines += [f"{code},60+,{old},{incidents[0] if i == 0 else incidents[1]}",
                      f"{code},0-59,{5000 - old},0"]
        return [line for line in lines if not line.startswith(gone or "-")]

    HEAD = "code,age,population,incidents"

    def test_strata_explain_what_they_explain(self):
        file = self.police_file(self.rows([70, 18, 18, 18, 18, 18]))
        plain = self.scan(file, "--population", "people")["clusters"][0]
        self.assertEqual((plain["areas"], plain["p"]), (["A1"], 0.01))
        self.assertAlmostEqual(plain["expected"], 160 / 6)
        found = self.scan(file, "--population-by", self.table(self.by_age(), self.HEAD), "--strata", "age")
        first = found["clusters"][0]
        self.assertEqual((first["areas"], first["observed"], first["population"]), (["A1"], 70, 5000))
        self.assertAlmostEqual(first["expected"], 60)  # 3,000 of 8,000 old people
        self.assertAlmostEqual(first["rr"], (70 / 60) / (90 / 100))
        self.assertGreater(first["p"], 0.05)
        self.assertEqual(found["compared_with"], "people by 2 strata (by.csv)")
        # Without --strata they are all people.
        same = self.scan(file, "--population-by",
                         self.table([f"{code},5000" for code in AREAS], "code,people", "plain.csv"))
        self.assertEqual(same["clusters"][0]["expected"], plain["expected"])

    def test_people_grow_from_year_to_year(self):
        rows = []
        for k, year in enumerate((2019, 2020, 2021)):
            for m in range(12):
                one = (1, 2, 4)[k]
                rows += self.rows([one, 1, 1, 1, 1, 1], f"{year}-{m + 1:02}")
        file = self.police_file(rows)
        table = self.table([f"{code},{year},{15000 if (i, year) == (0, 2021) else 5000}"
                            for i, code in enumerate(AREAS) for year in (2019, 2021)])
        words = ("--model", "space-time", "--time-unit", "year", "--population-by", table)
        found = self.scan(file, *words)
        self.assertEqual((found["time_unit"], found["periods"]), ("year", 3))
        first = found["clusters"][0]

        def people(code, day):  # 10,000 in 2020, half way from 2019 to 2021
            return {2019: 5000, 2020: 10000, 2021: 15000}[day.year] if code == "A1" else 5000

        days = [datetime.date(2019, 1, 1) + datetime.timedelta(k) for k in range(1096)]
        all_people = sum(people(code, day) for code in AREAS for day in days)
        inside = sum(people(code, day) for code in first["areas"] for day in days
                     if first["start"] <= str(day) <= first["end"])
        self.assertEqual((first["areas"], first["start"], first["end"]), (["A1"], "2021-01-01", "2021-12-31"))
        self.assertAlmostEqual(first["expected"], found["cases"] * inside / all_people)
        self.assertGreater(first["p"], 0.05)
        flat = self.scan(file, "--model", "space-time", "--time-unit", "year", "--population", "people")
        self.assertLess(flat["clusters"][0]["p"], 0.05)
        # In space alone: the people of all days.
        space = self.scan(file, "--population-by", table)["clusters"][0]
        inside = sum(people(code, day) for code in space["areas"] for day in days)
        self.assertAlmostEqual(space["expected"], found["cases"] * inside / all_people)

    def test_years_that_the_table_lacks_are_named(self):
        file = self.police_file(self.rows([6, 2, 2, 2, 2, 2], "2022-05"))
        table = self.table([f"{code},2020,5000" for code in AREAS])
        done = self.run_program("scan", file, "--areas", self.areas, "--population-by", table)
        self.assertIn("has no people after 2020: those of 2020 stand for 2022", " ".join(done.stderr.split()))

    def test_months_and_years_of_a_window(self):
        rows = [row for m in range(24) for row in self.rows([2, 1, 1, 1, 1, 1], f"{2019 + m // 12}-{m % 12 + 1:02}")]
        file = self.police_file(rows)
        words = ("--model", "space-time", "--population", "people")
        self.assertEqual(self.scan(file, *words, "--max-window", "1year")["max_window"],
                         self.scan(file, *words, "--max-window", "12months")["max_window"])
        message = self.error("scan", file, "--areas", self.areas, *words, "--time-unit", "year",
                             "--max-window", "3months", status=2)
        self.assertIn("less than one of years", message)

    def test_numbers_of_people_that_cannot_be(self):
        file = self.police_file(self.rows([6, 2, 2, 2, 2, 2]))
        for value in ("1e200", "1e-300", "1.7e308", "-1e-300", "inf"):
            table = self.write("odd.csv", "code,pop\n" + "".join(f"{code},{value}\n" for code in AREAS))
            for command in (("rank", "--by", "rate"), ("scan",), ("scan", "--model", "space-time")):
                message = self.error(*command, file, "--areas", self.areas, "--population", table)
                self.assertIn(f"'{value}' is no population", message)
            table = self.table([f"{code},{value}" for code in AREAS], "code,people")
            self.assertIn(f"'{value}' is no population",
                          self.error("scan", file, "--areas", self.areas, "--population-by", table))

    def test_tables_that_do_not_match(self):
        file = self.police_file(self.rows([6, 2, 2, 2, 2, 2]))
        by_age = self.by_age()

        def refused(lines, *words, head=self.HEAD, status=1):
            table = self.table(lines, head, "bad.csv")
            return self.error("scan", file, "--areas", self.areas, "--population-by", table, *words, status=status)

        age = ("--strata", "age")
        self.assertIn("1 of 12 rows that the areas, years and strata make are not there, the first of A3, 60+",
                      refused([line for line in by_age if not line.startswith("A3,60")], *age))
        self.assertIn("A2, 0-59 is there twice", refused([*by_age, "A2,0-59,1,0"], *age))
        self.assertIn("'many' is no population (A1, 60+)",
                      refused(["A1,60+,many,1", *by_age[1:]], *age))
        self.assertIn("'-1' is no number of incidents", refused([by_age[0].replace(",60", ",-1", 2)
                                                                 .replace(",-1+", ",60+"), *by_age[1:]], *age))
        self.assertIn("'20x9' is no year", refused(["A1,20x9,5"], head="code,year,people"))
        self.assertIn("no column is called incidents or cases",
                      refused([line.rsplit(",", 1)[0] for line in by_age], *age, head="code,age,people"))
        self.assertIn("sex", refused(by_age, "--strata", "sex"))
        self.assertIn("no column is called people or population", refused(["A1,5"], head="code,souls"))
        self.assertIn("no column holds the areas' codes", refused(["X1,5"], head="code,people"))
        nobody = [",".join([*line.split(",")[:2], "0", line.split(",")[3]]) for line in by_age]
        self.assertIn("stratum '60+' has incidents and no people", refused(nobody, *age))
        self.assertIn("nobody is at risk", refused([f"{code},0" for code in AREAS], head="code,people"))
        self.assertIn("give one", refused(by_age, *age, "--population", "people", status=2))
        self.assertIn("is for --model poisson and space-time",
                      refused(by_age, *age, "--model", "permutation", status=2))
        self.assertIn("--population-by", self.error("scan", file, "--areas", self.areas, *age, status=2))


if __name__ == "__main__":
    unittest.main()
