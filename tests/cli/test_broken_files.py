"""Files that are cut short, false, or do not belong together: one line that says what is wrong."""
import gzip
import json
import struct
import subprocess
import unittest
import zipfile

from support import EAST, WEST, Case, feature, square


class BrokenFiles(Case):
    def setUp(self):
        super().setUp()
        rows = [f"0.50{i % 10},51.385,2020-01-0{1 + i % 9},{i}" for i in range(4000)]
        self.text = "lon,lat,date,number\n" + "\n".join(rows) + "\n"
        self.incidents = self.write("a.csv", self.text)

    def assert_plain(self, message, *parts):
        for part in parts:
            self.assertIn(part, message)
        self.assertLess(len(message), 600, message)
        for word in ("ERROR ", ".cpp", "/vsi", "z_err", "fread"):
            self.assertNotIn(word, message)

    def test_a_table_with_fewer_rows_than_the_shapes_beside_it_is_refused(self):
        shape = self.folder / "wards.shp"
        subprocess.run(["ogr2ogr", shape, self.areas], check=True)
        table = self.folder / "wards.dbf"
        data = bytearray(table.read_bytes())
        _, header, row = struct.unpack("<IHH", data[4:12])
        data[4:8] = struct.pack("<I", 1)
        table.write_bytes(bytes(data[:header + row]) + b"\x1a")
        for command in (["rank"], ["join", "-o", "out.csv"], ["check"]):
            message = self.error(command[0], self.incidents, "--areas", shape, *command[1:])
            self.assert_plain(message, "wards.shp: 2 shapes beside 1 row in wards.dbf")
        with zipfile.ZipFile(self.folder / "wards.zip", "w") as archive:
            for part in self.folder.glob("wards.*"):
                if part.suffix != ".zip":
                    archive.write(part, part.name)
        self.assert_plain(self.error("rank", self.incidents, "--areas", "wards.zip"),
                          "2 shapes beside 1 row")

    def test_incidents_of_such_a_shapefile_are_refused_as_well(self):
        self.run_program("join", self.incidents, "--areas", self.areas, "-o", "points.shp")
        table = self.folder / "points.dbf"
        data = bytearray(table.read_bytes())
        data[4:8] = struct.pack("<I", 7)
        table.write_bytes(bytes(data))
        self.assert_plain(self.error("rank", "points.shp", "--areas", self.areas),
                          "4,000 shapes beside 7 rows in points.dbf")

    def test_archives_that_are_cut_or_false_are_named_so(self):
        with zipfile.ZipFile(self.folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(self.incidents, "a.csv")
        whole = (self.folder / "a.zip").read_bytes()
        packed = gzip.compress(self.text.encode())
        broken = bytearray(packed)
        broken[len(packed) // 2] ^= 0xff
        for name, content in (("cut.zip", whole[:len(whole) // 2]), ("false.zip", b"no zip" * 99),
                              ("empty.zip", b""), ("cut.csv.gz", packed[:len(packed) // 2]),
                              ("false.csv.gz", self.text.encode()), ("empty.csv.gz", b""),
                              ("broken.csv.gz", bytes(broken))):
            self.write(name, content)
            message = self.error("rank", name, "--areas", self.areas)
            self.assert_plain(message, f"hotward rank: {name}: ")
            if not name.startswith("empty"):
                self.assertRegex(message, "cut short|no .zip|not what its name says")
        for name in ("cut.zip", "false.zip"):
            self.assert_plain(self.error("rank", self.incidents, "--areas", name),
                              f"hotward rank: {name}")

    def test_a_broken_member_of_a_sound_archive_is_an_error(self):
        with zipfile.ZipFile(self.folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(self.incidents, "a.csv")
        data = bytearray((self.folder / "a.zip").read_bytes())
        data[len(data) // 2] ^= 0xff
        self.write("a.zip", bytes(data))
        self.assert_plain(self.error("rank", "a.zip", "--areas", self.areas), "a.zip/a.csv: ",
                          "damaged")

    def test_coordinates_that_are_no_numbers_are_the_reason_given(self):
        text = json.dumps({"type": "FeatureCollection", "features": [WEST, EAST]})
        for value in ("NaN", "1e400", "Infinity"):
            areas = self.write("bad.geojson", text.replace("51.38", value))
            self.assert_plain(self.error("rank", self.incidents, "--areas", areas),
                              "bad.geojson: no area has a shape: area ", "coordinates")
            one = self.write("one.geojson", text.replace("0.52", value))
            done = self.run_program("rank", self.incidents, "--areas", one)
            self.assertIn("East", done.stderr)
            self.assertIn("coordinates that are not finite", done.stderr)

    def test_a_shapefile_that_is_cut_short_says_which_part_and_what_to_do(self):
        subprocess.run(["ogr2ogr", self.folder / "wards.shp", self.areas], check=True)
        self.run_program("join", self.incidents, "--areas", self.areas, "-o", "points.shp")
        for name, words in (("wards", ("rank", self.incidents, "--areas", "wards.shp")),
                            ("points", ("rank", "points.shp", "--areas", self.areas))):
            for ending in ("shp", "shx", "dbf"):
                part = self.folder / f"{name}.{ending}"
                whole = part.read_bytes()
                for size in (50, len(whole) - 40):
                    with self.subTest(part=part.name, size=size):
                        part.write_bytes(whole[:size])
                        self.assert_plain(self.error(*words), f"{name}.")
                        self.assertRegex(self.error(*words), "cut short.*|do not belong together")
                        if ending == "shp" and size > 100:
                            self.assertIn(f"{part.name} is cut short: {size:,} of {len(whole):,} bytes; copy "
                                          "or download it again", self.error(*words))
                part.write_bytes(whole)

    def test_other_formats_that_are_cut_short(self):
        for ending in ("gpkg", "fgb", "geojson"):
            path = self.folder / f"wards.{ending}"
            subprocess.run(["ogr2ogr", path, self.areas], check=True)
            path.write_bytes(path.read_bytes()[:-300 if ending == "geojson" else -500])
            message = self.error("rank", self.incidents, "--areas", path)
            self.assert_plain(message, f"wards.{ending}: ")
            self.assertRegex(message, "download it again|cut short")

    def test_where_the_areas_of_all_incidents_are_broken_the_reason_is_kept(self):
        text = json.dumps({"type": "FeatureCollection", "features": [WEST, EAST]})
        areas = self.write("one.geojson", text.replace("0.5,", "NaN,"))
        for command in ("rank", "join", "grid", "scan"):
            words = ("--population", "people") if command == "scan" else ()
            self.assert_plain(self.error(command, self.incidents, "--areas", areas, *words),
                              "incidents lie outside the areas of one.geojson; area W1 (West) has no shape")

    def test_a_stray_quote_in_a_table_of_people_is_refused(self):
        """It would give an area the number of another, and lose those between."""
        rows = [f"W1,West,100", 'E1,"The East,200', "S1,South,300", 'N1,"The North,400', "X1,X,500"]
        for people, line in (("\n".join(rows), 3), ("\n".join(rows[:3]), 3)):
            self.write("people.csv", "code,name,people\n" + people + "\n")
            message = self.error("rank", self.incidents, "--areas", self.areas, "--population",
                                 "people.csv:people")
            self.assert_plain(message, f"people.csv:{line}: a ", " quote")
        self.write("people.csv", 'code,name,people\nW1,"West\nend",100\nE1,East,200\n')
        self.run_program("rank", self.incidents, "--areas", self.areas, "--population",
                         "people.csv:people")

    def test_a_separator_line_where_it_is_not_understood_is_named(self):
        self.write("people.csv", "sep=,\ncode,people\nW1,100\nE1,200\n")
        self.assert_plain(self.error("rank", self.incidents, "--areas", self.areas, "--population",
                                     "people.csv:people"), "people.csv: its first line, sep=")
        self.write("sep.csv", "sep=,\n" + self.text)
        self.assertEqual(self.summary("rank", "sep.csv", "--areas", self.areas)["ranking"],
                         self.summary("rank", self.incidents, "--areas", self.areas)["ranking"])

    def test_options_nested_without_end_are_refused(self):
        deep = 1_000_000
        for name, text in (("a.json", '{"type": ' + "[" * deep + "]" * deep + "}"),
                           ("b.json", '{"type": ' + '{"a":' * deep + "1" + "}" * deep + "}"),
                           ("c.toml", "type = " + "[" * deep + "]" * deep),
                           ("d.toml", "a" + ".a" * deep + " = 1")):
            self.write(name, text)
            self.assert_plain(self.error("rank", self.incidents, "--areas", self.areas, "--config",
                                         name, status=2), f"{name}:1:1: nested more than 100")

    def test_an_empty_file_of_outcomes_is_called_that(self):
        for name, said in (("2020-01-kent-outcomes.csv", "outcomes of street crimes"),
                           ("2020-01-kent-stop-and-search.csv", "stop and search is no incident")):
            for content in ("", "\n"):
                self.write(name, content)
                message = self.error("rank", name, "--areas", self.areas)
                self.assert_plain(message, f"{name}: no incidents ({said})")
                done = self.summary("rank", name, self.incidents, "--areas", self.areas)
                self.assertEqual([one["reason"] for one in done["passed_over"]], [said])
        self.write("2020-01-kent-street.csv", "")
        self.assertIn("an empty file", self.error("rank", "2020-01-kent-street.csv", "--areas", self.areas))

    def test_long_lists_of_columns_are_cut(self):
        names = [f"some_column_of_a_wide_table_{i:04}" for i in range(400)]
        wide = self.write("wide.csv", ",".join(names) + "\n" + ",".join("1" * 400) + "\n")
        areas = self.write_json("wide.geojson", {"type": "FeatureCollection", "features": [
            {**feature("", "", square(0.5, 51.38, 0.51, 51.39)), "properties":
             {name: 1 for name in names}}]})
        header = ",".join(["lon", "lat", *names])
        points = self.write("points.csv", header + "\n0.505,51.385," + ",".join("1" * 400) + "\n")
        for words in (["rank", wide, "--areas", self.areas],
                      ["rank", self.incidents, "--areas", areas],
                      ["rank", self.incidents, "--areas", areas, "--area-id", "nothing"],
                      ["rank", points, "--areas", self.areas, "--from", "2020-01"],
                      ["rank", points, "--areas", self.areas, "--dedupe"],
                      ["rank", points, "--areas", self.areas, "--type", "burglary"],
                      ["rank", points, "--areas", self.areas, "--time", "nothing"],
                      ["clusters", points, "--areas", self.areas, "--weight", "nothing"],
                      ["rank", self.incidents, "--areas", self.areas, "--population", wide]):
            done = self.run_program(*words, "-q", status=None)
            self.assertIn(done.returncode, (1, 2), words)
            self.assertLess(len(done.stderr), 1500, words)
            self.assertIn(" more", done.stderr, words)


if __name__ == "__main__":
    unittest.main()
