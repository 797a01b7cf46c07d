"""Each algorithm, and its results in the project."""
import os
import pathlib
import shutil

from support import (
    SOURCE, COMMANDS, SIDE, WEST, SOUTH, Case, Log, memory, incidents_in_memory, save)

import processing
from hotward import results
from qgis.core import QgsFeature, QgsProject, QgsRasterLayer

USUAL = {"OUTPUT": "o.gpkg", "TYPE": "Burglary"}
UNUSUAL = {
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
    "peers": {"OUTPUT": "o.gpkg", "TYPE": "Burglary", "POPULATION": "people"},
    "density": {"OUTPUT": "o.gpkg", "OUTPUT_RASTER": "o.tif", "TYPE": "Burglary"},
    "near-repeat": {"OUTPUT": "o.gpkg", "POINTS": "p.gpkg", "BANDS": "b.csv", "TYPE": "Burglary",
                    "PERMUTATIONS": 99},
    "rebase": {"OUTPUT": "o.gpkg", "FROM_AREAS": "Flächen 1.gpkg"},
}
# Every analysis, those of tomorrow, too.
EACH = {name: UNUSUAL.get(name, USUAL) for name in COMMANDS
        if name not in ("run", "report", "boundaries", "sample")}
MAY_BE_EMPTY = ("repeats", "evaluate")  # few incidents: nothing stands out
FILES = ("OUTPUT", "MEMBERS", "WINDOWS", "WRITE", "REPORT", "POINTS", "BANDS")
RENDERERS = {"rank": "graduatedSymbol", "join": "singleSymbol", "places": "graduatedSymbol",
             "clusters": "graduatedSymbol", "scan": "categorizedSymbol",
             "grid": "graduatedSymbol", "gi-star": "categorizedSymbol",
             "moran": "categorizedSymbol", "peers": "categorizedSymbol", "density": "categorizedSymbol"}


class EachAlgorithm(Case):
    def paths(self, parameters):
        return {key: str(self.folder / value)
                if key.startswith(FILES) or key == "FROM_AREAS" else value
                for key, value in parameters.items()}

    def test_each_analysis_runs(self):
        self.assertLessEqual(UNUSUAL.keys(), EACH.keys())
        for name, parameters in EACH.items():
            with self.subTest(name):
                parameters = self.paths(parameters)
                found, log = self.run_algorithm(name, **parameters)
                for key, value in parameters.items():
                    if key.startswith(FILES):
                        self.assertEqual(found[key], value)
                        self.assertTrue(os.path.getsize(value) > 0, value)
                self.assertTrue("".join(log.text).strip())
                if "OUTPUT" in parameters and name not in MAY_BE_EMPTY:
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
                                                           "WINDOWS", "POINTS"))
                self.assertEqual(len(opened), wanted)
                for layer in opened:
                    if layer.type() == layer.VectorLayer and not layer.isSpatial():
                        continue  # a table
                    kind = layer.renderer().type()
                    if isinstance(layer, QgsRasterLayer):
                        self.assertEqual(kind, "singlebandpseudocolor")
                        self.assertEqual(layer.name(), "density: surface")
                        continue
                    if layer.publicSource().startswith(str(self.folder / "o.gpkg")):
                        self.assertEqual(kind, RENDERERS.get(name, kind))
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

    def test_a_result_that_is_open_is_shown_anew(self):
        vector, raster = str(self.folder / "o.gpkg"), str(self.folder / "o.tif")

        def both(kind):
            for name, outputs in (("rank", {"OUTPUT": vector}),
                                  ("density", {"OUTPUT_RASTER": raster, "CELL": 250})):
                processing.runAndLoadResults(f"hotward:{name}", {
                    "INCIDENTS": self.incidents, "AREAS": self.areas, "TYPE": kind, **outputs},
                    feedback=Log())
            opened = {layer.publicSource().split("|")[0]: layer
                      for layer in QgsProject.instance().mapLayers().values()}
            highest = opened[raster].dataProvider().bandStatistics(1).maximumValue
            return (len(opened), opened[vector].name(), highest,
                    max(f["count"] for f in opened[vector].getFeatures()))

        first, second = both("asb"), both("burglary")
        self.assertEqual((first[0], second[0]), (4, 4))
        self.assertIn("ASB", first[1])
        self.assertIn("urglar", second[1])
        self.assertGreater(second[2], 2 * first[2])
        self.assertGreater(second[3], 2 * first[3])

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
        kinds = {layer.renderer().type() for layer in layers
                 if isinstance(layer, QgsRasterLayer) or layer.isSpatial()}
        self.assertTrue({"graduatedSymbol", "categorizedSymbol"} <= kinds, kinds)
        shown = [node.name() for node in root.findLayers() if node.isVisible()]
        self.assertLess(len(shown), len(layers))
        # The folder is there: it is replaced where that is asked for, and else not.
        self.assertIn("exists already", self.error("run", OUTPUT=str(out)))
        before = len(QgsProject.instance().mapLayers())
        again = {"OUTPUT": str(out), "OVERWRITE": True, "FROM": "2018-01", "TO": "2018-12",
                 "POPULATION": "people", "SKIP": ["scan", "moran"]}
        self.run_algorithm("run", OPEN=False, **again)
        self.assertEqual(len(QgsProject.instance().mapLayers()), before)
        # Opened again, they take the place of those that were of the folder before.
        self.run_algorithm("run", **again)
        self.assertEqual([group.name() for group in root.findGroups()], groups)
        self.assertLessEqual(len(QgsProject.instance().mapLayers()), before)

    def test_two_folders_of_run_stand_side_by_side(self):
        first, second = self.folder / "first", self.folder / "second"
        self.run_algorithm("run", OUTPUT=str(first), TYPE="Burglary", OPEN=False, SKIP=["scan"])
        shutil.copytree(first, second)
        project = QgsProject.instance()
        project.clear()
        counts = [results.open_groups(str(folder), project) for folder in (first, second)]
        self.assertGreater(counts[0], 6)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(project.crs().authid(), "EPSG:27700")
        for folder in (first, second):
            layers = [layer for layer in project.mapLayers().values()
                      if layer.publicSource().startswith(str(folder) + os.sep)]
            self.assertEqual(len(layers), counts[0])
            self.assertTrue(all(layer.isValid() for layer in layers))
        nodes = project.layerTreeRoot().findLayers()
        self.assertEqual(len({node.layerId() for node in nodes}), sum(counts))
        self.assertTrue(all(node.layer() is not None for node in nodes))
        # The one that came last lies above.
        self.assertTrue(nodes[0].layer().publicSource().startswith(str(second)))
        # A project that is none, and none at all.
        (second / "hotspots.qgz").write_text("no archive")
        self.assertEqual(results.open_groups(str(second), project), 0)
        self.assertEqual(results.open_groups(str(self.folder), project), 0)
        self.assertEqual(len(project.mapLayers()), sum(counts))

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
