"""GeoParquet and Arrow files: read where GDAL has the driver, and said where it has not."""
import subprocess
import unittest

from support import Case, police_row


def has_driver(name):
    formats = subprocess.run(["ogrinfo", "--formats"], capture_output=True, text=True).stdout
    return f"  {name} -vector-" in formats


class ArrowFiles(Case):
    def test_read_or_said(self):
        incidents = self.police_file([police_row(0.505 + 0.001 * i, 51.385) for i in range(12)])
        told = self.summary("rank", incidents, "--areas", self.areas)
        for driver, ending in (("Parquet", "parquet"), ("Arrow", "arrow")):
            path = self.folder / f"areas.{ending}"
            if has_driver(driver):
                subprocess.run(["ogr2ogr", "-f", driver, path, self.areas], check=True)
                found = self.summary("rank", incidents, "--areas", path)
                self.assertEqual(found["ranking"], told["ranking"], driver)
                continue
            path.write_bytes(b"PAR1")
            for words in ((incidents, "--areas", path), (path, "--areas", self.areas)):
                self.assertIn(f"without its driver {driver}; save the file as GeoPackage",
                              self.error("rank", *words, status=None))
            self.assertIn("no such file", self.error("rank", f"none.{ending}", status=None))


if __name__ == "__main__":
    unittest.main()
