"""All tests of the plugin, in one QGIS.

    HOTWARD=build/dev/tools/hotward /usr/bin/python3 tests/qgis/plugin [test_layers.Incidents ...]
"""
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from support import HOME  # noqa: E402

if len(sys.argv) == 1:
    sys.argv[1:1] = ["discover", "-s", os.path.dirname(os.path.abspath(__file__))]
result = unittest.main(module=None, exit=False, verbosity=2).result
sys.stdout.flush()
sys.stderr.flush()
HOME.cleanup()
# Leaving the ordinary way crashes QGIS while layers are alive.
os._exit(0 if result.wasSuccessful() and result.testsRun else 1)
