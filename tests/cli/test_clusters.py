"""hotward clusters, from the command line to the layers."""
import csv
import json
import resource
import unittest

from support import Case, police_row


def gather(lon, lat, count, month="2020-01", kind="Burglary"):
    """Incidents some 7 m apart on a line to the east: 0.0001 degrees of longitude are 7 m here."""
    return [police_row(round(lon + 0.0001 * i, 6), lat, kind, month) for i in range(count)]


def asked(method, eps="100m", size="20", simulations="9"):
    """The method with those of the options that it has."""
    own = {"hdbscan": ("--min-cluster-size", size), "nnh": ("--simulations", simulations)}
    return ("--method", method, *own.get(method, ("--eps", eps)))


class Clusters(Case):
    def setUp(self):
        super().setUp()
        self.rows = (gather(0.502, 51.385, 12) + gather(0.515, 51.387, 8, kind="Robbery")
                     + gather(0.505, 51.381, 2) + [police_row(0.6, 51.5)])
        self.incidents = self.police_file(self.rows)
        self.command = ("clusters", self.incidents, "--areas", self.areas)

    def clusters(self, *words):
        return self.summary(*self.command, *words)["clusters"]

    def test_dbscan_finds_the_two_gatherings(self):
        summary = self.summary(*self.command, "--eps", "50m", "--min-points", "5")
        self.assert_adds_up(summary["incidents"])
        self.assertEqual(summary["clusters"], {"method": "dbscan", "count": 2, "noise": 2,
                                               "sizes": [12, 8], "eps_m": 50.0, "min_points": 5.0})

    def test_layers(self):
        self.run_program(*self.command, "--eps", "50m", "--min-points", "5", "--shape", "ellipse",
                         "-o", "clusters.geojson", "--members", "points.csv")
        features = json.loads((self.folder / "clusters.geojson").read_text())["features"]
        first = features[0]["properties"]
        for name in ("cluster_id count area_m2 dens_km2 share_pct main_type first last "
                     "area_name").split():
            self.assertIn(name, first)
        self.assertEqual((first["cluster_id"], first["count"], first["area_name"],
                          first["main_type"]), (1, 12, "West", "Burglary"))
        self.assertEqual(features[1]["properties"]["area_name"], "East")
        self.assertAlmostEqual(first["share_pct"], 100 * 12 / 22, places=8)  # ten digits in a file
        with (self.folder / "points.csv").open(encoding="utf-8-sig", newline="") as file:
            points = list(csv.DictReader(file))
        self.assertEqual(len(points), 22)
        self.assertEqual(sum(p["cluster_id"] == "2" for p in points), 8)
        self.assertEqual({p["role"] for p in points if p["cluster_id"] == "0"}, {"noise"})

    def test_no_cluster_is_a_layer_without_features_and_is_said(self):
        for method in ("dbscan", "hdbscan", "st-dbscan", "nnh"):
            with self.subTest(method):
                summary = self.summary(*self.command, "--min-points", "23",
                                       *asked(method, size="23", simulations="0"), "-o", f"{method}.geojson", "--members", f"{method}.csv")
                self.assertEqual(summary["clusters"]["count"], 0)
                self.assertEqual(summary["clusters"]["noise"], 22)
                self.assertEqual([layer["features"] for layer in summary["layers"]], [0, 22])
                self.assertNotIn("no cluster", " ".join(summary["warnings"]))  # the text says it

    def test_every_method_answers(self):
        for method in ("dbscan", "hdbscan", "st-dbscan", "nnh"):
            with self.subTest(method):
                found = self.clusters("--min-points", "4", *asked(method, eps="50m", size="5"))
                self.assertEqual(found["method"], method)
                self.assertEqual(found["count"], len(found["sizes"]))
                self.assertEqual(sum(found["sizes"]) + found["noise"], 22)
                self.assertEqual(found["sizes"], sorted(found["sizes"], reverse=True))

    def nested(self, *words):
        """Three groups 340 m apart of three gatherings 63 m apart, each of twelve within a metre.

        The areas are 1.55 km², so the thresholds are 60, 207 and 359 m.
        """
        rows = []
        for lon in (0.502, 0.5069, 0.5118):
            for k in range(3):
                rows += [police_row(round(lon + 0.0009 * k + 0.000001 * i, 6), 51.385) for i in range(12)]
        file = self.police_file(rows + [police_row(0.519, 51.381)], "nested.csv")
        return ("clusters", file, "--areas", self.areas, "--method", "nnh", "--min-points", "10",
                "--simulations", "0", *words)

    def test_nnh_orders_are_nested(self):
        for shape in ((), ("--shape", "concave"), ("--shape", "ellipse", "--ellipse-sd", "2")):
            out = self.folder / f"nested{len(shape)}.geojson"
            summary = self.summary(*self.nested(*shape), "-o", out)["clusters"]
            self.assertEqual((summary["count"], summary["sizes"], summary["noise"]), (9, [12] * 9, 1))
            self.assertEqual([order["count"] for order in summary["orders"]], [9, 3, 1])
            features = [f["properties"] for f in json.loads(out.read_text())["features"]]
            self.assertEqual([f["cluster_id"] for f in features], list(range(1, 14)))
            self.assertEqual([f["order"] for f in features], [1] * 9 + [2] * 3 + [3])
            self.assertEqual([f["parent"] for f in features],
                             [10, 10, 10, 11, 11, 11, 12, 12, 12, 13, 13, 13, None])
            for f in features:
                if f["order"] > 1:
                    children = [c for c in features if c["parent"] == f["cluster_id"]]
                    self.assertEqual(f["count"], sum(c["count"] for c in children))
                    self.assertEqual(f["places"], sum(c["places"] for c in children))
                    self.assertGreater(f["area_m2"], sum(c["area_m2"] for c in children))
            text = self.run_program(*self.nested(*shape)).stdout
            self.assertIn("9 clusters where incidents lie close together.", text)
            self.assertIn("in 3 larger clusters (second order) and 1 larger cluster (third order).", text)
            self.assertIn(" lie in a cluster; 1 in none.", text)

    def test_a_hull_of_a_higher_order_holds_those_below(self):
        rows = []
        for lon in (0.501, 0.508, 0.515):
            for k in range(3):
                rows += [police_row(round(lon + 0.002 * k + 0.0002 * (i % 4), 6),
                                    round(51.385 + 0.0006 * (k % 2) + 0.00015 * (i // 4), 6)) for i in range(12)]
        file = self.police_file(rows, "hulls.csv")
        self.run_program("clusters", file, "--areas", self.areas, "--method", "nnh", "--min-points", "10",
                         "--simulations", "0", "-o", "hulls.geojson")
        features = json.loads((self.folder / "hulls.geojson").read_text())["features"]
        ring = lambda f: f["geometry"]["coordinates"][0] if f["geometry"]["type"] == "Polygon" \
            else f["geometry"]["coordinates"][0][0]
        hulls = {f["properties"]["cluster_id"]: ring(f) for f in features}
        self.assertGreater(sum(f["properties"]["order"] == 2 for f in features), 0)
        self.assertGreater(min(f["properties"]["dens_km2"] for f in features), 0)  # hulls, no circles
        for f in features:
            outer = hulls.get(f["properties"]["parent"])
            if outer is None:
                continue
            for x, y in hulls[f["properties"]["cluster_id"]]:
                for (ax, ay), (bx, by) in zip(outer, outer[1:]):
                    # Anticlockwise, so the inside is on the left; 1e-7 degrees are a centimetre.
                    side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
                    self.assertGreater(side, -3e-7 * (abs(bx - ax) + abs(by - ay)))

    def test_ellipses_of_more_deviations_are_larger(self):
        areas = []
        for deviations in ("1", "1.5", "2"):
            out = self.folder / f"e{deviations}.csv"
            rows = [police_row(round(0.505 + 0.0002 * (i % 5), 6), round(51.385 + 0.0002 * (i // 5), 6))
                    for i in range(25)]
            self.run_program("clusters", self.police_file(rows, "ellipse.csv"), "--areas", self.areas, "--shape",
                             "ellipse", "--ellipse-sd", deviations, "-o", out)
            with out.open(encoding="utf-8-sig", newline="") as file:
                areas.append(float(next(csv.DictReader(file))["area_m2"]))
        self.assertAlmostEqual(areas[1] / areas[0], 2.25, places=6)
        self.assertAlmostEqual(areas[2] / areas[0], 4, places=6)
        self.assertIn("--shape ellipse", self.error(*self.command, "--ellipse-sd", "2", status=2))
        self.assertIn("--ellipse-sd", self.error(*self.command, "--ellipse-sd", "3", status=2))

    def test_a_window_parts_what_lies_apart_in_time(self):
        file = self.police_file(gather(0.502, 51.385, 6) + gather(0.502, 51.385, 6, "2020-06"),
                                "two.csv")
        words = ("clusters", file, "--areas", self.areas, "--method", "st-dbscan", "--eps", "50m",
                 "--min-points", "4")
        summary = self.summary(*words, "--window", "14d")
        self.assertEqual(summary["clusters"]["sizes"], [6, 6])
        self.assertEqual(summary["clusters"]["window_days"], 14.0)
        self.assertIn("month", " ".join(summary["warnings"]))
        self.assertEqual(self.summary(*words, "--window", "30w")["clusters"]["sizes"], [12])

    def test_weights(self):
        rows = ["lon,lat,harm"] + ["0.502,51.385,2.5"] * 2 + ["0.515,51.387,1"] * 4
        file = self.write("harm.csv", "\n".join(rows) + "\n")
        words = ("clusters", file, "--areas", self.areas, "--min-points", "5")
        near = (*words, "--eps", "50m")
        self.assertEqual(self.summary(*near)["clusters"]["count"], 0)
        self.assertEqual(self.summary(*near, "--weight", "harm")["clusters"]["sizes"], [2])
        self.assertIn("hram", self.error(*near, "--weight", "hram"))
        self.assertIn("hdbscan", self.error(*words, "--weight", "harm", "--method", "hdbscan",
                                            status=2))
        bad = self.write("bad.csv", "lon,lat,harm\n0.502,51.385,much\n")
        self.assertIn("'much'", self.error("clusters", bad, "--areas", self.areas,
                                           "--weight", "harm"))

    def test_suggest(self):
        summary = self.summary(*self.command, "--suggest", "--min-points", "4")
        curve = summary["k_distance"]
        self.assertEqual(curve["curve"][-1]["incidents"], 22)
        distances = [row["distance_m"] for row in curve["curve"]]
        self.assertEqual(distances, sorted(distances, reverse=True))
        self.assertGreater(curve["knee_m"], 0)
        self.assertIn("--eps", self.run_program(*self.command, "--suggest", "--min-points", "4",
                                                "-q").stdout)
        self.assertIn("writes no layer", self.error(*self.command, "--suggest", "-o", "a.gpkg", status=2))
        self.assertIn("--method dbscan", self.error(*self.command, "--suggest", "--method", "nnh", status=2))

    def test_same_bytes_on_any_number_of_threads_and_in_any_order(self):
        rows = [police_row(round(0.5 + 0.02 * (i * i % 97) / 97, 6),
                           round(51.38 + 0.01 * (i * 7 % 89) / 89, 6),
                           ("Burglary", "Robbery")[i % 2]) for i in range(3000)]
        files = (self.police_file(rows, "a.csv"), self.police_file(rows[::-1], "b.csv"))
        for method in ("dbscan", "hdbscan", "st-dbscan", "nnh"):
            found = set()
            for threads, file in ((1, files[0]), (4, files[0]), (2, files[1])):
                out = self.folder / f"{method}{threads}.geojson"
                points = self.folder / f"{method}{threads}.csv"
                self.run_program("clusters", file, "--areas", self.areas,
                                 "--min-points", "12", *asked(method, eps="40m"), "--threads", threads, "-o", out, "--members", points)
                found.add((out.read_bytes(), points.read_bytes()))
            with self.subTest(method):
                self.assertEqual(len(found), 1)

    def test_bad_input_is_one_line(self):
        self.assertIn("unit", self.error(*self.command, "--eps", "100", status=2))
        self.assertIn("eps", self.error(*self.command, "--eps", "0m", status=2))
        self.assertIn("below zero", self.error(*self.command, "--eps=-5m", status=2))
        self.assertIn("min-points", self.error(*self.command, "--min-points", "0", status=2))
        self.assertIn("window", self.error(*self.command, "--method", "st-dbscan", "--window", "0d",
                                           status=2))
        self.assertIn("min-cluster-size", self.error(*self.command, "--method", "hdbscan",
                                                     "--min-cluster-size", "1", status=2))
        for count in ("2.7", "0.5"):
            self.assertIn("whole number", self.error(*self.command, "--method", "hdbscan", "--min-points",
                                                     count, status=2))
        for words, said in ((("--window", "3d"), "--window is for --method st-dbscan"),
                            (("--leaf",), "is for --method hdbscan"),
                            (("--p", "0.1"), "is for --method nnh"),
                            (("--method", "nnh", "--eps", "50m"), "is for --method dbscan"),
                            (("--ratio", "0.5"), "is for --shape concave"),
                            (("--ellipse-sd", "2"), "is for --shape ellipse"),
                            (("-o", "a.gpkg", "--members", "a.gpkg"), "the same file as -o")):
            self.assertIn(said, self.error(*self.command, *words, status=2), words)
        undated = self.write("undated.csv", "lon,lat\n0.502,51.385\n0.503,51.385\n")
        self.assertIn("dates", self.error("clusters", undated, "--areas", self.areas,
                                          "--method", "st-dbscan"))
        self.assertEqual(self.left_behind("undated.csv", self.incidents.name), [])

    def test_small_and_extreme_input_answers(self):
        one = self.police_file([police_row(0.505, 51.385)], "one.csv")
        same = self.police_file([police_row(0.505, 51.385)] * 50, "same.csv")
        for method in ("dbscan", "hdbscan", "st-dbscan", "nnh"):
            with self.subTest(method):
                words = ("--areas", self.areas, "--method", method)
                self.assertEqual(self.summary("clusters", one, *words)["clusters"]["count"], 0)
                found = self.summary("clusters", same, *words, "-o", f"{method}.geojson")["clusters"]
                self.assertEqual(found["count"], 0 if method == "hdbscan" else 1)
        self.assertEqual(self.clusters("--eps", "9000km")["sizes"], [22])
        self.assertEqual(self.clusters("--eps", "9000km", "--method", "st-dbscan")["sizes"], [22])
        self.assertEqual(self.clusters("--min-points", "1000")["noise"], 22)

    def test_no_points_are_refused(self):
        away = self.police_file([police_row(0.6, 51.5)] * 30, "away.csv")
        empty = self.police_file([], "empty.csv")
        for method in ("dbscan", "hdbscan", "st-dbscan", "nnh"):
            with self.subTest(method):
                words = ("--areas", self.areas, "--method", method)
                self.assertIn("outside the areas", self.error("clusters", away, *words))
                self.assertIn("empty.csv", self.error("clusters", empty, *words))

    def test_a_million_incidents_at_one_place_stay_linear(self):
        row = "0.505,51.385\n"
        small, large = 100_000, 1_000_000
        files = {n: self.write(f"same{n}.csv", "lon,lat\n" + row * n) for n in (small, large)}
        for method in ("dbscan", "hdbscan", "nnh"):
            with self.subTest(method):
                words = ("--areas", self.areas, *asked(method, simulations="0"), "--threads", "1")
                spent = {}
                for n, file in files.items():
                    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
                    found = self.summary("clusters", file, *words)["clusters"]
                    spent[n] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
                    # One place is no hierarchy: hdbscan knows no cluster without something around it.
                    expected = (0, n) if method == "hdbscan" else (1, 0)
                    self.assertEqual((found["count"], found["noise"]), expected)
                # Ten times the incidents; a square law would take a hundred times as long.
                self.assertLess(spent[large], 25 * spent[small] + 1.0, spent)


if __name__ == "__main__":
    unittest.main()
