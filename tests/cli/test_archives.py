"""Areas and populations are read from archives as they are handed out."""
import gzip
import hashlib
import json
import pathlib
import tarfile
import unittest
import zipfile

from support import EAST, POLICE_HEADER, WEST, Case, police_row


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
            self.assertEqual(self.counts("--areas", areas, "--population", f"{path}/a b/people.csv{column}"),
                             expected)
        self.assertIn(f"name one, as {path}/2020/cases.csv",
                      self.error("rank", self.police, "--areas", areas, "--population", f"{path}:pop"))
        self.summary("scan", self.police, "--areas", areas, "--expected", f"{path}/a b/expected.csv:e",
                     "--replications", "9")
        named = self.summary("rank", f"{path}/2020/cases.csv", "--areas", areas)
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


if __name__ == "__main__":
    unittest.main()
