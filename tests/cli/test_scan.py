"""hotward scan, from the command line to the layers."""
import csv
import json
import math
import unittest

from support import Case, feature, police_row, square

MONTHS = ("2020-01", "2020-02", "2020-03", "2020-04")


def towns(side=6, people=1000, gone=()):
    """A board of areas, each about 700 m by 1,100 m: A00 in the south-west, A01 east of it."""
    features = []
    for row in range(side):
        for column in range(side):
            west, south = round(0.50 + 0.01 * column, 2), round(51.30 + 0.01 * row, 2)
            features.append(feature(f"A{row}{column}", f"Area {row}-{column}",
                                    square(west, south, round(west + 0.01, 2), round(south + 0.01, 2)),
                                    people=0 if (row, column) in gone else people))
    return {"type": "FeatureCollection", "features": features}


def incidents(counts, kind="Burglary", month="2020-01"):
    """counts: {(row, column): how many}, in the middle of the area."""
    return [police_row(round(0.505 + 0.01 * column, 3), round(51.305 + 0.01 * row, 3), kind, month)
            for (row, column), count in sorted(counts.items()) for _ in range(count)]


def everywhere(count, side=6):
    return {(row, column): count for row in range(side) for column in range(side)}


def llr(c, expected, cases):
    """The Poisson log likelihood ratio, as docs/methods/scan.md prints it."""
    return c * math.log(c / expected) + (cases - c) * math.log((cases - c) / (cases - expected))


def uneven(side=6):
    """As chance would scatter them: three to five in each area, in no pattern."""
    return {(row, column): 3 + (7 * row + 5 * column + row * column) % 3
            for row in range(side) for column in range(side)}


# Four areas in the north-east with four times the others' incidents.
HOT = {(4, 4), (4, 5), (5, 4), (5, 5)}


class Scan(Case):
    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", towns())
        counts = {at: 12 if at in HOT else 3 for at in everywhere(1)}
        self.rows = incidents(counts)
        self.file = self.police_file(self.rows)
        self.command = ("scan", self.file, "--areas", self.areas, "--population", "people")

    def scan(self, *words, **options):
        return self.summary(*self.command, *words, **options)["scan"]

    def layer(self, name):
        return [f["properties"] for f in json.loads((self.folder / name).read_text())["features"]]

    def table(self, name):
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_poisson_finds_the_planted_areas(self):
        summary = self.summary(*self.command)
        self.assert_adds_up(summary["incidents"])
        scan = summary["scan"]
        first = scan["clusters"][0]
        self.assertEqual(set(first["areas"]), {f"A{r}{c}" for r, c in HOT})
        self.assertEqual((first["rank"], first["observed"], first["population"]), (1, 48, 4000))
        cases = 48 + 3 * 32
        self.assertAlmostEqual(first["expected"], cases * 4 / 36, places=9)
        self.assertAlmostEqual(first["llr"], llr(48, cases * 4 / 36, cases), places=9)
        self.assertAlmostEqual(first["rr"], (48 / 16) / (96 / 128), places=9)
        self.assertEqual(first["p"], 0.001)
        self.assertEqual((first["start"], first["end"]), (None, None))
        # Areas are some 700 m by 1,100 m; the farthest of the four lies across the corner.
        self.assertAlmostEqual(first["radius_m"], 1312, delta=20)
        self.assertEqual((scan["model"], scan["replications"], scan["maps"], scan["stopped_early"]),
                         ("poisson", 999, 999, False))
        self.assertEqual((scan["sites"], scan["cases"], scan["time_unit"]), (36, cases, None))
        self.assertIn("people (people of areas.geojson)", scan["compared_with"])

    def test_layers(self):
        self.run_program(*self.command, "-o", "scan.geojson", "--windows", "windows.csv", "-o",
                         "scan.shp")
        first = self.layer("scan.geojson")[0]
        for name in "scan_id llr p rr observed expected radius_m start end areas sites".split():
            self.assertIn(name, first)
        self.assertEqual((first["signif"], first["label"], first["sites"]), ("high 99%", "1 (p 0.001)", 4))
        self.assertEqual(set(first["areas"].split(", ")), {f"Area {r}-{c}" for r, c in HOT})
        geometry = json.loads((self.folder / "scan.geojson").read_text())["features"][0]["geometry"]
        rings = geometry["coordinates"] if geometry["type"] == "Polygon" else geometry["coordinates"][0]
        self.assertEqual(len(rings), 1)  # four areas, one outline
        style = (self.folder / "scan.qml").read_text()
        self.assertIn("signif", style)
        self.assertIn("no more than chance makes", style)
        self.assertIn("label", style)
        windows = self.table("windows.csv")
        self.assertEqual(windows[0]["shape"], "1")
        self.assertEqual(len(windows), len(self.layer("scan.geojson")))

    def test_chance_is_told(self):
        rest = ("--areas", self.areas, "--population", "people")
        words = ("scan", self.police_file(incidents(uneven()), "uneven.csv"), *rest)
        summary = self.summary(*words, "-o", "uneven.geojson")
        self.assertEqual(summary["scan"]["significant"], 0)
        self.assertGreater(len(summary["scan"]["clusters"]), 0)
        # It is the finding, and is said where findings stand: as text, not as a warning.
        self.assertEqual(summary["warnings"], [])
        for properties in self.layer("uneven.geojson"):
            self.assertEqual(properties["signif"], "none")
        self.assertIn("No group of neighbouring areas stands out: chance alone could explain them all. The strongest: ", self.run_program(*words).stdout)
        # As many everywhere: no zone has more than the rest.
        even = self.police_file(incidents(everywhere(4)), "even.csv")
        none = self.summary("scan", even, *rest, "-o", "none.geojson")
        self.assertEqual(none["scan"]["clusters"], [])
        self.assertEqual(none["layers"][0]["features"], 0)
        self.assertIn("No group of neighbouring areas had more incidents than expected.",
                      self.run_program("scan", even, *rest).stdout)

    def test_default_model_is_poisson_and_said(self):
        self.assertEqual(self.scan("--model", "poisson"), self.scan())
        text = self.run_program(*self.command).stdout
        self.assertIn("How: 144 incidents in 36 areas were compared with people (", text)
        self.assertIn("(Kulldorff's scan, Poisson).", text)
        words = ("scan", self.file, "--areas", self.areas)
        message = self.error(*words)
        for part in ("population", "--model permutation", "--model bernoulli"):
            self.assertIn(part, message)
        message = self.error(*self.command, "--cell", "500m", status=2)
        for part in ("grid", "--model permutation", "--model bernoulli"):
            self.assertIn(part, message)

    def test_expected_counts_in_place_of_people(self):
        rows = [f"A{r}{c},{3 if (r, c) in HOT else 4.125}" for r, c in sorted(everywhere(1))]
        file = self.write("expected.csv", "\n".join(["code,expected", *rows]) + "\n")
        scan = self.summary("scan", self.file, "--areas", self.areas, "--expected", f"{file}:expected",
                            "-o", "scan.geojson")["scan"]
        first = scan["clusters"][0]
        self.assertEqual((first["observed"], first["expected"], first["population"]), (48, 12, None))
        self.assertAlmostEqual(first["llr"], llr(48, 12, 144), places=9)
        self.assertIn("expected counts", scan["compared_with"])
        manifest = json.loads((self.folder / "scan.manifest.json").read_text())
        self.assertIn("expected.csv", json.dumps(manifest))
        short = self.write("short.csv", "\n".join(["code,expected", *rows[:-1], "A55,1"]) + "\n")
        message = self.error("scan", self.file, "--areas", self.areas, "--expected", f"{short}:expected")
        self.assertIn("add up to 142", message)
        gap = self.write("gap.csv", "\n".join(["code,expected", *rows[:-1]]) + "\n")
        self.assertIn("A55", self.error("scan", self.file, "--areas", self.areas,
                                        "--expected", f"{gap}:expected"))
        self.assertIn("poisson", self.error("scan", self.file, "--areas", self.areas, "--expected",
                                            "people", "--model", "permutation", status=2))

    def test_bernoulli_compares_with_other_incidents(self):
        rows = self.rows + incidents(everywhere(5), "Robbery") + incidents(everywhere(2), "Drugs")
        file = self.police_file(rows + incidents(everywhere(9), "Anti-social behaviour"), "all.csv")
        words = ("scan", file, "--areas", self.areas, "--model", "bernoulli", "--type", "burglary")
        scan = self.summary(*words, "--controls", "Robbery")["scan"]
        first = scan["clusters"][0]
        self.assertEqual(set(first["areas"]), {f"A{r}{c}" for r, c in HOT})
        self.assertEqual((first["observed"], first["population"], scan["controls"]), (48, 68, 180))
        self.assertAlmostEqual(first["expected"], 144 * 68 / 324, places=9)
        self.assertEqual(self.summary(*words, "--controls", "crime")["scan"]["controls"], 7 * 36)
        every = self.summary(*words)
        self.assertEqual(every["scan"]["controls"], 16 * 36)
        self.assertIn("crime and ASB", " ".join(every["warnings"]))
        self.assertIn("all other incidents", every["scan"]["compared_with"])
        # Nothing to compare with: one type, all types, no types.
        only = self.police_file(self.rows, "only.csv")
        bernoulli = ("--areas", self.areas, "--model", "bernoulli")
        self.assertIn("--controls", self.error("scan", only, *bernoulli, "--type", "burglary"))
        self.assertIn("--type", self.error("scan", file, *bernoulli))
        plain = self.write("plain.csv", "lon,lat\n0.505,51.305\n0.515,51.305\n")
        self.assertIn("others", self.error("scan", plain, *bernoulli))
        self.assertIn("Robery", self.error(*words, "--controls", "Robery", status=2))

    def months(self, name="months.csv"):
        """Even but for one area in the last month."""
        rows = []
        for month in MONTHS:
            rows += incidents({at: 12 if month == "2020-04" and at == (2, 2) else 2
                               for at in everywhere(1)}, month=month)
        return self.police_file(rows, name)

    def test_months_are_the_unit_of_monthly_data(self):
        file = self.months()
        for model, population in (("permutation", ()), ("space-time", ("--population", "people"))):
            with self.subTest(model):
                words = ("scan", file, "--areas", self.areas, *population, "--model", model)
                scan = self.summary(*words)["scan"]
                first = scan["clusters"][0]
                self.assertEqual((scan["time_unit"], scan["periods"], scan["max_window"]), ("month", 4, 2))
                self.assertEqual((first["areas"], first["start"], first["end"], first["observed"]),
                                 (["A22"], "2020-04-01", "2020-04-30", 12))
                self.assertIn("4 months (dates are known by month only)", self.run_program(*words).stdout)
        days = 31 + 29 + 31 + 30
        self.assertAlmostEqual(first["expected"], 298 / 36 * 30 / days, places=9)

    def test_expected_of_the_permutation_are_the_margins(self):
        scan = self.summary("scan", self.months(), "--areas", self.areas, "--model", "permutation")["scan"]
        self.assertAlmostEqual(scan["clusters"][0]["expected"], 18 * 82 / 298, places=9)
        self.assertIsNone(scan["clusters"][0]["population"])

    def test_members_are_all_written(self):
        summary = self.scan("--members", "members.csv", "--replications", "99")
        rows = self.table("members.csv")
        for cluster in summary["clusters"]:
            own = [row for row in rows if row["scan_id"] == str(cluster["rank"])]
            self.assertEqual([row["site_id"] for row in own], cluster["areas"])
            self.assertEqual([row["nth"] for row in own], [str(k + 1) for k in range(len(own))])
            self.assertEqual(sum(int(row["observed"]) for row in own), cluster["observed"])
            self.assertEqual(sum(float(row["pop"]) for row in own), cluster["population"])
            self.assertEqual(cluster["members"], [
                {"site_id": row["site_id"], "name": row["area_name"], "observed": int(row["observed"]),
                 "population": float(row["pop"])} for row in own])
            names = " and ".join(filter(None, [", ".join(row["area_name"] for row in own[:-1]), own[-1]["area_name"]]))
            self.assertEqual(cluster["members_sentence"],
                             f"Group {cluster['rank']} is {len(own)} area{'s' * (len(own) > 1)} with "
                             f"{1000 * len(own):,} people: {names}.")
        self.assertGreaterEqual(len(summary["clusters"][0]["members"]), 4)
        self.assertNotIn("members", self.scan("--replications", "9")["clusters"][0])

    def test_many_members_have_no_more(self):
        counts = {at: 9 if at[0] < 4 else 1 for at in everywhere(1)}
        self.command = ("scan", self.police_file(incidents(counts)), *self.command[2:])
        done = self.run_program(*self.command, "--max-population", "50%", "--replications", "99", "--members", "all.csv")
        sentence = next(line for line in done.stdout.split("\n") if line.startswith("Group 1 is"))
        self.assertNotIn(" more", sentence)
        self.assertEqual(sentence.count("Area "), sum(row["scan_id"] == "1" for row in self.table("all.csv")))
        self.assertGreater(sentence.count("Area "), 8)

    def test_members_of_a_time_count_that_time(self):
        rows = [row for month in MONTHS for row in incidents({at: 2 for at in everywhere(1)}, month=month)]
        rows += [row for at in HOT for row in incidents({at: 15}, month="2020-03")]
        command = ("scan", self.police_file(rows), "--areas", self.areas, "--model", "permutation")
        summary = self.summary(*command, "--members", "members.csv", "--replications", "99")["scan"]["clusters"][0]
        self.assertEqual((summary["start"], summary["end"]), ("2020-03-01", "2020-03-31"))
        self.assertEqual(sum(int(row["observed"]) for row in self.table("members.csv") if row["scan_id"] == "1"),
                         summary["observed"])

    def test_windows_and_units_of_time(self):
        file = self.months()
        words = ("scan", file, "--areas", self.areas, "--model", "permutation")
        ask = lambda *more: self.summary(*words, *more)["scan"]
        self.assertEqual(ask("--max-window", "1months")["max_window"], 1)
        self.assertEqual(ask("--max-window", "25%")["max_window"], 1)
        self.assertEqual(ask("--max-window", "50%")["max_window"], 2)
        for window, said in (("2", "unit"), ("14d", "months"), ("3months", "half"), ("10%", "at least one"),
                             ("long", "3months"), ("0months", "at least one")):
            self.assertIn(said, self.error(*words, "--max-window", window, status=2), window)
        self.assertIn("month", self.error(*words, "--time-unit", "week", status=2))
        self.assertIn("permutation", self.error(*self.command, "--max-window", "1months", status=2))
        self.assertIn("permutation", self.error(*self.command, "--prospective", status=2))
        dated = ["lon,lat,date"] + [f"0.505,51.305,2020-01-{day:02}" for day in range(1, 29)]
        dated += ["0.545,51.345,2020-01-27"] * 9
        file = self.write("dated.csv", "\n".join(dated) + "\n")
        words = ("scan", file, "--areas", self.areas, "--model", "permutation")
        scan = ask()
        self.assertEqual((scan["time_unit"], scan["periods"]), ("day", 28))
        self.assertEqual((scan["clusters"][0]["start"], scan["clusters"][0]["end"]),
                         ("2020-01-27", "2020-01-27"))
        self.assertEqual(ask("--time-unit", "week", "--max-window", "14d")["max_window"], 2)
        self.assertEqual(ask("--time-unit", "week")["periods"], 4)

    def test_prospective_clusters_are_alive(self):
        rows = []
        for month in MONTHS:
            rows += incidents({at: 12 if month == "2020-02" and at == (2, 2) else 2
                               for at in everywhere(1)}, month=month)
        words = ("scan", self.police_file(rows, "past.csv"), "--areas", self.areas, "--model", "permutation")
        self.assertEqual(self.summary(*words)["scan"]["clusters"][0]["start"], "2020-02-01")
        for cluster in self.summary(*words, "--prospective")["scan"]["clusters"]:
            self.assertEqual(cluster["end"], "2020-04-30")

    def test_a_month_without_data_is_no_quiet_month(self):
        rows = []
        for month in ("2020-01", "2020-02", "2020-05"):
            rows += incidents(everywhere(2), month=month)
        words = ("scan", self.police_file(rows, "gap.csv"), "--areas", self.areas, "--model", "permutation")
        summary = self.summary(*words)
        self.assertEqual(summary["scan"]["periods"], 3)
        self.assertIn("nothing from 2020-03 to 2020-04 (2 months): left out", " ".join(summary["warnings"]))
        # A file of that month is there, and has nothing of the kind: a quiet month.
        folder = self.folder / "police"
        for month in ("2020-01", "2020-02", "2020-03"):
            (folder / month).mkdir(parents=True)
        kinds = (("2020-01", "Burglary"), ("2020-02", "Drugs"), ("2020-03", "Burglary"))
        for month, kind in kinds:
            self.police_file(incidents(everywhere(1), kind, month), f"police/{month}/{month}-x-street.csv")
        quiet = self.summary("scan", folder, "--areas", self.areas, "--model", "permutation",
                             "--type", "burglary")
        self.assertEqual(quiet["scan"]["periods"], 3)
        # At the end of time as well, or a cluster of the month before would still be alive.
        ended = self.police_file(incidents({(1, 1): 9}, "Drugs", "2020-04"), "2020-04-x-street.csv")
        words = ("scan", folder, ended, "--areas", self.areas, "--model", "permutation")
        alive = self.summary(*words, "--type", "burglary", "--prospective")["scan"]
        self.assertEqual(alive["periods"], 4)
        for cluster in alive["clusters"]:
            self.assertEqual(cluster["end"], "2020-04-30")
        asked = self.summary(*words, "--type", "burglary", "--to", "2020-03")["scan"]
        self.assertEqual(asked["periods"], 3)

    def test_no_group_runs_across_a_month_that_lacks(self):
        # Ten a day in one area from 20 January to 10 March, and nothing of February in any.
        days = [f"2020-01-{day:02}" for day in range(1, 32)] + [f"2020-03-{day:02}" for day in range(1, 32)]
        rows = ["lon,lat,date"]
        for day in days:
            rows += [f"0.505,51.305,{day}"] * 3
            rows += [f"0.545,51.345,{day}"] * (10 if "2020-01-20" <= day <= "2020-03-10" else 3)
        words = ("scan", self.write("hole.csv", "\n".join(rows) + "\n"), "--areas", self.areas, "--model",
                 "permutation", "--replications", "99")
        for unit, periods in (("day", 62), ("week", 10), ("month", 2)):
            summary = self.summary(*words, "--time-unit", unit)
            self.assertEqual(summary["scan"]["periods"], periods, unit)
            self.assertIn("the data have nothing from 2020-02: left out of the scan, and no group runs across",
                          " ".join(summary["warnings"]))
            self.assertTrue(summary["scan"]["clusters"])
            for cluster in summary["scan"]["clusters"]:
                self.assertEqual(cluster["start"][:7], cluster["end"][:7], (unit, cluster))

    def test_few_incidents_may_skip_a_month(self):
        rows = ["lon,lat,date"] + [f"0.5{i % 4}5,51.305,2020-0{month}-1{i}" for month in (1, 3) for i in range(6)]
        summary = self.summary("scan", self.write("few.csv", "\n".join(rows) + "\n"), "--areas", self.areas,
                               "--model", "permutation", "--time-unit", "week", "--replications", "9")
        self.assertFalse([w for w in summary["warnings"] if "left out" in w])

    def test_quiet_days_at_the_ends_count(self):
        rows = ["lon,lat,date,kind"] + [f"0.505,51.305,2020-01-{day:02},a" for day in range(8, 15)]
        rows += [f"0.545,51.345,2020-01-{day:02},b" for day in (1, 30)]
        words = ("scan", self.write("days.csv", "\n".join(rows) + "\n"), "--areas", self.areas,
                 "--model", "permutation", "--type-column", "kind", "--replications", "9")
        self.assertEqual(self.summary(*words, "--type", "a")["scan"]["periods"], 30)
        self.assertEqual(self.summary(*words, "--type", "a", "--from", "2020-01-08", "--to",
                                      "2020-01-14")["scan"]["periods"], 7)

    def test_grid(self):
        summary = self.summary("scan", self.months(), "--areas", self.areas, "--model", "permutation",
                               "--cell", "400m", "--cell-shape", "square", "-o", "cells.geojson")
        scan = summary["scan"]
        self.assertEqual(scan["site_kind"], "cells")
        self.assertGreater(scan["sites"], 36)
        self.assertEqual(scan["clusters"][0]["names"], ["Area 2-2"])
        self.assertEqual(len(scan["clusters"][0]["areas"]), 1)
        self.assertTrue(scan["clusters"][0]["areas"][0].startswith("s400_"))

    def test_ellipses_low_rates_and_gumbel(self):
        scan = self.scan("--shape", "ellipse", "--penalty", "strong", "--gumbel", "--replications", "99")
        self.assertEqual((scan["shape"], scan["penalty"]), ("ellipse", "strong"))
        self.assertEqual(scan["clusters"][0]["p"], 0.01)
        self.assertLess(scan["clusters"][0]["p_gumbel"], 0.01)
        quiet = {at: 1 if at in HOT else 12 for at in everywhere(1)}
        words = ("scan", self.police_file(incidents(quiet), "quiet.csv"), "--areas", self.areas,
                 "--population", "people", "--rates", "low")
        first = self.summary(*words, "-o", "low.geojson")["scan"]["clusters"][0]
        self.assertEqual((set(first["areas"]), first["significance"]),
                         ({f"A{r}{c}" for r, c in HOT}, "low 99%"))
        self.assertLess(first["rr"], 1)

    def test_a_circle_before_an_ellipse_that_holds_the_same(self):
        one = {at: 40 if at == (2, 2) else 3 for at in everywhere(1)}
        words = ("scan", self.police_file(incidents(one), "one.csv"), "--areas", self.areas,
                 "--population", "people", "--shape", "ellipse", "--replications", "9",
                 "-o", "one.geojson", "--windows", "windows.csv", "--overwrite")
        self.assertEqual(self.summary(*words)["scan"]["clusters"][0]["areas"], ["A22"])
        self.assertEqual(self.table("windows.csv")[0]["shape"], "1")
        # A block of nine: the circle about its middle holds them, and so do ellipses of any angle.
        block = {(r, c): 30 if 1 <= r <= 3 and 1 <= c <= 3 else 3 for r, c in everywhere(1)}
        words = ("scan", self.police_file(incidents(block), "block.csv"), *words[2:])
        self.assertEqual(len(self.summary(*words)["scan"]["clusters"][0]["areas"]), 9)
        self.assertLess(float(self.table("windows.csv")[0]["shape"]), 2)

    def test_early_stop_is_stated(self):
        words = ("scan", self.police_file(incidents(uneven()), "uneven.csv"), "--areas", self.areas,
                 "--population", "people", "--early-stop", "5")
        scan = self.summary(*words)["scan"]
        self.assertTrue(scan["stopped_early"])
        self.assertLess(scan["maps"], 999)
        self.assertAlmostEqual(scan["clusters"][0]["p"], 5 / scan["maps"], places=12)
        self.assertIn("It stopped before 999 random maps: 5 of those made had a group as strong", self.run_program(*words).stdout)
        # Nothing is as strong as the planted cluster: all maps are made, and nothing is said.
        self.assertFalse(self.scan("--early-stop", "5")["stopped_early"])

    def test_no_random_maps_no_p(self):
        summary = self.summary(*self.command, "--replications", "0", "-o", "untested.geojson")
        self.assertIsNone(summary["scan"]["clusters"][0]["p"])
        self.assertIn("no random maps were asked for", " ".join(summary["warnings"]))
        self.assertEqual(self.layer("untested.geojson")[0]["signif"], "untested")

    def test_same_bytes_on_any_number_of_threads_and_in_any_order(self):
        file = self.months()
        head, *rows = file.read_text().strip().split("\n")
        mixed = self.write("mixed.csv", "\n".join([head, *rows[1::2], *rows[::2]]) + "\n")
        for model in ("poisson", "bernoulli", "space-time", "permutation"):
            made = set()
            for threads, source in ((1, file), (2, mixed), (4, file)):
                more = ("--type", "burglary") if model == "bernoulli" else ()
                if model == "bernoulli":
                    source = self.write(f"b{threads}.csv", source.read_text().replace(
                        "51.305,On or near A Road,,,Burglary", "51.305,On or near A Road,,,Drugs"))
                out, windows = (self.folder / f"{model}{threads}{kind}.geojson" for kind in "sw")
                self.run_program("scan", source, "--areas", self.areas, "--population", "people",
                                 "--model", model, "--shape", "ellipse", "--replications", "99",
                                 "--threads", threads, *more, "-o", out, "--windows", windows)
                made.add((out.read_bytes(), windows.read_bytes()))
            with self.subTest(model):
                self.assertEqual(len(made), 1)

    def test_type_alone_mixes_nothing(self):
        file = self.police_file(self.rows + incidents(everywhere(1), "Anti-social behaviour"), "two.csv")
        words = ("scan", file, "--areas", self.areas, "--population", "people", "--replications", "9")
        self.assertNotIn("ASB are counted together", " ".join(self.summary(*words, "--type", "asb")["warnings"]))
        self.assertIn("ASB are counted together", " ".join(self.summary(*words)["warnings"]))

    def test_bad_input_is_one_line(self):
        for share, said in (("50", "unit"), ("0.5", "unit"), ("60%", "50%"), ("0%", "above 0%"),
                            ("half", "50% or 10%"), ("2%", "no group holds at most 2%")):
            status = 1 if share == "2%" else 2
            self.assertIn(said, self.error(*self.command, "--max-population", share, status=status), share)
        self.assertIn("ellipse", self.error(*self.command, "--penalty", "strong", status=2))
        for words, said in ((("--cell-shape", "hex"), "is for --cell"),
                            (("--gumbel", "--replications", "0"), "is for --replications above 0"),
                            (("--early-stop", "999"), "only 999 random maps"),
                            (("--expected", "people"), "in place of --population"),
                            (("-o", "a.gpkg", "--windows", "./a.gpkg"), "the same file as -o")):
            self.assertIn(said, self.error(*self.command, *words, status=2), words)
        self.assertIn("bernoulli", self.error(*self.command, "--controls", "crime", status=2))
        undated = self.write("undated.csv", "lon,lat\n0.505,51.305\n0.515,51.305\n")
        for model in ("space-time", "permutation"):
            self.assertIn("no dates", self.error("scan", undated, "--areas", self.areas, "--model", model,
                                                 "--population", "people"))
        self.assertIn("2 periods", self.error(*self.command, "--model", "permutation"))
        empty = self.police_file([], "empty.csv")
        self.assertIn("empty.csv", self.error("scan", empty, "--areas", self.areas, "--population", "people"))
        one = self.police_file([police_row(0.505, 51.305)], "one.csv")
        self.assertIn("too few incidents in the areas in 2020-01 (1), so there is no group of areas to find",
                      self.run_program("scan", one, "--areas", self.areas, "--population", "people").stdout)
        kept = ("undated.csv", "empty.csv", "one.csv", self.file.name)
        self.assertEqual(self.left_behind(*kept), [])

    def test_population_of_zero(self):
        nobody = self.write_json("nobody.geojson", towns(people=0))
        self.assertIn("no area has a population above 0 (people of nobody.geojson)", self.error(
            "scan", self.file, "--areas", nobody, "--population", "people"))
        gap = self.write_json("gap.geojson", towns(gone={(4, 4)}))
        message = self.error("scan", self.file, "--areas", gap, "--population", "people")
        self.assertIn("A44", message)
        self.assertIn("population 0", message)
        unknown = towns()
        del unknown["features"][7]["properties"]["people"]
        message = self.error("scan", self.file, "--areas", self.write_json("unknown.geojson", unknown),
                             "--population", "people")
        self.assertIn("1 of 36 areas has no population in people of unknown.geojson: A11", message)
        for command, *options in (("scan",), ("scan", "--model", "space-time"), ("rank", "--by", "rate"),
                                  ("gi-star", "--rate"), ("moran",),
                                  ("density", "--against", "population")):
            words = (command, self.file, *options, "--areas", nobody, "--population", "people")
            self.assertIn("no area has a population above 0 (people of nobody.geojson)",
                          self.error(*words, status=None), words)
            if command != "moran":  # which examines counts then
                self.assertIn("no population of the areas of nobody.geojson is known: name a column of theirs, or a "
                              "file, with --population", self.error(*words[:-2], status=None), words)
        # Without incidents there, an area without people is fine.
        rows = incidents({at: 12 if at in HOT else 3 for at in everywhere(1) if at != (0, 0)})
        empty = self.write_json("park.geojson", towns(gone={(0, 0)}))
        scan = self.summary("scan", self.police_file(rows, "park.csv"), "--areas", empty,
                            "--population", "people")["scan"]
        self.assertEqual(scan["clusters"][0]["p"], 0.001)

    def test_areas_without_cases_and_all_cases_in_one(self):
        one = self.police_file(incidents({(1, 1): 50}), "one_area.csv")
        scan = self.summary("scan", one, "--areas", self.areas, "--population", "people")["scan"]
        first = scan["clusters"][0]
        self.assertEqual((first["areas"], first["observed"], first["rr"], first["radius_m"]),
                         (["A11"], 50, None, 0))
        self.assertEqual(first["p"], 0.001)

    def test_two_areas_at_least(self):
        single = self.write_json("single.geojson", towns(side=1))
        self.assertIn("2 areas", self.error("scan", self.file, "--areas", single, "--population", "people"))


if __name__ == "__main__":
    unittest.main()
