"""hotward sample and hotward run: the story of the assessment, from recipe to project."""
import csv
import json
import re
import sqlite3
import unittest
import zipfile

from support import SOURCE, Case, feature, police_row, square

RECIPE = SOURCE / "samples/medway-assessment-2020/recipe.toml"
JOB = SOURCE / "samples/medway-assessment-2020/job.toml"


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file()}


class Sample(Case):
    """Totals as printed in Medway's strategic assessment of 2020, pages 7 and 8."""


    def police(self):
        folder = self.folder / "police"
        self.run_program("sample", RECIPE, "-o", folder)
        return folder

    def test_a_seed_moves_places_and_no_total(self):
        made = {}
        for seed in ((), ("--seed", "5"), ("--seed", "2020")):
            folder = self.folder / f"seed{len(made)}"
            summary = self.summary("sample", RECIPE, "-o", folder, *seed)
            made[seed] = (summary["seed"], summary["sample"]["rows"], tree(folder))
        told, five, recipe = made.values()
        self.assertEqual((told[0], five[0]), (2020, 5))
        self.assertEqual(told[1], five[1])
        self.assertNotEqual(told[2], five[2])
        self.assertEqual(told[2], recipe[2])

    def test_the_printed_asb_table_comes_out(self):
        summary = self.summary("run", self.police(), "--from", "2019-04", "--to", "2020-03",
                               "--type", "asb", "-o", "out")
        total = summary["themes"][0]["total"]
        self.assertEqual(total["count"], 6023)
        self.assertEqual(total["before"]["count"], 5502)
        self.assertEqual(round(total["rate_1k"], 2), 21.62)
        self.assertEqual(round(total["before"]["chg_pct"], 1), 9.5)
        top = summary["ranking"][:5]
        self.assertEqual([row["area_name"] for row in top],
                         ["River", "Gillingham North", "Gillingham South", "Strood South",
                          "Luton and Wayfield"])
        self.assertEqual(round(top[4]["cum_pct"]), 48)

    def test_the_scan_takes_its_largest_share(self):
        self.run_program("run", self.police(), "--type", "asb", "--max-population", "10%", "--formats", "gpkg", "-o", "out")
        theme = json.loads((self.folder / "out/summary.json").read_text())["themes"][0]
        self.assertEqual(theme["scan"]["max_population"], 0.1)

    def test_crime_and_asb_are_two_themes(self):
        summary = self.summary("run", self.police(), "--from", "2019-04", "--to", "2020-03", "-o", "out")
        totals = {t["theme"]: t["total"] for t in summary["themes"]}
        self.assertEqual(list(totals), ["asb", "crime"])
        self.assertEqual(totals["crime"]["count"], 33334)
        self.assertEqual(round(totals["crime"]["before"]["chg_pct"]), -5)
        self.assert_adds_up(summary["incidents"])
        made = tree(self.folder / "out")
        for name in ("hotspots.qgz", "hotspots.gpkg", "summary.json", "manifest.json",
                     "geojson/wards_asb.geojson", "geojson/wards_asb.qml", "shapefile/wards_crime.shp",
                     "csv/places_asb.csv"):
            self.assertIn(name, made)
        self.assertEqual(json.loads(made["summary.json"])["ranking"], summary["ranking"])
        self.assertEqual(summary["outputs"], [p for p in summary["outputs"] if p in made])

    def test_progress_only_grows_and_ends(self):
        done = self.run_program("run", self.police(), "-o", "out", "--progress", "json")
        told = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
        analyses = [t["share"] for t in told if ": " in t["stage"]]
        self.assertGreater(len(analyses), 10)
        self.assertEqual(analyses, sorted(analyses))
        self.assertTrue(any(t["stage"].startswith("crime: ") and t["share"] >= 0.5 for t in told))
        self.assertEqual(told[-1], {"stage": "writing", "share": 1.0})

    def test_it_says_schematic_wherever_it_shows(self):
        done = self.run_program("run", self.police(), "--type", "asb", "-o", "out")
        self.assertIn("schematic", done.stdout)
        self.assertIn("schematic", done.stderr)
        out = self.folder / "out"
        self.assertIn("schematic", (out / "summary.json").read_text())
        with zipfile.ZipFile(out / "hotspots.qgz") as project:
            self.assertIn("schematic", project.read(project.namelist()[0]).decode())
        with (out / "csv/wards_asb.csv").open(encoding="utf-8-sig", newline="") as file:
            self.assertIn("schematic", next(csv.DictReader(file))["note"])

    def test_two_runs_give_the_same_bytes_on_any_number_of_threads(self):
        police = self.police()
        runs = []
        for threads in (1, 2, 4):
            self.run_program("run", police, "--threads", threads, "--cell", "400m", "-o", f"out{threads}")
            runs.append(tree(self.folder / f"out{threads}"))
        self.assertEqual(runs[0].keys(), runs[1].keys())
        for name in runs[0]:
            self.assertEqual(runs[0][name], runs[1][name], name)
            self.assertEqual(runs[0][name], runs[2][name], name)

    def test_the_job_file_says_it_all(self):
        self.police()
        text = JOB.read_text().replace("../../out/medway-assessment-2020/incidents", "police")
        job = self.write("job.toml", text.replace("../../out/medway-assessment-2020/hotspots", "out"))
        summary = self.summary("run", job)
        self.assertEqual(summary["themes"][0]["total"]["count"], 6023)
        self.assertTrue((self.folder / "out/hotspots.qgz").exists())


class Maps(Case):
    """Ranks, outlines and classes of a map are those of the number that it shows."""

    def styles(self, *words):
        """The style of each layer of the project, by its id."""
        self.run_program("run", *words, "-o", "out", "--overwrite")
        with zipfile.ZipFile(self.folder / "out/hotspots.qgz") as project:
            text = project.read("hotspots.qgs").decode()
        parts = text.split("<maplayer ")[1:]
        return {part.split("<id>")[1].split("</id>")[0].removeprefix("hotward_layer_"): part
                for part in parts}

    def setUp(self):
        super().setUp()
        # West holds fewer incidents than East, and more for each of its people.
        self.incidents = self.police_file(
            [police_row(0.515, 51.385, month="2020-02")] * 9 + [police_row(0.505, 51.385, month="2020-02")] * 6
            + [police_row(0.515, 51.385, month="2019-02")] * 8)
        self.words = (self.incidents, "--areas", self.areas, "--population", "people",
                      "--from", "2020-02", "--to", "2020-02")

    def test_the_map_of_rates_is_numbered_by_rate(self):
        styles = self.styles(*self.words)
        self.assertIn("coalesce(&quot;rank&quot; &lt;= 5", styles["areas_crime"])
        self.assertIn("coalesce(&quot;rate_rank&quot; &lt;= 5", styles["areas_crime_rate"])
        self.assertNotIn("&quot;rank&quot;", styles["areas_crime_rate"])
        by_rate = self.summary("rank", *self.words, "--by", "rate")["ranking"]
        by_count = self.summary("rank", *self.words)["ranking"]
        self.assertNotEqual([row["area_code"] for row in by_rate], [row["area_code"] for row in by_count])
        self.assertEqual({row["area_code"]: row["rank"] for row in by_rate},
                         {row["area_code"]: row["rate_rank"] for row in by_count})

    def test_the_map_of_changes_has_fixed_classes_and_no_rank(self):
        change = self.styles(*self.words)["areas_crime_change"]
        self.assertIn('lower="-5" upper="5" label="within 5% up or down"', change)
        self.assertIn('label="no change shown"', change)  # West had none the year before
        # Ranks are but the numbers of a list beside the map.
        self.assertNotIn("&quot;rate_rank&quot;", change)
        self.assertNotIn("&quot;rank&quot; &lt;=", change)

    def test_an_area_without_a_rate_is_said_to_have_none(self):
        people = self.write("people.csv", "code,people\nW1,1000\n")
        rate = self.styles(self.incidents, "--areas", self.areas, "--population",
                           f"{people}:people")["areas_crime_rate"]
        self.assertIn('label="no rate"', rate)
        self.assertEqual(rate.count("b_diagonal"), 1)


class Package(Case):
    def setUp(self):
        super().setUp()
        self.incidents = self.police_file(
            [police_row(0.505, 51.385, "Anti-social behaviour")] * 4 + [police_row(0.515, 51.385)] * 3)

    def test_the_geopackage_holds_styled_layers_and_no_project(self):
        self.run_program("run", self.incidents, "--areas", self.areas, "-o", "out")
        with sqlite3.connect(self.folder / "out/hotspots.gpkg") as gpkg:
            tables = {row[0] for row in gpkg.execute("SELECT table_name FROM gpkg_contents")}
            shapes = {row[0] for row in gpkg.execute(
                "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")}
            styled = [row[0] for row in gpkg.execute(
                "SELECT f_table_name FROM layer_styles WHERE useAsDefault = 1 AND f_table_schema = ''")]
        for layer in ("places", "cluster_points", "contours", "grid", "areas"):
            self.assertLessEqual({f"{layer}_asb", f"{layer}_crime"}, tables)
        self.assertNotIn("clusters_asb", tables)  # four incidents make none; nothing to draw
        self.assertNotIn("qgis_projects", tables)
        self.assertEqual(sorted(styled), sorted(tables - {"layer_styles"}))
        self.assertLessEqual({"trend_asb", "months_crime", "concentration_asb"}, tables - shapes)

    def test_what_is_skipped_is_said(self):
        done = self.run_program("run", self.incidents, "--areas", self.areas, "--skip", "grid",
                                "--bandwidth", "nrd", "-o", "out")
        self.assertIn("skipped: grid of asb: asked for by --skip", done.stderr)
        summary = json.loads((self.folder / "out/summary.json").read_text())
        skipped = {(s["theme"], s["analysis"]): s["why"] for s in summary["skipped"]}
        self.assertEqual(skipped["crime", "grid"], "asked for by --skip")
        # Whatever a theme lacks, the other's areas are drawn below every theme's points and cells.
        with sqlite3.connect(self.folder / "out/hotspots.gpkg") as gpkg:
            order = [row[0] for row in gpkg.execute(
                "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY rowid")]
        kinds = [re.sub("^target_.*", "target", name.rsplit("_", 1)[0]) for name in order]
        self.assertEqual(sorted(kinds, key=list(dict.fromkeys(kinds)).index), kinds)
        self.assertEqual((kinds[0], kinds[-1]), ("places", "areas"))
        # All incidents at one place: no rule finds a bandwidth there.
        self.assertIn(("asb", "density"), skipped)
        self.assertNotIn("grid", summary["themes"][0])
        self.assertFalse((self.folder / "out/csv/grid_asb.csv").exists())

    def test_a_quantity_that_is_none_is_refused(self):
        for option in ("--cell", "--eps"):
            message = self.error("run", self.incidents, "--areas", self.areas, option, "150", status=2)
            self.assertIn(option, message)
        self.assertEqual(self.left_behind("2020-01-test-street.csv"), [])

    def test_the_folder_is_not_replaced_unasked(self):
        self.run_program("run", self.incidents, "--areas", self.areas, "-o", "out")
        self.assertIn("out", self.error("run", self.incidents, "--areas", self.areas, "-o", "out"))
        self.run_program("run", self.incidents, "--areas", self.areas, "-o", "out", "--overwrite")

    def test_shuffled_rows_give_the_same_layers_of_areas(self):
        rows = [police_row(0.5 + 0.02 * (i % 89) / 89, 51.385, ("Burglary", "Anti-social behaviour")[i % 2],
                           crime_id=f"{i:064x}") for i in range(500)]
        self.police_file(rows, "one.csv")
        self.police_file(rows[::-1], "turned.csv")
        for name in ("one", "turned"):
            self.run_program("run", f"{name}.csv", "--areas", self.areas, "-o", name)
        one, turned = (tree(self.folder / name) for name in ("one", "turned"))
        self.assertEqual(one.keys(), turned.keys())
        for name in one:
            if name == "report.html":  # behind this it names the files that were read
                self.assertEqual(*(made[name].split(b'id="method"')[0] for made in (one, turned)))
            elif name != "manifest.json":
                self.assertEqual(one[name], turned[name], name)


class Country(Case):
    """Two areas as large as a country: the usual cells would be millions."""

    def setUp(self):
        super().setUp()
        self.areas = self.write_json("country.geojson", {"type": "FeatureCollection", "features": [
            feature("W", "West", square(-3.0, 51.0, -1.5, 55.0), people=1_000_000),
            feature("E", "East", square(-1.5, 51.0, 0.0, 55.0), people=2_000_000)]})
        self.incidents = self.police_file([
            police_row(round(-2.9 + i % 29 * 0.1, 4), round(51.1 + i // 29 * 0.5, 4), month=f"2020-0{1 + i % 3}")
            for i in range(200)])
        self.words = ("run", self.incidents, "--areas", self.areas, "--formats", "csv", "-o", "out", "--skip", "moran")

    def test_wider_cells_where_the_usual_ones_are_too_many(self):
        done = self.run_program(*self.words)
        said = " ".join(done.stderr.split())
        for which in ("grid and gi-star", "emerging and persistence"):
            self.assertIn(which + ": cells of 150 m are too many over so large an area, so they are 1100 m wide "
                          "(165 m is the least that a grid over it can have)", said)
        self.assertIn("density: cells of 100 m are too many over so large an area, so they are 980 m wide", said)
        summary = json.loads((self.folder / "out" / "summary.json").read_text())
        theme = summary["themes"][0]
        self.assertEqual(theme["grid"]["cell_m"], 1100)
        self.assertEqual(theme["gi_star"]["cell_m"], 1100)

    def test_cells_that_were_asked_for_are_refused(self):
        done = self.run_program(*self.words, "--cell", "140m")
        self.assertRegex(" ".join(done.stderr.split()), "skipped: grid of crime: cells of 140 m make [0-9]+ of them, "
                                                         "and 4000000 is the most: use [0-9]+ m or more")

    def test_a_width_for_the_grid_leaves_the_others_wide(self):
        said = " ".join(self.run_program(*self.words, "--cell", "2km").stderr.split())
        self.assertNotIn("grid and gi-star: cells of", said)
        self.assertIn("emerging and persistence: cells of 150 m are too many", said)
        theme = json.loads((self.folder / "out" / "summary.json").read_text())["themes"][0]
        self.assertEqual(theme["grid"]["cell_m"], 2000)


if __name__ == "__main__":
    unittest.main()
