"""One hostile text in every text of the inputs and every name: no output makes a program act on it.

Every command writes every format and the folder of `run`; then all that QGIS, a browser, a spreadsheet
or a database would evaluate in them is looked at.
"""
import csv
import datetime
import io
import json
import random
import re
import sqlite3
import unittest
import xml.etree.ElementTree as xml
import zipfile

from html_page import Page
from support import Case, square
from workbooks import sheets

HOSTILE = "=[% env('HOME') %]<img src='http://a.invalid/x'>&\"'; DROP TABLE x;--"
MARK = "a.invalid"
EVALUATED = re.compile(r"\[%(.*?)%\]", re.S)
FORMATS = ("geojson", "gpkg", "shp", "fgb", "csv", "xlsx", "ods")
COMMANDS = {
    "rank": [], "join": [], "places": [], "grid": [], "gi-star": ["--cell", "300m"], "moran": [],
    "clusters": ["--eps", "200m", "--members", "members.geojson"], "months": ["--by", "all"],
    "scan": ["--replications", "99"], "near-repeat": ["--permutations", "19", "--points", "p.gpkg",
                                                      "--bands", "bands.csv"],
    "aoristic": [], "trend": ["--by", "area", "--events", "events.csv", "--chart", "chart.svg"],
}
TABLES = ("aoristic", "months")


def field(text):
    return '"' + text.replace('"', '""') + '"'


class PlantedText(Case):
    def setUp(self):
        super().setUp()
        name = HOSTILE.replace("/", "")
        self.areas = self.write_json(name + ".geojson", {
            "type": "FeatureCollection", "name": HOSTILE, "description": HOSTILE, "features": [
                {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": square(
                    0.5 + i % 4 * 0.005, 51.38 + i // 4 * 0.004, 0.505 + i % 4 * 0.005,
                    51.384 + i // 4 * 0.004)},
                 "properties": {HOSTILE + "code": f"{HOSTILE}{i}", HOSTILE + "name": f"{HOSTILE}{i}",
                                "note": HOSTILE, "people": 1000 + i}} for i in range(12)]})
        chance = random.Random(1)
        rows = [f"number,lon,lat,from,to,{field(HOSTILE)}"]
        for i in range(1500):
            start = datetime.datetime(2020, 1, 1) + datetime.timedelta(
                minutes=chance.randrange(366 * 1440))
            end = start + datetime.timedelta(minutes=chance.randrange(600))
            kind = chance.choice(["Burglary", "Drugs", HOSTILE])
            rows.append(f"{field(HOSTILE + str(i))},{chance.triangular(0.5, 0.52, 0.503):.4f},"
                        f"{chance.triangular(51.38, 51.392, 51.381):.4f},{start:%Y-%m-%d %H:%M},"
                        f"{end:%Y-%m-%d %H:%M},{field(kind)}")
        self.incidents = self.write(name + ".csv", "\n".join(rows) + "\n")
        self.write("events.csv", f"label,from,to,source\n{field(HOSTILE)},2020-03-01,2020-04-01,"
                                 f"{field(HOSTILE)}\n")
        self.options = ["--areas", self.areas, "--area-id", HOSTILE + "code", "--area-name",
                        HOSTILE + "name", "--population", "people", "--population-label", HOSTILE,
                        "--time", "from", "--time-end", "to", "--type-column", HOSTILE, "--id",
                        "number", "--overwrite", "-q"]

    # ---- What a program that opens a file would evaluate ----

    def assert_harmless_xml(self, text, told):
        """QGIS evaluates what stands between [% %], and attributes that are expressions."""
        for element in xml.fromstring(text).iter():
            texts = [*element.attrib.items(), (element.tag, element.text or "")]
            if element.get("name") == "expression" or element.get("isExpression") == "1":
                for value in (element.get("value"), element.get("fieldName")):
                    self.assertNotIn(MARK, value or "", told)
            for name, value in texts:
                if element.tag == "mapTip" and name == "mapTip":
                    for expression in EVALUATED.findall(value):
                        self.assertNotIn(MARK, expression, told)
                        self.assertIn("replace(" if "format_number" not in expression else "",
                                      expression, told)
                    html = EVALUATED.sub("", value)
                    self.assertNotIn("[%", html, told)
                    self.assertFalse(set(re.findall(r"</?(\w+)", html)) - {"b", "div"},
                                     (told, html))
                else:
                    self.assertNotIn("[%", value, (told, element.tag, name))

    def assert_harmless_svg(self, text):
        tags = {element.tag.split("}")[1] for element in xml.fromstring(text).iter()}
        self.assertLessEqual(tags, {"svg", "title", "desc", "rect", "text", "path", "circle"})

    def assert_harmless_csv(self, text, told):
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])}, told)
        for row in rows:
            for cell in row:
                self.assertNotIn(cell[:1], list("=@\t\r"), (told, cell))

    def assert_harmless_database(self, path):
        with sqlite3.connect(path) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            sql = " ".join(row[0] or "" for row in database.execute("SELECT sql FROM sqlite_master"))
            self.assertNotIn(MARK, sql)
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
            if "layer_styles" in tables:
                for qml, in database.execute("SELECT styleQML FROM layer_styles"):
                    self.assert_harmless_xml(qml, path.name)

    def open_all(self, folder, *made_by):
        kinds = set()
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.name in made_by:
                continue
            kinds.add(path.suffix)
            if path.suffix == ".qml":
                self.assert_harmless_xml(path.read_text(), path.name)
            elif path.suffix == ".qgz":
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        self.assert_harmless_xml(archive.read(name).decode(), name)
            elif path.suffix == ".svg":
                self.assert_harmless_svg(path.read_text())
            elif path.suffix == ".csv":
                self.assert_harmless_csv(path.read_text(), path.name)
            elif path.suffix in (".xlsx", ".ods"):
                sheets(path)  # no cell is a formula
            elif path.suffix == ".gpkg":
                self.assert_harmless_database(path)
            elif path.suffix == ".html":
                self.assertEqual(Page(path.read_text(encoding="utf-8")).faults, [])
            elif path.suffix in (".geojson", ".json"):
                json.loads(path.read_text())
        return kinds

    def test_no_output_of_any_command_acts_on_it(self):
        inputs = {path.name for path in self.folder.iterdir()}
        for command, words in COMMANDS.items():
            with self.subTest(command):
                formats = ("csv", "gpkg", "xlsx", "ods") if command in TABLES else FORMATS
                out = [word for ending in formats for word in ("-o", f"out_{ending}.{ending}")]
                done = self.run_program(command, self.incidents, *self.options, *words, *out,
                                        status=None)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertLessEqual({"." + ending for ending in formats},
                                     self.open_all(self.folder, *inputs))

    def test_nothing_in_the_folder_of_run_acts_on_it(self):
        for more in ([], ["--public"]):
            folder = self.folder / HOSTILE.replace("/", "")
            self.run_program("run", self.incidents, *self.options, *more, "-o", folder)
            self.assertLessEqual({".qgz", ".gpkg", ".csv", ".qml", ".json", ".html"}, self.open_all(folder))

    def test_names_of_outputs_are_texts_too(self):
        name = "[% env('HOME') %]<img src='http:a.invalid'>&"
        for command, endings in (("rank", ("gpkg", "geojson", "shp")), ("trend", ("gpkg", "csv")),
                                 ("places", ("fgb", "shp"))):
            out = [word for ending in endings for word in
                   ("-o", f"{name}{command}{ending}.{ending}")]
            self.run_program(command, self.incidents, *self.options, *out)
        self.open_all(self.folder, self.incidents.name, self.areas.name, "events.csv")


if __name__ == "__main__":
    unittest.main()
