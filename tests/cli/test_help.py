"""Help where people look for it, and the nearest word where they slip."""
import json
import sqlite3
import unittest

from support import Case, feature, police_row, square


class Help(Case):
    def names(self):
        usage = json.loads(self.run_program("--json-usage").stdout)
        return [command["name"] for command in usage["commands"]]

    def test_help_and_version_as_words(self):
        self.assertEqual(self.run_program("help").stdout, self.run_program("--help").stdout)
        version = self.run_program("--version").stdout
        for words in (["version"], ["-V"], ["help", "version"]):
            self.assertEqual(self.run_program(*words).stdout, version)
        for name in self.names():
            shown = self.run_program("help", name).stdout
            self.assertEqual(shown, self.run_program(name, "--help").stdout)
            self.assertIn("Examples:", shown, name)
            self.assertIn(f"hotward {name} ", shown, name)

    def test_slips_in_commands_and_options(self):
        for words in (["rnak"], ["help", "rnak"], ["Rank"]):
            self.assertIn("(did you mean 'rank'?)", self.error(*words, status=2))
        self.assertIn("there are: run report check", self.error("xyzzy", status=2))
        for slip, meant in (("--hlep", "--help"), ("--poplation", "--population"), ("--area", "--areas")):
            for name in ("rank", "scan", "run"):
                message = self.error(name, slip, status=2)
                self.assertIn(f"there is no option {slip} (did you mean '{meant}", message)
                self.assertIn(f"hotward help {name}", message)
        self.assertIn("there is no option -z; hotward help rank", self.error("rank", "x.csv", "-z", "1", status=2))
        self.assertIn("--version", self.error("--vresion", status=2))
        self.assertIn("--qqqqqqqq; hotward help", self.error("--qqqqqqqq", status=2))


    def test_what_is_left_out_is_named_as_it_is_typed(self):
        """Incidents have no option of their own, so none is asked for."""
        self.assertEqual(self.error("rank", status=2), "hotward rank: name what to read: INCIDENTS (Files, folders, "
                         ".zip archives, GDAL data sets, or - for CSV on standard input)")
        self.assertIn("name what to read: RECIPE.toml", self.error("sample", "-o", "made", status=2))
        for option in ("--type", "--areas", "--output"):
            done = self.run_program("rank", "cases.csv", option, status=2)
            self.assertEqual(done.stderr, f"hotward rank: {option} needs a value\n")


class Jobs(Case):
    """A job file lies elsewhere, with all its data."""

    def setUp(self):
        super().setUp()
        self.job = self.folder / "job"
        (self.job / "in").mkdir(parents=True)
        areas = {"type": "FeatureCollection", "features": [
            feature(f"A{i}", f"A{i}", square(0.5 + i / 100, 51.38, 0.51 + i / 100, 51.39), own=100)
            for i in range(4)]}
        (self.job / "areas.geojson").write_text(json.dumps(areas))
        rows = [police_row(0.505 + i % 4 / 100, 51.385, "Burglary") for i in range(40)]
        rows += [police_row(0.505 + i % 3 / 100, 51.386, "Drugs") for i in range(30)]
        self.police_file(rows, "job/in/2020-01-test-street.csv")
        (self.job / "people.csv").write_text("code,all,some\nA0,20,10\nA1,20,20\nA2,20,30\nA3,10,40\n")
        (self.job / "flats.csv").write_text("lon,lat,flats\n0.505,51.385,3\n0.525,51.385,4\n")
        (self.job / "w.gal").write_text("4\nA0 1\nA1\nA1 2\nA0 A2\nA2 2\nA1 A3\nA3 1\nA2\n")
        self.head = "incidents = ['in']\nareas = 'areas.geojson'\n"

    def run_job(self, command, text, **options):
        (self.job / "job.toml").write_text(self.head + text)
        return self.summary(command, "--config", "job/job.toml", **options)

    def made(self, *names):
        for name in names:
            self.assertTrue((self.job / name).exists(), name)
            self.assertFalse((self.folder / name).exists(), name)

    def test_json_says_the_same(self):
        (self.job / "job.json").write_text(json.dumps(
            {"incidents": ["in"], "areas": "areas.geojson", "population": "people.csv:some", "type": ["drugs"]}))
        rank = self.summary("rank", "--config", "job/job.json")
        self.assertEqual(rank, self.run_job("rank", "population = 'people.csv:some'\ntype = ['drugs']\n"))
        (self.job / "job.json").write_text('{"incidents": ["in"], "by": "rat"}')
        self.assertIn("job/job.json: by 'rat' is none of count, rate, density",
                      self.error("rank", "--config", "job/job.json", status=2))
        (self.job / "job.json").write_text("[]")
        self.assertIn("no JSON object", self.error("rank", "--config", "job/job.json", status=2))

    def test_every_path_is_taken_from_the_folder_of_the_file(self):
        rank = self.run_job("rank", "population = 'people.csv:some'\noutput = ['out.csv']\n")
        self.assertEqual(sorted(row["pop"] for row in rank["ranking"]), [10, 20, 30, 40])
        self.made("out.csv")
        rank = self.run_job("rank", "population = 'own'\n")
        self.assertEqual({row["pop"] for row in rank["ranking"]}, {100})
        self.run_job("scan", "expected = 'people.csv:all'\nwindows = 'w.geojson'\nreplications = 9\n")
        self.made("w.geojson")
        self.run_job("clusters", "eps = '100m'\nmin_points = 3\nmembers = 'm.csv'\n")
        self.made("m.csv")
        self.run_job("moran", "weights = 'w.gal'\nwrite_weights = 'again.gal'\n")
        self.made("again.gal")
        self.run_job("moran", "weights = 'band:1.5km'\n")
        self.run_job("density", "type = 'burglary'\nagainst = 'flats.csv:flats'\noutput = 'r.tif'\n")
        self.made("r.tif")
        self.run_job("density", "type = 'burglary'\nagainst = 'drugs'\noutput = 'd.tif'\n")
        self.run_job("run", "output = 'folder'\n")
        self.made("folder")

    def test_layers_and_drivers_behind_a_path(self):
        self.run_program("rank", "job/in", "--areas", "job/areas.geojson", "-o", "job/a.gpkg")
        with sqlite3.connect(self.job / "a.gpkg") as package:
            layer, = package.execute("select table_name from gpkg_contents "
                                     "where data_type = 'features'").fetchone()
        self.head = ""
        for areas in (f"a.gpkg:{layer}", f"a.gpkg|layername={layer}", "../job/a.gpkg"):
            text = f"incidents = 'CSV:in/2020-01-test-street.csv'\nareas = '{areas}'\n"
            self.assertEqual(len(self.run_job("rank", text)["ranking"]), 4)

    def test_a_slip_in_a_key_is_named_with_its_line(self):
        (self.job / "job.toml").write_text(self.head + "poplation = 'people.csv'\n")
        message = self.error("rank", "--config", "job/job.toml", status=2)
        self.assertIn("job/job.toml:3: no option is called 'poplation' (did you mean 'population'?)",
                      message)


if __name__ == "__main__":
    unittest.main()
