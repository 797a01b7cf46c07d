"""Incidents and areas from PostGIS, and layers into it, with a real server."""
import csv
import json
import random
import re
import sqlite3
import subprocess
import time
import unittest

import postgres
from support import EAST, PROGRAM, WEST, Case

PROGRAMS = postgres.folder_of_programs()
SERVER = None


def setUpModule():
    global SERVER
    if PROGRAMS is None or postgres.account() is None:
        raise unittest.SkipTest("skipped: no PostgreSQL server")
    SERVER = postgres.Server(PROGRAMS)
    try:
        SERVER.ask("CREATE EXTENSION postgis")
    except RuntimeError:
        tearDownModule()
        raise unittest.SkipTest("skipped: no PostGIS on the PostgreSQL server") from None


def tearDownModule():
    global SERVER
    if SERVER is not None:
        SERVER.stop()
        SERVER = None


class Postgis(Case):

    def setUp(self):
        super().setUp()
        SERVER.ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE EXTENSION postgis")
        self.source = SERVER.connection()
        draw = random.Random(5)
        rows = [(i, draw.choice(("Burglary", "Drugs")), f"2020-{draw.randint(1, 3):02}-11",
                 round(draw.uniform(0.499, 0.521), 6), round(draw.uniform(51.379, 51.391), 6))
                for i in range(400)]
        self.cases = self.write("cases.csv", "number,type,date,longitude,latitude\n" + "".join(
            ",".join(map(str, row)) + "\n" for row in rows))
        SERVER.ask("CREATE TABLE cases (number int, type text, date date, geom "
                   "geometry(Point, 4326)); INSERT INTO cases VALUES " + ",".join(
                       f"({n}, '{kind}', '{day}', ST_SetSRID(ST_MakePoint({x}, {y}), 4326))"
                       for n, kind, day, x, y in rows))
        shapes = ",".join(
            f"('{area['properties']['area_code']}', '{area['properties']['area_name']}', "
            f"{area['properties']['people']}, ST_SetSRID(ST_GeomFromGeoJSON("
            f"'{json.dumps(area['geometry'])}'), 4326))" for area in (WEST, EAST))
        SERVER.ask("CREATE TABLE wards (area_code text, area_name text, people int, geom "
                   f"geometry(Polygon, 4326)); INSERT INTO wards VALUES {shapes}")
        self.from_database = [f"{self.source} tables=cases", "--areas", f"{self.source} tables=wards"]
        self.from_files = [self.cases, "--areas", self.areas]

    def count(self, table):
        return SERVER.ask(f"SELECT count(*) FROM {table}")

    def left_on_server(self):
        return SERVER.ask("SELECT relname FROM pg_class WHERE relname LIKE 'hotward%'")

    def test_the_same_answer_as_from_files(self):
        for command in (("rank", "--population", "people"), ("gi-star", "--cell", "150m")):
            told = self.summary(command[0], *self.from_files, *command[1:])
            asked = self.summary(command[0], *self.from_database, *command[1:])
            for key in ("incidents", "gi_star" if command[0] == "gi-star" else "ranking"):
                self.assertEqual(asked[key], told[key], command)
        self.assertIn("wards of a database", self.run_program(
            "rank", *self.from_database, "-o", "out.geojson").stdout
            + (self.folder / "out.manifest.json").read_text()
            + (self.folder / "out.geojson").read_text())

    def test_a_database_of_several_tables_wants_one_named(self):
        SERVER.ask("CREATE TABLE beats AS SELECT * FROM wards; CREATE TABLE calls AS SELECT * FROM cases")
        self.assertIn("name one as PG:", self.error("rank", self.cases, "--areas", self.source,
                                                     status=2))
        self.assertIn("tables=LAYER with one of", self.error("rank", self.source, "--areas", self.areas,
                                                             status=2))

    def test_where_is_asked_of_the_server(self):
        found = self.summary("rank", *self.from_database, "--where", "number < 40")
        self.assertEqual(found["incidents"]["read"], 40)
        self.assertRegex(SERVER.log.read_text(), r"DECLARE.*FROM .*cases.* WHERE .*number < 40")

    def into(self, *more, cell="150m", status=0):
        return self.run_program("gi-star", *self.from_database, "--cell", cell, "-o", self.source,
                                "--layer", "hot", *more, status=status)

    def test_a_layer_comes_back_as_it_was_sent(self):
        done = self.into("-o", "hot.csv", "-o", "hot.gpkg")
        self.assertIn("table hot (", done.stdout)
        subprocess.run(["ogr2ogr", "back.csv", f"{self.source} tables=hot"], check=True, cwd=self.folder)
        with (open(self.folder / "hot.csv", encoding="utf-8-sig") as sent,
              open(self.folder / "back.csv", encoding="utf-8-sig") as came):
            sent, came = list(csv.DictReader(sent)), list(csv.DictReader(came))
        self.assertEqual(len(sent), len(came))
        for one, other in zip(sent, came):
            for name, value in one.items():
                if name in ("x", "y"):
                    continue
                if name == "cell_id" or value == "":
                    self.assertEqual(value, other[name], name)
                else:
                    try:
                        self.assertEqual(float(value), float(other[name]), name)
                    except ValueError:
                        self.assertEqual(value, other[name], name)
        area = SERVER.ask("SELECT sum(ST_Area(geom)) FROM hot WHERE ST_SRID(geom) = 27700")
        with sqlite3.connect(self.folder / "hot.gpkg") as package:
            name, = package.execute("SELECT table_name FROM gpkg_contents").fetchone()
        done = subprocess.run(["ogrinfo", "-q", "hot.gpkg", "-dialect", "sqlite", "-sql",
                               f"SELECT sum(ST_Area(geom)) AS a FROM {name}"],
                              check=True, capture_output=True, text=True, cwd=self.folder)
        self.assertAlmostEqual(float(area), float(re.search(r"a \(Real\) = (\S+)", done.stdout)[1]), 3)

    def test_the_table_says_what_it_is(self):
        self.into()
        told = SERVER.ask("SELECT obj_description('hot'::regclass)")
        self.assertIn("Getis-Ord", told)
        self.assertIn('"command_line": "hotward gi-star', told)
        self.assertIn("corrected", SERVER.ask(
            "SELECT col_description('hot'::regclass, attnum) FROM pg_attribute WHERE attrelid = "
            "'hot'::regclass AND attname = 'gi_bin'"))
        self.assertEqual(SERVER.ask("SELECT indexname FROM pg_indexes WHERE tablename = 'hot' AND "
                                    "indexdef LIKE '%gist%'").count("geom"), 1)
        self.assertEqual(SERVER.ask("SELECT f_table_name, useasdefault, xpath_exists('/qgis', styleqml) "
                                    "FROM layer_styles"), "hot|t|t")
        self.assertEqual(self.left_on_server(), "")

    def test_a_table_is_replaced_only_where_that_is_said(self):
        self.into()
        before = self.count("hot")
        refused = self.into(cell="300m", status=1)
        self.assertIn("table hot exists already (--overwrite replaces it)", refused.stderr)
        self.assertEqual(self.count("hot"), before)
        self.into("--overwrite", cell="300m")
        self.assertLess(int(self.count("hot")), int(before))
        self.into("--overwrite")
        self.assertEqual(self.count("hot"), before)
        self.assertEqual(self.count("layer_styles"), "1")
        self.assertEqual(self.left_on_server(), "")

    def test_a_failed_write_leaves_the_old_table(self):
        self.into(cell="300m")
        before = SERVER.ask("SELECT md5(string_agg(hot::text, '' ORDER BY fid)) FROM hot")
        # At the last step but one, when all rows are there and the old table is gone for the writer.
        SERVER.ask("CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS "
                   "$$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$; "
                   "CREATE EVENT TRIGGER refusing ON ddl_command_start WHEN TAG IN ('COMMENT') "
                   "EXECUTE FUNCTION refuse()")
        try:
            done = self.into("--overwrite", "-o", "beside.csv", status=1)
        finally:
            SERVER.ask("DROP EVENT TRIGGER refusing; DROP FUNCTION refuse")
        self.assertIn("the disk is full", done.stderr)
        self.assertEqual(before, SERVER.ask(
            "SELECT md5(string_agg(hot::text, '' ORDER BY fid)) FROM hot"))
        self.assertEqual(self.left_on_server(), "")
        self.assertEqual(self.left_behind("cases.csv"), [])

    def test_a_killed_write_leaves_the_old_table(self):
        self.into(cell="300m")
        before = self.count("hot")
        SERVER.ask("CREATE FUNCTION wait() RETURNS event_trigger LANGUAGE plpgsql AS "
                   "$$ BEGIN PERFORM pg_sleep(3); END $$; "
                   "CREATE EVENT TRIGGER waiting ON ddl_command_start WHEN TAG IN ('COMMENT') "
                   "EXECUTE FUNCTION wait()")
        program = subprocess.Popen(
            [PROGRAM, "gi-star", *self.from_database, "--cell", "150m", "-o", self.source, "--layer",
             "hot", "--overwrite", "-q"], cwd=self.folder, stdout=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 60
            while "CREATE INDEX ON \"hotward_unfinished" not in SERVER.log.read_text()[-20000:]:
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.05)
            time.sleep(0.5)
            program.kill()
            program.wait()
        finally:
            SERVER.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE "
                       "'COMMENT%'")
            SERVER.ask("DROP EVENT TRIGGER waiting; DROP FUNCTION wait")
        self.assertEqual(self.count("hot"), before)
        self.assertEqual(self.left_on_server(), "")

    def test_a_view_is_not_dropped_with_its_table(self):
        self.into()
        SERVER.ask("CREATE VIEW hottest AS SELECT * FROM hot WHERE gi_bin = 3")
        self.assertIn("view hottest depends on table hot", self.into("--overwrite", status=1).stderr)
        self.count("hottest")

    def test_rows_of_a_join_and_a_table_in_a_schema(self):
        SERVER.ask("CREATE SCHEMA crime")
        done = self.run_program("join", *self.from_database, "-o", self.source, "--layer", "crime.located")
        self.assertIn("crime.located (400 features)", done.stdout)
        self.assertEqual(SERVER.ask("SELECT count(*), min(date), max(number) FROM crime.located"),
                         "400|2020-01-11|399")
        self.assertEqual(self.left_behind("cases.csv"), [])

    def test_no_password_is_kept(self):
        secret = SERVER.connection(more=" password=open-sesame")
        self.run_program("rank", f"{secret} tables=cases", "--areas", f"{secret} tables=wards", "-o",
                         secret, "--layer", "ranked", "-o", "ranked.geojson")
        kept = (self.folder / "ranked.manifest.json").read_text() + SERVER.ask(
            "SELECT obj_description('ranked'::regclass)")
        self.assertIn("password=***", kept)
        self.assertNotIn("sesame", kept)

    def test_what_cannot_be_is_refused(self):
        self.assertIn("there is none", self.error("rank", *self.from_files, "-o", "a.gpkg", "--layer",
                                                  "x", status=2))
        self.assertIn("name a table", self.error("rank", *self.from_files, "-o", self.source, "--layer",
                                                 ".x", status=2))
        SERVER.ask("CREATE DATABASE plain")
        try:
            self.assertIn("has no PostGIS", self.error(
                "rank", *self.from_files, "-o", SERVER.connection("plain")))
        finally:
            SERVER.ask("DROP DATABASE plain")
        self.assertIn("nowhere", self.error("rank", *self.from_files, "-o",
                                            SERVER.connection("nowhere")))


if __name__ == "__main__":
    unittest.main()
