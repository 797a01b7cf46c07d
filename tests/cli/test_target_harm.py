"""hotward target: harm by a file of weights, one severe incident, and places that do not count."""
import json
import unittest

from support import Case, feature, police_row, square

SIDE = 3
WEIGHTS = {"Shoplifting": 2, "Robbery": 300, "Homicide": 5000}


def at(area):
    return round(0.505 + 0.01 * int(area[2]), 3), round(51.305 + 0.01 * int(area[1]), 3)


class Harm(Case):
    def setUp(self):
        super().setUp()
        self.names = [f"A{r}{c}" for r in range(SIDE) for c in range(SIDE)]
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(a, f"Area {a}", square(*(round(v, 2) for v in (
                0.50 + 0.01 * int(a[2]), 51.30 + 0.01 * int(a[1]), 0.51 + 0.01 * int(a[2]), 51.31 + 0.01 * int(a[1])))),
                people=1000) for a in self.names]})
        self.counts = {"A00": {"Shoplifting": 30}, "A01": {"Shoplifting": 20, "Robbery": 1},
                       "A22": {"Robbery": 8}, "A12": {"Robbery": 6}, "A20": {"Homicide": 1}}
        self.file = self.own(self.counts)
        self.weights = self.write("harm.csv", "type,weight\n" + "".join(f"{k},{v}\n" for k, v in WEIGHTS.items()))
        self.words = (self.file, "--areas", self.areas, "--type-column", "kind", "--max-areas", "2")

    def own(self, counts):
        """A force's own records: with days and addresses, no map points."""
        rows = [f"{at(area)[0]},{at(area)[1]},2021-0{1 + k % 6}-1{k % 9},{kind}"
                for area, kinds in counts.items() for kind, count in kinds.items() for k in range(count)]
        return self.write("own.csv", "lon,lat,date,kind\n" + "\n".join(rows) + "\n")

    def target(self, *more, words=None):
        return self.summary("target", *(self.words if words is None else words), *more)["target"]

    def test_the_group_is_chosen_by_harm(self):
        by_count = self.target()
        self.assertEqual(sorted(by_count["group"]["areas"]), ["A00", "A01"])
        self.assertEqual((by_count["harm"], by_count["group"]["harm"]), (None, None))
        self.assertNotIn("harm", by_count["sites"][0])
        found = self.target("--harm", "harm.csv", "--spots", "2")
        harm = {a: sum(WEIGHTS[kind] * n for kind, n in self.counts.get(a, {}).items()) for a in self.names}
        self.assertEqual({row["site_id"]: row["harm"] for row in found["sites"]}, harm)
        self.assertEqual({row["site_id"]: row["harm_rank"] for row in found["sites"]},
                         {a: 1 + sum(other > h for other in harm.values()) for a, h in harm.items()})
        self.assertEqual(sorted(found["group"]["areas"]), ["A20"])  # no two that touch have as much
        self.assertEqual((found["group"]["harm"], found["group"]["bound"]), (5000, 5000))
        self.assertEqual(found["harm"]["total"], sum(harm.values()))
        # The homicide alone makes A20 first; A22 is second with one robbery fewer, too.
        self.assertEqual({row["site_id"]: row["harm_one"] for row in found["sites"] if row["harm_one"]}, {"A20": 1})
        done = self.run_program("target", *self.words, "--harm", "harm.csv", "--spots", "2")
        text = " ".join(done.stdout.split())
        self.assertIn("It was chosen by harm, not by number", text)
        self.assertIn("One severe incident alone puts one of them among the first by harm: Area A20.", text)

    def test_what_one_incident_makes_hot(self):
        found = self.target("--spots", "3")  # 30, 21 and 8; the next has 6
        self.assertEqual([row["by_one"] for row in found["sites"]], [0] * 9)
        self.counts["A12"] = {"Robbery": 8}
        self.own(self.counts)
        found = self.target("--spots", "3")  # A12 and A22 both have 8
        self.assertEqual([row["site_id"] for row in found["sites"] if row["by_one"]], ["A12"])
        self.assertIn("With one incident fewer one of them would not be among the hottest: Area A12.",
                      " ".join(self.run_program("target", *self.words, "--spots", "3").stdout.split()))

    def test_categories_of_police_uk_are_weighed_only_where_asked(self):
        rows = [police_row(*at("A00"), "Robbery", f"2020-0{m}") for m in range(1, 5)]
        words = (self.police_file(rows), "--areas", self.areas, "--harm", "harm.csv")
        self.assertIn("--harm the categories of data.police.uk each hold crimes of very unlike severity",
                      self.error("target", *words, status=2))
        summary = self.summary("target", *words, "--harm-approximate", "-o", "sites.geojson", "--groups", "groups.geojson")
        self.assertTrue(summary["target"]["harm"]["approximate"])
        self.assertTrue(any("harm is approximate" in warning for warning in summary["warnings"]))
        for file in ("sites", "groups"):
            layer = json.loads((self.folder / f"{file}.geojson").read_text())
            self.assertIn("Its harm is approximate", layer["description"])
            self.assertEqual({row["properties"]["harm_kind"] for row in layer["features"]}, {"approximate"})
        done = self.run_program("target", *words, "--harm-approximate")
        self.assertIn("approximate harm", " ".join(done.stdout.split()))
        self.assertIn("--harm-approximate", self.error("target", *words[:3], "--harm-approximate", status=2))

    def test_weights_that_are_none(self):
        for text, said in (("type,weight\nShoplifting,2\nRobbery,300\n", "harm.csv: there is no weight for Homicide"),
                           ("type,weight\nShoplifting,much\n", "harm.csv:2: 'much' is no weight"),
                           ("type,weight\nShoplifting,-1\n", "harm.csv:2: '-1' is no weight"),
                           ("type,weight\nShoplifting,1\nshoplifting,2\n", "harm.csv:3: 'shoplifting' stands there twice"),
                           ("kind,days\nShoplifting,1\n", "columns type and weight belong here")):
            self.write("harm.csv", text)
            with self.subTest(said):
                self.assertIn(said, self.error("target", *self.words, "--harm", "harm.csv"))
        self.assertIn("none.csv", self.error("target", *self.words, "--harm", "none.csv"))

    def test_any_order_of_rows_gives_the_same(self):
        made = {json.dumps(self.target("--harm", "harm.csv"))}
        lines = self.file.read_text().strip().split("\n")
        self.write("own.csv", "\n".join([lines[0], *lines[:0:-1]]) + "\n")
        made.add(json.dumps(self.target("--harm", "harm.csv", "--threads", "3")))
        self.assertEqual(len(made), 1)


class Exclude(Case):
    def setUp(self):
        super().setUp()
        rows = [police_row(0.502, 51.382, month=f"2020-0{m}") for m in range(1, 7) for _ in range(4)]
        rows += [police_row(0.508, 51.388, month=f"2020-0{m}") for m in range(1, 7)]
        rows += [police_row(0.513, 51.383, month=f"2020-0{m}") for m in range(1, 7) for _ in range(2)]
        rows += [police_row(0.502, 51.382, "Anti-social behaviour", "2020-01")] * 5
        self.file = self.police_file(rows)
        self.write_json("arcade.geojson", {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": {
                "type": "Polygon", "coordinates": square(0.501, 51.381, 0.503, 51.383)}}]})
        self.words = (self.file, "--areas", self.areas, "--type", "burglary", "--spots", "1")

    def target(self, *more):
        return self.summary("target", *self.words, *more)["target"]

    def test_their_incidents_do_not_count(self):
        rows = {row["site_id"]: row for row in self.target()["sites"]}
        self.assertEqual((rows["W1"]["count"], rows["E1"]["count"]), (30, 12))
        self.assertEqual((rows["W1"]["asb"], rows["W1"]["hot_share"]), (5, 1.0))
        found = self.target("--exclude", "arcade.geojson")
        rows = {row["site_id"]: row for row in found["sites"]}
        self.assertEqual((rows["W1"]["count"], rows["E1"]["count"], found["count"]), (6, 12, 18))
        self.assertEqual((rows["W1"]["asb"], rows["E1"]["hot_share"], rows["W1"]["hot_share"]), (0, 1.0, 0.0))
        self.assertEqual(found["excluded"], {"file": "arcade.geojson", "polygons": 1, "incidents": 24})
        self.assertIn("24 incidents in 1 polygon of arcade.geojson are not counted",
                      " ".join(self.run_program("target", *self.words, "--exclude", "arcade.geojson").stdout.split()))

    def test_circles_and_cells_leave_them_out(self):
        found = self.target("--exclude", "arcade.geojson", "--circles", "1", "--radius", "100m")
        self.assertEqual(found["circles"]["captured"], 12)
        cells = self.target("--exclude", "arcade.geojson", "--cell", "200m")
        self.assertEqual([row["count"] for row in cells["sites"]], [12])
        self.assertEqual([row["hot_share"] for row in cells["sites"]], [1.0])

    def test_what_is_no_polygon(self):
        self.write_json("points.geojson", {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0.5, 51.38]}}]})
        self.assertIn("--exclude", self.error("target", *self.words, "--exclude", "points.geojson"))
        self.assertIn("--exclude", self.error("target", *self.words, "--exclude", "none.geojson"))


if __name__ == "__main__":
    unittest.main()
