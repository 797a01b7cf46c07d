"""hotward check: the quality report and its exit status."""
import unittest

from support import SHARED, Case, police_row

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
