"""docs/outputs.md describes every column that any layer has, and none that no layer has."""
import csv
import json
import pathlib
import random
import re
import unittest

from support import SOURCE, Case, feature, police_row, square

PAGE = SOURCE / "docs" / "outputs.md"
OWN = ("lon", "lat", "date", "kind", "harm")  # of the input, which join hands on


def described():
    """Names in the first cell of each row of the table of columns."""
    section = PAGE.read_text(encoding="utf-8").split("\n## Columns\n")[1].split("\n##")[0]
    names = []
    for line in section.split("\n"):
        if line.startswith("| `"):
            names += re.findall(r"`([a-z0-9_]+)`", line.split("|")[1])
    return names


class ColumnPage(Case):
    def setUp(self):
        super().setUp()
        rng = random.Random(7)
        tiles = [feature(f"A{i}{j}", f"Area {i}{j}",
                         square(0.50 + i * 0.01, 51.38 + j * 0.01, 0.51 + i * 0.01,
                                51.39 + j * 0.01), people=1000 + 100 * i + 10 * j)
                 for i in range(4) for j in range(4)]
        self.areas = self.write_json("tiles.geojson",
                                     {"type": "FeatureCollection", "features": tiles})
        months = ["2019-01", "2019-02", "2020-01", "2020-02"]
        rows = []
        for k in range(600):
            # A third of all gather in one spot.
            lon, lat = ((rng.gauss(0.515, 0.0007), rng.gauss(51.395, 0.0005)) if k % 3 == 0
                        else (rng.uniform(0.5, 0.54), rng.uniform(51.38, 51.42)))
            rows.append(f"{lon:.5f},{lat:.5f},{months[k % 4]}-{1 + k % 28:02},"
                        f"{'Burglary' if k % 2 else 'Vehicle crime'},{1 + k % 3}")
        rows += ["0.5401,51.385,2020-01-05,Burglary,1"] * 2  # just outside
        self.file = self.write("a.csv", ",".join(OWN) + "\n" + "\n".join(rows) + "\n")

    def columns(self, *words, more=()):
        """The columns of what a command writes, as CSV names them."""
        folder = self.folder / f"out{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        name = words[0]
        self.run_program(name, self.file, "--type-column", "kind", *words[1:],
                         "-o", folder / "a.csv",
                         *(str(word).replace("OUT", str(folder)) for word in more))
        return self.headers(folder)

    @staticmethod
    def headers(folder):
        names = set()
        for path in pathlib.Path(folder).glob("**/*.csv"):
            with open(path, encoding="utf-8-sig", newline="") as file:
                names.update(next(csv.reader(file)))
        return names

    def written(self):
        areas = ("--areas", self.areas, "--population", "people")
        year = ("--from", "2020-01", "--to", "2020-02")
        nnh = ("--method", "nnh", "--simulations", "0", "--min-points", "5")
        return {
            "rank": self.columns("rank", *areas, *year),
            "join": self.columns("join", *areas, "--nearest", "50m") - set(OWN),
            "grid": self.columns("grid", *areas, "--cell", "300m", more=("--by-month", "OUT/months.csv")),
            "gi-star": self.columns("gi-star", *areas, "--mid-p", "--rate"),
            "gi-star, counts": self.columns("gi-star", *areas, more=("--lookup", "OUT/lookup.csv")),
            "gi-star over cells": self.columns("gi-star", *areas, "--cell", "300m"),
            "moran": self.columns("moran", *areas, "--raw"),
            "moran of a column": self.columns("moran", *areas[:2], "--value", "people"),
            "density": self.columns("density", *areas[:2], "--cell", "50m"),
            "density against": self.columns("density", *areas[:2], "--cell", "100m",
                                            "--type", "Burglary", "--against", "Vehicle crime"),
            "dbscan": self.columns("clusters", *areas, "--weight", "harm",
                                   more=("--members", "OUT/members.csv")),
            "hdbscan": self.columns("clusters", *areas, "--method", "hdbscan",
                                    more=("--members", "OUT/members.csv")),
            "st-dbscan": self.columns("clusters", *areas, "--method", "st-dbscan",
                                      "--window", "60d", more=("--members", "OUT/members.csv")),
            "nnh": self.columns("clusters", *areas, *nnh,
                                more=("--members", "OUT/members.csv")),
            "scan": self.columns("scan", *areas, "--gumbel", "--shape", "ellipse",
                                 more=("--windows", "OUT/windows.csv")),
            "scan in time": self.columns("scan", *areas, "--model", "space-time",
                                         "--replications", "9"),
            "concentration": self.columns("concentration", *areas[:2], "--simulations", "0"),
            "repeats": self.columns("repeats", *areas[:2]),
            "pattern": self.columns("pattern", *areas[:2], "--simulations", "19"),
            "near-repeat": self.columns("near-repeat", *areas[:2], "--permutations", "19",
                                        more=("--points", "OUT/points.csv", "--bands", "OUT/bands.csv")),
            "evaluate": self.columns("evaluate", *areas[:2], *year,
                                     more=("--rows", "OUT/rows.csv", "--curve", "OUT/curve.csv")),
            "before and after": self.columns("evaluate", *areas[:2], *year, "--target", "A00",
                                             "--control", "A11"),
            "rebase": self.columns("rebase", *areas, "--from-areas", self.areas,
                                   more=("--flows", "OUT/flows.csv")),
            "target": self.columns("target", *areas, *year, more=("--groups", "OUT/groups.csv", "--circles", "2", "--placed",
                                         "OUT/circles.csv", "--evidence", "OUT/evidence.csv")),
            "target by harm": self.columns("target", *areas, *year, "--harm", self.write(
                "harm.csv", "type,weight\nBurglary,20\nVehicle crime,3\n")),
            "scan members": self.columns("scan", *areas, "--replications", "9", more=("--members", "OUT/members.csv")),
            "aoristic": self.hours(),
            "grid by side": self.columns("grid", *areas, "--side", "300m"),
            **self.over_time(),
            "run": self.run_columns(),
            **self.others({"rank", "join", "grid", "gi-star", "moran", "density", "clusters",
                           "scan", "pattern", "near-repeat", "aoristic",
                           "emerging", "persistence", "evaluate", "rebase", "target", "run", "report", "boundaries",
                           "sample"}, areas, year),
        }

    def others(self, named, areas, year):
        """Every other command that writes layers, once for each kind of row that it knows."""
        usage = json.loads(self.run_program("--json-usage").stdout)
        written = {}
        for command in usage["commands"]:
            name = command["name"]
            options = {option["name"].lstrip("-"): option for option in command["options"]}
            if name in named or "output" not in options:
                continue
            for kind in options.get("by", {}).get("choices", [None]):
                by = [] if kind is None else ["--by", kind]
                written[" ".join([name, *by])] = self.columns(name, *areas, *year, *by)
        return written

    def hours(self):
        file = self.write("timed.csv", "lon,lat,date\n0.501,51.385,2020-01-04 10:30\n")
        self.run_program("aoristic", file, "--areas", self.areas, "-o", "hours.csv")
        with open(self.folder / "hours.csv", encoding="utf-8-sig", newline="") as table:
            return set(next(csv.reader(table)))

    def over_time(self):
        """Months enough for what looks at many of them, and clusters that follow others."""
        rows = [f"{0.501 + 0.0005 * k:.4f},51.385,2020-{1 + m:02}" for m in range(12)
                for k in range(20) for _ in range(1 + 3 * (k < 2))]
        (self.folder / "time").mkdir()
        self.write("months.csv", "\n".join(["lon,lat,date", *rows]) + "\n")
        words = ("months.csv", "--areas", self.areas)
        self.run_program("emerging", *words, "--cell", "100m", "-o", "time/e.csv", "--cube", "time/c.csv")
        self.run_program("persistence", *words, "-o", "time/p.csv")
        self.run_program("places", *words, "--public", "-o", "time/public.csv")
        self.run_program("clusters", *words, "-o", "time/one.gpkg")
        self.run_program("clusters", *words, "--follow", "time/one.gpkg", "-o", "time/two.csv")
        return {"over time": self.headers(self.folder / "time")}

    def run_columns(self):
        """All of `run`, on the wards that ship, which have a caveat."""
        rng = random.Random(8)
        rows = [police_row(round(rng.uniform(0.50, 0.56), 5), round(rng.uniform(51.36, 51.40), 5),
                           "Burglary" if k % 2 else "Anti-social behaviour")
                for k in range(300)]
        self.run_program("run", self.police_file(rows), "-o", "out")
        return self.headers(self.folder / "out" / "csv")

    def test_each_column_is_described_and_each_described_one_is_written(self):
        names = described()
        self.assertEqual(len(names), len(set(names)), "described twice")
        written = self.written()
        for command, columns in written.items():
            self.assertEqual(columns - set(names), set(), f"{command}: not in {PAGE.name}")
        self.assertEqual(set(names) - set.union(*written.values()), set(),
                         f"in {PAGE.name}, and nowhere else")

    def test_the_names_are_as_short_as_a_shapefile_needs(self):
        for name in described():
            self.assertLessEqual(len(name), 10, name)


if __name__ == "__main__":
    unittest.main()
