"""Tables and sentences fit the terminal, show what is asked for, and say what they leave out."""
import os
import unittest

import support
from support import feature, police_row, square


class Tables(support.Case):
    def setUp(self):
        super().setUp()
        # A row of twelve areas, the fourth of which has most of the incidents.
        areas = [feature(f"A{i:02}", f"Ward of Saint Nicholas {i}",
                         square(0.50 + 0.01 * i, 51.38, 0.51 + 0.01 * i, 51.39), people=1000)
                 for i in range(12)]
        self.row = self.write_json("row.geojson", {"type": "FeatureCollection", "features": areas})
        rows = [police_row(round(0.501 + 0.01 * i + 0.0005 * k, 5), 51.385)
                for i in range(12) for k in range(15 if i == 4 else 2 if i != 7 else 5)]
        self.file = self.police_file(rows)
        self.words = (self.file, "--areas", self.row, "--population", "people")

    def text(self, *words, width=None):
        columns = {} if width is None else {"COLUMNS": str(width)}
        return self.run_program(*words, status=None, env={**os.environ, **columns}).stdout

    def commands(self):
        return [("rank",), ("scan",), ("gi-star",), ("moran",), ("gi-star", "--cell", "300m"),
                ("clusters", "--eps", "200m", "--min-points", "3"), ("density",), ("pattern",),
                ("grid",), ("check",), ("concentration",), ("repeats",)]

    def test_everything_fits(self):
        for name, *options in self.commands():
            for width in (60, 80):
                text = self.text(name, *self.words, *options, width=width)
                for line in text.split("\n"):
                    # A word may be longer than the line, such as the path of a file.
                    self.assertTrue(len(line) <= width or " " not in line.strip(), (name, line))

    def test_columns_are_chosen_by_name_and_never_dropped(self):
        text = self.text("rank", *self.words, "--columns", "count,Area name,area km2,rate_interval",
                         "--top", "1", width=30)
        heading = text.split("\n")[0].split("  ")
        self.assertEqual([word.strip() for word in heading if word.strip()],
                         ["Count", "Area", "area_km2", "Likely (at least)"])
        self.assertIn("… and 11 more areas; --top 0\nshows all\n", text)
        for name, column in (("scan", "llr"), ("gi-star", "gi_bin"), ("clusters", "area_m2"),
                             ("pattern", "k"), ("moran", "moran_z")):
            more = ("--min-points", "3") if name == "clusters" else ()
            plain = self.summary(name, *self.words, *more)
            self.assertEqual(self.summary(name, *self.words, *more, "--columns", column, "--top", "1"),
                             plain, name)
        message = self.error("rank", *self.words, "--columns", "cuont", status=2)
        self.assertIn("--columns cuont: no such column (did you mean 'count'?); there are: rank, area_name, count,", message)
        # Asked before anything is written.
        self.error("rank", *self.words, "--columns", "cuont", "-o", "out.geojson", status=2)
        self.assertFalse((self.folder / "out.geojson").exists())

    def test_top_cuts_every_table(self):
        rows = [f"{0.501 + 0.01 * (i % 12):.3f},{51.381 + 0.0001 * (i % 7):.4f},2020-0{1 + i % 5}-{1 + i % 28:02} "
                f"{i % 24:02}:30,{'Burglary' if i % 3 else 'Robbery'}" for i in range(240)]
        dated = self.write("dated.csv", "\n".join(["lon,lat,date,type", *rows]) + "\n")
        words = (dated, "--areas", self.row, "--population", "people", "--top", "1")
        for name, row, *options in (
                ("rank", "area"), ("grid", "cell"), ("grid", "cell", "--shape", "square"), ("places", "map point"),
                ("months", "month"), ("months", "row", "--by", "month-area"), ("trend", "month"),
                ("near-repeat", "row"), ("aoristic", "hour"), ("check", "month"), ("check", "place"),
                ("clusters", "cluster", "--eps", "30m", "--min-points", "2"), ("pattern", "distance")):
            text = self.text(name, *words, *options)
            self.assertRegex(text, rf"\n… and \d+ more {row}s; --top 0 shows all\n", (name, options))

    def test_run_shows_what_is_asked_for(self):
        words = ("run", *self.words, "--cell", "500m", "--skip", "density", "--skip", "scan")
        text = self.text(*words, "-o", "one", "--top", "1", "--columns", "area_name,count")
        self.assertIn("Area                      Count\n", text)
        self.assertIn("… and 11 more areas; --top 0 shows all\n", text)
        self.assertIn("--columns cuont: no such column (did you mean 'count'?)",
                      self.error(*words, "-o", "two", "--columns", "cuont", status=2))
        self.assertFalse((self.folder / "two").exists())
        self.assertEqual(self.error(*words, "-o", "", status=2), "hotward run: -o: name the folder to write")

    def test_busiest_places_and_cells(self):
        """Where, how many, in which area: the busiest first; what is empty is no row."""
        for name, first in (("places", "1"), ("grid", "h150_")):
            text = self.text(name, *self.words, "--top", "2")
            lines = text.splitlines()
            self.assertRegex(lines[0], r"^(Place|Cell) +(Area|Middle in) +Count ")
            self.assertRegex(lines[2], rf"^ *{first}\S* +Ward of Saint Nicholas \d+ +\d+ ")
            self.assertRegex(lines[2], r" 5\d{5} 1\d{5}( |$)")
            column = self.text(name, *self.words, "--columns", "count", "--top", "0").split("\n\n")[0]
            counts = [int(count) for count in column.splitlines()[2:]]
            self.assertEqual(sum(counts), 40)
            self.assertEqual(counts, sorted(counts, reverse=True))
            self.assertGreater(counts[-1], 0)
        hidden = self.text("grid", *self.words, "--public", "--cell", "600m", "--columns", "count", "--top", "0")
        if hidden.startswith("Count"):
            column = hidden.split("\n\n")[0].splitlines()[2:]
            self.assertTrue(all(int(count) >= 5 for count in column), column)

    def test_a_scan_says_what_was_found(self):
        scan = self.summary("scan", *self.words)["scan"]
        first = scan["clusters"][0]
        sentence = first["sentence"]
        self.assertTrue(sentence.startswith(
            f"Ward of Saint Nicholas 4 had {first['observed']} incidents where its population "
            f"suggests {first['expected']:.1f}: "), sentence)
        self.assertIn(" times the rate elsewhere; chance does this about once in 1,000 (p = 0.001).",
                      sentence)
        self.assertIn(sentence + "\n", self.text("scan", *self.words))

    def test_local_statistics_speak_in_words(self):
        text = self.text("gi-star", *self.words, "--cell", "150m")
        self.assertNotIn("Class", text)
        self.assertIn("hot spot", text.lower())
        self.assertIn("\nHow: Getis-Ord Gi* of ", text)
        text = self.text("moran", *self.words)
        self.assertRegex(text, "chance (alone )?does ")
        self.assertIn("\nHow: ", text)

    def test_quiet_still_says_what_changes_a_number(self):
        rows = [police_row(0.505, 51.385, kind=kind, month=month)
                for kind in ("Burglary", "Anti-social behaviour") for month in ("2020-01", "2020-03")]
        file = self.police_file(rows, "gap.csv")
        words = ("gi-star", file, "--areas", self.row)
        loud = self.run_program(*words).stderr
        quiet = self.run_program(*words, "-q").stderr
        for words_kept in ("nothing from 2020-02", "crime and ASB are counted together"):
            self.assertIn(words_kept, loud)
            self.assertIn(words_kept, quiet)
        self.assertIn("12 areas", loud)  # how sure the statistic is: no number changes
        self.assertNotIn("12 areas", quiet)
        sound = ("rank", *self.words, "-q", "--from", "2020-01", "--to", "2020-01")
        self.assertEqual(self.run_program(*sound, "--compare", "none").stderr, "")
        # A change that was asked for and is not told is a number that lacks.
        lines = self.run_program(*sound).stderr.splitlines()
        self.assertEqual(len(lines), 1)
        self.assertIn("no change is shown: the data have nothing from the period before (2019-01)", lines[0])

    def test_the_missing_grid_is_told_by_check_alone(self):
        for name, *options in self.commands():
            if name == "check":
                continue
            done = self.run_program(name, *self.words, *options)
            self.assertNotIn("OSTN15", done.stdout + done.stderr, name)


if __name__ == "__main__":
    unittest.main()
