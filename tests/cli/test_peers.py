"""hotward peers: areas beside each other by their rates."""
import csv
import random
import unittest
from xml.etree import ElementTree

from support import Case, feature, police_row, square

SVG = "{http://www.w3.org/2000/svg}"


def authorities(seed=4):
    """57 areas: name, count, people; Medway's number is high, its rate is not."""
    chance = random.Random(seed)
    rows = []
    for i in range(56):
        people = int(40_000 * 14 ** (i / 55))
        rows.append([f"Area {i + 1:02}", round(people * 0.09 * chance.gauss(1, 0.2)), people])
    return rows + [["Medway", 33334, 278556]]


class Peers(Case):
    def table(self, rows, head="area,count,population", name="peers.csv"):
        return self.write(name, "\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n")

    def peers(self, *words, **options):
        return self.summary("peers", "--peers", *words, **options)["peers"]

    def text(self, *words):
        return " ".join(self.run_program("peers", *words).stdout.split())

    def test_the_seed_by_rate(self):
        file = self.table(authorities())
        found = self.peers(file, "--focus", "medway")
        medway = next(row for row in found["rows"] if row["area_name"] == "Medway")
        self.assertAlmostEqual(medway["rate_1k"], 119.667, delta=5e-4)
        self.assertAlmostEqual(medway["rate_lo"], 118.39, delta=5e-3)
        self.assertAlmostEqual(medway["rate_hi"], 120.96, delta=5e-3)
        counts = sorted((row["count"] for row in found["rows"]), reverse=True)
        self.assertEqual(found["focus"]["count_rank"], counts.index(33334) + 1)
        rates = sorted((row["rate_1k"] for row in found["rows"]), reverse=True)
        self.assertEqual([row["rate_1k"] for row in found["rows"]], rates)
        self.assertEqual(medway["rank"], rates.index(medway["rate_1k"]) + 1)
        self.assertLessEqual(medway["rank_lo"], medway["rank"])
        self.assertGreaterEqual(medway["rank_hi"], medway["rank"])
        self.assertEqual(found["total"]["count"], sum(counts))
        self.assertAlmostEqual(sum(row["share_pct"] for row in found["rows"]), 100)

        text = self.text("--peers", file, "--focus", "Medway")
        self.assertTrue(text.startswith("Medway's rate is 119.67 incidents per 1,000 people (likely 118.39–120.96): "
                                        "between the "), text[:200])
        self.assertIn("of 57 areas.", text)
        self.assertIn(f"By number alone (33,334 incidents) it would be the {found['focus']['count_rank']}th", text)
        self.assertIn("their true rates by about", text)
        self.assertIn("times as wide as those of chance alone",
                      self.text("--peers", file, "--funnel", "multiplicative"))

    def test_no_incidents_are_needed_and_none_are_spoken_of(self):
        file = self.table(authorities())
        done = self.run_program("peers", "--peers", file, "-o", "out.csv")
        self.assertNotIn("rows read", done.stdout)
        summary = self.summary("peers", "--peers", file)
        self.assertEqual(summary["incidents"]["read"], 0)
        self.assert_adds_up(summary["incidents"])
        with open(self.folder / "out.csv", newline="", encoding="utf-8-sig") as table:
            rows = list(csv.DictReader(table))
        self.assertEqual(len(rows), 57)
        manifest = (self.folder / "out.manifest.json").read_text(encoding="utf-8")
        self.assertIn("peers.csv", manifest)
        self.assertIn("population of peers.csv", manifest)

    def test_columns_are_found_or_named(self):
        rows = [["E1", "North", 30, 1000, 5], ["E2", "South", 10, 900, 7]]
        file = self.table(rows, "LAD19CD,LAD19NM,crimes,pop_2019,asb")
        self.assertEqual([r["area_code"] for r in self.peers(file)["rows"]], ["E1", "E2"])
        self.assertEqual([r["count"] for r in self.peers(f"{file}:asb")["rows"]], [7, 5])
        self.assertEqual([r["pop"] for r in self.peers(file, "--population", "asb")["rows"]], [5, 7])
        self.table([["E1", 500], ["E2", 100]], "code,homes", "homes.csv")
        found = self.peers(file, "--population", "homes.csv:homes", "--population-label", "homes")
        self.assertEqual([r["rate_1k"] for r in found["rows"]], [100, 60])
        self.assertEqual(found["total"]["population_label"], "homes")
        file = self.table([["A", 3, 10], ["B", 4, 10]], "place,how_many,pop", "own.csv")
        self.assertEqual(len(self.peers(f"{file}:how_many", "--area-name", "place")["rows"]), 2)

    def test_the_group_is_the_users_list_with_its_date(self):
        file = self.table([["Medway", 33334, 278556], ['"Bristol, City of"', 50000, 463000],
                           ["Swindon", 18000, 222000], ["Luton", 20000, 213000], ["Rutland", 1500, 39000]])
        words = ("--focus", "Medway", "--group", "Bristol, City of, swindon,luton", "--group-date", "2019-11")
        found = self.peers(file, *words)
        self.assertEqual({r["area_name"] for r in found["rows"]},
                         {"Medway", "Bristol, City of", "Swindon", "Luton"})
        self.assertEqual(found["group"], {"date": "2019-11", "areas": 4, "left_out": 1})
        self.assertFalse(found["focus"]["in_group"])
        text = self.text("--peers", file, *words)
        self.assertIn("of 4 areas.", text)
        self.assertIn("as of 2019-11, and Medway, which is not in it; 1 other area is left out", text)
        listed = self.write("msg.csv", "Medway\nSwindon\n\"Bristol, City of\"\n")
        found = self.peers(file, "--group", listed)
        self.assertEqual(len(found["rows"]), 3)
        self.assertIn("its date not stated", self.text("--peers", file, "--group", listed))
        error = self.error("peers", "--peers", file, "--group", "Medway,Swinton", status=2)
        self.assertIn("--group Swinton: there is no area of that code or name (did you mean 'Swindon'?)", error)
        error = self.error("peers", "--peers", file, "--focus", "Medwy", status=2)
        self.assertIn("did you mean 'Medway'?", error)
        self.assertIn("--group-date", self.error("peers", "--peers", file, "--group", "Medway,Luton",
                                                 "--group-date", "soon", status=2))

    def test_bad_tables(self):
        good = [["A", 30, 1000], ["B", 10, 900], ["C", 20, 800]]
        for rows, said in (
                ([*good, ["A", 1, 5]], "peers.csv:5: A is there twice, also in line 2"),
                ([*good, ["D", -3, 500]], "peers.csv:5: '-3' is no count (column count, D)"),
                ([*good, ["D", 2.5, 500]], "'2.5' is no count"),
                ([*good, ["D", "many", 500]], "'many' is no count"),
                ([*good, ["D", 3, -500]], "'-500' is no population"),
                ([*good, ["", 3, 500]], "peers.csv:5: the row has no area (column area)"),
                ([*good, ["England", 60, 2700]], "England has the count and the people of all other rows"),
                ([["A", 30, 1000]], "only one of 1 area has a rate: there is nothing to compare"),
                ([["A", 30, 0], ["B", 1, ""]], "none of 2 areas has a rate"),
                ([], "holds no area")):
            with self.subTest(said):
                self.assertIn(said, self.error("peers", "--peers", self.table(rows)))
        error = self.error("peers", "--peers", self.table([["A", 3]], "area,count"))
        self.assertIn("which column holds the population?", error)
        error = self.error("peers", "--peers", self.table([["A", 3, 9]], "area,n,population"))
        self.assertIn("which column holds the counts? Name one as", error)
        error = self.error("peers", "--peers", self.table([["A", 3, 9]], "x,count,population"))
        self.assertIn("which column names the areas?", error)
        self.assertIn("no such file", self.error("peers", "--peers", "none.csv"))

    def test_areas_without_a_rate_are_named_and_in_no_number(self):
        file = self.table([["A", 30, 1000], ["B", 10, 900], ["C", "NULL", 800], ["D", 4, 0], ["E", 7, "n/a"]])
        found = self.peers(file)
        self.assertEqual({r["area_code"]: r["why"] for r in found["not_compared"]},
                         {"C": "no count", "D": "a population of 0", "E": "no population"})
        self.assertEqual((found["total"]["areas"], found["total"]["count"]), (2, 40))
        self.assertEqual([r["rank"] for r in found["rows"]], [1, 2, None, None, None])
        self.assertIn("Not compared: C (no count)", self.text("--peers", file))
        self.assertIn("--focus C: it is not compared: no count",
                      self.error("peers", "--peers", file, "--focus", "C"))

    def test_more_incidents_than_people_is_said(self):
        done = self.run_program("peers", "-q", "--peers", self.table([["A", 300, 10], ["B", 10, 900]]))
        self.assertIn("1 of 2 areas has more incidents than people: A", done.stderr)

    def test_nothing_anywhere(self):
        summary = self.summary("peers", "--peers", self.table([["A", 0, 10], ["B", 0, 900]]), "--chart", "c.svg")
        self.assertIn("there is nothing to compare", summary["no_answer"])
        self.assertIsNone(summary["peers"]["rows"][0]["fun_lo95"])
        ElementTree.parse(self.folder / "c.svg")

    def test_what_has_no_effect_is_refused(self):
        file = self.table([["A", 30, 1000], ["B", 10, 900]])
        self.assertIn("name what to read", self.error("peers", status=2))
        for words in (["--areas", self.areas], ["--from", "2020-01"], ["--type", "asb"],
                      [self.police_file([police_row(0.505, 51.385)])]):
            self.assertIn("leave out", self.error("peers", "--peers", file, *words, status=2))
        self.assertIn("--public", self.error("peers", "--peers", file, "--public", status=2))
        self.assertIn("drawn as .svg", self.error("peers", "--peers", file, "--chart", "c.png", status=2))

    def test_the_chart_has_names_that_do_not_lie_on_each_other(self):
        rows = authorities()
        rows[5][1] *= 3
        rows[6][1] *= 3
        rows.append(["<script>", 60000, 300000])
        done = self.run_program("peers", "--peers", self.table(rows), "--focus", "Medway", "--chart", "c.svg")
        self.assertEqual(done.stderr, "")
        svg = (self.folder / "c.svg").read_text(encoding="utf-8")
        self.assertNotIn("<script>", svg)
        root = ElementTree.fromstring(svg)
        texts = [(t.text, float(t.get("x")), float(t.get("y"))) for t in root.iter(SVG + "text")]
        names = [t for t in texts if t[0] in {row[0] for row in rows} and t[2] > 70]
        self.assertIn("Medway", {t[0] for t in names})
        self.assertIn("<script>", {t[0] for t in names})
        for i, (a, x, y) in enumerate(names):
            for b, u, v in names[:i]:
                apart = abs(y - v) >= 15 or x + 6.4 * len(a) <= u or u + 6.4 * len(b) <= x
                self.assertTrue(apart, (a, b))
        self.assertEqual(sum(c.get("r") == "6.5" for c in root.iter(SVG + "circle")), 2)  # dot and key
        self.assertIn("Medway's rate is", root.find(SVG + "desc").text)
        lines = [p for p in root.iter(SVG + "path") if p.get("stroke") == "#e3e3e3"]
        self.assertLessEqual(len(lines), 10)
        self.assertNotIn("rotate", svg)

    def test_the_same_whatever_the_order_of_rows(self):
        rows = authorities()
        words = ("--focus", "Medway")
        one = self.summary("peers", "--peers", self.table(rows), *words)
        random.Random(3).shuffle(rows)
        self.assertEqual(one, self.summary("peers", "--peers", self.table(rows), *words))


class PeersOfIncidents(Case):
    """A row of five areas side by side, with unlike numbers of incidents."""

    def setUp(self):
        super().setUp()
        self.counts = [40, 12, 3, 30, 25]
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(f"A{i}", f"Area {i}", square(round(0.50 + 0.01 * i, 2), 51.38, round(0.51 + 0.01 * i, 2), 51.39),
                    people=1000 + 500 * i) for i in range(5)]})
        self.file = self.police_file([police_row(round(0.505 + 0.01 * i, 3), 51.385)
                                      for i, count in enumerate(self.counts) for _ in range(count)])
        self.words = (self.file, "--areas", self.areas, "--population", "people")

    def test_rates_are_those_of_rank(self):
        found = self.summary("peers", *self.words, "--focus", "Area 2")
        ranked = self.summary("rank", *self.words, "--by", "rate")["ranking"]
        for one, other in zip(found["peers"]["rows"], ranked):
            for key in ("area_code", "count", "pop", "rank", "rate_1k", "rate_lo", "rate_hi", "rank_lo", "rank_hi"):
                self.assertEqual(one[key], other[key], key)
        self.assertEqual(found["incidents"]["read"], 110)
        text = self.run_program("peers", *self.words, "--focus", "Area 2").stdout
        self.assertTrue(text.startswith("Area 2's rate is 1.50 "), text[:100])
        self.assertIn("2020-01", text.split("\n\n")[0])

    def test_without_people_there_is_no_rate(self):
        error = self.error("peers", self.file, "--areas", self.areas)
        self.assertIn("name a column of theirs, or a file, with --population", error)

    def test_the_layer_is_coloured_by_the_side_of_the_funnel(self):
        self.run_program("peers", *self.words, "-o", "p.geojson")
        style = (self.folder / "p.qml").read_text(encoding="utf-8")
        self.assertIn('attr="fun_side"', style)
        self.assertIn("above 99.8% limit", style)

    def test_an_area_that_lacks_a_month_is_not_compared(self):
        for force, places in (("north", (0.505, 0.515)), ("south", (0.525,))):
            for month in ("2020-01", "2020-02", "2020-03"):
                if (force, month) != ("south", "2020-02"):
                    self.police_file([police_row(lon, 51.385, month=month) for lon in places for _ in range(20)],
                                     f"{month}-{force}-street.csv")
        files = sorted(self.folder.glob("*-*th-street.csv"))
        found = self.summary("peers", *files, "--areas", self.areas, "--population", "people", "--from", "2020-01",
                             "--to", "2020-03")["peers"]
        # Those without an incident may be of either force.
        self.assertEqual({r["area_code"]: r["why"] for r in found["not_compared"]},
                         {area: "no data of 2020-02" for area in ("A2", "A3", "A4")})
        # What all of them lack makes no difference.
        files = [file for file in files if "2020-02" not in file.name]
        found = self.summary("peers", *files, "--areas", self.areas, "--population", "people", "--from", "2020-01",
                             "--to", "2020-03")["peers"]
        self.assertEqual(found["not_compared"], [])
        self.assertEqual(found["total"]["period"], "2020-01 to 2020-03 without 2020-02")

    def test_published_small_counts_are_hidden_and_in_no_number(self):
        found = self.summary("peers", *self.words, "--public", "--chart", "c.svg")
        hidden = [r["area_code"] for r in found["peers"]["rows"] if r["count"] is None]
        self.assertIn("A2", hidden)
        self.assertGreaterEqual(len(hidden), 2)  # the total is known
        shown = [r for r in found["peers"]["rows"] if r["count"] is not None]
        self.assertEqual(found["peers"]["total"]["count"], sum(r["count"] for r in shown))
        for row in found["peers"]["rows"]:
            if row["area_code"] in hidden:
                self.assertEqual([k for k, v in row.items() if v is not None],
                                 ["area_code", "area_name", "pop", "fun_side", "no_rate"])
        self.assertTrue(found["public"])
        self.assertEqual(found["suppressed"], len(hidden))
        root = ElementTree.parse(self.folder / "c.svg").getroot()
        self.assertEqual(sum(c.get("r") == "4.5" and float(c.get("cy")) > 70 for c in root.iter(SVG + "circle")),
                         len(shown))
        self.assertIn("its count is hidden", self.error("peers", *self.words, "--public", "--focus", "A2"))


if __name__ == "__main__":
    unittest.main()
