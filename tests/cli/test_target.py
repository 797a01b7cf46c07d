"""hotward target: which small area to bid for, from the command line to sites, groups and profiles."""
import csv
import itertools
import json
import random
import re
import unittest

from support import SHARED, SOURCE, Case, feature, police_row, square

SIDE = 4  # areas in a row of the square map
PROFILES = ["essex-150", "hex-350", "safer-streets-2020", "safer-streets-round-2", "safer-streets-round-3",
            "safer-streets-round-4", "safer-streets-round-5", "west-midlands"]


def code(row, column):
    return f"A{row}{column}"


class Target(Case):
    def setUp(self):
        super().setUp()
        chance = random.Random(11)
        self.people = {code(r, c): 1000 + 100 * chance.randrange(9) for r in range(SIDE) for c in range(SIDE)}
        self.homes = {area: 300 + 10 * chance.randrange(30) for area in self.people}
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(code(r, c), f"Area {r}-{c}",
                    square(round(0.50 + 0.01 * c, 2), round(51.30 + 0.01 * r, 2),
                           round(0.51 + 0.01 * c, 2), round(51.31 + 0.01 * r, 2)),
                    people=self.people[code(r, c)], homes=self.homes[code(r, c)])
            for r in range(SIDE) for c in range(SIDE)]})
        self.counts = {area: chance.randrange(20) for area in self.people}
        self.rows = []
        for (r, c) in itertools.product(range(SIDE), repeat=2):
            at = (round(0.503 + 0.01 * c, 4), round(51.303 + 0.01 * r, 4))
            for k in range(self.counts[code(r, c)]):
                kind = ("Burglary", "Robbery", "Vehicle crime", "Theft from the person")[k % 4]
                self.rows.append(police_row(*at, kind, f"2020-{1 + k % 6:02}", street=f"On or near Street {k % 2}"))
            self.rows += [police_row(*at, "Bicycle theft", "2020-02")] * 3
            self.rows += [police_row(*at, "Anti-social behaviour", "2020-03")] * (1 + c)
        self.file = self.police_file(self.rows)
        self.words = (self.file, "--areas", self.areas, "--population", "people", "--households", "homes",
                      "--type", "neighbourhood")

    def target(self, *more, words=None):
        return self.summary("target", *(self.words if words is None else words), *more)["target"]

    def groups(self, fits):
        """The most that any connected set of areas holds that fits: by going through all of them."""
        names = sorted(self.people)
        place = {code(r, c): (r, c) for r in range(SIDE) for c in range(SIDE)}
        near = [sum(1 << j for j, b in enumerate(names)
                    if a != b and max(abs(place[a][0] - place[b][0]), abs(place[a][1] - place[b][1])) == 1)
                for a in names]
        best = -1
        for bits in range(1, 1 << len(names)):
            chosen = [names[k] for k in range(len(names)) if bits >> k & 1]
            count = sum(self.counts[area] for area in chosen)
            if count <= best or not fits(chosen):
                continue
            met, before = bits & -bits, 0
            while met != before:
                before = met
                for k in range(len(names)):
                    if met >> k & 1:
                        met |= near[k] & bits
            if met == bits:
                best = count
        return best

    def test_counts_rates_and_ranks(self):
        found = self.target()
        self.assertEqual({row["site_id"]: row["count"] for row in found["sites"]}, self.counts)
        self.assertEqual(found["count"], sum(self.counts.values()))
        self.assertEqual([row["count"] for row in found["sites"]], sorted(self.counts.values(), reverse=True))
        for row in found["sites"]:
            area = row["site_id"]
            self.assertAlmostEqual(row["rate_1k"], 1000 * row["count"] / self.people[area], places=9)
            self.assertAlmostEqual(row["hh_1k"], 1000 * row["count"] / self.homes[area], places=9)
            self.assertLessEqual(row["hh_1k_lo"], row["hh_1k"])
            self.assertLess(row["hh_1k"], row["hh_1k_hi"])
            self.assertLessEqual(row["rank_lo"], row["rank"])
            self.assertLessEqual(row["rank"], row["rank_hi"])
            self.assertEqual(row["asb"], 1 + int(area[2]))
            self.assertIsNone(row["nr_pct"])
        self.assertEqual([row["hot"] for row in found["sites"]], [1] + [0] * 15)  # 5% of 16

    def test_only_the_incidents_asked_for_are_counted(self):
        summary = self.summary("target", *self.words)
        self.assertEqual(summary["incidents"]["in_area"], sum(self.counts.values()))
        self.assert_adds_up(summary["incidents"])

    def test_crime_where_nothing_is_asked_for(self):
        found = self.target(words=self.words[:-2])
        self.assertEqual((found["theme"], found["count"]), ("crime", sum(self.counts.values()) + 3 * 16))
        self.assertEqual({row["asb"] for row in found["sites"]}, {1, 2, 3, 4})
        asb = self.target(words=(*self.words[:-2], "--type", "asb"))
        self.assertEqual({row["asb"] for row in asb["sites"]}, {None})

    def test_streets_and_months(self):
        row = next(row for row in self.target()["sites"] if row["count"] > 3)
        # One map point has one name: that of most of its rows.
        self.assertEqual(row["streets"], f"Street 0 ({row['count']})")
        found = self.target("--months", "2")
        self.assertEqual((found["period"], found["months"]), ("2020-05 to 2020-06", 2))
        self.assertEqual(found["count"], sum(1 for row in self.rows if re.search(r"2020-0[56]", row)))

    def test_how_long_it_stays_hot(self):
        rows = [police_row(0.503, 51.303, month=f"2020-{m:02}") for m in range(1, 9) for _ in range(5)]
        rows += [police_row(0.513, 51.303, month=f"2020-{m:02}") for m in range(1, 9) for _ in range(9 * (m == 8))]
        file = self.police_file(rows, "2020.csv")
        found = self.target("--spots", "1", words=(file, "--areas", self.areas))
        self.assertEqual((found["window_months"], found["windows"]), (3, 6))
        shares = {row["site_id"]: row["hot_share"] for row in found["sites"]}
        self.assertAlmostEqual(shares["A00"], 1.0)  # 15 in each window, the other 9 in the last
        self.assertEqual(shares["A01"], 0.0)

    def test_the_group_equals_all_connected_sets(self):
        for words, fits in (
                (("--max-areas", "3"), lambda chosen: len(chosen) <= 3),
                (("--max-households", "1500"), lambda chosen: sum(self.homes[a] for a in chosen) <= 1500),
                (("--max-people", "5000", "--max-areas", "5"),
                 lambda chosen: len(chosen) <= 5 and sum(self.people[a] for a in chosen) <= 5000)):
            with self.subTest(words):
                found = self.target(*words)
                group = found["group"]
                self.assertEqual(group["captured"], self.groups(fits))
                self.assertEqual((group["bound"], group["gap_pct"], group["exact"]), (group["captured"], 0.0, True))
                self.assertTrue(fits(group["areas"]))
                self.assertEqual(group["captured"], sum(self.counts[a] for a in group["areas"]))
                self.assertEqual(group["households"], sum(self.homes[a] for a in group["areas"]))
                by_count = found["by_count"]
                self.assertTrue(fits(by_count["areas"]))
                gain = (group["captured"] / group["households"]) / (by_count["captured"] / by_count["households"])
                self.assertAlmostEqual(by_count["gain_pct"], 100 * (gain - 1), places=9)

    def test_alternatives_share_no_more_than_asked(self):
        found = self.target("--max-areas", "4", "--alternatives", "3", "--overlap", "0%")
        seen = set()
        for group in [found["group"], *found["alternatives"]]:
            self.assertFalse(seen & set(group["areas"]))
            seen |= set(group["areas"])
        self.assertEqual(len(found["alternatives"]), 3)
        counts = [group["captured"] for group in [found["group"], *found["alternatives"]]]
        self.assertEqual(counts, sorted(counts, reverse=True))

    def test_layers(self):
        self.run_program("target", *self.words, "--max-areas", "3", "-o", "sites.geojson", "--groups", "groups.geojson")
        sites = json.loads((self.folder / "sites.geojson").read_text())["features"]
        groups = json.loads((self.folder / "groups.geojson").read_text())["features"]
        self.assertEqual(len(sites), 16)
        self.assertEqual([row["properties"]["group"] for row in groups], [1, 2, 3])
        members = {row["properties"]["site_id"] for row in sites if row["properties"]["group"] == 1}
        self.assertEqual(members, set(self.target("--max-areas", "3")["group"]["areas"]))
        self.assertEqual(groups[0]["properties"]["sites"], 3)
        self.assertTrue((self.folder / "sites.qml").exists())

    def test_text(self):
        text = " ".join(self.run_program("target", *self.words, "--max-areas", "3").stdout.split())
        self.assertIn("No other group of neighbours within these bounds holds more.", text)
        self.assertIn("By their count alone one would take 3 areas in", text)
        self.assertIn("Burglary and robbery hold those of businesses, too: data.police.uk does not part them.", text)
        self.assertIn("How many came soon after another nearby is not known: the incidents are dated by month", text)
        self.assertIn("Nothing was said of how large a group may be",
                      " ".join(self.run_program("target", *self.words).stdout.split()))

    def test_near_repeats_where_days_are_known(self):
        rows = ["0.503,51.303,2020-01-01", "0.503,51.303,2020-01-03", "0.503,51.303,2020-03-01",
                "0.513,51.303,2020-01-01", "0.503,51.303,2020-05-20"]
        file = self.write("days.csv", "\n".join(["lon,lat,date", *rows]) + "\n")
        found = self.target(words=(file, "--areas", self.areas))
        shares = {row["site_id"]: row["nr_pct"] for row in found["sites"] if row["count"]}
        self.assertEqual(shares, {"A00": 25.0, "A01": 0.0})

    def test_cells(self):
        found = self.target("--side", "202m", "--shape", "hex-flat", "--spots", "3", words=self.words[:3])
        self.assertEqual((found["shape"], found["side_m"], len(found["sites"])), ("hex-flat", 202.0, 3))
        self.assertTrue(all(row["site_id"].startswith("fs202_") for row in found["sites"]))
        self.assertTrue(all(row["area_name"].startswith("Area ") for row in found["sites"]))
        self.assertIsNone(found["sites"][0]["rate_1k"])
        said = self.error("target", *self.words, "--cell", "300m", "--max-people", "500")
        self.assertIn("--max-people of cells neither people nor households are known", said)
        self.run_program("target", *self.words, "--cell", "300m", "-o", "cells.csv")
        with (self.folder / "cells.csv").open(encoding="utf-8-sig", newline="") as table:
            counts = [(int(row["count"]), row["group"]) for row in csv.DictReader(table)]
        self.assertEqual(sorted(count for count, _ in counts if count),
                         sorted(count for count in self.counts.values() if count))
        self.assertTrue(all(group for count, group in counts if count == 0))  # no empty cell but of a group

    def test_profiles_that_ship(self):
        listed = self.summary("target", "--list-profiles")["profiles"]
        self.assertEqual([one["name"] for one in listed], PROFILES)
        for one in listed:
            self.assertTrue(one["fields"] or one["gaps"])
            self.assertTrue(all(field["source"] for field in one["fields"]))
        text = self.run_program("target", "--list-profiles").stdout
        self.assertIn("safer-streets-round-5: Safer Streets Fund, fifth round, October 2023 to March 2025, closed in "
                      "March 2025.", " ".join(text.split()))
        closed = self.summary("target", *self.words[:-2], "--profile", "safer-streets-round-5")
        self.assertEqual(closed["target"]["theme"], "neighbourhood")
        self.assertEqual(closed["target"]["count"], sum(self.counts.values()))
        said = "\n".join(closed["warnings"])
        self.assertIn("profile safer-streets-round-5: it closed in March 2025 and takes no bids", said)
        self.assertIn("profile safer-streets-round-5 states no months: ", said)
        first = self.target("--profile", "Safer-Streets 2020", words=self.words[:-2])
        self.assertEqual(first["count"], sum(self.counts.values()) + 3 * 16)
        hexagons = self.target("--profile", "hex-350", words=self.words[:3])
        self.assertEqual((hexagons["shape"], hexagons["side_m"]), ("hex-flat", 202.0))
        wins = self.target("--profile", "hex-350", "--cell", "500m", "--months", "2", words=self.words[:3])
        self.assertEqual((wins["cell_m"], wins["months"]), (500.0, 2))

    def profile(self, text, name="own.toml"):
        return self.write(name, text)

    def test_profiles_of_ones_own_and_their_faults(self):
        sound = ('title = "Ours"\n[types]\nvalue = ["burglary"]\nsource = "us"\n[spots]\nvalue = 2\nsource = "us"\n'
                 '[max-households]\nwhy = "not agreed"\n')
        summary = self.summary("target", *self.words[:-2], "--profile", self.profile(sound))
        self.assertEqual((summary["target"]["profile"], summary["target"]["hot"]), ("own", 2))
        self.assertIn("profile own states no max-households: not agreed; nothing stands in its place",
                      summary["warnings"])
        for text, why in (
                ('title = "x"\n[types]\nvalue = ["burglry"]\nsource = "us"\n', "own.toml:3: types: 'burglry': no such type"),
                ('title = "x"\n[typs]\nvalue = ["burglary"]\nsource = "us"\n', "there is no field 'typs' (did you mean 'types'?)"),
                ('title = "x"\n[spots]\nvalue = 2\n', "own.toml:3: spots: its value has no source"),
                ('title = "x"\n[types]\nvalue = []\nsource = "us"\n', "types: its value is empty: leave it out"),
                ('title = "x"\n[benchmark]\n', "benchmark: it has no value, and does not say why"),
                ('title = "x"\n[cell]\nvalue = 150\nsource = "us"\n', "cell: a quantity with its unit belongs here"),
                ('title = "x"\n[sites]\nvalue = "square"\nsource = "us"\n', "cells need a cell or a side"),
                ('[spots]\nvalue = 2\nsource = "us"\n', "it has no title"),
                ('title = "x\n', "own.toml:1:")):
            with self.subTest(why):
                self.assertIn(why, self.error("target", *self.words, "--profile", self.profile(text)))
        self.assertIn("--profile 'hex-35' is no profile (did you mean 'hex-350'?); there are essex-150, hex-350",
                      self.error("target", *self.words, "--profile", "hex-35", status=2))
        self.assertIn("none.toml", self.error("target", *self.words, "--profile", "none.toml"))

    def test_bounds_that_no_area_meets(self):
        least = min(self.homes.values())
        said = self.error("target", *self.words, "--max-households", "100", "--max-km2", "5")
        self.assertRegex(said, rf"--max-households 100: the smallest, Area \d-\d, has {least} households$")
        self.assertIn("--max-km2 0.1: the smallest", self.error("target", *self.words, "--max-km2", "0.1"))

    def test_no_population(self):
        words = (self.file, "--areas", self.areas)
        self.assertIn("--max-people no population of the areas of areas.geojson is known: name a column of theirs",
                      self.error("target", *words, "--max-people", "3000"))
        self.assertIn("--max-households no households are known: name a column of the areas, or a file, with "
                      "--households", self.error("target", *words, "--max-households", "3000"))
        found = self.target(words=words)
        self.assertEqual({row["rate_1k"] for row in found["sites"]}, {None})
        self.assertIsNone(found["by_count"]["gain_of"])

    def test_households_given_as_population(self):
        words = (self.file, "--areas", self.areas, "--population", "homes", "--population-label", "households")
        found = self.target("--max-households", "1500", words=words)
        self.assertEqual(found["by_count"]["gain_of"], "household")
        self.assertEqual({row["pop"] for row in found["sites"]}, {None})
        self.assertEqual({row["site_id"]: row["hh"] for row in found["sites"]}, self.homes)
        self.assertIn("--max-people the population counts households (homes of areas.geojson)",
                      self.error("target", *words, "--max-people", "3000"))
        self.assertIn("--households names others", self.error("target", *words, "--households", "homes"))
        self.assertIn("--households: ", self.error("target", *self.words[:-4], "--households", "nobody"))

    def test_circles(self):
        found = self.target("--circles", "3", "--radius", "200m", "--apart", "800m", "--placed", "circles.geojson")
        circles = found["circles"]
        counts = sorted(self.counts.values(), reverse=True)
        self.assertEqual([one["count"] for one in circles["circles"]][:1], counts[:1])
        self.assertEqual(circles["captured"], sum(one["count"] for one in circles["circles"]))
        self.assertGreaterEqual(circles["bound"], circles["captured"])
        for a, b in itertools.combinations(circles["circles"], 2):
            self.assertGreaterEqual(((a["east"] - b["east"]) ** 2 + (a["north"] - b["north"]) ** 2) ** 0.5, 799.999)
        layer = json.loads((self.folder / "circles.geojson").read_text())["features"]
        self.assertEqual([row["properties"]["count"] for row in layer], [one["count"] for one in circles["circles"]])
        one = self.target("--circles", "1", "--radius", "100m", "--least-year", "1000")["circles"]
        self.assertEqual(one["circles"], [])
        self.assertIn("--apart 300m: circles of 200m would overlap",
                      self.error("target", *self.words, "--circles", "2", "--radius", "200m", "--apart", "300m", status=2))
        self.assertIn("--circles says how many circles to place",
                      self.error("target", *self.words, "--profile", "hex-350", "--radius", "100m", status=2))
        self.assertIn("--radius is for --circles, --placed or a profile of circles",
                      self.error("target", *self.words, "--radius", "100m", status=2))

    def test_squares_and_hexagons(self):
        counts = sorted(self.counts.values(), reverse=True)
        for form, corners in (("square", 4), ("hexagon", 6)):
            with self.subTest(form):
                found = self.target("--circles", "2", "--form", form, "--width", "200m", "--buffer", "50m", "--placed",
                                    f"{form}.geojson")["circles"]
                self.assertEqual((found["form"], found["width_m"], found["radius_m"]), (form, 200.0, None))
                self.assertEqual([one["count"] for one in found["circles"]], counts[:2])
                self.assertEqual(found["captured"], sum(counts[:2]))
                self.assertTrue(found["captured"] <= found["bound"] <= 2 * counts[0])
                layer = json.loads((self.folder / f"{form}.geojson").read_text())["features"]
                for row in layer:
                    shape = row["geometry"]
                    ring = (shape["coordinates"][0][0] if shape["type"] == "MultiPolygon" else shape["coordinates"][0])
                    self.assertEqual(len(ring), corners + 1)
                done = self.run_program("target", *self.words, "--circles", "1", "--form", form)
                self.assertRegex(" ".join(done.stdout.split()), f"1 {form} of 150 m holds {counts[0]} .*no other holds more")
        self.assertIn("--radius is of circles", self.error("target", *self.words, "--circles", "1", "--form", "square",
                                                           "--radius", "100m", status=2))
        self.assertIn("--width is for --form square or hexagon",
                      self.error("target", *self.words, "--circles", "1", "--width", "100m", status=2))
        self.assertIn("--apart 200m: squares of 150m would overlap",
                      self.error("target", *self.words, "--circles", "2", "--form", "square", "--apart", "200m", status=2))

    def test_the_profile_of_circles(self):
        summary = self.summary("target", *self.words[:5], "--profile", "west-midlands")
        circles = summary["target"]["circles"]
        self.assertEqual((circles["radius_m"], circles["apart_m"]), (150.0, 500.0))
        self.assertIn("profile west-midlands states no circles: 79 hot spots were eligible there; how many to take "
                      "elsewhere is not stated; up to 20 are placed", summary["warnings"])
        for one in circles["circles"]:
            self.assertGreaterEqual(one["count"], 36 * summary["target"]["months"] / 12)

    def test_nothing_happened(self):
        summary = self.summary("target", *self.words[:-2], "--type", "drugs", "--from", "2020-01", "--to", "2020-02")
        self.assertIn("There were no drug offences in the areas", summary["no_answer"])
        self.assertIsNone(summary["target"]["group"])

    def test_same_bytes_in_any_order_and_on_any_number_of_threads(self):
        made = set()
        for threads, rows in ((1, self.rows), (4, self.rows[::-1]), (2, self.rows[1::2] + self.rows[::2])):
            file = self.police_file(rows, "rows.csv")
            found = self.summary("target", file, *self.words[1:], "--threads", threads, "-o", f"{threads}.geojson")
            made.add((json.dumps(found["target"]), (self.folder / f"{threads}.geojson").read_bytes()))
        self.assertEqual(len(made), 1)

    def test_asb_is_not_known_where_the_input_can_be_read_once(self):
        done = self.run_program("target", "-", *self.words[1:], input=self.file.read_text())
        self.assertIn("Anti-social behaviour beside it is not known: the incidents come through a pipe",
                      " ".join(done.stdout.split()))

    def test_published_it_is_made_of_what_is_shown(self):
        found = self.target("--public", "--max-areas", 3, "-o", "t.geojson")
        rows = {row["site_id"]: row for row in found["sites"]}
        hidden = {area for area, row in rows.items() if row["count"] is None}
        self.assertLessEqual({area for area, count in self.counts.items() if 0 < count < 5}, hidden)
        for area, row in rows.items():
            self.assertIn(row["count"], (None, self.counts[area]))
            for key in ("streets", "asb", "nr_pct", "hot_share"):
                self.assertIn(row[key], (None, ""), key)
        for area in hidden:
            self.assertEqual([key for key, value in rows[area].items() if value not in (None, "")],
                             ["site_id", "area_name", "pop", "hh", "area_km2"]
                             if rows[area]["group"] is None else
                             ["site_id", "area_name", "group", "pop", "hh", "area_km2"])
        shown = sum(count for area, count in self.counts.items() if area not in hidden)
        self.assertEqual(found["count"], shown)
        self.assertEqual(found["group"]["captured"],
                         sum(self.counts[area] for area in found["group"]["areas"] if area not in hidden))
        text = " ".join(self.run_program("target", *self.words, "--public").stdout.split())
        self.assertIn(f"The counts of {len(hidden)} areas are hidden", text)
        self.assertNotIn("Street 1", text)

    def test_cells_and_circles_are_not_published(self):
        self.assertIn("not by cell", self.error("target", "none.csv", "--public", "--profile", "hex-350", status=2))
        self.assertIn("--public: not with circles",
                      self.error("target", "none.csv", "--public", "--circles", 3, "--radius", "150m", status=2))

    @unittest.skipUnless((SHARED / "data" / "boundaries" / "medway_lsoa11.geojson").exists(), "skipped: no ../shared")
    def test_the_lsoas_of_medway_are_exact(self):
        data = SHARED / "data"
        people = data / "population" / "medway_lsoa11_pop_imd2019.csv"
        words = (data / "incidents", "--from", "2018-10", "--to", "2019-02", "--areas",
                 data / "boundaries" / "medway_lsoa11.geojson", "--type", "neighbourhood", "--population",
                 f"{people}:pop_mid2019", "--households", f"{people}:households_census2011")
        for bound in (("--max-areas", "8"), ("--max-households", "5000"), ("--max-people", "15000")):
            with self.subTest(bound):
                found = self.target(*bound, words=words)
                self.assertEqual(found["all_sites"], 163)
                for group in (found["group"], *found["alternatives"]):
                    self.assertLessEqual(group["gap_pct"], 2.0)
                self.assertTrue(found["group"]["exact"])


class ProfileFiles(unittest.TestCase):
    def test_the_fields_are_those_of_the_page(self):
        page = (SOURCE / "profiles" / "README.md").read_text(encoding="utf-8")
        described = set(re.findall(r"`([a-z0-9-]+)`", " ".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE))))
        used = set()
        for file in (SOURCE / "profiles").glob("*.toml"):
            used |= set(re.findall(r"^\[([a-z0-9-]+)\]$", file.read_text(encoding="utf-8"), re.MULTILINE))
        self.assertLessEqual(used, described)


if __name__ == "__main__":
    unittest.main()
