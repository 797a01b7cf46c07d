"""Areas and populations are read from archives as they are handed out."""
import gzip
import hashlib
import json
import pathlib
import subprocess
import tarfile
import unittest
import zipfile

from support import EAST, POLICE_HEADER, WEST, Case, feature, police_row, square


class Archives(Case):
    def setUp(self):
        super().setUp()
        self.police = self.police_file([police_row(0.505, 51.385)] * 3 + [police_row(0.515, 51.385)])
        self.text = json.dumps({"type": "FeatureCollection", "features": [WEST, EAST]})

    def zipped(self, name, members):
        path = self.folder / name
        with zipfile.ZipFile(path, "w") as archive:
            for member, text in members.items():
                archive.writestr(member, text)
        return path

    def counts(self, *words):
        ranking = self.summary("rank", self.police, *words)["ranking"]
        return {row["area_code"]: (row["count"], row["pop"]) for row in ranking}

    def test_areas_in_a_zip_in_a_folder_of_it_and_in_gzip(self):
        for path in (self.zipped("flat.zip", {"wards.geojson": self.text, "read.txt": "a"}),
                     self.zipped("deep.zip", {"a b/wards.geojson": self.text})):
            self.assertEqual(self.counts("--areas", path), {"W1": (3, None), "E1": (1, None)})
        packed = self.write("wards.geojson.gz", gzip.compress(self.text.encode()))
        self.assertEqual(self.counts("--areas", packed), {"W1": (3, None), "E1": (1, None)})
        # GDAL has a word to say where an archive of several files is looked at as one.
        done = self.run_program("rank", self.police, "--areas",
                                f"/vsizip/{self.folder / 'flat.zip'}", "-q")
        self.assertEqual(done.stderr, "")

    def test_the_record_holds_the_digest_of_the_archive(self):
        rows = POLICE_HEADER + "\n" + police_row(0.505, 51.385) + "\n"
        path = self.zipped("police.zip", {"2020-01/2020-01-test-street.csv": rows,
                                          "2020-02/2020-02-test-street.csv": rows})
        self.run_program("rank", path, "--areas", self.areas, "-o", "out.csv")
        inputs = json.loads((self.folder / "out.manifest.json").read_text())["inputs"]
        found = {pathlib.Path(entry["path"]).name: entry for entry in inputs}
        self.assertEqual(found["police.zip"]["sha256"], hashlib.sha256(path.read_bytes()).hexdigest())
        self.assertEqual(found["police.zip"]["bytes"], path.stat().st_size)
        for month in ("2020-01", "2020-02"):
            member = found[f"{month}-test-street.csv"]
            self.assertIsNone(member["sha256"])
            self.assertIn("a member of", member["note"])
        self.assertEqual(len(inputs), 4)

    def test_people_in_a_zip_and_in_gzip(self):
        people = "area_code,pop\nW1,500\nE1,700\n"
        packed = self.write("people.csv.gz", gzip.compress(people.encode()))
        for path in (packed, self.zipped("people.zip", {"people.csv": people})):
            self.assertEqual(self.counts("--areas", self.areas, "--population", f"{path}:pop"),
                             {"W1": (3, 500), "E1": (1, 700)})
        years = self.write("years.csv.gz", gzip.compress(b"area_code,2019\nW1,500\nE1,700\n"))
        self.assertEqual(self.counts("--areas", self.areas, "--population", f"{years}:2019"),
                         {"W1": (3, 500), "E1": (1, 700)})

    def test_several_shapefiles_in_a_folder_of_a_zip_are_named(self):
        from_rank = ["rank", self.police, "--areas", self.areas]
        for name in ("wards", "lads"):
            self.run_program(*from_rank, "-o", f"{name}.shp")
        members = {}
        for name in ("wards", "lads"):
            for ending in ("shp", "shx", "dbf", "prj"):
                members[f"Boundaries 2024/{name}.{ending}"] = (self.folder / f"{name}.{ending}").read_bytes()
        path = self.zipped("both.zip", members)
        message = self.error("rank", self.police, "--areas", path)
        self.assertIn("both.zip: holds 2 data sets (Boundaries 2024/lads.shp, Boundaries 2024/wards.shp); "
                      f"name one, as {path}/Boundaries 2024/lads.shp", message)
        self.assertNotIn("/vsizip", message)
        self.assertEqual(self.counts("--areas", f"{path}/Boundaries 2024/lads.shp"),
                         {"W1": (3, None), "E1": (1, None)})
        self.assertEqual(self.counts("--areas", f"/vsizip/{path}/Boundaries 2024/wards.shp"),
                         {"W1": (3, None), "E1": (1, None)})
        members["more/people.geojson"] = self.text
        message = self.error("rank", self.police, "--areas", self.zipped("mixed.zip", members))
        self.assertIn("holds 3 data sets", message)

    def test_an_archive_of_several_data_sets_names_them(self):
        path = self.zipped("two.zip", {"a.geojson": self.text, "b.geojson": self.text})
        message = self.error("rank", self.police, "--areas", path)
        self.assertIn("holds 2 data sets (a.geojson, b.geojson)", message)
        self.assertEqual(self.counts("--areas", f"{path}/b.geojson"), {"W1": (3, None), "E1": (1, None)})
        self.assertEqual(self.counts("--areas", f"{path}/b.geojson:b"), {"W1": (3, None), "E1": (1, None)})
        self.assertEqual(self.counts("--areas", f"/vsizip/{path}/b.geojson"),
                         {"W1": (3, None), "E1": (1, None)})

    def test_a_member_of_an_archive_is_named_for_every_input(self):
        people = "area_code,pop\nW1,500\nE1,700\n"
        points = json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"people": 1 + i % 3}, "geometry":
             {"type": "Point", "coordinates": [0.501 + 0.0018 * (i % 10), 51.381 + 0.0018 * (i // 10 % 5)]}}
            for i in range(50)]})
        path = self.zipped("all.zip", {"a b/people.csv": people, "a b/other.csv": "x,y\n1,2\n",
                                       "a b/expected.csv": "area_code,e\nW1,2\nE1,2\n",
                                       "wards.geojson": self.text, "points/p.geojson": points,
                                       "2020/cases.csv": self.police.read_text()})
        areas = f"{path}/wards.geojson"
        expected = {"W1": (3, 500), "E1": (1, 700)}
        for column in ("", ":pop"):
            for mark in "/:":
                self.assertEqual(self.counts("--areas", f"{path}{mark}wards.geojson", "--population",
                                             f"{path}{mark}a b/people.csv{column}"), expected)
        self.assertIn(f"name one, as {path}/2020/cases.csv",
                      self.error("rank", self.police, "--areas", areas, "--population", f"{path}:pop"))
        self.summary("scan", self.police, "--areas", areas, "--expected", f"{path}/a b/expected.csv:e",
                     "--replications", "9")
        for mark in "/:":
            named = self.summary("rank", f"{path}{mark}2020/cases.csv", "--areas", areas)
            self.assertEqual(named["incidents"]["in_area"], 4)
        for against in (f"{path}/points/p.geojson", f"{path}/points/p.geojson:people"):
            self.summary("density", self.police, "--areas", areas, "--cell", "200m", "--against", against)
        job = self.write("job.toml", f'incidents = ["all.zip/2020/cases.csv"]\nareas = "all.zip/wards.geojson"\n'
                         'population = "all.zip/a b/people.csv:pop"\noutput = "out"\n')
        (self.folder / "elsewhere").mkdir()
        self.assertEqual({row["pop"] for row in self.summary("run", job)["ranking"]}, {500, 700})

    def test_tar_archives_too(self):
        (self.folder / "wards.geojson").write_text(self.text)
        for name, mode in (("w.tar", "w"), ("w.tar.gz", "w:gz"), ("w.tgz", "w:gz")):
            with tarfile.open(self.folder / name, mode) as archive:
                archive.add(self.folder / "wards.geojson", "sub/wards.geojson")
            with tarfile.open(self.folder / f"police-{name}", mode) as archive:
                archive.add(self.police, "2020-01/2020-01-test-street.csv")
            for areas in (name, f"{name}/sub/wards.geojson"):
                self.assertEqual(self.counts("--areas", areas), {"W1": (3, None), "E1": (1, None)}, areas)
            located = self.summary("rank", f"police-{name}", "--areas", self.areas)["incidents"]["in_area"]
            self.assertEqual(located, 4, name)

    def test_the_only_polygons_among_other_files(self):
        points = json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"n": 1}, "geometry": {"type": "Point", "coordinates": [0.505, 51.385]}}]})
        members = {"Wards/wards.geojson": self.text, "Wards/names.csv": "code,name\nW1,West\n", "read me.pdf": "%PDF",
                   "points.geojson": points, "notes.txt": "a", "guide.xlsx": "no workbook"}
        path = self.zipped("portal.zip", members)
        folder = self.folder / "portal"
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        for areas in (path, folder, f"{path}:wards", f"{folder}:wards"):
            self.assertEqual(self.counts("--areas", areas), {"W1": (3, None), "E1": (1, None)}, areas)
        (folder / "Wards" / "more.geojson").write_text(self.text)
        message = self.error("rank", self.police, "--areas", folder)
        self.assertIn("holds 2 data sets (Wards/more.geojson, Wards/wards.geojson); name one, as "
                      f"{folder}/Wards/more.geojson", message)

    def test_a_shapefile_in_a_folder_of_a_zip_beside_a_table(self):
        subprocess.run(["ogr2ogr", "-f", "ESRI Shapefile", "w.shp", self.areas], cwd=self.folder, check=True)
        members = {f"a/b/w.{ending}": (self.folder / f"w.{ending}").read_bytes() for ending in ("shp", "shx", "dbf", "prj")}
        members["a/read me.csv"] = "a,b\n1,2\n"
        self.assertEqual(self.counts("--areas", self.zipped("sub.zip", members)), {"W1": (3, None), "E1": (1, None)})

    def test_weights_from_archives(self):
        grid = [feature(f"A{i}", f"A{i}", square(0.50 + 0.005 * i, 51.38, 0.505 + 0.005 * i, 51.39)) for i in range(6)]
        self.areas = self.write_json("six.geojson", {"type": "FeatureCollection", "features": grid})
        self.run_program("moran", self.police, "--areas", self.areas, "--write-weights", "w.gal")
        gal = (self.folder / "w.gal").read_bytes()
        self.write("w.gal.gz", gzip.compress(gal))
        self.zipped("w.zip", {"a/w.gal": gal, "read me.txt": "a"})
        self.zipped("two.zip", {"a.gal": gal, "b.gal": gal})
        words = ("moran", self.police, "--areas", self.areas)
        expected = self.summary(*words, "--weights", "w.gal")["moran"]
        del expected["weights"]["description"]
        for name in ("w.gal.gz", "w.zip", "w.zip/a/w.gal"):
            found = self.summary(*words, "--weights", name)["moran"]
            self.assertEqual(found["weights"].pop("description").removesuffix(".gz"), "weights of w.gal")
            self.assertEqual(found, expected, name)
        self.assertIn("two.zip: holds 2 files of weights; name one, as two.zip/a.gal",
                      self.error(*words, "--weights", "two.zip", status=2))
        self.zipped("none.zip", {"a.txt": "a"})
        self.assertIn("none.zip: no files of weights in it (.gal, .gwt, ", self.error(*words, "--weights", "none.zip"))


    def test_events_in_an_archive(self):
        events = b"label,from\nLights,2020-01\n"
        self.zipped("events.zip", {"events.csv": events, "read me.txt": "a"})
        self.write("events.csv.gz", gzip.compress(events))
        self.zipped("two.zip", {"a.csv": events, "b.csv": events})
        words = ("trend", self.police, "--areas", self.areas)
        for name in ("events.zip", "events.zip/events.csv", "events.csv.gz"):
            found = self.summary(*words, "--events", name)["trend"]["events"]
            self.assertEqual([event["label"] for event in found], ["Lights"], name)
        self.assertIn("two.zip: holds 2 tables of events; name one, as two.zip/a.csv",
                      self.error(*words, "--events", "two.zip", status=2))


class QgisSources(Case):
    """"FILE|layername=…|subset=…", as QGIS writes where a layer comes from."""

    def setUp(self):
        super().setUp()
        self.police = self.police_file([police_row(0.505, 51.385)] * 3 + [police_row(0.515, 51.385)])
        subprocess.run(["ogr2ogr", "-f", "GPKG", "all.gpkg", self.areas, "-nln", "wards"], cwd=self.folder, check=True)
        self.run_program("join", self.police, "--areas", self.areas, "-o", "points.gpkg")

    def codes(self, areas, *words):
        return {row["area_code"]: row["pop"] for row in
                self.summary("rank", self.police, "--areas", areas, *words)["ranking"]}

    def test_a_condition_keeps_areas_people_and_incidents(self):
        part = """all.gpkg|layername=wards|subset="people" > 1500"""
        self.assertEqual(set(self.codes(part)), {"E1"})
        self.assertEqual(set(self.codes("all.gpkg|layerid=0|subset=area_code = 'W1'")), {"W1"})
        self.assertEqual(set(self.codes("all.gpkg|layername=wards|geometrytype=Polygon")), {"W1", "E1"})
        subprocess.run(["ogr2ogr", "-f", "GPKG", "pop.gpkg", "all.gpkg", "-sql",
                        "SELECT area_code, people AS pop FROM wards"], cwd=self.folder, check=True)
        self.assertEqual(self.codes(self.areas, "--population", "pop.gpkg|subset=area_code = 'W1'"),
                         {"W1": 1000, "E1": None})
        for more in ((), ("--where", "fid > 1")):
            summary = self.summary("join", "points.gpkg|layername=incidents|subset=area_code = 'W1'", "--areas",
                                   self.areas, *more, "-o", "out.csv", "--overwrite")
            self.assertEqual(summary["incidents"]["read"], 2 if more else 3)

    def test_what_is_no_condition_is_said(self):
        for words in ([self.police, "--areas", "all.gpkg|layername=wards|subset=\"peple\" <> 'x'"],
                      ["points.gpkg|subset=\"areacode\" = 'W1'", "--areas", self.areas],
                      ["points.gpkg", "--where", "\"areacode\" <> 'W1'", "--areas", self.areas]):
            message = self.error("rank", *words, status=2)
            self.assertIn("no column '", message)
            self.assertIn("did you mean '", message)
        for words in ([self.police, "--areas", "all.gpkg|subset=nonsense ("],
                      ["points.gpkg|subset=nonsense (", "--areas", self.areas]):
            self.assertIn("|subset=nonsense (: ", self.error("rank", *words, status=2))
        self.assertIn('--where "nonsense (": points.gpkg: ',
                      self.error("rank", "points.gpkg", "--where", "nonsense (", "--areas", self.areas, status=2))
        self.assertIn("'|colour=' is not understood; there are |layername=, |layerid= and |subset=",
                      self.error("rank", self.police, "--areas", "all.gpkg|colour=red", status=2))


if __name__ == "__main__":
    unittest.main()
