"""density --public: who works backwards from the surface finds no incident among fewer than five."""
import math
import random
import shutil
import subprocess
import unittest

from support import Case, feature, square

KERNELS = ("quartic", "triweight", "epanechnikov", "uniform", "conic", "gaussian")
EDGES = ("none", "uniform", "diggle")
BANDWIDTH = 200.0
CELL = 50.0
# Half the bandwidth, but less of a kernel that smooths less than a quartic one, and more of a Gaussian.
SQUARES = {"triweight": 90, "gaussian": 283}


def share(kernel, d):
    """k(d) over k(0)."""
    u = d / BANDWIDTH
    if kernel == "gaussian":
        return math.exp(-u * u / 2)
    if u > 1:
        return 0.0
    return {"quartic": (1 - u * u) ** 2, "triweight": (1 - u * u) ** 3, "epanechnikov": 1 - u * u,
            "uniform": 1.0, "conic": 1 - u}[kernel]


class Surfaces(Case):
    def setUp(self):
        super().setUp()
        if shutil.which("gdal_translate") is None:
            self.skipTest("no gdal_translate")
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature("A1", "Town", square(0.50, 51.37, 0.56, 51.41))]})

    def surface(self, points, *words, unit="raw", bandwidth=BANDWIDTH):
        """{(easting, northing): value} of the cells above 0, and the raster's bytes."""
        rows = "".join(f"{x},{y}\n" for x, y in points)
        file, tif = self.write("points.csv", "x,y\n" + rows), self.folder / "points.tif"
        self.run_program("density", file, "--crs", "EPSG:27700", "--x", "x", "--y", "y", "--areas", self.areas,
                         "--cell", f"{CELL:.0f}m", "--bandwidth", f"{bandwidth:.0f}m", "--unit", unit, "-o", tif,
                         "--overwrite", *words)
        text = self.folder / "points.xyz"
        subprocess.run(["gdal_translate", "-q", "-of", "XYZ", tif, text], check=True)
        cells = {}
        for line in text.read_text().splitlines():
            x, y, value = map(float, line.split())
            if value > 0:
                cells[x, y] = value
        return cells, tif.read_bytes()


class FitAttack(Surfaces):
    """Twenty at a place that is known, and one more near it: what the surface has beside the twenty."""

    def find(self, kernel, cells, places, around):
        """Where one more incident explains what the known ones leave, and how much of it.

        Of the places where the known ones may be thought to lie, the attacker takes what fits best."""
        def rest_of(place):
            return {c: v - 20 * share(kernel, math.dist(c, place)) for c, v in cells.items()}

        rest = min((rest_of(p) for p in places), key=lambda r: sum(v * v for v in r.values()))
        whole = sum(v * v for v in rest.values())
        if whole < 1e-6:
            return None, 0.0
        best = (whole, None)
        for step, centre in ((40, around), (8, None)):
            centre = centre or best[1]
            for dx in range(-7, 8):
                for dy in range(-7, 8):
                    at = centre[0] + step * dx, centre[1] + step * dy
                    left = sum((v - share(kernel, math.dist(c, at))) ** 2 for c, v in rest.items())
                    if left < best[0]:
                        best = left, at
            if best[1] is None:
                return None, 0.0
        return best[1], 1 - best[0] / whole

    def test_a_lone_incident_is_not_found(self):
        for seed, kernel in enumerate(KERNELS):
            chance = random.Random(seed)
            known = (576040 + chance.randrange(20), 168930 + chance.randrange(20))
            angle = chance.uniform(0, 2 * math.pi)
            lone = (round(known[0] + 150 * math.cos(angle)), round(known[1] + 150 * math.sin(angle)))
            # Others that are too few far off, so that the lone one is not the only one left out.
            few = [(575200, 167700)] * 3 + [(577500, 170000)] * 4
            with self.subTest(kernel):
                points = [known] * 20 + [lone] + few
                side = SQUARES.get(kernel, 100)
                centre = tuple((math.floor(v / side) + 0.5) * side for v in known)
                plain, _ = self.surface(points, "--kernel", kernel, "--edge", "none")
                near = {c: v for c, v in plain.items() if math.dist(c, known) < 500}
                at, explained = self.find(kernel, near, (known, centre), known)
                self.assertLess(math.dist(at, lone), 2 * CELL if kernel == "uniform" else 20)
                self.assertGreater(explained, 0.9)
                public, _ = self.surface(points, "--kernel", kernel, "--edge", "none", "--public")
                at, explained = self.find(kernel, public, (known, centre), known)
                if kernel != "gaussian":  # there both lie in one square, of 21
                    self.assertIsNone(at, f"{explained} at {at}")


class Indistinguishable(Surfaces):
    """Wherever those lie who are among fewer than five, the surface is the same to the last byte."""

    @staticmethod
    def crowds(chance):
        """Places with six and more, each in the middle of its square, and of one of 300 m."""
        squares = chance.sample([(x, y) for x in range(1920, 1926) for y in range(563, 567)], 6)
        return [(300 * x + 150 + chance.randrange(-40, 0), 300 * y + 150 + chance.randrange(-40, 0))
                for x, y in squares for _ in range(chance.randrange(6, 25))]

    @staticmethod
    def lone(chance, taken):
        """Threes and ones in squares without a crowd, no two of them near each other."""
        free = [(x, y) for x in range(1917, 1925) for y in range(559, 566)
                if not any(abs(300 * x + 150 - a) < 300 and abs(300 * y + 150 - b) < 300 for a, b in taken)]
        points = []
        for i, (x, y) in enumerate(chance.sample(free, 12)):
            points += [(300 * x + chance.randrange(10, 90), 300 * y + chance.randrange(10, 90))] * (3 if i < 5 else 1)
        return points

    def test_whatever_the_kernel_the_edge_and_the_unit(self):
        for seed in range(12):
            chance = random.Random(seed)
            kernel, edge = KERNELS[seed % 6], EDGES[(seed + seed // 6) % 3]
            unit = ("raw", "km2", "cell", "probability")[seed % 4]
            crowd = self.crowds(chance)
            made, plain = set(), set()
            for version in range(2):
                points = crowd + self.lone(chance, crowd)
                chance.shuffle(points)
                # A Gaussian's squares are wider: with 70 m they are again of 99 m.
                words = ("--kernel", kernel, "--edge", edge)
                how = {"unit": unit, "bandwidth": 70 if kernel == "gaussian" else BANDWIDTH}
                if seed < 2:
                    plain.add(self.surface(points, *words, **how)[1])
                made.add(self.surface(points, *words, "--public", **how)[1])
            with self.subTest(kernel=kernel, edge=edge, unit=unit):
                self.assertEqual(len(plain), 2 if seed < 2 else 0)
                self.assertEqual(len(made), 1)

    def test_a_uniform_kernel_has_no_step_of_one(self):
        points = [(576050, 168950)] * 20 + [(576180, 168950)] + [(575150, 167950)] * 3 + [(577450, 169950)] * 4
        for words, steps in (((), True), (("--public",), False)):
            cells, _ = self.surface(points, "--kernel", "uniform", "--edge", "none", *words)
            self.assertEqual({round(v) for v in cells.values()}, {1, 3, 4, 20, 21} if steps else {20})


class Said(Surfaces):
    def test_how_many_are_left_out(self):
        points = [(576050, 168950)] * 20 + [(575150, 167950)] * 3 + [(577450, 169950)] * 4
        file = self.write("said.csv", "x,y\n" + "".join(f"{x},{y}\n" for x, y in points))
        tif, layer = self.folder / "said.tif", self.folder / "said.gpkg"
        words = ("density", file, "--crs", "EPSG:27700", "--x", "x", "--y", "y", "--areas", self.areas, "--public",
                 "-o", tif, "-o", layer, "--overwrite")
        summary = self.summary(*words)
        self.assertEqual((summary["density"]["merged_m"], summary["density"]["left_out"]), (150, 7))
        self.assertAlmostEqual(summary["density"]["mass"], 20.0)
        said = ("Only 20 of 27 incidents may be shown: they were counted in squares of 150 m, and 7 in those "
                "with fewer than 5, or hidden to protect those, are left out.")
        text = " ".join(self.run_program(*words).stdout.split())
        self.assertTrue(text.startswith(said + " What may be shown is densest"), text)
        self.assertIn("Half of those shown lie in the busiest", text)
        self.assertIn(said.encode(), layer.read_bytes())
        self.assertIn(said, subprocess.run(["gdalinfo", tif], capture_output=True, text=True, check=True).stdout)

    def test_a_bandwidth_by_rule_tells_two_digits(self):
        chance = random.Random(3)
        points = [(576000 + 50 * chance.randrange(20), 168000 + 50 * chance.randrange(20)) for _ in range(4000)]
        file = self.write("rule.csv", "x,y\n" + "".join(f"{x},{y}\n" for x, y in points))
        words = ("density", file, "--crs", "EPSG:27700", "--x", "x", "--y", "y", "--areas", self.areas,
                 "--bandwidth", "scott")
        plain = self.summary(*words)["density"]["bandwidth_m"]
        public = self.summary(*words, "--public")["density"]["bandwidth_m"]
        self.assertEqual(public, float(f"{plain:.2g}"))
        self.assertNotEqual(public, plain)


if __name__ == "__main__":
    unittest.main()
