"""Tables as .xlsx and .ods: what the .csv holds, with heads in words, for every command that has one."""
import csv
import datetime
import random
import shutil
import subprocess
import unittest

from support import Case, square
from workbooks import sheets

COMMANDS = {
    "rank": [], "join": [], "places": [], "grid": [], "gi-star": ["--cell", "300m"], "moran": [],
    "months": ["--by", "all"], "trend": ["--by", "area"], "target": [], "repeats": [],
    "concentration": [], "aoristic": [], "clusters": ["--eps", "200m"],
}


class Workbooks(Case):
    def setUp(self):
        super().setUp()
        self.areas = self.write_json("wards.geojson", {"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": square(
                0.5 + i % 4 * 0.005, 51.38 + i // 4 * 0.004, 0.505 + i % 4 * 0.005,
                51.384 + i // 4 * 0.004)},
             "properties": {"code": f"00{i:02}", "name": f"=Ward+{i}", "people": 1000 + i}}
            for i in range(12)]})
        chance = random.Random(1)
        rows = ["number,lon,lat,from,to,type"]
        for i in range(600):
            start = datetime.datetime(2020, 1, 1) + datetime.timedelta(minutes=chance.randrange(366 * 1440))
            end = start + datetime.timedelta(minutes=chance.randrange(600))
            rows.append(f"{i},{chance.triangular(0.5, 0.52, 0.503):.3f},"
                        f"{chance.triangular(51.38, 51.392, 51.381):.3f},{start:%Y-%m-%d %H:%M},"
                        f"{end:%Y-%m-%d %H:%M},Burglary")
        self.incidents = self.write("cases.csv", "\n".join(rows) + "\n")
        self.options = ["--areas", self.areas, "--population", "people", "--time", "from", "--time-end",
                        "to", "--type-column", "type", "--id", "number", "--overwrite", "-q"]

    def csv_rows(self, name):
        with open(self.folder / name, encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))

    def assert_same(self, told, cell):
        """A cell of a .csv, and the same of a sheet."""
        if cell is None:
            self.assertEqual(told, "")
        elif isinstance(cell, float):
            self.assertEqual(float(told), cell)
        else:
            self.assertEqual(told.removeprefix("'"), cell)

    def test_every_command_writes_what_its_csv_holds(self):
        for command, words in COMMANDS.items():
            outputs = [word for ending in ("csv", "xlsx", "ods")
                       for word in ("-o", f"{command}_{ending}.{ending}")]
            self.run_program(command, self.incidents, *self.options, *words, *outputs)
            head, *rows = self.csv_rows(f"{command}_csv.csv")
            if "rank" in head:  # as the printed table lists them
                rows.sort(key=lambda row: float(row[head.index("rank")] or "inf"))
            for ending in ("xlsx", "ods"):
                with self.subTest(command=command, ending=ending):
                    found = sheets(self.folder / f"{command}_{ending}.{ending}")
                    table, columns = found.values()
                    self.assertEqual(list(found)[1], "columns")
                    # A reader finds each head, and what it is called elsewhere.
                    self.assertEqual([row[0] for row in columns[1:]], table[0])
                    self.assertEqual([row[1] for row in columns[1:]][:len(head)], head)
                    self.assertEqual(len(set(table[0])), len(table[0]))
                    self.assertEqual(len(table) - 1, len(rows))
                    for told, shown in zip(rows, table[1:]):
                        shown += [None] * (len(told) - len(shown))
                        for a, b in zip(told, shown, strict=True):
                            self.assert_same(a, b)

    def test_codes_stay_texts_and_rows_stand_by_rank(self):
        self.run_program("rank", self.incidents, *self.options, "-o", "r.xlsx")
        table = next(iter(sheets(self.folder / "r.xlsx").values()))
        self.assertEqual(table[0][:3], ["Area code", "Area", "Rank, 1 the highest; ties share it"])
        self.assertEqual([row[2] for row in table[1:]], sorted(row[2] for row in table[1:]))
        self.assertIn("0000", [row[0] for row in table])
        self.assertIn("=Ward+0", [row[1] for row in table])

    def test_run_writes_them_where_they_are_asked_for(self):
        out = self.folder / "out"
        words = ("run", self.incidents, *self.options, "--cell", "300m", "-o", out)
        self.run_program(*words)
        self.assertFalse((out / "xlsx").exists())
        self.run_program(*words, "--formats", "csv,xlsx,ods")
        names = {path.stem for path in (out / "csv").iterdir()}
        for ending in ("xlsx", "ods"):
            self.assertEqual({path.stem for path in (out / ending).iterdir()}, names)
            self.assertIn(f"{ending}/", (out / "README.txt").read_text())
        self.run_program(*words)  # a folder that holds them is replaced
        self.assertFalse((out / "xlsx").exists())

    def test_other_programs_open_them(self):
        for ending in ("xlsx", "ods"):
            self.run_program("rank", self.incidents, *self.options, "-o", f"r.{ending}")
            listed = subprocess.run(["ogr2ogr", "--config", f"OGR_{ending.upper()}_HEADERS", "FORCE",
                                     "-f", "CSV", "/vsistdout/", f"r.{ending}",
                                     next(iter(sheets(self.folder / f"r.{ending}")))],
                                    cwd=self.folder, capture_output=True, text=True, check=True).stdout
            rows = list(csv.reader(listed.splitlines()))
            self.assertEqual(rows[0][:2], ["Area code", "Area"])
            self.assertEqual(len(rows), 13)
            office = shutil.which("soffice")
            if office is None:
                continue  # skipped: no LibreOffice
            subprocess.run([office, f"-env:UserInstallation=file://{self.folder}/profile", "--headless",
                            "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",  # in UTF-8, whatever the locale
                            "--outdir", "office", f"r.{ending}"],
                           cwd=self.folder, capture_output=True, check=True, timeout=120)
            shown = self.csv_rows("office/r.csv")
            self.assertEqual(shown[0][:2], ["Area code", "Area"])
            self.assertEqual([row[:2] for row in shown[1:]], [row[:2] for row in rows[1:]])


if __name__ == "__main__":
    unittest.main()
