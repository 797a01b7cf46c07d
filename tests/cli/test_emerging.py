"""hotward emerging and persistence, from the command line to layers of cells."""
import calendar
import csv
import datetime
import random
import sqlite3
import unittest

from support import Case, feature, square

BNG = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
WEST, SOUTH = 560000, 150000
LEFT_OUT = "2019-05"


def month(number):
    return f"{2019 + number // 12}-{1 + number % 12:02}"


class Months(Case):
    """Two areas of 1.5 km by 3 km, 24 months from 2019-01: some incidents everywhere, and a spot."""

    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", {
            "type": "FeatureCollection", "crs": BNG, "features": [
                feature("W", "West", square(WEST, SOUTH, WEST + 1500, SOUTH + 3000)),
                feature("E", "East", square(WEST + 1500, SOUTH, WEST + 3000, SOUTH + 3000))]})
        self.chance = random.Random(5)

    def rows(self, first=0, last=23, spot=lambda m: 0, reach=300, each=80):
        """The spot lies in the west, in a square of twice its reach."""
        rows = []
        for m in range(first, last + 1):
            rows += [(WEST + self.chance.uniform(0, 3000), SOUTH + self.chance.uniform(0, 3000), month(m))
                     for _ in range(each)]
            rows += [(WEST + 700 + self.chance.uniform(-reach, reach),
                      SOUTH + 800 + self.chance.uniform(-reach, reach), month(m)) for _ in range(spot(m))]
        return rows

    def file(self, rows, name="cases.csv"):
        lines = [f"{x:.0f},{y:.0f},{m}" for x, y, m in rows]
        return self.write(name, "\n".join(["easting,northing,date", *lines]) + "\n")

    def cells(self, *words):
        """The layer's rows by cell, and the summary."""
        summary = self.summary(*words, "--areas", self.areas, "-o", "cells.csv", "--overwrite")
        with open(self.folder / "cells.csv", encoding="utf-8-sig", newline="") as file:
            return {row["cell_id"]: row for row in csv.DictReader(file)}, summary

    def patterns(self, rows, *words):
        cells, summary = self.cells("emerging", self.file(rows), "--cell", "300m", *words)
        found = summary["emerging"]
        self.assertEqual(sum(found["patterns"].values()) + found["unknown"], found["cells"])
        for name, number in found["patterns"].items():
            self.assertEqual(number, sum(row["pattern"] == name for row in cells.values()), name)
        return {name: n for name, n in found["patterns"].items() if n and name != "no pattern"}, found, cells


class Emerging(Months):
    def test_what_became_of_a_spot(self):
        for name, spot in (("new hot spot", lambda m: 40 if m == 23 else 0),
                           ("consecutive hot spot", lambda m: 40 if m >= 18 else 0),
                           ("persistent hot spot", lambda m: 40),
                           ("historical hot spot", lambda m: 40 if m < 23 else 0),
                           ("sporadic hot spot", lambda m: 40 if m % 3 == 2 else 0),
                           ("intensifying hot spot", lambda m: 20 + 3 * m),
                           ("diminishing hot spot", lambda m: 90 - 3 * m)):
            with self.subTest(name):
                patterns, found, _ = self.patterns(self.rows(spot=spot))
                self.assertIn(name, patterns)
                self.assertEqual((found["periods"], found["window"], found["p"]), (24, "step", "exact"))
                self.assertEqual((found["from"], found["to"]), ("2019-01", "2020-12"))

    def test_without_a_spot_there_is_no_pattern(self):
        patterns, _, _ = self.patterns(self.rows())
        self.assertEqual(patterns, {})
        text = self.run_program("emerging", "cases.csv", "--areas", self.areas).stdout
        self.assertIn("No cell has a pattern", text)

    def test_what_changes_everywhere_is_seen_by_the_cube_alone(self):
        rows = self.rows(last=21) + self.rows(first=22, each=400)
        self.assertLessEqual(sum(self.patterns(rows)[0].values()), 1)  # by chance
        patterns, found, _ = self.patterns(rows, "--window", "cube")
        self.assertTrue(found["of_rates"])
        self.assertGreater(sum(n for name, n in patterns.items() if "hot" in name), 20)

    def test_fewer_than_ten_periods_are_refused(self):
        self.file(self.rows(last=8))
        said = self.error("emerging", "cases.csv", "--areas", self.areas)
        self.assertIn("needs 10 periods of 1 month, and the data hold 9", said)
        self.assertIn("2019-01 to 2019-09, 9 months are whole", said)
        self.file(self.rows())
        said = self.error("emerging", "cases.csv", "--areas", self.areas, "--months", "3")
        self.assertIn("needs 10 periods of 3 months, and the data hold 8", said)
        self.assertIn("no dates", self.error("emerging", self.write(
            "undated.csv", "easting,northing\n560100,150100\n"), "--areas", self.areas))

    def test_a_month_that_is_missing_is_no_month_without_incidents(self):
        rows = [row for row in self.rows(spot=lambda m: 40) if row[2] != LEFT_OUT]
        patterns, found, _ = self.patterns(rows)
        self.assertEqual((found["periods"], found["left_out"]), (23, [LEFT_OUT]))
        self.assertIn("persistent hot spot", patterns)
        self.assertFalse([name for name in patterns if "cold" in name])
        done = self.run_program("emerging", "cases.csv", "--areas", self.areas, "-q")
        self.assertIn(LEFT_OUT, done.stderr)

    def dated(self, rows):
        """Lines of the same incidents on days, spread over each month."""
        return [f"{x:.0f},{y:.0f},{m}-{1 + i % calendar.monthrange(*map(int, m.split('-')))[1]:02}"
                for i, (x, y, m) in enumerate(rows)]

    def test_months_in_part_at_both_ends_are_named(self):
        lines = [line for line in self.dated(self.rows(spot=lambda m: 40))
                 if "2019-01-15" < line.split(",")[2] < "2020-12-12"]
        self.write("cases.csv", "\n".join(["easting,northing,date", *lines]) + "\n")
        _, summary = self.cells("emerging", "cases.csv", "--cell", "300m")
        found = summary["emerging"]
        self.assertEqual((found["periods"], found["left_out"]), (22, ["2019-01", "2020-12"]))
        said = self.run_program("emerging", "cases.csv", "--areas", self.areas, "--cell", "300m").stdout
        said = " ".join(said.split())
        self.assertIn("Not looked at, since not all days are there: 2019-01, 2020-12.", said)
        self.assertNotIn("as if one followed the other", said)

    def test_one_mistyped_date_makes_no_whole_month_of_half_a_one(self):
        lines = [line for line in self.dated(self.rows(spot=lambda m: 40)) if line.split(",")[2] < "2020-12-12"]
        for more in ([], ["560100,150100,2099-05-05"] * 3):
            self.write("cases.csv", "\n".join(["easting,northing,date", *lines, *more]) + "\n")
            for command in ("emerging", "persistence"):
                _, summary = self.cells(command, "cases.csv", "--cell", "300m")
                self.assertIn("2020-12", summary[command]["left_out"], (command, more))
            if not more:
                before = summary["persistence"]["windows"]
        self.assertEqual(summary["persistence"]["windows"], before)

    def test_months_of_a_period_in_part_are_not_said_to_be_missing(self):
        rows = [row for row in self.rows() if row[2] != "2019-06"]
        self.file(rows)
        _, summary = self.cells("emerging", "cases.csv", "--cell", "300m", "--months", "2")
        self.assertEqual(summary["emerging"]["left_out"][:2], ["2019-05", "2019-06"])
        said = self.run_program("emerging", "cases.csv", "--areas", self.areas, "--months", "2", "-q").stderr
        self.assertIn("since not all of their period is there", said)

    def two_forces(self):
        """The force of the west lacks two months that the other has."""
        self.areas = self.write_json("degrees.geojson", {"type": "FeatureCollection", "features": [
            feature("W", "West", square(0.50, 51.38, 0.52, 51.41)),
            feature("E", "East", square(0.52, 51.38, 0.54, 51.41))]})
        police = self.folder / "police"
        for m in range(24):
            for force, west, east in (("west", 0.50, 0.52), ("east", 0.52, 0.54)):
                if force == "west" and m in (5, 6):
                    continue
                lines = ["Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
                         "Crime type,Last outcome category,Context"]
                for _ in range(60):
                    lon, lat = self.chance.uniform(west, east), self.chance.uniform(51.38, 51.41)
                    lines.append(f",{month(m)},{force},{force},{lon:.6f},{lat:.6f},On or near A,,,Burglary,,")
                folder = police / month(m)
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{month(m)}-{force}-street.csv").write_text("\n".join(lines) + "\n")
        return police

    def test_cells_of_a_force_with_a_hole_have_no_pattern_but_the_reason(self):
        cells, summary = self.cells("emerging", self.two_forces(), "--cell", "300m")
        unknown = [row for row in cells.values() if row["why_none"]]
        self.assertEqual(len(unknown), summary["emerging"]["unknown"])
        self.assertGreater(len(unknown), len(cells) // 4)
        self.assertLess(len(unknown), 3 * len(cells) // 4)
        for row in unknown:
            self.assertEqual(row["why_none"], "no data of 2019-06 to 2019-07 (2 months)")
            self.assertEqual((row["pattern"], row["mk_z"], row["count"]), ("", "", ""))
        self.assertEqual(summary["emerging"]["periods"], 24)

    def test_the_cube_is_a_layer_for_the_temporal_controller(self):
        self.file(self.rows(spot=lambda m: 40 if m >= 18 else 0))
        summary = self.summary("emerging", "cases.csv", "--areas", self.areas, "-o", "cells.gpkg",
                               "--cube", "cube.gpkg", "--cell", "300m")
        self.assertEqual([layer["path"] for layer in summary["layers"]], ["cells.gpkg", "cube.gpkg"])
        with sqlite3.connect(self.folder / "cube.gpkg") as cube:
            (table,), = cube.execute("select table_name from gpkg_contents where data_type = 'features'")
            self.assertEqual(table, "emerging_cube_incidents")
            rows = cube.execute(f'select start, "end", gi_bin, count from {table}').fetchall()
            (style,), = cube.execute("select styleQML from layer_styles")
        self.assertIn('startField="start"', style)
        self.assertIn('endField="end"', style)
        hot = [start for start, _, gi_bin, _ in rows if gi_bin >= 2]
        self.assertTrue({f"2020-{m:02}-01" for m in range(7, 13)} <= set(hot))
        for start, end, gi_bin, _ in rows:
            self.assertNotEqual(gi_bin, 0)
            self.assertEqual(datetime.date.fromisoformat(start).day, 1)
            self.assertLess(start, end)

    def test_small_counts_are_not_published(self):
        self.file(self.rows())
        said = self.error("emerging", "cases.csv", "--areas", self.areas, "--public", status=2)
        self.assertIn("--public is not offered for emerging", said)

    def test_hexagons_by_their_side_have_the_numbers_of_others(self):
        self.file(self.rows())
        cells, summary = self.cells("emerging", "cases.csv", "--shape", "hex-flat", "--side", "202m")
        self.assertEqual(summary["emerging"]["side_m"], 202)
        for row in cells.values():
            number = int(row["beahiv"])
            self.assertEqual((number >> 63, number >> 43 & 0xFFFFF), (1, 202))
            q = (number >> 22 & 0x1FFFFF) - 2 ** 20
            r = (number & 0x3FFFFF) - 2 ** 21
            _, column, line = row["cell_id"].split("_")
            self.assertEqual((q, r + q // 2), (int(column), int(line)))


class Persistence(Months):
    def test_a_spot_lasts_and_catches_what_comes(self):
        self.file(self.rows(spot=lambda m: 15, reach=40))
        cells, summary = self.cells("persistence", "cases.csv", "--cell", "300m", "--months", "3")
        found = summary["persistence"]
        self.assertEqual((found["windows"], found["disjoint"], found["window_months"]), (22, 8, 3))
        lasting = [row for row in cells.values() if row["lasting"] == "lasting"]
        self.assertIn(len(lasting), (1, 2))
        self.assertEqual(min(row["rank_last"] for row in lasting), "1")
        self.assertGreater(found["predicted_pct"], 5 * found["chance_pct"])
        self.assertGreaterEqual(found["captured_pct"], found["predicted_pct"])
        self.assertEqual(set(found["rbo"]), {"0.7", "0.8", "0.9"})
        self.assertEqual(set(found["f1"]), {"10", "20", "50"})
        self.assertEqual(len(found["rows"]), 16)

    def test_of_chance_it_predicts_what_chance_does(self):
        self.file(self.rows(each=300))
        _, summary = self.cells("persistence", "cases.csv", "--cell", "300m", "--months", "1",
                                "--hottest", "5%")
        found = summary["persistence"]
        self.assertLess(abs(found["predicted_pct"] - found["chance_pct"]), 2.5)
        self.assertLess(found["f1"]["10"], 0.35)

    def test_windows_with_a_month_missing_are_left_out(self):
        self.file([row for row in self.rows() if row[2] != LEFT_OUT])
        _, summary = self.cells("persistence", "cases.csv", "--months", "3")
        self.assertEqual((summary["persistence"]["windows"], summary["persistence"]["left_out"]),
                         (19, [LEFT_OUT]))

    def test_windows_that_overlap_are_too_few_to_say_that_a_cell_lasts(self):
        self.file(self.rows(last=4))
        words = ("persistence", "cases.csv", "--areas", self.areas, "--months", "3")
        self.assertEqual(self.summary(*words)["persistence"]["disjoint"], 1)
        self.assertIn("All windows have a month in common: too few to say that a cell lasts",
                      " ".join(self.run_program(*words).stdout.split()))
        self.file(self.rows())
        self.assertNotIn("too few", self.run_program(*words).stdout)

    def test_one_window_is_refused(self):
        self.file(self.rows(last=2))
        said = self.error("persistence", "cases.csv", "--areas", self.areas)
        self.assertIn("two windows of 3 months or more, and the data hold 1", said)
        self.assertIn("--public is not offered",
                      self.error("persistence", "cases.csv", "--areas", self.areas, "--public", status=2))


class Follow(Months):
    def clusters(self, spots, name, *words):
        rows = [(WEST + x + self.chance.uniform(-r, r), SOUTH + y + self.chance.uniform(-r, r), "2019-01")
                for x, y, r in spots for _ in range(40)]
        self.file(rows, f"{name}.csv")
        return self.summary("clusters", f"{name}.csv", "--areas", self.areas, "--eps", "60m",
                            "--min-points", "5", "-o", f"{name}.gpkg", *words)["clusters"]

    def tracks(self, name):
        with sqlite3.connect(self.folder / f"{name}.gpkg") as file:
            return file.execute("select track_id, change, from_ids from clusters_incidents order by cluster_id").fetchall()

    def test_clusters_keep_their_number(self):
        first = self.clusters([(500, 500, 60), (1500, 500, 50), (2500, 2500, 50)], "one")
        self.assertEqual(first["count"], 3)
        second = self.clusters([(1505, 500, 50), (500, 505, 60), (800, 2500, 50)], "two", "--follow", "one.gpkg")
        self.assertEqual((second["follow"]["continued"], second["follow"]["new"]), (2, 1))
        self.assertEqual(len(second["follow"]["gone"]), 1)
        tracks = self.tracks("two")
        self.assertEqual({track for track, _, _ in tracks} - {1, 2, 3}, {4})
        self.clusters([(1505, 500, 50), (500, 505, 60)], "fewer", "--follow", "two.gpkg")
        self.clusters([(1505, 500, 50), (2900, 1500, 50)], "later", "--follow", "fewer.gpkg")
        # 3 and 4 are gone: neither is handed out again.
        self.assertEqual([track for track, change, _ in self.tracks("later") if change == "new"], [5])
        third = self.clusters([(800, 2500, 50)], "three", "--follow", "two.gpkg")
        self.assertEqual(self.tracks("three"), [(4, "continued", "4")])
        self.assertEqual(len(third["follow"]["gone"]), 2)
        text = self.run_program("clusters", "three.csv", "--areas", self.areas, "--eps", "60m",
                                "--min-points", "5", "--follow", "two.gpkg").stdout
        self.assertIn("1 continued; gone: ", text)

    def test_what_cannot_be_followed(self):
        self.clusters([(500, 500, 60)], "one")
        for words, status, said in ((("--follow", "none.gpkg"), 1, "none.gpkg"),
                                    (("--follow", "areas.geojson"), 1, "cluster_id"),
                                    (("--follow", "one.gpkg", "--method", "nnh"), 2, "--follow"),
                                    (("--follow", "one.gpkg", "--suggest"), 2, "--follow")):
            self.assertIn(said, self.error("clusters", "one.csv", "--areas", self.areas, *words,
                                           status=status))


if __name__ == "__main__":
    unittest.main()
