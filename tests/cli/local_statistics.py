"""What the tests of gi-star and moran share: a small map of squares, and the 22 wards."""
import csv
import json
import random

from support import SHARED, Case, police_row

WARDS = SHARED / "data/boundaries/medway_wards_22.geojson"
PROGRAMS = SHARED / "oracle/programs"


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def inner_point(rings):
    """A point well within a polygon: the middle of its widest crossing at half its height."""
    ys = [y for _, y in rings[0]]
    level = (min(ys) + max(ys)) / 2 + 1e-7
    crossings = []
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > level) != (y2 > level):
                crossings.append(x1 + (level - y1) * (x2 - x1) / (y2 - y1))
    crossings.sort()
    west, east = max(zip(crossings[::2], crossings[1::2]), key=lambda pair: pair[1] - pair[0])
    return (west + east) / 2, level


class MapCase(Case):
    """Squares of about 700 m by 1,100 m in rows and columns, A00 in the south-west."""

    side = 6
    west, south, width = 0.50, 51.30, 0.01

    def square_map(self, name="map.geojson", side=None, skip=(), **columns):
        """@param columns  a value per square, in the order of the codes"""
        features = []
        side = side or self.side
        for row in range(side):
            for column in range(side):
                if (row, column) in skip:
                    continue
                x, y = self.west + column * self.width, self.south + row * self.width
                ring = [[x, y], [x + self.width, y], [x + self.width, y + self.width],
                        [x, y + self.width], [x, y]]
                ring = [[round(a, 7), round(b, 7)] for a, b in ring]
                properties = {"area_code": f"A{row}{column}", "area_name": f"Square {row}-{column}"}
                for key, values in columns.items():
                    properties[key] = values[row * side + column]
                features.append({"type": "Feature", "properties": properties,
                                 "geometry": {"type": "Polygon", "coordinates": [ring]}})
        return self.write_json(name, {"type": "FeatureCollection", "features": features})

    def incidents_of(self, counts, name="2020-01-test-street.csv", side=None, shuffled=None):
        rows = []
        side = side or self.side
        for i, count in enumerate(counts):
            row, column = divmod(i, side)
            point = (round(self.west + (column + 0.5) * self.width, 6),
                     round(self.south + (row + 0.5) * self.width, 6))
            rows += [police_row(*point)] * count
        if shuffled is not None:
            random.Random(shuffled).shuffle(rows)
        return self.police_file(rows, name)

    def hot_counts(self):
        """Few everywhere, many around (4, 4)."""
        draw = random.Random(7)
        return [draw.randint(0, 3) + (20 if abs(i // 6 - 4) <= 1 and abs(i % 6 - 4) <= 1 else 0)
                for i in range(36)]

    def gal(self, rows, name="map.gal"):
        """@param rows  code -> codes"""
        lines = [f"0 {len(rows)} map area_code"]
        for code, neighbours in rows.items():
            lines += [f"{code} {len(neighbours)}", " ".join(neighbours)]
        return self.write(name, "\n".join(lines) + "\n")

    def wards22(self, people=False):
        """The 22 wards with the counts of oracle/programs as a column, and a file of incidents that
        gives each as many."""
        if not (PROGRAMS / "wards22.data.csv").exists():
            self.skipTest("skipped: no ../shared")
        data = {row["WD13CD"]: row for row in read_csv(PROGRAMS / "wards22.data.csv")}
        layer = json.loads(WARDS.read_text())
        rows = []
        for feature in layer["features"]:
            properties = feature["properties"]
            code = next(v for v in properties.values() if v in data)
            geometry = feature["geometry"]
            polygons = (geometry["coordinates"] if geometry["type"] == "MultiPolygon"
                        else [geometry["coordinates"]])
            largest = max(polygons, key=lambda rings: len(rings[0]))
            rows += [police_row(*inner_point(largest))] * int(data[code]["count"])
            properties["score"] = float(data[code]["count"])
        areas = self.write_json("wards.geojson", layer)
        order = [row["WD13CD"] for row in read_csv(PROGRAMS / "wards22.data.csv")]
        return areas, self.police_file(rows), order

    def table(self, path):
        rows = read_csv(path)
        key = "cell_id" if "cell_id" in rows[0] else "area_code"
        return {row[key]: row for row in rows}
