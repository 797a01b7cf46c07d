"""--ledger: what is published beside what was published before."""
import csv
import fcntl
import hashlib
import json
import random
import subprocess
import unittest

from support import PROGRAM, Case, feature, police_row, square

MONTHS = ("2020-01", "2020-02", "2020-03", "2020-04")
CENTRES = [round(0.505 + 0.01 * i, 3) for i in range(6)]


class Ledger(Case):
    """Six areas, whose April is smaller than it should be in one."""

    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(f"A{i}", f"Area {i}", square(round(0.50 + 0.01 * i, 2), 51.38, round(0.51 + 0.01 * i, 2), 51.39),
                    people=1000 + 500 * i) for i in range(6)]})
        # By area: of January to March together, and of April.
        self.counts = {area: (12 + 6 * area, april) for area, april in enumerate((9, 3, 0, 7, 8, 6))}
        rows = []
        for area, (quarter, april) in self.counts.items():
            rows += [police_row(CENTRES[area], 51.385, "Burglary" if k % 2 else "Robbery", MONTHS[k % 3])
                     for k in range(quarter)]
            rows += [police_row(CENTRES[area], 51.385, "Burglary", "2020-04")] * april
        self.file = self.police_file(rows, "cases.csv")

    def publish(self, *words, command="rank", **options):
        return self.summary(command, self.file, "--areas", self.areas, "--population", "people", "--public",
                            "--ledger", "ledger.json", *words, **options)

    def shown(self, summary, key="ranking"):
        rows = summary[key] if key == "ranking" else summary[key]["rows"]
        return {int(row["area_code"][1:]): row["count"] for row in rows}

    def refused(self, *words, command="rank", status=1):
        before = self.state()
        error = self.error(command, self.file, "--areas", self.areas, "--population", "people", "--public",
                           "--ledger", "ledger.json", *words, status=status)
        self.assertEqual(self.state(), before)
        return error

    def state(self):
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in self.folder.rglob("*") if p.is_file()}

    def quarter(self):
        return self.publish("--from", "2020-01", "--to", "2020-03")


class Tables(Ledger):
    def test_one_month_more(self):
        first = self.shown(self.quarter())
        self.assertEqual(first, {area: quarter for area, (quarter, _) in self.counts.items()})
        # By itself the longer table shows all; beside the first, April of area 1 is its 3.
        alone = self.shown(self.summary("rank", self.file, "--areas", self.areas, "--public"))
        self.assertEqual(alone[1], 21)
        found = self.publish("--from", "2020-01", "--to", "2020-04")
        self.assertEqual(found["ledger"], {"beside": 1})
        second = self.shown(found)
        self.assertIsNone(second[1])
        hidden = [area for area, count in second.items() if count is None]
        self.assertEqual(found["suppressed"], len(hidden))
        self.assertGreaterEqual(len(hidden), 2)
        self.assertGreaterEqual(sum(self.counts[area][1] for area in hidden), 5)
        for area, count in second.items():
            self.assertIn(count, (None, sum(self.counts[area])))
        # The third, of April alone, is what is left: it hides at least as much.
        third = self.shown(self.publish("--from", "2020-04", "--to", "2020-04"))
        self.assertLessEqual(set(hidden), {area for area, count in third.items() if count is None})

    def test_one_type_more(self):
        self.publish("--from", "2020-04", "--to", "2020-04", "--type", "Burglary")
        found = self.publish("--from", "2020-04", "--to", "2020-04")  # the same incidents, all burglaries
        self.assertIsNone(self.shown(found)[1])
        text = self.run_program("rank", self.file, "--areas", self.areas, "--public", "--ledger", "ledger.json",
                                "--from", "2020-01", "--to", "2020-03").stdout
        self.assertIn("no older publication in it counts the same incidents", " ".join(text.split()))
        text = self.run_program("rank", self.file, "--areas", self.areas, "--public", "--ledger", "ledger.json",
                                "--from", "2020-01", "--to", "2020-04").stdout
        self.assertIn("what this would give away beside 3 older publications is hidden, too", " ".join(text.split()))
        self.assertNotIn("Publish one of these, once", text)

    def test_the_same_again_is_shown_and_not_remembered_twice(self):
        first = self.quarter()
        bytes_before = (self.folder / "ledger.json").read_bytes()
        again = self.quarter()
        self.assertEqual(self.shown(first), self.shown(again))
        self.assertEqual((self.folder / "ledger.json").read_bytes(), bytes_before)

    def test_types_and_periods_before_are_left_out(self):
        found = self.quarter()
        for row in found["ranking"]:
            self.assertEqual(set(row["types"].values()), {None})
            self.assertIsNone(row["prev"])
        self.assertIn("--compare", self.refused("--from", "2020-02", "--to", "2020-03", "--compare", "previous",
                                                status=2))

    def test_peers_and_rank_know_of_each_other(self):
        self.quarter()
        found = self.publish("--from", "2020-01", "--to", "2020-04", command="peers")
        self.assertIsNone(self.shown(found, "peers")[1])

    def test_other_boundaries_on_the_same_ground_are_refused(self):
        self.quarter()
        halves = self.write_json("halves.geojson", {"type": "FeatureCollection", "features": [
            feature("H1", "West", square(0.50, 51.38, 0.535, 51.39), people=9000),
            feature("H2", "East", square(0.535, 51.38, 0.56, 51.39), people=9000)]})
        self.areas = halves
        error = self.refused("--from", "2020-01", "--to", "2020-03", "-o", "halves.csv")
        self.assertIn("every count of this table would have to be hidden", error)
        self.assertIn("areas.geojson", error)

    def test_the_same_areas_in_another_file_are_the_same(self):
        self.quarter()
        layer = json.loads(self.areas.read_text())
        layer["features"].reverse()
        for one in layer["features"]:
            one["properties"]["area_name"] += " ward"
            ring = one["geometry"]["coordinates"][0]
            one["geometry"]["coordinates"] = [ring[2:4] + ring[:3]]
        self.areas = self.write_json("again.geojson", layer)
        found = self.publish("--from", "2020-01", "--to", "2020-04")
        self.assertIsNone(self.shown(found)[1])
        self.assertIsNotNone(self.shown(found)[4] or self.shown(found)[5] or self.shown(found)[0])

    def test_a_ledger_that_is_none_damaged_or_of_another_version(self):
        self.quarter()
        good = (self.folder / "ledger.json").read_text()
        period = ("--from", "2020-01", "--to", "2020-04", "-o", "out.csv")
        for text, said in ((good[:len(good) // 2], "no ledger of hotward's, or a damaged one"),
                           ("", "no ledger of hotward's, or a damaged one"),
                           ("[1]", "no ledger of hotward's"),
                           (good.replace('"total":162', '"total":163'), "is damaged, or was changed by hand"),
                           (good.replace("Area", "Aria").replace('"types":null', '"types":[]'), "is damaged, or was changed by hand"),
                           (good.replace('"hotward_ledger":1', '"hotward_ledger":2'),
                            "a ledger of version 2, and this program reads version 1")):
            with self.subTest(said, text=text[:40]):
                self.assertNotEqual(text, good)
                self.write("ledger.json", text)
                self.assertIn(said, self.refused(*period))
        tables = json.loads(good)
        del tables["tables"][0]["cells"]
        self.write_json("ledger.json", tables)
        self.assertIn("damaged", self.refused(*period))

    def test_it_is_written_with_the_outputs_or_not_at_all(self):
        self.quarter()
        self.write("out.csv", "mine")
        error = self.refused("--from", "2020-01", "--to", "2020-04", "-o", "out.csv")
        self.assertIn("out.csv", error)
        self.write("new.manifest.json", "mine, too")
        error = self.refused("--from", "2020-01", "--to", "2020-04", "-o", "new.csv")
        self.assertIn("new.manifest.json", error)
        self.assertFalse((self.folder / "new.csv").exists())
        error = self.refused("--from", "2020-01", "--to", "2020-04", "-o", "nowhere/new.csv")
        self.publish("--from", "2020-01", "--to", "2020-04", "-o", "newer.csv")
        with open(self.folder / "newer.csv", newline="", encoding="utf-8-sig") as file:
            self.assertEqual({row["area_code"]: row["count"] for row in csv.DictReader(file)}["A1"], "")
        self.assertEqual(len(json.loads((self.folder / "ledger.json").read_text())["tables"]), 2)

    def test_it_holds_no_more_than_was_shown(self):
        self.quarter()
        self.publish("--from", "2020-01", "--to", "2020-04")
        tables = json.loads((self.folder / "ledger.json").read_text())["tables"]
        self.assertEqual([table["cells"][1][3] for table in tables], [18, None])
        self.assertNotIn(str(self.folder), (self.folder / "ledger.json").read_text())

    def test_what_has_no_effect_or_is_in_the_way_is_refused(self):
        words = (self.file, "--areas", self.areas, "--ledger", "l.json")
        self.assertIn("--public", self.error("rank", *words, status=2))
        self.assertIn("there is no option --ledger", self.error("moran", *words, "--public", status=2))
        error = self.error("rank", *words, "--public", "-o", "./l.json", status=2)
        self.assertIn("the ledger needs a file of its own", error)
        self.assertFalse((self.folder / "l.json").exists())


class Wholes(Ledger):
    """What is not looked at number by number is published once."""

    def test_cells_are_published_once_and_nothing_beside_them(self):
        quarter = ("--from", "2020-01", "--to", "2020-03")
        self.publish(*quarter, "--cell", "200m", command="grid")
        ledger = (self.folder / "ledger.json").read_bytes()
        # The very same, into a file of whatever format.
        found = self.publish(*quarter, "--cell", "200m", "-o", "cells.geojson", command="grid")
        self.assertEqual(found["ledger"], {"beside": 0})
        self.assertEqual((self.folder / "ledger.json").read_bytes(), ledger)
        for words, command in (((*quarter, "--cell", "300m"), "grid"), (quarter, "rank"), (quarter, "peers"),
                               (("--from", "2020-03", "--to", "2020-04"), "gi-star"), ((*quarter, "--shape", "ellipse"), "clusters"),
                               (quarter, "places"), (quarter, "density"), (quarter, "target"), (quarter, "run"),
                               (quarter, "report")):
            with self.subTest(command, words=words):
                error = self.refused(*words, command=command)
                self.assertIn("grid of areas.geojson, ", error)
                self.assertIn("is not looked at number by number", error)
        # Other days, or other types.
        self.publish("--from", "2020-04", "--to", "2020-04", command="rank")
        self.assertIn("rank of areas.geojson, ", self.refused("--from", "2020-04", "--to", "2020-04", command="grid"))

    def test_other_types_share_no_incident(self):
        self.publish("--type", "Burglary", command="grid")
        self.publish("--type", "Robbery", command="rank")
        self.assertIn("not looked at", self.refused(command="rank"))

    def test_a_folder_and_its_report(self):
        period = ("--from", "2020-01", "--to", "2020-03", "--compare", "none")
        self.publish(*period, "-o", "out", command="run")
        ledger = (self.folder / "ledger.json").read_bytes()
        self.publish(*period, "-o", "again", "--formats", "gpkg", command="run")
        self.publish(*period, "-o", "report.html", command="report")
        self.assertEqual((self.folder / "ledger.json").read_bytes(), ledger)
        self.assertIn("run of areas.geojson", self.refused("--from", "2020-01", "--to", "2020-04"))
        for path in (self.folder / "out").rglob("*"):
            if path.suffix in (".json", ".html", ".txt", ".qml", ".csv", ".geojson"):
                self.assertNotIn(str(self.folder), path.read_text(encoding="utf-8"), path.name)

    def test_the_period_before_counts_too(self):
        self.publish("--from", "2020-01", "--to", "2020-01", command="rank")
        words = ("--from", "2020-02", "--to", "2020-02", "-o", "out")
        error = self.refused(*words, "--compare", "previous", command="run")
        self.assertIn("--compare none leaves it out", error)
        self.publish(*words, "--compare", "none", command="run")

    def test_a_surface_against_the_period_before_counts_both(self):
        words = ("--from", "2020-04", "--to", "2020-04", "--against", "before", "--compare", "previous")
        self.publish(*words, command="density")
        entry = json.loads((self.folder / "ledger.json").read_text())["tables"][0]
        self.assertEqual((entry["first"], entry["last"]), ("2020-03-01", "2020-04-30"))
        self.assertIn("not looked at", self.refused("--from", "2020-03", "--to", "2020-03"))

    def test_a_surface_against_another_type_counts_both(self):
        month = ("--from", "2020-03", "--to", "2020-03")
        self.publish(*month, "--type", "Burglary", "--against", "Robbery", command="density")
        entry = json.loads((self.folder / "ledger.json").read_text())["tables"][0]
        self.assertLessEqual({"burglary", "robbery"}, set(entry["types"]))
        self.assertIn("not looked at", self.refused(*month, "--type", "Robbery"))
        self.publish("--from", "2020-04", "--to", "2020-04", "--type", "Robbery", "--type", "Burglary")

    def test_a_surface_against_points_of_unknown_incidents_is_refused(self):
        self.write("points.csv", "longitude,latitude\n" + "0.505,51.385\n" * 30)
        error = self.refused("--against", "points.csv", "-o", "risk.tif", command="density", status=2)
        self.assertIn("--against points.csv: not with --ledger", error)

    def test_the_ledger_lies_apart_from_the_outputs(self):
        self.assertIn("the ledger needs a file of its own", self.refused("-o", "./ledger.json", command="run", status=2))
        self.assertIn("the ledger needs a file of its own", self.refused("-o", ".", command="run", status=2))


class OneAtATime(Ledger):
    def test_while_another_holds_it_nothing_is_published(self):
        self.quarter()
        with open(self.folder / "ledger.json.lock", "w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            for command in ("rank", "run", "report"):
                error = self.refused("--from", "2020-04", "--to", "2020-04", command=command)
                self.assertIn("ledger.json: another program works with it", error)
        self.publish("--from", "2020-04", "--to", "2020-04")
        self.assertFalse((self.folder / "ledger.json.lock").exists())

    def test_of_several_at_once_all_that_is_shown_is_remembered(self):
        running = [subprocess.Popen([PROGRAM, "rank", self.file, "--areas", self.areas, "--public", "--ledger",
                                     "ledger.json", "--from", "2020-01", "--to", month, "--json"], cwd=self.folder,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                   for month in MONTHS for _ in range(2)]
        shown = []
        for process in running:
            out, error = process.communicate()
            if process.returncode == 0:
                shown.append(self.shown(json.loads(out)))
            else:
                self.assertEqual(process.returncode, 1)
                self.assertRegex(" ".join(error.split()), "another program works with it|changed after it was read|"
                                                          "would have to be hidden")
        tables = json.loads((self.folder / "ledger.json").read_text())["tables"]
        remembered = [{int(cell[0][1:]): cell[3] for cell in table["cells"]} for table in tables]
        self.assertGreater(len(shown), 0)
        for one in shown:
            self.assertIn(one, remembered)

    def test_another_file_of_the_same_days(self):
        self.quarter()
        rows = self.file.read_text().splitlines()[1:]
        more = [police_row(centre, 51.385, "Burglary", "2020-02")
                for area, centre in enumerate(CENTRES) for _ in range(2 if area == 4 else 8)]
        self.file = self.police_file([*rows, *more], "later.csv")
        found = self.shown(self.quarter())
        self.assertIsNone(found[4])  # two more than were published
        self.assertGreaterEqual(sum(count is None for count in found.values()), 2)


class Attack(Case):
    """A reader who subtracts every two tables of a year published month after month."""

    def test_a_year_month_after_month(self):
        chance = random.Random(5)
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(f"A{i:02}", f"Area {i}", square(round(0.50 + 0.01 * (i % 6), 2), round(51.30 + 0.01 * (i // 6), 2),
                                                    round(0.51 + 0.01 * (i % 6), 2), round(51.31 + 0.01 * (i // 6), 2)),
                    people=1000) for i in range(18)]})
        rows = [police_row(round(0.505 + 0.01 * (i % 6), 3), round(51.305 + 0.01 * (i // 6), 3),
                           month=f"2020-{month:02}")
                for i in range(18) for month in range(1, 9) for _ in range(chance.randrange(2 + 3 * (i % 5)))]
        file = self.police_file(rows, "cases.csv")
        shown = []
        for last in range(1, 9):
            done = self.run_program("rank", file, "--areas", self.areas, "--public", "--ledger", "l.json", "--from",
                                    "2020-01", "--to", f"2020-{last:02}", "--json", status=None)
            if done.returncode == 1:
                self.assertIn("would have to be hidden", done.stderr)
                continue
            shown.append({r["area_code"]: r["count"] for r in json.loads(done.stdout)["ranking"]})
        self.assertGreater(len(shown), 3)
        for i, later in enumerate(shown):
            for earlier in shown[:i]:
                for code, count in later.items():
                    if count is not None and earlier[code] is not None:
                        self.assertNotIn(count - earlier[code], (1, 2, 3, 4), code)


if __name__ == "__main__":
    unittest.main()
