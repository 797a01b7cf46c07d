"""hotward rebase: counts of other boundaries in these, and why two totals differ."""
import csv
import unittest

from support import SHARED, Case, feature, police_row, square

# The two squares of the other tests, cut in another place; the second ends further south.
OTHERS = [feature("N1", "New west", square(0.50, 51.38, 0.505, 51.39)),
          feature("N2", "New east", square(0.505, 51.381, 0.52, 51.39))]


class Rebase(Case):
    def setUp(self):
        super().setUp()
        self.others = self.write_json("others.geojson",
                                      {"type": "FeatureCollection", "features": OTHERS})
        rows = ([police_row(0.502, 51.385)] * 6 + [police_row(0.507, 51.385)] * 4
                + [police_row(0.515, 51.385)] * 9 + [police_row(0.515, 51.3805)] * 2)
        self.file = self.police_file(rows)

    def rebase(self, *words, status=0):
        return self.summary("rebase", self.file, "--areas", self.others, *words,
                            status=status)["rebase"]

    def test_points_are_counted_where_they_lie(self):
        found = self.rebase("--from-areas", self.areas)
        self.assertEqual([(a["area_code"], a["count"]) for a in found["areas"]],
                         [("N1", 6), ("N2", 13)])
        self.assertEqual({k: found["totals"][k] for k in
                          ("here", "there", "both", "here_alone", "there_alone")},
                         {"here": 19, "there": 21, "both": 19, "here_alone": 0, "there_alone": 2})
        # 0.0005 degrees of latitude from the line that leaves them out.
        self.assertAlmostEqual(found["totals"]["furthest_m"], 55.6, delta=0.5)
        done = self.run_program("rebase", self.file, "--areas", self.others, "--from-areas",
                                self.areas, "--flows", "flows.csv")
        self.assertIn("2 in the second alone", " ".join(done.stdout.split()))
        with open(self.folder / "flows.csv", newline="", encoding="utf-8-sig") as file:
            flows = {(r["from_code"], r["area_code"]): int(r["count"]) for r in csv.DictReader(file)}
        self.assertEqual(flows, {("W1", "N1"): 6, ("W1", "N2"): 4, ("E1", "N2"): 9})

    def test_shared_out_by_land_the_error_is_seen(self):
        found = self.rebase("--from-areas", self.areas)
        west = found["areas"][0]
        self.assertAlmostEqual(west["est"], 5, delta=0.01)  # half of the ten in the west
        self.assertEqual((west["est_lo"], west["est_hi"]), (0, 10))
        self.assertAlmostEqual(west["est_error"], (10 * 0.5 * 0.5) ** 0.5, delta=0.01)

    def test_counts_by_code(self):
        counts = self.write("calls.csv", "code,calls\nL1,30\nL2,12\nL7,5\n")
        lookup = self.write("lookup.csv", "lsoa,ward\nL1,N1\nL2,N2\nL3,N2\n")
        words = ("--counts", f"{counts}:calls", "--lookup", lookup)
        found = self.rebase(*words)
        self.assertEqual([a["est"] for a in found["areas"]], [30, None])  # L3 is not known, not zero
        self.assertEqual(found["unknown_codes"], ["L7"])
        done = self.run_program("rebase", self.file, "--areas", self.others, *words)
        self.assertIn("L7", done.stderr)

    def by_lookup(self, counts, lookup, *words):
        """Counts of S1 to S3 in the areas, and all that the program says."""
        words = ("rebase", self.file, "--areas", self.others,
                 "--counts", self.write("c.csv", "code,count\n" + counts),
                 "--lookup", self.write("l.csv", "from,to\n" + lookup), *words)
        said = " ".join(self.run_program(*words).stdout.split())
        found = self.summary(*words)["rebase"]
        return {a["area_code"]: a["est"] for a in found["areas"]}, found, said

    def thirds(self):
        """S1 and S2 halve the west and lie in N1 and both; S3 lies in N2."""
        return self.write_json("thirds.geojson", {"type": "FeatureCollection", "features": [
            feature("S1", "One", square(0.50, 51.38, 0.505, 51.39)),
            feature("S2", "Two", square(0.50, 51.381, 0.51, 51.389)),
            feature("S3", "Three", square(0.51, 51.382, 0.52, 51.39))]})

    def test_a_code_that_leads_elsewhere_is_not_counted_here(self):
        shapes = self.thirds()
        lookup = "S1,N1\nS2,N1\nS2,Z9\nS3,Z9\n"
        est, found, said = self.by_lookup("S1,10\nS2,40\nS3,7\n", lookup, "--from-areas", shapes)
        # Of S2 the half in N1 counts there; what is in N2 goes to Z9, as all of S3 does.
        self.assertAlmostEqual(est["N1"], 30, delta=0.05)
        self.assertAlmostEqual(est["N2"] or 0, 0)
        self.assertAlmostEqual(found["outside"], 27, delta=0.05)
        self.assertEqual((found["exact_codes"], found["codes_without_area"]), (1, ["S3"]))
        self.assertIn("27 of the other areas' 57 incidents go to no area", said)
        # Without shapes, nothing says how much of S2 is here.
        est, found, said = self.by_lookup("S1,10\nS2,40\nS3,7\n", lookup)
        self.assertEqual((est["N1"], found["codes_undecided"]), (10, ["S2"]))
        self.assertIn("leads to several areas, and no land says which part goes where: S2", said)
        self.assertNotIn("no error is made", said)
        self.assertIn("the incidents that were read are not counted", said)

    def test_codes_of_a_lookup_in_other_capitals(self):
        est, found, _ = self.by_lookup("S1,10\nS2,0\nS3,7\n", "s1,n1\ns3,n2\n", "--from-areas", self.thirds())
        self.assertEqual((est, found["exact_codes"]), ({"N1": 10, "N2": 7}, 2))

    def test_a_code_without_a_count_is_named(self):
        est, found, said = self.by_lookup("S1,10\nS3,NULL\n", "S1,N1\nS3,N2\n")
        self.assertEqual((est, found["codes_without_count"]), ({"N1": 10, "N2": None}, ["S3"]))
        self.assertIn("1 code without a count leaves every area that would have a part of it without a number: S3", said)
        self.assertIn("'-4' is no count", self.error(
            "rebase", self.file, "--areas", self.others, "--counts", self.write("m.csv", "code,count\nS1,-4\n"),
            "--lookup", self.write("l.csv", "from,to\nS1,N1\n")))

    def test_small_areas_in_a_large_one_have_their_shares(self):
        side = 12
        small = self.write_json("small.geojson", {"type": "FeatureCollection", "features": [
            feature(f"T{i}", f"T{i}", square(0.50 + i % side / 1000, 51.38 + i // side / 1000,
                                             0.50 + (i % side + 1) / 1000, 51.38 + (i // side + 1) / 1000))
            for i in range(side * side)]})
        large = self.write_json("large.geojson", {"type": "FeatureCollection", "features": [
            feature("L", "Large", square(0.50, 51.38, 0.512, 51.392))]})
        counts = self.write("c.csv", "code,count\nL,288\n")
        found = self.summary("rebase", self.file, "--areas", small, "--from-areas", large,
                             "--counts", counts)["rebase"]
        for area in found["areas"]:
            self.assertAlmostEqual(area["est"], 2, delta=0.01)

    def test_files_of_different_places_are_no_other_drawing(self):
        far = self.write_json("two.geojson", {"type": "FeatureCollection", "features": [
            OTHERS[0], OTHERS[1], feature("N3", "Far", square(0.80, 51.38, 0.81, 51.39))]})
        file = self.police_file([police_row(0.515, 51.385)] * 9 + [police_row(0.515, 51.3805)]
                                + [police_row(0.805, 51.385)])
        said = " ".join(self.run_program("rebase", file, "--areas", far, "--from-areas", self.areas).stdout.split())
        self.assertIn("The totals agree, but not by the same incidents: 1 lie in the first alone and 1 in the second "
                      "alone, some of them 5,000 m or more away: the files cover different places", said)
        self.assertNotIn("draw the outline differently", said)

    def test_what_it_must_be_told(self):
        error = self.error("rebase", self.file, "--areas", self.others, status=2)
        self.assertIn("--from-areas", error)
        far = self.write_json("far.geojson", {"type": "FeatureCollection", "features": [
            feature("F1", "Far", square(1.0, 51.38, 1.01, 51.39))]})
        error = self.error("rebase", self.file, "--areas", self.others, "--from-areas", far)
        self.assertIn("share no land", error)
        error = self.error("rebase", self.file, "--areas", self.others, "--from-areas", self.areas,
                           "--public", status=2)
        self.assertIn("--public is not offered for rebase", error)


@unittest.skipUnless(SHARED.is_dir(), "skipped: no ../shared")
class RealVintages(Case):
    def rebase(self, areas, *words):
        months = [SHARED / "data/incidents" / f"2018-{m}" for m in (10, 11, 12)]
        return self.summary("rebase", *months, "--areas", SHARED / "data/boundaries" / areas,
                            *words)["rebase"]

    def test_the_22_wards_in_the_24(self):
        found = self.rebase("medway_wards_24.geojson", "--from-areas",
                            SHARED / "data/boundaries/medway_wards_22.geojson")
        self.assertEqual((len(found["areas"]), found["from_areas"]), (24, 22))
        totals = found["totals"]
        self.assertEqual(totals["here"], totals["both"] + totals["here_alone"])
        self.assertEqual(totals["there"], totals["both"] + totals["there_alone"])
        self.assertEqual(totals["here"], sum(a["count"] for a in found["areas"]))
        self.assertAlmostEqual(sum(a["est"] for a in found["areas"]), totals["there"],
                               delta=0.01 * totals["there"])

    def test_lsoa_counts_in_the_22_wards_are_exact(self):
        population = SHARED / "data/population/medway_lsoa11_pop_imd2019.csv"
        found = self.rebase("medway_wards_22.geojson", "--counts", f"{population}:pop_mid2019",
                            "--lookup", SHARED / "data/lookups/lsoa11_to_ward17_msoa11.csv")
        self.assertEqual(found["exact_codes"], 163)
        self.assertEqual(sum(a["est"] for a in found["areas"]), 278556)
        self.assertEqual(sum(a["est_error"] for a in found["areas"]), 0)

    def test_lsoa_of_2011_in_those_of_2021(self):
        population = SHARED / "data/population/medway_lsoa11_pop_imd2019.csv"
        found = self.rebase("medway_lsoa21.geojson", "--counts", f"{population}:pop_mid2019",
                            "--from-areas", SHARED / "data/boundaries/medway_lsoa11.geojson",
                            "--lookup", SHARED / "data/lookups/lsoa11_to_lsoa21_changes.csv")
        self.assertEqual(found["unknown_codes"], [])
        self.assertEqual(found["codes_without_area"], [])
        self.assertAlmostEqual(sum(a["est"] for a in found["areas"]), 278556, delta=0.01)
        self.assertTrue(all(a["est"] > 0 for a in found["areas"]))


if __name__ == "__main__":
    unittest.main()
