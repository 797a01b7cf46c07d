"""hotward run: what it makes of time and of places, and what it skips by name."""
import json
import subprocess
import unittest
from xml.etree import ElementTree

from support import PROGRAM, Case, police_row

YEARS = [f"{year}-{month:02}" for year in (2018, 2019) for month in range(1, 13)]


class RunTime(Case):
    def police(self):
        files = []
        for i, month in enumerate(YEARS):
            rows = [police_row(0.505 + 0.001 * (k % 7) * (k % 3), 51.385, "Burglary", month)
                    for k in range(20 + i % 12)]
            rows += [police_row(0.515, 51.385, "Anti-social behaviour", month)] * (8 + i % 5)
            files.append(self.police_file(rows, f"{month}-test-street.csv"))
        return files

    def run_into(self, folder, *words):
        return self.summary("run", *words, "--areas", self.areas, "-o", folder)

    def skipped(self, summary):
        return {(s["theme"], s["analysis"]): s["why"] for s in summary["skipped"]}

    def test_both_themes_have_seasons_trend_breakdown_and_change(self):
        files = self.police()
        period = ("--from", "2019-01", "--to", "2019-12")
        summary = self.run_into("out", *files, *period)
        for theme in summary["themes"]:
            kind = {"asb": "asb", "crime": "crime"}[theme["theme"]]
            alone = self.summary("trend", *files, "--areas", self.areas, *period, "--type", kind)["trend"]
            self.assertEqual({key: theme["trend"][key] for key in alone}, alone)
            self.assertEqual(len(theme["trend"]["months"]), 12)
            self.assertTrue(all(m["last_year"] is not None for m in theme["trend"]["months"]))
            self.assertIsNotNone(theme["trend"]["change"]["p_od"])
            for command in ("concentration", "repeats"):
                alone = self.summary(command, *files, "--areas", self.areas, *period, "--type", kind)[command]
                self.assertEqual(theme[command], alone, command)
            for name in (f"trend_{kind}.svg", f"csv/trend_{kind}.csv", f"csv/trend_years_{kind}.csv",
                         f"csv/trend_types_{kind}.csv", f"geojson/trend_areas_{kind}.geojson",
                         f"csv/months_{kind}.csv", f"csv/concentration_{kind}.csv", f"csv/repeats_{kind}.csv"):
                self.assertTrue((self.folder / "out" / name).exists(), name)
                self.assertIn(name, summary["outputs"])
            ElementTree.parse(self.folder / f"out/trend_{kind}.svg")
        skipped = self.skipped(summary)
        for theme in ("asb", "crime"):
            self.assertIn("dated by month only", skipped[(theme, "near-repeat")])
            self.assertIn((theme, "aoristic"), skipped)
            self.assertNotIn((theme, "trend"), skipped)
        # A folder with a chart is one of ours, and may be replaced.
        self.run_into("out", *files, *period, "--overwrite")

    def test_what_is_outside_the_period_moves_no_number(self):
        files = self.police()
        period = ("--from", "2019-01", "--to", "2019-12", "--compare", "none")
        all_files = self.run_into("all", *files, *period)
        year = self.run_into("year", *files[12:], *period)
        for a, b in zip(all_files["themes"], year["themes"]):
            for key in ("ranking", "places", "clusters", "grid", "gi_star", "density", "concentration", "repeats"):
                self.assertEqual(a.get(key), b.get(key), key)

    def test_events_are_named_and_drawn(self):
        events = self.write("events.csv", "label,from,to\nOrder,2019-08,\n")
        summary = self.run_into("out", *self.police(), "--events", events)
        self.assertEqual(summary["themes"][0]["trend"]["events"][0]["label"], "Order")
        self.assertIn("Order", (self.folder / "out/trend_asb.svg").read_text())
        manifest = json.loads((self.folder / "out/manifest.json").read_text())
        self.assertEqual(sum("events.csv" in json.dumps(file) for file in manifest["inputs"]), 1)
        self.assertIn("no such file", self.error("run", *self.police(), "--areas", self.areas, "-o", "bad",
                                                 "--events", "none.csv"))

    def test_events_from_a_pipe_reach_both_themes(self):
        events = self.write("events.csv", "label,from,to\nOrder,2019-08,\n")
        files = " ".join(str(file) for file in self.police())
        done = subprocess.run(["bash", "-c", f"{PROGRAM} run {files} --areas {self.areas} -o out --json -q "
                               f"--events <(cat {events})"], capture_output=True, text=True, cwd=self.folder,
                              timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([theme["trend"]["events"][0]["label"] for theme in json.loads(done.stdout)["themes"]],
                         ["Order", "Order"])

    def test_days_and_times_bring_near_repeats_and_hours(self):
        rows = [f"{0.505 + 0.0001 * (i % 5)},51.385,Burglary,2020-01-{1 + i % 28:02} {i % 24:02}:10"
                for i in range(60)]
        file = self.write("own.csv", "lon,lat,type,date\n" + "\n".join(rows) + "\n")
        summary = self.run_into("out", file)
        theme = summary["themes"][0]
        self.assertIn("near_repeat", theme)
        self.assertIn("aoristic", theme)
        self.assertTrue((self.folder / "out/csv/near_repeat_bands_crime.csv").exists())
        self.assertTrue((self.folder / "out/csv/aoristic_crime.csv").exists())

    def test_without_dates_they_are_skipped_by_name(self):
        file = self.write("own.csv", "lon,lat,type\n" + "0.505,51.385,Burglary\n" * 30)
        skipped = {analysis: why for (_, analysis), why in self.skipped(self.run_into("out", file)).items()}
        for analysis in ("trend", "months", "near-repeat", "aoristic"):
            self.assertIn("date", skipped[analysis], analysis)
        self.assertNotIn("concentration", skipped)

    def test_for_the_public_they_are_skipped_by_name(self):
        summary = self.run_into("out", *self.police(), "--public")
        skipped = self.skipped(summary)
        for theme in {theme for theme, _ in skipped}:
            for analysis in ("trend", "months", "near-repeat", "aoristic", "concentration", "repeats"):
                if (theme, "all") not in skipped:
                    self.assertIn("--public", skipped[(theme, analysis)])
        self.assertEqual(list((self.folder / "out").glob("*.svg")), [])


if __name__ == "__main__":
    unittest.main()
