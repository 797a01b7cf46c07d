"""The plugin tools/qgis as a user has it: packed, unpacked into a fresh profile, started by QGIS.

HOTWARD names the program. Everything is read and written in a folder of the test's own. To import
this is to start QGIS.
"""
import calendar
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest
import zipfile

PROGRAM = pathlib.Path(os.environ["HOTWARD"]).resolve()
SOURCE = pathlib.Path(__file__).resolve().parents[3]
HOME = tempfile.TemporaryDirectory()
PROFILE = pathlib.Path(HOME.name) / "profile"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(dir=HOME.name)
os.environ["HOME"] = HOME.name
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(PROFILE)
os.environ["PATH"] = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"

from qgis.core import (  # noqa: E402
    QgsApplication, QgsFeature, QgsField, QgsGeometry, QgsProcessingException,
    QgsProcessingFeedback, QgsProject, QgsVectorFileWriter, QgsVectorLayer)
from qgis.PyQt.QtCore import QVariant  # noqa: E402

APPLICATION = QgsApplication([], True)
APPLICATION.initQgis()
sys.path[:0] = [os.path.join(QgsApplication.pkgDataPath(), "python"),
                os.path.join(QgsApplication.pkgDataPath(), "python", "plugins")]

import processing  # noqa: E402
import qgis.utils  # noqa: E402
from processing.core.Processing import Processing  # noqa: E402

PLUGINS = PROFILE / "python" / "plugins"
ZIP = pathlib.Path(HOME.name) / "hotward.zip"
SIDE = 6       # areas in a row
STEP = 1000.0  # metres
WEST, SOUTH = 570000.0, 160000.0


def install():
    """As Plugins, Install from ZIP does."""
    subprocess.run([sys.executable, SOURCE / "tools" / "qgis" / "make_zip.py", ZIP], check=True,
                   stdout=subprocess.DEVNULL)
    PLUGINS.mkdir(parents=True)
    with zipfile.ZipFile(ZIP) as archive:
        archive.extractall(PLUGINS)
    sys.path.insert(0, str(PLUGINS))
    qgis.utils.plugin_paths = [str(PLUGINS)]
    qgis.utils.updateAvailablePlugins()
    Processing.initialize()
    if not (qgis.utils.loadPlugin("hotward") and qgis.utils.startProcessingPlugin("hotward")):
        sys.exit("the plugin does not start")


install()
USAGE = json.loads(subprocess.check_output([PROGRAM, "--json-usage"]))
COMMANDS = {command["name"]: command for command in USAGE["commands"]}


def provider():
    return QgsApplication.processingRegistry().providerById("hotward")


class Log(QgsProcessingFeedback):
    def __init__(self):
        super().__init__()
        self.command, self.warnings, self.stages, self.text, self.shares = "", [], [], [], []
        self.progressChanged.connect(lambda share: self.shares.append(share))

    def pushCommandInfo(self, info):
        self.command = info

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def setProgressText(self, text):
        self.stages.append(text)

    def pushConsoleInfo(self, info):
        self.text.append(info)


def rows():
    """Incidents of two years, half of them burglaries about one spot."""
    draw = random.Random(4)
    made = []
    for i in range(1200):
        x, y = (draw.uniform(0, SIDE * STEP) for _ in "xy")
        if i % 2:
            x, y = (min(max(draw.gauss(2300, 250), 0), SIDE * STEP) for _ in "xy")
        month = 1 + i // 4 % 12
        last = calendar.monthrange(2018 + i % 4 // 2, month)[1]
        when = f"{2018 + i % 4 // 2}-{month:02}-{1 + i // 48 * 5 % last:02} {i % 24:02}:{i % 60:02}"
        made.append((WEST + round(x), SOUTH + round(y), when,
                     "Burglary" if i % 2 else "Anti-social behaviour", 1 + i % 3))
    return made


def memory(kind, name, fields, made):
    """@param made  geometry as WKT, then the values of `fields`"""
    layer = QgsVectorLayer(kind, name, "memory")
    types = {str: QVariant.String, int: QVariant.Int}
    layer.dataProvider().addAttributes([QgsField(field, types[t]) for field, t in fields])
    layer.updateFields()
    features = []
    for wkt, *values in made:
        feature = QgsFeature(layer.fields())
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes(values)
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    layer.updateExtents()
    return layer


def incidents_in_memory(crs="EPSG:27700", change=lambda x, y: (x, y), name="incidents"):
    made = []
    for x, y, date, kind, harm in rows():
        x, y = change(x, y)
        made.append((f"Point({x} {y})", date, kind, harm))
    return memory(f"Point?crs={crs}" if crs else "Point", name,
                  [("date", str), ("type", str), ("harm", int)], made)


def areas_in_memory():
    made = []
    for i in range(SIDE * SIDE):
        x, y = WEST + STEP * (i % SIDE), SOUTH + STEP * (i // SIDE)
        ring = ", ".join(f"{x + STEP * a} {y + STEP * b}"
                         for a, b in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)))
        made.append((f"Polygon(({ring}))", f"A{i:02}", f"Area {i}", 500 + 10 * i, 7 + i % 5))
    return memory("Polygon?crs=EPSG:27700", "areas",
                  [("area_code", str), ("area_name", str), ("people", int), ("shops", int)], made)


def save(layer, path, driver="GPKG", name=None):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    options.layerName = name or pathlib.Path(path).stem
    if pathlib.Path(path).exists():
        options.actionOnExistingFile = QgsVectorFileWriter.CreateOrOverwriteLayer
    error, text, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsProject.instance().transformContext(), options)
    assert error == QgsVectorFileWriter.NoError, text
    return path


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="Hot spots – Ünï ", dir=HOME.name)
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.incidents = self.add(self.open(save(incidents_in_memory(), self.folder / "in.gpkg")))
        self.areas = self.add(self.open(save(areas_in_memory(), self.folder / "Flächen 1.gpkg")))
        self.addCleanup(QgsProject.instance().clear)

    @staticmethod
    def open(path, provider_name="ogr"):
        layer = QgsVectorLayer(str(path), pathlib.Path(str(path)).stem, provider_name)
        assert layer.isValid(), path
        return layer

    @staticmethod
    def add(layer):
        QgsProject.instance().addMapLayer(layer)
        return layer

    def run_algorithm(self, name, log=None, **parameters):
        log = log or Log()
        parameters.setdefault("INCIDENTS", self.incidents)
        parameters.setdefault("AREAS", self.areas)
        known = {p.name() for p in provider().algorithm(name).parameterDefinitions()}
        parameters = {key: value for key, value in parameters.items() if key in known}
        found = processing.run(f"hotward:{name}", parameters, feedback=log)
        return found, log

    def error(self, name="rank", **parameters):
        parameters.setdefault("OUTPUT", str(self.folder / "never.gpkg"))
        with self.assertRaises(QgsProcessingException) as caught:
            self.run_algorithm(name, **parameters)
        self.assertFalse((self.folder / "never.gpkg").exists())
        text = str(caught.exception)
        text = text.removeprefix("Unable to execute algorithm\n")
        self.assertNotIn("\n", text.strip())
        return text

    def counted(self, **parameters):
        """Incidents that `rank` counts, and the command line."""
        path = str(self.folder / "counted.gpkg")
        _, log = self.run_algorithm("rank", OUTPUT=path, **parameters)
        return sum(f["count"] for f in self.open(path).getFeatures()), log.command
