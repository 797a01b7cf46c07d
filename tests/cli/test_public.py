"""--public: small counts are hidden, and so is what would give them away. `rank`, and a street for the others."""
import csv
import json
import random
import sqlite3
import unittest

from support import Case, feature, police_row, square

LEAST = 5


def small(number):
    return number is not None and 0 < number < LEAST


class Public(Case):
    """A street of twelve squares of about 350 m, with counts that fall from west to east."""

    COUNTS = (60, 40, 31, 20, 12, 9, 9, 3, 3, 1, 0, 0)  # 3, 3 and 1 hide each other: 7 - 3 >= 4
    BEFORE = (50, 42, 3, 22, 15, 8, 9, 6, 7, 5, 4, 0)

    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(f"A{i:02}", f"Area {i}", square(0.5 + 0.005 * i, 51.38, 0.505 + 0.005 * i, 51.385),
                    people=1000 + i) for i in range(12)]})
        self.rows = []
        for i in range(12):
            for month, counts in (("2020-01", self.COUNTS), ("2019-01", self.BEFORE)):
                for n in range(counts[i]):
                    self.rows.append(police_row(
                        round(0.5025 + 0.005 * i + 0.0004 * (n % 5), 6), round(51.3825 + 0.0003 * (n % 7), 6),
                        ("Burglary", "Robbery", "Drugs")[n % 7 % 3], month))
        self.incidents = self.police_file(self.rows, "street.csv")
        self.common = ("--areas", self.areas, "--from", "2020-01", "--to", "2020-01")

    def rank(self, *words, file=None):
        return self.summary("rank", file or self.incidents, *self.common, *words)

    def assert_hidden_well(self, numbers, total, maybe_zero=0):
        """No small number, never one alone, and room for each to be five or more.

        So many of those that are hidden may be 0 for all that is shown."""
        self.assertFalse([n for n in numbers if small(n)], numbers)
        hidden = sum(n is None for n in numbers)
        rest = total - sum(n for n in numbers if n is not None)
        self.assertNotEqual(hidden, 1, numbers)
        if hidden == len(numbers):
            self.assertGreaterEqual(rest, LEAST)
        elif hidden:
            self.assertGreaterEqual(rest - (hidden - maybe_zero), LEAST - 1, numbers)
        else:
            self.assertEqual(rest, 0)


    def assert_types_hidden_well(self, rows):
        """Along each row; where all of a type is hidden, its zeros are, too."""
        names = list(rows[0]["types"])
        entire = [name for name in names
                  if all(row["types"][name] is None or row["count"] == 0 for row in rows)]
        for row in rows:
            if row["count"]:
                maybe_zero = sum(row["types"][name] is None for name in entire)
                self.assert_hidden_well(list(row["types"].values()), row["count"], maybe_zero)


class Rank(Public):
    def test_small_counts_and_those_that_tell_of_them_are_hidden(self):
        summary = self.rank("--public", "--population", "people")
        rows = {row["area_code"]: row for row in summary["ranking"]}
        self.assertEqual([code for code in sorted(rows) if rows[code]["count"] is None],
                         ["A07", "A08", "A09"])
        self.assertEqual([code for code in sorted(rows) if rows[code]["prev"] is None],
                         ["A02", "A10"])
        self.assertIs(summary["public"], True)
        self.assertEqual(summary["suppressed"], 5)
        self.assert_hidden_well([row["count"] for row in rows.values()], summary["total"]["count"])
        self.assert_hidden_well([row["prev"] for row in rows.values()], summary["total"]["before"]["count"])
        place = {"rank", "rank_lo", "rank_hi", "p_top5", "cum_pct"}
        derived = place | {"share_pct", "rate_1k", "rate_lo", "rate_hi", "rate_lo998", "rate_hi998", "chg_pct",
                           "chg_p", "dens_km2", "rate_rank"}
        for code, row in rows.items():
            null = {name for name in derived if row[name] is None}
            if row["count"] is None:
                self.assertEqual(null, derived, row)
            else:  # three hidden areas hold 7, so one of them may hold 5
                self.assertEqual(null - {"chg_pct", "chg_p", "rate_rank"}, place if row["count"] < 5 else set(), row)
            if row["prev"] is None:
                self.assertIsNone(row["chg_pct"])
                self.assertIsNone(row["chg_p"])
            self.assertIsNotNone(row["pop"])

    def test_ranks_by_rate_are_those_that_no_hidden_area_could_change(self):
        by_count = self.rank("--public", "--population", "people")["ranking"]
        by_rate = self.rank("--public", "--population", "people", "--by", "rate")["ranking"]
        ranks = {row["area_code"]: row["rate_rank"] for row in by_count}
        self.assertEqual(ranks, {row["area_code"]: row["rank"] for row in by_rate})
        self.assertIn(1, ranks.values())
        self.assertIn(None, ranks.values())

    def test_types_are_hidden_along_rows_and_columns(self):
        summary = self.rank("--public")
        rows = summary["ranking"]
        plain = {row["area_code"]: row for row in self.rank()["ranking"]}
        names = list(rows[0]["types"])
        self.assertEqual(names, ["Burglary", "Drugs", "Robbery"])
        self.assert_types_hidden_well(rows)
        for name in names:
            total = sum(row["types"][name] for row in plain.values())
            all_hidden = sum(set(row["types"].values()) == {None} for row in rows)
            self.assert_hidden_well([row["types"][name] for row in rows], total, all_hidden)
        for row in rows:  # what is shown is right
            for name, number in row["types"].items():
                self.assertIn(number, (None, plain[row["area_code"]]["types"][name]))

    def test_what_is_shown_follows_from_what_is_shown(self):
        """Ranks and running shares, where no hidden area can stand above; the top five are such areas."""
        summary = self.rank("--public")
        rows = summary["ranking"]
        shown = [row for row in rows if row["count"] is not None]
        self.assertEqual(rows[:len(shown)], shown)
        self.assertEqual([row["area_code"] for row in rows[len(shown):]], ["A07", "A08", "A09"])
        running = 0
        for row in shown:
            if row["count"] < 5:
                self.assertIsNone(row["rank"])
                continue
            running += row["count"]
            self.assertAlmostEqual(row["cum_pct"], 100 * running / summary["total"]["count"])
            self.assertEqual(row["rank"], 1 + sum(other > row["count"] for other in self.COUNTS))
        self.assertEqual(summary["total"]["top_5"]["share_pct"], shown[4]["cum_pct"])
        self.assertIsNone(summary["total"]["top_5"]["corrected_pct"])
        # Other numbers in their place would give the same answer, but for the totals.
        other = list(self.COUNTS)
        other[7:10] = 1, 4, 2
        file = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825, "Drugs", "2020-01")
                                 for i in range(12) for _ in range(other[i])], "other.csv")
        one = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825, "Drugs", "2020-01")
                                for i in range(12) for _ in range(self.COUNTS[i])], "one.csv")
        words = ("--areas", self.areas, "--public")
        self.assertEqual(self.summary("rank", file, *words)["ranking"],
                         self.summary("rank", one, *words)["ranking"])

    def street(self, counts, types=("Burglary", "Robbery"), name="counts.csv"):
        """Single incidents; of several types, so that areas and types are one table."""
        return self.police_file([police_row(0.5025 + 0.005 * i, 51.3825, types[n % len(types)])
                                 for i, count in enumerate(counts) for n in range(count)], name)

    def test_an_empty_area_is_no_top_area_where_others_are_hidden(self):
        file = self.street([3, 3, 3, 3], ("Burglary",))
        summary = self.summary("rank", file, "--areas", self.areas, "--public")
        shown = [row for row in summary["ranking"] if row["count"] is not None]
        self.assertEqual({row["count"] for row in shown}, {0})
        for row in shown:
            for name in ("rank", "rank_lo", "rank_hi", "p_top5", "cum_pct"):
                self.assertIsNone(row[name], name)
            self.assertEqual(row["share_pct"], 0)
        self.assertIsNone(summary["total"]["top_5"]["share_pct"])
        text = self.run_program("rank", file, "--areas", self.areas, "--public", "-q").stdout
        self.assertNotIn("12 areas had", text)
        self.assertEqual([line for line in text.split("\n") if "Area 11" in line][0].split()[0], "c")

    def test_only_areas_that_are_surely_on_top_are_called_so(self):
        text = self.run_program("rank", self.street([40, 30, 3, 3]), "--areas", self.areas, "--public",
                                "-q").stdout
        self.assertIn("Two of 12 areas had 92.1% of all incidents: Area 0 and Area 1.", text)
        text = self.run_program("rank", self.street([40, 3, 3]), "--areas", self.areas, "--public",
                                "-q").stdout
        self.assertIn("One of 12 areas had 87.0% of all incidents: Area 0.", text)

    def test_hidden_areas_are_not_told_by_an_empty_one(self):
        """Five areas with one each, of two types: a sixth that is shown as 0 would tell of each."""
        areas = self.write_json("six.geojson", {"type": "FeatureCollection", "features":
                                                json.loads(self.areas.read_text())["features"][:6]})
        file = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825, ("Burglary", "Robbery")[i // 3])
                                 for i in range(5)], "ones.csv")
        rows = self.summary("rank", file, "--areas", areas, "--public")["ranking"]
        self.assertEqual([row["count"] for row in rows], [None] * 6)
        self.assertEqual({row["types"][kind] for row in rows if row["area_code"] == "A05"
                          for kind in row["types"]}, {None})

    def test_the_table_shows_a_letter_and_says_why(self):
        text = self.run_program("rank", self.incidents, *self.common, "--public", "-q").stdout
        line = next(line for line in text.split("\n") if "Area 8" in line)
        self.assertEqual(line.split()[:6], ["c", "Area", "8", "c", "c", "c"])
        self.assertIn("c: hidden", text)
        self.assertNotIn("c: hidden", self.run_program("rank", self.incidents, *self.common, "-q").stdout)

    def test_layers_hold_nulls_and_say_so(self):
        files = [self.folder / f"wards.{e}" for e in ("geojson", "gpkg", "csv", "shp")]
        self.run_program("rank", self.incidents, *self.common, "--public", *[w for f in files for w in ("-o", f)])
        features = json.loads(files[0].read_text())["features"]
        self.assertEqual(sum(f["properties"]["count"] is None for f in features), 3)
        with sqlite3.connect(files[1]) as gpkg:
            said, = gpkg.execute("SELECT description FROM gpkg_contents WHERE data_type = 'features'").fetchone()
            self.assertIn("Small counts are hidden", said)
            counts = [n for n, in gpkg.execute("SELECT count FROM areas_incidents")]
        self.assertFalse([n for n in counts if small(n)])
        with files[2].open(encoding="utf-8-sig", newline="") as file:
            self.assertEqual(sum(row["count"] == "" for row in csv.DictReader(file)), 3)
        qml = (self.folder / "wards.qml").read_text()
        self.assertIn('label="Hidden: fewer than 5, or to protect these"', qml)
        manifest = json.loads((self.folder / "wards.manifest.json").read_text())
        self.assertIn("--public", manifest["command_line"])

    def test_off_by_default_and_nothing_to_hide_changes_nothing(self):
        self.assertNotIn("public", self.rank())
        large = self.police_file([police_row(0.5025 + 0.005 * i, 51.3825) for i in range(12) for _ in range(9)],
                                 "large.csv")
        # How much counts vary is made of counts that may be hidden: it is not known then.
        words = ("rank", large, "--areas", self.areas, "--dispersion", "poisson")
        plain, public = self.summary(*words), self.summary(*words, "--public")
        self.assertEqual(public["ranking"], plain["ranking"])
        self.assertEqual(public["total"], plain["total"])
        self.assertEqual(public["suppressed"], 0)

    def test_the_order_of_rows_and_areas_and_the_threads_change_nothing(self):
        features = json.loads(self.areas.read_text())["features"]
        turned = self.write_json("turned.geojson", {"type": "FeatureCollection", "features": features[::-1]})
        rows = list(self.rows)
        random.Random(1).shuffle(rows)
        file = self.police_file(rows, "shuffled.csv")
        plain = self.rank("--public")["ranking"]
        self.assertEqual(self.rank("--public", file=file)["ranking"], plain)
        self.assertEqual(self.summary("rank", self.incidents, "--areas", turned, "--from", "2020-01", "--to",
                                      "2020-01", "--public")["ranking"], plain)
        made = set()
        for threads in (1, 2, 4):
            out = self.folder / f"{threads}.geojson"
            self.run_program("rank", file, *self.common, "--public", "--threads", threads, "-o", out)
            made.add(out.read_bytes())
        self.assertEqual(len(made), 1)

    def test_random_streets(self):
        for seed in range(8):
            chance = random.Random(seed)
            rows = [police_row(0.5025 + 0.005 * i, 51.3825, kind, "2020-01")
                    for i in range(12) for kind in ("Burglary", "Robbery", "Drugs", "Shoplifting")
                    for _ in range(chance.choice((0, 0, 1, 2, 3, 5, 8, 13, 40)))]
            file = self.police_file(rows, f"{seed}.csv")
            with self.subTest(seed):
                summary = self.summary("rank", file, "--areas", self.areas, "--public")
                self.assert_hidden_well([row["count"] for row in summary["ranking"]], len(rows))
                self.assert_types_hidden_well(summary["ranking"])

    def test_by_rate_and_density(self):
        for by in ("rate", "density"):
            rows = self.rank("--public", "--by", by, "--population", "people")["ranking"]
            column = {"rate": "rate_1k", "density": "dens_km2"}[by]
            values = [row[column] for row in rows if row["count"] is not None]
            self.assertEqual(values, sorted(values, reverse=True))
            # One of the hidden areas, nearly all of a size and a people, may hold 5.
            ranked = [row["area_code"] for row in rows if row["rank"] is not None]
            self.assertEqual(ranked[:5], ["A00", "A01", "A02", "A03", "A04"])
            self.assertEqual(set(ranked[5:]), {"A05", "A06"})

    def test_too_few_to_say_anything(self):
        few = self.police_file([police_row(0.5025, 51.3825)] * 4, "few.csv")
        message = self.error("rank", few, "--areas", self.areas, "--public")
        self.assertIn("fewer than 5", message)
        self.assertNotIn("4", message)


if __name__ == "__main__":
    unittest.main()
