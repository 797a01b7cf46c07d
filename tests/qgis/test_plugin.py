#!/usr/bin/python3
"""The plugin tools/qgis as a user has it: packed, unpacked into a fresh profile, started by QGIS.

HOTWARD names the program. Everything is read and written in a folder of the test's own.
"""
import configparser
import contextlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import zipfile

PROGRAM = pathlib.Path(os.environ["HOTWARD"]).resolve()
SOURCE = pathlib.Path(__file__).resolve().parents[2]
HOME = tempfile.TemporaryDirectory()
PROFILE = pathlib.Path(HOME.name) / "profile"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(dir=HOME.name)
os.environ["HOME"] = HOME.name
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(PROFILE)
os.environ["PATH"] = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"

from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsField, QgsGeometry,
    QgsProcessingException, QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback, QgsProject, QgsRasterLayer, QgsVectorFileWriter, QgsVectorLayer)
from qgis.PyQt.QtCore import QUrl, QUrlQuery, QVariant  # noqa: E402

APPLICATION = QgsApplication([], True)
APPLICATION.initQgis()
sys.path[:0] = [os.path.join(QgsApplication.pkgDataPath(), "python"),
                os.path.join(QgsApplication.pkgDataPath(), "python", "plugins")]

import processing  # noqa: E402
import qgis.utils  # noqa: E402
from processing.core.Processing import Processing  # noqa: E402
from processing.core.ProcessingConfig import ProcessingConfig  # noqa: E402

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
        month = f"{2018 + i % 4 // 2}-{1 + i % 12:02}-{1 + i % 28:02}"
        made.append((WEST + round(x), SOUTH + round(y), month,
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


class Forms(Case):
    def test_every_command_is_an_algorithm(self):
        self.assertEqual({a.name() for a in provider().algorithms()}, set(COMMANDS))
        for algorithm in provider().algorithms():
            self.assertTrue(algorithm.displayName() and algorithm.shortHelpString())
            self.assertTrue(algorithm.create().canExecute()[0])

    def test_every_option_is_in_the_form(self):
        for name, command in COMMANDS.items():
            algorithm = provider().algorithm(name)
            into_folder = name in ("run", "sample")
            for option in command["options"]:
                if option["name"] == "progress" or (
                        option["name"] == "overwrite" and not into_folder):
                    continue  # the plugin's own: it shows progress, and QGIS asks before replacing
                key = option["name"].upper().replace("-", "_")
                parameter = algorithm.parameterDefinition(key)
                self.assertIsNotNone(parameter, f"{name}: {key}")
                self.assertTrue(parameter.description() and parameter.help(), f"{name}: {key}")
                if option["kind"] == "choice":
                    self.assertEqual(parameter.options(), option["choices"])
                if option.get("default") and option["kind"] in ("whole", "number", "choice"):
                    self.assertEqual(str(parameter.defaultValue()).removesuffix(".0"),
                                     option["default"], f"{name}: {key}")

    def test_what_each_option_says_is_in_the_help(self):
        for name, command in COMMANDS.items():
            text = provider().algorithm(name).shortHelpString()
            for option in command["options"]:
                self.assertIn(f"--{option['name']}" if option["names"][0].startswith("-")
                              else option["name"], text)

    def test_lengths_are_in_metres_and_bounds_are_the_programs(self):
        clusters = provider().algorithm("clusters")
        self.assertEqual(clusters.parameterDefinition("EPS").type(), "distance")
        self.assertEqual(clusters.parameterDefinition("EPS").defaultValue(), 100.0)
        share = provider().algorithm("scan").parameterDefinition("MAX_POPULATION")
        self.assertEqual((share.minimum(), share.maximum(), share.defaultValue()), (0, 50, 50))

    def test_columns_are_picked_from_the_layer_that_has_them(self):
        clusters, moran = provider().algorithm("clusters"), provider().algorithm("moran")
        parents = {key: algorithm.parameterDefinition(key).parentLayerParameterName()
                   for algorithm, key in ((clusters, "TIME"), (clusters, "WEIGHT"),
                                          (clusters, "AREA_ID"), (clusters, "POPULATION"),
                                          (moran, "VALUE"))}
        self.assertEqual(parents, {"TIME": "INCIDENTS", "WEIGHT": "INCIDENTS", "AREA_ID": "AREAS",
                                   "POPULATION": "AREAS", "VALUE": "AREAS"})

    def test_a_default_is_no_word(self):
        """The program objects to what has no effect, such as --window without st-dbscan."""
        path = str(self.folder / "c.gpkg")
        algorithm = provider().algorithm("clusters")
        defaults = {p.name(): p.defaultValue() for p in algorithm.parameterDefinitions()
                    if p.defaultValue() is not None}
        _, log = self.run_algorithm("clusters", **{**defaults, "OUTPUT": path})
        words = [word for word in log.command.split(" ") if word.startswith("--")]
        self.assertEqual(words, ["--areas", "--output", "--overwrite"])

    def test_values_become_words(self):
        _, log = self.run_algorithm(
            "scan", TYPE="Burglary; asb", FROM="2019-01", CELL=1250.5, CELL_SHAPE="square",
            MODEL="permutation", MAX_POPULATION=12.5, REPLICATIONS=9, POPULATION="people",
            GUMBEL=True, POPULATION_LABEL="working people",
            OUTPUT=str(self.folder / "s.gpkg"), MORE="--seed '7'")
        for words in ("--type Burglary --type asb", "--from 2019-01", "--cell 1250.5m",
                      "--cell-shape square", "--model permutation", "--max-population 12.5%",
                      "--replications 9",
                      "--population people", "--gumbel", "--population-label 'working people'",
                      "--seed 7"):
            self.assertIn(words, log.command)


EACH = {
    "check": {"REPORT": "report.html"},
    "rank": {"OUTPUT": "o.gpkg", "POPULATION": "people", "BY": "rate", "TYPE": "Burglary"},
    "join": {"OUTPUT": "o.gpkg"},
    "places": {"OUTPUT": "o.gpkg", "TYPE": "Burglary"},
    "clusters": {"OUTPUT": "o.gpkg", "MEMBERS": "m.gpkg", "TYPE": "Burglary", "EPS": 150},
    "scan": {"OUTPUT": "o.gpkg", "WINDOWS": "w.gpkg", "TYPE": "Burglary", "POPULATION": "people",
             "REPLICATIONS": 99},
    "pattern": {"OUTPUT": "o.gpkg", "TYPE": "Burglary", "SIMULATIONS": 9, "RADIUS": 500},
    "grid": {"OUTPUT": "o.gpkg", "TYPE": "Burglary", "CELL": 500},
    "gi-star": {"OUTPUT": "o.gpkg", "TYPE": "Burglary", "CELL": 500, "WRITE_WEIGHTS": "w.gal"},
    "moran": {"OUTPUT": "o.gpkg", "TYPE": "Burglary"},
    "density": {"OUTPUT": "o.gpkg", "OUTPUT_RASTER": "o.tif", "TYPE": "Burglary"},
}
RENDERERS = {"rank": "graduatedSymbol", "join": "singleSymbol", "places": "graduatedSymbol",
             "clusters": "graduatedSymbol", "scan": "categorizedSymbol",
             "grid": "graduatedSymbol", "gi-star": "categorizedSymbol",
             "moran": "categorizedSymbol", "density": "categorizedSymbol"}


class EachAlgorithm(Case):
    def paths(self, parameters):
        return {key: str(self.folder / value)
                if key.startswith(("OUTPUT", "MEMBERS", "WINDOWS", "WRITE", "REPORT")) else value
                for key, value in parameters.items()}

    def test_each_analysis_runs(self):
        self.assertEqual({*EACH, "run", "boundaries", "sample"}, set(COMMANDS))
        for name, parameters in EACH.items():
            with self.subTest(name):
                parameters = self.paths(parameters)
                found, log = self.run_algorithm(name, **parameters)
                for key, value in parameters.items():
                    if value.startswith(str(self.folder)) if isinstance(value, str) else False:
                        self.assertEqual(found[key], value)
                        self.assertTrue(os.path.getsize(value) > 0, value)
                self.assertTrue("".join(log.text).strip())
                if "OUTPUT" in parameters:
                    self.assertGreater(self.open(parameters["OUTPUT"]).featureCount(), 0)

    def test_results_open_styled(self):
        for name, parameters in EACH.items():
            if name in ("check", "pattern"):
                continue
            with self.subTest(name):
                QgsProject.instance().clear()
                self.incidents = self.add(self.open(self.folder / "in.gpkg"))
                self.areas = self.add(self.open(self.folder / "Flächen 1.gpkg"))
                mine = {self.incidents.id(), self.areas.id()}
                parameters = self.paths({**parameters, "INCIDENTS": "in", "AREAS": "Flächen 1"})
                processing.runAndLoadResults(f"hotward:{name}", parameters, feedback=Log())
                opened = [layer for key, layer in QgsProject.instance().mapLayers().items()
                          if key not in mine]
                wanted = sum(key in parameters for key in ("OUTPUT", "OUTPUT_RASTER", "MEMBERS",
                                                           "WINDOWS"))
                self.assertEqual(len(opened), wanted)
                for layer in opened:
                    kind = layer.renderer().type()
                    if isinstance(layer, QgsRasterLayer):
                        self.assertEqual(kind, "singlebandpseudocolor")
                        self.assertEqual(layer.name(), "density: surface")
                        continue
                    if layer.publicSource().startswith(str(self.folder / "o.gpkg")):
                        self.assertEqual(kind, RENDERERS[name])
                    # Its title, which its own style brings.
                    self.assertEqual(layer.name(), layer.metadata().title())

    def test_a_geojson_opens_styled_too(self):
        path = str(self.folder / "o.geojson")
        processing.runAndLoadResults(
            "hotward:grid", {"INCIDENTS": self.incidents, "AREAS": self.areas, "CELL": 500,
                             "OUTPUT": path}, feedback=Log())
        kinds = [layer.renderer().type() for layer in QgsProject.instance().mapLayers().values()
                 if layer.publicSource().startswith(path)]
        self.assertEqual(kinds, ["graduatedSymbol"])

    def test_run_opens_the_groups_of_its_project(self):
        out = self.folder / "hot spots"
        found, log = self.run_algorithm("run", OUTPUT=str(out), FROM="2019-01", TO="2019-12",
                                        POPULATION="people", SKIP=["scan", "moran"])
        self.assertEqual(found["OUTPUT"], str(out))
        self.assertIn("--skip scan --skip moran", log.command)
        root = QgsProject.instance().layerTreeRoot()
        groups = [group.name() for group in root.findGroups()]
        self.assertGreaterEqual(len(groups), 2, groups)
        layers = [node.layer() for node in root.findLayers()
                  if node.layer().publicSource().startswith(str(out))]
        self.assertGreater(len(layers), 6)
        for layer in layers:
            self.assertTrue(layer.isValid(), layer.name())
        kinds = {layer.renderer().type() for layer in layers}
        self.assertTrue({"graduatedSymbol", "categorizedSymbol"} <= kinds, kinds)
        shown = [node.name() for node in root.findLayers() if node.isVisible()]
        self.assertLess(len(shown), len(layers))
        # The folder is there: it is replaced where that is asked for, and else not.
        self.assertIn("exists already", self.error("run", OUTPUT=str(out)))
        before = len(QgsProject.instance().mapLayers())
        self.run_algorithm("run", OUTPUT=str(out), OVERWRITE=True, OPEN=False, FROM="2019-01",
                           TO="2019-12")
        self.assertEqual(len(QgsProject.instance().mapLayers()), before)

    def test_run_writes_to_a_temporary_folder(self):
        found, _ = self.run_algorithm("run", OUTPUT="TEMPORARY_OUTPUT", TYPE="Burglary",
                                      OPEN=False)
        self.assertTrue(os.path.exists(os.path.join(found["OUTPUT"], "hotspots.qgz")))

    def test_sample_writes_a_folder(self):
        recipe = SOURCE / "samples" / "medway-assessment-2020" / "recipe.toml"
        found, _ = self.run_algorithm("sample", RECIPE=str(recipe), OUTPUT=str(self.folder / "p"))
        self.assertTrue(list(pathlib.Path(found["OUTPUT"]).rglob("*.csv")))

    def test_boundaries_says_what_the_program_says(self):
        text = self.error("boundaries", PRESET="nowhere")
        self.assertTrue(text.startswith("hotward boundaries: "), text)
        self.assertIn("nowhere", text)

    def test_check_that_finds_faults_is_an_answer(self):
        layer = incidents_in_memory(name="twice")
        again = [QgsFeature(f) for f in layer.getFeatures()]
        layer.dataProvider().addFeatures(again * 3)
        path = str(self.folder / "report.html")
        found, log = self.run_algorithm("check", INCIDENTS=self.add(layer), REPORT=path)
        self.assertEqual(found["REPORT"], path)
        self.assertIn("<pre>", pathlib.Path(path).read_text(encoding="utf-8"))

    def test_density_against_a_layer(self):
        homes = memory("Point?crs=EPSG:27700", "homes", [("people", int)],
                       [(f"Point({WEST + 250 * i} {SOUTH + 250 * j})", 3)
                        for i in range(24) for j in range(24)])
        save(homes, self.folder / "homes.gpkg")
        for layer in (self.open(self.folder / "homes.gpkg"), homes):
            path = str(self.folder / "risk.tif")
            found, log = self.run_algorithm(
                "density", AGAINST_LAYER=self.add(layer), AGAINST_LAYER_COLUMN="people",
                TYPE="Burglary", CELL=250, BANDWIDTH="800m", OUTPUT_RASTER=path)
            self.assertEqual(found["OUTPUT_RASTER"], path)
            self.assertIn(":people", log.command)
        self.assertIn("leave one out", self.error(
            "density", AGAINST_LAYER=homes, AGAINST="before"))

    def test_population_from_a_file(self):
        file = self.folder / "Menschen 2019.csv"
        file.write_text("area_code,pop,other\n" + "".join(
            f"A{i:02},{100 + i},1\n" for i in range(SIDE * SIDE)))
        path = str(self.folder / "o.gpkg")
        self.run_algorithm("rank", POPULATION_FILE=str(file), POPULATION_FILE_COLUMN="pop",
                           OUTPUT=path)
        self.assertEqual(min(f["pop"] for f in self.open(path).getFeatures()), 100)

    def test_a_column_of_the_areas_is_examined(self):
        path = str(self.folder / "o.gpkg")
        _, log = self.run_algorithm("moran", VALUE="shops", OUTPUT=path)
        self.assertIn("--value shops", log.command)


class Incidents(Case):
    """What may be open in QGIS, and what the program then reads."""

    ALL = 1200

    def test_a_layer_is_read_from_its_file(self):
        count, command = self.counted()
        self.assertEqual(count, self.ALL)
        self.assertIn(str(self.folder / "in.gpkg"), command)

    def test_a_layer_among_several_of_a_file(self):
        path = self.folder / "several.gpkg"
        save(areas_in_memory(), path, name="a")
        save(incidents_in_memory(), path, name="dritte Schicht")
        layer = self.add(self.open(f"{path}|layername=dritte Schicht"))
        count, command = self.counted(INCIDENTS=layer)
        self.assertEqual(count, self.ALL)
        self.assertIn("|layername=dritte Schicht", command)

    def test_a_shapefile(self):
        path = save(incidents_in_memory(), self.folder / "in shape.shp", "ESRI Shapefile")
        self.assertEqual(self.counted(INCIDENTS=self.add(self.open(path)))[0], self.ALL)

    def test_a_memory_layer(self):
        for layer in (self.add(incidents_in_memory(name="Fälle / 2019: \"neu\"")),
                      self.add(incidents_in_memory("EPSG:27700", name="..."))):
            self.assertEqual(self.counted(INCIDENTS=layer)[0], self.ALL)

    def test_areas_in_memory(self):
        self.assertEqual(self.counted(AREAS=self.add(areas_in_memory()))[0], self.ALL)

    def test_a_filtered_layer(self):
        self.incidents.setSubsetString("\"type\" = 'Burglary' AND \"harm\" = 1")
        count, command = self.counted()
        self.assertEqual(count, 200)
        self.assertNotIn(str(self.folder / "in.gpkg"), command)
        self.areas.setSubsetString("\"area_code\" < 'A12'")
        self.assertLess(self.counted()[0], count)

    def test_selected_features_only_where_asked(self):
        self.incidents.selectByExpression("\"harm\" = 2")
        self.assertEqual(self.counted()[0], self.ALL)
        chosen = QgsProcessingFeatureSourceDefinition(self.incidents.id(), True)
        self.assertEqual(self.counted(INCIDENTS=chosen)[0], 400)
        self.incidents.removeSelection()
        self.assertIn("No feature of the layer 'in' is selected", self.error(INCIDENTS=chosen))

    def test_edits_that_are_not_saved(self):
        self.incidents.startEditing()
        self.incidents.deleteFeatures([f.id() for f in self.incidents.getFeatures("harm = 3")])
        self.assertEqual(self.counted()[0], 800)
        self.incidents.rollBack()

    def test_a_computed_column(self):
        self.incidents.addExpressionField("'Robbery'", QgsField("kind", QVariant.String))
        count, _ = self.counted(TYPE_COLUMN="kind", TYPE="robbery")
        self.assertEqual(count, self.ALL)

    def test_a_column_named_fid(self):
        layer = memory("Point?crs=EPSG:27700", "fids", [("fid", str), ("date", str)],
                       [(f"Point({WEST + 10} {SOUTH + 10})", "a", "2019-01-01")] * 3)
        self.assertEqual(self.counted(INCIDENTS=self.add(layer))[0], 3)

    def csv(self, names="East,North,date,type", name="Fälle 2019.csv"):
        path = self.folder / name
        path.write_text(names + "\n" + "".join(
            f"{x},{y},{date},{kind}\n" for x, y, date, kind, _ in rows()), encoding="utf-8")
        return path

    def delimited(self, path, **settings):
        url = QUrl.fromLocalFile(str(path))
        query = QUrlQuery()
        for key, value in settings.items():
            query.addQueryItem(key, value)
        url.setQuery(query)
        layer = QgsVectorLayer(bytes(url.toEncoded()).decode(), "text", "delimitedtext")
        self.assertTrue(layer.isValid())
        return self.add(layer)

    def test_delimited_text_is_its_file(self):
        path = self.csv("a,b,date,type")
        layer = self.delimited(path, type="csv", xField="a", yField="b", crs="EPSG:27700")
        count, command = self.counted(INCIDENTS=layer)
        self.assertEqual(count, self.ALL)
        self.assertIn(str(path), command)
        self.assertIn("--x a", command)
        # What the form says comes first, and is said once.
        _, command = self.counted(INCIDENTS=layer, X="a", Y="b", CRS="EPSG:27700")
        self.assertEqual(command.count("--x "), 1)
        layer.setSubsetString("\"type\" = 'Burglary'")
        self.assertEqual(self.counted(INCIDENTS=layer)[0], 600)

    def test_a_table_without_shapes(self):
        layer = self.delimited(self.csv(), type="csv", geomType="none")
        self.assertEqual(self.counted(INCIDENTS=layer, X="East", Y="North",
                                      CRS="EPSG:27700")[0], self.ALL)

    def test_files_and_folders(self):
        (self.folder / "police").mkdir()
        path = self.csv("Easting,Northing,date,type", "police/a b.csv")
        more = "--crs EPSG:27700"
        for parameters in ({"INCIDENTS_FILES": [str(path)]},
                           {"INCIDENTS_FOLDER": str(path.parent)}):
            count, _ = self.counted(INCIDENTS=None, MORE=more, **parameters)
            self.assertEqual(count, self.ALL)

    def test_nothing_is_chosen(self):
        text = self.error(INCIDENTS=None)
        self.assertIn("Choose the incidents", text)


def to_degrees(x, y):
    """Near enough for a point of the sample to lie where it should."""
    return 0.441 + (x - WEST) / 69600.0, 51.313 + (y - SOUTH) / 111200.0


class CoordinateSystems(Case):
    def test_a_layer_without_one_is_refused_with_the_way_out(self):
        layer = self.add(incidents_in_memory(crs=""))
        layer.setCrs(QgsCoordinateReferenceSystem())
        text = self.error(INCIDENTS=layer)
        self.assertIn("has no coordinate system", text)
        self.assertIn("Set Layer CRS", text)

    def test_degrees_that_are_none(self):
        text = self.error(INCIDENTS=self.add(incidents_in_memory("EPSG:4326")))
        self.assertIn("EPSG:4326", text)
        self.assertIn("no degrees", text)

    def test_metres_that_are_degrees(self):
        text = self.error(INCIDENTS=self.add(incidents_in_memory("EPSG:27700", to_degrees)))
        self.assertIn("look like degrees", text)

    def test_another_grid(self):
        text = self.error(INCIDENTS=self.add(incidents_in_memory(
            "EPSG:27700", lambda x, y: (x - 520000, y + 6500000))))
        self.assertIn("outside the part of the world", text)

    def test_a_few_wrong_points_are_rows_at_fault(self):
        layer = incidents_in_memory()
        made = []
        for x, y in ((0, 0), (99999999, 99999999), (0.5, 51.3)):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromWkt(f"Point({x} {y})"))
            feature.setAttributes(["2019-01-01", "Burglary", 1])
            made.append(feature)
        layer.dataProvider().addFeatures(made)
        layer.updateExtents()
        self.assertEqual(self.counted(INCIDENTS=self.add(layer))[0], 1200)

    def test_areas_too(self):
        areas = self.add(areas_in_memory())
        areas.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
        self.assertIn("'areas'", self.error(AREAS=areas))

    def test_degrees_are_read(self):
        layer = self.add(incidents_in_memory("EPSG:4326", to_degrees))
        self.assertGreater(self.counted(INCIDENTS=layer)[0], 1150)

    def test_one_that_was_set_by_hand(self):
        path = save(incidents_in_memory(), self.folder / "bare.shp", "ESRI Shapefile")
        path.with_suffix(".prj").unlink()
        layer = self.add(self.open(path))
        layer.setCrs(QgsCoordinateReferenceSystem())
        self.assertIn("no coordinate system", self.error(INCIDENTS=layer))
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
        self.assertEqual(self.counted(INCIDENTS=layer)[0], 1200)


@contextlib.contextmanager
def setting(value, path=None):
    """The program's path as Processing's options have it, and the PATH, for a while."""
    before = os.environ["PATH"]
    ProcessingConfig.setSettingValue("HOTWARD_PROGRAM", "")
    ProcessingConfig.settings["HOTWARD_PROGRAM"].value = value
    if path is not None:
        os.environ["PATH"] = path
    try:
        yield
    finally:
        os.environ["PATH"] = before
        ProcessingConfig.settings["HOTWARD_PROGRAM"].value = ""
        provider().refreshAlgorithms()


class Program(Case):
    def test_it_is_not_there(self):
        with setting("", str(self.folder)):
            self.assertIn("was not found", self.error())
            provider().refreshAlgorithms()
            self.assertEqual([a.name() for a in provider().algorithms()], ["install"])
            can, why = provider().algorithm("install").canExecute()
            self.assertFalse(can)
            self.assertIn("install hotward", why)
        self.assertEqual(len(provider().algorithms()), len(COMMANDS))

    def test_it_is_where_the_setting_says(self):
        place = self.folder / "my programs"
        place.mkdir()
        (place / "hotward").symlink_to(PROGRAM)
        for told in (place / "hotward", place):
            with setting(str(told), str(self.folder)):
                self.assertEqual(self.counted()[0], 1200)

    def test_the_setting_is_wrong(self):
        with setting(str(self.folder / "gone")):
            text = self.error()
            self.assertIn("gone", text)
            self.assertIn("where the setting says", text)

    def test_it_is_another_program(self):
        other = self.folder / "hotward"
        other.write_text("#!/bin/sh\necho no such thing >&2\nexit 3\n")
        other.chmod(0o755)
        with setting(str(other)):
            provider().refreshAlgorithms()
            self.assertEqual([a.name() for a in provider().algorithms()], ["install"])

    def test_an_error_is_the_programs_own_sentence(self):
        text = self.error(TYPE="burglery")
        said = subprocess.run([PROGRAM, "rank", self.folder / "in.gpkg", "--type", "burglery",
                               "--areas", self.folder / "Flächen 1.gpkg", "-q"],
                              capture_output=True, encoding="utf-8").stderr.strip()
        self.assertEqual(text, said.split("\n")[-1])

    def test_warnings_are_warnings(self):
        _, log = self.run_algorithm("rank", OUTPUT=str(self.folder / "o.gpkg"))
        self.assertTrue(log.warnings)
        self.assertFalse([w for w in log.warnings if w.startswith("hotward")])

    def test_progress(self):
        _, log = self.run_algorithm("run", OUTPUT=str(self.folder / "o"), FROM="2019-01",
                                    TO="2019-12", SKIP=["scan"], OPEN=False)
        self.assertIn("Reading incidents", log.stages)
        self.assertGreater(len(log.stages), 3, log.stages)
        self.assertTrue(any(0 < share < 100 for share in log.shares), log.shares)

    def test_cancel(self):
        log = Log()
        asked = []

        def cancel():
            asked.append(time.monotonic())
            log.cancel()

        timer = threading.Timer(1.5, cancel)
        timer.start()
        path = self.folder / "o.gpkg"
        found, _ = self.run_algorithm("pattern", log, OUTPUT=str(path), SIMULATIONS=2000000,
                                      THREADS=1)
        taken = time.monotonic() - asked[0]
        print(f"cancelled in {taken:.2f} s")
        self.assertLess(taken, 2.0)  # a second, and room for a machine that is busy
        self.assertEqual(found, {})
        self.assertFalse(path.exists())
        running = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="],
                                 capture_output=True, text=True).stdout
        self.assertNotIn("2000000", running)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    sys.stdout.flush()
    sys.stderr.flush()
    # Leaving the ordinary way crashes QGIS while layers are alive.
    HOME.cleanup()
    os._exit(0 if result.wasSuccessful() and result.testsRun else 1)
