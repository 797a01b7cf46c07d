"""What lies in the folder of `run`: titles, and where the areas lie."""
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

    def project(self, out):
        with zipfile.ZipFile(out / "hotspots.qgz") as project:
            return project.read("hotspots.qgs").decode()

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
