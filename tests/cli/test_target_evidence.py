"""hotward target: controls, power and what to expect, and what stands beside each site."""
import itertools
import json
import math
import random
import statistics
import unittest

from support import Case, feature, police_row, square

SIDE = 6
MONTHS = [f"{year}-{month:02}" for year in (2020, 2021) for month in range(1, 13)]


def code(row, column):
    return f"A{row}{column}"


def touching(a, b):
    return max(abs(int(a[1]) - int(b[1])), abs(int(a[2]) - int(b[2]))) <= 1


class Evidence(Case):
    def setUp(self):
        super().setUp()
        chance = random.Random(5)
        self.names = [code(r, c) for r, c in itertools.product(range(SIDE), repeat=2)]
        self.people = {area: 1000 + 50 * chance.randrange(20) for area in self.names}
        self.score = {area: chance.randrange(100) for area in self.names}
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(area, f"Area {area}",
                    square(*(round(v, 2) for v in (0.50 + 0.01 * int(area[2]), 51.30 + 0.01 * int(area[1]),
                                                   0.51 + 0.01 * int(area[2]), 51.31 + 0.01 * int(area[1])))),
                    people=self.people[area], imd=self.score[area])
            for area in self.names]})
        # The corner has most; what else there is differs by chance.
        mean = {area: 3 + 2 * (area in ("A00", "A01", "A10")) + chance.random() for area in self.names}
        self.counts = {(area, month): sum(chance.random() < mean[area] / 10 for _ in range(10))
                       for area in self.names for month in MONTHS}
        self.file = self.incidents()
        self.words = (self.file, "--areas", self.areas, "--population", "people", "--max-areas", "3")

    def incidents(self):
        rows = []
        for (area, month), count in self.counts.items():
            at = (round(0.503 + 0.01 * int(area[2]), 4), round(51.303 + 0.01 * int(area[1]), 4))
            rows += [police_row(*at, "Burglary", month)] * count
        return self.police_file(rows)

    def target(self, *more, words=None):
        return self.summary("target", *(self.words if words is None else words), *more)["target"]

    def year(self, area):
        return sum(self.counts[area, month] for month in MONTHS) / 2

    def trend(self, area):
        later = sum(self.counts[area, month] for month in MONTHS[12:])
        return math.log((later + 0.5) / (sum(self.counts[area, month] for month in MONTHS[:12]) + 0.5))

    def test_controls_neither_belong_to_the_group_nor_touch_it(self):
        found = self.target()
        group = found["group"]["areas"]
        evidence = found["evidence"]
        self.assertEqual((evidence["why_not"], evidence["months_compared"]), (None, 12))
        controls = [one["site_id"] for one in evidence["controls"]]
        self.assertEqual((len(controls), len(set(controls))), (3, 3))
        self.assertEqual(sorted(one["control_of"] for one in evidence["controls"]), sorted(group))
        for control in controls:
            self.assertFalse(any(touching(control, area) for area in group))
        self.assertAlmostEqual(evidence["seen_year"], sum(map(self.year, group)), places=9)
        self.assertLess(evidence["expected_year"], evidence["seen_year"])  # drawn towards the others
        self.assertAlmostEqual(evidence["control_year"], sum(map(self.year, controls)), places=9)

    def test_distances_and_balance_by_their_formulas(self):
        found = self.target()
        group, evidence = found["group"]["areas"], found["evidence"]
        others = [a for a in self.names if not any(touching(a, b) for b in group)]
        values = {"count": self.year, "trend": self.trend, "people": self.people.__getitem__}
        spread = {name: statistics.pstdev(map(of, group + others)) for name, of in values.items()}

        def squares(a, b):
            return {name: ((of(a) - of(b)) / spread[name]) ** 2 for name, of in values.items()}

        def apart(a, b):
            return math.sqrt(sum(squares(a, b).values()))

        for one in evidence["controls"]:
            self.assertAlmostEqual(one["distance"], apart(one["control_of"], one["site_id"]), places=9)
            parts = squares(one["control_of"], one["site_id"])
            for name, part in one["parts"].items():
                self.assertAlmostEqual(part, parts[name] / sum(parts.values()), places=9)
        least = min(sum(map(apart, group, chosen)) for chosen in itertools.permutations(others, 3))
        self.assertAlmostEqual(sum(one["distance"] for one in evidence["controls"]), least, places=9)
        controls = [one["site_id"] for one in evidence["controls"]]
        self.assertEqual([row["feature"] for row in evidence["balance"]], list(values))
        for row in evidence["balance"]:
            of = values[row["feature"]]
            mean = statistics.fmean(map(of, group))
            self.assertAlmostEqual(row["before"], (mean - statistics.fmean(map(of, others))) / spread[row["feature"]],
                                   places=9)
            self.assertAlmostEqual(row["after"], (mean - statistics.fmean(map(of, controls))) / spread[row["feature"]],
                                   places=9)

    def test_power_lies_near_the_closed_form(self):
        evidence = self.target("--effect", "25%", "--controls-each", "2")["evidence"]
        self.assertEqual(len(evidence["controls"]), 6)
        t, c, phi = evidence["expected_year"], evidence["control_year"], evidence["phi"]
        normal = statistics.NormalDist()
        for effect in evidence["effects"]:
            error = math.sqrt(phi * (1 / t + 1 / (t * (1 - round(effect["fewer"], 2))) + 2 / c))
            shift = -math.log(1 - round(effect["fewer"], 2)) / error
            power = normal.cdf(shift - 1.959964) + normal.cdf(-shift - 1.959964)
            self.assertAlmostEqual(effect["power"], power, delta=0.02, msg=effect["what"])
            self.assertAlmostEqual(effect["prevented"], effect["fewer"] * t, places=9)
            self.assertIn("--effect" if effect["fewer"] == 0.25 else "doi:10.", effect["source"])
        self.assertEqual(evidence["effects"][0]["fewer"], 0.25)
        self.assertAlmostEqual(evidence["false_alarms"], 0.05, delta=0.02)
        self.assertGreater(evidence["least_effect"], 0.1)

    def test_the_placebo_finds_little_where_nothing_was_done(self):
        placebo = self.target()["evidence"]["placebo"]
        self.assertIsNone(placebo["why_not"])
        self.assertGreaterEqual(placebo["groups"], 15)
        self.assertLessEqual(placebo["found"], placebo["groups"] / 5)

    def test_the_placebo_finds_what_moved_by_itself(self):
        # A planted fault of the design: every second area far from the group halves in the second year.
        for area in self.names:
            if int(area[1]) + int(area[2]) > 4:
                for month in MONTHS[12:]:
                    self.counts[area, month] *= 3 if int(area[2]) % 2 else 0
        self.file = self.incidents()
        done = self.run_program("target", *self.words[:-2], "--max-areas", "1")
        self.assertIn("That is too often", " ".join(done.stdout.split()))

    def test_given_features_are_matched_and_written(self):
        self.write("people.csv", "code,poor\n" + "\n".join(f"{a},{s / 10}" for a, s in self.score.items()) + "\n")
        found = self.target("--features", "imd", "--features", "people.csv:poor")
        self.assertEqual({row["site_id"]: row["f1_imd"] for row in found["sites"]}, self.score)
        self.assertEqual({row["site_id"]: row["f2_poor"] for row in found["sites"]},
                         {area: score / 10 for area, score in self.score.items()})
        self.assertEqual([row["feature"] for row in found["evidence"]["balance"]],
                         ["count", "trend", "people", "imd", "poor"])
        self.assertIn("--features", self.error("target", *self.words, "--features", "nothing"))
        self.assertIn("--features", self.error("target", *self.words, "--features", "imd", "--features", "imd", status=2))
        self.assertIn("--features", self.error("target", *self.words[:3], "--cell", "500m", "--features", "imd", status=2))

    def test_controls_that_are_named(self):
        found = self.target("--control", "A55", "--control", "Area A45", "--control", "a54")
        self.assertEqual(sorted(one["site_id"] for one in found["evidence"]["controls"]), ["A45", "A54", "A55"])
        group = found["group"]["areas"][0]
        for words, said, status in ((("A99",), "--control A99: there is no area of that code or name", 2),
                                    ((group,), f"--control {group}: it belongs to the group", 2),
                                    (("A55",), "--control it takes 3 controls, one for each of the group, and 1 is named", 1)):
            options = [word for name in words for word in ("--control", name)]
            with self.subTest(said):
                self.assertIn(said, self.error("target", *self.words, *options, status=status))

    def test_too_few_areas_for_controls(self):
        words = (*self.words[:-1], "16")
        found = self.target(words=words)
        evidence = found["evidence"]
        self.assertIn("it takes 16 areas, and only", evidence["no_controls"])
        self.assertEqual((evidence["controls"], evidence["false_alarms"]), ([], None))
        done = self.run_program("target", *words)
        self.assertIn("There are no controls: it takes 16 areas", " ".join(done.stdout.split()))

    def test_without_dates_there_is_no_evidence(self):
        rows = [f"{0.503 + 0.01 * int(a[2]):.3f},{51.303 + 0.01 * int(a[1]):.3f}" for a in self.names for _ in range(3)]
        file = self.write("points.csv", "lon,lat\n" + "\n".join(rows) + "\n")
        found = self.target(words=(file, *self.words[1:]))
        self.assertEqual(found["evidence"], {"why_not": "the incidents have no dates"})

    def test_the_layer(self):
        found = self.target("-o", "sites.geojson", "--evidence", "controls.geojson")
        rows = [one["properties"] for one in json.loads((self.folder / "controls.geojson").read_text())["features"]]
        self.assertEqual(len(rows), SIDE * SIDE)
        role = {row["site_id"]: row["role"] for row in rows}
        group = found["group"]["areas"]
        self.assertEqual({a for a in role if role[a] == "target"}, set(group))
        self.assertEqual({a for a in role if role[a] == "control"},
                         {one["site_id"] for one in found["evidence"]["controls"]})
        for row in rows:
            self.assertEqual(row["before"], sum(self.counts[row["site_id"], m] for m in MONTHS[:12]))
            self.assertEqual(row["after"], sum(self.counts[row["site_id"], m] for m in MONTHS[12:]))
            if row["role"] == "control":
                self.assertRegex(row["why"], r"^(count|trend|people) \d+%")

    def test_same_bytes_on_any_number_of_threads(self):
        made = {json.dumps(self.target("--threads", threads)) for threads in (1, 3)}
        self.assertEqual(len(made), 1)


class Beside(Case):
    """Season, hours and repeat places of a site."""

    def rows(self, times, lon=0.503):
        return [f"{lon},51.383,{time}" for time in times]

    def target(self, lines):
        file = self.write("timed.csv", "lon,lat,date\n" + "\n".join(lines) + "\n")
        found = self.summary("target", file, "--areas", self.areas)["target"]["sites"]
        return {row["site_id"]: row for row in found}

    def test_season(self):
        months = [f"2021-{m:02}" for m in range(1, 13)] * 2
        rows = [police_row(0.503, 51.383, month=month) for month in months + ["2021-07"] * 24]
        rows += [police_row(0.513, 51.383, month=month) for month in months]
        found = self.summary("target", self.police_file(rows), "--areas", self.areas)["target"]["sites"]
        found = {row["site_id"]: row for row in found}
        self.assertEqual(found["W1"]["season"], "summer (63%)")  # 30 of 48
        self.assertEqual(found["E1"]["season"], "none")

    def test_hours(self):
        times = [f"2021-03-{1 + k:02} {3 * (k % 8):02}:30" for k in range(24)]
        found = self.target(self.rows(times + ["2021-03-05 22:10"] * 24) + self.rows(times[:10], 0.513))
        self.assertEqual(found["W1"]["hours"], f"21:00 to 24:00 ({100 * 27 / 48:.0f}%)")
        self.assertIn(found["E1"]["hours"], ("", None))  # too few to say

    def test_repeat_places(self):
        lines = [f"{0.501 + 0.001 * k},51.383,2021-03-05 12:00" for k in (0, 0, 0, 1, 1, 2, 3, 4)]
        found = self.target(lines)
        self.assertEqual((found["W1"]["rep_places"], found["W1"]["rep_pct"]), (2, 62.5))
        self.assertEqual((found["E1"]["rep_places"], found["E1"]["rep_pct"]), (0, None))


if __name__ == "__main__":
    unittest.main()
