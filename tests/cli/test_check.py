"""hotward check: the quality report and its exit status."""
import unittest

from support import SHARED, Case, feature, police_row, square

MONTHS = [f"{2019 + m // 12}-{m % 12 + 1:02d}" for m in range(12)]


class Check(Case):
    def check(self, rows, status=0, **options):
        return self.summary("check", self.police_file(rows), "--areas", self.areas, status=status,
                            **options)["quality"]

    def steady(self, months=MONTHS, each=60):
        """The same count every month, spread over places of their own."""
        return [police_row(0.5 + (i * 37 % 997) / 50000, 51.385, month=month, crime_id=f"{month}{i}")
                for month in months for i in range(each)]

    def test_a_sound_file_has_no_fault(self):
        quality = self.check(self.steady())
        self.assertEqual(quality["faults"], [])
        self.assertEqual([m["month"] for m in quality["months"]], MONTHS)

    def test_a_missing_month_is_named(self):
        quality = self.check(self.steady(MONTHS[:5] + MONTHS[6:]), status=3)
        self.assertEqual(quality["missing_months"], ["2019-06"])

    def test_a_month_that_breaks_the_series_is_named(self):
        rows = self.steady(MONTHS[:6] + MONTHS[7:]) + self.steady([MONTHS[6]], each=15)
        quality = self.check(rows, status=3)
        self.assertEqual({b["month"] for b in quality["breaks"]}, {"2019-07"})

    def test_ids_that_come_again_are_counted_and_kept(self):
        rows = self.steady() + self.steady(["2019-03"], each=2)
        self.assertEqual(self.check(rows, status=3)["duplicate_ids"], 2)
        summary = self.summary("check", self.police_file(rows), "--areas", self.areas, "--dedupe")
        self.assertEqual(summary["incidents"]["filtered"], 2)

    def test_few_repeats_are_worth_knowing_and_no_fault(self):
        quality = self.check(self.steady(each=100) + self.steady(["2019-03"], each=1))
        self.assertEqual(quality["duplicate_ids"], 1)
        self.assertTrue([note for note in quality["notes"] if "repeats an earlier one" in note])

    def test_rows_that_differ_are_no_repeats_whatever_their_ids(self):
        # A number that Excel has rounded, and texts that databases write for none.
        for text in ("NULL", "N/A", "-", "None", "0", "1.2E+15"):
            rows = [police_row(0.5 + (i * 37 % 997) / 50000, 51.385, month=month, crime_id=text)
                    for month in MONTHS for i in range(60)]
            self.assertEqual(self.check(rows)["duplicate_ids"], 0, text)
            file = self.police_file(rows)
            summary = self.summary("rank", file, "--areas", self.areas, "--dedupe")
            self.assertEqual(summary["incidents"]["located"], len(rows), text)

    def test_rows_without_id_are_never_duplicates(self):
        rows = self.steady() + [police_row(0.505, 51.385, "Anti-social behaviour", m)
                                for m in MONTHS for _ in range(9)]
        self.assertEqual(self.check(rows)["duplicate_ids"], 0)

    def test_the_busiest_place_is_named(self):
        rows = self.steady() + [police_row(0.507, 51.386, month=m, street="On or near Police Station",
                                           crime_id=f"p{m}{i}") for m in MONTHS for i in range(40)]
        busiest = self.check(rows)["places"]["busiest"][0]
        self.assertEqual((busiest["incidents"], busiest["name"]), (480, "On or near Police Station"))

    def test_unknown_types_are_a_fault(self):
        quality = self.check(self.steady() + [police_row(0.505, 51.385, "Piracy", "2019-03")], status=3)
        self.assertEqual(quality["unknown_types"], [{"type": "Piracy", "incidents": 1}])


    def misplaced(self, header, rows, status=3):
        """Sixty rows of a town in the two areas, and those given from line 62 on."""
        sound = [self.sound_row(header, i) for i in range(60)]
        file = self.write("rows.csv", "\n".join([header, *sound, *rows]) + "\n")
        summary = self.summary("check", file, "--areas", self.areas, status=status)
        self.assert_adds_up(summary["incidents"])
        return summary["quality"]

    @staticmethod
    def sound_row(header, i):
        if "Easting" in header:
            return f"{574100 + 20 * i},{167700 + 7 * i}"
        return f"{0.501 + 0.0003 * i:.4f},{51.381 + 0.0001 * i:.4f}"

    def test_swapped_coordinates_are_a_fault(self):
        quality = self.misplaced("Longitude,Latitude", ["51.385,0.505"] * 12)
        found = quality["misplaced"]
        self.assertEqual([(f["kind"], f["into_area"], f["rows"]) for f in found], [("swapped", True, 12)])
        self.assertEqual([row["line"] for row in found[0]["first"]], [62, 63, 64, 65, 66])
        self.assertIn("12 rows lie where they do not belong, and with the two coordinates the other way round "
                      "they would lie in the areas: ", quality["faults"][0])
        self.assertIn("rows.csv:62, 63, 64, 65, 66 and 7 more; swap the two", quality["faults"][0])

    def test_a_missing_digit_is_a_fault(self):
        quality = self.misplaced("Easting,Northing", ["74500,67700"])
        self.assertIn("1 row lies where it does not belong, and with 500,000 added to the easting and 100,000 to "
                      "the northing it would lie in the areas", quality["faults"][0])
        self.assertIn("rows.csv:62;", quality["faults"][0])

    def test_a_lost_minus_is_a_fault(self):
        areas = self.write_json("west.geojson", {"type": "FeatureCollection", "features": [
            feature("A", "A", square(-1.02, 51.38, -1.0, 51.39))]})
        rows = [f"{-1.019 + 0.0003 * i:.4f},51.385" for i in range(60)] + ["1.01,51.385"] * 3
        file = self.write("rows.csv", "\n".join(["lon,lat", *rows]) + "\n")
        quality = self.summary("check", file, "--areas", areas, status=3)["quality"]
        self.assertEqual([(f["kind"], f["rows"]) for f in quality["misplaced"]], [("sign", 3)])
        self.assertIn("with a minus before the longitude", quality["faults"][0])

    def test_rows_off_the_grid_and_far_away_are_faults(self):
        quality = self.misplaced("Easting,Northing", ["-5000,1500000", "370403,466694"])
        self.assertEqual([f["kind"] for f in quality["misplaced"]], ["off_grid", "far"])
        self.assertIn("off the British National Grid", quality["faults"][0])
        self.assertIn("as if in another county", quality["faults"][1])

    def test_a_file_of_another_county_is_a_fault(self):
        rows = [f"{-2.45 + 0.001 * i:.3f},54.09" for i in range(60)]
        file = self.write("far.csv", "\n".join(["lon,lat", *rows]) + "\n")
        quality = self.summary("check", file, "--areas", self.areas, status=3)["quality"]
        self.assertIn("none of the 60 located rows lies in any of the areas", quality["faults"][0])
        self.assertEqual(quality["outside"], 60)

    def test_neighbours_outside_the_areas_are_no_fault(self):
        quality = self.misplaced("Longitude,Latitude", [f"0.53{i},51.38" for i in range(9)], status=0)
        self.assertEqual((quality["misplaced"], quality["outside"]), ([], 9))
        self.assertTrue([note for note in quality["notes"] if "9 of 69 located rows (13.0%) lie in none" in note])

    def test_other_commands_point_at_check(self):
        file = self.police_file([police_row(0.505, 51.385)] * 9 + [police_row(51.385, 0.505)] * 2)
        for command in ("rank", "join"):
            words = ["-o", "joined.csv"] if command == "join" else []
            said = self.run_program(command, file, "--areas", self.areas, *words).stderr
            self.assertIn("2 rows lie off the British National Grid, outside every area: hotward check names them",
                          said)

    def test_what_lies_in_the_areas_is_judged_beside_the_whole(self):
        elsewhere = [police_row(0.54 + i / 10000, 51.385, month=MONTHS[6], crime_id=f"e{i}")
                     for i in range(300)]
        busy = [police_row(0.55555, 51.385, month=m, crime_id=f"b{m}{i}") for m in MONTHS for i in range(40)]
        quality = self.check(self.steady() + elsewhere + busy)
        self.assertEqual(quality["places"]["busiest"][0]["incidents"], 12)
        self.assertEqual(quality["whole"]["places"]["busiest"][0]["incidents"], 480)
        self.assertEqual([m["all"] for m in quality["months"]], [60] * 12)
        self.assertEqual(quality["whole"]["months"][6]["all"], 400)
        text = self.run_program("check", self.police_file(self.steady() + elsewhere), "--areas", self.areas).stdout
        self.assertIn("whole file", text)

    def test_repeats_are_judged_in_the_areas(self):
        again = [police_row(0.6, 51.385, month=MONTHS[0], crime_id="again")] * 20
        quality = self.check(self.steady() + again)
        self.assertEqual(quality["duplicate_ids"], 0)

    def test_stray_quotes_are_counted_and_named(self):
        rows = self.steady()
        for i in range(100, 700, 100):
            rows[i] = rows[i].replace("On or near", '"On or near')
        rows[350] = police_row(0.505, 51.385, month=MONTHS[5], street='"A, B"')
        done = self.summary("check", self.police_file(rows), "--areas", self.areas, status=None)
        self.assertEqual(done["incidents"]["read"], 720)
        self.assertEqual(done["incidents"]["rejected"]["malformed_row"], 6)
        text = self.run_program("check", self.police_file(rows), "--areas", self.areas, status=None).stdout
        self.assertIn("2020-01-test-street.csv:102: a stray quote", text)


@unittest.skipUnless(SHARED.is_dir(), "skipped: no ../shared")
class RealData(Case):
    def test_november_and_december_2018_are_flagged(self):
        summary = self.summary("check", SHARED / "data/incidents", "--areas",
                               SHARED / "data/boundaries/medway_wards_22.geojson", status=3)
        quality = summary["quality"]
        self.assertEqual({b["month"] for b in quality["breaks"]}, {"2018-11", "2018-12"})
        self.assertIn("crime", {b["group"] for b in quality["breaks"]})
        self.assertNotIn("asb", {b["group"] for b in quality["breaks"]})
        self.assertEqual(len(quality["missing_months"]), 27)
        # About 2% of the incidents lie in another ward than most of their stated LSOA's.
        self.assertTrue(96 < quality["agreement"]["agree_pct"] < 100, quality["agreement"])
        self.assert_adds_up(summary["incidents"])

    def test_stated_lsoas_against_lsoa_polygons(self):
        quality = self.summary("check", SHARED / "data/incidents/2018-10", "--areas",
                               SHARED / "data/boundaries/medway_lsoa11.geojson", status=None)["quality"]
        self.assertTrue(90 < quality["agreement"]["agree_pct"] <= 100, quality["agreement"])


if __name__ == "__main__":
    unittest.main()
