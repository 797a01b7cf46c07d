"""--public: what a folder says of its making, of its hidden areas, and of publishing twice."""
import csv
import getpass
import json
import pathlib
import shutil
import socket
import unittest
import zipfile

from support import police_row
from test_public import Public

HOME = "jane.doe-home"


class Record(Public):
    def setUp(self):
        super().setUp()
        self.home = self.folder / HOME / "burglary victims"
        self.home.mkdir(parents=True)
        rows = [row for kind in ("Burglary", "Anti-social behaviour")
                for row in (r.replace("Burglary", kind) for r in self.rows)]
        self.file = self.home / "street.csv"
        shutil.copy(self.police_file(rows, "rows.csv"), self.file)
        (self.home / "2020-01-test-outcomes.csv").write_text(
            "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
            "1,2020-01,Test,Test,0.5025,51.3825,A Road,,,Under investigation\n")
        (self.folder / "rows.csv").unlink()
        shutil.move(self.areas, self.home / "areas.geojson")
        self.words = ("--areas", self.home / "areas.geojson", f"--population={self.home}/areas.geojson:people",
                      "--from", "2020-01", "--to", "2020-01")

    def bytes_of(self, folder):
        """Every file of the folder by its name, and what lies within archives."""
        for path in sorted(folder.rglob("*")):
            if not path.is_file():
                continue
            yield path.name, path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        yield f"{path.name}/{name}", archive.read(name)

    def assert_told_nothing(self, folder):
        secrets = [HOME, "burglary victims", str(self.folder), str(pathlib.Path.home()) + "/"]
        for word in (getpass.getuser(), socket.gethostname()):
            if len(word) > 5:  # a shorter one may be part of another word
                secrets.append(word)
        seen = 0
        for name, held in self.bytes_of(folder):
            seen += 1
            for secret in secrets:
                self.assertNotIn(secret.encode(), held, name)
                self.assertNotIn(secret.encode("utf-16-le"), held, name)
        return seen

    def test_no_file_of_a_folder_tells_a_path(self):
        out = self.folder / "public"
        self.run_program("run", self.home, *self.words, "--public", "-o", out)
        self.assertGreater(self.assert_told_nothing(out), 40)
        manifest = json.loads((out / "manifest.json").read_text())
        self.assertEqual([i["path"] for i in manifest["inputs"][:1]], ["street.csv"])
        self.assertTrue(all(i["sha256"] for i in manifest["inputs"]))
        self.assertEqual(manifest["command_line"],
                         "hotward run '(a folder)' --from 2020-01 --to 2020-01 --areas areas.geojson "
                         "--population areas.geojson:people --public")

    def test_nor_does_a_layer_of_its_own(self):
        for command, more in (("rank", ()), ("grid", ()), ("density", ()), ("gi-star", ()),
                              ("clusters", ("--shape", "ellipse"))):
            out = self.folder / f"of {command}"
            out.mkdir()
            files = [out / f"layer.{ending}" for ending in ("gpkg", "geojson", "shp", "fgb", "csv")]
            if command == "density":
                files.append(out / "raster.tif")
            self.run_program(command, self.file, *self.words, "--type", "asb", "--public", *more,
                             *[word for file in files for word in ("-o", file)])
            with self.subTest(command):
                self.assertGreater(self.assert_told_nothing(out), 5)

    def test_without_it_all_is_told(self):
        out = self.folder / "plain"
        self.run_program("run", self.file, *self.words, "-o", out)
        manifest = json.loads((out / "manifest.json").read_text())
        self.assertEqual(manifest["inputs"][0]["path"], str(self.file))
        self.assertIn(f"'{self.file}'", manifest["command_line"])

    def test_one_sentence_says_that_two_outputs_can_tell(self):
        said = "Publish one of these, once: another for overlapping days, types or areas"
        for words in (("rank", self.file, "--type", "asb"), ("run", self.file, "-o", "said")):
            self.assertIn(said, " ".join(self.run_program(*words, *self.words, "--public").stdout.split()))
        self.assertNotIn(said, self.run_program("rank", self.file, *self.words, "--type", "asb").stdout)


class HiddenAreas(Public):
    """Whatever the hidden counts are, all that is shown of their areas is the same."""

    def test_a_hidden_area_has_no_rank_no_class_and_no_label(self):
        made = {}
        for name, small in (("one", (3, 3, 1)), ("other", (1, 2, 4))):
            rows = [police_row(0.5025 + 0.005 * i, 51.3825, "Anti-social behaviour")
                    for i, n in enumerate((*self.COUNTS[:7], *small)) for _ in range(n)]
            self.run_program("run", self.police_file(rows, "asb.csv"), "--areas", self.areas, "--population",
                             "people", "--public", "--skip", "places", "-o", name)
            made[name] = self.folder / name
        with (made["one"] / "csv/areas_asb.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = {row["area_code"]: row for row in csv.DictReader(file)}
        for code in ("A07", "A08", "A09"):
            told = {name for name, value in rows[code].items() if value}
            self.assertEqual(told - {"area_code", "area_name", "pop", "area_km2", "WKT", "geometry"}, set(), code)
        for path in ("csv/areas_asb.csv", "geojson/areas_asb.geojson", "geojson/areas_asb.qml", "hotspots.qgz"):
            self.assertEqual((made["one"] / path).read_bytes(), (made["other"] / path).read_bytes(), path)

    def test_the_sheet_says_why_areas_are_hatched(self):
        rows = [row.replace("Burglary", "Anti-social behaviour") for row in self.rows]
        self.run_program("run", self.police_file(rows, "asb.csv"), *self.common, "--population", "people",
                         "--public", "-o", "sheet")
        with zipfile.ZipFile(self.folder / "sheet/hotspots.qgz") as archive:
            project = archive.read("hotspots.qgs").decode()
        why = "Hidden: fewer than 5, or to protect these"
        for label in (why, f"{why}, or no rate", f"{why}, or no change shown"):
            self.assertIn(f'label="{label}"', project)
        self.assertNotIn('label="hidden', project)


if __name__ == "__main__":
    unittest.main()
