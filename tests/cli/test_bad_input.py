"""Bad input gets one clear line, the right exit status, and leaves nothing half-written."""
import io
import json
import os
import signal
import subprocess
import time
import unittest
import zipfile

from support import (EAST, POLICE_HEADER, PROGRAM, WEST, Case, feature, police_row, square,
                     wait_until_it_listens)

SOUND = police_row(0.505, 51.385)


class BadIncidents(Case):
    def rank(self, file, *words):
        return self.summary("rank", file, "--areas", self.areas, *words)

    def rank_error(self, file, *words, status=1):
        return self.error("rank", file, "--areas", self.areas, *words, status=status)

    def test_no_such_file(self):
        self.assertIn("nowhere.csv", self.rank_error("nowhere.csv"))

    def test_empty_file(self):
        self.assertIn("empty.csv", self.rank_error(self.write("empty.csv", "")))

    def test_header_only(self):
        self.assertIn("no", self.rank_error(self.write("header.csv", POLICE_HEADER + "\n")))

    def test_pdf_named_csv(self):
        pdf = self.write("report.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n")
        message = self.rank_error(pdf)
        self.assertIn("report.csv", message)

    def test_missing_coordinate_columns_are_named(self):
        file = self.write("no_xy.csv", "Month,Crime type\n2020-01,Burglary\n")
        message = self.rank_error(file)
        self.assertIn("Month", message)
        self.assertIn("--x", message)

    def test_swapped_coordinates_are_explained(self):
        file = self.police_file([police_row(51.385, 0.505)] * 20)
        self.assertRegex(self.rank_error(file).lower(), "swap")

    def test_impossible_coordinates_are_counted(self):
        rows = [police_row("NaN", 51.385), police_row("inf", 51.385), police_row("1e308", "1e308"),
                police_row("-", "-"), police_row(0.505, ""), SOUND]
        incidents = self.rank(self.police_file(rows))["incidents"]
        self.assert_adds_up(incidents)
        self.assertEqual(incidents["rejected"]["bad_coordinates"], 4)
        self.assertEqual(incidents["rejected"]["no_coordinates"], 1)  # "-" is no value
        self.assertEqual(incidents["located"], 1)

    def test_a_line_of_100_mb(self):
        with (self.folder / "long.csv").open("w") as file:
            file.write(POLICE_HEADER + "\n" + SOUND + "\n")
            file.write(police_row(0.505, 51.385, street="x" * 100_000_000) + "\n" + SOUND + "\n")
        incidents = self.rank(self.folder / "long.csv")["incidents"]
        self.assert_adds_up(incidents)
        self.assertEqual(incidents["read"], 3)
        self.assertGreaterEqual(incidents["located"], 2)

    def test_nul_and_latin_1_bytes(self):
        # A NUL among the first bytes makes a file binary; further down it is one row's own fault.
        rows = "\n".join([POLICE_HEADER] + [SOUND] * 500 + [police_row(0.505, 51.385, street="caf\0e")])
        file = self.write("nul.csv", rows.encode() + b"\n" + police_row(
            0.505, 51.385, street="Caf\xe9 Road").encode("latin-1") + b"\n")
        incidents = self.rank(file)["incidents"]
        self.assert_adds_up(incidents)
        self.assertEqual(incidents["read"], 502)
        out = self.folder / "joined.geojson"
        self.run_program("join", file, "--areas", self.areas, "-o", out)
        self.assertEqual(len(json.loads(out.read_bytes().decode("utf-8"))["features"]),
                         incidents["located"])

    def test_binary_data_named_csv(self):
        self.assertIn("binary", self.rank_error(self.write("x.csv", POLICE_HEADER + "\n\0\0\0\n")))

    def test_a_quote_never_closed(self):
        file = self.police_file([SOUND, SOUND, '"' + SOUND])
        incidents = self.rank(file)["incidents"]
        self.assert_adds_up(incidents)
        self.assertEqual(incidents["rejected"]["malformed_row"], 1)
        self.assertEqual(incidents["located"], 2)

    def test_bad_dates_are_counted(self):
        file = self.police_file([SOUND, police_row(0.505, 51.385, month="2020-13")])
        self.assertEqual(self.rank(file)["incidents"]["rejected"]["bad_date"], 1)

    def test_all_outside(self):
        file = self.police_file([police_row(0.1, 51.5)] * 3)
        message = self.rank_error(file)
        self.assertIn("outside", message)

    def test_zip_with_a_way_out(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("../../escaped-street.csv", POLICE_HEADER + "\n" + SOUND + "\n")
            file.writestr("2020-01/2020-01-test-street.csv", POLICE_HEADER + "\n" + SOUND + "\n")
        path = self.write("police.zip", archive.getvalue())
        summary = self.rank(path)
        self.assertEqual(summary["incidents"]["read"], 1)
        self.assertTrue(any("escaped" in w for w in summary["warnings"]), summary["warnings"])
        self.assertFalse((self.folder.parent.parent / "escaped-street.csv").exists())

    def test_unknown_types_are_counted_and_named(self):
        summary = self.rank(self.police_file([SOUND, police_row(0.505, 51.385, "Piracy")]))
        self.assertEqual(summary["ranking"][0]["count"], 2)
        self.assertTrue(any("Piracy" in w for w in summary["warnings"]), summary["warnings"])


class BadAreas(Case):
    def setUp(self):
        super().setUp()
        self.incidents = self.police_file([SOUND])

    def collection(self, *features, **more):
        return self.write_json("made.geojson",
                               {"type": "FeatureCollection", "features": list(features), **more})

    def rank_error(self, areas, *words, status=1):
        return self.error("rank", self.incidents, "--areas", areas, *words, status=status)

    def test_no_polygon_layer(self):
        self.rank_error(self.write("areas.txt", "nothing here"))

    def test_points_as_areas(self):
        points = self.collection(feature("A", "A", [0.5, 51.4], "Point"))
        self.assertIn("polygon", self.rank_error(points).lower())

    def test_areas_without_a_crs(self):
        csv = self.write("areas.csv", 'area_code,WKT\nA,"POLYGON((0 0,1 0,1 1,0 0))"\n')
        self.assertRegex(self.rank_error(csv), "CRS|coordinate")

    def test_duplicate_codes_are_named(self):
        twice = self.collection(WEST, {**EAST, "properties": {**EAST["properties"], "area_code": "W1"}})
        self.assertIn("W1", self.rank_error(twice))

    def test_zero_population_leaves_the_rate_open(self):
        zero = {**WEST, "properties": {**WEST["properties"], "people": 0}}
        summary = self.summary("rank", self.incidents, "--areas", self.collection(zero, EAST),
                               "--population", "people")
        west = next(row for row in summary["ranking"] if row["area_code"] == "W1")
        self.assertIsNone(west["rate_1k"])
        self.assertEqual(west["count"], 1)
        self.assertTrue(any("population" in w for w in summary["warnings"]))

    def test_a_bow_tie_is_repaired_and_named(self):
        bow = feature("B1", "Bow", [[[0.50, 51.38], [0.51, 51.39], [0.51, 51.38], [0.50, 51.39],
                                     [0.50, 51.38]]])
        summary = self.summary("rank", self.police_file([police_row(0.5091, 51.385)]), "--areas",
                               self.collection(bow))
        self.assertTrue(any("B1" in w or "Bow" in w for w in summary["warnings"]))
        self.assertEqual(summary["ranking"][0]["count"], 1)

    def test_overlaps_are_measured(self):
        over = feature("O1", "Over", square(0.505, 51.38, 0.515, 51.39))
        summary = self.summary("rank", self.incidents, "--areas", self.collection(WEST, EAST, over))
        self.assertTrue(any("overlap" in w for w in summary["warnings"]), summary["warnings"])


class BadOutput(Case):
    def setUp(self):
        super().setUp()
        self.incidents = self.police_file([SOUND])

    def rank(self, *words):
        return ("rank", self.incidents, "--areas", self.areas, *words)

    def test_nothing_is_overwritten_unasked(self):
        out = self.write("out.geojson", "mine")
        self.assertIn("out.geojson", self.error(*self.rank("-o", out)))
        self.assertEqual(out.read_text(), "mine")
        self.run_program(*self.rank("-o", out, "--overwrite"))
        self.assertNotEqual(out.read_text(), "mine")

    def test_unknown_format(self):
        self.assertIn(".docx", self.error(*self.rank("-o", "out.docx"), status=2))

    def test_missing_folder(self):
        self.assertIn("nowhere", self.error(*self.rank("-o", "nowhere/out.geojson")))

    @unittest.skipIf(os.geteuid() == 0, "root writes anywhere")
    def test_read_only_folder(self):
        closed = self.folder / "closed"
        closed.mkdir(mode=0o555)
        self.error(*self.rank("-o", closed / "out.geojson"))

    def test_a_full_disk_leaves_nothing(self):
        # A limit on the size of files is the nearest thing to a full disk that needs no rights.
        for ending in ("geojson", "gpkg", "shp", "csv", "fgb"):
            with self.subTest(ending):
                done = subprocess.run(
                    ["sh", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$@"', "sh", PROGRAM,
                     *map(str, self.rank("-o", self.folder / f"full.{ending}"))],
                    capture_output=True, text=True, cwd=self.folder)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertEqual(self.left_behind(self.incidents.name), [])

    def test_formulas_are_disarmed_in_csv(self):
        file = self.police_file([police_row(0.505, 51.385, street="=cmd|'/c calc'!A1")])
        out = self.folder / "joined.csv"
        self.run_program("join", file, "--areas", self.areas, "-o", out)
        text = out.read_text(encoding="utf-8-sig")
        self.assertIn("'=cmd", text)
        self.assertNotIn(",=cmd", text)

    def test_a_signed_number_is_no_formula(self):
        file = self.police_file([police_row(0.505, 51.385, street="-4.673899")])
        out = self.folder / "joined.csv"
        self.run_program("join", file, "--areas", self.areas, "-o", out)
        self.assertIn(",-4.673899,", out.read_text(encoding="utf-8-sig"))

    def test_ctrl_c_leaves_nothing_and_says_130(self):
        rows = [police_row(0.5 + i / 1e6, 51.385) for i in range(300_000)]
        self.police_file(rows, "many.csv")
        process = subprocess.Popen(
            [PROGRAM, "join", "many.csv", "--areas", "areas.geojson", "-o", "joined.geojson"],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 30
        while not any(p.name.startswith(".hotward") for p in self.folder.iterdir()):
            self.assertLess(time.monotonic(), deadline)
            self.assertIsNone(process.poll(), "ended before it could be interrupted")
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.left_behind("2020-01-test-street.csv", "many.csv"), [])


    def test_ctrl_c_is_heard_within_a_long_computation(self):
        rows = [police_row(round(0.5 + 0.02 * (i * 0.6180339887 % 1), 6), round(51.38 + 0.01 * (i * 0.4142135624 % 1), 6))
                for i in range(20_000)]
        self.police_file(rows, "many.csv")
        process = subprocess.Popen(
            [PROGRAM, "pattern", "many.csv", "--areas", "areas.geojson", "--simulations", "9999",
             "--progress", "none"], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wait_until_it_listens(process)
        time.sleep(2)
        self.assertIsNone(process.poll(), "ended before it could be interrupted")
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        self.assertEqual((process.returncode, said.decode()), (130, "hotward pattern: interrupted\n"))
        # It would run for minutes; one random map takes far below this.
        self.assertLess(time.monotonic() - asked, 20)

    def test_no_input_is_written_over(self):
        file = self.police_file([SOUND] * 3)
        for command, output in (("join", file.name), ("rank", "./areas.geojson")):
            before = (self.folder / output).read_bytes()
            self.assertIn("one of the inputs", self.error(command, file, "--areas", self.areas, "-o", output,
                                                          "--overwrite", status=2))
            self.assertEqual((self.folder / output).read_bytes(), before)

    def test_no_output_is_written_over_another(self):
        file = self.police_file([SOUND] * 3)
        words = ("density", file, "--areas", self.areas, "-o", "d.geojson", "-o")
        self.assertIn("its style file", self.error(*words, "d.tif", status=2))
        self.assertIn("the same file", self.error(*words, "./d.geojson", status=2))
        self.assertEqual(self.left_behind(file.name), [])

    def test_a_full_standard_output_is_an_error(self):
        file = self.police_file([SOUND] * 3)
        for words in (("rank", file, "--areas", self.areas), ("rank", "--help"), ("--version",)):
            with open("/dev/full", "w") as full:
                done = subprocess.run([PROGRAM, *map(str, words)], stdout=full, stderr=subprocess.PIPE,
                                      cwd=self.folder)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn(b"standard output", done.stderr)

    def test_a_coordinate_system_is_named_in_full(self):
        file = self.police_file([SOUND] * 3)
        for name in ("foo", "wgs", "British"):
            self.assertIn(name, self.error("rank", file, "--areas", self.areas, "--crs", name,
                                           status=None))
        for name in ("EPSG:4326", "WGS 84", "wgs84", "+proj=longlat +datum=WGS84"):
            self.summary("rank", file, "--areas", self.areas, "--crs", name)


class BadCommandLine(Case):
    def test_unknown_command_and_option(self):
        message = self.error("rnak", status=2)
        self.assertIn("no command 'rnak'", message)
        self.assertIn("rank", message)
        self.error("rank", "x.csv", "--nonsense", status=2)

    def test_no_incidents(self):
        self.error("rank", status=2)

    def test_wrong_dates(self):
        file = self.police_file([SOUND])
        self.assertIn("2020-13", self.error("rank", file, "--from", "2020-13", status=2))
        self.assertIn("before", self.error("rank", file, "--from", "2020-02", "--to", "2020-01", status=2))

    def test_words_that_are_no_numbers_or_names(self):
        file = self.police_file([SOUND])
        for seed in ("-1", "0x10", "99999999999999999999999", "1.5", ""):
            self.assertIn("whole number", self.error("rank", file, f"--seed={seed}", status=2), seed)
        self.assertIn("--type", self.error("rank", file, "--type", "", status=2))

    def test_the_record_holds_what_a_config_said(self):
        file = self.police_file([SOUND])
        for by in ("rate", "density"):
            config = self.write(f"{by}.toml", f"by = '{by}'\npopulation = 'people'\noutput = ['{by}.csv']\n")
            self.run_program("rank", file, "--areas", self.areas, "--config", config)
            record = json.loads((self.folder / f"{by}.manifest.json").read_text())
            self.assertIn(f"--by={by}", json.dumps(record["command_line"]).replace("--by ", "--by="))

    def test_config_errors_name_the_line(self):
        config = self.write("bad.toml", "from = '2019-04'\nto = \n")
        self.assertIn("bad.toml:2", self.error("rank", "x.csv", "--config", config, status=2))


class Spreadsheets(Case):
    """Not bad at all, but a sheet of texts alone has no heading that its cells would tell."""

    def test_a_sheet_reads_like_its_csv(self):
        rows = self.police_file([police_row(0.505, 51.385)] * 3 + [police_row(0.515, 51.385)])
        expected = self.summary("rank", rows, "--areas", self.areas)["ranking"]
        for driver, extension in (("XLSX", "xlsx"), ("ODS", "ods")):
            sheet = self.folder / f"cases.{extension}"
            subprocess.run(["ogr2ogr", "-f", driver, sheet, rows], check=True, capture_output=True)
            self.assertEqual(self.summary("rank", sheet, "--areas", self.areas)["ranking"], expected)


if __name__ == "__main__":
    unittest.main()
