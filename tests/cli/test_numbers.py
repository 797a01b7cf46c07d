"""Numbers as other programs and countries write them, in every place where one is read."""
import json
import unittest

from support import EAST, WEST, Case, feature, square


class Numbers(Case):
    def setUp(self):
        super().setUp()
        self.points = [(570403.1 + 7 * i, 166694.9) for i in range(20)]
        self.grid = self.write_json("grid.geojson", {
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
            "features": [feature("A", "A", square(570000, 166000, 571000, 167000)),
                         feature("B", "B", square(571000, 166000, 572000, 167000))]})

    def cases(self, name, separator, text):
        lines = [separator.join(["Easting", "Northing", "harm"])]
        for x, y in self.points:
            lines.append(separator.join([text(x), text(y), text(1.5)]))
        return self.write(name, "\n".join(lines) + "\n")

    def test_coordinates_of_every_style_count_alike_in_every_command(self):
        files = [
            self.cases("plain.csv", ",", lambda x: f"{x:.1f}"),
            self.cases("comma.csv", ";", lambda x: f"{x:.1f}".replace(".", ",")),
            self.cases("quoted.csv", ",", lambda x: '"' + f"{x:.1f}".replace(".", ",") + '"'),
            self.cases("parted.csv", ",", lambda x: f'"{x:,.1f}"'),
            self.cases("dots.csv", ";", lambda x: f"{x:,.1f}".translate(str.maketrans(",.", ".,"))),
        ]
        for file in files:
            for command in ("rank", "join", "grid", "check", "pattern"):
                incidents = self.summary(command, file, "--areas", self.grid, status=None)["incidents"]
                self.assertEqual((incidents["in_area"], incidents["read"]), (20, 20), (file, command))
            clusters = self.summary("clusters", file, "--areas", self.grid, "--weight", "Harm",
                                    "--eps", "50m", "--min-points", "3")
            self.assertEqual(clusters["incidents"]["in_area"], 20)

    def test_points_between_thousands_are_read_where_the_map_shows_it(self):
        file = self.cases("thousands.csv", ";", lambda x: f"{x:,.0f}".replace(",", ".") if x > 2 else "1")
        for command in ("rank", "join", "grid", "check", "pattern"):
            done = self.run_program(command, file, "--areas", self.grid, status=None)
            self.assertIn("columns Easting and Northing: points are taken for signs between thousands, by where "
                          "the positions lie", done.stderr)
            incidents = self.summary(command, file, "--areas", self.grid, status=None)["incidents"]
            self.assertEqual((incidents["in_area"], incidents["read"]), (20, 20), command)
        for half in ("Easting;Northing\n570.403;166694\n570.410;166695\n",
                     "Easting;Northing\n570403;166.694\n570410;166.695\n"):
            file = self.write("half.csv", half)
            self.assertEqual(self.summary("grid", file, "--areas", self.grid)["incidents"]["in_area"], 2, half)
        degrees = self.write("degrees.csv", "lon,lat\n0.505,51.385\n0.515,51.386\n")
        self.assertEqual(self.summary("rank", degrees, "--areas", self.areas)["incidents"]["in_area"], 2)

    def test_two_styles_in_one_column_are_refused_with_both(self):
        file = self.write("two.csv", "Easting;Northing\n570403,1;166694\n570403.1;166694\n")
        for command in ("rank", "check", "join"):
            message = self.error(command, file, "--areas", self.grid)
            self.assertIn("'570403,1' has a decimal comma and '570403.1' a decimal point", message)

    def test_people_and_values(self):
        file = self.cases("plain.csv", ",", lambda x: f"{x:.1f}")
        for text, pop in (("code;pop\nA;1.202,5\nB;900\n", 1202.5), ("code,pop\nA,\"1,202\"\nB,9\n", 1202),
                          ("code,pop\nA,1202\nB,N/A\n", 1202), ("code;POP 2019\nA;1 202\nB;9\n", 1202)):
            people = self.write("people.csv", text)
            ranking = self.summary("rank", file, "--areas", self.grid, "--population",
                                   people)["ranking"]
            self.assertEqual({row["area_code"]: row["pop"] for row in ranking}["A"], pop, text)
        people = self.write("people.csv", "code;pop\nA;1.202\nB;2.345\n")
        message = self.error("rank", file, "--areas", self.grid, "--population", people)
        self.assertIn("column pop: '1.202' could be 1.202 or 1202", message)

    def test_values_of_areas(self):
        areas = [feature(f"A{i}", f"A{i}", square(0.5 + i / 100, 51.38, 0.51 + i / 100, 51.39),
                         **{"Harm Score": text, "thousands": "1,202"})
                 for i, text in enumerate(["1,5", "2,25", "NULL", "-", "0,5", "3"])]
        layer = self.write_json("v.geojson", {"type": "FeatureCollection", "features": areas})
        file = self.write("p.csv", "lon,lat\n0.505,51.385\n0.515,51.385\n0.555,51.385\n")
        for command in ("gi-star", "moran"):
            for name in ("Harm Score", "harm_score", "HARM-SCORE"):
                self.run_program(command, file, "--areas", layer, "--value", name)
            message = self.error(command, file, "--areas", layer, "--value", "thousands")
            self.assertIn("column thousands: '1,202' could be 1202 or 1.202", message)
            message = self.error(command, file, "--areas", layer, "--value", "harm_scor")
            self.assertIn("no column 'harm_scor' (did you mean 'Harm Score'?)", message)

    def test_columns_are_found_as_people_write_them(self):
        file = self.write("own.csv", "Est X,Nor Y,Wh\xe9n,Kind\n570403,166694,2020-01-14,Burglary\n")
        for x, y, time, kind in (("Est X", "Nor Y", "When", "Kind"), ("est_x", "NOR-Y", "wh\xe9n", "KIND")):
            summary = self.summary("rank", file, "--areas", self.grid, "--x", x, "--y", y, "--crs",
                                   "EPSG:27700", "--time", time, "--type-column", kind, "--area-id",
                                   "Area Code", "--area-name", "AREA-NAME", "--from", "2020-01")
            self.assertEqual(summary["incidents"]["in_area"], 1)
        message = self.error("rank", file, "--areas", self.grid, "--x", "est_z", "--y", "nor_y")
        self.assertIn("no column est_z (--x) (did you mean 'Est X'?)", message)

    def test_dates_with_the_month_first(self):
        text = "lon,lat,Date\n0.505,51.385,{}\n0.505,51.385,{}\n"
        words = ["--areas", self.areas, "--from", "2020-03", "--to", "2020-03"]
        either = self.write("either.csv", text.format("03/04/2020", "03/05/2020"))
        self.error("rank", either, *words)  # 3 April and 3 May
        told = self.summary("rank", either, *words, "--date-order", "month-first")
        self.assertEqual(told["incidents"]["located"], 2)
        april = self.summary("rank", either, "--areas", self.areas)
        self.assertIn("--date-order month-first", " ".join(april["warnings"]))
        proved = self.write("proved.csv", text.format("03/04/2020", "03/25/2020"))
        self.assertEqual(self.summary("rank", proved, *words)["incidents"]["located"], 2)
        mixed = self.write("mixed.csv", text.format("25/03/2020", "03/25/2020"))
        self.assertIn("day first (25/03/2020) and with the month first (03/25/2020)",
                      self.error("check", mixed, *words))

    def test_rows_left_out_for_an_unknown_type_are_said(self):
        rows = "lon,lat,Type\n" + "0.505,51.385,burglary\n" * 3
        rows += "0.505,51.385,Knife crime\n0.505,51.385,KNIFE-CRIME\n0.505,51.385,Knife crime\n"
        file = self.write("own.csv", rows)
        for command in ("rank", "join", "grid", "check", "clusters"):
            summary = self.summary(command, file, "--areas", self.areas, "--type", "crime",
                                   status=None)
            self.assertEqual(summary["incidents"]["located"], 3)
            self.assertIn("--type leaves out rows of types that are in no group: Knife crime (3)",
                          summary["warnings"])
        ranking = self.summary("rank", file, "--areas", self.areas)["ranking"]
        self.assertEqual(ranking[0]["types"], {"Burglary": 3, "Knife crime": 3})


if __name__ == "__main__":
    unittest.main()
