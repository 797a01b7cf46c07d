"""hotward trend: months, years, types, areas, and what is no change."""
import csv
import unittest
from xml.etree import ElementTree

from support import Case, police_row

WEST, EAST = 0.505, 0.515

# Anti-social behaviour in Medway by month, April 2019 to March 2020, as printed in the strategic
# assessment of 2020; and a year before it that makes 5,502.
ASB = [450, 500, 580, 620, 650, 500, 480, 450, 350, 450, 480, 550]
YEAR = [f"2019-{m:02}" for m in range(4, 13)] + [f"2020-{m:02}" for m in range(1, 4)]
BEFORE = [f"2018-{m:02}" for m in range(4, 13)] + [f"2019-{m:02}" for m in range(1, 4)]


class Trend(Case):
    def month_file(self, month, counts, force="test", lon=WEST):
        rows = [police_row(lon, 51.385, kind, month) for kind, n in counts.items() for _ in range(n)]
        return self.police_file(rows, f"{month}-{force}-street.csv")

    def two_years(self, now=None, before=None, kind="Anti-social behaviour"):
        now = now or ASB
        before = before or [n - 48 for n in ASB]
        return [self.month_file(m, {kind: n}) for m, n in zip(BEFORE + YEAR, before + now)]

    def trend(self, *words, status=0):
        return self.summary("trend", *words, "--areas", self.areas, status=status)["trend"]

    def text(self, *words):
        done = self.run_program("trend", *words, "--areas", self.areas)
        return " ".join(done.stdout.split())

    def test_the_published_change(self):
        now = list(ASB)
        now[0] -= 37  # the printed months add up to 6,060, the printed year to 6,023
        before = [n - 44 for n in ASB]
        before[0] -= 6060 - 12 * 44 - 5502
        files = self.two_years(now, before)
        period = ("--from", "2019-04", "--to", "2020-03")
        found = self.trend(*files, *period)
        change = found["change"]
        self.assertEqual((change["count"], change["prev"]), (6023, 5502))
        self.assertEqual((change["days"], change["prev_days"]), (366, 365))
        self.assertAlmostEqual(change["pct"], 100 * 521 / 5502, places=9)
        self.assertAlmostEqual(change["per_day_pct"], 9.17, delta=0.005)
        self.assertLess(change["p"], 3e-6)
        self.assertGreaterEqual(change["p_od"], change["p"])
        self.assertEqual(change["phi_df"], 24 - 12 - 1)
        self.assertLess(change["lo_pct"], change["pct"])
        self.assertGreater(change["hi_pct"], change["pct"])
        text = self.text(*files, *period, "--type", "asb")
        self.assertIn("6,023 ASB incidents in 2019-04 to 2020-03, 521 more than in 2018-04 to "
                      "2019-03 (5,502): +9.5%, or +9.2% a day.", text)
        self.assertEqual([(y["year"], y["count"], y["complete"]) for y in found["years"]],
                         [("2018/19", 5502, True), ("2019/20", 6023, True)])
        self.assertEqual([(y["year"], y["complete"]) for y in found["calendar_years"]],
                         [("2018", False), ("2019", True), ("2020", False)])
        self.assertAlmostEqual(found["years"][1]["change"]["pct"], change["pct"], places=9)

    def test_months_index_and_direction(self):
        files = [self.month_file(m, {"Anti-social behaviour": n}) for m, n in zip(YEAR, ASB)]
        found = self.trend(*files)
        kendall = found["mann_kendall"]["count"]
        self.assertEqual((kendall["s"], kendall["var"]), (-11, 207))
        self.assertAlmostEqual(kendall["z"], -0.6950480469, places=10)
        self.assertAlmostEqual(kendall["p"], 0.4870251916, places=10)
        months = found["months"]
        self.assertEqual([m["count"] for m in months], ASB)
        august = months[4]
        self.assertAlmostEqual(august["index"], 650 / 31 / (sum(ASB) / 366), places=12)
        self.assertLess(august["index_lo"], august["index"])
        self.assertEqual(august["signal"], 1)
        self.assertEqual([m["signal"] for m in months if m["month"] == "2019-12"], [-1])
        text = self.text(*files)
        self.assertIn("No change is shown: no period was asked for: --from and --to.", text)
        self.assertIn("Most a day in 2019-08", text)
        self.assertIn("neither rises nor falls steadily", text)
        self.assertIsNone(found["phi"])

    def test_one_month_only(self):
        file = self.month_file("2020-01", {"Burglary": 20})
        found = self.trend(file)
        self.assertEqual([(m["month"], m["count"], m["index"]) for m in found["months"]],
                         [("2020-01", 20, 1)])
        self.assertIsNone(found["change"]["prev"])
        self.assertIsNone(found["mann_kendall"]["count"]["p"])
        found = self.trend(file, "--from", "2020-01", "--to", "2020-01")
        self.assertIsNone(found["change"]["prev"])
        self.assertIn("the data have nothing from the period before", found["change"]["no_change"])

    def test_periods_that_overlap_or_differ_in_length(self):
        files = self.two_years()
        words = ("trend", *files, "--areas", self.areas, "--from", "2019-04", "--to", "2020-03")
        self.assertIn("must end before", self.error(*words, "--compare", "2018-05..2019-04",
                                                    status=2))
        self.assertIn("not as long as each other",
                      self.error(*words, "--compare", "2018-04..2018-12", status=2))
        self.assertIn("before --from", self.error(
            "trend", *files, "--areas", self.areas, "--from", "2020-03", "--to", "2019-04",
            status=2))

    def test_a_type_in_one_period_only(self):
        files = [self.month_file("2019-01", {"Burglary": 30, "Robbery": 9}),
                 self.month_file("2020-01", {"Burglary": 31, "Bicycle theft": 8})]
        words = (*files, "--from", "2020-01", "--to", "2020-01")
        types = {t["type"]: t["change"] for t in self.trend(*words)["types"]}
        self.assertEqual((types["Bicycle theft"]["prev"], types["Bicycle theft"]["pct"]), (0, None))
        self.assertEqual((types["Robbery"]["count"], types["Robbery"]["pct"]), (0, -100))
        text = self.text(*words)
        self.assertIn("Only in 2020-01: Bicycle theft.", text)
        self.assertIn("Only in 2019-01: Robbery.", text)

    def test_a_month_without_a_type_is_0_and_exit_status_0(self):
        files = [self.month_file("2020-01", {"Burglary": 20}),
                 self.month_file("2020-02", {"Burglary": 20, "Robbery": 3})]
        found = self.trend(*files, "--type", "robbery")
        self.assertEqual([m["count"] for m in found["months"]], [0, 3])
        found = self.trend(*files, "--type", "robbery", "--from", "2020-01", "--to", "2020-01")
        self.assertEqual([m["count"] for m in found["months"]], [0])

    def test_no_change_across_a_hole(self):
        files = self.two_years()
        kept = [f for f in files if "2018-11" not in f.name]
        found = self.trend(*kept, "--from", "2019-04", "--to", "2020-03")
        self.assertIsNone(found["change"]["pct"])
        self.assertIsNone(found["change"]["p"])
        self.assertIn("2018-11", found["change"]["no_change"])
        self.assertEqual([(y["year"], y["complete"]) for y in found["years"]],
                         [("2018/19", False), ("2019/20", True)])
        self.assertIsNone(found["years"][1]["change"]["pct"])
        self.assertEqual(found["years"][1]["no_change"], "a month is missing")
        self.assertIn("No change is shown:", self.text(*kept, "--from", "2019-04", "--to", "2020-03"))

    def test_a_force_without_a_month_takes_the_change_from_its_areas(self):
        months = ["2020-01", "2020-02", "2020-03", "2020-04"]
        files = [self.month_file(m, {"Burglary": 50}, "alpha", WEST) for m in months]
        files += [self.month_file(m, {"Burglary": 50}, "beta", EAST) for m in months[:3]]
        found = self.trend(*files, "--from", "2020-03", "--to", "2020-04", "--compare", "previous",
                           "--by", "area")
        self.assertIsNone(found["change"]["pct"])
        self.assertEqual([m["count"] for m in found["months"]], [100, None])
        self.assertEqual([(y["year"], y["count"]) for y in found["years"]],
                         [("2019/20", 300), ("2020/21", None)])
        east = next(a for a in found["areas"] if a["area_code"] == "E1")
        self.assertIsNone(east["change"]["pct"])
        self.assertIn("2020-04", east["no_change"])
        west = next(a for a in found["areas"] if a["area_code"] == "W1")
        self.assertEqual(west["change"]["pct"], 0.0)

    def test_the_larger_p_decides(self):
        # Months that jump: a year a tenth above the other is no news among them.
        before = [n * f // 10 for n, f in zip(ASB, [6, 15, 7, 14, 8, 13, 6, 14, 7, 15, 8, 7])]
        now = [n * f // 10 for n, f in zip(ASB, [14, 8, 15, 7, 16, 8, 13, 9, 14, 8, 13, 7])]
        files = self.two_years(now, before)
        words = (*files, "--from", "2019-04", "--to", "2020-03")
        change = self.trend(*words)["change"]
        self.assertLess(change["p"], 0.001)
        self.assertGreater(change["p_od"], 0.05)
        self.assertIn("Chance alone often makes a change this large, so it may not be real", self.text(*words))

    def events(self, rows):
        return self.write("events.csv", "label,from,to,source\n" + "\n".join(rows) + "\n")

    def test_events_and_chart(self):
        events = self.events(['"Lockdown, the first",2020-03-23,2020-07-04,Regulations 2020',
                              "Order,2019-08,,", "Elsewhere,2001-01,,"])
        files = self.two_years()
        period = ("--from", "2019-04", "--to", "2020-03")
        found = self.trend(*files, *period, "--type", "asb", "--events", events, "--chart", "c.svg")
        self.assertEqual([e["label"] for e in found["events"]], ["Order", "Lockdown, the first"])
        touched = {m["month"]: m["events"] for m in found["months"] if m["events"]}
        self.assertEqual(touched, {"2019-08": "Order", "2020-03": "Lockdown, the first"})
        self.assertIn("Meanwhile: Order (2019-08); Lockdown, the first (2020-03-23 to 2020-07-04; "
                      "Regulations 2020).", self.text(*files, *period, "--events", events))
        svg = (self.folder / "c.svg").read_text(encoding="utf-8")
        root = ElementTree.fromstring(svg)
        words = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
        for word in ("ASB incidents a day, by month", "a year before", "events", "Order", "Apr",
                     "2019"):
            self.assertIn(word, words)
        self.assertNotIn("rotate", svg)
        lines = [p for p in root.iter("{http://www.w3.org/2000/svg}path")
                 if p.get("stroke") == "#e3e3e3"]
        self.assertTrue(3 <= len(lines) <= 10, len(lines))
        self.assertIn("exists already", self.error("trend", *files, "--areas", self.areas, "--chart",
                                                   "c.svg"))
        self.assertIn("--chart c.png", self.error("trend", *files, "--areas", self.areas, "--chart",
                                                  "c.png", status=2))

    def test_faults_of_an_events_file(self):
        file = self.month_file("2020-01", {"Burglary": 20})
        words = ("trend", file, "--areas", self.areas, "--events")
        for rows, fault in ((["A,2020-01,,", "B,2020-13-01,,"], "events.csv:3: from is no date "
                                                                "('2020-13-01')"),
                            (["A,2020-01-05,soon,"], "events.csv:2: to is no date ('soon')"),
                            (["A,2020-03,2020-02,"], "events.csv:2: to (2020-02) is before from "
                                                     "(2020-03)"),
                            (["A,,,"], "events.csv:2: from is no date ('')"),
                            ([",2020-01,,"], "events.csv:2: the event has no label"),
                            (['A,2020-01,,', '"B,2020-02,,', 'C,2020-03,,', '"D,2020-04,,'],
                             "events.csv:3: a quote is not closed"),
                            (['"Order" 12,2020-01,,'], "events.csv:2: a quote is not closed, or")):
            self.assertIn(fault, self.error(*words, self.events(rows)))
        bare = self.write("bare.csv", "what,when\nA,2020-01\n")
        self.assertIn("bare.csv: no column 'label'", self.error(*words, bare))
        self.assertIn("no such file", self.error(*words, "none.csv"))

    def test_each_kind_of_row_is_written(self):
        files = self.two_years()
        for by, rows in (("month", 12), ("year", 5), ("type", 1), ("area", 2)):
            self.run_program("trend", *files, "--areas", self.areas, "--from", "2019-04", "--to",
                             "2020-03", "--by", by, "-o", f"{by}.csv")
            with open(self.folder / f"{by}.csv", encoding="utf-8-sig", newline="") as file:
                self.assertEqual(len(list(csv.DictReader(file))), rows, by)
        self.assertIn("--public is not offered for trend",
                      self.error("trend", *files, "--areas", self.areas, "--public", status=2))


if __name__ == "__main__":
    unittest.main()
