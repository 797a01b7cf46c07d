"""join hands the user's own columns on as they were: names, types, times, and what is not there."""
import csv
import json
import re
import sqlite3
import subprocess
import unittest

from support import Case

SOURCE_FORMATS = {"GPKG": "typed.gpkg", "FlatGeobuf": "typed.fgb", "ESRI Shapefile": "typed.shp",
                  "GeoJSON": "typed.geojson"}
NAMES = ("Ref", "Value", "Occurred", "Changed", "Reported", "Note")
ROWS = [(9007199254740993, 0.1234567890123456, "2020-01-02T23:30:15+01:00",
         "2020-01-02T23:30:15+01:00", "2020-01-03", "007"),
        (None, None, "2020-02-02T00:00:00Z", None, None, None),
        (-5, -1e-12, "2020-06-30T00:00:00.250Z", "2020-06-30T23:59:59Z", "1999-12-31", "")]


def convert(source, target, driver):
    subprocess.run(["ogr2ogr", "-f", driver, target, source], check=True, capture_output=True)
    return target


def types_of(path):
    """By the names of a file's columns, what GDAL takes them for."""
    text = subprocess.run(["ogrinfo", "-so", "-al", path], check=True, capture_output=True,
                          text=True).stdout
    return dict(re.findall(r"^(\w+): (\w+)(?:\(\w+\))? \(\d+\.\d+\)", text, re.MULTILINE))


def rows_of(path):
    """The attributes of each feature, as GDAL reads them."""
    layers = ["incidents"] if path.suffix == ".gpkg" else []  # beside the table of styles
    text = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", path, *layers], check=True,
                          capture_output=True, text=True).stdout
    return [feature["properties"] for feature in json.loads(text)["features"]]


def query(path, sql):
    with sqlite3.connect(path) as database:
        return database.execute(sql).fetchall()


class Types(Case):
    def source(self, driver):
        """Points inside the western square, with a column of each type."""
        path = self.write_json("typed.geojson", {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": dict(zip(NAMES, row)),
             "geometry": {"type": "Point", "coordinates": [0.501 + 0.001 * i, 51.385]}}
            for i, row in enumerate(ROWS)]})
        if driver == "GeoJSON":
            return path
        return convert(path, self.folder / SOURCE_FORMATS[driver], driver)

    def join(self, source, name, *more):
        return self.run_program("join", source, "--areas", self.areas, "-o", name, *more)

    def test_a_geopackage_keeps_every_type_value_and_null(self):
        source = self.source("GPKG")
        given = types_of(source)
        self.assertEqual([given[name] for name in NAMES],
                         ["Integer64", "Real", "DateTime", "DateTime", "Date", "String"])
        self.join(source, "out.gpkg")
        types = types_of(self.folder / "out.gpkg")
        self.assertEqual([types[name.lower()] for name in NAMES],
                         [given[name] for name in NAMES])
        columns = ", ".join(NAMES)
        self.assertEqual(query(self.folder / "out.gpkg", f"select {columns} from incidents"),
                         query(source, f"select {columns} from typed"))
        # What lies in the file, whoever reads it.
        note, changed = query(self.folder / "out.gpkg", "select note, changed from incidents")[0]
        self.assertEqual(note, "007")
        self.assertTrue(changed.startswith("2020-01-02T23:30:15"), changed)
        self.assertEqual(query(self.folder / "out.gpkg",
                               "select count(*) from incidents where note is null"), [(1,)])

    def test_points_without_a_column_have_their_area(self):
        bare = self.write_json("bare.geojson", {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [lon, 51.385]}}
            for lon in (0.505, 0.515)]})
        for ending in ("csv", "geojson", "gpkg", "fgb", "shp"):
            self.join(bare, f"out.{ending}")
            self.assertIn("W1", str((self.folder / f"out.{ending}").read_bytes()) if ending != "shp"
                          else str((self.folder / "out.dbf").read_bytes()))

    def test_a_flatgeobuf_says_that_it_holds_no_dates_alone(self):
        said = self.join(self.source("GPKG"), "out.fgb").stderr
        self.assertIn("out.fgb: column reported: each date has a time of midnight", said)
        self.assertNotIn("column changed", said)

    def test_types_of_every_source_reach_a_geopackage(self):
        for driver in SOURCE_FORMATS:
            source = self.source(driver)
            given = types_of(source)
            self.join(source, f"{driver[:3]}.gpkg")
            types = types_of(self.folder / f"{driver[:3]}.gpkg")
            for name in given:
                wanted = "Integer64" if given[name] == "Integer" else given[name]
                self.assertEqual(types[name.lower()], wanted, (driver, name))
            self.assertEqual((types["ref"], types["value"]), ("Integer64", "Real"), driver)
            dates = [types[name] for name in ("changed", "reported")]
            self.assertTrue(set(dates) <= {"Date", "DateTime"}, driver)

    def test_types_of_a_spreadsheet_reach_a_geopackage(self):
        rows = self.write_json("rows.geojson", {"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": None, "properties": {
                "lon": 0.501 + 0.001 * i, "lat": 51.385, "ref": i, "price": 0.5 + i,
                "occurred": "2020-01-02T23:30:15", "day": "2020-01-03", "code": f"x00{i}"}}
            for i in range(3)]})
        for driver, name in (("XLSX", "book.xlsx"), ("ODS", "book.ods")):
            book = convert(rows, self.folder / name, driver)
            given = types_of(book)
            self.join(book, f"{driver}.gpkg")
            types = types_of(self.folder / f"{driver}.gpkg")
            self.assertEqual((types["ref"], types["price"], types["code"]),
                             ("Integer64", "Real", "String"), driver)
            self.assertEqual((types["occurred"], types["day"]),
                             (given["occurred"], given["day"]), driver)
            self.assertEqual((given["occurred"], given["day"]), ("DateTime", "Date"), driver)
            self.assertIn("23:30:15", query(self.folder / f"{driver}.gpkg",
                                            "select occurred from incidents")[0][0])

    def test_other_formats_hold_what_they_can(self):
        source = self.source("GPKG")
        self.join(source, "out.geojson")
        with open(self.folder / "out.geojson", encoding="utf-8") as file:
            rows = [feature["properties"] for feature in json.load(file)["features"]]
        self.assertEqual(rows[0]["ref"], 9007199254740993)
        self.assertEqual(rows[0]["value"], 0.1234567890123456)
        self.assertTrue(rows[0]["occurred"].startswith("2020-01-02T23:30:15"), rows[0])
        self.assertEqual([row["note"] for row in rows], ["007", None, ""])
        self.assertIsNone(rows[1]["changed"])
        self.join(source, "out.csv")
        with open(self.folder / "out.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertTrue(rows[0]["occurred"].startswith("2020-01-02 23:30:15"), rows[0])
        self.assertEqual((rows[0]["ref"], rows[1]["ref"]), ("9007199254740993", ""))
        done = self.join(source, "out.shp")
        self.assertIn("out.shp: column changed: written as text", done.stderr)
        self.assertEqual(types_of(self.folder / "out.shp")["changed"], "String")
        self.assertTrue(rows_of(self.folder / "out.shp")[0]["changed"]
                        .startswith("2020-01-02 23:30:15"))

    def test_texts_of_a_csv_file_stay_texts(self):
        source = self.write("a.csv", "lon,lat,code,when\n0.505,51.385,007,2020-01-02\n"
                                     "0.506,51.385,,2020-01-03\n")
        self.join(source, "out.gpkg")
        rows = rows_of(self.folder / "out.gpkg")
        self.assertEqual([row["code"] for row in rows], ["007", ""])
        self.assertEqual(types_of(self.folder / "out.gpkg")["when"], "String")

    def test_inputs_of_several_types_agree_on_one(self):
        typed = self.source("GPKG")
        text = self.write("b.csv", "lon,lat,Ref,Note\n0.505,51.385,007,x\n")
        self.run_program("join", typed, text, "--areas", self.areas, "-o", "out.gpkg")
        types = types_of(self.folder / "out.gpkg")
        self.assertEqual((types["ref"], types["value"]), ("String", "Real"))
        rows = rows_of(self.folder / "out.gpkg")
        self.assertEqual([row["ref"] for row in rows], ["9007199254740993", None, "-5", "007"])
        self.assertEqual(rows[3]["value"], None)


class Names(Case):
    def rows(self, header, values):
        return self.write("a.csv", f"lon,lat,{header}\n0.505,51.385,{values}\n"
                                   f"0.506,51.385,{values}\n")

    def join(self, source, name):
        return self.run_program("join", source, "--areas", self.areas, "-o", name)

    def test_names_that_a_geopackage_keeps_for_itself_get_a_number(self):
        for header, expected in (("geom", ["geom2"]), ("GEOM,Geom2", ["geom2", "geom3"]),
                                 ("fid", ["fid2"]), ("FID,ogc_fid,Geom",
                                                     ["fid2", "geom2", "ogc_fid"])):
            values = ",".join("1" for _ in header.split(","))
            done = self.join(self.rows(header, values), f"{len(header)}.gpkg")
            names = types_of(self.folder / f"{len(header)}.gpkg")
            for name in expected:
                self.assertIn(name, names)
            self.assertIn("keeps some column names for itself", done.stderr)
            self.assertIn(f"{expected[0][:-1]} is now {expected[0]}"
                          if header != "GEOM,Geom2" else "geom is now geom3", done.stderr)

    def test_reserved_names_are_none_elsewhere(self):
        source = self.rows("geom,fid,ogc_fid,id,geometry,rowid,shape", "1,2,3,4,5,6,7")
        for name in ("out.geojson", "out.fgb", "out.csv", "out.shp"):
            done = self.join(source, name)
            self.assertEqual(done.stderr, "", name)
            if name == "out.csv":
                continue
            row = rows_of(self.folder / name)[0]
            self.assertEqual([row[key] for key in ("geom", "fid", "ogc_fid", "id", "geometry",
                                                   "rowid", "shape")], list("1234567"), name)
        self.join(source, "out.gpkg")
        row = rows_of(self.folder / "out.gpkg")[0]
        self.assertEqual([row[key] for key in ("geom2", "fid2", "ogc_fid", "id", "geometry",
                                               "rowid", "shape")], list("1234567"))

    def test_names_taken_by_the_areas_get_a_number_and_that_is_said(self):
        done = self.join(self.rows("Area Code,area_code,nearest", "a,b,c"), "out.gpkg")
        row = rows_of(self.folder / "out.gpkg")[0]
        self.assertEqual((row["area_code2"], row["area_code3"], row["nearest2"]), ("a", "b", "c"))
        self.assertIn("column Area Code is written as area_code2", done.stderr)

    def test_names_are_cut_for_a_shapefile_alone_and_both_are_said(self):
        source = self.rows("Last outcome category,Last outcome day", "a,b")
        done = self.join(source, "out.gpkg")
        self.assertEqual(done.stderr, "")
        row = rows_of(self.folder / "out.gpkg")[0]
        self.assertEqual((row["last_outcome_category"], row["last_outcome_day"]), ("a", "b"))
        done = self.join(source, "out.shp")
        self.assertIn("last_outcome_category is now last_outco, "
                      "last_outcome_day is now last_outc2",
                      done.stderr)
        row = rows_of(self.folder / "out.shp")[0]
        self.assertEqual((row["last_outco"], row["last_outc2"]), ("a", "b"))

    def test_a_column_x_alone_does_not_meet_the_position(self):
        source = self.write("a.csv", "lon,lat,x\n0.505,51.385,7\n")
        self.join(source, "out.csv")
        with open(self.folder / "out.csv", encoding="utf-8-sig", newline="") as file:
            self.assertEqual(next(csv.reader(file)),
                             ["lon", "lat", "x", "area_code", "area_name", "nearest", "x2", "y"])


class LongTexts(Case):
    def test_texts_that_a_shapefile_cuts_are_counted(self):
        source = self.write("a.csv", "lon,lat,mo_text,notes_in_welsh\n"
                            + f"0.505,51.385,{'a' * 300},{'ŵ' * 200}\n" * 6)
        for quiet in ((), ("-o", "out.geojson")):
            done = self.run_program("join", source, "--areas", self.areas, "-o", "out.shp",
                                    "--overwrite", *quiet)
            self.assertIn("out.shp: column mo_text: 6 of 6 texts cut to 254 bytes", done.stderr)
            self.assertIn("out.shp: column notes_in_w: 6 of 6 texts cut to 254 bytes", done.stderr)
        row = rows_of(self.folder / "out.shp")[0]
        self.assertEqual((row["mo_text"], row["notes_in_w"]), ("a" * 254, "ŵ" * 127))
        summary = self.summary("join", source, "--areas", self.areas, "-o", "out.shp",
                               "--overwrite")
        self.assertEqual(sum("cut to 254 bytes" in line for line in summary["warnings"]), 2)

    def test_every_command_tells_what_its_shapefile_lost(self):
        # Areas whose names are too long for a .dbf.
        with open(self.areas, encoding="utf-8") as file:
            areas = json.load(file)
        for feature in areas["features"]:
            feature["properties"]["area_name"] = feature["properties"]["area_name"] * 100
        self.areas = self.write_json("long.geojson", areas)
        rows = [f"0.50{i},51.38{j}" for i in range(1, 9) for j in range(1, 9)]
        source = self.write("a.csv", "lon,lat\n" + "\n".join(rows) + "\n")
        for command in (["rank"], ["scan", "--population", "people"], ["moran"], ["gi-star"]):
            done = self.run_program(*command, source, "--areas", self.areas, "-o",
                                    f"{command[0]}.shp", status=None)
            if done.returncode == 0:
                self.assertIn("cut to 254 bytes", done.stderr, command)
        done = self.run_program("run", source, "--areas", self.areas, "--population", "people",
                                "-o", "out", "--cell", "200m")
        self.assertIn("cut to 254 bytes", done.stderr)


if __name__ == "__main__":
    unittest.main()
