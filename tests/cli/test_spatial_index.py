"""The spatial index of a GeoPackage: packed by hand, so SQLite itself is asked whether it is sound."""
import random
import sqlite3
import struct
import unittest

from support import Case

GDAL_TRIGGERS = {"insert", "delete"}


def envelope(blob):
    """Of a GeoPackage's shape: the box in its head, or its point."""
    flags = blob[3]
    order = "<" if flags & 1 else ">"
    if (flags >> 1) & 7 == 1:
        return struct.unpack_from(order + "4d", blob, 8)
    x, y = struct.unpack_from("<2d" if blob[8] else ">2d", blob, 13)
    return x, x, y, y


class SpatialIndex(Case):

    def setUp(self):
        super().setUp()
        draw = random.Random(3)
        rows = ["longitude,latitude,date,type"]
        for k in range(400):
            rows.append(f"{draw.uniform(0.4995, 0.5205):.6f},{draw.uniform(51.3795, 51.3905):.6f},2020-01-{1 + k % 28:02},Burglary")
        self.cases = self.write("cases.csv", "\n".join(rows) + "\n")

    def made(self, *words, name="made.gpkg"):
        self.run_program(*words, "--areas", self.areas, "-o", name, "--overwrite")
        database = sqlite3.connect(self.folder / name)
        self.addCleanup(database.close)
        return database

    def check(self, database, table):
        index = f"rtree_{table}_geom"
        self.assertEqual(database.execute(f"SELECT rtreecheck('{index}')").fetchone()[0], "ok")
        shapes = {fid: envelope(blob) for fid, blob in database.execute(f"SELECT fid, geom FROM {table}") if blob}
        boxes = {row[0]: row[1:] for row in database.execute(f"SELECT id, minx, maxx, miny, maxy FROM {index}")}
        self.assertEqual(boxes.keys(), shapes.keys())
        for fid, (low_x, high_x, low_y, high_y) in shapes.items():
            box = boxes[fid]
            self.assertTrue(box[0] <= low_x and high_x <= box[1] and box[2] <= low_y and high_y <= box[3])
            self.assertLess(max(low_x - box[0], box[1] - high_x, low_y - box[2], box[3] - high_y), 0.07)  # a float's metre
        draw = random.Random(4)
        xs = [x for low, high, _, _ in shapes.values() for x in (low, high)]
        ys = [y for _, _, low, high in shapes.values() for y in (low, high)]
        for _ in range(50):
            west, east = sorted(draw.uniform(min(xs), max(xs)) for _ in range(2))
            south, north = sorted(draw.uniform(min(ys), max(ys)) for _ in range(2))
            found = {row[0] for row in database.execute(
                f"SELECT id FROM {index} WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?",
                (west, east, south, north))}
            inside = {fid for fid, (a, b, c, d) in shapes.items() if b >= west and a <= east and d >= south and c <= north}
            self.assertLessEqual(inside, found)  # rounded outwards
            self.assertLess(len(found - inside), 1 + 0.02 * len(shapes))
        return len(shapes)

    def test_one_node_two_levels_and_three(self):
        for cell, least, most in (("600m", 1, 51), ("100m", 100, 51 * 51), ("20m", 51 * 51 + 1, 10**6)):
            with self.subTest(cell=cell):
                database = self.made("grid", self.cases, "--cell", cell)
                count = self.check(database, "grid_incidents")
                self.assertTrue(least <= count <= most, count)

    def test_points_and_rows_without_a_shape(self):
        self.write("cases.csv", self.cases.read_text() + ",,2020-01-05,Burglary\n")
        self.assertEqual(self.check(self.made("join", self.cases), "incidents"), 400)

    def test_it_is_kept_true_to_the_table_as_gdal_does(self):
        database = self.made("grid", self.cases, "--cell", "100m")
        triggers = {row[0].removeprefix("rtree_grid_incidents_geom_") for row in
                    database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rtree%'")}
        self.assertLessEqual(GDAL_TRIGGERS, triggers)
        self.assertGreaterEqual(len(triggers), 6)
        self.assertEqual(database.execute("SELECT table_name, column_name FROM gpkg_extensions WHERE extension_name = "
                                          "'gpkg_rtree_index'").fetchall(), [("grid_incidents", "geom")])
        count = database.execute("SELECT count(*) FROM rtree_grid_incidents_geom").fetchone()[0]
        database.create_function("ST_IsEmpty", 1, lambda blob: 0)
        database.execute("DELETE FROM grid_incidents WHERE fid <= 10")
        self.assertEqual(database.execute("SELECT count(*) FROM rtree_grid_incidents_geom").fetchone()[0], count - 10)
        self.assertEqual(database.execute("SELECT rtreecheck('rtree_grid_incidents_geom')").fetchone()[0], "ok")

    def test_the_same_bytes_again(self):
        self.made("grid", self.cases, "--cell", "50m")
        first = (self.folder / "made.gpkg").read_bytes()
        self.made("grid", self.cases, "--cell", "50m", "--threads", "1")
        self.assertEqual((self.folder / "made.gpkg").read_bytes(), first)


if __name__ == "__main__":
    unittest.main()
