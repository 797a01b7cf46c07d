"""The street of a place or a cluster is told wherever one is shown, and never to the public."""
import csv
import json
import sqlite3
import unittest

from support import Case, police_row

OWN = "lon,lat,type,date,address,weight\n"


class Streets(Case):
    def police(self):
        """30 on one place and its neighbour, 8 and 22, and 3 far from them; one row names another street."""
        rows = [police_row(0.5050, 51.385, street="On or near High Street")] * 8
        rows += [police_row(0.5052, 51.385, street="On or near Mill Lane")] * 21
        rows += [police_row(0.5052, 51.385, street="On or near Aye Road")]
        rows += [police_row(0.5150, 51.385, street="On or near Quay")] * 3
        return self.police_file(rows)

    def own(self):
        """A force's own records, with days and addresses."""
        rows = [f"{0.505 + 0.0001 * (i % 3)},51.385,Burglary,2020-01-{1 + i % 28:02} 10:00,{i % 3} High Street,1"
                for i in range(30)]
        return self.write("own.csv", OWN + "\n".join(rows) + "\n")

    def rows(self, name):
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def style(self, name):
        with sqlite3.connect(self.folder / name) as db:
            return db.execute("select styleQML from layer_styles").fetchone()[0]

    def test_places(self):
        done = self.run_program("places", self.police(), "--areas", self.areas, "-o", "places.csv", "-o", "places.gpkg")
        self.assertIn("; the busiest, On or near Mill Lane, has 22.", done.stdout)
        self.assertEqual([(row["street"], row["count"]) for row in self.rows("places.csv")],
                         [("On or near Mill Lane", "22"), ("On or near High Street", "8"), ("On or near Quay", "3")])
        self.assertIn("&quot;street&quot;", self.style("places.gpkg"))

    def test_clusters_and_their_points(self):
        done = self.run_program("clusters", self.police(), "--areas", self.areas, "-o", "hulls.gpkg", "-o",
                                "hulls.csv", "--members", "points.csv")
        self.assertEqual([row["street"] for row in self.rows("hulls.csv")], ["On or near Mill Lane"])
        self.assertIn("The largest has 30, most often On or near Mill Lane.", done.stdout)
        self.assertEqual({row["street"] for row in self.rows("points.csv")},
                         {"On or near Mill Lane", "On or near High Street", "On or near Quay"})
        self.assertIn("&quot;street&quot;", self.style("hulls.gpkg"))

    def test_near_repeats(self):
        self.run_program("near-repeat", self.own(), "--areas", self.areas, "-o", "links.csv", "--points", "points.csv")
        self.assertEqual({row["street"] for row in self.rows("points.csv")}, {f"{i} High Street" for i in range(3)})
        self.assertIn(self.rows("links.csv")[0]["street"], {f"{i} High Street" for i in range(3)})

    def test_rows_that_name_no_street(self):
        file = self.write("bare.csv", "lon,lat\n" + "0.505,51.385\n" * 25)
        done = self.run_program("clusters", file, "--areas", self.areas, "-o", "hulls.csv")
        self.assertEqual([row["street"] for row in self.rows("hulls.csv")], [""])
        self.assertNotIn("Street", done.stdout)
        self.run_program("places", file, "--areas", self.areas, "-o", "places.gpkg")
        self.assertNotIn("street", self.style("places.gpkg").split("<mapTip>")[1])

    def test_an_address_is_not_for_the_public(self):
        file = self.own()
        for words in (("places",), ("clusters", "--shape", "ellipse"),
                      ("clusters", "--shape", "ellipse", "--weight", "weight")):
            self.run_program(*words, file, "--areas", self.areas, "--public", "-o", "out.geojson", "--overwrite")
            made = json.loads((self.folder / "out.geojson").read_text())["features"]
            self.assertGreater(len(made), 0)
            self.assertEqual({f["properties"].get("street") or "" for f in made}, {""})
        self.run_program("run", file, "--areas", self.areas, "--public", "-o", "folder")
        for path in (self.folder / "folder").rglob("*"):
            if path.is_file():
                self.assertNotIn(b"High Street", path.read_bytes(), path.name)

    def test_run_tells_them(self):
        self.run_program("run", self.police(), "--areas", self.areas, "-o", "folder")
        for layer in ("places", "clusters", "repeats"):
            self.assertIn("On or near Mill Lane", [row["street"] for row in self.rows(f"folder/csv/{layer}_crime.csv")])


if __name__ == "__main__":
    unittest.main()
