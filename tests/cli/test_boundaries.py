"""hotward boundaries, against a feature service on this machine."""
import json
import subprocess
import sys
import unittest

from support import SOURCE, Case


class Boundaries(Case):
    """Seven wards, three a page; the first part of the address says how the service behaves."""

    def setUp(self):
        super().setUp()
        server = subprocess.Popen([sys.executable, SOURCE / "tests/io/feature_service_server.py"],
                                  stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        self.base = f"http://127.0.0.1:{int(server.stdout.readline())}"

    def service(self, mood):
        return f"{self.base}/{mood}/FeatureServer/0"

    def test_every_page_becomes_one_layer(self):
        summary = self.summary("boundaries", "--service", self.service("ok"), "-o", "wards.gpkg",
                               "-o", "wards.geojson")
        self.assertEqual(summary["boundaries"]["areas"], 7)
        self.assertEqual([layer["features"] for layer in summary["layers"]], [7, 7])
        features = json.loads((self.folder / "wards.geojson").read_text())["features"]
        self.assertEqual(len({f["properties"]["wd22cd"] for f in features}), 7)

    def test_what_it_wrote_serves_as_areas(self):
        self.run_program("boundaries", "--service", self.service("ok"), "-o", "wards.gpkg")
        file = self.write("one.csv", "lon,lat\n0.505,51.305\n")
        ranking = self.summary("rank", file, "--areas", "wards.gpkg")["ranking"]
        self.assertEqual((len(ranking), ranking[0]["count"]), (7, 1))

    def test_a_server_that_is_busy_once_is_asked_again(self):
        self.run_program("boundaries", "--service", self.service("once500"), "-o", "wards.gpkg")

    def test_an_error_of_the_service_is_told(self):
        message = self.error("boundaries", "--service", self.service("error400"), "-o", "wards.gpkg")
        self.assertIn("no such field", message)
        self.assertEqual(self.left_behind(), [])

    def test_unknown_presets_are_named(self):
        message = self.error("boundaries", "--preset", "medway-23", "-o", "wards.gpkg", status=2)
        self.assertIn("medway-24", message)

    def test_nothing_asked_for(self):
        self.assertIn("--preset", self.error("boundaries", "-o", "wards.gpkg", status=2))


if __name__ == "__main__":
    unittest.main()
