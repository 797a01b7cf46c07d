"""What lies in the folder of `run`: formats, empty cells, the README, and where the areas lie."""
import json
import unittest
import zipfile

from support import Case, feature, police_row, square


class Folder(Case):
    def setUp(self):
        super().setUp()
        rows = [police_row(0.502 + 0.0005 * (i % 12), 51.382 + 0.0004 * (i % 7), "Anti-social behaviour")
                for i in range(60)]
        self.police = self.police_file(rows)

    def run_into(self, *words, areas=None):
        self.run_program("run", self.police, "--areas", areas or self.areas, "--cell", "100m",
                         "-o", "out", "--overwrite", *words)
        return self.folder / "out"

    def files(self, out):
        return {p.name for p in out.iterdir()}

    def project(self, out):
        with zipfile.ZipFile(out / "hotspots.qgz") as project:
            return project.read("hotspots.qgs").decode()

    def test_all_formats_unless_some_are_chosen(self):
        shelves = {"geojson", "shapefile", "flatgeobuf", "csv"}
        self.assertLessEqual(shelves | {"hotspots.gpkg", "hotspots.qgz"}, self.files(self.run_into()))
        out = self.run_into("--formats", "geojson,csv")
        self.assertEqual(self.files(out) & shelves, {"geojson", "csv"})
        # The project shows what lies in it.
        self.assertLessEqual({"hotspots.gpkg", "hotspots.qgz"}, self.files(out))
        summary = json.loads((out / "summary.json").read_text())
        self.assertFalse([p for p in summary["outputs"] if not (out / p).exists()])

    def test_a_format_that_is_none_is_refused(self):
        done = self.run_program("run", self.police, "--areas", self.areas, "--formats", "geojson,shape",
                                "-o", "out", status=None)
        self.assertEqual(done.returncode, 2)
        self.assertIn("shape", done.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_geojson_leaves_empty_cells_out_unless_asked(self):
        def cells(out, folder):
            layer = json.loads((out / folder / "grid_asb.geojson").read_text())
            return [f["properties"]["count"] for f in layer["features"]]
        out = self.run_into()
        self.assertTrue(cells(out, "geojson"))
        self.assertNotIn(0, cells(out, "geojson"))
        table = (out / "csv/grid_asb.csv").read_text("utf-8-sig").splitlines()
        self.assertGreater(len(table), len(cells(out, "geojson")) + 1)  # the others keep them
        with_all = self.run_into("--empty-cells")
        self.assertIn(0, cells(with_all, "geojson"))
        self.assertEqual(len(cells(with_all, "geojson")), len(table) - 1)

    def test_the_readme_names_every_file_and_layer(self):
        out = self.run_into()
        readme = (out / "README.txt").read_text()
        self.assertTrue(readme.isprintable() or readme.replace("\n", "").isprintable())
        self.assertLess(readme.index("hotspots.qgz"), readme.index("hotspots.gpkg"))
        for path in out.iterdir():
            if path.suffix == ".qml" or path.name == "README.txt":
                continue
            self.assertIn(path.name, readme)
        for path in (out / "csv").iterdir():
            self.assertIn(path.stem, readme)
        self.assertIn("README.txt", json.loads((out / "summary.json").read_text())["outputs"])
        self.assertNotIn(str(self.folder), readme)

    def areas_of(self, codes, **more):
        features = [feature(code, f"Area {i}", square(0.50 + 0.01 * i, 51.38, 0.51 + 0.01 * i, 51.39), **more)
                    for i, code in enumerate(codes)]
        return self.write_json("named.geojson", {"type": "FeatureCollection", "features": features})

    def test_titles_say_what_the_areas_are_and_where(self):
        wards = self.areas_of(["E05000001", "E05000002"], LAD22NM="Medway & Co")
        text = self.project(self.run_into(areas=wards))
        self.assertIn("Anti-social behaviour by ward, Medway &amp; Co, January 2020", text)
        text = self.project(self.run_into("--place", "Here", areas=wards))
        self.assertIn("Anti-social behaviour by ward, Here, January 2020", text)
        self.assertNotIn("Medway", text)
        out = self.run_into(areas=self.areas_of(["E01000001", "E01000002"]))
        self.assertIn("Anti-social behaviour by LSOA, January 2020", self.project(out))
        self.assertTrue((out / "csv/lsoas_asb.csv").exists())
        self.assertFalse((out / "csv/wards_asb.csv").exists())
        out = self.run_into()
        self.assertIn("Anti-social behaviour by area, January 2020", self.project(out))
        self.assertTrue((out / "csv/areas_asb.csv").exists())

    def test_what_is_listed_first_is_switched_on(self):
        text = self.project(self.run_into())
        tree = text[text.index("<layer-tree-group>"):]
        first = tree[tree.index("<layer-tree-layer"):]
        self.assertIn('checked="Qt::Checked"', first[:first.index(">")])
        self.assertIn("Names and boundaries", first[:first.index(">")])


if __name__ == "__main__":
    unittest.main()
