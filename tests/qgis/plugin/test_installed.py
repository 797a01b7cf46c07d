"""The zip, and what QGIS makes of it."""
import configparser
import subprocess
import sys
import zipfile

from support import SOURCE, PLUGINS, ZIP, USAGE, COMMANDS, Case, provider

import qgis.utils


class Installed(Case):
    def test_the_zip_is_what_the_plugin_repository_takes(self):
        self.assertLess(ZIP.stat().st_size, 1_000_000)
        with zipfile.ZipFile(ZIP) as archive:
            names = archive.namelist()
            licence = archive.read("hotward/LICENSE").decode()
            metadata = configparser.ConfigParser(interpolation=None)
            metadata.read_string(archive.read("hotward/metadata.txt").decode())
        self.assertTrue(all(name.startswith("hotward/") for name in names), names)
        self.assertIn("GNU GENERAL PUBLIC LICENSE", licence)
        general = metadata["general"]
        for key in ("name", "description", "about", "version", "author", "email", "repository",
                    "tracker", "homepage", "icon", "tags", "license", "qgisMinimumVersion"):
            self.assertTrue(general.get(key), key)
        self.assertEqual(general["version"], USAGE["version"])
        self.assertIn(f"hotward/{general['icon']}", names)

    def test_the_same_files_give_the_same_zip(self):
        again = self.folder / "again.zip"
        subprocess.run([sys.executable, SOURCE / "tools" / "qgis" / "make_zip.py", again],
                       check=True, stdout=subprocess.DEVNULL)
        self.assertEqual(again.read_bytes(), ZIP.read_bytes())

    def test_it_names_no_version_of_qt(self):
        for path in PLUGINS.glob("hotward/*.py"):
            text = path.read_text()
            self.assertNotIn("PyQt5", text, path)
            self.assertNotIn("exec_(", text, path)
            self.assertTrue(text.startswith("# SPDX-License-Identifier: GPL-2.0-or-later"), path)

    def test_it_runs_from_the_profile(self):
        self.assertTrue(sys.modules["hotward"].__file__.startswith(str(PLUGINS)))

    def test_it_can_be_stopped_and_started(self):
        plugin = qgis.utils.plugins["hotward"]
        plugin.unload()
        self.assertIsNone(provider())
        plugin.initProcessing()
        self.assertEqual(len(provider().algorithms()), len(COMMANDS))
