"""Areas and archives that cost much, lie, or lie on one another: bounded, counted, and said."""
import io
import json
import math
import shutil
import struct
import subprocess
import time
import unittest
import zipfile

from support import EAST, POLICE_HEADER, WEST, Case, feature, police_row, square


class HardAreas(Case):
    def setUp(self):
        super().setUp()
        self.incidents = self.police_file([police_row(0.505, 51.385)] * 3 + [police_row(0.515, 51.385)])

    def collection(self, *features, name="made.geojson"):
        return self.write_json(name, {"type": "FeatureCollection", "features": list(features)})

    def rank(self, areas, *words):
        summary = self.summary("rank", self.incidents, "--areas", areas, *words)
        self.assert_adds_up(summary["incidents"])
        self.assertEqual(sum(row["count"] for row in summary["ranking"]),
                         summary["incidents"]["in_area"])
        return summary

    def counts(self, summary):
        return {row["area_code"]: row["count"] for row in summary["ranking"]}

    def test_a_scribble_is_refused_by_name_and_soon(self):
        tips = 2001
        ring = [[0.51 + 0.01 * math.cos(2 * math.pi * 1000 * i / tips),
                 51.385 + 0.005 * math.sin(2 * math.pi * 1000 * i / tips)] for i in range(tips)]
        areas = self.collection(WEST, feature("S1", "Scribble", [ring + ring[:1]]))
        message = self.error("rank", self.incidents, "--areas", areas, timeout=60)
        self.assertIn("Scribble", message)
        self.assertIn("crosses itself more than 100000 times", message)

    def test_a_star_of_some_crossings_is_repaired(self):
        tips = 65
        ring = [[0.51 + 0.01 * math.cos(2 * math.pi * 32 * i / tips),
                 51.385 + 0.005 * math.sin(2 * math.pi * 32 * i / tips)] for i in range(tips)]
        summary = self.rank(self.collection(feature("S1", "Star", [ring + ring[:1]])))
        self.assertTrue(any("Star" in w and "repaired" in w for w in summary["warnings"]))

    def test_many_tiny_areas(self):
        side, columns = 1e-4, 200
        features = [feature(f"T{i:06}", f"T{i:06}",
                            square(round(0.5 + i % columns * side, 6), round(51.38 + i // columns * side, 6),
                                   round(0.5 + (i % columns + 1) * side, 6),
                                   round(51.38 + (i // columns + 1) * side, 6)))
                    for i in range(20_000)]
        summary = self.summary("join", self.incidents, "--areas", self.collection(*features),
                               "-o", "joined.csv")
        self.assert_adds_up(summary["incidents"])
        self.assertEqual(summary["incidents"]["in_area"], 4)

    def many_areas_with_an_overlap_far_off(self):
        """A strip of 2,100 squares, and one that lies on the last of them, 30 km from the incidents."""
        def strip(code, i):
            return feature(code, code, square(round(0.5 + i * 2e-4, 6), 51.38, round(0.5 + (i + 1) * 2e-4, 6), 51.39))
        return self.collection(*[strip(f"T{i:04}", i) for i in range(2_100)], strip("U1", 2_099))

    def test_of_many_areas_those_near_incidents_are_audited_and_it_is_said(self):
        areas = self.many_areas_with_an_overlap_far_off()
        near = self.rank(areas)
        self.assertFalse([w for w in near["warnings"] if "that overlap" in w])
        said = [w for w in near["warnings"] if "--audit all looks in all" in w]
        self.assertEqual(len(said), 1, near["warnings"])
        self.assertRegex(said[0], r"^overlaps and gaps were looked for in the \d+ areas near incidents, not in the "
                                  r"other [\d,]+ areas: ")
        whole = self.rank(areas, "--audit", "all")
        self.assertTrue([w for w in whole["warnings"] if w.startswith("1 pair of areas that overlap")])
        self.assertFalse([w for w in whole["warnings"] if "--audit" in w])
        self.assertEqual(near["ranking"], whole["ranking"])

    def test_an_overlap_near_incidents_is_told_in_either_audit(self):
        inner = feature("A1", "Inner", square(0.504, 51.384, 0.506, 51.386))
        areas = self.collection(WEST, EAST, inner)
        for audit in ("near", "all"):
            warnings = self.rank(areas, "--audit", audit)["warnings"]
            self.assertTrue([w for w in warnings if w.startswith("1 pair of areas that overlap")], warnings)
            self.assertFalse([w for w in warnings if "--audit" in w])

    def test_for_publication_all_areas_are_audited(self):
        areas = self.many_areas_with_an_overlap_far_off()
        many = self.police_file([police_row(0.505, 51.385)] * 9 + [police_row(0.515, 51.385)] * 7,
                                "2020-02-many-street.csv")
        warnings = self.summary("rank", many, "--areas", areas, "--public")["warnings"]
        self.assertTrue([w for w in warnings if w.startswith("1 pair of areas that overlap")], warnings)
        self.assertIn("--audit near: its warnings would tell where incidents are",
                      self.error("rank", self.incidents, "--areas", areas, "--public", "--audit", "near",
                                 status=2))

    def coast(self, count, digits):
        """One area within a zigzag of so many vertices."""
        points = (f"[{0.51 + (0.01 + 1e-6 * (i % 2)) * math.cos(2 * math.pi * i / count):.{digits}f},"
                  f"{51.385 + (0.005 + 1e-6 * (i % 2)) * math.sin(2 * math.pi * i / count):.{digits}f}]"
                  for i in range(count))
        text = json.dumps({"type": "FeatureCollection", "features": [feature("C1", "Coast", "RING")]})
        ring = ",".join(points)
        return self.write("coast.geojson", text.replace('"RING"', f"[[{ring},{ring[:ring.index(']') + 1]}]]"))

    def test_a_ring_of_a_million_vertices(self):
        self.assertEqual(self.counts(self.rank(self.coast(1_000_000, 11))), {"C1": 4})

    def test_a_ring_of_200_000_vertices(self):
        self.assertEqual(self.counts(self.rank(self.coast(200_000, 9))), {"C1": 4})

    def test_areas_that_overlap_wholly_count_once_and_it_is_said(self):
        inner = feature("A1", "Inner", square(0.504, 51.384, 0.506, 51.386))
        summary = self.rank(self.collection(WEST, EAST, inner))
        self.assertEqual(self.counts(summary), {"A1": 3, "E1": 1, "W1": 0})
        self.assertTrue(any("overlap" in w for w in summary["warnings"]), summary["warnings"])

    def test_one_polygon_under_fifty_codes(self):
        copies = [{**WEST, "properties": {"area_code": f"W{i:02}", "area_name": f"West {i}"}}
                  for i in range(50)]
        summary = self.rank(self.collection(*copies, EAST))
        counts = self.counts(summary)
        self.assertEqual((counts["W00"], counts["E1"], len(counts)), (3, 1, 51))
        self.assertTrue(any("overlap" in w for w in summary["warnings"]), summary["warnings"])

    def test_slivers_below_a_millimetre(self):
        # A hundred-millionth of a degree is two thirds of a millimetre there.
        sliver = feature("A1", "Sliver", square(0.51, 51.38, 0.51000001, 51.39))
        east = feature("E1", "East", square(0.51000001, 51.38, 0.52, 51.39))
        counts = self.counts(self.rank(self.collection(WEST, sliver, east)))
        self.assertEqual(counts, {"A1": 0, "E1": 1, "W1": 3})
        self.run_program("check", self.incidents, "--areas", self.collection(WEST, sliver, east),
                         status=None)

    def test_neighbours_that_share_no_vertex_are_neighbours(self):
        def metres(code, west, south, east, north):
            return feature(code, code, square(west, south, east, north))
        areas = self.write_json("metres.geojson", {
            "type": "FeatureCollection", "features": [
                metres("W1", 570000, 160000, 574500, 168000), metres("E1", 574500, 160000, 580000, 168000),
                metres("U1", 568000, 168000, 577000, 172000), metres("V1", 577000, 168000, 590000, 172000)],
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}})
        summary = self.rank(areas)
        self.assertFalse([w for w in summary["warnings"] if "gap" in w or "overlap" in w])
        self.run_program("gi-star", self.incidents, "--areas", areas, "--weights", "rook",
                         "--write-weights", "w.gal")
        lines = (self.folder / "w.gal").read_text().splitlines()
        links = {lines[i].split()[0]: sorted(lines[i + 1].split()) for i in range(1, len(lines), 2)}
        self.assertEqual(links, {"E1": ["U1", "V1", "W1"], "U1": ["E1", "V1", "W1"],
                                 "V1": ["E1", "U1"], "W1": ["E1", "U1"]})

    def test_an_index_that_lies(self):
        shape = self.folder / "wards.shp"
        third = feature("N1", "North", [[[0.50, 51.39], [0.505, 51.395], [0.51, 51.395], [0.52, 51.39],
                                         [0.50, 51.39]]])
        subprocess.run(["ogr2ogr", shape, self.collection(WEST, EAST, third)], check=True)
        sound = self.counts(self.rank(shape))
        for ending in (".qix", ".sbn", ".sbx", ".idm", ".ind"):
            for content in (b"", b"\0" * 64, b"SQT\1\1\0\0\0" + b"\xff" * 64):
                beside = shape.with_suffix(ending)
                beside.write_bytes(content)
                self.assertEqual(self.counts(self.rank(shape)), sound, (ending, content))
                beside.unlink()
        index = shape.with_suffix(".shx")
        data = index.read_bytes()
        records = [data[100 + 8 * i:108 + 8 * i] for i in range(3)]
        for lie in ([1, 0, 2], [0, 0, 2], [2, 1, 0]):
            index.write_bytes(data[:100] + b"".join(records[i] for i in lie))
            message = self.error("rank", self.incidents, "--areas", shape)
            self.assertIn("wards.shx", message)
        index.write_bytes(data[:100] + records[0] + struct.pack(">II", 1 << 30, 100) + records[2])
        self.assertIn("wards.sh", self.error("rank", self.incidents, "--areas", shape))

    def test_an_archive_of_five_thousand_folders(self):
        deep = "f/" * 5000 + "2020-01-test-street.csv"
        with zipfile.ZipFile(self.folder / "deep.zip", "w") as archive:
            archive.writestr(deep, POLICE_HEADER + "\n" + police_row(0.505, 51.385) + "\n")
        for words in (["deep.zip", "--areas", self.areas], [self.incidents, "--areas", "deep.zip"]):
            message = self.error("rank", *words, timeout=20)
            self.assertIn("deep.zip: holds a file in 5000 folders", message)


if __name__ == "__main__":
    unittest.main()
