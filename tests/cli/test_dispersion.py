"""How much counts vary beyond chance, and what is made of it: rank, scan and check."""
import unittest

from support import Case, feature, police_row, square


class Dispersion(Case):
    """Six areas over two years; each month's incidents come in bunches of four, or one by one."""

    def setUp(self):
        super().setUp()
        features = [feature(f"A{i + 1}", f"Area {i + 1}",
                            square(0.5 + 0.01 * i, 51.38, 0.51 + 0.01 * i, 51.39), people=5000)
                    for i in range(6)]
        self.areas = self.write_json("six.geojson", {"type": "FeatureCollection", "features": features})
        self.months = [f"{2019 + m // 12}-{m % 12 + 1:02}" for m in range(24)]

    def incidents(self, bunch, months=None, areas=6, kind="Burglary", name="police.csv"):
        """About 12 a month and area, in bunches of so many: phi is about the size of a bunch."""
        rows, state = [], 7
        for m in months or self.months:
            for i in range(areas):
                mean, size = 12 // bunch, 0
                for _ in range(2 * mean):  # binomial, p = 0.5, thrice: about Poisson's spread
                    for _ in range(5):
                        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
                        size += (state >> 40) % 10 == 0
                rows += [police_row(0.505 + 0.01 * i, 51.385, kind, month=m)] * (bunch * size)
        return self.police_file(rows, name)

    def rank(self, file, *words, **options):
        return self.summary("rank", file, "--areas", self.areas, "--population", "people",
                            "--from", "2020-01", "--to", "2020-12", *words, **options)

    def test_estimated_from_24_months(self):
        one = self.rank(self.incidents(1))["total"]["dispersion"]
        four = self.rank(self.incidents(4))["total"]["dispersion"]
        self.assertEqual((one["from"], one["months"]), ("estimate", 24))
        self.assertLess(one["phi"], 1.6)
        self.assertGreater(four["phi"], 2.5)
        self.assertLess(four["phi"], 6)

    def test_poisson_is_as_it_was_and_phi_widens(self):
        file = self.incidents(4)
        plain = self.rank(file, "--dispersion", "poisson")
        wide = self.rank(file, "--dispersion", "4")
        self.assertEqual(plain["total"]["dispersion"]["from"], "poisson")
        self.assertEqual(wide["total"]["dispersion"], {
            "from": "given", "phi": 4, "phi_total": 4, "months": None, "degrees": None, "why_unknown": None})
        for before, after in zip(plain["ranking"], wide["ranking"]):
            self.assertEqual((before["area_code"], before["count"], before["chg_p"]),
                             (after["area_code"], after["count"], after["chg_p"]))
            self.assertLess(after["rate_lo"], before["rate_lo"])
            self.assertGreater(after["rate_hi"], before["rate_hi"])
            self.assertIsNone(before["chg_p_od"])
            self.assertGreaterEqual(after["chg_p_od"], after["chg_p"] - 0.01)
            # Byar's limits of a count, 95%.
            n = before["count"]
            low = n * (1 - 1 / (9 * n) - 1.959964 / (3 * n ** 0.5)) ** 3
            self.assertAlmostEqual(before["rate_lo"], low / 5, places=4)
            low = 4 * (n / 4) * (1 - 4 / (9 * n) - 1.959964 / (3 * (n / 4) ** 0.5)) ** 3
            self.assertAlmostEqual(after["rate_lo"], low / 5, places=4)

    def test_what_cannot_be_known_is_said(self):
        short = self.incidents(4, months=self.months[12:18], name="short.csv")
        words = ("rank", short, "--areas", self.areas, "--population", "people")
        found = self.summary(*words)["total"]["dispersion"]
        self.assertEqual((found["from"], found["phi"]), ("unknown", None))
        self.assertIn("12 whole months", found["why_unknown"])
        text = " ".join(self.run_program(*words).stdout.split())
        self.assertIn("cannot be known here", text)
        self.assertNotIn("95%", text)
        alone = self.incidents(4, areas=1, name="alone.csv")
        found = self.rank(alone)["total"]["dispersion"]
        self.assertEqual(found["from"], "unknown")
        self.assertIn("two areas", found["why_unknown"])
        one = self.incidents(4, months=self.months[12:13], name="one.csv")
        self.assertIn("there is 1", self.summary("rank", one, "--areas", self.areas)["total"]["dispersion"]
                      ["why_unknown"])

    def test_a_sentence_says_how_sure(self):
        text = " ".join(self.run_program("rank", self.incidents(4), "--areas", self.areas, "--population", "people",
                                         "--from", "2020-01", "--to", "2020-12").stdout.split())
        self.assertIn("How sure: counts vary", text)
        self.assertIn("times as much as chance alone makes them (as 24 months show)", text)
        self.assertIn("Per 1,000 in 12 months", text)
        text = " ".join(self.run_program("rank", self.incidents(4), "--areas", self.areas, "--population", "people",
                                         "--dispersion", "poisson").stdout.split())
        self.assertIn("How sure: chances and likely ranges take each incident as independent, as was asked", text)

    def test_few_incidents_are_said_to_be_few(self):
        file = self.incidents(1)
        words = ("rank", file, "--areas", self.areas, "--population", "people", "--from", "2020-01", "--to", "2020-12")
        says = "such a range of their share holds nine times in ten"
        # About 140 an area and year: worth 7 each where they vary 20 times as much, and 35 where 4 times.
        for phi, pct in (("20", 90), ("4", 95), ("poisson", None)):
            text = " ".join(self.run_program(*words, "--dispersion", phi).stdout.split())
            self.assertIn("likely", text)
            self.assertEqual(says in text, pct == 90, phi)
            self.assertEqual("a high top-5 chance is less sure than it says" in text, pct == 90, phi)
            self.assertEqual(self.summary(*words, "--dispersion", phi)["total"]["top_5"]["holds_pct"], pct)
        short = self.incidents(1, months=self.months[12:18], name="short.csv")
        found = self.summary("rank", short, "--areas", self.areas, "--population", "people")["total"]["top_5"]
        self.assertIsNone(found["holds_pct"])

    def test_areas_that_may_be_alike_are_said_to_be(self):
        says = "These numbers do not show that the areas differ at all: if they do not, that share will be 83% over a longer time."
        words = ("--areas", self.areas, "--population", "people", "--from", "2020-01", "--to", "2020-12")
        alike = self.incidents(1)
        for phi, pct in (("1", 83.3333), ("4", 83.3333), ("poisson", None)):
            text = " ".join(self.run_program("rank", alike, *words, "--dispersion", phi).stdout.split())
            self.assertEqual(says in text, pct is not None, phi)
            found = self.summary("rank", alike, *words, "--dispersion", phi)["total"]["top_5"]["alike_pct"]
            self.assertEqual(found and round(found, 4), pct, phi)
        # One area has twice as many: then that some differ is sure.
        with alike.open() as file:
            rows = file.read().splitlines()
        twice = self.write("twice.csv", "\n".join(rows + [row for row in rows if "0.505" in row]) + "\n")
        self.assertNotIn("differ at all", self.run_program("rank", twice, *words, "--dispersion", "4").stdout)
        self.assertIsNone(self.summary("rank", twice, *words, "--dispersion", "4")["total"]["top_5"]["alike_pct"])

    def test_published_phi_is_left_to_be_given(self):
        file = self.incidents(4)
        found = self.rank(file, "--public")["total"]["dispersion"]
        self.assertEqual(found["from"], "unknown")
        self.assertIn("the number that the same job finds without --public", found["why_unknown"])
        given = self.rank(file, "--public", "--dispersion", "4")["total"]["dispersion"]
        self.assertEqual((given["from"], given["phi"]), ("given", 4))

    def test_a_type_with_three_incidents(self):
        rows = [police_row(0.505, 51.385, "Robbery", month=m) for m in ("2019-03", "2020-05", "2020-06")]
        with self.incidents(1).open() as file:
            plain = file.read()
        both = self.write("both.csv", plain + "\n".join(rows) + "\n")
        found = self.rank(both, "--type", "robbery")
        self.assertIn(found["total"]["dispersion"]["from"], ("estimate", "unknown"))
        self.assertEqual(found["total"]["count"], 2)
        # All areas but one are empty: they are no top five.
        text = self.run_program("rank", both, "--areas", self.areas, "--type", "robbery", "--from", "2020-01",
                                "--to", "2020-12").stdout
        self.assertIn("All 2 robberies were in Area 1.", text)

    def test_a_phi_that_cannot_be(self):
        file = self.incidents(1, months=self.months[:2])
        for command in ("rank", "scan"):
            for value in ("0.5", "0", "-1", "inf", "nan", "1e9", "poison"):
                message = self.error(command, file, "--areas", self.areas, "--population", "people",
                                     f"--dispersion={value}", status=2)
                self.assertIn("from 1 to 1,000", message)
        self.assertIn("--dispersion", self.error("scan", file, "--areas", self.areas, "--model", "permutation",
                                                 "--dispersion", "2", status=2))

    def test_a_scan_knows_it(self):
        words = ("scan", self.incidents(4), "--areas", self.areas, "--population", "people", "--replications", "199")
        known = self.summary(*words)["scan"]
        self.assertGreater(known["dispersion"]["phi"], 2.5)
        plain = self.summary(*words, "--dispersion", "poisson")["scan"]
        if plain["clusters"] and known["clusters"]:
            self.assertLessEqual(plain["clusters"][0]["p"], known["clusters"][0]["p"])
        permuted = self.summary("scan", self.incidents(4), "--areas", self.areas, "--model", "permutation",
                                "--replications", "19")["scan"]
        self.assertIsNone(permuted["dispersion"])
        bunch = self.summary(*words, "--unit", "bunch")["scan"]
        self.assertEqual(bunch["unit"], "bunch")
        with self.incidents(4).open() as file:
            rows = [line.split(",") for line in file][1:]
        self.assertEqual(bunch["cases"], len({(row[1], row[4]) for row in rows}))

    def test_check_prints_it(self):
        found = self.summary("check", self.incidents(4), "--areas", self.areas, status=None)["quality"]
        self.assertGreater(found["dispersion"]["all"]["phi"], 2.5)
        text = self.run_program("check", self.incidents(4), "--areas", self.areas, status=None).stdout
        self.assertIn("from month to month as chance alone makes them", " ".join(text.split()))


if __name__ == "__main__":
    unittest.main()
