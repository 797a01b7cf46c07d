"""hotward rank, from the command line to the layer."""
import csv
import json
import os
import unittest

from support import SHARED, Case, feature, police_row, square


class Rank(Case):
    def setUp(self):
        super().setUp()
        self.incidents = self.police_file(
            [police_row(0.505, 51.385)] * 3 + [police_row(0.515, 51.385, "Robbery")] * 5
            + [police_row(0.6, 51.5), police_row("", "")])

    def test_counts_add_up_and_rank(self):
        summary = self.summary("rank", self.incidents, "--areas", self.areas, "--population", "people")
        self.assert_adds_up(summary["incidents"])
        self.assertEqual(summary["incidents"]["read"], 10)
        self.assertEqual(summary["incidents"]["rejected"]["no_coordinates"], 1)
        self.assertEqual(summary["incidents"]["outside"], 1)
        rows = summary["ranking"]
        self.assertEqual([(r["area_code"], r["rank"], r["count"]) for r in rows],
                         [("E1", 1, 5), ("W1", 2, 3)])
        self.assertEqual([r["share_pct"] for r in rows], [62.5, 37.5])
        self.assertEqual([r["cum_pct"] for r in rows], [62.5, 100.0])
        self.assertEqual([r["rate_1k"] for r in rows], [2.5, 3.0])

    def test_every_format_holds_the_same_columns(self):
        outputs = [self.folder / f"wards.{e}" for e in ("geojson", "csv", "gpkg", "fgb", "shp")]
        self.run_program("rank", self.incidents, "--areas", self.areas,
                         *[w for o in outputs for w in ("-o", o)])
        properties = json.loads(outputs[0].read_text())["features"][0]["properties"]
        with outputs[1].open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        self.assertEqual(header, list(properties))
        for name in ("area_code area_name rank count share_pct cum_pct pop rate_1k rate_lo rate_hi prev "
                     "chg_pct chg_p area_km2 dens_km2 rank_lo rank_hi p_top5").split():
            self.assertIn(name, properties)

    def six_areas(self, names, people):
        """Six squares side by side; the n-th has code A0n and as many incidents as counts say."""
        counts = (9, 13, 9, 9, 7, 13)
        features = [feature(f"A{i + 1:02}", names[i], square(0.5 + 0.01 * i, 51.38, 0.51 + 0.01 * i, 51.39),
                            people=people[i]) for i in range(6)]
        areas = self.write_json("six.geojson", {"type": "FeatureCollection", "features": features})
        rows = [police_row(0.505 + 0.01 * i, 51.385) for i in range(6) for _ in range(counts[i])]
        return self.police_file(rows, "six.csv"), "--areas", areas

    def test_areas_without_a_rate_are_none_of_the_top_five(self):
        words = self.six_areas([f"Name {i}" for i in range(1, 7)], [None, 0, 1003, 1004, 1005, 1006])
        words = ("rank", *words, "--population", "people", "--by", "rate")
        top = self.summary(*words)["total"]["top_5"]
        self.assertAlmostEqual(top["share_pct"], 100 * 38 / 60)
        self.assertLessEqual(top["corrected_pct"], top["share_pct"])
        self.assertLess(top["upper_pct"], 78)
        text = self.run_program(*words).stdout
        self.assertIn("4 areas with a rate had 63.3% of all incidents", text)
        self.assertIn(": Name 6, Name 3, Name 4 and Name 5.\n", text)
        # Nor do they have a rank, by which a map outlines the first five.
        self.run_program(*words, "-o", "by_rate.geojson")
        rows = json.loads((self.folder / "by_rate.geojson").read_text())["features"]
        self.assertEqual({row["properties"]["area_name"]: row["properties"]["rank"] for row in rows},
                         {"Name 1": None, "Name 2": None, "Name 3": 2, "Name 4": 3, "Name 5": 4, "Name 6": 1})

    def test_areas_without_an_incident_are_no_hot_spots(self):
        areas = self.six_areas([f"Name {i}" for i in range(1, 7)], [1000] * 6)[1:]
        for at, said in (([0.525], "The one incident was in Name 3.\n"),
                         ([0.525, 0.505, 0.525], "All 3 incidents were in 2 areas: Name 3 and Name 1.\n")):
            few = self.police_file([police_row(x, 51.385) for x in at], "few.csv")
            text = self.run_program("rank", few, *areas).stdout
            self.assertIn(said, text)
            self.assertNotIn("of 6 areas had", text)

    def test_areas_of_one_name_are_told_apart_by_their_code(self):
        words = self.six_areas(["Central", "Central", "Central", "D", "E", "F"], [1000] * 6)
        text = self.run_program("rank", *words).stdout
        for label in ("Central (A01)", "Central (A02)", "Central (A03)"):
            self.assertEqual(text.count(label), 2, text)  # in the table, and among the five
        self.assertNotIn("D (", text)
        self.assertEqual({row["area_name"] for row in self.summary("rank", *words)["ranking"]},
                         {"Central", "D", "E", "F"})
        found = self.summary("scan", *words, "--population", "people")["scan"]["clusters"]
        names = {name for cluster in found for name in cluster["names"]}
        self.assertNotIn("Central", names)
        found = self.run_program("clusters", *words, "--eps", "50m", "--min-points", "5").stdout
        self.assertIn("Central (A02)", found)

    def test_a_table_fits_and_says_what_it_left_out(self):
        words = ("rank", *self.six_areas([f"Name {i}" for i in range(1, 7)], [1000] * 6))
        text = self.run_program(*words, "--top", "2", env={**os.environ, "COLUMNS": "60"}).stdout
        self.assertIn("… and 4 more areas; --top 0 shows all\n", text)
        self.assertLessEqual(max(len(line) for line in text.split("\n")[:4]), 60)
        # Without a year before there is no change: columns without a value go first.
        self.assertIn("Not shown, to fit the screen: Before, ", text)
        self.assertIn("Top-5 chance", text)
        self.assertNotIn("more area", self.run_program(*words, "--top", "0").stdout)
        self.assertEqual(len(self.summary(*words, "--top", "2")["ranking"]), 6)

    def test_what_to_compare_with_is_folded(self):
        words = ("rank", self.incidents, "--areas", self.areas, "--from", "2020-01", "--to", "2020-01", "--compare")
        self.assertEqual(self.summary(*words, "Last year")["total"], self.summary(*words, "last-year")["total"])

    def test_a_layer_is_not_written_to_standard_output(self):
        self.assertIn("-o -: a layer cannot go to standard output",
                      self.error("rank", self.incidents, "--areas", self.areas, "-o", "-", status=2))

    def test_wards_that_are_only_drawn_are_said_first(self):
        file = self.police_file([police_row(0.55, 51.38)] * 5, "inside.csv")
        for command in ("rank", "join", "check"):
            text = self.run_program(command, file, status=None).stdout
            self.assertTrue(text.startswith("These are schematic wards"), text)
            self.assertIn("hotward boundaries --preset medway-22", text.split("\n")[0])
        text = self.run_program("rank", self.incidents, "--areas", self.areas).stdout
        self.assertNotIn("schematic", text)

    def test_a_folder_is_not_written_to_standard_output(self):
        self.assertIn("-o -", self.error("run", self.incidents, "--areas", self.areas, "-o", "-", status=2))
        self.assertFalse((self.folder / "-").exists())
        self.assertIn("-", self.error("rank", self.incidents, "--areas", self.areas, "-o", "-", status=2))

    def test_type_filters_and_groups(self):
        summary = self.summary("rank", self.incidents, "--areas", self.areas, "--type", "robbery")
        self.assertEqual(summary["incidents"]["filtered"], 4)
        summary = self.summary("rank", self.incidents, "--areas", self.areas, "--type", "acquisitive")
        self.assertEqual(summary["incidents"]["in_area"], 8)
        message = self.error("rank", self.incidents, "--areas", self.areas, "--type", "burglry",
                             status=2)
        self.assertIn("Burglary", message)

    def test_change_on_the_period_before(self):
        file = self.police_file([police_row(0.505, 51.385, month="2019-01")] * 2
                                + [police_row(0.505, 51.385, month="2020-01")] * 6, "two.csv")
        summary = self.summary("rank", file, "--areas", self.areas, "--from", "2020-01", "--to", "2020-01")
        west = summary["ranking"][0]
        self.assertEqual((west["count"], west["prev"], west["chg_pct"]), (6, 2, 200.0))
        self.assert_adds_up(summary["incidents"])

    def test_no_change_on_a_period_that_the_data_do_not_reach(self):
        rows = [police_row(0.505, 51.385, month=month)
                for month in ("2019-12", "2020-01", "2020-03", "2020-05") for _ in range(4)]
        words = ("rank", self.police_file(rows, "reach.csv"), "--areas", self.areas, "-o", "reach.geojson",
                 "--overwrite", "--compare", "previous")
        summary = self.summary(*words, "--from", "2020-01", "--to", "2020-02")
        self.assertIsNone(summary["ranking"][0]["prev"])
        warnings = " ".join(summary["warnings"])
        self.assertIn("no change is shown: the data have nothing from 2019-11 in the period before", warnings)
        self.assertIn("nothing from 2020-02, of any type", warnings)
        # Of four rows a month one between others may be quiet; then the change is told, and that.
        summary = self.summary(*words, "--from", "2020-03", "--to", "2020-05")
        self.assertEqual(summary["ranking"][0]["prev"], 8)
        self.assertIn("nothing from 2020-02 in the period before", " ".join(summary["warnings"]))
        self.assertIn("nothing from 2020-04, of any type", " ".join(summary["warnings"]))

    def test_what_is_given_twice_counts_once(self):
        other = self.write("copy.csv", self.incidents.read_bytes())
        summary = self.summary("rank", self.incidents, other, self.incidents, "--areas", self.areas)
        self.assertEqual(summary["incidents"]["read"], 10)
        said = [w for w in summary["warnings"] if "passed over" in w]
        self.assertEqual(len(said), 1, said)
        self.assertEqual([f["reason"] for f in summary["passed_over"]],
                         [f"the same as {self.incidents}", "the same as one before"])

    def test_files_of_outcomes_are_passed_over_in_one_line(self):
        header = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,Outcome type"
        for i in range(12):
            self.write(f"kent-{i:02}-outcomes.csv", f"{header}\n{i},2020-01,K,K,0.505,51.385,,Charged\n")
        files = sorted(self.folder.glob("kent-*.csv"))
        alone = self.summary("rank", self.incidents, "--areas", self.areas)
        words = ("rank", *files, self.incidents, "--areas", self.areas)
        summary = self.summary(*words, "-o", "out.geojson")
        self.assertEqual(summary["ranking"], alone["ranking"])
        self.assertEqual(len(summary["passed_over"]), 12)
        manifest = json.loads((self.folder / "out.manifest.json").read_text())
        self.assertEqual(manifest["passed_over"], summary["passed_over"])
        said = [line for line in self.run_program(*words).stderr.splitlines() if "passed over" in line]
        self.assertEqual(len(said), 1, said)
        self.assertIn("12 files: 12 (outcomes of street crimes)", said[0])
        self.assertIn("no incidents (outcomes of street crimes)", self.error("rank", *files[:2], "--areas",
                                                                             self.areas))

    def test_own_types_beside_known_ones(self):
        file = self.police_file([police_row(0.505, 51.385)] * 3 + [police_row(0.515, 51.385, "Traffic")] * 2
                                + [police_row(0.515, 51.385, "Drugs")], "own.csv")
        words = ("rank", file, "--areas", self.areas, "--type-column", "Crime type", "--type")
        total = lambda *types: self.summary(*words, *types)["incidents"]["in_area"]
        self.assertEqual(total("burglary"), 3)
        self.assertEqual(total("Traffic"), 2)
        self.assertEqual(total("burglary", "--type", "Traffic"), 5)
        warnings = self.summary(*words, "burglary", "--type", "Trafic")["warnings"]
        self.assertIn("--type Trafic: no row has this type", " ".join(warnings))
        self.assertIn("no incident is left", self.error(*words, "Trafic"))

    def test_types_are_called_as_people_call_them(self):
        file = self.police_file([police_row(0.505, 51.385, kind) for kind in
                                 ("Burglary", "Drugs", "Drugs", "Other crime", "Theft from the person")], "kinds.csv")
        for kind, said in (("burglary", "1 burglary in 2 areas"), ("drugs", "2 drug offences in 2 areas"),
                           ("theft-from-the-person", "1 theft from the person in 2 areas"),
                           ("society", "3 crimes against society in 2 areas")):
            self.assertIn(said, self.run_program("rank", file, "--areas", self.areas, "--type", kind).stdout)

    def test_the_map_shows_what_is_ranked(self):
        for by, column in (("count", "count"), ("rate", "rate_1k"), ("density", "dens_km2")):
            self.run_program("rank", self.incidents, "--areas", self.areas, "--population", "people",
                             "--by", by, "-o", f"{by}.geojson")
            style = (self.folder / f"{by}.qml").read_text()
            self.assertIn(f'attr="&quot;{column}&quot;"' if "&quot;" in style.split("attr=")[1][:8]
                          else f'attr="{column}"', style)

    def test_same_bytes_on_any_number_of_threads_and_in_any_order(self):
        rows = [police_row(0.5 + 0.02 * (i % 97) / 97, 51.385, crime_id=f"{i:064x}") for i in range(5000)]
        a = self.police_file(rows, "a.csv")
        shuffled = self.police_file(sorted(rows, key=lambda r: hash(r) % 1009), "b.csv")
        bytes_of = set()
        for threads, file in ((1, a), (2, a), (4, a), (2, shuffled)):
            out = self.folder / f"{threads}{file.stem}.geojson"
            self.run_program("rank", file, "--areas", self.areas, "--threads", threads, "-o", out)
            bytes_of.add(out.read_bytes())
        self.assertEqual(len(bytes_of), 1)

    def test_the_order_of_the_areas_changes_nothing(self):
        features = json.loads(self.areas.read_text())["features"]
        turned = self.write_json("turned.geojson",
                                 {"type": "FeatureCollection", "features": features[::-1]})
        one = self.summary("rank", self.incidents, "--areas", self.areas)["ranking"]
        other = self.summary("rank", self.incidents, "--areas", turned)["ranking"]
        self.assertEqual(one, other)

    def test_nearest_takes_points_just_outside(self):
        # 0.0003 degrees of longitude are 21 m here.
        file = self.police_file([police_row(0.4997, 51.385), police_row(0.505, 51.385)])
        areas = ("--areas", self.areas)
        self.assertEqual(self.summary("rank", file, *areas)["incidents"]["outside"], 1)
        self.assertEqual(self.summary("rank", file, *areas, "--nearest", "50m")["incidents"]["outside"], 0)
        self.assertEqual(self.summary("rank", file, *areas, "--nearest", "10m")["incidents"]["outside"], 1)
        self.assertIn("unit", self.error("rank", file, *areas, "--nearest", "50", status=2))


@unittest.skipUnless(SHARED.is_dir(), "skipped: no ../shared")
class RealData(Case):
    """Five months of Kent, counted per ward and type by R's sf."""

    months = ("2018-10", "2018-11", "2018-12", "2019-01", "2019-02")

    def test_counts_per_ward_and_type_are_those_of_sf(self):
        folders = [SHARED / "data/incidents" / month for month in self.months]
        summary = self.summary("rank", *folders, "--areas",
                               SHARED / "data/boundaries/medway_wards_22.geojson")
        incidents = summary["incidents"]
        self.assert_adds_up(incidents)
        self.assertEqual(incidents["read"], 75735)
        by_code = {row["area_code"]: row for row in summary["ranking"]}
        with (SHARED / "oracle/medway/ward_counts_2018-10_2019-02.csv").open(newline="") as file:
            expected = list(csv.DictReader(file))
        self.assertEqual(len(expected), 22)
        compared = 0
        for ward in expected:
            row = by_code[ward["code"]]
            self.assertEqual(row["count"], int(ward["total"]), ward["name"])
            for kind, count in row["types"].items():
                self.assertEqual(count, int(ward[kind]), (ward["name"], kind))
                compared += 1
        self.assertEqual(compared, 22 * 14)
        self.assertEqual(incidents["in_area"], sum(int(ward["total"]) for ward in expected))


if __name__ == "__main__":
    unittest.main()
